/// Why a filter, though it is sent unchanged, will not do what it seems to.
public enum FilterWarning: Sendable, Hashable {
  case fieldNotFilterable(String)
  /// A name of the cloud in a filter for a self-hosted server, which has another.
  case otherDialectName(String, instead: String)
  case unknownOperator(String, field: String)  // `{"scene":{"neq":"x"}}`; "" for no operator at all
  case unknownRoot(String)  // `{"AND":[…]}`
  case noConditions  // `{}`, `{"and":[]}`
  case unseenField(String)  // A name without `info.` that is neither documented nor on any loaded memory
  case absentField(String)  // The same when all memories for the filter are loaded
}

extension MemoryFilter {
  /// In the order of the conditions, each once. Rows and text refuse most of these already; raw JSON does not.
  public func warnings(in dialect: Dialect) -> [FilterWarning] {
    var seen: Set<FilterWarning> = []
    return allWarnings(in: dialect).filter { seen.insert($0).inserted }
  }

  private func allWarnings(in dialect: Dialect) -> [FilterWarning] {
    if case .list(let list) = self {
      // `create_time` is sent as `created_at`, but `memory_key` as it was typed.
      return list.conditions.compactMap { Self.otherName($0.field.sentName(in: dialect), in: dialect) }
    }
    guard case .raw(.object(let root)) = self else { return [] }
    var found: [FilterWarning] = []
    for member in root.members {
      switch member.key {
      case "and", "or":
        guard case .array(let elements) = member.value else { continue }
        if elements.isEmpty { found.append(.noConditions) }
        for case .object(let condition) in elements {
          for part in condition.members { found += Self.warnings(of: part, in: dialect) }
        }
      case let key where ["and", "or", "not"].contains(key.lowercased()): found.append(.unknownRoot(key))
      default:
        // At the root a self-hosted server accepts a condition, the cloud scopes such as `user`.
        if case .selfHosted = dialect { found += Self.warnings(of: member, in: dialect) }
      }
    }
    return found
  }

  private static func otherName(_ sent: String, in dialect: Dialect) -> FilterWarning? {
    guard case .selfHosted = dialect else { return nil }
    return FilterField.selfHostedName(of: sent).map { .otherDialectName(sent, instead: $0) }
  }

  private static func warnings(of part: JSONObject.Member, in dialect: Dialect) -> [FilterWarning] {
    var found: [FilterWarning] = []
    if ["and", "or", "not"].contains(part.key.lowercased()) { return [.unknownRoot(part.key)] }
    if let warning = otherName(part.key, in: dialect) {
      found.append(warning)
    } else if !FilterField(part.key).isFilterable(in: dialect) {
      found.append(.fieldNotFilterable(part.key))
    }
    guard case .object(let compared) = part.value else { return found }
    if compared.members.isEmpty { found.append(.unknownOperator("", field: part.key)) }
    let known = operators(in: dialect)
    return found
      + compared.members.filter { !known.contains($0.key) }.map { .unknownOperator($0.key, field: part.key) }
  }

  private static func operators(in dialect: Dialect) -> Set<String> {
    let common: Set = ["gt", "gte", "lt", "lte", "contains", "in", "like"]
    return dialect == .cloud ? common : common.union(["=", "nolike"])
  }

  /// From the text of a saved filter. One with a field that the service does not filter by is kept as JSON, with a warning.
  public init(savedText text: String, for target: FilterTarget) throws(FilterTextReader.Failure) {
    var reader = FilterTextReader(text, in: target.dialect, isLenient: true)
    let list = try reader.list()
    let filter = MemoryFilter.list(list)
    let isFilterable = list.conditions.allSatisfy { $0.field.isFilterable(in: target.dialect) }
    self = isFilterable ? filter : filter.json(for: target).map { .raw($0) } ?? filter
  }

  /// Without `info.`: a service may know them or take them for info keys. Leaves out those with another warning.
  public func undocumentedFields(in dialect: Dialect) -> [FilterField] {
    var seen: Set<FilterField> = []
    return fields(in: dialect).filter { field in
      field.kind == .custom && !field.isInInfo && field.isFilterable(in: dialect)
        && !field.isOfCloudOnly(in: dialect) && seen.insert(field).inserted
    }
  }

  private func fields(in dialect: Dialect) -> [FilterField] {
    switch self {
    case .list(let list): list.conditions.map(\.field)
    case .raw(let value):
      Self.membersOfConditions(value, in: dialect).map { FilterField(sentName: $0.key, in: dialect) }
    }
  }

  /// `{"scene":"x"}` and `{"tags":{"contains":"y"}}` of `{"and":[{"scene":"x"},{"tags":{"contains":"y"}}]}`.
  private static func membersOfConditions(_ value: JSONValue, in dialect: Dialect) -> [JSONObject.Member] {
    guard case .object(let root) = value else { return [] }
    return root.members.flatMap { member -> [JSONObject.Member] in
      if ConditionList.Junction(rawValue: member.key) != nil {
        guard case .array(let elements) = member.value else { return [] }
        return elements.flatMap { element -> [JSONObject.Member] in
          if case .object(let condition) = element { condition.members.filter(isCondition) } else { [] }
        }
      }
      // A condition at the root. The cloud's roots of other names may be scopes: `{"user":{"id":"x"}}`.
      guard isCondition(member) else { return [] }
      guard dialect == .cloud, case .object(let compared) = member.value else { return [member] }
      return compared.members.allSatisfy { operators(in: dialect).contains($0.key) } ? [member] : []
    }
  }

  private static func isCondition(_ member: JSONObject.Member) -> Bool {
    if case .array = member.value { return false }
    return !["and", "or", "not", "user_id"].contains(member.key.lowercased())
  }
}
