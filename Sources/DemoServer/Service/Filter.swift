/// `{"and": [{"scene": "Payment"}, {"create_time": {"gte": "2025-12-01"}}]}`
struct Filter: Equatable {
  enum Junction: String {
    case and, or
  }

  let junction: Junction
  let conditions: [Condition]

  init(_ value: BodyValue) throws(Refusal) {
    let members = try value.object("filter")
    guard members.count == 1, let (name, list) = members.first else {
      let names = members.isEmpty ? "none" : members.quotedNames
      throw .badParameter("filter must have exactly one root, \"and\" or \"or\", not \(names)")
    }
    guard let junction = Junction(rawValue: name) else {
      throw .badParameter("filter must begin with \"and\" or \"or\", not \"\(name)\"")
    }
    guard case .array(let elements) = list else { throw list.isNot("an array", "filter.\(name)") }
    guard !elements.isEmpty else { throw .badParameter("filter.\(name) holds no condition") }
    self.junction = junction
    conditions = try elements.enumerated().map { place, element throws(Refusal) in
      try Condition(element, path: "filter.\(name)[\(place)]")
    }
  }
}

struct Condition: Equatable {
  enum Field: Equatable {
    case agent, app, tags, created, updated, session
    /// One of the four keys of `info` that the service indexes, or a custom one, without `info.`.
    case info(String)
    /// A field of the record that only an open-source server filters by: `memory`, `confidence`.
    case own(String)
  }

  enum Comparison: String, CaseIterable {
    case gt, gte, lt, lte
  }

  enum Test: Equatable {
    case equals(Scalar)
    case contains(String)
    /// Any of these, in the open-source server's `in`.
    indirect case anyOf([Test])
    /// `{"gte":1,"lt":3}` of the open-source server.
    indirect case allOf([Test])
    /// A part of the text, by its bytes, in the open-source server's `like` and `nolike`.
    case like(String)
    case notLike(String)
    /// No row matches a list or null.
    case never
    /// Numbers as they are, times in milliseconds since 1970.
    case compares(Comparison, Double)
  }

  var field: Field
  var test: Test
}

extension Filter {
  func accepts(_ row: Row) -> Bool {
    switch junction {
    case .and: conditions.allSatisfy { $0.accepts(row) }
    case .or: conditions.contains { $0.accepts(row) }
    }
  }
}

extension Condition {
  /// A row that does not have the field never matches.
  func accepts(_ row: Row) -> Bool {
    switch test {
    case .anyOf(let tests): tests.contains { Condition(field: field, test: $0).accepts(row) }
    case .allOf(let tests): tests.allSatisfy { Condition(field: field, test: $0).accepts(row) }
    case .like(let part): text(of: row).map { Self.holds($0, part) } ?? false
    case .notLike(let part): text(of: row).map { !Self.holds($0, part) } ?? false
    case .equals(let value): scalar(of: row) == value
    case .contains(let tag): field == .tags && row.tags?.contains(tag) == true
    case .compares(let comparison, let limit): number(of: row).map { comparison.holds($0, limit) } ?? false
    case .never: false
    }
  }

  private func scalar(of row: Row) -> Scalar? {
    switch field {
    case .session: row.conversationID.map { .string($0) }
    case .agent: row.agentID.map { .string($0) }
    case .app: row.appID.map { .string($0) }
    case .info(let key): Info(row: row).scalar(key)
    case .own(let name): row.own(name)
    case .created, .updated, .tags: nil
    }
  }

  private func text(of row: Row) -> String? {
    if case .string(let text)? = scalar(of: row) { text } else { nil }
  }

  private func number(of row: Row) -> Double? {
    switch (field, scalar(of: row)) {
    case (.created, _): row.created.map { Double($0) }
    case (.updated, _): row.updated.map { Double($0) }
    case (_, .number(let number)?): number
    default: nil
    }
  }

  /// `ä` of one scalar is not `ä` of two.
  private static func holds(_ text: String, _ part: String) -> Bool {
    part.isEmpty || text.utf8.firstRange(of: part.utf8) != nil
  }
}

extension Condition.Comparison {
  func holds(_ value: Double, _ limit: Double) -> Bool {
    switch self {
    case .gt: value > limit
    case .gte: value >= limit
    case .lt: value < limit
    case .lte: value <= limit
    }
  }
}

