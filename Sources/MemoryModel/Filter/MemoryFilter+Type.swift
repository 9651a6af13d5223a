/// Which memories are asked for. It has three faces: the JSON that is sent, the rows of the form, and a line of text.
public enum MemoryFilter: Sendable, Hashable {
  case list(ConditionList)
  /// What rows and text cannot show is kept as it is.
  case raw(JSONValue)
}

/// Conditions that must all hold, or of which one must.
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
  /// `2030-01-01..today`: which end is first may depend on the day.
  public func rangeFault(today: CivilDate) -> FilterFault? {
    guard case .dates(let start, let end) = value, start.day(today: today) > end.day(today: today) else {
      return nil
    }
    return .rangeBackwards(value.cellText(in: field))
  }
}

extension MemoryFilter {
  /// Of the first range that ends before it begins, counted from a day.
  public func rangeFault(today: CivilDate) -> FilterFault? {
    guard case .list(let list) = self else { return nil }
    return list.conditions.lazy.compactMap { $0.rangeFault(today: today) }.first
  }

  public var isRaw: Bool {
    if case .raw = self { true } else { false }
  }

  /// Nothing to send.
  public var isEmpty: Bool {
    if case .list(let list) = self { list.conditions.isEmpty } else { false }
  }
}
