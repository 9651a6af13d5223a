import Testing

@testable import Canvas

/// The measured width is the drawn width, for generated text of many kinds.
@Suite struct DrawnWidthTests {
  @Test(arguments: 0..<120)
  func aWrappedLineIsAsWideAsMeasured(seed: Int) {
    let text = GeneratedText(seed: UInt64(seed)).text
    for cells in [CellWidth.table, .asciiOnly] {
      for columns in 1...40 {
        let wrapped = WrappedText(text, columns: columns, hangingIndent: seed % 3, width: cells)
        for index in 0..<wrapped.lineCount() {
          guard let line = wrapped.line(index) else { continue }
          let measured =
            wrapped.columns(onLine: index, reach: 0) { [0..<$0.utf8.count] }.last?.upperBound ?? 0
          var canvas = Canvas(size: Size(width: 600, height: 1), width: cells)
          let drawn = canvas.write(line, x: 0, y: 0)
          // Spaces before a wrapped line belong to no cluster.
          #expect(
            drawn == measured || measured == 0 && line.allSatisfy { $0 == " " },
            "seed \(seed), \(columns) columns: \(line.unicodeScalars.map { String($0.value, radix: 16) })")
          #expect(
            drawn <= columns || isOneCluster(line, cells),
            "seed \(seed), \(columns) columns: \(line.unicodeScalars.map { String($0.value, radix: 16) })")
        }
      }
    }
  }

  @Test(arguments: 0..<200)
  func everyDrawnRowIsWhole(seed: Int) {
    var random = SeededNumbers(seed: UInt64(seed))
    for cells in [CellWidth.table, .asciiOnly] {
      var canvas = Canvas(size: Size(width: random.number(below: 24), height: 2), width: cells)
      for step in 0..<30 {
        let x = random.number(below: 34) - 6
        let y = random.number(below: 4) - 1
        let text = step % 5 == 0 ? "" : GeneratedText(seed: UInt64(seed * 31 + step)).text
        if step % 7 == 6 {
          canvas.fill(Rect(x: x, y: y, width: random.number(below: 9) - 1, height: 2))
        } else {
          let maxWidth = step % 3 == 0 ? nil : random.number(below: 14) - 1
          canvas.write(text, x: x, y: y, maxWidth: maxWidth, ellipsis: step % 2 == 0)
        }
        for row in 0..<2 { expectWhole(canvas.row(row), cells, "seed \(seed), step \(step)") }
      }
    }
  }

  @Test(arguments: 0..<200)
  func printingPrintedTextChangesNothing(seed: Int) {
    let text = GeneratedText(seed: UInt64(seed)).text
    for cells in [CellWidth.table, .asciiOnly] {
      let printed = VisibleText.printable(text, width: cells)
      let again = VisibleText.printable(printed, width: cells)
      #expect(again.unicodeScalars.elementsEqual(printed.unicodeScalars), "seed \(seed)")
    }
  }

  @Test func writingNothingChangesNothing() {
    for x in 0..<6 {
      var canvas = Canvas(size: Size(width: 6, height: 1), width: .table)
      canvas.write("中文字", x: 0, y: 0)
      let before = canvas
      #expect(canvas.write("", x: x, y: 0) == 0)
      #expect(canvas.write("x", x: x, y: 0, maxWidth: 0) == 0)
      #expect(canvas == before)
    }
    var canvas = Canvas(size: Size(width: 6, height: 1), width: .table)
    canvas.write("中文字", x: 0, y: 0)
    let before = canvas
    // Two columns do not fit in one.
    #expect(canvas.write("今", x: 1, y: 0, maxWidth: 1, ellipsis: false) == 0)
    #expect(canvas == before)
  }

  @Test(arguments: [
    ("\u{627}\u{200C}\u{628}", 1), ("\u{645}\u{200D}\u{646}", 1), ("1\u{FE0F}\u{20E3}", 1),
    ("\t\u{301}", 4), ("ab\t\u{301}x", 4), ("a\n\u{301}\u{302}", 3),
  ])
  func aBreakAfterAJoinerIsMeasuredAsDrawn(_ text: String, columns: Int) {
    for indent in 0...1 {
      let wrapped = WrappedText("xy" + text + "z", columns: columns, hangingIndent: indent, width: .table)
      for index in 0..<wrapped.lineCount() {
        guard let line = wrapped.line(index) else { continue }
        #expect(VisibleText(line, width: .table).allSatisfy { !$0.isMark }, "\(line.debugDescription)")
      }
    }
  }

  private func isOneCluster(_ line: String, _ cells: CellWidth) -> Bool {
    let visible = VisibleText(String(line.unicodeScalars.drop { $0 == " " }), width: cells)
    return visible.reduce(0) { $0 + ($1.text.hasPrefix("<+") ? 0 : 1) } <= 1
  }

  /// Clusters cover their cells one after another, and the row holds nothing else.
  private func expectWhole(_ row: [Cell], _ cells: CellWidth, _ place: String) {
    var column = 0
    while column < row.count {
      let text = row[column].text
      let width = text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : cells.columns($1)) }
      #expect(width > 0, "\(place): column \(column) holds \(text.debugDescription)")
      #expect(Harm.found(in: text) == nil, "\(place): \(text.debugDescription)")
      #expect(!cells.ascii || text.utf8.allSatisfy { $0 < 0x80 })
      let end = column + max(1, width)
      #expect(end <= row.count, "\(place): \(text.debugDescription) reaches out of the row")
      for covered in column + 1..<max(column + 1, min(end, row.count)) {
        #expect(row[covered].text.isEmpty, "\(place): column \(covered) is not covered")
      }
      column = end
    }
  }
}

