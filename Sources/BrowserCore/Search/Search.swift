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
      checked: matches.checked, loaded: list.store[list.category].count,
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
    if jump.steps == 0, rows.order == nil, let first = rows.place(of: matches, from: origin) {
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
      let place = rows.place(of: matches, from: origin) ?? rows.place(of: matches, from: 0)
      return [.moveCursor(to: place ?? origin)]
    }
    return rows.step(from: origin, by: jump.steps, matches)
  }
}

extension OrderedRows {
  fileprivate func place(of matches: RowMatches, from start: Int) -> Int? {
    (min(start, count)..<count).first { matches.isMatch(row(at: $0)) }
  }

  private func lastPlace(of matches: RowMatches, before end: Int) -> Int? {
    (0..<min(end, count)).last { matches.isMatch(row(at: $0)) }
  }

  /// Wraps around at the last match, with a notice.
  fileprivate func step(from origin: Int, by steps: Int, _ matches: RowMatches) -> [Outcome] {
    var place = origin
    var hasWrapped = false
    for _ in 0..<abs(steps) {
      let next =
        steps > 0 ? self.place(of: matches, from: place + 1) : lastPlace(of: matches, before: place)
      let wrapped = steps > 0 ? self.place(of: matches, from: 0) : lastPlace(of: matches, before: count)
      if next == nil { hasWrapped = true }
      place = next ?? wrapped ?? place
    }
    let wrap: [Outcome] = hasWrapped ? [.note(steps > 0 ? .searchWentToTop : .searchWentToBottom)] : []
    return [.moveCursor(to: place)] + wrap
  }

}

extension MemoryList {
  /// The place of the first match from a row on; without a search, of the first row that is shown.
  func place(of matches: RowMatches?, from first: Int) -> Int? {
    let rows = rows
    return (0..<rows.count).first { place in
      let row = rows.row(at: place)
      return row >= first && matches?.isMatch(row) != false
    }
  }
}
