import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

/// A program in its own terminal: tmux draws what it sends and records every byte.
struct TerminalSession: Sendable {
  /// Holds the tmux socket, the recorded bytes and the program's home.
  let folder: URL
  let home: URL
  private let socket: String

  enum Start: Sendable {
    /// `memtui` with these arguments, as the pane's own process.
    case memtui([String])
    /// An interactive shell without configuration files; its prompt is ``shellPrompt``.
    case shell
    /// Any command line of `/bin/sh`; `$MEMTUI` is the program.
    case script(String)
  }

  static let shellPrompt = "ready>"
  /// Long enough for slow machines and debug builds: only a program that hangs takes longer.
  static let patience = Duration.seconds(30)

  /// Starts a terminal, passes it to `body`, and ends it with everything that runs in it.
  ///
  /// - Parameter environment: changes to ``Program/environment(home:)``; nil removes a variable.
  static func run<Result>(
    _ start: Start, environment: [String: String?] = [:], columns: Int = 120, rows: Int = 36,
    _ body: (TerminalSession) async throws -> Result
  ) async throws -> Result {
    let session = try TerminalSession()
    return try await finally(session.end) {
      try await session.open(start, environment, columns: columns, rows: rows)
      return try await body(session)
    }
  }

  private static let number = Mutex(0)

  private init() throws {
    let number = Self.number.withLock { number in
      number += 1
      return number
    }
    folder = FileManager.default.temporaryDirectory.appending(
      path: "memtui-e2e-\(ProcessInfo.processInfo.processIdentifier)-\(number)")
    home = folder.appending(path: "home")
    socket = folder.appending(path: "tmux").path
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    // Readline's own bracketed paste would hide whether the program switched off its own.
    try "set enable-bracketed-paste off\n".write(to: readline, atomically: true, encoding: .utf8)
  }

  /// A single tmux command: its server reads nothing from the program before the pipe exists.
  private func open(
    _ start: Start, _ changes: [String: String?], columns: Int, rows: Int
  ) async throws {
    var environment = Program.environment(home: home)
    for (name, value) in changes { environment[name] = value }
    // `window-size manual` is missing on purpose: tmux 3.3a crashes on it before there is a window.
    try await tmux(
      "start-server", ";", "set-option", "-g", "status", "off", ";", "set-option", "-g", "remain-on-exit",
      "on",
      ";", "set-option", "-g", "remain-on-exit-format", "", ";", "set-option", "-s", "escape-time", "0", ";",
      "set-option", "-s", "set-clipboard", "off", ";",
      "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c", home.path, "--",
      command(start, environment).map(Self.quoted).joined(separator: " "), ";",
      "pipe-pane", "exec cat > \(Self.quoted(bytesFile.path))")
  }

  private func command(_ start: Start, _ environment: [String: String]) -> [String] {
    var environment = environment
    let argv: [String]
    switch start {
    case .memtui(let arguments): argv = [Program.path] + arguments
    case .shell:
      environment["PS1"] = Self.shellPrompt
      environment["INPUTRC"] = readline.path
      environment["HISTFILE"] = "/dev/null"
      environment["MEMTUI"] = Program.path
      argv = ["/bin/bash", "--norc", "--noprofile", "-i"]
    case .script(let text):
      environment["MEMTUI"] = Program.path
      argv = ["/bin/sh", "-c", text]
    }
    return ["exec", "/usr/bin/env", "-i"] + environment.map { "\($0.key)=\($0.value)" } + argv
  }

  private var readline: URL { home.appending(path: ".inputrc") }

  /// Everything that the program has written to its terminal so far.
  var bytesFile: URL { folder.appending(path: "bytes") }

  /// For a shell: `it's` is `'it'\''s'`.
  static func quoted(_ word: String) -> String {
    "'" + word.replacingOccurrences(of: "'", with: #"'\''"#) + "'"
  }

  @discardableResult
  func tmux(_ arguments: String...) async throws -> String {
    try await tmux(arguments)
  }

  @discardableResult
  func tmux(_ arguments: [String]) async throws -> String {
    let output = try await tmuxOutput(arguments)
    guard output.status == 0 else { throw Command.Failure(arguments: arguments, output: output) }
    return output.text
  }

  private func tmuxOutput(_ arguments: [String]) async throws -> Command.Output {
    try await Command.output(
      ["/usr/bin/env", "tmux", "-u", "-S", socket, "-f", "/dev/null"] + arguments,
      environment: ["PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": home.path, "LC_ALL": "C.UTF-8"])
  }

  /// The server may have ended already, so its exit code does not matter.
  private func end() async {
    do {
      _ = try await tmuxOutput(["kill-server"])
      try await wait(until: "nothing writes into the folder any more") {
        do {
          try FileManager.default.removeItem(at: folder)
          return true
        } catch {
          return false
        }
      }
    } catch {
      Issue.record(error)
    }
  }
}

extension TerminalSession {
  func file(_ name: String) throws -> String {
    try String(contentsOf: home.appending(path: name), encoding: .utf8)
  }

  /// The process of the pane: `memtui`, or the shell.
  var processID: pid_t {
    get async throws {
      try #require(pid_t(try await formatted("#{pane_pid}")))
    }
  }

  /// A tmux format such as `#{pane_pid}`, filled in for the pane.
  func formatted(_ format: String) async throws -> String {
    try await tmux("display-message", "-p", format).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The exit code of the pane's process; a signal counts as 128 plus its number.
  func exitCode(at location: SourceLocation = #_sourceLocation) async throws -> Int32 {
    let process = try await processID
    let server = try #require(pid_t(try await formatted("#{pid}")), sourceLocation: location)
    try await wait(until: "the program has ended", at: location) {
      // tmux 3.3a misses the end of a program one time in ten, until it gets SIGCHLD again.
      if !ProcessCounters.isRunning(process) { kill(server, SIGCHLD) }
      return kill(process, 0) != 0
    }
    let argv = try await formatted("#{pane_dead}|#{pane_dead_status}|#{pane_dead_signal}")
      .components(separatedBy: "|")
    try #require(argv.count == 3 && argv[0] == "1", sourceLocation: location)
    return try #require(Int32(argv[1]) ?? Int32(argv[2]).map { 128 + $0 }, sourceLocation: location)
  }

  /// The ids of the child processes of the pane's shell with that name.
  func children(named name: String) async throws -> [pid_t] {
    let output = try await Command.output(
      ["/usr/bin/env", "ps", "-o", "pid=,comm=", "--ppid", "\(try await processID)"],
      environment: ["PATH": "/usr/bin:/bin"])
    return output.text.split(separator: "\n").compactMap { line in
      let argv = line.split(separator: " ")
      return argv.last == Substring(name) ? argv.first.flatMap { pid_t($0) } : nil
    }
  }
}
