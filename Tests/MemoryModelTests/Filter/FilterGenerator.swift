import MemoryModel

/// Random filters, the same for the same seed (SplitMix64).
struct FilterGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  private mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  private mutating func pick(below count: Int) -> Int { Int(bits() % UInt64(count)) }

  private mutating func element<Element>(of elements: [Element]) -> Element {
    elements[pick(below: elements.count)]
  }

  /// Text that breaks careless quoting, splitting and comparing.
  private static let pieces: [String] = [
    "Payment", "gold", "a", "or", "and", "not", "OR", " ", "  ", "\t", "\n", "\r", "\r\n", "\"", "\\", "\\\"",
    "\\\\",
    "=", ":", ">", "<", ">=", "<=", "..", ".", "3", "-3", "0.5", "1e9", "007", "true", "false", "null", "NaN",
    "7d",
    "today", "2025-12-01", "2025-12-01 08:30", "\u{301}", "e\u{301}", "é", "\u{1F3FD}", "👨‍👩‍👧", "🥜", "支付", "ﾊﾟ",
    "العربية", "\u{202E}", "\u{200D}", "\u{200B}", "\u{FEFF}", "\u{A0}", "\u{2028}", "\u{0}", "\u{7}",
    "\u{1B}[31m",
    "\u{7F}", "\u{85}", "\u{FFFD}", "'", "{", "}", "[", "]", ",", "info.", "user_id", "scene", "tags",
    "\u{212A}", ";", "!", "!=", "(", ")", "~", "&&", "||", "-", "_", "id", "memory_type", "हिन्दी", "\u{3164}",
    "\u{37E}",
  ]

  mutating func text(upTo most: Int) -> String {
    var scalars = String.UnicodeScalarView()
    for _ in 0...pick(below: most) { scalars.append(contentsOf: element(of: Self.pieces).unicodeScalars) }
    return String(scalars)
  }

  mutating func filter(datesAreAbsolute: Bool, ranges: Bool = true) -> MemoryFilter {
    let junction: ConditionList.Junction = pick(below: 2) == 0 ? .all : .any
    let hasRanges = ranges && junction == .all
    let count = 1 + pick(below: 4)
    var conditions: [FilterCondition] = []
    while conditions.count < count {
      let next = condition(datesAreAbsolute: datesAreAbsolute)
      if hasRanges || next.operation != .between { conditions.append(next) }
    }
    // A single condition is read as "all", because its text has no "or".
    let joined = count == 1 ? .all : junction
    guard let list = try? ConditionList(joined, conditions) else {
      preconditionFailure("a range among any: \(conditions)")
    }
    return .list(list)
  }

  mutating func condition(datesAreAbsolute: Bool) -> FilterCondition {
    while true {
      let field = FilterField(name())
      let operation = element(of: field.operations)
      let value = value(of: field, operation, datesAreAbsolute: datesAreAbsolute)
      // Keywords of the grammar and fields of the record are refused; then another is tried.
      if let condition = try? FilterCondition(field, operation, value),
        condition.field.name.unicodeScalars.elementsEqual(field.name.unicodeScalars)
      {
        return condition
      }
    }
  }

  private mutating func name() -> String {
    switch pick(below: 4) {
    case 0, 1: element(of: FilterField.documented(in: .cloud))
    case 2: "info." + text(upTo: 3)
    default: text(upTo: 3)
    }
  }

  private mutating func value(
    of field: FilterField, _ operation: FilterOperation, datesAreAbsolute: Bool
  ) -> FilterValue {
    switch (field.kind, operation) {
    case (.text, _), (.tags, _): .string(string())
    case (.time, .between): range(datesAreAbsolute)
    case (.time, _): .date(date(datesAreAbsolute, for: operation))
    case (.custom, .equal):
      switch pick(below: 4) {
      case 0: .number(number())
      case 1: .bool(pick(below: 2) == 0)
      default: .string(string())
      }
    case (.custom, _): .number(number())
    }
  }

  private mutating func string() -> String { pick(below: 20) == 0 ? "" : text(upTo: 5) }

  private mutating func number() -> JSONNumber {
    let sign = element(of: ["", "-"])
    let whole = element(of: ["0", "3", "10", "99999999999999999999"])
    return JSONNumber(
      literal: sign + whole + element(of: ["", ".0", ".50"]) + element(of: ["", "e3", "E-2", "e+10"]))
  }

  /// A range that ends before it begins is refused.
  private mutating func range(_ isAbsolute: Bool) -> FilterValue {
    let (one, other) = (date(isAbsolute, for: .less), date(isAbsolute, for: .less))
    return one.isSurelyAfter(other) ? .dates(other, one) : .dates(one, other)
  }

  /// - Parameter isAbsolute: as a row shows what was sent: a date sent with `lte` is literal.
  private mutating func date(_ isAbsolute: Bool, for operation: FilterOperation) -> FilterDate {
    let day = CivilDate(daysSince1970: pick(below: 60_000) - 20_000)
    let isLiteral = operation == .lessOrEqual || operation == .greater
    switch pick(below: isAbsolute ? 3 : 7) {
    case 0: return .moment(day, second: pick(below: 86_400))
    case 1: return .moment(day, second: pick(below: 1440) * 60)
    case 2: return isLiteral && (isAbsolute || pick(below: 2) == 0) ? .literal(day) : .day(day)
    case 3: return .today
    case 4: return .yesterday
    case 5: return .daysAgo(pick(below: 10_000))
    default: return .weeksAgo(pick(below: 10_000))
    }
  }

  /// JSON in the service's filter grammar, with any operators and values.
  mutating func anyJSON() -> JSONValue {
    if pick(below: 8) == 0 {
      let scopes = ["user", "public", "knowledgebase"].map {
        JSONObject.Member(key: $0, value: anyValue(depth: 2))
      }
      return .object(JSONObject(Array(scopes.prefix(1 + pick(below: 3)))))
    }
    let conditions = (0..<1 + pick(below: 3)).map { _ in anyCondition() }
    return .object(JSONObject([.init(key: element(of: ["and", "or"]), value: .array(conditions))]))
  }

  private mutating func anyCondition() -> JSONValue {
    if pick(below: 2) == 0 {
      return condition(datesAreAbsolute: true).json(
        for: FilterTarget(today: CivilDate(daysSince1970: 0)))[0]
    }
    var name = name()
    while ["and", "or", "not", "user_id"].contains(name.lowercased()) { name = self.name() }
    var value = anyValue(depth: 1)
    if pick(below: 2) == 0 {
      let operation = element(of: ["gt", "gte", "lt", "lte", "contains", "in", "like", "="])
      value = .object(JSONObject([.init(key: operation, value: value)]))
    }
    return .object(JSONObject([.init(key: name, value: value)]))
  }

  private mutating func anyValue(depth: Int) -> JSONValue {
    switch pick(below: depth > 0 ? 7 : 5) {
    case 0: .null
    case 1: .bool(true)
    case 2: .number(number())
    case 3, 4: .string(string())
    case 5: .array((0..<pick(below: 3)).map { _ in anyValue(depth: depth - 1) })
    default:
      .object(
        JSONObject(
          (0..<pick(below: 3)).map { _ in .init(key: text(upTo: 2), value: anyValue(depth: depth - 1)) }))
    }
  }

  /// Half of the texts are filters with something inserted or removed.
  mutating func anyText() -> String {
    guard pick(below: 2) == 0 else { return text(upTo: 8) }
    var scalars = Array((filter(datesAreAbsolute: false).text ?? "").unicodeScalars)
    for _ in 0..<pick(below: 3) {
      let place = pick(below: scalars.count + 1)
      if pick(below: 2) == 0 {
        scalars.insert(contentsOf: element(of: Self.pieces).unicodeScalars, at: place)
      } else if place < scalars.count {
        scalars.remove(at: place)
      }
    }
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }
}
