import Foundation
import Testing

/// The lines that a terminal shows, without trailing blanks.
struct ScreenText: Sendable, CustomStringConvertible {
  let lines: [String]

  init(_ captured: String) {
    var lines = captured.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    self.lines = lines
  }

  var text: String { lines.joined(separator: "\n") }
  var header: String { lines.first ?? "" }
  var tabs: String { lines.count > 1 ? lines[1] : "" }
  var status: String { lines.last ?? "" }
  /// The line with the list's marker.
  var selectedLine: String? { lines.first { $0.hasPrefix("▌") } }

  /// The number of loaded rows: 150 for `row 3 of 150+ · …`.
  var rowCount: Int? {
    status.firstMatch(of: /row [0-9]+ of ([0-9]+)/).flatMap { Int($0.1) }
  }

  func contains(_ text: String) -> Bool { self.text.contains(text) }

  /// Whether the text is shown, even if it is wrapped as in banners: runs of blanks and line ends count as one blank.
  func shows(_ sentence: String) -> Bool { Self.squeezed(text).contains(Self.squeezed(sentence)) }

  private static func squeezed(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// Rows between the column titles and the last line, for a list without a preview.
  var rows: [String] {
    guard let heads = lines.firstIndex(where: { $0.hasPrefix(" UPDATED") }) else { return [] }
    return lines[(heads + 1)..<(lines.count - 1)].filter { !$0.isEmpty }
  }

  var description: String {
    let bar = String(repeating: "-", count: 40)
    return "\n\(bar)\n\(text)\n\(bar)"
  }
}

extension String {
  /// The first column of a row of the list: `▌3h`, ` 5mo`, ` now`.
  var beginsWithAge: Bool { prefixMatch(of: #/.(now|[0-9]+(m|h|d|w|mo|y)) /#) != nil }
}

extension TerminalSession {
  func screen() async throws -> ScreenText {
    ScreenText(try await tmux("capture-pane", "-p"))
  }

  /// A condition that was not met in time, with what the terminal showed then.
  struct Timeout: Error, CustomStringConvertible {
    var awaited: String
    var screen: ScreenText?
    var location: SourceLocation
    var description: String {
      "\(location.fileName):\(location.line): timed out waiting until \(awaited)\(screen.map { "; screen:\($0)" } ?? "")"
    }
  }

  /// Reads the screen until the condition holds.
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

  /// Waits until all texts are shown at once; long sentences may be wrapped.
  @discardableResult
  func wait(
    for texts: String..., timeout: Duration = patience, at location: SourceLocation = #_sourceLocation
  ) async throws -> ScreenText {
    try await wait(until: "the screen shows \(texts)", timeout: timeout, at: location) { screen in
      texts.allSatisfy(screen.shows)
    }
  }

  /// The screen once it shows the texts and nothing more is drawn, to compare a later one with.
  func settledScreen(
    showing texts: String..., at location: SourceLocation = #_sourceLocation
  ) async throws -> ScreenText {
    try await wait(until: "the screen shows \(texts)", at: location) { texts.allSatisfy($0.shows) }
    _ = try await settledByteCount(at: location)
    return try await screen()
  }

  /// Waits for something other than the screen.
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

extension TerminalSession {
  /// Every byte that the program has sent to the terminal, in order.
  func bytes() throws -> [UInt8] {
    FileManager.default.fileExists(atPath: bytesFile.path) ? Array(try Data(contentsOf: bytesFile)) : []
  }

  /// The number of bytes once none has arrived for 300 ms.
  func settledByteCount(at location: SourceLocation = #_sourceLocation) async throws -> Int {
    var count = try bytes().count
    var since = ContinuousClock.now
    try await wait(until: "the program is silent", at: location) {
      let now = try bytes().count
      if now != count {
        count = now
        since = .now
      }
      return ContinuousClock.now - since > .milliseconds(300)
    }
    return count
  }

  /// The bytes that the program sends while `action` runs and until it is silent again.
  func bytesSent(
    at location: SourceLocation = #_sourceLocation, during action: () async throws -> Void
  ) async throws -> [UInt8] {
    let before = try await settledByteCount(at: location)
    try await action()
    _ = try await settledByteCount(at: location)
    return Array(try bytes().dropFirst(before))
  }

  /// No alternate screen, no bracketed paste, no mouse, and a visible cursor.
  func expectTerminalIsRestored(at location: SourceLocation = #_sourceLocation) async throws {
    let flags = try await formatted("#{alternate_on} #{mouse_any_flag} #{keypad_flag}")
    #expect(flags == "0 0 0", sourceLocation: location)
    // tmux hides the cursor once the program has ended, so the last mode that the program sent is checked.
    let stream = TerminalStream(try bytes())
    #expect(stream.mode(1049) == false, sourceLocation: location)
    #expect(stream.mode(25) == true, sourceLocation: location)
    #expect(stream.mode(2004) == false, sourceLocation: location)
    #expect([1000, 1002, 1003, 1006].allSatisfy { stream.mode($0) != true }, sourceLocation: location)
  }
}
