/// Escapes text for Markdown: no heading, list, quote, table, link or HTML can begin in it, and no terminal obeys it.
enum MarkdownText {
  static func inLine(_ text: String) -> String {
    lines(of: text).map { escaped($0, startsLine: false) }.joined(separator: " ")
  }

  /// One paragraph, with line ends as hard breaks. `startsLine` is false if something precedes the text.
  static func block(_ text: String, indent: String, startsLine: Bool = true) -> String {
    lines(of: text).enumerated().map { escaped($0.element, startsLine: startsLine || $0.offset > 0) }
      .joined(separator: "\\\n" + indent)
  }

  /// Between more backticks than the text has in a row.
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
      if isMarkup(scalar, previous, next) || (isStart && "#>-+=:".unicodeScalars.contains(scalar))
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

  /// Markup anywhere in a line. `snake_case` and `a & b` are not.
  private static func isMarkup(
    _ scalar: Unicode.Scalar, _ previous: Unicode.Scalar?, _ next: Unicode.Scalar?
  ) -> Bool {
    switch scalar {
    case "\\", "`", "*", "[", "<", "|", "~": true
    case "_": !(isWord(previous) && isWord(next))
    case "&": isWord(next) || next == "#"
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
  fileprivate func joined(separator: String) -> String { map { String($0) }.joined(separator: separator) }
}

/// A heading per category; per memory an item `- **Guangzhou trip** `5e1c…``, its text, and a list of its other fields.
struct MarkdownForm: ExportForm {
  let heading: @Sendable (MemoryCategory) -> String
  private var spools = ListSpools()

  init(heading: @escaping @Sendable (MemoryCategory) -> String) { self.heading = heading }
  func begin() -> [ExportStep] { [.write(Array("# \(heading(.factual))\n".utf8))] }

  mutating func add(_ memories: [Memory]) -> [ExportStep] {
    spools.steps(for: memories) { memory, _, bytes in bytes += Self.item(memory).utf8 }
  }

  func end() -> [ExportStep] {
    spools.sections(known: { "\n# \(heading($0))\n" }, unknown: { "\n# \(MarkdownText.inLine($0))\n" })
  }

  static func item(_ memory: Memory) -> String {
    let record = memory.record.withCloudNames(memory.category)
    var shown: Set<RecordField> = [.id]
    if let text = memory.category.textField(in: record) { shown.insert(text) }
    var head = "\n- "
    if case .string(let title)? = record[.memoryKey], !title.isEmpty {
      shown.insert(.memoryKey)
      head += "**\(MarkdownText.inLine(title))** "
    }
    head += MarkdownText.code(memory.id.text)
    let text = MarkdownText.block(memory.text(in: record), indent: "  ")
    let fields = memory.fields(in: record).compactMap { field -> String? in
      if field.value == .null || field.known.map(shown.contains) ?? false { return nil }
      let value = field.value.scalarText ?? field.value.encoded(escaping: .strict)
      let text = MarkdownText.block(value, indent: "    ", startsLine: false)
      return "  - \(MarkdownText.code(field.name)): \(text)\n"
    }
    return "\(head)\n\n  \(text)\n" + (fields.isEmpty ? "" : "\n" + fields.joined())
  }
}

/// For CSV and Markdown, which have no escapes: `a\u{1B}[2J` is `a^[[2J`, U+202E is `<U+202E>`, as on the screen.
enum MarkedText {
  /// - Parameter marksReturns: also a CR without LF, which in a terminal overwrites the line. In Markdown it is a line end.
  static func marked(_ text: String, marksReturns: Bool = false) -> String {
    guard text.utf8.contains(where: mayBegin) || marksReturns && text.utf8.contains(0x0D) else { return text }
    var result: [UInt8] = []  // Bytes, because appending such scalars to a string takes quadratic time
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
        result += "<U+\(padded(scalar.value, 4, radix: 16).uppercased())>".utf8
      default: result.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func mayBegin(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F, 0xC2, 0xD8, 0xE2: true
    default: false
    }
  }
}
