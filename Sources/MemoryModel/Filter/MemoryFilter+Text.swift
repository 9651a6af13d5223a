extension MemoryFilter {
  /// `scene=Payment tags:finance create_time>=7d`; nil for what only JSON can say.
  public var text: String? {
    guard case .list(let list) = self else { return nil }
    return list.conditions.map(\.text).joined(separator: list.junction == .all ? " " : " or ")
  }
}

extension FilterCondition {
  /// `info.tier=gold`, `"my key"="two words"`
  public var text: String { field.cellText + operation.sign + value.lineText(in: field) }
}
