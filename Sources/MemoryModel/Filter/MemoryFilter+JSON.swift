extension MemoryFilter {
  /// `{"and":[{"scene":"Payment"},{"tags":{"contains":"finance"}}]}`, conditions in their order; nil without any.
  public func json(for target: FilterTarget) -> JSONValue? {
    switch self {
    case .raw(let value): return value
    case .list(let list):
      let elements = list.conditions.flatMap { $0.json(for: target) }
      guard !elements.isEmpty else { return nil }
      return .object(JSONObject([.init(key: list.junction.rawValue, value: .array(elements))]))
    }
  }
}

extension MemoryFilter {
  /// What each element of the array that is sent was typed as: a range is two of them. Empty for a raw filter.
  public func conditionsSent(for target: FilterTarget) -> [FilterCondition] {
    guard case .list(let list) = self else { return [] }
    return list.conditions.flatMap { condition in condition.json(for: target).map { _ in condition } }
  }
}

extension FilterCondition {
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
  /// A day means all of it: `<= 2025-12-31` ends before 2026-01-01 begins, `> 2025-12-31` begins with it. A moment and
  /// a literal date are compared as they are.
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
