import Testing

extension TerminalSession {
  func screen() async throws -> ScreenText {
    ScreenText(try await tmux("capture-pane", "-p"))
  }

  /// Something that did not come about in time, with what the terminal showed then.
  struct Timeout: Error, CustomStringConvertible {
    var awaited: String
    var screen: ScreenText?
    var location: SourceLocation
    var description: String {
      "\(location.fileName):\(location.line): waited in vain until \(awaited)\(screen.map { "; screen:\($0)" } ?? "")"
    }
  }

  /// Looks at the screen until it is as awaited.
  @discardableResult
  func wait(
    until awaited: String, timeout: Duration = patience, at location: SourceLocation = #_sourceLocation,
    _ condition: (ScreenText) throws -> Bool
  ) async throws -> ScreenText {
    let deadline = ContinuousClock.now + timeout
    while true {
      let screen = try await screen()
      if try condition(screen) { return screen }
      guard ContinuousClock.now < deadline else {
        throw Timeout(awaited: awaited, screen: screen, location: location)
      }
      try await Task.sleep(for: .milliseconds(15))
    }
  }

  /// Waits until every text is on the screen at once; long sentences may be broken into lines.
  @discardableResult
  func wait(
    for texts: String..., timeout: Duration = patience, at location: SourceLocation = #_sourceLocation
  ) async throws -> ScreenText {
    try await wait(until: "the screen says \(texts)", timeout: timeout, at: location) { screen in
      texts.allSatisfy(screen.says)
    }
  }

  /// The screen once it says the texts and nothing more is drawn: to compare a later one with.
  func settledScreen(
    saying texts: String..., at location: SourceLocation = #_sourceLocation
  ) async throws -> ScreenText {
    try await wait(until: "the screen says \(texts)", at: location) { texts.allSatisfy($0.says) }
    _ = try await settledByteCount(at: location)
    return try await screen()
  }

  /// Waits for something that is not on the screen.
  func wait(
    timeout: Duration = patience, until awaited: String, at location: SourceLocation = #_sourceLocation,
    condition: () async throws -> Bool
  ) async throws {
    let deadline = ContinuousClock.now + timeout
    while try await !condition() {
      guard ContinuousClock.now < deadline else {
        throw Timeout(awaited: awaited, screen: nil, location: location)
      }
      try await Task.sleep(for: .milliseconds(15))
    }
  }
}
