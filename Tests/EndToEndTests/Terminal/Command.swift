import Dispatch
import Glibc

/// A program that runs to its end; its environment is exactly what is given.
///
/// Not Foundation's `Process`: that one hands a socket of its own to the program and waits until it is closed, which a
/// tmux server in the background never does.
enum Command {
  struct Output: Sendable {
    var status: Int32
    var text: String
  }

  struct Failure: Error, CustomStringConvertible {
    var arguments: [String]
    var output: Output
    var description: String {
      "\(arguments.joined(separator: " ")) ended with \(output.status): \(output.text)"
    }
  }

  struct NotStarted: Error {
    var path: String
    var errorNumber: Int32
  }

  /// Waits on a thread of its own: the cooperative pool serves the demo server meanwhile.
  ///
  /// - Returns: stdout and stderr in one text, and the exit status.
  static func output(_ arguments: [String], environment: [String: String]) async throws -> Output {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Result { try run(arguments, environment) })
      }
    }
  }

  private static func run(_ arguments: [String], _ environment: [String: String]) throws -> Output {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw NotStarted(path: arguments[0], errorNumber: errno) }
    defer { close(ends[0]) }
    let child: pid_t
    do {
      defer { close(ends[1]) }
      child = try start(arguments, environment, output: ends[1])
    }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(ends[0], &chunk, chunk.count)
      if count > 0 { bytes += chunk[..<count] } else if count == 0 || errno != EINTR { break }
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0, errno == EINTR {}
    let code = status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + status & 0x7F
    return Output(status: code, text: String(decoding: bytes, as: UTF8.self))
  }

  /// The program gets /dev/null, the pipe, and no other descriptor of ours: sockets of a service must not outlive it.
  private static func start(
    _ arguments: [String], _ environment: [String: String], output: Int32
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    posix_spawn_file_actions_adddup2(&actions, output, 1)
    posix_spawn_file_actions_adddup2(&actions, output, 2)
    // Closing what is not open is no failure below the limit of open files.
    for descriptor in Int32(3)..<1024 { posix_spawn_file_actions_addclose(&actions, descriptor) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    unblockSignals(&attributes)
    var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] =
      environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }
    var child: pid_t = 0
    let failure = posix_spawn(&child, arguments[0], &actions, &attributes, &words, &variables)
    guard failure == 0 else { throw NotStarted(path: arguments[0], errorNumber: failure) }
    return child
  }

  /// Threads of Dispatch block every signal. A tmux server that inherits that never learns how its programs ended,
  /// and those cannot be ended by SIGTERM.
  private static func unblockSignals(_ attributes: inout posix_spawnattr_t) {
    var none = sigset_t()
    sigemptyset(&none)
    var all = sigset_t()
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
  }
}
