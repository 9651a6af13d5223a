import MemoryModel

extension BrowserState {
  /// What the program takes before the first row is here, in bytes (measured on the release build, RSS).
  static let restingBytes = 24 << 20

  private var estimatedBytes: Int {
    Self.restingBytes + store.retainedBytes + store.bookkeepingBytes
  }

  /// Drops the pages farthest from the cursors until a tenth of the limit is free again, so that it is not done at
  /// each page. What a pane shows stays: dropping it would only ask for it again.
  /// - Parameter visible: rows that the list shows.
  mutating func dropDistantPages(keeping page: Int, rows visible: Int) -> [BrowserEffect] {
    let used = max(estimatedBytes, residentBytes)
    guard used > options.memoryLimit else { return [] }
    let cursorPages = categories.flatMap { pagesInSight(of: $0, rows: visible) } + [page]
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

  /// The pages of the rows that a pane shows, and of some above and below. In another order than the service's they
  /// come from as many pages as there are rows.
  private func pagesInSight(of category: MemoryCategory, rows visible: Int) -> Set<Int> {
    let rows = ordered(category)
    let pane = panes[category] ?? Pane()
    let first = max(0, min(pane.top, pane.cursor) - Self.rowsAhead)
    let last = min(rows.count, max(pane.top + visible, pane.cursor) + Self.rowsAhead)
    return Set((first..<max(first, last)).compactMap { rows.page(of: $0) })
  }
}
