/// Any JSON value, without loss: members keep their order, numbers keep the digits they were written with.
public enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case number(JSONNumber)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

/// A number as it was written: `1770801661875`, `0.990`, `1e3`.
public struct JSONNumber: Sendable, Hashable {
  public let literal: String

  public init(literal: String) { self.literal = literal }

  public var double: Double? { Double(literal) }
  /// False for `NaN`, `Infinity` and `-Infinity`.
  var isInJSON: Bool { literal.utf8.last.map { 0x30...0x39 ~= $0 } ?? false }
}

/// The members of an object in the order received. Of two members with one key the last counts, as in most parsers.
public struct JSONObject: Sendable, Hashable {
  public struct Member: Sendable, Hashable {
    @ByteString public var key: String
    public var value: JSONValue

    public init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  public var members: [Member]

  public init(_ members: [Member] = []) { self.members = members }
  public subscript(key: String) -> JSONValue? { members.last { ByteString.isSame($0.key, key) }?.value }
}

/// Text that is compared by its UTF-8 bytes, as a service does: `String` calls `"\u{E9}"` and `"e\u{301}"` equal.
/// `@ByteString var name: String` makes the synthesized `==` and `hash` of a type compare bytes.
@propertyWrapper
public struct ByteString: Sendable, Hashable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible
{
  public var wrappedValue: String

  public init(wrappedValue: String) { self.wrappedValue = wrappedValue }
  public init(_ text: String) { wrappedValue = text }
  public init(stringLiteral text: String) { wrappedValue = text }

  public var text: String { wrappedValue }
  public var description: String { wrappedValue }

  public static func == (one: ByteString, other: ByteString) -> Bool { isSame(one.text, other.text) }

  public static func < (one: ByteString, other: ByteString) -> Bool {
    one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
  }

  public func hash(into hasher: inout Hasher) { Self.hash(text, into: &hasher) }

  public static func isSame(_ one: String, _ other: String) -> Bool {
    let (bytes, others) = (one.utf8Span.span, other.utf8Span.span)
    return bytes.count == others.count && bytes.indices.allSatisfy { bytes[$0] == others[$0] }
  }

  public static func isSame(_ one: String?, _ other: String?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return isSame(one, other)
  }

  public static func hash(_ text: String, into hasher: inout Hasher) {
    let isHashed: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
      hasher.combine(bytes.count)
      hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    }
    if isHashed == nil { hasher.combine(Array(text.utf8)) }
  }
}

/// Text is compared as bytes, see ``ByteString``; numbers by the digits they were written with.
extension JSONValue {
  public static func == (one: JSONValue, other: JSONValue) -> Bool {
    switch (one, other) {
    case (.null, .null): true
    case (.bool(let one), .bool(let other)): one == other
    case (.number(let one), .number(let other)): one == other
    case (.string(let one), .string(let other)): ByteString.isSame(one, other)
    case (.array(let one), .array(let other)): one == other
    case (.object(let one), .object(let other)): one == other
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .null: hasher.combine(0)
    case .bool(let flag): hasher.combine(flag)
    case .number(let number): hasher.combine(number)
    case .string(let text): ByteString.hash(text, into: &hasher)
    case .array(let elements): hasher.combine(elements)
    case .object(let object): hasher.combine(object)
    }
  }
}

/// Which characters of a string are written as escapes: ESC as `\u001b`.
public enum JSONEscaping: Sendable {
  case required  // Those that JSON requires: quotes, backslashes and C0
  /// For exports: also those that a terminal obeys or that reorder text. Numbers that are not in JSON are `null`.
  case strict
  case unprintable  // Also everything that does not print, so that the JSON is harmless in any editor
  case nonASCII  // So that no two texts look alike

