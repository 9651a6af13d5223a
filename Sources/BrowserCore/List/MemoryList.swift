import MemoryModel

public struct Pane: Sendable, Hashable {
  public internal(set) var cursor = 0
  public internal(set) var top = 0

  mutating func settle(count: Int, rows: Int) {
    cursor = max(0, min(cursor, count - 1))
    if cursor < top { top = cursor }
    if cursor >= top + rows { top = cursor - rows + 1 }
    top = max(0, min(top, count - rows))
  }
}

public enum PreviewPlacement: Sendable, Hashable, CaseIterable { case below, beside, off }

public struct MemoryList: Sendable {
  public private(set) var store = PageStore()
  public private(set) var category = MemoryCategory.factual
  public private(set) var panes: [MemoryCategory: Pane] = [:]
  /// The orders of sorted panes; the others are in server order.
  public private(set) var orders: [MemoryCategory: RowOrder] = [:]
  public private(set) var narrowings: [MemoryCategory: Narrowing] = [:]
  public private(set) var preview = PreviewPlacement.below
  public private(set) var previewTop = 0
  /// It shows another memory, or is searched for another text: it starts at the match.
  private(set) var startsPreview = false
  /// What was seen of this user in rows that other rows have replaced.
  private(set) var earlier = FacetIndex()
  /// `t`: makes relative times absolute, and absolute ones relative.
  public private(set) var swapsTimes = false
  /// `G` was the last key: a second one loads the rest.
  private(set) var wentToLast = false
  /// The last measured RSS of the process, less what was dropped since.
  private var residentBytes = 0

  /// A movement downwards loads the next page when fewer rows than this follow the cursor.
  static let rowsAhead = 10

  public var categories: [MemoryCategory] {
    MemoryCategory.allCases.filter { $0.isAlwaysShown || store[$0].count > 0 }
  }

  func ordered(_ category: MemoryCategory) -> OrderedRows {
    OrderedRows(rows: store[category], order: orders[category], narrowed: narrowings[category]?.rows)
  }

  /// The row under the cursor, or the one that it is to be on as soon as that is read.
  func cursorRow(in category: MemoryCategory) -> Int {
    narrowings[category]?.home ?? ordered(category).row(at: panes[category]?.cursor ?? 0)
  }

  mutating func change(_ category: MemoryCategory, _ change: (inout Narrowing?) -> Void) {
    // Taken out, so that its rows are changed in place.
    var narrowing = narrowings.removeValue(forKey: category)
    change(&narrowing)
    narrowings[category] = narrowing
  }

  public var rows: OrderedRows { ordered(category) }
  public var pane: Pane { panes[category] ?? Pane() }
  public var selectedMemory: Memory? { rows.memory(at: pane.cursor) }
  var rowsAfterCursor: Int { rows.count - 1 - pane.cursor }

  mutating func move(by distance: Int, scrolling: Bool) {
    var pane = pane
    let target = max(0, min(pane.cursor + distance, rows.count - 1))
    if target != pane.cursor { restartPreview() }
    if rows.count > 0 { change(category) { $0?.leaveHome() } }
    pane.cursor = target
    // The window moves too, so that it turns a whole page; `settle` keeps it in the list.
    if scrolling { pane.top = max(0, pane.top + distance) }
    panes[category] = pane
  }

  mutating func moveCursor(to place: Int) -> Bool {
    if rows.count > 0 { change(category) { $0?.leaveHome() } }
    guard place != pane.cursor else { return false }
    panes[category, default: Pane()].cursor = max(0, min(place, rows.count - 1))
    restartPreview()
    return true
  }

  mutating func scroll(to top: Int) { panes[category]?.top = top }

  mutating func showPane(_ index: Int) -> Bool {
    guard categories.indices.contains(index), categories[index] != category else { return false }
    category = categories[index]
    restartPreview()
    return true
  }

  mutating func cyclePreview() { preview = preview.cycled(by: 1) }
  mutating func toggleTimes() { swapsTimes.toggle() }
  mutating func noteLastKey(isGoLast: Bool) { wentToLast = isGoLast }

  mutating func scrollPreview(by lines: Int, _ measurement: Measurement) {
    previewTop = max(0, previewTop + lines)
    settlePreview(measurement)
  }

