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

extension MemoryFilter {
  public var isRaw: Bool {
    if case .raw = self { true } else { false }
  }

  /// Nothing to send.
  public var isEmpty: Bool {
    if case .list(let list) = self { list.conditions.isEmpty } else { false }
  }
}
