import MemoryModel

/// Every row that is known of one query, each id once.
public struct PageStore: Sendable {
  var categories: [MemoryCategory: CategoryRows] = [:]
  var seen = SeenMemories()
  /// What the rows that were seen can be told apart by, those of dropped pages included.
  public private(set) var facets = FacetIndex()
  public private(set) var overview = OverviewIndex()
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
  /// - Parameter offsetSeconds: of the local zone east of UTC at a moment, for the months.
  /// - Returns: how many were new. Rows of a list that no contract has are counted, and not kept: no pane shows them.
  mutating func append(
    _ page: MemoryPage, number: Int, offsetSeconds: (Timestamp) -> Int
  ) -> FreshRows {
    var fresh = FreshRows()
    for (category, rows) in page.rows {
      var unseen: [Memory] = []
      var repeated: [Memory] = []
      for (index, row) in rows.enumerated() {
        guard seen.insert(row) else {
          repeated.append(row)
          continue
        }
        unseen.append(row)
        count(row, page.facets[category]?[index] ?? [], offsetSeconds: offsetSeconds)
      }
      // A row that moved from an earlier page to this one may have changed meanwhile.
      if !repeated.isEmpty {
        updateRows(of: category, to: repeated, fromEnd: true, offsetSeconds: offsetSeconds)
      }
      categories[category, default: CategoryRows()].append(unseen, page: number)
      fresh.categories[category] = unseen.count
    }
    for list in page.unknownLists {
      fresh.unknownLists[list.name, default: 0] += list.rows.count { seen.insert($0) }
    }
    retain(page.retainedBytes, number)
    return fresh
  }

  /// Puts newer records in place of those with the same ids.
  /// - Returns: those that differ.
  @discardableResult mutating func updateRows(
    of category: MemoryCategory, to received: [Memory], fromEnd: Bool = false,
    offsetSeconds: (Timestamp) -> Int
  ) -> [Memory] {
    let changes = categories[category]?.replaceChanged(received, fromEnd: fromEnd) ?? []
    for (before, after) in changes {
      retainedBytes += after.retainedBytes + after.source.range.count
      let facetsBefore = before.facets
      facets.remove(facetsBefore)
      overview.remove(before, facets: facetsBefore, counted: facets, offsetSeconds: offsetSeconds)
      count(after, after.facets, offsetSeconds: offsetSeconds)
    }
    return changes.map(\.after)
  }

  mutating func count(_ row: Memory, _ facets: [Facet], offsetSeconds: (Timestamp) -> Int) {
    self.facets.add(facets)
    overview.add(row, facets: facets, counted: self.facets, offsetSeconds: offsetSeconds)
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
