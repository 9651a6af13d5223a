import MemoryModel

/// What `&` narrows a pane to.
public enum NarrowingRule: Sendable, Hashable {
  /// The pattern stays as it was when the rows were narrowed, whatever is searched later.
  case text(SearchPattern)
  case condition(RecordCondition)

  fileprivate func matches(_ memory: Memory, _ zone: ServerZone, _ cost: inout Int) -> Bool {
    switch self {
    case .text(let pattern): pattern.matches(memory, cost: &cost)
    case .condition(let condition): condition.matches(memory, zone: zone, cost: &cost)
    }
  }
}

/// The rows of a pane that are shown. It is local: the service knows nothing of it.
public struct Narrowing: Sendable {
  public let rule: NarrowingRule
  private var matches = RowMatches()
  /// Rows in server order, by the place where they are shown.
  private(set) var rows: [Int32] = []
  /// The row of the cursor until somebody moves it: it may not be read yet, or not match.
  private(set) var home: Int?
  /// It narrows several panes at once, and not those without a match.
  private(set) var isTentative: Bool

  init(_ rule: NarrowingRule, home: Int, isTentative: Bool = false) {
    self.rule = rule
    self.home = home
    self.isTentative = isTentative
  }

  public var count: Int { rows.count }
  /// Rows that were read: those of dropped pages are not.
  public var checked: Int { matches.checked }

  func isComplete(_ all: CategoryRows) -> Bool { matches.isComplete(all) }
  func count(from row: Int) -> Int { matches.count(from: row) }
  func isShown(_ row: Int) -> Bool { matches.isMatch(row) }

  mutating func leaveHome() { home = nil }
  mutating func confirm() { isTentative = false }

  /// All rows are replaced: what matched is to be found out again.
  mutating func restart(home: Int) {
    matches = RowMatches()
    rows = []
    self.home = home
  }

  mutating func follow(_ change: RowChange) {
    home = home.map(change.moved)
    matches.follow(change)
    if case .dropped(let range) = change { matches.forgetDropped(range) }
  }

  mutating func read(_ all: CategoryRows, _ order: RowOrder?, _ zone: ServerZone, budget: inout Int) {
    matches.read(all, budget: &budget) { [rule] in rule.matches($0, zone, &$1) }
    arrange(order)
  }

  mutating func arrange(_ order: RowOrder?) { rows = order?.rows(in: matches) ?? matches.rows }
}

extension MemoryList {
  public var narrowing: Narrowing? { narrowings[category] }
  /// What a narrowed pane shows.
  public func narrowed(_ category: MemoryCategory) -> TabMatches? {
    let rows = store[category]
    return narrowings[category].map {
      TabMatches(count: $0.count, isComplete: $0.isComplete(rows), isPartial: $0.checked < rows.count)
    }
  }

  var isNarrowedCompletely: Bool { narrowing?.isComplete(store[category]) ?? true }
  var categoriesShownFirst: [MemoryCategory] { [category] + categories.filter { $0 != category } }

  /// How many of the rows that are shown match a search.
  func count(_ matches: RowMatches, in category: MemoryCategory) -> Int {
    guard let narrowing = narrowings[category] else { return matches.count }
    return narrowing.rows.reduce(0) { $0 + (matches.isMatch(Int($1)) ? 1 : 0) }
  }

  mutating func narrow(_ rule: NarrowingRule) { narrow(rule, in: category, isTentative: false) }

  /// In each pane that turns out to have a match; the one with the most is shown.
  mutating func narrowAll(_ rule: NarrowingRule) {
    for category in categories { narrow(rule, in: category, isTentative: true) }
  }

  private mutating func narrow(_ rule: NarrowingRule, in category: MemoryCategory, isTentative: Bool) {
    setNarrowing(Narrowing(rule, home: cursorRow(in: category), isTentative: isTentative), in: category)
  }

  mutating func showAllRows(in category: MemoryCategory) {
    guard narrowings[category] != nil else { return }
    setNarrowing(nil, in: category)
  }

  private mutating func setNarrowing(_ narrowing: Narrowing?, in category: MemoryCategory) {
    let row = cursorRow(in: category)
    change(category) { $0 = narrowing }
    keepCursor(on: row, in: category)
  }

  /// Reads on, the pane on the screen first.
  /// - Returns: the pane to show, once it is known which has the most matches.
  mutating func readNarrowings(_ zone: ServerZone, budget: inout Int) -> Int? {
    for category in categoriesShownFirst where budget > 0 {
      let all = store[category]
      guard narrowings[category]?.isComplete(all) == false else { continue }
      let row = cursorRow(in: category)
      let order = orders[category]
      change(category) { $0?.read(all, order, zone, budget: &budget) }
      keepCursor(on: row, in: category)
    }
    return settleTentative()
  }

  var isNarrowingComplete: Bool { narrowings.allSatisfy { $0.value.isComplete(store[$0.key]) } }

  private mutating func settleTentative() -> Int? {
    let tentative = categories.filter { narrowings[$0]?.isTentative == true }
    guard !tentative.isEmpty, isNarrowingComplete else { return nil }
    // Without any match the pane on the screen stays narrowed, and says so.
    let best =
      tentative.max { (narrowings[$0]?.count ?? 0, $1) < (narrowings[$1]?.count ?? 0, $0) } ?? category
    let shown = narrowings[best]?.count == 0 ? category : best
    for other in tentative {
      if narrowings[other]?.count == 0, other != shown { showAllRows(in: other) }
      change(other) { $0?.confirm() }
    }
    return categories.firstIndex(of: shown)
  }
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

  /// Reads to the end, or until the budget is used up: bytes of a plain walk (2 to 3 ns each).
  mutating func read(_ rows: CategoryRows, budget: inout Int, _ matches: (Memory, inout Int) -> Bool) {
    if marks.count < rows.count {
      marks += repeatElement(Mark.unchecked, count: rows.count - marks.count)
    }
    for segment in rows.segments where segment.range.upperBound > next {
      guard let memories = segment.rows else {
        next = segment.range.upperBound
        continue
      }
      while next < segment.range.upperBound {
        guard budget > 0 else { return }
        if marks[next] == Mark.unchecked {
          var cost = 0
          let memory = memories[next - segment.start]
          let isMatch = !rows.isGone(memory.id) && matches(memory, &cost)
          budget -= cost
          set(next, isMatch ? Mark.match : Mark.other)
        }
        next += 1
      }
    }
  }

  /// How many rows from this one on match.
  func count(from row: Int) -> Int {
    marks.dropFirst(max(0, row)).reduce(0) { $0 + ($1 == Mark.match ? 1 : 0) }
  }

  /// Matches in server order.
  var rows: [Int32] { marks.indices.compactMap { marks[$0] == Mark.match ? Int32($0) : nil } }

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

  /// Rows whose page was dropped match nothing until they are back.
  fileprivate mutating func forgetDropped(_ range: Range<Int>) { forget(range.clamped(to: 0..<marks.count)) }

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
