extension MemoryFilter {
  /// `{"and":[{"scene":"Payment"},{"tags":{"contains":"finance"}}]}`, conditions in their order; nil without any.
  public func json(today: CivilDate, in dialect: Dialect = .cloud) -> JSONValue? {
    switch self {
    case .raw(let value): return value
    case .list(let list):
      let elements = list.conditions.flatMap { $0.json(today: today, in: dialect) }
      guard !elements.isEmpty else { return nil }
      return .object(JSONObject([.init(key: list.junction.rawValue, value: .array(elements))]))
    }
  }
}

extension FilterCondition {
  /// `[{"create_time":{"gte":"2025-12-01"}}]`; a range gives two.
  public func json(today: CivilDate, in dialect: Dialect = .cloud) -> [JSONValue] {
    comparisons(today: today).map { operation, operand in
      let compared: JSONValue =
        if let name = operation.memberName {
          .object(JSONObject([.init(key: name, value: operand)]))
        } else {
          operand
        }
      return .object(JSONObject([.init(key: field.sentName(in: dialect), value: compared)]))
    }
  }

  private func comparisons(today: CivilDate) -> [(FilterOperation, JSONValue)] {
    switch value {
    case .string(let text): [(operation, .string(text))]
    case .number(let number): [(operation, .number(number))]
    case .bool(let flag): [(operation, .bool(flag))]
    case .date(let date): [(operation, .string(date.sent(today: today)))]
    case .dates(let start, let end):
      [(.greaterOrEqual, .string(start.sent(today: today))), ending(end, today)]
    }
  }

  /// `..2025-12-31` ends before 2026-01-01 begins, `..2025-12-31 12:00` with that second.
  private func ending(_ end: FilterDate, _ today: CivilDate) -> (FilterOperation, JSONValue) {
    guard end.isDayOnly else { return (.lessOrEqual, .string(end.sent(today: today))) }
    let day = end.day(today: today)
    let dayAfter = CivilDate(daysSince1970: day.daysSince1970 + 1)
    // Four digits say no day after the last one.
    guard dayAfter.year <= 9999 else { return (.lessOrEqual, .string("\(day.text) 23:59:59")) }
    return (.less, .string(dayAfter.text))
  }
}
