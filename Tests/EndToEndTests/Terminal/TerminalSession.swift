import Foundation
import Synchronization
import Testing

/// A program in a terminal of its own: tmux draws what it sends, and keeps every byte of it.
struct TerminalSession: Sendable {
  /// Holds the tmux socket, the bytes that were sent, and the program's home.
  let folder: URL
  let home: URL
  private let socket: String

  enum Start: Sendable {
    /// `memtui` with these arguments, as the pane's own process.
    case memtui([String])
    /// An interactive shell without anyone's configuration; its prompt is ``shellPrompt``.
    case shell
    /// Any command line of `/bin/sh`; `$MEMTUI` is the program.
    case script(String)
  }

  static let shellPrompt = "ready>"
  /// Slow machines and debug builds: long enough that only a program that hangs comes that far.
  static let patience = Duration.seconds(30)

  /// Starts a terminal, hands it to `body`, and takes it down with all that runs in it.
  ///
  /// - Parameter environment: changes to ``Program/environment(home:)``; nil takes a variable away.
  static func run<Result>(
    _ start: Start, environment: [String: String?] = [:], columns: Int = 120, rows: Int = 36,
    _ body: (TerminalSession) async throws -> Result
  ) async throws -> Result {
    let session = try TerminalSession()
    do {
      try await session.open(start, environment, columns: columns, rows: rows)
      let result = try await body(session)
      await session.end()
      return result
    } catch {
      await session.end()
      throw error
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
    // Readline's own bracketed paste would hide whether the program switched its off.
    try "set enable-bracketed-paste off\n".write(to: readline, atomically: true, encoding: .utf8)
  }

  /// One tmux command for all: its server reads nothing of the program before the pipe is there.
  private func open(
    _ start: Start, _ changes: [String: String?], columns: Int, rows: Int
  ) async throws {
    var environment = Program.environment(home: home)
    for (name, value) in changes { environment[name] = value }
    // `window-size manual` does not stand here: before there is a window tmux 3.3a crashes on it.
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
    let words: [String]
    switch start {
    case .memtui(let arguments): words = [Program.path] + arguments
    case .shell:
      environment["PS1"] = Self.shellPrompt
      environment["INPUTRC"] = readline.path
      environment["HISTFILE"] = "/dev/null"
      environment["MEMTUI"] = Program.path
      words = ["/bin/bash", "--norc", "--noprofile", "-i"]
    case .script(let text):
      environment["MEMTUI"] = Program.path
      words = ["/bin/sh", "-c", text]
    }
    return ["exec", "/usr/bin/env", "-i"] + environment.map { "\($0.key)=\($0.value)" } + words
  }

  private var readline: URL { home.appending(path: ".inputrc") }

  /// What the program has written to its terminal so far.
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

  /// The server may be gone already: that it says so does not matter.
  private func end() async {
    do {
      _ = try await tmuxOutput(["kill-server"])
      try await wait(until: "nobody writes into the folder any more") {
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
