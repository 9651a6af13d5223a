import MemoryModel

/// Where one category's list stands.
public struct Pane: Sendable, Hashable {
  /// The row under the cursor, 0 in an empty list.
  public internal(set) var cursor = 0
  /// The first row that is shown.
  public internal(set) var top = 0

  /// Keeps the cursor in the list and on the screen.
  mutating func settle(count: Int, rows: Int) {
    cursor = max(0, min(cursor, count - 1))
    if cursor < top { top = cursor }
    if cursor >= top + rows { top = cursor - rows + 1 }
    top = max(0, min(top, count - rows))
  }
}

/// Where the preview stands; `v` goes round.
public enum PreviewPlacement: Sendable, Hashable, CaseIterable {
  case below
  case beside
  case off

  var next: PreviewPlacement {
    switch self {
    case .below: .beside
    case .beside: .off
    case .off: .below
    }
  }
}

extension BrowserState {
  mutating func performInList(
    _ command: BrowserCommand, measure: Measure, now: Timestamp
  ) -> [BrowserEffect] {
    let page = measure(self).sizes.listRows
    if command.movesCursor { search?.jump = nil }
    switch command {
    case .moveDown where !droppableConditions.isEmpty:
      droppable = min(droppable + 1, droppableConditions.count - 1)
    case .moveUp where !droppableConditions.isEmpty: droppable = max(0, droppable - 1)
    case .moveDown: return moveDown(by: 1, scrolling: false)
    case .moveUp: moveUp(by: 1, scrolling: false)
    case .addField: offerFields(now: now)
    case .showFacets: showFacets()
    case .showOverview: showOverview()
    case .openExport: openExport(now: now)
    case .halfPageDown: return moveDown(by: max(1, page / 2), scrolling: true)
    case .halfPageUp: moveUp(by: max(1, page / 2), scrolling: true)
    case .pageDown: return moveDown(by: page, scrolling: true)
    case .pageUp: moveUp(by: page, scrolling: true)
    case .goFirst: moveUp(by: rows.count, scrolling: true)
    case .goLast: return goLast()
    case .scroll(let rows) where rows < 0: moveUp(by: -rows, scrolling: true)
    case .scroll(let rows): return moveDown(by: rows, scrolling: true)
    case .select(let row): return moveDown(by: row - pane.cursor, scrolling: false)
    case .open:
      if !droppableConditions.isEmpty { return dropCondition(now: now) }
      openSelected()
    case .cyclePreview: preview = preview.next
    case .scrollPreviewDown: scrollPreview(by: 1, measure: measure)
    case .scrollPreviewUp: scrollPreview(by: -1, measure: measure)
    case .backOrQuit: return [.cancelLoad, .quit(.asked)]
    case .back: return goBackInList(now: now)
    case .search: openSearch()
    case .nextMatch: stepToMatch(by: 1, now: now)
    case .previousMatch: stepToMatch(by: -1, now: now)
    case .searchOn: return searchOn(now: now)
    case .sortByNextColumn: sortByNextColumn()
    case .turnOrder: turnOrder(now: now)
    case .serviceOrder: setOrder(nil)
    default: return performAnywhere(command, now: now)
    }
    return []
  }

  /// Esc: stops loading, else drops the search, else does nothing.
  private mutating func goBackInList(now: Timestamp) -> [BrowserEffect] {
    guard !isBusy, loadingRest == nil, searchingOn == nil, filterBefore == nil else {
      return cancelLoading(now: now)
    }
    search = nil
    return []
  }

  /// What list and open memory have in common.
  mutating func performAnywhere(_ command: BrowserCommand, now: Timestamp) -> [BrowserEffect] {
    switch command {
    case .showPane(let number): showPane(number - 1)
    case .nextPane: showPane(((categories.firstIndex(of: category) ?? 0) + 1) % categories.count)
    case .previousPane:
      showPane(((categories.firstIndex(of: category) ?? 0) + categories.count - 1) % categories.count)
    case .toggleTimes: swapsTimes.toggle()
    case .refresh: return refresh()
    case .watch: return toggleWatch(now: now)
    case .openFilter: openForm()
    case .clearFilter: return clearFilter(now: now)
    case .changeUser: askForSubject()
    case .showSources: return showSources()
    default: break
    }
    return []
  }

