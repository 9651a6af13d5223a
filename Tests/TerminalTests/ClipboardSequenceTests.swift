import Terminal
import Testing

@Suite struct ClipboardSequenceTests {
  private func sent(_ text: String, _ environment: [String: String]) -> String? {
    ClipboardSequence(text, environment: environment).map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  @Test(arguments: [
    ("", ""), ("h", "aA=="), ("hi", "aGk="), ("hi!", "aGkh"), ("é中\u{1B}", "w6nkuK0b"),
    ("\u{FFFF}\u{3FF}>?", "77+/z78+Pw=="),
  ])
  func theTextComesInBase64(text: String, encoded: String) {
    #expect(sent(text, ["TERM": "xterm-256color"]) == "\u{1B}]52;c;\(encoded)\u{7}")
  }

  @Test func insideTmuxItComesPlainAndWrapped() {
    let expected = "\u{1B}]52;c;aGk=\u{7}\u{1B}Ptmux;\u{1B}\u{1B}]52;c;aGk=\u{7}\u{1B}\\"
    #expect(sent("hi", ["TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0"]) == expected)
    #expect(sent("hi", ["TERM": "tmux-256color"]) == expected)
  }

  @Test func throughScreenItComesInPieces() throws {
    let text = String(repeating: "x", count: 900)
    let bytes = try #require(sent(text, ["TERM": "screen", "STY": "1.pts"]))
    let pieces = bytes.split(separator: "\u{1B}\\")
    #expect(pieces.count == 3)
    #expect(pieces.allSatisfy { $0.hasPrefix("\u{1B}P") && $0.utf8.count <= 502 })
    let joined = pieces.map { $0.dropFirst(2) }.joined()
    #expect(joined == sent(text, ["TERM": "xterm"]))
  }

  @Test func whatTerminalsDoNotTakeIsRefused() {
    let longest = ClipboardSequence.longest / 4 * 3
    #expect(ClipboardSequence(String(repeating: "x", count: longest), environment: [:]) != nil)
    #expect(ClipboardSequence(String(repeating: "x", count: longest + 1), environment: [:]) == nil)
  }
}
