import Foundation

/// Decoded JSON with easy access: `answer["data"]["total"].int`. A missing member is `.null`.
enum JSON: Decodable, Equatable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    // The most frequent first: a wrong guess is slow.
    if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode([String: JSON].self) {
      self = .object(value)
    } else if let value = try? container.decode([JSON].self) {
      self = .array(value)
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else {
      self = .null
    }
  }

  subscript(name: String) -> JSON {
    if case .object(let members) = self { members[name] ?? .null } else { .null }
  }

  func has(_ name: String) -> Bool {
    if case .object(let members) = self { members[name] != nil } else { false }
  }

  var string: String? {
    if case .string(let value) = self { value } else { nil }
  }

  var double: Double? {
    if case .number(let value) = self { value } else { nil }
  }

  var int: Int? { double.map { Int($0) } }

  var list: [JSON] {
    if case .array(let elements) = self { elements } else { [] }
  }

  /// Milliseconds since 1970, from any of the four forms of time that the service writes.
  var time: Double? {
    if let double { return double }
    guard let string else { return nil }
    if let digits = Double(string) { return digits }
    let text = string.hasSuffix("Z") ? string : string.replacing(" ", with: "T") + ":00Z"
    return (try? Date(text, strategy: .iso8601)).map { $0.timeIntervalSince1970 * 1000 }
  }
}
