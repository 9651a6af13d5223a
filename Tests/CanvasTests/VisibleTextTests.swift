import Synchronization
import Testing

@testable import Canvas

@Suite struct VisibleTextTests {
  @Test(arguments: [
    ("plain", "plain"),
    ("\u{1B}[2J", "^[[2J"),
    ("\u{00}\u{07}\u{7F}\r", "^@^G^?^M"),
    ("\u{9B}31m", "<U+009B>31m"),
    ("a\u{202E}b", "a<U+202E>b"),
    ("a\u{200B}b", "a<U+200B>b"),
    ("\u{E0041}", "<U+E0041>"),
    ("\u{115F}\u{3164}", "<U+115F><U+3164>"),
    ("a\nb\r\nc", "a↵b↵c"),
    ("a\tb", "a⇥b"),
    ("a\u{2028}b", "a<U+2028>b"),
    ("\u{301}a", "◌\u{301}a"),
    ("e\u{301}\u{302}\u{303}\u{304}", "e\u{301}\u{302}\u{303}\u{304}"),
    ("e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}!", "e\u{301}\u{302}\u{303}\u{304}<+2>!"),
    ("\u{378}", "<U+0378>"),
    ("\u{FFFD}", "\u{FFFD}"),
  ])
  func eachCharacterIsDrawnOrMarked(_ text: String, drawn: String) {
    #expect(VisibleText(text, width: .table).map(\.text).joined() == drawn)
  }

  @Test(arguments: [
    "👨‍👩‍👧‍👦", "👩🏽‍🚀", "🏳️‍🌈", "❤️‍🔥", "1️⃣", "#️⃣", "🇩🇪", "👋🏽", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "☺︎", "葛󠄀", "한", "e\u{301}", "क्ष", "≨︀", "ᄒ\u{1161}\u{11AB}",
    "क्‍", "م‌ن", "ᠠ᠋",
  ])
  func aClusterStaysTogether(_ cluster: String) {
    let pieces = Array(VisibleText(cluster, width: .table))
    #expect(pieces.count == 1)
    #expect(pieces.first?.text.unicodeScalars.elementsEqual(cluster.unicodeScalars) == true, "\(pieces)")
    #expect(pieces.allSatisfy { !$0.isMark })
  }

  @Test(arguments: [
    ("👨\u{200D}", "👨<U+200D>"), ("👨\u{200D}a", "👨<U+200D>a"), ("a\u{200D}b", "a<U+200D>b"),
    ("م\u{200C}a", "م<U+200C>a"), ("a\u{FE0F}", "a<U+FE0F>"), ("1\u{FE0F}", "1<U+FE0F>"),
    ("❤\u{FE0F}\u{FE0F}", "❤\u{FE0F}<U+FE0F>"), ("a\u{E0100}", "a<U+E0100>"), ("🏴\u{E0067}", "🏴<U+E0067>"),
    ("🏴\u{E0067}\u{E0001}\u{E007F}", "🏴<U+E0067><U+E0001><U+E007F>"), ("a\u{180B}", "a<U+180B>"),
    ("\u{200D}👨", "<U+200D>👨"), ("م\u{200D}\u{200D}م", "م<U+200D><U+200D>م"),
  ])
  func aMisplacedJoinerIsMarked(_ text: String, drawn: String) {
    #expect(VisibleText(text, width: .table).map(\.text).joined() == drawn)
  }

  @Test(arguments: [
    ("a", 1), ("中", 2), ("👨‍👩‍👧", 6), ("🇩🇪", 2), ("e\u{301}", 1), ("\u{301}", 1), ("👋🏽", 4), ("\u{1B}", 2),
    ("\u{202E}", 8),
    ("\u{E0041}", 9), ("\n", 1), ("e\u{301}\u{302}\u{303}\u{304}\u{305}", 5),
  ])
  func widthIsCountedScalarByScalar(_ text: String, columns: Int) {
    let visible = VisibleText(text, width: .table)
    #expect(visible.columns() == columns)
    #expect(visible.reduce(0) { $0 + $1.columns } == columns)
  }

  @Test(arguments: [
    ("café", "caf?"), ("今天", "??"), ("a\nb\tc", "a^Jb^Ic"), ("wait…", "wait~"), ("“x” — y", "\"x\" - y"),
    ("👨‍👩‍👧!", "?!"), ("e\u{301}x", "?x"), ("\u{202E}", "<U+202E>"), ("\u{301}", "?"),
  ])
  func withoutUTF8TextFallsBackToASCII(_ text: String, drawn: String) {
    let pieces = Array(VisibleText(text, width: .asciiOnly))
    #expect(pieces.map(\.text).joined() == drawn)
    #expect(pieces.allSatisfy { $0.text.utf8.count == $0.columns })
  }

  @Test(
    arguments: HostileText.all + [
      HostileText.all.joined(), HostileText.all.reversed().joined(separator: "م👨"),
    ])
  func hostileTextBecomesHarmless(_ text: String) {
    for width in [CellWidth.table, .asciiOnly] {
      for piece in VisibleText(text, width: width) {
        #expect(piece.columns > 0)
        #expect(Harm.found(in: piece.text) == nil, "\(piece) of \(text.debugDescription)")
        #expect(!width.ascii || piece.text.utf8.allSatisfy { $0 < 0x80 })
      }
      let printed = VisibleText.printable(text, width: width)
      #expect(Harm.found(in: printed.filter { $0 != "\n" }) == nil)
    }
  }

  @Test func everySingleScalarBecomesHarmless() {
    let blocks: [ClosedRange<UInt32>] = [
      0...0x31FF, 0xA000...0xABFF, 0xF900...0xFFFF, 0x1F000...0x1FAFF, 0xE0000...0xE01FF,
    ]
    for scalar in blocks.joined().compactMap(Unicode.Scalar.init) {
      for piece in VisibleText("a" + String(scalar) + "b", width: .table) {
        if let harm = Harm.found(in: piece.text) {
          Issue.record("U+\(String(scalar.value, radix: 16)) lets \(harm) through")
        }
      }
    }
  }

  @Test func printingKeepsLinesAndTabs() {
    #expect(VisibleText.printable("a\tb\r\n\u{1B}中\tc\n", width: .table) == "a   b\n^[中    c\n")
  }

  @Test(arguments: [
    "x", "今", "e\u{301}", "\u{301}", "👨\u{200D}", "\u{200D}", "क\u{94D}", "🇩", "\u{1100}", "م\u{200C}",
  ])
  func drawingAHundredColumnsOfAMegabyteReadsLittle(_ unit: String) {
    let calls = CountedWidth()
    let text = String(repeating: unit, count: 1_000_000 / unit.utf8.count)
    var canvas = Canvas(size: Size(width: 100, height: 1), width: calls.width)
    let used = canvas.write(text, x: 0, y: 0)
    #expect(used > 60 && used <= 100)
    #expect(calls.count < 10_000)
  }
}

/// The width table with a counter: a scalar that is not counted was not read.
final class CountedWidth: Sendable {
  private let calls = Mutex(0)

  var count: Int { calls.withLock { $0 } }

  var width: CellWidth {
    CellWidth { scalar in
      self.calls.withLock { $0 += 1 }
      return CellWidth.table.columns(scalar)
    }
  }
}
