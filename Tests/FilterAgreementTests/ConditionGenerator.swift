import MemoryModel

/// Conditions about the values of real rows, met or just missed; the same for the same seed.
struct ConditionGenerator {
  private var state: UInt64
  private let records: [JSONObject]

  init(seed: UInt64, records: [JSONObject]) {
    state = seed
    self.records = records
  }

  /// SplitMix64
  private mutating func bits() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  mutating func pick(below count: Int) -> Int { Int(bits() % UInt64(count)) }

  private mutating func element<Element>(of elements: [Element]) -> Element {
    elements[pick(below: elements.count)]
  }

  mutating func filter() -> MemoryFilter {
    while true {
      let junction: ConditionList.Junction = pick(below: 3) == 0 ? .any : .all
      let conditions = (0...pick(below: 3)).map { _ in condition() }
      if let list = try? ConditionList(junction, conditions) { return .list(list) }
    }
  }

  private mutating func condition() -> FilterCondition {
    while true {
      let record = element(of: records)
      let made =
        switch pick(below: 8) {
        case 0: text("agent_id", record["agent_id"])
        case 1: text("app_id", record["app_id"])
        case 2: tag(of: record)
        case 3, 4: time(of: record)
        default: info(of: record)
        }
      if let made { return made }
    }
  }

  private mutating func text(_ name: String, _ value: JSONValue?) -> FilterCondition? {
    guard case .string(let text)? = value else { return nil }
    return try? FilterCondition(FilterField(name), .equal, .string(varied(text)))
  }

  private mutating func tag(of record: JSONObject) -> FilterCondition? {
    guard case .array(let tags)? = record["tags"], !tags.isEmpty, case .string(let tag) = element(of: tags)
    else {
      return nil
    }
    return try? FilterCondition(FilterField("tags"), .contains, .string(varied(tag)))
  }

  /// Close to the time of a row, so that both ends of the undecided day are tested.
  private mutating func time(of record: JSONObject) -> FilterCondition? {
    let name = element(of: ["create_time", "update_time"])
    guard let time = record[name].flatMap({ Timestamp($0) }) else { return nil }
    let seconds = Int(time.milliseconds / 1000) + (pick(below: 4) == 0 ? 0 : pick(below: 500_000) - 250_000)
    let day = CivilDate(daysSince1970: seconds / 86_400)
    let date: FilterDate = pick(below: 2) == 0 ? .day(day) : .moment(day, second: seconds % 86_400)
    let field = FilterField(name)
    let operation = element(of: field.operations)
    let value: FilterValue =
      operation == .between
      ? .dates(.day(CivilDate(daysSince1970: day.daysSince1970 - pick(below: 90))), date) : .date(date)
    return try? FilterCondition(field, operation, value)
  }

  private mutating func info(of record: JSONObject) -> FilterCondition? {
    guard case .object(let info)? = record["info"], !info.members.isEmpty else { return nil }
    let member = element(of: info.members)
    let name = FilterField.ofInfo(key: member.key)
    // `tier` without `info.` is sent unchanged and means the same.
    let field = pick(below: 4) == 0 ? FilterField(member.key) : name
    switch member.value {
    case .string(let text): return try? FilterCondition(field, .equal, .string(varied(text)))
    case .bool(let flag):
      return try? FilterCondition(field, .equal, .bool(pick(below: 2) == 0 ? flag : !flag))
    case .number(let number):
      guard let double = number.double else { return nil }
      let near = double + element(of: [0, 0, 0.5, -0.01, 1, -1])
      let whole = near == near.rounded() && pick(below: 2) == 0
      let literal = whole ? String(Int(near)) : String(near)
      return try? FilterCondition(
        field, element(of: field.operations), .number(JSONNumber(literal: literal)))
    case .null, .array, .object: return nil
    }
  }

  private mutating func varied(_ text: String) -> String {
    switch pick(below: 4) {
    case 0: text + "x"
    case 1: text.uppercased()
    default: text
    }
  }
}
