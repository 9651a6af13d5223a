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
