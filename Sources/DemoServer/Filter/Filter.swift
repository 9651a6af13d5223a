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
    case (_, .allOf(let tests)): tests.allSatisfy { Condition(field: field, test: $0).accepts(row) }
    case (_, .like(let part)): text(of: row).map { Self.holds($0, part) } ?? false
    case (_, .notLike(let part)): text(of: row).map { !Self.holds($0, part) } ?? false
    case (.own(let name), .equals(let value)): row.own(name) == value
    case (.own(let name), .compares(let comparison, let limit)):
      if case .number(let number)? = row.own(name) { comparison.holds(number, limit) } else { false }
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

extension Condition {
  private func text(of row: Row) -> String? {
    switch field {
    case .session: return row.conversationID
    case .agent: return row.agentID
    case .app: return row.appID
    case .created, .updated, .tags: return nil
    case .info(let key):
      if case .string(let text)? = Info(row: row).scalar(key) { return text }
      return nil
    case .own(let name):
      if case .string(let text)? = row.own(name) { return text }
      return nil
    }
  }

  /// `ä` of one scalar is not `ä` of two.
  private static func holds(_ text: String, _ part: String) -> Bool {
    part.isEmpty || text.utf8.firstRange(of: part.utf8) != nil
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
