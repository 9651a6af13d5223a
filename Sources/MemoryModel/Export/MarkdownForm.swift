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
