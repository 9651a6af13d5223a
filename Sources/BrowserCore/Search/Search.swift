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

  func place(of matches: RowMatches, fromRow first: Int) -> Int? {
    (0..<count).first { row(at: $0) >= first && matches.isMatch(row(at: $0)) }
  }
}

/// `/`: the line being typed, and what Esc returns to.
public struct SearchPrompt: ScreenHandler {
  public private(set) var line = EditedLine()
  /// Where the cursor was, in server order.
  private(set) var row: Int
  let top: Int
  private(set) var earlier: Search?

  var place: Place { .search }
  var isLine: Bool { true }
  var editedLine: EditedLine? { line }

  init(_ state: BrowserState) {
    row = state.rows.row(at: state.pane.cursor)
    top = state.pane.top
    earlier = state.search.active
  }

  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    switch command {
    // With nothing typed, the earlier search stays.
    case .accept: return [.close] + (state.search.active == nil ? [.restoreSearch(earlier)] : [])
    // One thing at a time: loading first.
    case .back: return state.loading.isSearching ? [.cancel] : [.close, .leaveSearch(self)]
    case .nextMatch: return [.stepToMatch(by: 1)]
    case .previousMatch: return [.stepToMatch(by: -1)]
    case .searchFurther: return [.searchFurther]
    default: break
    }
    let before = line.text
    line.edit(command)
    return line.text == before ? [] : [.search(line.text, from: self)]
  }

  mutating func follow(_ changes: [RowChange], in category: MemoryCategory, isShown: Bool) {
    earlier?.follow(changes, in: category, isShown: isShown)
    if isShown { row = changes.reduce(row) { $1.moved($0) } }
  }

  mutating func forgetRows() { earlier?.forgetRows() }
}

/// What a search knows about the rows of one pane. Rows keep their marks when their page is dropped.
struct RowMatches: Sendable {
  private enum Mark {
    static let unchecked: UInt8 = 0
    static let other: UInt8 = 1
    static let match: UInt8 = 2
  }

  /// A byte a row: counting a hundred thousand of them takes some microseconds.
  private var marks: [UInt8] = []
  /// Rows before it were checked, or were not there.
  private var next = 0
  private(set) var count = 0
  private(set) var checked = 0

  func isComplete(_ rows: CategoryRows) -> Bool { next >= rows.count }
  func isMatch(_ row: Int) -> Bool { row < marks.count && marks[row] == Mark.match }
  func count(before row: Int) -> Int { marks.prefix(row).reduce(0) { $0 + ($1 == Mark.match ? 1 : 0) } }

  /// Searches to the end, or until `budget` bytes of a plain walk (2 to 3 ns each) are used up.
  mutating func search(_ rows: CategoryRows, for pattern: SearchPattern, budget: Int) {
    if marks.count < rows.count {
      marks += repeatElement(Mark.unchecked, count: rows.count - marks.count)
    }
    var cost = 0
    for segment in rows.segments where segment.range.upperBound > next {
      guard let memories = segment.rows else {
        next = segment.range.upperBound
        continue
      }
      while next < segment.range.upperBound {
        guard cost < budget else { return }
        if marks[next] == Mark.unchecked {
          set(next, pattern.matches(memories[next - segment.start], cost: &cost) ? Mark.match : Mark.other)
        }
        next += 1
      }
    }
  }

  func narrowed() -> RowMatches {
    var result = self
    for row in marks.indices where marks[row] == Mark.match { result.set(row, Mark.unchecked) }
    result.next = 0
    return result
  }

  mutating func follow(_ change: RowChange) {
    switch change {
    case .inserted(let range) where range.lowerBound <= marks.count:
      marks.insert(contentsOf: repeatElement(Mark.unchecked, count: range.count), at: range.lowerBound)
      next = min(next, range.lowerBound)
    case .removed(let range):
      let known = range.clamped(to: 0..<marks.count)
      forget(known)
      marks.removeSubrange(known)
      next = min(next, range.lowerBound)
    case .replaced(let range):
      forget(range.clamped(to: 0..<marks.count))
      next = min(next, range.lowerBound)
    case .dropped, .inserted: break
    }
  }

  private mutating func forget(_ range: Range<Int>) { for row in range { set(row, Mark.unchecked) } }

  private mutating func set(_ row: Int, _ mark: UInt8) {
    let before = marks[row]
    guard before != mark else { return }
    if before == Mark.unchecked { checked += 1 }
    if mark == Mark.unchecked { checked -= 1 }
    if before == Mark.match { count -= 1 }
    if mark == Mark.match { count += 1 }
    marks[row] = mark
  }
}
