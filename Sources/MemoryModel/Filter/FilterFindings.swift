/// What the rows of an answer say about the filter that they were asked with: conditions that the service seems to have
/// ignored, and names that none of the rows has.
public struct FilterFindings: Sendable {
  /// Rows that were looked at.
  public private(set) var rows = 0

  private let check: FilterCheck?
  private let dialect: Dialect
  private var contradictions: [Int: Int] = [:]
  private let conditions: [FilterCondition]
  private var unseen: [FilterField]

  /// - Parameters:
  ///   - sent: the JSON that was sent.
  ///   - conditions: what each element of it was typed as, where that is known.
  ///   - undocumented: see ``MemoryFilter/undocumentedFields(in:)``.
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

  /// Conditions as they were sent and typed, and how many rows contradict each, in the order of the filter.
  public var ignored: [(condition: FilterCondition?, sent: JSONValue, rows: Int)] {
    contradictions.sorted { $0.key < $1.key }.compactMap { index, rows in
      guard let check, check.conditions.indices.contains(index) else { return nil }
      return (conditions.indices.contains(index) ? conditions[index] : nil, check.conditions[index], rows)
    }
  }

  public var warnings: [FilterWarning] { unseen.map { .absentField($0.name) } }
}
