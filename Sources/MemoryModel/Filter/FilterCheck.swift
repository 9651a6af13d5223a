/// Compares rows with the filter that was sent: services ignore conditions that they do not understand. Only what is
/// certain counts: times decide only beyond a day, because the zone of the service's dates is not documented.
public struct FilterCheck: Sendable {
  public enum Verdict: Sendable, Hashable {
    case holds, contradicts, undecided
  }

  private let junction: ConditionList.Junction
  private let dialect: Dialect
  public let conditions: [JSONValue]

  /// nil unless it is `{"and":[…]}`, `{"or":[…]}` or, on a self-hosted server, a condition: `{"status":"open"}`.
  public init?(sent filter: JSONValue, in dialect: Dialect = .cloud) {
    guard case .object(let root) = filter, root.members.count == 1, let member = root.members.first
    else { return nil }
    self.dialect = dialect
    if let junction = ConditionList.Junction(rawValue: member.key), case .array(let elements) = member.value {
      self.junction = junction
      conditions = elements
    } else if case .selfHosted = dialect {
      junction = .all
      conditions = [filter]
    } else {
      return nil
    }
  }

  /// Indices of the conditions that a row contradicts; with `or` all or none.
  public func contradicted(by memory: Memory) -> [Int] {
    let record = memory.record(in: dialect)
    let verdicts = conditions.map { Self.verdict($0, record, memory.category, in: dialect) }
    let contradicted = verdicts.indices.filter { verdicts[$0] == .contradicts }
    return junction == .all || contradicted.count == conditions.count ? contradicted : []
  }

  static func verdict(
    _ condition: JSONValue, _ record: JSONObject, _ category: MemoryCategory, in dialect: Dialect = .cloud
  ) -> Verdict {
    guard case .object(let object) = condition, object.members.count == 1, let member = object.members.first
    else { return .undecided }
    let field = FilterField(sentName: member.key, in: dialect)
    guard let found = value(of: field, record, category, dialect), found != .null else { return .undecided }
    guard case .object(let compared) = member.value else {
      return field.kind == .tags || field.kind == .time ? .undecided : equality(found, member.value)
    }
    guard compared.members.count == 1, let operand = compared.members.first,
      let operation = FilterOperation(memberName: operand.key)
    else { return .undecided }
    switch field.kind {
    case .tags: return operation == .contains ? membership(of: operand.value, in: found) : .undecided
    case .time: return order(found, operation, operand.value)
    case .custom, .text: return compare(found, operand.value, operation.compares)
    }
  }

  /// nil where the category of the row does not have the field.
  private static func value(
    of field: FilterField, _ record: JSONObject, _ category: MemoryCategory, _ dialect: Dialect
  ) -> JSONValue? {
    switch field.known?.comparison {
    case .tags: return category == .factual || dialect != .cloud ? record[.tags] : nil
    case .time, .text: return record.own(field, in: dialect)
    case .custom, nil:
      let inInfo = record.inInfo(field)
      guard !field.isInInfo, !FilterField.indexedKeys.contains(field.name),
        let own = record.own(field, in: dialect)
      else { return inInfo }
      // A self-hosted server also filters by fields of the record. If `info` has the name too, either may be meant. The
      // cloud does not document that it compares the record's own fields.
      return dialect != .cloud && inInfo == nil ? own : nil
    }
  }

  /// For ``ExactCondition``, which has to decide: the tags of every category count, the cloud compares keys of `info`, and
  /// a self-hosted server its own fields first.
  static func exactValue(of field: FilterField, _ record: JSONObject, _ dialect: Dialect) -> JSONValue? {
    switch field.known?.comparison {
    case .tags: return record[.tags]
    case .time, .text: return record.own(field, in: dialect)
    case .custom, nil:
      if field.isInInfo || dialect == .cloud || FilterField.indexedKeys.contains(field.name) {
        return record.inInfo(field)
      }
      return record.own(field, in: dialect) ?? record.inInfo(field)
    }
  }

  /// Another JSON type with the same text (`3` and `"3"`) decides nothing: applications mix them up.
  private static func equality(_ found: JSONValue, _ wanted: JSONValue) -> Verdict {
    switch (found, wanted) {
    case (.number, .number): return compare(found, wanted, ==)
    case (.array, _), (.object, _), (_, .array), (_, .object), (_, .null): return .undecided
    case (.string, .string): return found == wanted ? .holds : .contradicts
    case (.bool(let one), .bool(let other)): return one == other ? .holds : .contradicts
    default: return ByteString.isSame(found.scalarText, wanted.scalarText) ? .undecided : .contradicts
    }
  }