extension Filter {
  /// As the open-source server reads it: it ignores what it does not understand. nil accepts every row.
  init?(lenient value: BodyValue) throws(Refusal) {
    let members = try value.object("filter")
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
  /// `{"memory":{"like":"tea"}}`; nil where ignored. `AND` and an inner `and` count as keys of `info`.
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
  /// Any name but those of the open-source server is a key of `info`, even `create_time`, which is the cloud's.
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
      // A date or a text can only be compared with the times of the record.
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
  init?(_ value: BodyValue) {
    switch value {
    case .string(let text): self = .string(text)
    case .bool(let flag): self = .bool(flag)
    case .integer(let number): self = .number(Double(number))
    case .number(let number): self = .number(number)
    case .null, .array, .object: return nil
    }
  }
}

extension Condition {
  private static let indexedKeys: Set<String> = ["business_type", "biz_id", "scene", "custom_status"]

  /// - Parameter path: where the condition is, for messages: `filter.and[1]`.
  init(_ value: BodyValue, path: String) throws(Refusal) {
    let members = try value.object(path)
    guard members.count == 1, let (name, operand) = members.first else {
      throw .badParameter("\(path) must name exactly one field, not \(members.count)")
    }
    let place = "\(path).\(name)"
    switch name {
    case "and", "or": throw .badParameter("\(path): \"\(name)\" cannot be nested")
    case "user_id": throw .badParameter("\(path): user_id is not supported inside a filter")
    case "agent_id": self = try .text(.agent, operand, place)
    case "app_id": self = try .text(.app, operand, place)
    case "tags": self = try .tags(operand, place)
    case "create_time": self = try .time(.created, operand, place)
    case "update_time": self = try .time(.updated, operand, place)
    default:
      let key = name.hasPrefix("info.") ? String(name.dropFirst(5)) : name
      guard !key.isEmpty else { throw .badParameter("\(path) names no field") }
      let isText = Condition.indexedKeys.contains(key)
      self = try isText ? .text(.info(key), operand, place) : .custom(key, operand, place)
    }
  }

  private static func text(
    _ field: Field, _ operand: BodyValue, _ path: String
  ) throws(Refusal) -> Condition {
    if case .object(let members) = operand {
      throw .badParameter("\(path) takes a string, not the operator \(members.quotedNames)")
    }
    return Condition(field: field, test: .equals(.string(try operand.string(path))))
  }

  private static func tags(_ operand: BodyValue, _ path: String) throws(Refusal) -> Condition {
    let (name, operand) = try soleOperator(operand, path, known: [Containment.contains])
    return Condition(field: .tags, test: .contains(try operand.string("\(path).\(name)")))
  }

  private static func time(
    _ field: Field, _ operand: BodyValue, _ path: String
  ) throws(Refusal) -> Condition {
    let (name, operand) = try soleOperator(operand, path, known: Comparison.allCases)
    let text = try operand.string("\(path).\(name)", "a date string")
    guard let moment = Moment(filterText: text) else {
      throw .badParameter("\(path).\(name): \"\(text)\" is not a date: YYYY-MM-DD or YYYY-MM-DD HH:MM:SS")
    }
    return Condition(field: field, test: .compares(name, Double(moment.milliseconds)))
  }

  private static func custom(
    _ key: String, _ operand: BodyValue, _ path: String
  ) throws(Refusal) -> Condition {
    if let value = Scalar(operand) { return Condition(field: .info(key), test: .equals(value)) }
    guard case .object = operand else { throw operand.isNot("a string, a number or a boolean", path) }
    let (name, limit) = try soleOperator(operand, path, known: Comparison.allCases)
    guard let number = limit.double else { throw limit.isNot("a number", "\(path).\(name)") }
    return Condition(field: .info(key), test: .compares(name, number))
  }

  private enum Containment: String { case contains }

  private static func soleOperator<Name: RawRepresentable<String>>(
    _ operand: BodyValue, _ path: String, known: [Name]
  ) throws(Refusal) -> (Name, BodyValue) {
    let allowed = known.map(\.rawValue).joined(separator: ", ")
    guard case .object(let members) = operand else {
      throw .wrongType("\(path) takes an object with one of \(allowed), not \(operand.kind)")
    }
    guard members.count == 1, let (name, value) = members.first else {
      throw .badParameter("\(path) takes exactly one operator, not \(members.count)")
    }
    guard let known = Name(rawValue: name) else {
      throw .badParameter("\(path): unknown operator \"\(name)\", known here: \(allowed)")
    }
    return (known, value)
  }
}

extension [String: BodyValue] {
  var quotedNames: String { keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ") }
}
