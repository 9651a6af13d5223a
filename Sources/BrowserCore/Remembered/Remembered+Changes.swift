import MemoryModel

extension Remembered {
  public mutating func apply(_ change: RememberedChange) {
    switch change {
    // A cube is what a profile or a flag names; a list of users has no place for it.
    case .opened(.cube): return
    case .opened(let subject):
      Self.put(subject, first: &subjects, atMost: Self.mostSubjects)
    case .savedFilter(let named):
      filters.removeAll { ByteString.isSame($0.name, named.name) }
      guard filters.count < Self.mostFilters else { return }
      let place = filters.firstIndex { ByteString(named.name) < ByteString($0.name) } ?? filters.endIndex
      filters.insert(named, at: place)
    case .deletedFilter(let name):
      filters.removeAll { ByteString.isSame($0.name, name) }
    case .usedFilter(let filter):
      Self.put(filter, first: &recentFilters, atMost: Self.mostRecentFilters)
    case .usedValue(let field, let value):
      let field = ByteString(field)
      Self.put(ByteString(value), first: &values[field, default: []], atMost: Self.mostValues)
      recentFields.removeAll { $0 == field }
      recentFields.insert(field, at: 0)
      for forgotten in recentFields.dropFirst(Self.mostFields) { values[forgotten] = nil }
      recentFields.removeLast(max(0, recentFields.count - Self.mostFields))
    }
  }

  private static func put<Element: Equatable>(
    _ element: Element, first list: inout [Element], atMost most: Int
  ) {
    list.removeAll { $0 == element }
    list.insert(element, at: 0)
    list.removeLast(max(0, list.count - most))
  }
}