  private static func membership(of wanted: JSONValue, in found: JSONValue) -> Verdict {
    guard case .array(let elements) = found, case .string = wanted else { return .undecided }
    return elements.contains(wanted) ? .holds : .contradicts
  }

  private static func compare(
    _ found: JSONValue, _ wanted: JSONValue, _ holds: (Double, Double) -> Bool?
  ) -> Verdict {
    guard case .number(let one) = found, case .number(let other) = wanted, let one = one.double,
      let other = other.double
    else { return .undecided }
    return holds(one, other).map { $0 ? .holds : .contradicts } ?? .undecided
  }

  private static func order(
    _ found: JSONValue, _ operation: FilterOperation, _ wanted: JSONValue
  ) -> Verdict {
    guard let time = Timestamp(found), case .string(let text) = wanted, let limit = Timestamp(text) else {
      return .undecided
    }
    let (difference, overflow) = time.milliseconds.subtractingReportingOverflow(limit.milliseconds)
    guard overflow || difference.magnitude > 86_400_000 else { return .undecided }
    return operation.compares(Double(time.milliseconds), Double(limit.milliseconds))
      .map { $0 ? .holds : .contradicts } ?? .undecided
  }
}

extension Memory {
  /// With the names that filters of the service use: `metadata.key` of an open-source server is `key`.
  func record(in dialect: Dialect) -> JSONObject {
    dialect == .cloud ? record.withCloudNames(category) : record.withMetadataMembers
  }

  /// In `info` or in the record, by the name that is sent.
  public func has(_ field: FilterField, in dialect: Dialect) -> Bool {
    let record = record(in: dialect)
    return record.inInfo(field) != nil || record.own(field, in: dialect) != nil
  }
}

extension JSONObject {
  fileprivate func inInfo(_ field: FilterField) -> JSONValue? {
    if case .object(let info)? = self[.info] { info[field.infoKey] } else { nil }
  }

  fileprivate func own(_ field: FilterField, in dialect: Dialect) -> JSONValue? {
    self[field.sentName(in: dialect)] ?? self[field.name]
  }
}

extension FilterOperation {
  fileprivate func compares(_ one: Double, _ other: Double) -> Bool? {
    switch self {
    case .greater: one > other
    case .greaterOrEqual: one >= other
    case .less: one < other
    case .lessOrEqual: one <= other
    case .equal, .contains, .between: nil
    }
  }
}

extension JSONValue {
  var scalarText: String? {
    switch self {
    case .bool(let flag): flag ? "true" : "false"
    case .number(let number): number.literal
    case .string(let text): text
    case .null, .array, .object: nil
    }
  }
}

/// What the rows of an answer show about its filter: conditions that the service ignored, and names that no row has.
public struct FilterFindings: Sendable {
  public private(set) var rows = 0
  private let check: FilterCheck?
  private let dialect: Dialect
  private var contradictions: [Int: Int] = [:]
  private let conditions: [FilterCondition]
  private var unseen: [FilterField]

  /// - Parameter conditions: what each element was typed as, if known.
  public init(
    sent filter: JSONValue?, conditions: [FilterCondition] = [], undocumented: [FilterField] = [],
    in dialect: Dialect
  ) {
    self.dialect = dialect
    check = filter.flatMap { FilterCheck(sent: $0, in: dialect) }
    self.conditions = conditions
    unseen = undocumented
  }

  public mutating func add(_ memories: [Memory]) {
    rows += memories.count
    guard check != nil || !unseen.isEmpty else { return }
    for memory in memories {
      for index in check?.contradicted(by: memory) ?? [] { contradictions[index, default: 0] += 1 }
      if !unseen.isEmpty { unseen.removeAll { memory.has($0, in: dialect) } }
    }
  }

  /// Conditions as typed and as sent, and how many rows contradict each, in the order of the filter.
  public var ignored: [(condition: FilterCondition?, sent: JSONValue, rows: Int)] {
    contradictions.sorted { $0.key < $1.key }.compactMap { index, rows in
      guard let check, check.conditions.indices.contains(index) else { return nil }
      return (conditions.indices.contains(index) ? conditions[index] : nil, check.conditions[index], rows)
    }
  }

  public var warnings: [FilterWarning] { unseen.map { .absentField($0.name) } }
}