/// Random numbers that are the same for the same seed.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1
  }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  mutating func number(below limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }
}

/// A few dozen scalars of many scripts, with joiners, invisible characters, direction marks and stacked marks.
struct GeneratedText {
  let text: String

  private static let units: [String] = [
    "a", "Zq", " ", "  ", "\t", "\n", "\r\n", "-", "0", "1\u{FE0F}\u{20E3}", "#\u{FE0F}", "é", "e\u{301}",
    "\u{301}",
    "中", "文字", "か", "か\u{3099}", "한", "\u{1100}\u{1161}\u{11AB}", "\u{1161}", "\u{115F}", "\u{3164}",
    "\u{FFA0}",
    "क", "\u{94D}", "ष", "\u{93F}", "क्\u{200D}", "क्\u{200C}ष", "த\u{BCA}", "ก\u{E33}", "\u{F40}\u{F90}",
    "ا", "ب", "\u{200C}", "\u{200D}", "م\u{200C}ن", "שׁ", "ᠠ\u{180B}", "\u{180E}", "👨\u{200D}👩\u{200D}👧",
    "👨", "\u{1F3FD}", "👋🏽", "❤\u{FE0F}", "❤", "\u{FE0F}", "\u{FE0E}", "\u{FE00}", "\u{E0100}", "葛\u{E0100}",
    "🇩🇪", "🇩", "🏴\u{E0067}\u{E0062}\u{E007F}", "\u{E0067}", "\u{E007F}", "\u{E0001}", "\u{1B}", "\u{7F}",
    "\u{9B}", "\u{0}", "\u{202E}", "\u{2066}", "\u{61C}", "\u{200B}", "\u{2028}", "\u{AD}", "\u{34F}",
    "\u{2061}", "\u{2064}", "\u{FEFF}", "\u{FFF9}", "\u{FFFB}", "\u{E000}", "\u{10FFFD}", "\u{FFFE}",
    "\u{1FFFF}", "\u{378}", "\u{17B4}", "\u{1D173}", "\u{20E3}", "\u{FFFD}", "…", "“", "＂", "\u{3000}",
    String(repeating: "\u{302}", count: 7), "e" + String(repeating: "\u{323}", count: 120),
  ]

  init(seed: UInt64) {
    var random = SeededNumbers(seed: seed &+ 77)
    var scalars = String.UnicodeScalarView()
    for _ in 0..<random.number(below: 24) {
      if random.number(below: 6) == 0 {
        let value = UInt32(random.number(below: random.number(below: 4) == 0 ? 0x110000 : 0x3000))
        if let scalar = Unicode.Scalar(value) { scalars.append(scalar) }
      } else {
        scalars.append(contentsOf: Self.units[random.number(below: Self.units.count)].unicodeScalars)
      }
    }
    text = String(scalars)
  }
}
