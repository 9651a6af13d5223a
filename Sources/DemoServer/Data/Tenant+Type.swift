/// One user or agent of the demo and how much is kept about them.
struct Tenant {
  /// Part of each row's id and of its noise.
  let number: Int
  let id: String
  let isAgent: Bool
  let facts: Int
  let preferences: Int
  let tools: Int

  func count(_ category: Category) -> Int {
    switch category {
    case .fact: facts
    case .preference: preferences
    case .tool: tools
    }
  }
}

extension Tenant {
  /// `memories` replaces the 1,287 facts of `memos_user_123`; preferences and tools keep their share.
  static func all(memories: Int?) -> [Tenant] {
    let facts = memories ?? 1287
    // The remainder on its own: a product of all would overflow for numbers that nobody means.
    func share(_ count: Int) -> Int { facts / 1287 * count + (facts % 1287 * count + 1287 / 2) / 1287 }
    return [
      Tenant(
        number: 0, id: "memos_user_123", isAgent: false, facts: facts, preferences: share(183),
        tools: share(91)),
      Tenant(number: 1, id: "memos_user_456", isAgent: false, facts: 37, preferences: 12, tools: 3),
      Tenant(number: 2, id: "memos_user_789", isAgent: false, facts: 50, preferences: 100, tools: 0),
      Tenant(number: 3, id: "memos_user_empty", isAgent: false, facts: 0, preferences: 0, tools: 0),
      Tenant(number: 4, id: "agent_concierge", isAgent: true, facts: 64, preferences: 5, tools: 8),
    ]
  }
}
