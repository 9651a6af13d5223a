import Testing

@testable import Canvas
@testable import Terminal

@Suite struct UncertainRowsTests {
  private func canvas(_ rows: [String]) -> Canvas {
    var canvas = Canvas(size: Size(width: 20, height: rows.count), width: .table)
    for (y, row) in rows.enumerated() { canvas.write(row, x: 0, y: y) }
    return canvas
  }

  @Test func rowsOfOneWidthEverywhereAreCertain() {
    let new = canvas(["plain", "中文字", "é", "e\u{301}", "😀"])
    #expect(new.uncertainRows(of: Array(0..<5), after: nil) == [])
  }

  @Test func clustersWithDisputedWidthsAreUncertain() {
    let new = canvas(["👨‍👩‍👧", "❤️", "1️⃣", "👋🏽", "क्षि", "plain"])
    #expect(new.uncertainRows(of: Array(0..<6), after: nil) == [0, 1, 2, 3, 4])
    #expect(new.uncertainRows(of: [1, 5], after: nil) == [1])
  }

  @Test func aRowStaysUncertainWhileItShowsSuchACluster() {
    #expect(canvas(["plain"]).uncertainRows(of: [0], after: canvas(["❤️"])) == [0])
  }

  @Test func rowsThatScrollAreNotRepainted() {
    let shown = canvas(["head", "❤️ 1", "❤️ 2", "❤️ 3", "❤️ 4", "❤️ 5"])
    let new = canvas(["head", "❤️ 2", "❤️ 3", "❤️ 4", "❤️ 5", "❤️ 6"])
    #expect(new.uncertainRows(of: [1, 2, 3, 4, 5], after: shown) == [5])
  }

  @Test func rowsThatMoveFartherThanTheirRunAreRepainted() {
    let shown = canvas(["❤️ 1", "❤️ 2", "❤️ 3", "a", "b", "c", "d", "e"])
    let new = canvas(["a", "b", "c", "d", "e", "❤️ 1", "❤️ 2", "❤️ 3"])
    #expect(new.uncertainRows(of: Array(0..<8), after: shown) == [5, 6, 7])
  }
}

@Suite struct ClipboardSequenceTests {
  private func sent(_ text: String, _ environment: [String: String]) -> String? {
    ClipboardSequence(text, environment: environment).map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  @Test(arguments: [
    ("", ""), ("h", "aA=="), ("hi", "aGk="), ("hi!", "aGkh"), ("é中\u{1B}", "w6nkuK0b"),
    ("\u{FFFF}\u{3FF}>?", "77+/z78+Pw=="),
  ])
  func theTextIsSentInBase64(text: String, encoded: String) {
    #expect(sent(text, ["TERM": "xterm-256color"]) == "\u{1B}]52;c;\(encoded)\u{7}")
  }

  @Test func insideTmuxTheSequenceIsSentPlainAndWrapped() {
    let expected = "\u{1B}]52;c;aGk=\u{7}\u{1B}Ptmux;\u{1B}\u{1B}]52;c;aGk=\u{7}\u{1B}\\"
    #expect(sent("hi", ["TERM": "screen-256color", "TMUX": "/tmp/tmux-0/default,1,0"]) == expected)
    #expect(sent("hi", ["TERM": "tmux-256color"]) == expected)
  }

  @Test func throughScreenTheSequenceIsSentInPieces() throws {
    let text = String(repeating: "x", count: 900)
    let bytes = try #require(sent(text, ["TERM": "screen", "STY": "1.pts"]))
    let pieces = bytes.split(separator: "\u{1B}\\")
    #expect(pieces.count == 3)
    #expect(pieces.allSatisfy { $0.hasPrefix("\u{1B}P") && $0.utf8.count <= 502 })
    let joined = pieces.map { $0.dropFirst(2) }.joined()
    #expect(joined == sent(text, ["TERM": "xterm"]))
  }

  @Test func aTextTooLargeForTerminalsIsRefused() {
    let longest = ClipboardSequence.longest / 4 * 3
    #expect(ClipboardSequence(String(repeating: "x", count: longest), environment: [:]) != nil)
    #expect(ClipboardSequence(String(repeating: "x", count: longest + 1), environment: [:]) == nil)
  }
}

@Suite struct CapabilitiesTests {
  @Test(arguments: [
    ("\u{1B}[m", "\u{1B}[m"), ("\u{1B}[m$<2>", "\u{1B}[m"), ("a$<5*/>b$<1.5>", "ab"), ("cost $5", "cost $5"),
    ("$<", "$<"),
  ])
  func pausesAreLeftOut(_ capability: String, bytes: String) {
    #expect(Capabilities.withoutPadding(Array(capability.utf8)) == Array(bytes.utf8))
  }

  @Test(arguments: [
    ("xterm-256color", true), ("tmux-256color", true), ("screen", true), ("rxvt-unicode-256color", true),
    ("st-256color", true),
    ("linux", false), ("vt100", false), ("sun", false), ("rxvt", false), ("dtterm", false),
  ])
  func terminalsWithUTF8AreKnown(_ type: String, isLikely: Bool) {
    #expect(CharacterEncoding.isLikelyUTF8(type) == isLikely)
  }
}
