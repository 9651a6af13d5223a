import Testing

extension TerminalSession {
  /// Presses keys by tmux's names: `Down`, `NPage`, `Enter`, `Escape`, `BTab`, `C-c`, `j`.
  func press(_ keys: String..., times: Int = 1) async throws {
    try await tmux(["send-keys", "-N", "\(times)"] + keys)
  }

  /// Types characters as they are: `q` is q, `Enter` is five letters.
  func type(_ text: String) async throws {
    try await tmux("send-keys", "-l", "--", text)
  }

  /// Bytes as they are: `ESC [ < 0 ; 5 ; 8 M` is a click.
  func send(_ bytes: String) async throws {
    try await tmux(["send-keys", "-H"] + bytes.utf8.map { String($0, radix: 16) })
  }

  /// Pastes between the marks of bracketed paste, if the program asked for them.
  func paste(_ text: String) async throws {
    try await tmux(
      "set-buffer", "-b", "pasted", "--", text, ";", "paste-buffer", "-p", "-r", "-d", "-b", "pasted")
  }

  func resize(columns: Int, rows: Int) async throws {
    try await tmux("resize-window", "-x", "\(columns)", "-y", "\(rows)")
  }
}

extension TerminalSession {
  /// A key that repeats until the text is there: four more presses each time the screen was looked at. The text must
  /// be of a state that lasts, such as the last row.
  func hold(_ key: String, until text: String, at location: SourceLocation = #_sourceLocation) async throws {
    try await hold(key, until: "the screen says \(text)", at: location) { $0.says(text) }
  }

  func hold(
    _ key: String, until awaited: String, at location: SourceLocation = #_sourceLocation,
    _ condition: (ScreenText) -> Bool
  ) async throws {
    try await wait(timeout: .seconds(90), until: "holding \(key), \(awaited)", at: location) {
      if condition(try await screen()) { return true }
      try await press(key, times: 4)
      return false
    }
  }
}