  mutating func restartPreview() {
    previewTop = 0
    startsPreview = true
  }

  mutating func startPreview(at line: Int?, lines: Int) {
    startsPreview = false
    if let line, line >= lines { previewTop = line }
  }

  mutating func settlePreview(_ measurement: Measurement) {
    let lines = measurement.sizes.previewLines
    previewTop = max(0, min(previewTop, measurement.previewLineCount(previewTop + lines) - lines))
  }

  /// Also the cursors of other panes: a refresh may have left them fewer rows.
  mutating func settlePanes(_ sizes: ViewSizes) {
    let count = rows.count
    panes[category, default: Pane()].settle(count: count, rows: sizes.listRows)
    for other in panes.keys where other != category {
      let count = ordered(other).count
      panes[other]?.settle(count: count, rows: sizes.listRows)
    }
  }

  mutating func sort(_ order: RowOrder?) {
    let row = cursorRow(in: category)
    var order = order
    order?.placeNewRows(of: store[category])
    orders[category] = order
    change(category) { $0?.arrange(order) }
    keepCursor(on: row, in: category)
  }

  /// Moves orders and cursors along with the changes, and returns these for others that refer to rows.
  mutating func followRows() -> [(category: MemoryCategory, changes: [RowChange])] {
    var followed: [(category: MemoryCategory, changes: [RowChange])] = []
    for category in MemoryCategory.allCases {
      let changes = store.takeChanges(of: category)
      let isPlaced = orders[category]?.covers(store[category].count) ?? true
      guard !changes.isEmpty || !isPlaced else { continue }
      follow(changes, in: category)
      followed.append((category, changes))
    }
    return followed
  }

  private mutating func follow(_ changes: [RowChange], in category: MemoryCategory) {
    var row = cursorRow(in: category)
    var hasNewTop = false
    for change in changes {
      row = change.moved(row)
      orders[category]?.follow(change)
      self.change(category) { $0?.follow(change) }
      if case .inserted(let range) = change, range.lowerBound == 0 { hasNewTop = true }
    }
    orders[category]?.placeNewRows(of: store[category])
    let order = orders[category]
    change(category) { $0?.arrange(order) }
    let wasAtTop = (panes[category]?.top ?? 0) == 0
    keepCursor(on: row, in: category)
    // New rows on top of a list that shows its top are shown; the cursor stays on its memory all the same.
    if hasNewTop, wasAtTop, orders[category] == nil { panes[category]?.top = 0 }
  }

  /// The cursor's line on the screen stays where it was.
  mutating func keepCursor(on row: Int, in category: MemoryCategory) {
    var pane = panes[category] ?? Pane()
    let rows = ordered(category)
    let place = max(0, min(rows.place(of: row), rows.count - 1))
    pane.top = max(0, place - (pane.cursor - pane.top))
    pane.cursor = place
    panes[category] = pane
  }

  /// - Parameter followsEnd: a cursor on the last row stays on the last row.
  mutating func append(
    _ page: MemoryPage, number: Int, followsEnd: Bool, _ zoneOffset: (Timestamp) -> Int
  ) -> FreshRows {
    let isAtEnd = followsEnd && pane.cursor == rows.count - 1
    let fresh = store.append(page, number: number, offsetSeconds: zoneOffset)
    let last = rows.count - 1
    if isAtEnd { panes[category]?.cursor = last }
    return fresh
  }

  mutating func replace(with page: MemoryPage, _ zoneOffset: (Timestamp) -> Int) -> FreshRows {
    clear()
    narrowings = [:]
    panes = [:]
    restartPreview()
    let fresh = append(page, number: 1, followsEnd: false, zoneOffset)
    showExistingPane()
    return fresh
  }

