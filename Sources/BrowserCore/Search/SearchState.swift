import MemoryModel

/// A search and what it has found so far. It reads the loaded rows and calls nothing.
public struct Search: Sendable {
  public let pattern: SearchPattern
  fileprivate(set) var matches: [MemoryCategory: RowMatches] = [:]
  /// The cursor goes there as soon as the rows that decide it were read.
  fileprivate(set) var jump: Jump?

  struct Jump: Sendable, Hashable {
    /// The first match at this row or after it; rows are counted in server order.
    var row: Int
    /// Matches further on, or back.
    var steps: Int
  }

  /// - Parameter earlier: while one types on, only the matches of the text before have to be read.
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
  /// Which of the matches is under the cursor, counted from 1.
  public var current: Int?
  public var matches: Int
  /// Rows that were read, and rows that are known: those of dropped pages are not read.
  public var checked: Int
  public var loaded: Int
  public var isComplete: Bool
}

public struct SearchState: Sendable {
  public private(set) var active: Search?
  /// The rest of the rows is read after the keys that wait.
  private var isScheduled = false

  public var pattern: SearchPattern? { active?.pattern }

  /// What one slice may cost, in bytes of a plain walk: some milliseconds.
  static let budget = 3 << 20

  func matches(in category: MemoryCategory) -> RowMatches { active?.matches[category] ?? RowMatches() }

  func isMatch(_ row: Int, in category: MemoryCategory) -> Bool {
    active?.matches[category]?.isMatch(row) ?? false
  }

  func count(in list: MemoryList) -> SearchCount? {
    guard active != nil else { return nil }
    let matches = matches(in: list.category)
    return SearchCount(
      current: Self.current(matches, list), matches: matches.count, checked: matches.checked,
      loaded: list.rows.count, isComplete: matches.isComplete(list.store[list.category]))
  }

  private static func current(_ matches: RowMatches, _ list: MemoryList) -> Int? {
    let rows = list.rows
    let cursor = list.pane.cursor
    let row = rows.row(at: cursor)
    guard matches.isMatch(row) else { return nil }
    guard rows.order != nil else { return matches.count(before: row) + 1 }
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
  mutating func sliceIsDue() { isScheduled = false }

  mutating func follow(_ changes: [RowChange], in category: MemoryCategory, isShown: Bool) {
    active?.follow(changes, in: category, isShown: isShown)
  }

  /// `n`, `N`: the next match, or the one before.
  mutating func step(by step: Int, fromRow row: Int) {
    let before = active?.jump
    active?.jump = Search.Jump(row: before?.row ?? row, steps: (before?.steps ?? 0) + step)
  }

  /// Called after each event. The first slice is read at once, the others after the keys that wait.
  mutating func read(_ list: MemoryList) -> [Outcome] {
    guard let pattern = active?.pattern else { return [] }
    let rows = list.store[list.category]
    var outcomes: [Outcome] = []
    var matches = matches(in: list.category)
    if !isScheduled, !matches.isComplete(rows) {
      active?.matches[list.category] = nil
      matches.search(rows, for: pattern, budget: Self.budget)
      active?.matches[list.category] = matches
      if !matches.isComplete(rows) {
        isScheduled = true
        outcomes.append(.effect(.continueSearch))
      }
    }
    return outcomes + jump(matches, list)
  }

  private mutating func jump(_ matches: RowMatches, _ list: MemoryList) -> [Outcome] {
    guard let jump = active?.jump else { return [] }
    let rows = list.rows
    let origin = rows.place(of: jump.row)
    if jump.steps == 0, rows.order == nil, let first = rows.place(of: matches, from: origin) {
      active?.jump = nil
      return [.moveCursor(to: first)]
    }
    // Until every row was read, a match in between may still be found.
    guard matches.isComplete(list.store[list.category]) else { return [] }
    active?.jump = nil
    guard matches.count > 0 else {
      return [.moveCursor(to: origin)] + (jump.steps == 0 ? [] : [.note(.noMatch)])
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

  /// From the last match to the first, which a notice says.
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

  /// The first match among the rows that are new.
  func place(of matches: RowMatches, fromRow first: Int) -> Int? {
    (0..<count).first { row(at: $0) >= first && matches.isMatch(row(at: $0)) }
  }
}
