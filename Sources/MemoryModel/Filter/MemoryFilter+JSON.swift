extension MemoryFilter {
  /// `{"and":[{"scene":"Payment"},{"tags":{"contains":"finance"}}]}`, conditions in their order; nil without any.
  public func json(today: CivilDate) -> JSONValue? {
    switch self {
    case .raw(let value): return value
    case .list(let list):
      let elements = list.conditions.flatMap { $0.json(today: today) }
      guard !elements.isEmpty else { return nil }
      return .object(JSONObject([.init(key: list.junction.rawValue, value: .array(elements))]))
    }
  }
}

extension FilterCondition {
  /// `[{"create_time":{"gte":"2025-12-01"}}]`; a range gives two.
  public func json(today: CivilDate) -> [JSONValue] {
    switch value {
    case .string(let text): [element(operation, .string(text))]
    case .number(let number): [element(operation, .number(number))]
    case .bool(let flag): [element(operation, .bool(flag))]
    case .date(let date): [element(operation, .string(date.sent(today: today)))]
    case .dates(let start, let end):
      [element(.greaterOrEqual, .string(start.sent(today: today))), endElement(end, today)]
    }
  }

  /// `..2025-12-31` ends before 2026-01-01 begins, `..2025-12-31 12:00` with that second.
  private func endElement(_ end: FilterDate, _ today: CivilDate) -> JSONValue {
    guard end.isDayOnly else { return element(.lessOrEqual, .string(end.sent(today: today))) }
    let dayAfter = CivilDate(daysSince1970: end.day(today: today).daysSince1970 + 1)
    return element(.less, .string(dayAfter.text))
  }

  private func element(_ operation: FilterOperation, _ operand: JSONValue) -> JSONValue {
    let compared: JSONValue =
      if let name = operation.memberName {
        .object(JSONObject([.init(key: name, value: operand)]))
      } else {
        operand
      }
    return .object(JSONObject([.init(key: field.name, value: compared)]))
  }
}
