import MemoryModel

extension BrowserState {
  /// What one slice may cost, in bytes of a plain walk: some milliseconds.
  static let searchBudget = 3 << 20

  public var searchCount: SearchCount? {
    guard let search else { return nil }
    let matches = search.matches[category] ?? RowMatches()
    return SearchCount(
      current: currentMatch(matches), matches: matches.count, checked: matches.checked, loaded: rows.count,
      isComplete: matches.isComplete(store[category]))
  }

  public func isMatch(at place: Int) -> Bool {
    search?.matches[category]?.isMatch(rows.row(at: place)) ?? false
  }

  private func currentMatch(_ matches: RowMatches) -> Int? {
    let rows = rows
    let row = rows.row(at: pane.cursor)
    guard matches.isMatch(row) else { return nil }
    guard rows.order != nil else { return matches.count(before: row) + 1 }
    return (0...pane.cursor).reduce(0) { $0 + (matches.isMatch(rows.row(at: $1)) ? 1 : 0) }
  }

  /// Called after each event. The first slice is searched at once, the others after the keys that wait.
  mutating func goOnSearching(now: Timestamp) -> [BrowserEffect] {
    guard search != nil else { return [] }
    var effects: [BrowserEffect] = []
    var matches = search?.matches[category] ?? RowMatches()
    if let pattern = search?.pattern, !isSearchScheduled, !matches.isComplete(store[category]) {
      search?.matches[category] = nil
      matches.search(store[category], for: pattern, budget: Self.searchBudget)
      search?.matches[category] = matches
      if !matches.isComplete(store[category]) {
        isSearchScheduled = true
        effects.append(.continueSearch)
      }
    }
    jump(matches, now: now)
    return effects + searchOnFurther(matches, now: now)
  }

  /// `n`, `N`: the next match, or the one before; from the last one to the first, which is said.
  mutating func stepToMatch(by step: Int, now: Timestamp) {
    guard let search else { return note(.nothingSearched, at: now) }
    let row = rows.row(at: pane.cursor)
    self.search?.jump = Search.Jump(row: search.jump?.row ?? row, steps: (search.jump?.steps ?? 0) + step)
  }

  private mutating func jump(_ matches: RowMatches, now: Timestamp) {
    guard let jump = search?.jump else { return }
    let origin = rows.place(of: jump.row)
    if jump.steps == 0, rows.order == nil, let first = place(of: matches, from: origin) {
      search?.jump = nil
      return moveCursor(to: first)
    }
    // Until every row was looked at, a match in between may still come.
    guard matches.isComplete(store[category]) else { return }
    search?.jump = nil
    guard matches.count > 0 else {
      moveCursor(to: origin)
      if jump.steps != 0 { note(.noMatch, at: now) }
      return
    }
    guard jump.steps != 0 else {
      return moveCursor(to: place(of: matches, from: origin) ?? place(of: matches, from: 0) ?? origin)
    }
    step(from: origin, by: jump.steps, matches, now: now)
  }

  private mutating func step(from origin: Int, by steps: Int, _ matches: RowMatches, now: Timestamp) {
    var place = origin
    var hasWrapped = false
    for _ in 0..<abs(steps) {
      let next =
        steps > 0 ? self.place(of: matches, from: place + 1) : lastPlace(of: matches, before: place)
      if let next {
        place = next
      } else {
        hasWrapped = true
        place =
          (steps > 0 ? self.place(of: matches, from: 0) : lastPlace(of: matches, before: rows.count)) ?? place
      }
    }
    moveCursor(to: place)
    if hasWrapped { note(steps > 0 ? .searchWentToTop : .searchWentToBottom, at: now) }
  }

  func place(of matches: RowMatches, from start: Int) -> Int? {
    let rows = rows
    return (min(start, rows.count)..<rows.count).first { matches.isMatch(rows.row(at: $0)) }
  }

  private func lastPlace(of matches: RowMatches, before end: Int) -> Int? {
    let rows = rows
    return (0..<min(end, rows.count)).last { matches.isMatch(rows.row(at: $0)) }
  }

  /// An open memory follows the cursor.
  mutating func moveCursor(to place: Int) {
    guard place != pane.cursor else { return }
    panes[category, default: Pane()].cursor = max(0, min(place, rows.count - 1))
    previewTop = 0
    if reading != nil, let next = readingOfSelected { reading = next }
  }

  mutating func followInSearch(_ change: RowChange, in category: MemoryCategory) {
    search?.matches[category]?.follow(change)
    searchPrompt?.earlier?.matches[category]?.follow(change)
    guard category == self.category else { return }
    if let row = search?.jump?.row { search?.jump?.row = change.moved(row) }
    if let row = searchPrompt?.row { searchPrompt?.row = change.moved(row) }
    if let row = searchingOn?.row { searchingOn?.row = change.moved(row) }
  }
}
