/// Which memories are loaded. It has three forms: the JSON that is sent, the rows of the form, and a line of text.
public enum MemoryFilter: Sendable, Hashable {
  case list(ConditionList)
  case raw(JSONValue)  // JSON that rows and text cannot show is sent unchanged
}

public struct ConditionList: Sendable, Hashable {
  public enum Junction: String, Sendable, Hashable {
    case all = "and"
    case any = "or"
  }

  public let junction: Junction
  public let conditions: [FilterCondition]

  public init(_ junction: Junction, _ conditions: [FilterCondition]) throws(FilterFault) {
    if junction == .any, conditions.contains(where: { $0.operation == .between }) { throw .betweenNeedsAll }
    self.junction = junction
    self.conditions = conditions
  }
}

extension FilterCondition {
  /// `2030-01-01..today`: the order of the ends may depend on the day.
  public func rangeFault(today: CivilDate) -> FilterFault? {
    guard case .dates(let start, let end) = value, start.day(today: today) > end.day(today: today) else {
      return nil
    }
    return .rangeBackwards(value.cellText(in: field))
  }
}

extension MemoryFilter {
  public func rangeFault(today: CivilDate) -> FilterFault? {
    guard case .list(let list) = self else { return nil }
    return list.conditions.lazy.compactMap { $0.rangeFault(today: today) }.first
  }

  public var isRaw: Bool { if case .raw = self { true } else { false } }
  public var isEmpty: Bool { if case .list(let list) = self { list.conditions.isEmpty } else { false } }

  /// Why JSON is not a filter. A path is `and[1]`.
  public enum JSONFault: Error, Sendable, Hashable {
    case notJSON(JSONError)
    case notAnObject
    case twoRoots  // The root is one of `and` and `or`
    case repeatedRoot(String)  // `{"and":[…],"and":[…]}`
    case negation
    case notAnArray(root: String)
    case notACondition(path: String)
    case nested(path: String, word: String)  // `and`, `or` or `not` within a condition
    case userID(path: String)
    case notANumber  // `NaN` or `Infinity`
  }

  /// Rows if they can show all of it, else raw. Empty text and `{}` are a filter without conditions.
  public init(json text: String, for target: FilterTarget) throws(JSONFault) {
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(parsing: text.trimmed.isEmpty ? "{}" : text)
    } catch {
      throw .notJSON(error)
    }
    try self.init(json: value, for: target)
  }

  public init(json value: JSONValue, for target: FilterTarget) throws(JSONFault) {
    guard case .object(let root) = value else { throw .notAnObject }
    guard !value.containsInvalidNumber else { throw .notANumber }
    try Self.check(root)
    let list = root.members.isEmpty ? ConditionList.none : ConditionList(json: root, for: target)
    self = list.map { .list($0) } ?? .raw(value)
  }

  public static var none: MemoryFilter { .list(ConditionList.none) }

  /// The documented grammar. Roots with other names are accepted: newer services may know them.
  private static func check(_ root: JSONObject) throws(JSONFault) {
    let logical = root.members.filter { $0.key == "and" || $0.key == "or" }
    if logical.count > 1 {
      let isRepeated = logical.allSatisfy { $0.key == logical[0].key }
      throw isRepeated ? .repeatedRoot(logical[0].key) : .twoRoots
    }
    if root["not"] != nil { throw .negation }
    for member in logical {
      guard case .array(let elements) = member.value else { throw .notAnArray(root: member.key) }
      for (index, element) in elements.enumerated() {
        let path = "\(member.key)[\(index)]"
        guard case .object(let condition) = element, !condition.members.isEmpty else {
          throw .notACondition(path: path)
        }
        for part in condition.members {
          if part.key == "user_id" { throw .userID(path: path) }
          if ["and", "or", "not"].contains(part.key) { throw .nested(path: path, word: part.key) }
        }
      }
    }
  }
}

extension MemoryFilter.JSONFault {
  /// Counted from 1; nil for a fault that is not in one line.
  public func line(in text: String) -> Int? {
    guard case .notJSON(let error) = self else { return nil }
    return 1 + text.utf8.prefix(error.position).count { $0 == UInt8(ascii: "\n") }
  }
}

extension ConditionList {
  static let none = ConditionList()

  private init() {
    junction = .all
    conditions = []
  }

  fileprivate init?(json root: JSONObject, for target: FilterTarget) {
    guard root.members.count == 1, let member = root.members.first, case .array(let elements) = member.value,
      let junction = Junction(rawValue: member.key), !elements.isEmpty
    else { return nil }
    let conditions = elements.compactMap { FilterCondition(json: $0, for: target) }
    guard conditions.count == elements.count else { return nil }
    self.junction = junction
    self.conditions = conditions
  }
}

