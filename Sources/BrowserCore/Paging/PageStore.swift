import MemoryModel

/// Every row that is known of one query, each id once.
public struct PageStore: Sendable {
  var categories: [MemoryCategory: CategoryRows] = [:]
  var seen = SeenMemories()
  /// What the rows that were seen can be told apart by, those of dropped pages included.
  public internal(set) var facets = FacetIndex()
  private var retained: [Int: Int] = [:]
  /// Bytes that the pages in memory hold on to.
  public internal(set) var retainedBytes = 0

  public init() {}

  public subscript(category: MemoryCategory) -> CategoryRows {
    categories[category] ?? CategoryRows()
  }

  /// What the digests and the places of dropped pages cost, in bytes (measured: a `Set<Int>` at its usual load).
  public var bookkeepingBytes: Int { seen.count * 24 }

  /// Adds the rows that were not seen yet.
  /// - Returns: how many were new, by category.
  mutating func append(_ page: MemoryPage, number: Int) -> [MemoryCategory: Int] {
    var fresh: [MemoryCategory: Int] = [:]
    for (category, rows) in page.rows {
      var unseen: [Memory] = []
      for (index, row) in rows.enumerated() where seen.insert(row) {
        unseen.append(row)
        facets.add(page.facets[category]?[index] ?? [])
      }
      categories[category, default: CategoryRows()].append(unseen, page: number)
      fresh[category] = unseen.count
    }
    retain(page.retainedBytes, number)
    return fresh
  }

  mutating func restore(_ page: MemoryPage, number: Int) {
    for category in categories.keys {
      let rows = page.rows[category] ?? []
      for row in rows { _ = seen.insert(row) }
      categories[category]?.restore(rows, page: number)
    }
    retain(page.retainedBytes, number)
  }

  mutating func drop(page: Int) {
    guard let bytes = retained.removeValue(forKey: page) else { return }
    retainedBytes -= bytes
    for category in categories.keys { categories[category]?.drop(page: page) }
  }

  var pagesInMemory: [Int] { Array(retained.keys) }

  private mutating func retain(_ bytes: Int, _ page: Int) {
    retainedBytes += bytes - (retained.updateValue(bytes, forKey: page) ?? 0)
  }

  mutating func takeChanges(of category: MemoryCategory) -> [RowChange] {
    guard let changes = categories[category]?.changes, !changes.isEmpty else { return [] }
    categories[category]?.changes = []
    return changes
  }
}