  func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x20 { return true }
    guard self != .required, scalar.value > 0x7E else { return false }
    if self == .nonASCII { return true }
    if self == .strict { return Self.actsOnTerminal(scalar) }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
      return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  /// Beyond C0.
  static func actsOnTerminal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// JSON text with more escapes in its strings. Line ends and tabs between tokens stay.
  public func escaped(inJSON text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.value >= 0x20, mustEscape(scalar) {
        result += JSONWriter.escape(scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// Why bytes are not JSON, and where: `{"a":}` is ``Reason/unexpectedByte(_:)`` at 5.
public struct JSONError: Error, Sendable, Hashable {
  public enum Reason: Sendable, Hashable {
    case unexpectedByte(UInt8)
    case unexpectedEnd  // The text ends inside a value, as an answer does that was cut off
    case badNumber, badEscape
    /// A line break, a tab or another C0 byte, which JSON requires to be escaped.
    case controlCharacterInString(UInt8)
    case bytesAfterValue, cancelled
  }

  public var reason: Reason
  public var position: Int  // Offset of the byte from the start of what was parsed

  public init(_ reason: Reason, at position: Int) {
    self.reason = reason
    self.position = position
  }
}

extension JSONValue {
  /// On one line without spaces, members in order, numbers as they were written: `{"a":[1.0,null]}`.
  public func encoded(escaping: JSONEscaping = .required) -> String {
    var writer = JSONWriter(escaping: escaping)
    writer.write(self)
    return writer.text
  }

  public func prettyPrinted(escaping: JSONEscaping = .required) -> String {
    let json = Array(encoded().utf8)
    return JSONLayout(MemorySource(page: json, range: json.indices), escaping: escaping).text
  }
}

struct JSONWriter {
  private(set) var text = ""
  private let escaping: JSONEscaping

  init(escaping: JSONEscaping) { self.escaping = escaping }

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
        writer.text += ":"
        writer.write(member.value)
      }
    }
  }

  private mutating func writeList<Element>(
    _ elements: [Element], open: String, close: String, _ body: (inout JSONWriter, Element) -> Void
  ) {
    text += open
    for (index, element) in elements.enumerated() {
      if index > 0 { text += "," }
      body(&self, element)
    }
    text += close
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
    (UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter)
      .map { "\\u" + padded($0, 4, radix: 16) }.joined()
  }
}

extension JSONValue {
  /// Arrays and objects inside one another. Deeper ones are an attack, and are kept as a string of their JSON text.
  public static let deepestNesting = 128

  /// As lenient as ``JSONReader``. The position in an error counts from the start of the slice.
  public init(parsing bytes: ArraySlice<UInt8>) throws(JSONError) {
    self = try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
      var reader = JSONReader(buffer)
      reader.skipPreamble()
      let value = try reader.readValue()
      try reader.expectEnd()
      return value
    }
  }

  public init(parsing bytes: [UInt8]) throws(JSONError) { try self.init(parsing: bytes[...]) }
  public init(parsing text: String) throws(JSONError) { try self.init(parsing: Array(text.utf8)[...]) }
}

extension JSONReader {
  fileprivate mutating func readValue() throws(Failure) -> JSONValue {
    switch try peek() {
    case UInt8(ascii: "{") where isDeepest, UInt8(ascii: "[") where isDeepest:
      let start = position
      try skipDeepContainer()
      return .string(String(decoding: bytes[start..<position], as: UTF8.self))
    case UInt8(ascii: "{"):
      var members: [JSONObject.Member] = []
      try forEachMember { reader, key throws(Failure) in
        members.append(JSONObject.Member(key: reader.text(key), value: try reader.readValue()))
      }
      return .object(JSONObject(members))
    case UInt8(ascii: "["):
      var elements: [JSONValue] = []
      try forEachElement { reader throws(Failure) in elements.append(try reader.readValue()) }
      return .array(elements)
    default:
      let token = try skipValue()
      return scalar(token)
    }
  }

  private func scalar(_ token: JSONToken) -> JSONValue {
    switch token.kind {
    case .true: .bool(true)
    case .false: .bool(false)
    case .number: .number(JSONNumber(literal: text(token)))
    case .plainString, .escapedString: .string(text(token))
    case .null, .array, .object: .null
    }
  }
}