  /// Moves down (or up, if negative), but not beyond what is loaded, and asks for more when few rows follow.
  mutating func moveDown(by distance: Int, scrolling: Bool) -> [BrowserEffect] {
    move(by: distance, scrolling: scrolling)
    return loadMoreIfFewFollow()
  }

  mutating func moveUp(by distance: Int, scrolling: Bool) {
    move(by: -distance, scrolling: scrolling)
  }

  private mutating func move(by distance: Int, scrolling: Bool) {
    var pane = pane
    let target = max(0, min(pane.cursor + distance, rows.count - 1))
    if target != pane.cursor { previewTop = 0 }
    pane.cursor = target
    // The window goes along, so that a page turns whole; `settle` keeps it in the list.
    if scrolling { pane.top = max(0, pane.top + distance) }
    panes[category] = pane
  }

  private mutating func goLast() -> [BrowserEffect] {
    guard wentToLast, !counter.hasEnded(category), failure == nil, !showsOldRows else {
      return moveDown(by: rows.count, scrolling: true)
    }
    move(by: rows.count, scrolling: true)
    searchingOn = nil
    loadingRest = LoadingRest(category: category)
    // The next page is asked for by `continueLoadingRest`.
    return []
  }

  private mutating func openSelected() {
    reading = readingOfSelected
  }

  /// The selected memory, opened.
  var readingOfSelected: Reading? {
    guard let memory = selectedMemory else { return nil }
    var reading = Reading(memory)
    if watchMarks.gone.contains(memory.id) { reading.status = .gone }
    return reading
  }

  private mutating func showPane(_ index: Int) {
    guard categories.indices.contains(index), categories[index] != category else { return }
    category = categories[index]
    previewTop = 0
    search?.jump = nil
    searchingOn = nil
    // An open memory stays open as what it is: the selected memory of the pane.
    if reading != nil { reading = readingOfSelected }
  }

  private mutating func scrollPreview(by lines: Int, measure: Measure) {
    let viewport = measure(self)
    let target = max(0, previewTop + lines)
    let known = viewport.previewLineCount(target + viewport.sizes.previewLines)
    previewTop = max(0, min(target, known - viewport.sizes.previewLines))
  }
}

extension BrowserCommand {
  /// Whoever moves does not want to be taken elsewhere a moment later.
  fileprivate var movesCursor: Bool {
    switch self {
    case .moveDown, .moveUp, .halfPageDown, .halfPageUp, .pageDown, .pageUp, .goFirst, .goLast: true
    default: false
    }
  }
}

extension BrowserState {
  /// What the program takes before the first row is here, in bytes (measured on the release build, RSS).
  static let restingBytes = 24 << 20

  private var estimatedBytes: Int {
    Self.restingBytes + store.retainedBytes + store.bookkeepingBytes
  }

  /// Drops the pages farthest from the cursors until a tenth of the limit is free again, so that it is not done at
  /// each page. What a pane shows stays: dropping it would only ask for it again.
  /// - Parameter visible: rows that the list shows.
  mutating func dropDistantPages(keeping page: Int, rows visible: Int) -> [BrowserEffect] {
    let used = max(estimatedBytes, residentBytes)
    guard used > options.memoryLimit else { return [] }
    let cursorPages = categories.flatMap { pagesInSight(of: $0, rows: visible) } + [page]
    let byDistance = store.pagesInMemory.map { candidate in
      (page: candidate, distance: cursorPages.map { abs($0 - candidate) }.min() ?? 0)
    }
    .sorted { ($0.distance, $0.page) > ($1.distance, $1.page) }
    let before = store.retainedBytes
    let goal = before - (used - options.memoryLimit / 10 * 9)
    for candidate in byDistance where candidate.distance > 1 && store.retainedBytes > goal {
      store.drop(page: candidate.page)
    }
    let freed = before - store.retainedBytes
    residentBytes -= freed
    return freed > 0 ? [.trimMemory] : []
  }

  /// The pages of the rows that a pane shows, and of some above and below. In another order than the service's they
  /// come from as many pages as there are rows.
  private func pagesInSight(of category: MemoryCategory, rows visible: Int) -> Set<Int> {
    let rows = ordered(category)
    let pane = panes[category] ?? Pane()
    let first = max(0, min(pane.top, pane.cursor) - Self.rowsAhead)
    let last = min(rows.count, max(pane.top + visible, pane.cursor) + Self.rowsAhead)
    return Set((first..<max(first, last)).compactMap { rows.page(of: $0) })
  }
}
