import MemoryModel

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
  var furtherRows: [MemoryCategory: Int] {
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
    let rows = covered.map { RowCount(category: $0, pane: 0, count: store[$0].count) }
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
