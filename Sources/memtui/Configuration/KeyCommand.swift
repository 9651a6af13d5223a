import Glibc

/// `api_key_command: pass show memos`. Runs while the terminal is still the shell's, so that it may ask for a
/// passphrase; what it prints is a secret and is never repeated.
enum KeyCommand {
  enum Fault: Error, Sendable, Hashable {
    case notStarted(Int32)
    case exited(Int32)
    case signalled(Int32)
    case empty
    case unreadable(Int32)
    case tooLong
  }

  static let longestOutput = 64 << 10

  /// The first line of what the command prints. Blocks until it ends.
  static func run(_ command: String, environment: [String: String]) throws(Fault) -> String {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .notStarted(errno) }
    // The command gets a copy of the writing end as its stdout, and neither of these.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let child: pid_t
    do throws(Fault) {
      child = try start(command, environment: environment, output: ends[1])
      close(ends[1])
    } catch {
      close(ends[0])
      close(ends[1])
      throw error
    }
    let output = Result { () throws(FileBytes.SystemFault) in
      try FileBytes.readAll(ends[0], limit: longestOutput)
    }
    close(ends[0])
    let ending = try wait(for: child)
    let bytes: [UInt8]
    switch output {
    case .success(let read): bytes = read
    case .failure(let fault): throw .unreadable(fault.number)
    }
    guard bytes.count <= longestOutput else { throw .tooLong }
    if let ending { throw ending }
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    guard !line.isEmpty else { throw .empty }
    return String(decoding: line, as: UTF8.self)
  }

  private static func start(
    _ command: String, environment: [String: String], output: Int32
  ) throws(Fault) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    var arguments = copies(["/bin/sh", "-c", command])
    var variables = copies(environment.map { "\($0.key)=\($0.value)" })
    defer { for text in arguments + variables { free(text) } }
    var child: pid_t = 0
    let failure = posix_spawn(&child, "/bin/sh", &actions, nil, &arguments, &variables)
    guard failure == 0 else { throw .notStarted(failure) }
    return child
  }

  /// The array that ends with a null pointer, as exec wants it; the caller frees it.
  private static func copies(_ texts: [String]) -> [UnsafeMutablePointer<CChar>?] {
    texts.map { strdup($0) } + [nil]
  }

  /// `nil` for exit code 0.
  private static func wait(for child: pid_t) throws(Fault) -> Fault? {
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { throw .unreadable(errno) }
    }
    // WIFEXITED, WEXITSTATUS and WTERMSIG are macros that Swift does not see.
    if status & 0x7F != 0 { return .signalled(status & 0x7F) }
    return status >> 8 & 0xFF == 0 ? nil : .exited(status >> 8 & 0xFF)
  }
}
