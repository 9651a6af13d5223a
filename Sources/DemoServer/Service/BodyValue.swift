import FoundationEssentials

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
