/// Text for formats without escapes, CSV and Markdown: a mark stands for what a terminal would obey or what turns the
/// text around it, as on the screen. `a\u{1B}[2J` is `a^[[2J`, U+202E is `<U+202E>`. Line ends and tabs stay; the JSON
/// formats keep the original.
enum MarkedText {
  static func marked(_ text: String) -> String {
    guard text.utf8.contains(where: mayBegin) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: result.append(scalar)
      case 0..<0x20, 0x7F:
        result.append("^")
        result.append(Unicode.Scalar(UInt8(scalar.value) ^ 0x40))
      case _ where JSONEscaping.actsOnTerminal(scalar):
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
        result.append(contentsOf: "<U+\(zeros)\(digits)>".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
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
