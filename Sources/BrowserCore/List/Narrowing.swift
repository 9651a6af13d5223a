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
