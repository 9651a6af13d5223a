import Canvas
import SessionHarness
import Testing

extension TerminalSession {
  /// Presses keys by the names that the help uses: see `Key.keys`.
  func keys(_ line: String, times: Int = 1) async throws {
    try await tmux(["send-keys", "-N", "\(times)"] + Key.keys(line).map(\.tmuxName))
  }

  /// Types characters as they are: `q` is q, `Enter` is five letters.
  func type(_ text: String) async throws {
    try await tmux("send-keys", "-l", "--", text)
  }

  /// Bytes as they are: `ESC [ < 0 ; 5 ; 8 M` is a click.
  func send(_ bytes: String) async throws {
    try await tmux(["send-keys", "-H"] + bytes.utf8.map { String($0, radix: 16) })
  }

  /// Pastes with the marks of bracketed paste, if the program enabled it.
  func paste(_ text: String) async throws {
    try await tmux(
      "set-buffer", "-b", "pasted", "--", text, ";", "paste-buffer", "-p", "-r", "-d", "-b", "pasted")
  }

  /// Types a command at the prompt.
  func runInShell(_ command: String, at location: SourceLocation = #_sourceLocation) async throws {
    try await wait(until: "the shell waits for a command", at: location) { screen in
      screen.lines.last { !$0.isEmpty } == Self.shellPrompt
    }
    try await type(command)
    try await keys("Enter")
  }

  func resize(columns: Int, rows: Int) async throws {
    try await tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }
}

extension TerminalSession {
  /// Repeats a key until the text is shown: four presses between two looks at the screen. The text must belong to a
  /// state that lasts, such as the last row.
  func hold(_ key: String, until text: String, at location: SourceLocation = #_sourceLocation) async throws {
    try await hold(key, until: "the screen shows \(text)", at: location) { $0.shows(text) }
  }

  func hold(
    _ key: String, until awaited: String, at location: SourceLocation = #_sourceLocation,
    _ condition: (ScreenText) -> Bool
  ) async throws {
    try await wait(timeout: .seconds(90), until: "holding \(key), \(awaited)", at: location) {
      if condition(try await screen()) { return true }
      try await keys(key, times: 4)
      return false
    }
  }
}

extension Key {
  /// The name that `tmux send-keys` takes.
  fileprivate var tmuxName: String {
    switch self {
    case .character(" "): "Space"
    case .character(";"): "\\;"
    case .character(let character): String(character)
    case .control(let letter): "C-\(letter)"
    case .enter: "Enter"
    case .tab: "Tab"
    case .backTab: "BTab"
    case .escape: "Escape"
    case .backspace: "BSpace"
    case .delete: "DC"
    case .insert: "IC"
    case .up: "Up"
    case .down: "Down"
    case .left: "Left"
    case .right: "Right"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PPage"
    case .pageDown: "NPage"
    case .function(let number): "F\(number)"
    case .paste, .mouse: preconditionFailure("use paste(_:) and send(_:)")
    }
  }
}
