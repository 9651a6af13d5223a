import MemoryModel

extension BrowserState {
  public func ordered(_ category: MemoryCategory) -> OrderedRows {
    OrderedRows(rows: store[category], order: orders[category])
  }

  /// `s`: the next column, and behind the last one the service's order again.
  mutating func sortByNextColumn() {
    let columns = SortColumn.columns(of: category)
    let next = orders[category].map { (columns.firstIndex(of: $0.column) ?? 0) + 1 } ?? 0
    guard columns.indices.contains(next) else { return setOrder(nil) }
    setOrder(RowOrder(columns[next], isDescending: columns[next].isDescendingAtFirst))
  }

  /// `S`.
  mutating func turnOrder(now: Timestamp) {
    guard let order = orders[category] else { return note(.nothingSorted, at: now) }
    setOrder(RowOrder(order.column, isDescending: !order.isDescending))
  }

  /// `nil` is the service's order.
  mutating func setOrder(_ order: RowOrder?) {
    let row = rows.row(at: pane.cursor)
    var order = order
    order?.place(all: store[category])
    orders[category] = order
    keepCursor(on: row, in: category)
  }

  /// Everything that is kept by the place of a row goes along with what happened to the rows: orders, matches, cursors.
  /// Does nothing where nothing happened.
  mutating func followRows() {
    for category in MemoryCategory.allCases {
      let changes = store.takeChanges(of: category)
      let isPlaced = orders[category]?.covers(store[category].count) ?? true
      guard !changes.isEmpty || !isPlaced else { continue }
      follow(changes, in: category)
    }
  }

  private mutating func follow(_ changes: [RowChange], in category: MemoryCategory) {
    var row = ordered(category).row(at: panes[category]?.cursor ?? 0)
    var hasNewTop = false
    for change in changes {
      row = change.moved(row)
      orders[category]?.follow(change)
      followInSearch(change, in: category)
      if case .inserted(let range) = change, range.lowerBound == 0 { hasNewTop = true }
    }
    orders[category]?.place(all: store[category])
    let wasAtTop = panes[category]?.top == 0
    keepCursor(on: row, in: category)
    // What comes on top of a list that shows its top is to be seen; the cursor stays on its memory all the same.
    if hasNewTop, wasAtTop, orders[category] == nil { panes[category]?.top = 0 }
  }

  /// The cursor's line on the screen stays where it was.
  private mutating func keepCursor(on row: Int, in category: MemoryCategory) {
    var pane = panes[category] ?? Pane()
    let place = max(0, min(ordered(category).place(of: row), store[category].count - 1))
    pane.top = max(0, place - (pane.cursor - pane.top))
    pane.cursor = place
    panes[category] = pane
  }

  /// Nothing is loaded any more: another user, another filter, page 1 anew. What the panes are sorted by stays.
  mutating func clearRows() {
    store = PageStore()
    counter = PageCounter(pageSize: options.pageSize)
    announcedShortfalls = []
    orders = orders.mapValues { RowOrder($0.column, isDescending: $0.isDescending) }
    search?.forgetRows()
    searchPrompt?.earlier?.forgetRows()
  }
}
