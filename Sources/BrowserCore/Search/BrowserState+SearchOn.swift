import MemoryModel

extension BrowserState {
  /// Searches on through what is not loaded yet.
  mutating func searchOn(now: Timestamp) -> [BrowserEffect] {
    guard search != nil, searchingOn == nil else { return [] }
    guard !counter.hasEnded(category) else {
      note(.everythingSearched(category), at: now)
      return []
    }
    guard failure == nil, subject != nil else { return [] }
    loadingRest = nil
    searchingOn = SearchingOn(category: category, row: rows.count)
    // The next page is asked for by `searchOnFurther`, once what is loaded was searched.
    return []
  }

  /// To the first match of the pages that came, or to the next page.
  mutating func searchOnFurther(_ matches: RowMatches, now: Timestamp) -> [BrowserEffect] {
    guard var on = searchingOn, on.category == category, loading == nil,
      matches.isComplete(store[category])
    else { return [] }
    let rows = rows
    if let found = (0..<rows.count).first(where: {
      rows.row(at: $0) >= on.row && matches.isMatch(rows.row(at: $0))
    }) {
      searchingOn = nil
      moveCursor(to: found)
      return []
    }
    guard !counter.hasEnded(category) else {
      searchingOn = nil
      note(.everythingSearched(category), at: now)
      return []
    }
    guard mayContinue(calls: on.calls, on.mayGoOn) else { return [] }
    on.calls += 1
    searchingOn = on
    return askForNextPage()
  }
}
