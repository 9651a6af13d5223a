extension Filter {
  /// As the open-source server reads it: what it does not understand it ignores, and answers as if it were not there.
  /// nil accepts every row.
  init?(lenient value: BodyValue) throws(Refusal) {
    guard case .object(let members) = value else {
      throw .wrongType("filter must be an object, not \(value.kind)")
    }
    let root = members["and"].map { (Junction.and, $0) } ?? members["or"].map { (Junction.or, $0) }
    let elements: [BodyValue]
    switch root {
    case (let junction, .array(let list))?: (self.junction, elements) = (junction, list)
    case nil:
      (junction, elements) = (.and, members.sorted { $0.key < $1.key }.map { .object([$0.key: $0.value]) })
    default: return nil
    }
    conditions = elements.compactMap(Condition.init(lenient:))
    // An "or" of nothing that is understood would match nothing.
    if conditions.isEmpty { return nil }
  }
}

extension Condition {
  /// `{"memory":{"like":"tea"}}`; nil where the server ignores it. `AND`, and an `and` within a condition, are names of
  /// `info` to it, and no row has a list there.
  fileprivate init?(lenient value: BodyValue) {
    guard case .object(let members) = value, members.count == 1, let (name, operand) = members.first,
      name != "not"
    else { return nil }
    let field = Field(lenient: name)
    guard case .object(let operators) = operand else {
      self.init(field: field, test: Scalar(operand).map { .equals($0) } ?? .never)
      return
    }
    let tests = operators.sorted { $0.key < $1.key }.compactMap { Test(lenient: $0.key, $0.value, on: field) }
    guard let first = tests.first else { return nil }
    self.init(field: field, test: tests.count == 1 ? first : .allOf(tests))
  }
}

extension Condition.Field {
  /// Names of the open-source server. Any other is a key of `info`, also `create_time`, which is the cloud's.
  fileprivate init(lenient name: String) {
    switch name {
    case "session_id": self = .session
    case "agent_id": self = .agent
    case "app_id": self = .app
    case "tags": self = .tags
    case "created_at": self = .created
    case "updated_at": self = .updated
    case let name where Row.ownNames.contains(name): self = .own(name)
    default: self = .info(name.hasPrefix("info.") ? String(name.dropFirst(5)) : name)
    }
  }
}

extension Condition.Test {
  /// nil for an operator that is not known, or does not take such a value.
  fileprivate init?(lenient name: String, _ operand: BodyValue, on field: Condition.Field) {
    switch (name, operand) {
    case ("=", let operand): self = Scalar(operand).map { .equals($0) } ?? .never
    case ("like", .string(let part)): self = .like(part)
    case ("nolike", .string(let part)): self = .notLike(part)
    // Of lists only.
    case ("contains", .string(let element)): self = field == .tags ? .contains(element) : .never
    case ("in", .array(let elements)):
      self = .anyOf(
        elements.compactMap { element in
          guard field == .tags, case .string(let tag) = element else {
            return Scalar(element).map { .equals($0) }
          }
          return .contains(tag)
        })
    case ("gt", _), ("gte", _), ("lt", _), ("lte", _):
      guard let comparison = Condition.Comparison(rawValue: name) else { return nil }
      // No row holds a value that a date or a text is compared with, but in the times of its own.
      self = Self.limit(operand, on: field).map { .compares(comparison, $0) } ?? .never
    default: return nil
    }
  }

  private static func limit(_ operand: BodyValue, on field: Condition.Field) -> Double? {
    guard field == .created || field == .updated else { return operand.double }
    guard case .string(let text) = operand else { return nil }
    return Moment(filterText: text).map { Double($0.milliseconds) }
  }
}

extension Scalar {
  fileprivate init?(_ value: BodyValue) {
    switch value {
    case .string(let text): self = .string(text)
    case .bool(let flag): self = .bool(flag)
    case .integer(let number): self = .number(Double(number))
    case .number(let number): self = .number(number)
    case .null, .array, .object: return nil
    }
  }
}
