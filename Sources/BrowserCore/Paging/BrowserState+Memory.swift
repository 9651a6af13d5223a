import MemoryModel

extension BrowserState {
  /// What the program takes before the first row is here, in bytes (measured on the release build, RSS).
  static let restingBytes = 24 << 20

  private var estimatedBytes: Int {
    Self.restingBytes + store.retainedBytes + store.bookkeepingBytes
  }

  /// Drops the pages farthest from the cursors until a tenth of the limit is free again, so that it is not done at
  /// each page.
  mutating func dropDistantPages(keeping page: Int) -> [BrowserEffect] {
    let used = max(estimatedBytes, residentBytes)
    guard used > options.memoryLimit else { return [] }
    let cursorPages = categories.flatMap(pagesAroundCursor) + [page]
    let byDistance = store.pagesInMemory.map { candidate in
      (page: candidate, distance: cursorPages.map { abs($0 - candidate) }.min() ?? 0)
    }
    .sorted { ($0.distance, $0.page) > ($1.distance, $1.page) }
    let before = store.retainedBytes
    let goal = before - (used - options.memoryLimit / 10 * 9)
    for candidate in byDistance where candidate.distance > 1 && store.retainedBytes > goal {
      store.drop(page: candidate.page)
    }
    let freed = before - store.retainedBytes
    residentBytes -= freed
    return freed > 0 ? [.trimMemory] : []
  }

  /// In another order than the service's, the rows on the screen come from as many pages as there are rows.
  private func pagesAroundCursor(_ category: MemoryCategory) -> Set<Int> {
    let rows = ordered(category)
    let cursor = panes[category]?.cursor ?? 0
    guard rows.order != nil else { return Set([rows.page(of: cursor)].compactMap(\.self)) }
    return Set((cursor - Self.rowsKept...cursor + Self.rowsKept).compactMap { rows.page(of: $0) })
  }

  private static let rowsKept = 60
}