  /// Replaces everything by page 1, and compares. Cursors stay on their memories if these are on it.
  /// - Parameters:
  ///   - counter: which categories have ended on page 1.
  ///   - loaded: which had ended before.
  mutating func refresh(
    with page: MemoryPage, _ counter: PageCounter, loaded: PageCounter, _ zoneOffset: (Timestamp) -> Int
  ) -> (fresh: FreshRows, merge: PageStore.Merge) {
    let before = store
    let selected = categories.map { ($0, store[$0].memory(at: cursorRow(in: $0))?.id) }
    clear()
    let fresh = append(page, number: 1, followsEnd: false, zoneOffset)
    let merge = store.compare(page, with: before, counter, loaded: loaded)
    // Nothing refers to these rows yet.
    for category in MemoryCategory.allCases { _ = store.takeChanges(of: category) }
    for (category, id) in selected {
      let found = id.flatMap { store[category].index(of: $0) }
      guard narrowings[category] == nil else {
        change(category) { $0?.restart(home: found ?? 0) }
        continue
      }
      guard let index = found else { continue }
      let before = panes[category] ?? Pane()
      // A list that showed its top still does: new rows appear there.
      let top = before.top == 0 ? 0 : max(0, index - (before.cursor - before.top))
      panes[category] = Pane(cursor: index, top: top)
    }
    showExistingPane()
    return (fresh, merge)
  }

  private mutating func showExistingPane() { if !categories.contains(category) { category = .factual } }
  mutating func restore(_ page: MemoryPage, number: Int, _ zoneOffset: (Timestamp) -> Int) {
    store.restore(page, number: number, offsetSeconds: zoneOffset)
  }

  mutating func merge(
    _ page: MemoryPage, pageSize: Int, _ counter: PageCounter, loaded: PageCounter,
    _ zoneOffset: (Timestamp) -> Int
  ) -> PageStore.Merge {
    store.merge(page, pageSize: pageSize, counter, loaded: loaded, offsetSeconds: zoneOffset)
  }

  /// For another user: no rows, no cursors. The sort columns are kept.
  mutating func reset() {
    clear()
    narrowings = [:]
    earlier = FacetIndex()
    panes = [:]
    category = .factual
    restartPreview()
  }

  private mutating func clear() {
    earlier.remember(store.facets)
    store = store.emptied
    orders = orders.mapValues(\.emptied)
  }

  mutating func measured(residentBytes: Int) { self.residentBytes = residentBytes }

  /// What the program takes before the first row is loaded, in bytes (measured on the release build, RSS).
  static let restingBytes = 24 << 20

  /// Drops the farthest pages until a tenth of the limit is free, so that not every page needs it.
  /// - Parameter indexBytes: what the columns take that the form counts with, and the earlier records of changed rows.
  /// - Returns: whether memory was freed.
  mutating func dropDistantPages(
    keeping page: Int, limit: Int, besides indexBytes: Int, _ sizes: ViewSizes
  ) -> Bool {
    let used = usedBytes(besides: indexBytes)
    guard used > limit else { return false }
    let kept = categories.flatMap { pagesInSight(of: $0, rows: sizes.listRows) } + [page]
    let byDistance = store.pagesInMemory.map { candidate in
      (page: candidate, distance: kept.map { abs($0 - candidate) }.min() ?? 0)
    }
    .sorted { ($0.distance, $0.page) > ($1.distance, $1.page) }
    let before = store.retainedBytes
    let goal = before - (used - limit / 10 * 9)
    for candidate in byDistance where candidate.distance > 1 && store.retainedBytes > goal {
      store.drop(page: candidate.page)
    }
    let freed = before - store.retainedBytes
    residentBytes -= freed
    return freed > 0
  }

  private func usedBytes(besides others: Int) -> Int {
    max(Self.restingBytes + store.retainedBytes + store.bookkeepingBytes + others, residentBytes)
  }

  func exceeds(_ limit: Int, besides others: Int) -> Bool { usedBytes(besides: others) > limit }

  /// The pages of the rows shown, and of some above and below. A sorted pane may need a page for each row.
  private func pagesInSight(of category: MemoryCategory, rows visible: Int) -> Set<Int> {
    let rows = ordered(category)
    let pane = panes[category] ?? Pane()
    let first = max(0, min(pane.top, pane.cursor) - Self.rowsAhead)
    let last = min(rows.count, max(pane.top + visible, pane.cursor) + Self.rowsAhead)
    return Set((first..<max(first, last)).compactMap { rows.page(of: $0) })
  }

  func droppedPageInSight(_ sizes: ViewSizes) -> Int? {
    let last = min(pane.top + sizes.listRows, rows.count)
    let absent = (pane.top..<max(pane.top, last)).first { rows.memory(at: $0) == nil }
    return absent.flatMap { rows.page(of: $0) }
  }
}
