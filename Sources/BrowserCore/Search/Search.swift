import MemoryModel

/// What is searched for, and what was found so far. It looks at what is loaded and asks the service for nothing.
public struct Search: Sendable {
  public let pattern: SearchPattern
  var matches: [MemoryCategory: RowMatches] = [:]
  /// The cursor goes there as soon as it is known where that is.
  var jump: Jump?

  struct Jump: Sendable, Hashable {
    /// The first match at this row or behind it; rows are counted as the service sent them.
    var row: Int
    /// Matches further on, or back.
    var steps: Int
  }

  /// - Parameter earlier: what was searched for before: while one types on, only its matches have to be looked at.
  init(_ pattern: SearchPattern, after earlier: Search?) {
    self.pattern = pattern
    if let earlier, pattern.narrows(earlier.pattern) {
      matches = earlier.matches.mapValues { $0.narrowed() }
    }
  }

  mutating func forgetRows() {
    matches = [:]
    jump = nil
  }
}

/// `/`: the line being typed, and what Esc goes back to.
public struct SearchPrompt: Sendable {
  public internal(set) var line = EditedLine()
  /// Where the cursor stood, counted as the service sent the rows.
  var row: Int
  let top: Int
  /// The search that was kept before.
  var earlier: Search?
}

/// Searches on through pages that are not loaded yet, until one has a match.
public struct SearchingOn: Sendable, Hashable {
  public let category: MemoryCategory
  public internal(set) var calls = 0
  var mayGoOn = false
  /// Rows from here on are new.
  var row: Int
}

/// `3 of 17 in 150 loaded`
public struct SearchCount: Sendable, Hashable {
  /// Which of the matches is under the cursor, counted from 1.
  public var current: Int?
  public var matches: Int
  /// Rows that were looked at, and rows that are known: those of dropped pages are not looked at.
  public var checked: Int
  public var loaded: Int
  public var isComplete: Bool
}

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

extension BrowserState {
  mutating func openSearch() {
    searchPrompt = SearchPrompt(row: rows.row(at: pane.cursor), top: pane.top, earlier: search)
  }

  mutating func performInSearch(_ command: BrowserCommand, now: Timestamp) -> [BrowserEffect] {
    guard var prompt = searchPrompt else { return [] }
    switch command {
    case .accept:
      searchPrompt = nil
      if search == nil { search = prompt.earlier }
      return []
    case .back: return leaveSearch(prompt, now: now)
    case .nextMatch:
      stepToMatch(by: 1, now: now)
      return []
    case .previousMatch:
      stepToMatch(by: -1, now: now)
      return []
    case .searchOn: return searchOn(now: now)
    default: prompt.line.edit(command)
    }
    let isOther = prompt.line.text != searchPrompt?.line.text
    searchPrompt = prompt
    if isOther { search(for: prompt.line.text, from: prompt) }
    return []
  }

  private mutating func search(for text: String, from prompt: SearchPrompt) {
    searchingOn = nil
    guard let pattern = SearchPattern(text) else {
      search = nil
      return goBack(to: prompt)
    }
    search = Search(pattern, after: search)
    search?.jump = Search.Jump(row: prompt.row, steps: 0)
  }

  /// One thing at a time: first it stops loading.
  private mutating func leaveSearch(_ prompt: SearchPrompt, now: Timestamp) -> [BrowserEffect] {
    guard searchingOn == nil else { return cancelLoading(now: now) }
    search = prompt.earlier
    searchPrompt = nil
    goBack(to: prompt)
    return []
  }

  private mutating func goBack(to prompt: SearchPrompt) {
    moveCursor(to: rows.place(of: prompt.row))
    panes[category]?.top = prompt.top
  }
}
