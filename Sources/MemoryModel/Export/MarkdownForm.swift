/// Text that stays text in Markdown: no heading, list, quote, table, link or HTML can begin in it, and a terminal obeys
/// nothing of it.
enum MarkdownText {
  /// On one line, for a title.
  static func inLine(_ text: String) -> String {
    lines(of: text).map { escaped($0, startsLine: false) }.joined(separator: " ")
  }

  /// One paragraph: a line end becomes a hard break, so that no line is a block of its own.
  ///
  /// - Parameter startsLine: false when something stands in front of the text.
  static func block(_ text: String, indent: String, startsLine: Bool = true) -> String {
    lines(of: text).enumerated().map { escaped($0.element, startsLine: startsLine || $0.offset > 0) }
      .joined(separator: "\\\n" + indent)
  }

  /// `a_1` as it is, between more backticks than it has in a row.
  static func code(_ text: String) -> String {
    let line = lines(of: text).joined(separator: " ")
    var longest = 0
    var run = 0
    for scalar in line.unicodeScalars {
      run = scalar == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: longest + 1)
    // Two backticks with nothing between them would begin a code span of two backticks.
    let space = longest > 0 || line.isEmpty ? " " : ""
    return fence + space + line + space + fence
  }

  /// LF, CR and CRLF end a line in Markdown.
  private static func lines(of text: String) -> [Substring.UnicodeScalarView] {
    let scalars = MarkedText.marked(text).unicodeScalars
    var lines: [Substring.UnicodeScalarView] = []
    var start = scalars.startIndex
    var index = start
    while index < scalars.endIndex {
      let next = scalars.index(after: index)
      if scalars[index] == "\n" || scalars[index] == "\r" {
        lines.append(scalars[start..<index])
        let isPair = scalars[index] == "\r" && next < scalars.endIndex && scalars[next] == "\n"
        start = isPair ? scalars.index(after: next) : next
        index = start
      } else {
        index = next
      }
    }
    return lines + [scalars[start...]]
  }

  private static func escaped(_ line: Substring.UnicodeScalarView, startsLine: Bool) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    var isStart = startsLine
    var isNumber = false
    var line = line
    if startsLine, let first = line.first, first == " " || first == "\t" {
      // Four of them would begin a block of code.
      result.append(contentsOf: (first == " " ? "&#32;" : "&#9;").unicodeScalars)
      line = line.dropFirst()
    }
    for index in line.indices {
      let scalar = line[index]
      let after = line.index(after: index)
      let next = after < line.endIndex ? line[after] : nil
      if means(scalar, previous, next) || (isStart && beginsBlock(scalar))
        || (isNumber && endsListNumber(scalar, next))
      {
        result.append("\\")
      }
      result.append(scalar)
      let isDigit = "0"..."9" ~= scalar
      isNumber = isDigit && (isStart || isNumber)
      isStart = isStart && (scalar == " " || scalar == "\t")
      previous = scalar
    }
    return String(result)
  }

  /// What marks up anywhere in a line. `snake_case` and `a & b` do not.
  private static func means(
    _ scalar: Unicode.Scalar, _ previous: Unicode.Scalar?, _ next: Unicode.Scalar?
  ) -> Bool {
    switch scalar {
    case "\\", "`", "*", "[", "<", "|", "~": true
    case "_": !(isWord(previous) && isWord(next))
    case "&": isWord(next) || next == "#"
    default: false
    }
  }

  private static func beginsBlock(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "#", ">", "-", "+", "=", ":": true
    default: false
    }
  }

  /// The point of `1. ` and the bracket of `1) `, not those of `1.5`.
  private static func endsListNumber(_ scalar: Unicode.Scalar, _ next: Unicode.Scalar?) -> Bool {
    (scalar == "." || scalar == ")") && (next == nil || next == " " || next == "\t")
  }

  private static func isWord(_ scalar: Unicode.Scalar?) -> Bool {
    scalar.map { $0.properties.isAlphabetic || $0.properties.numericType != nil } ?? false
  }
}

