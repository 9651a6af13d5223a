import MemoryModel

/// A search and what it has found so far. It reads the loaded rows and calls nothing.
public struct Search: Sendable {
  public let pattern: SearchPattern
  fileprivate(set) var matches: [MemoryCategory: RowMatches] = [:]
  /// The cursor moves there as soon as the rows that decide it are read.
  fileprivate(set) var jump: Jump?

  struct Jump: Sendable, Hashable {
    /// The first match at this row or after it; rows are counted in server order.
    var row: Int
    var steps: Int
  }

  /// - Parameter earlier: when text is added, only its matches have to be read again.
  fileprivate init(_ pattern: SearchPattern, after earlier: Search?) {
    self.pattern = pattern
    if let earlier, pattern.narrows(earlier.pattern) {
      matches = earlier.matches.mapValues { $0.narrowed() }
    }
  }

  mutating func forgetRows() {
    matches = [:]
    jump = nil
  }

  /// - Parameter isShown: whether the change is in the pane on the screen, which jumps are about.
  mutating func follow(_ changes: [RowChange], in category: MemoryCategory, isShown: Bool) {
    for change in changes {
      matches[category]?.follow(change)
      if isShown, let row = jump?.row { jump?.row = change.moved(row) }
    }
  }
}

/// `3 of 17 in 150 loaded`
public struct SearchCount: Sendable, Hashable {
  public var current: Int?
  public var matches: Int
  /// Rows that were read, and all loaded rows: those of dropped pages cannot be read.
  public var checked: Int
  public var loaded: Int
  public var isComplete: Bool
}

public struct SearchState: Sendable {
  public private(set) var active: Search?
  public var pattern: SearchPattern? { active?.pattern }

  func matches(in category: MemoryCategory) -> RowMatches { active?.matches[category] ?? RowMatches() }

  func isMatch(_ row: Int, in category: MemoryCategory) -> Bool {
    active?.matches[category]?.isMatch(row) ?? false
  }

  func count(in list: MemoryList) -> SearchCount? {
    guard active != nil else { return nil }
    let matches = matches(in: list.category)
    return SearchCount(
      current: Self.current(matches, list), matches: list.count(matches, in: list.category),
      checked: matches.checked, loaded: list.store[list.category].presentCount,
      isComplete: matches.isComplete(list.store[list.category]))
  }

  private static func current(_ matches: RowMatches, _ list: MemoryList) -> Int? {
    let rows = list.rows
    let cursor = list.pane.cursor
    let row = rows.row(at: cursor)
    guard matches.isMatch(row) else { return nil }
    guard rows.order != nil || rows.narrowed != nil else { return matches.count(before: row) + 1 }
    return (0...cursor).reduce(0) { $0 + (matches.isMatch(rows.row(at: $1)) ? 1 : 0) }
  }

  mutating func start(_ pattern: SearchPattern?, fromRow row: Int) {
    active = pattern.map { Search($0, after: active) }
    active?.jump = Search.Jump(row: row, steps: 0)
  }

  mutating func restore(_ earlier: Search?) { active = earlier }
  mutating func end() { active = nil }
  mutating func forgetRows() { active?.forgetRows() }
  mutating func forgetJump() { active?.jump = nil }

  mutating func follow(_ changes: [RowChange], in category: MemoryCategory, isShown: Bool) {
    active?.follow(changes, in: category, isShown: isShown)
  }

  mutating func step(by step: Int, fromRow row: Int) {
    let before = active?.jump
    active?.jump = Search.Jump(row: before?.row ?? row, steps: (before?.steps ?? 0) + step)
  }

  /// Reads on in all panes, the one on the screen first.
  mutating func read(_ list: MemoryList, budget: inout Int) {
    guard let pattern = active?.pattern else { return }
    for category in list.categoriesShownFirst where budget > 0 {
      let rows = list.store[category]
      var matches = matches(in: category)
      guard !matches.isComplete(rows) else { continue }
      active?.matches[category] = nil
      matches.read(rows, budget: &budget) { pattern.matches($0, cost: &$1) }
      active?.matches[category] = matches
    }
  }

  func isComplete(_ list: MemoryList) -> Bool {
    active == nil || list.categories.allSatisfy { matches(in: $0).isComplete(list.store[$0]) }
  }

  mutating func jump(_ list: MemoryList) -> [Outcome] { jump(matches(in: list.category), list) }

  private mutating func jump(_ matches: RowMatches, _ list: MemoryList) -> [Outcome] {
    guard let jump = active?.jump, list.isNarrowedCompletely else { return [] }
    let rows = list.rows
    let origin = rows.place(of: jump.row)
    if jump.steps == 0, rows.order == nil, let first = rows.firstMatch(of: matches, from: origin) {
      active?.jump = nil
      return [.moveCursor(to: first)]
    }
    // Until every row was read, a match in between may still be found.
    guard matches.isComplete(list.store[list.category]) else { return [] }
    active?.jump = nil
    guard list.count(matches, in: list.category) > 0 else {
      return [.moveCursor(to: origin)] + (jump.steps == 0 ? [] : [.reportNoMatch])
    }
    guard jump.steps != 0 else {
      let place = rows.firstMatch(of: matches, from: origin) ?? rows.firstMatch(of: matches, from: 0)
      return [.moveCursor(to: place ?? origin)]
    }
    return rows.step(from: origin, by: jump.steps, matches)
  }
}

extension OrderedRows {
  /// The place of the first match at this place or after it.
  fileprivate func firstMatch(of matches: RowMatches, from start: Int) -> Int? {
    (min(start, count)..<count).first { matches.isMatch(row(at: $0)) }
  }

