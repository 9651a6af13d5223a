/// Writes JSON straight into bytes, in the order in which members are given.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  mutating func object(_ name: String? = nil, _ members: (inout JSONWriter) -> Void) {
    enclose(name, "{", "}", members)
  }

  mutating func array(_ name: String? = nil, _ elements: (inout JSONWriter) -> Void) {
    enclose(name, "[", "]", elements)
  }

  mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  mutating func string(_ text: String) {
    separate()
    quote(text)
  }

  mutating func integer(_ number: Int64) { raw(String(number)) }
  mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }
  mutating func null(_ name: String? = nil) {
    if let name { key(name) }
    raw("null")
  }

  /// 87 hundredths are `0.87`, 150 are `1.5`, 100 are `1.0`.
  mutating func hundredths(_ number: Int) {
    let fraction = number % 100
    raw("\(number / 100).\(fraction % 10 == 0 ? String(fraction / 10) : padded(fraction))")
  }

  private mutating func raw(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  mutating func member(_ name: String, _ text: String?) {
    guard let text else { return }
    key(name)
    string(text)
  }

  mutating func member(_ name: String, integer: Int) {
    key(name)
    self.integer(Int64(integer))
  }

  mutating func member(_ name: String, hundredths: Int?) {
    guard let hundredths else { return }
    key(name)
    self.hundredths(hundredths)
  }

  mutating func member(_ name: String, _ list: [String]?) {
    guard let list else { return }
    array(name) { json in for text in list { json.string(text) } }
  }

  /// A string whose pieces are appended by `pieces` with ``append(_:)``.
  mutating func text(_ name: String? = nil, _ pieces: (inout JSONWriter) -> Void) {
    enclose(name, "\"", "\"", pieces)
  }

  /// A string whose first letter is made a capital: a slot may begin the sentence.
  mutating func sentence(_ name: String, _ pieces: (inout JSONWriter) -> Void) {
    text(name) { $0.capitalized(pieces) }
  }

  mutating func capitalized(_ pieces: (inout JSONWriter) -> Void) {
    let start = bytes.count
    pieces(&self)
    guard bytes.indices.contains(start), 0x61...0x7A ~= bytes[start] else { return }
    bytes[start] -= 0x20
  }

  /// Escaped as a part of a string, without quotes.
  mutating func append(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0..<0x20: bytes.append(contentsOf: "\\u\(padded(byte, 4, radix: 16))".utf8)
      default: bytes.append(byte)
      }
    }
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    append(text)
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = true
  }

  private mutating func enclose(
    _ name: String?, _ open: String, _ close: String, _ content: (inout JSONWriter) -> Void
  ) {
    if let name { key(name) }
    separate()
    bytes.append(contentsOf: open.utf8)
    needsComma = false
    content(&self)
    bytes.append(contentsOf: close.utf8)
    needsComma = true
  }
}

extension JSONWriter {
  /// `{"code":0,"message":"ok","data":…}`
  static func answer(
    code: Int, _ message: String, reserving size: Int = 0, data: (inout JSONWriter) -> Void
  ) -> [UInt8] {
    var json = JSONWriter()
    json.bytes.reserveCapacity(size)
    json.object { json in
      json.member("code", integer: code)
      json.member("message", message)
      json.key("data")
      data(&json)
    }
    return json.bytes
  }
}
