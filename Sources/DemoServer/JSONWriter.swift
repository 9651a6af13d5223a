import FoundationEssentials
import NIOCore

/// Writes JSON straight into bytes, in the order in which members are given.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  mutating func object(_ members: (inout JSONWriter) -> Void) {
    enclose("{", "}", members)
  }

  mutating func array(_ elements: (inout JSONWriter) -> Void) {
    enclose("[", "]", elements)
  }

  mutating func strings(_ list: [String]) {
    array { json in
      for text in list { json.string(text) }
    }
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

  mutating func null() { raw("null") }

  /// 87 hundredths are `0.87`, 150 are `1.5`, 100 are `1.0`.
  mutating func hundredths(_ number: Int) {
    let fraction = number % 100
    let tail = fraction % 10 == 0 ? String(fraction / 10) : (fraction < 10 ? "0" : "") + String(fraction)
    raw("\(number / 100).\(tail)")
  }

  /// JSON text that is known to be right.
  mutating func raw(_ text: String) {
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

  /// A string whose pieces are appended by `pieces` with ``append(_:)``.
  mutating func text(_ pieces: (inout JSONWriter) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    pieces(&self)
    bytes.append(UInt8(ascii: "\""))
    needsComma = true
  }

  /// Makes the ASCII letter at this place of ``bytes`` a capital.
  mutating func capitalize(at place: Int) {
    guard bytes.indices.contains(place), (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[place]) else {
      return
    }
    bytes[place] -= 0x20
  }

  /// Escaped as a part of a string, without quotes.
  mutating func append(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0..<0x20:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(JSONWriter.digits[Int(byte >> 4)])
        bytes.append(JSONWriter.digits[Int(byte & 0xF)])
      default: bytes.append(byte)
      }
    }
  }

  private static let digits = Array("0123456789abcdef".utf8)

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
    _ open: String, _ close: String, _ content: (inout JSONWriter) -> Void
  ) {
    separate()
    bytes.append(contentsOf: open.utf8)
    needsComma = false
    content(&self)
    bytes.append(contentsOf: close.utf8)
    needsComma = true
  }
}

/// A value of a request body, with the JSON type it was sent with: `1` is an integer, `true` is not.
enum BodyValue: Decodable, Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([BodyValue])
  case object([String: BodyValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Int.self) {
      self = .integer(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([BodyValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: BodyValue].self))
    }
  }

  /// `a string`: how a message speaks of it.
  var kind: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .integer: "an integer"
    case .number: "a number"
    case .string: "a string"
    case .array: "an array"
    case .object: "an object"
    }
  }

  var double: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }
}

extension BodyValue {
  /// The members of a request body, without those that are null.
  static func members(of body: [UInt8]) throws(Refusal) -> [String: BodyValue] {
    let value: BodyValue
    do {
      value = try JSONDecoder().decode(BodyValue.self, from: Data(body))
    } catch {
      throw .badParameter("the request body is not valid JSON")
    }
    guard case .object(let members) = value else {
      throw .wrongType("the request body must be an object, not \(value.kind)")
    }
    return members.filter { $0.value != .null }
  }
}

enum AnswerBody {
  case bytes([UInt8])
  case huge(HugeBody)

  var count: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .huge(let body): body.count
    }
  }

  /// - Returns: at least a byte, unless `length` is 0.
  func piece(from start: Int, atMost length: Int) -> ByteBuffer {
    switch self {
    case .bytes(let bytes): ByteBuffer(bytes: bytes[start..<start + length])
    case .huge(let body): body.piece(from: start, atMost: length)
    }
  }
}
