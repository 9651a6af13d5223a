/// One cell: quoted where RFC 4180 demands it, with a `'` in front where a spreadsheet would run it, and with marks for
/// what a terminal would obey.
enum CSVCell {
  /// Text as it is, numbers as they were written, arrays and objects as JSON, nothing for null.
  static func append(_ value: JSONValue, to bytes: inout [UInt8]) {
    switch value {
    case .null: return
    case .bool(let flag): bytes += (flag ? "true" : "false").utf8
    case .number(let number) where isPlain(number.literal): bytes += number.literal.utf8
    case .number(let number): append(number.literal, to: &bytes)
    case .string(let text): append(text, to: &bytes)
    case .array, .object: append(value.encoded(escaping: .strict), to: &bytes)
    }
  }

  /// `=1+1` -> `'=1+1`, `a,"b"` -> `"a,""b"""`.
  static func append(_ original: String, to bytes: inout [UInt8]) {
    let text = MarkedText.marked(original, marksReturns: true)
    let mustQuote = text.utf8.contains { byte in
      byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
    }
    let guarding = original.utf8.first.map(runs) == true ? "'" : ""
    guard mustQuote else {
      bytes += guarding.utf8
      bytes += text.utf8
      return
    }
    bytes.append(UInt8(ascii: "\""))
    bytes += guarding.utf8
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func runs(_ first: UInt8) -> Bool {
    switch first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"), 0x09, 0x0D: true
    default: false
    }
  }

  /// `-5` that is a number in JSON is one to a spreadsheet too, which runs nothing; `-Infinity` is none.
  private static func isPlain(_ literal: String) -> Bool {
    literal.utf8.last.map { 0x30...0x39 ~= $0 } == true
  }
}