extension FilterCondition {
  /// From `{"tags":{"contains":"finance"}}`; nil if writing it again would give other JSON.
  public init?(json element: JSONValue, for target: FilterTarget) {
    guard case .object(let object) = element, object.members.count == 1, let member = object.members.first,
      let field = try? FilterField(
        typed: FilterField(sentName: member.key, in: target.dialect).name, isQuoted: true, in: target.dialect)
    else { return nil }
    var operation = FilterOperation.equal
    var operand = member.value
    if case .object(let compared) = operand {
      guard compared.members.count == 1,
        let named = compared.members.first.flatMap({ FilterOperation(memberName: $0.key) })
      else { return nil }
      operation = named
      operand = compared.members[0].value
    }
    for (text, isQuoted) in Self.spellings(of: operand, in: field, for: target) {
      guard let condition = try? FilterCondition(field, operation, text: text, isQuoted: isQuoted),
        condition.json(for: target) == [element]
      else { continue }
      self = condition
      return
    }
    return nil
  }

  /// How a row may show the JSON, the simplest first: a date as a whole day, then literal, then as a moment.
  private static func spellings(
    of operand: JSONValue, in field: FilterField, for target: FilterTarget
  ) -> [(text: String, isQuoted: Bool)] {
    switch operand {
    case .string(let text):
      guard field.kind == .time, let date = FilterDate(text) else { return [(text, true)] }
      switch date {
      case .day: return [(text, false), (text, true)]
      case .moment(let day, let second):
        let shown = target.shown(day, second: second)
        let moment = (FilterDate.moment(shown.day, second: shown.second).text, false)
        return shown.second == 0 ? [(shown.day.text, false), moment] : [moment]
      case .literal, .today, .yesterday, .daysAgo, .weeksAgo: return []
      }
    case .number(let number): return [(number.literal, false)]
    case .bool(let flag): return [(flag ? "true" : "false", false)]
    case .null, .array, .object: return []
    }
  }
}

extension JSONValue {
  fileprivate var containsInvalidNumber: Bool {
    switch self {
    case .number(let number): JSONNumber(strict: number.literal) == nil
    case .array(let elements): elements.contains(where: \.containsInvalidNumber)
    case .object(let object): object.members.contains { $0.value.containsInvalidNumber }
    case .null, .bool, .string: false
    }
  }
}

extension MemoryFilter {
  /// `{"and":[{"scene":"Payment"},{"tags":{"contains":"finance"}}]}`; nil without conditions.
  public func json(for target: FilterTarget) -> JSONValue? {
    switch self {
    case .raw(let value): return value
    case .list(let list):
      let elements = list.conditions.flatMap { $0.json(for: target) }
      guard !elements.isEmpty else { return nil }
      return .object(JSONObject([.init(key: list.junction.rawValue, value: .array(elements))]))
    }
  }

  /// The condition of each element that is sent: a range is two elements. Empty for a raw filter.
  public func conditionsSent(for target: FilterTarget) -> [FilterCondition] {
    guard case .list(let list) = self else { return [] }
    return list.conditions.flatMap { condition in condition.json(for: target).map { _ in condition } }
  }

  /// `scene=Payment tags:finance create_time>=7d`; nil for a raw filter.
  public var text: String? {
    guard case .list(let list) = self else { return nil }
    return list.conditions.map(\.text).joined(separator: list.junction == .all ? " " : " or ")
  }
}

extension FilterCondition {
  public var text: String { field.cellText + operation.sign + value.lineText(in: field) }

  /// `[{"create_time":{"gte":"2025-12-01"}}]`; a range gives two.
  public func json(for target: FilterTarget) -> [JSONValue] {
    comparisons(for: target).map { operation, operand in
      let compared: JSONValue =
        if let name = operation.memberName {
          .object(JSONObject([.init(key: name, value: operand)]))
        } else {
          operand
        }
      return .object(JSONObject([.init(key: field.sentName(in: target.dialect), value: compared)]))
    }
  }

  private func comparisons(for target: FilterTarget) -> [(FilterOperation, JSONValue)] {
    switch value {
    case .string(let text): [(operation, .string(text))]
    case .number(let number): [(operation, .number(number))]
    case .bool(let flag): [(operation, .bool(flag))]
    case .date(let date): [target.comparison(operation, date)]
    case .dates(let start, let end):
      [target.comparison(.greaterOrEqual, start), target.comparison(.lessOrEqual, end)]
    }
  }
}

extension FilterTarget {
  /// A day means all of it: `<= 2025-12-31` ends before 2026-01-01 begins. Other dates are compared as they are.
  fileprivate func comparison(
    _ operation: FilterOperation, _ date: FilterDate
  ) -> (FilterOperation, JSONValue) {
    guard date.isWholeDay, operation == .lessOrEqual || operation == .greater else {
      return (operation, .string(sent(date)))
    }
    let day = date.day(today: today)
    guard day < .last else { return (operation, .string("\(CivilDate.last.text) 23:59:59")) }
    return (operation == .greater ? .greaterOrEqual : .less, .string(sent(firstMomentOf: day.next)))
  }
}