extension Sequence<Substring.UnicodeScalarView> {
  fileprivate func joined(separator: String) -> String {
    map { String($0) }.joined(separator: separator)
  }
}

/// A heading per category, an item per memory: its title and id, its text, and a list of its other fields.
///
///     ## Facts
///
///     - **Guangzhou trip** `5e1c…`
///
///       plans to travel to Guangzhou
///
///       - `memory_type`: UserMemory
struct MarkdownForm: ExportForm {
  let heading: @Sendable (MemoryCategory) -> String
  private var spools = ListSpools()

  init(heading: @escaping @Sendable (MemoryCategory) -> String) {
    self.heading = heading
  }

  func begin() -> [ExportStep] { [.write(Array("# \(heading(.factual))\n".utf8))] }

  mutating func add(_ memories: [Memory]) -> [ExportStep] {
    spools.steps(for: memories) { memory, _, bytes in bytes += Self.item(memory).utf8 }
  }

  func end() -> [ExportStep] {
    let known = MemoryCategory.allCases.dropFirst().filter { $0.isAlwaysShown || spools.holds($0) }
      .flatMap { section(heading($0), spool: $0.rawValue) }
    let unknown = spools.unknownLists.enumerated().flatMap { number, name in
      section(MarkdownText.inLine(name), spool: spools.spool(ofListNumber: number))
    }
    return known + unknown
  }

  private func section(_ heading: String, spool: Int) -> [ExportStep] {
    [.write(Array("\n# \(heading)\n".utf8)), .copy(spool: spool, nil)]
  }

  static func item(_ memory: Memory) -> String {
    let record = memory.record.inContractWords(memory.category)
    var shown: Set<RecordField> = [.id]
    if let text = memory.category.textField(in: record) { shown.insert(text) }
    var head = "\n- "
    if case .string(let title)? = record[.memoryKey], !title.isEmpty {
      shown.insert(.memoryKey)
      head += "**\(MarkdownText.inLine(title))** "
    }
    head += MarkdownText.code(memory.id.text)
    let text = MarkdownText.block(memory.text(in: record), indent: "  ")
    let fields = memory.fields(in: record).filter {
      $0.value != .null && !($0.known.map(shown.contains) ?? false)
    }
    .map {
      "  - \(MarkdownText.code($0.name)): \(MarkdownText.block(words($0.value), indent: "    ", startsLine: false))\n"
    }
    return "\(head)\n\n  \(text)\n" + (fields.isEmpty ? "" : "\n" + fields.joined())
  }

  private static func words(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): text
    case .number(let number): number.literal
    default: value.encoded(escaping: .strict)
    }
  }
}

/// Text for formats without escapes, CSV and Markdown: a mark stands for what a terminal would obey or what turns the
/// text around it, as on the screen. `a\u{1B}[2J` is `a^[[2J`, U+202E is `<U+202E>`. Line ends and tabs stay; the JSON formats keep the
/// original.
enum MarkedText {
  /// - Parameter marksReturns: also a CR without LF: a terminal would write over the line. Markdown makes a line end of it.
  static func marked(_ text: String, marksReturns: Bool = false) -> String {
    guard text.utf8.contains(where: mayBegin) || marksReturns && text.utf8.contains(0x0D) else { return text }
    // Bytes: a string recounts its beginning at each of these, and a megabyte of them would not end.
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count * 2)
    var scalars = text.unicodeScalars.makeIterator()
    var next = scalars.next()
    while let scalar = next {
      next = scalars.next()
      switch scalar.value {
      case 0x09, 0x0A: result.append(UInt8(scalar.value))
      case 0x0D where !marksReturns || next == "\n": result.append(0x0D)
      case 0..<0x20, 0x7F: result += [UInt8(ascii: "^"), UInt8(scalar.value) ^ 0x40]
      case _ where JSONEscaping.actsOnTerminal(scalar):
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
        result += "<U+\(zeros)\(digits)>".utf8
      default: result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Of the UTF-8 of what is marked, the first byte.
  private static func mayBegin(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F, 0xC2, 0xD8, 0xE2: true
    default: false
    }
  }
}
