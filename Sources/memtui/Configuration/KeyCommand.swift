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
    let child: ChildProcess
    do throws(ChildProcess.NotStarted) {
      child = try ChildProcess(
        ["/bin/sh", "-c", command], environment: environment, streams: ChildProcess.Streams(output: ends[1]))
      close(ends[1])
    } catch {
      close(ends[0])
      close(ends[1])
      throw .notStarted(error.number)
    }
    let output = Result { () throws(FileBytes.SystemFault) in
      try FileBytes.readAll(ends[0], limit: longestOutput)
    }
    close(ends[0])
    let ending = child.wait()
    let bytes: [UInt8]
    switch output {
    case .success(let read): bytes = read
    case .failure(let fault): throw .unreadable(fault.number)
    }
    guard bytes.count <= longestOutput else { throw .tooLong }
    switch ending {
    case .exited(0): break
    case .exited(let code): throw .exited(code)
    case .signalled(let signal): throw .signalled(signal)
    case nil: throw .unreadable(ECHILD)
    }
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    guard !line.isEmpty else { throw .empty }
    return String(decoding: line, as: UTF8.self)
  }
}
