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
    members.last { $0.key == key }?.value
  }
}
