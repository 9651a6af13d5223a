extension Filter {
  func accepts(_ row: Row) -> Bool {
    switch junction {
    case .and: conditions.allSatisfy { $0.accepts(row) }
    case .or: conditions.contains { $0.accepts(row) }
    }
  }
}

extension Condition {
  /// A row that does not have the field never matches.
  func accepts(_ row: Row) -> Bool {
    switch (field, test) {
    case (_, .anyOf(let tests)): tests.contains { Condition(field: field, test: $0).accepts(row) }
    case (.session, .equals(let value)): row.conversationID.map { Scalar.string($0) } == value
    case (.agent, .equals(let value)): row.agentID.map { Scalar.string($0) } == value
    case (.app, .equals(let value)): row.appID.map { Scalar.string($0) } == value
    case (.tags, .contains(let tag)): row.tags?.contains(tag) ?? false
    case (.created, .compares(let comparison, let limit)):
      comparison.holds(row.created.map { Double($0) }, limit)
    case (.updated, .compares(let comparison, let limit)):
      comparison.holds(row.updated.map { Double($0) }, limit)
    case (.info(let key), .equals(let value)): Info(row: row).scalar(key) == value
    case (.info(let key), .compares(let comparison, let limit)):
      if case .number(let number) = Info(row: row).scalar(key) {
        comparison.holds(number, limit)
      } else {
        false
      }
    default: false
    }
  }
}

extension Condition.Comparison {
  func holds(_ value: Double?, _ limit: Double) -> Bool {
    guard let value else { return false }
    switch self {
    case .gt: return value > limit
    case .gte: return value >= limit
    case .lt: return value < limit
    case .lte: return value <= limit
    }
  }
}
