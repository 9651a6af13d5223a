import Foundation
import Glibc
import Synchronization
import Testing

/// Runs command lines of `/bin/sh` without a terminal, in a folder of their own. `$MEMTUI` is the program.
struct ShellFolder: Sendable {
  let url: URL
  private let environment: [String: String]

  private static let number = Mutex(0)

  static func run<Result>(
    environment changes: [String: String?] = [:], _ body: (ShellFolder) async throws -> Result
  ) async throws -> Result {
    let number = number.withLock { number in
      number += 1
      return number
    }
    let url = FileManager.default.temporaryDirectory.appending(
      path: "memtui-shell-\(ProcessInfo.processInfo.processIdentifier)-\(number)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: url) }
    var environment = Program.environment(home: url)
    environment["MEMTUI"] = Program.path
    environment["SWIFT_BACKTRACE"] = "enable=no"
    for (name, value) in changes { environment[name] = value }
    return try await body(ShellFolder(url: url, environment: environment))
  }

  /// - Returns: the exit code.
  @discardableResult
  func sh(_ line: String) async throws -> Int32 {
    let output = try await Command.output(
      ["/bin/sh", "-c", "cd \(TerminalSession.quoted(url.path)) && { \(line)\n}"], environment: environment)
    #expect(output.text.isEmpty, "the command line must redirect stdout and stderr: \(output.text)")
    return output.status
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: url.appending(path: name), encoding: .utf8)
  }

  func data(_ name: String) throws -> Data { try Data(contentsOf: url.appending(path: name)) }

  /// The names of all files in the folder, hidden ones too.
  func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
  }

  /// The process id that a command line wrote into a file: `… & echo $! > pid`.
  func processID(_ name: String = "pid") async throws -> pid_t {
    try await wait(until: "\(name) exists") { (try? text(name)).flatMap { pid_t($0.dropLast()) } }
  }

  /// Evaluates `value` until it is not nil.
  func wait<Value>(until awaited: String, _ value: () throws -> Value?) async throws -> Value {
    let start = ContinuousClock.now
    while ContinuousClock.now - start < TerminalSession.patience {
      if let value = try value() { return value }
      try await Task.sleep(for: .milliseconds(10))
    }
    throw Timeout(awaited: awaited)
  }

  struct Timeout: Error {
    var awaited: String
  }
}
