import MemoryModel

extension BrowserState {
  mutating func reported(_ report: CallReport, number: Int) {
    switch report {
    case .sent:
      // Counted also for a question that was dropped meanwhile: it was sent, and costs.
      calls += 1
      if loading?.number == number { loading?.retry = nil }
      if recordRequest?.number == number { recordRequest?.retry = nil }
    case .answered(let milliseconds):
      self.milliseconds = milliseconds
    case .retrying(let error, let seconds, let attempt, let of):
      let retry = Loading.Retry(error: error, seconds: seconds, attempt: attempt, of: of)
      if loading?.number == number { loading?.retry = retry }
      if recordRequest?.number == number { recordRequest?.retry = retry }
    }
  }

  mutating func arrived(_ page: MemoryPage, number: Int, now: Timestamp) -> [BrowserEffect] {
    guard let answered = loading, answered.number == number else { return [] }
    loading = nil
    if answered.purpose != .restore {
      lookForFields(in: page, now: now)
      checkAgainstFilter(page, now: now)
    }
    checkTimes(of: page, now: now)
    // What comes again is an ordinary row.
    if !watchMarks.gone.isEmpty { for rows in page.rows.values { watchMarks.gone.subtract(rows.map(\.id)) } }
    let neighbours = neighboursOfOpenMemory
    defer { followOpenMemory(after: page, for: answered.purpose, neighbours, now: now) }
    switch answered.purpose {
    case .next:
      append(page, number: answered.request.page)
    case .replace:
      replace(with: page, now: now)
    case .refilter:
      showAnew(page)
    case .restore:
      store.restore(page, number: answered.request.page)
    case .watch:
      return watched(page, now: now)
    }
    arrivedPage = answered.request.page
    if answered.purpose != .restore { noteWhatIsNotShown(of: page, now: now) }
    return askForMoreIfEmpty()
  }

  mutating func noteEnd(of category: MemoryCategory, now: Timestamp) {
    let missing = counter.shortfalls().filter { $0.category == category || $0.category == nil }
    guard missing.isEmpty else { return note(missing, now: now) }
    note(.everythingLoaded(category, rows: store[category].count), at: now)
  }

  /// Lists that have no pane, once each, and memories that the service reported but did not return.
  private mutating func noteWhatIsNotShown(of page: MemoryPage, now: Timestamp) {
    for list in page.unknownLists where announcedLists.insert(list.name).inserted {
      note(.unknownList(name: list.name, rows: list.rows.count), at: now)
    }
    if counter.everythingHasEnded { note(counter.shortfalls(), now: now) }
  }

  /// What a notice told of before is not told again.
  private mutating func note(_ shortfalls: [Shortfall], now: Timestamp) {
    let news = shortfalls.filter { announcedShortfalls.insert($0).inserted }
    if !news.isEmpty { note(.returnedFewer(news), at: now) }
  }

  /// An answer that leaves the pane on the screen empty says nothing yet where more is to come. That ends after two
  /// pages without a new row.
  private mutating func askForMoreIfEmpty() -> [BrowserEffect] {
    guard rows.count == 0, !counter.hasEnded(category), failure == nil, loadingRest == nil, searchingOn == nil
    else { return [] }
    return ask(.next)
  }

  mutating func failed(_ error: ServiceError, number: Int, now: Timestamp) -> [BrowserEffect] {
    guard let failed = loading, failed.number == number else { return [] }
    loading = nil
    if failed.purpose == .watch { return watchFailed(error, now: now) }
    _ = stopLoading()
    failure = PageFailure(request: failed.request, purpose: failed.purpose, error: error)
    note(.pageFailed(error, page: failed.request.page), at: now)
    // The pane itself says it, for as long as it is so.
    if place == .list, hasFailed(category) { notice = nil }
    return []
  }

  /// Says once that the server's zone seems to be another one. Clocks that are a little apart say nothing.
  private mutating func checkTimes(of page: MemoryPage, now: Timestamp) {
    guard !hasNotedTimes, let latest = page.latestTimeWithoutZone, let answered = page.answeredAt,
      latest.milliseconds - answered.milliseconds > 300_000
    else { return }
    hasNotedTimes = true
    note(.timesInFuture(zone: options.serverZone.name), at: now)
  }

  private mutating func append(_ page: MemoryPage, number: Int) {
    let atEnd = loadingRest != nil && pane.cursor == rows.count - 1
    let fresh = store.append(page, number: number, offsetSeconds: options.zoneOffset)
    counter.arrived(page, fresh: fresh)
    guard atEnd else { return }
    let last = rows.count - 1
    panes[category]?.cursor = last
  }

  /// The first page of another filter: the cursors stand at the top.
  private mutating func showAnew(_ page: MemoryPage) {
    filterBefore = nil
    clearRows()
    watchMarks = WatchMarks()
    panes = [:]
    previewTop = 0
    append(page, number: 1)
    if !categories.contains(category) { category = .factual }
  }

  private mutating func replace(with page: MemoryPage, now: Timestamp) {
    let selected = categories.map { ($0, ordered($0).memory(at: panes[$0]?.cursor ?? 0)?.id) }
    let selectedBefore = selectedMemory
    clearRows()
    watchMarks = WatchMarks()
    append(page, number: 1)
    for (category, id) in selected {
      guard let id, let index = store[category].index(of: id) else { continue }
      let before = panes[category] ?? Pane()
      // A list that stood at its top goes on showing it: there the new rows are.
      let top = before.top == 0 ? 0 : max(0, index - (before.cursor - before.top))
      panes[category] = Pane(cursor: index, top: top)
    }
    if !categories.contains(category) { category = .factual }
    let hasChanged =
      selectedMemory.map { $0.id == selectedBefore?.id && $0.source != selectedBefore?.source } ?? false
    note(.refreshed(rows: rows.count, selectedChanged: hasChanged), at: now)
  }
}
