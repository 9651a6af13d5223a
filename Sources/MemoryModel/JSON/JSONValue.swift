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

  public init(literal: String) {
    self.literal = literal
  }

  public var double: Double? { Double(literal) }

  /// False for `NaN`, `Infinity` and `-Infinity`.
  var isInJSON: Bool { literal.utf8.last.map { 0x30...0x39 ~= $0 } ?? false }
}

/// The members of an object in the order received. Of two members with one key the last counts, as in most parsers.
public struct JSONObject: Sendable, Hashable {
  public struct Member: Sendable, Hashable {
    public var key: String
    public var value: JSONValue

    public init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  public var members: [Member]

  public init(_ members: [Member] = []) {
    self.members = members
  }

  public subscript(key: String) -> JSONValue? {
    members.last { ByteString.isSame($0.key, key) }?.value
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

extension JSONObject.Member {
  public static func == (one: JSONObject.Member, other: JSONObject.Member) -> Bool {
    ByteString.isSame(one.key, other.key) && one.value == other.value
  }

  public func hash(into hasher: inout Hasher) {
    ByteString.hash(key, into: &hasher)
    hasher.combine(value)
  }
}
