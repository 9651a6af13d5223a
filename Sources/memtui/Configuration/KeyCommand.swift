import Glibc
import Terminal

/// `api_key_command: pass show memos`. Runs while the terminal is still the shell's, so that it may ask for a
/// passphrase; what it prints is a secret and is never repeated.
enum KeyCommand {
  enum Fault: Error, Sendable, Hashable {
    case notStarted(Int32)
    case exited(Int32)
    case signalled(Int32)
    case empty
    case tooLong
    case timeLimit(seconds: Int)
  }

  static let longestOutput = 64 << 10

  /// Four times as long once it has asked for the terminal: somebody types there.
  static let patience = 30

  /// The first line of what the command prints. Blocks until it ends; a signal that ends memtui ends the command first.
  static func run(
    _ command: String, environment: [String: String], patience: Duration = .seconds(patience)
  ) throws(Fault) -> String {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .notStarted(errno) }
    // The command gets a copy of the writing end as its stdout, and neither of these.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let job: ForegroundJob
    do throws(TerminalError) {
      job = try ForegroundJob(givesTerminalAtOnce: false)
    } catch {
      close(ends[1])
      throw .notStarted(EMFILE)
    }
    defer { job.finish() }
    let child: ChildProcess
    do throws(ChildProcess.NotStarted) {
      defer { close(ends[1]) }
      child = try ChildProcess(
        ["/bin/sh", "-c", command], environment: environment, streams: ChildProcess.Streams(output: ends[1]),
        leadsGroup: true)
    } catch {
      throw .notStarted(error.number)
    }
    var output: ForegroundJob.Output? = ForegroundJob.Output(descriptor: ends[0], limit: longestOutput)
    switch job.wait(for: child.id, limit: patience, output: &output) {
    case .exited(0): break
    // Ctrl-C where it asks for a passphrase.
    case .signalled(SIGINT), .exited(ExitCode.interrupted): exitProcess(ExitCode.interrupted)
    case .exited(let code): throw .exited(code)
    case .signalled(let signal): throw .signalled(signal)
    case .ending(let signal): exitProcess(128 + signal)
    case .timeLimit: throw .timeLimit(seconds: Int(patience / .seconds(1)))
    case .tooMuchOutput: throw .tooLong
    case .unknown: throw .notStarted(ECHILD)
    }
    let bytes = output?.bytes ?? []
    guard bytes.count <= longestOutput else { throw .tooLong }
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    guard !line.isEmpty else { throw .empty }
    return String(decoding: line, as: UTF8.self)
  }
}