  private func lastMatch(of matches: RowMatches, before end: Int) -> Int? {
    (0..<min(end, count)).last { matches.isMatch(row(at: $0)) }
  }

  /// Wraps around at the last match, with a notice.
  fileprivate func step(from origin: Int, by steps: Int, _ matches: RowMatches) -> [Outcome] {
    var place = origin
    var hasWrapped = false
    for _ in 0..<abs(steps) {
      let next =
        steps > 0 ? firstMatch(of: matches, from: place + 1) : lastMatch(of: matches, before: place)
      let wrapped = steps > 0 ? firstMatch(of: matches, from: 0) : lastMatch(of: matches, before: count)
      if next == nil { hasWrapped = true }
      place = next ?? wrapped ?? place
    }
    let wrap: [Outcome] = hasWrapped ? [.note(steps > 0 ? .searchWentToTop : .searchWentToBottom)] : []
    return [.moveCursor(to: place)] + wrap
  }

}

extension MemoryList {
  /// The place of the first match from a row on; without a search, of the first row that is shown.
  func firstMatch(of matches: RowMatches?, from first: Int) -> Int? {
    let rows = rows
    return (0..<rows.count).first { place in
      let row = rows.row(at: place)
      return row >= first && matches?.isMatch(row) != false
    }
  }
}

/// The answer of a search when all pages were read: `No match for "latex" in all 1,287 facts and 183 preferences`.
public struct SearchEnd: Sendable, Hashable {
  public var rule: NarrowingRule
  public var matches: Int
  public var rows: [RowCount]
  /// Rows whose page was dropped from memory before they were searched.
  public var unread: Int
}

public struct RowCount: Sendable, Hashable {
  public var category: MemoryCategory
  /// The number on its tab.
  public var pane: Int
  public var count: Int
}

/// What a tab shows while rows are searched or narrowed: `3/50+`.
public struct TabMatches: Sendable, Hashable {
  public var count: Int
  /// All rows in memory were read.
  public var isComplete: Bool
  /// Rows of dropped pages were not: there may be more matches.
  public var isPartial: Bool
}

extension BrowserState {
  /// The search wins over what the pane is narrowed by.
  public func tabMatches(in category: MemoryCategory) -> TabMatches? {
    let rows = store[category]
    if search.active != nil {
      let matches = search.matches(in: category)
      let isNarrowed = list.narrowings[category]?.isComplete(rows) ?? true
      return TabMatches(
        count: list.count(matches, in: category), isComplete: matches.isComplete(rows) && isNarrowed,
        isPartial: matches.checked < rows.count)
    }
    return list.narrowed(category)
  }

  /// What Ctrl-N looks for.
  private var wanted: NarrowingRule? { search.pattern.map { .text($0) } ?? list.narrowing?.rule }

  /// Matches from some rows on, in the order of the tabs. Rows that are not shown are no matches.
  func matches(from rows: [MemoryCategory: Int]) -> [RowCount] {
    categories.enumerated().compactMap { index, category in
      guard let first = rows[category] else { return nil }
      let narrowing = list.narrowings[category]
      var count = narrowing?.count(from: first) ?? 0
      if search.active != nil {
        let matches = search.matches(in: category)
        count =
          narrowing.map { narrowed in
            narrowed.rows.reduce(0) { $0 + (Int($1) >= first && matches.isMatch(Int($1)) ? 1 : 0) }
          } ?? matches.count(from: first)
      }
      return count > 0 ? RowCount(category: category, pane: index + 1, count: count) : nil
    }
  }

  /// The rows that Ctrl-N starts from: those that are not loaded yet. Without a search it is about this pane alone.
  private var furtherRows: [MemoryCategory: Int] {
    let wanted = search.active == nil ? [category] : MemoryCategory.allCases
    return Dictionary(uniqueKeysWithValues: wanted.map { ($0, store[$0].count) })
  }

  var isEverythingRead: Bool { search.isComplete(list) && list.isNarrowingComplete }

  mutating func searchFurther(_ context: UpdateContext) {
    guard wanted != nil else { return note(.nothingSearched, context) }
    guard !loading.isSearching else { return }
    let hasEnded = search.active == nil ? counter.hasEnded(category) : counter.everythingHasEnded
    guard !hasEnded else { return reportEnd(context) }
    guard loading.failure == nil, subject != nil else { return }
    loading.searchFurther(in: category, from: furtherRows)
  }

  /// What a finished search found, where it is not to be seen: nothing, or matches in other panes.
  mutating func reportNoMatch(_ context: UpdateContext) {
    guard isEverythingRead, search.active != nil else { return note(.noMatch, context) }
    let all = Dictionary(uniqueKeysWithValues: categories.map { ($0, 0) })
    let found = matches(from: all)
    if found.contains(where: { $0.category == category }) { return }
    if !found.isEmpty { return note(.matchesElsewhere(found), context) }
    if counter.everythingHasEnded { reportEnd(context) } else { note(.noMatch, context) }
  }

  mutating func reportEnd(_ context: UpdateContext) {
    guard let wanted else { return }
    let covered = search.active == nil ? [category] : categories
    let rows = covered.map { RowCount(category: $0, pane: 0, count: store[$0].presentCount) }
      .filter { $0.count > 0 }
    let all = Dictionary(uniqueKeysWithValues: covered.map { ($0, 0) })
    let checked = covered.map {
      search.active == nil ? list.narrowings[$0]?.checked ?? 0 : search.matches(in: $0).checked
    }
    let end = SearchEnd(
      rule: wanted, matches: matches(from: all).reduce(0) { $0 + $1.count }, rows: rows,
      unread: rows.reduce(0) { $0 + $1.count } - checked.reduce(0, +))
    note(.searchEnded(end), context)
  }
}
