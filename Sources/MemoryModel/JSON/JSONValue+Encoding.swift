extension JSONValue {
  /// On one line without spaces, members in order, numbers as they were written: `{"a":[1.0,null]}`.
  public func encoded(escaping: JSONEscaping = .required) -> String {
    var writer = JSONWriter(escaping: escaping, indents: false)
    writer.write(self)
    return writer.text
  }

  /// A member or an element a line, two spaces a level, no line break at the end. Empty ones stay `{}` and `[]`, and
  /// what lies below level ``JSONLayout/deepestLevel`` is on one line.
  public func prettyPrinted(escaping: JSONEscaping = .required) -> String {
    var writer = JSONWriter(escaping: escaping, indents: true)
    writer.write(self)
    return writer.text
  }
}

struct JSONWriter {
  private(set) var text = ""
  private let escaping: JSONEscaping
  private let indents: Bool
  private var level = 0

  init(escaping: JSONEscaping, indents: Bool) {
    self.escaping = escaping
    self.indents = indents
  }

  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .number(let number): text += escaping == .strict && !number.isInJSON ? "null" : number.literal
    case .string(let string): write(string)
    case .array(let elements):
      writeList(elements, open: "[", close: "]") { writer, element in writer.write(element) }
    case .object(let object):
      writeList(object.members, open: "{", close: "}") { writer, member in
        writer.write(member.key)
        writer.text += writer.isLaidOut ? ": " : ":"
        writer.write(member.value)
      }
    }
  }

  private mutating func writeList<Element>(
    _ elements: [Element], open: String, close: String, _ body: (inout JSONWriter, Element) -> Void
  ) {
    text += open
    level += 1
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      breakLine()
      body(&self, element)
    }
    let wasLaidOut = isLaidOut
    level -= 1
    if !elements.isEmpty, wasLaidOut { breakLine() }
    text += close
  }

  private var isLaidOut: Bool { indents && level <= JSONLayout.deepestLevel }

  private mutating func breakLine() {
    guard isLaidOut else { return }
    text += "\n" + String(repeating: "  ", count: level)
  }

  mutating func write(_ string: String) {
    text += "\""
    var plain = string.startIndex
    for index in string.unicodeScalars.indices {
      let scalar = string.unicodeScalars[index]
      guard scalar == "\"" || scalar == "\\" || escaping.mustEscape(scalar) else { continue }
      text += string[plain..<index]
      plain = string.unicodeScalars.index(after: index)
      writeEscape(scalar)
    }
    text += string[plain...]
    text += "\""
  }

  private mutating func writeEscape(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": text += "\\\""
    case "\\": text += "\\\\"
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    case "\t": text += "\\t"
    case "\u{08}": text += "\\b"
    case "\u{0C}": text += "\\f"
    default: text += Self.escape(scalar)
    }
  }

  /// `\u202e`, two of them beyond the basic plane.
  static func escape(_ scalar: Unicode.Scalar) -> String {
    (UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter).map { unit in
      let digits = String(unit, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
    .joined()
  }
}
