import MemoryModel

extension BrowserState {
  /// What the program takes before the first row is here, in bytes (measured on the release build, RSS).
  static let restingBytes = 24 << 20

  /// What the limit leaves for pages.
  var pageBudget: Int {
    options.memoryLimit - Self.restingBytes - store.bookkeepingBytes
  }

  /// Drops the pages farthest from the cursors until the limit holds again, and some more, so that it is not done
  /// at each page.
  mutating func dropDistantPages(keeping page: Int) -> [BrowserEffect] {
    guard store.retainedBytes > pageBudget else { return [] }
    let cursorPages = categories.compactMap { store[$0].page(of: panes[$0]?.cursor ?? 0) } + [page]
    let byDistance = store.pagesInMemory.map { candidate in
      (page: candidate, distance: cursorPages.map { abs($0 - candidate) }.min() ?? 0)
    }
    .sorted { ($0.distance, $0.page) > ($1.distance, $1.page) }
    let goal = pageBudget * 9 / 10
    var dropped = 0
    for candidate in byDistance where candidate.distance > 1 {
      guard store.retainedBytes > goal else { break }
      store.drop(page: candidate.page)
      dropped += 1
    }
    return dropped > 0 ? [.trimMemory] : []
  }
}
