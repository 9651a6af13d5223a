import MemoryModel

extension BrowserState {
  mutating func load(_ purpose: Loading.Purpose, _ context: UpdateContext) -> [BrowserEffect] {
    carryOut(loading.load(purpose, of: subject, filter: filter.active?.sent), context)
  }

  mutating func loadAhead(_ context: UpdateContext) -> [BrowserEffect] {
    // In a narrowed pane a page need not bring any row.
    guard list.rowsAfterCursor < MemoryList.rowsAhead, loading.canLoadMore(of: category), !showsOldRows,
      list.narrowing == nil
    else {
      return []
    }
    return load(.next, context)
  }

  mutating func arrived(
    _ page: MemoryPage, _ number: Int, _ context: UpdateContext, _ arrivedPage: inout Int?
  ) -> [BrowserEffect] {
    guard let answered = loading.takeRequest(number) else { return [] }
    var outcomes: [Outcome] = []
    if answered.purpose != .restore, answered.purpose != .otherUser {
      outcomes = filter.lookForFields(in: page, options.dialect) + filter.check(page, options.dialect)
    }
    outcomes += findings.checkTimes(of: page, zone: options.serverZone)
    let check = OpenMemoryCheck(self)
    let selected = selectedMemory
    // What is open belongs to the row of the cursor.
    let followsEnd = loading.goal?.kind == .rest && screens.bodyPlace == .list
    switch answered.purpose {
    case .next:
      let fresh = list.append(page, number: answered.page.page, followsEnd: followsEnd, options.zoneOffset)
      loading.arrived(page, fresh: fresh)
      watch.mark(fresh.changed)
    case .refresh:
      let loaded = loading.counter
      _ = reset(.rows, context)
      let counter = PageCounter(afterFirst: page, pageSize: options.pageSize)
      let (fresh, merge) = list.refresh(with: page, counter, loaded: loaded, options.zoneOffset)
      loading.arrived(page, fresh: fresh)
      watch.mark(merge)
      let selectedChanged = merge.changed.contains { $0.after.id == selected?.id }
      outcomes.append(
        .note(
          .refreshed(
            rows: store[category].presentCount, merge.counts(in: category),
            selectedChanged: selectedChanged && selectedMemory?.id == selected?.id)))
    case .newFilter:
      filter.rowsArrived()
      _ = reset(.rows, context)
      loading.arrived(page, fresh: list.replace(with: page, options.zoneOffset))
    case .restore: list.restore(page, number: answered.page.page, options.zoneOffset)
    case .otherUser:
      otherPageArrived(page)
      arrivedPage = rows.page(of: pane.cursor) ?? 1
      return carryOut(outcomes, context)
    case .watch:
      if case .watchFailed? = notices.current?.fact { notices.hideCurrent() }
      let size = min(loading.counter.pageSize, page.size ?? loading.counter.pageSize)
      let counter = PageCounter(afterFirst: page, pageSize: options.pageSize)
      let merge = list.merge(
        page, pageSize: size, counter, loaded: loading.counter, options.zoneOffset)
      followRows()
      outcomes += watch.arrived(merge, in: category)
      if loading.takeWaiting() { outcomes.append(.loadAhead) }
    }
    if answered.purpose != .watch {
      arrivedPage = answered.page.page
      if answered.purpose != .restore {
        outcomes += findings.check(page, loading.counter)
        if let count = countToRemember { outcomes.append(.remember(count)) }
      }
      // An empty pane may have rows on the next page.
      let isEmpty = store[category].count == 0 && loading.canLoadMore(of: category)
      if isEmpty, loading.goal == nil { outcomes.append(.load(.next)) }
    }
    let effects = carryOut(outcomes, context)
    if let check { follow(check, page, answered.purpose, context) }
    return effects
  }

  /// After the first page and after the last one: not each page is worth writing a file.
  private var countToRemember: RememberedChange? {
    guard let subject, filter.active == nil,
      loading.counter.lastPage == 1 || loading.counter.everythingHasEnded
    else { return nil }
    let counts = categories.map { loading.counter.reportedRows(of: $0) ?? store[$0].presentCount }
    let isAll = categories.allSatisfy {
      loading.counter.hasEnded($0) || loading.counter.reportedRows(of: $0) != nil
    }
    return .counted(
      subject, memories: counts.reduce(0) { $0.addingReportingOverflow($1).partialValue }, isAll: isAll)
  }

  private mutating func follow(
    _ check: OpenMemoryCheck, _ page: MemoryPage, _ purpose: Loading.Purpose, _ context: UpdateContext
  ) {
    defer { compareReading() }
    guard let (memory, status) = check.result(of: page, for: purpose, self) else { return }
    screens.change(Reading.self) { $0.follow(memory, status) }
    screens.change(RawState.self) { if memory != nil { $0.textChanged() } }
    screens.change(SourcesView.self) { $0.follow(memory, status) }
    if let fact = check.notice(of: status) { note(fact, context) }
  }

  /// The open memory shows what changed for as long as it is marked.
  private mutating func compareReading() {
    guard let memory = reading?.memory else { return }
    let earlier = earlierRecord(of: memory)
    screens.change(Reading.self) { $0.compare(with: earlier) }
  }

  mutating func showArrivedRows() {
    if var form, form.completion.selection == nil {
      form.refreshCompletion(self)
      screens.replace(form)
    }
    let facets = list.store.facets
    screens.change(ValuesState.self) { $0.recount(facets) }
    if var overview = screens.find(OverviewState.self) {
      overview.recount(self)
      screens.replace(overview)
    }
  }

  mutating func failed(_ error: ServiceError, _ number: Int, _ context: UpdateContext) -> [BrowserEffect] {
    guard let failed = loading.takeRequest(number) else { return [] }
    guard failed.purpose != .watch else {
      let effects = carryOut(watch.failed(error), context)
      return effects + (loading.takeWaiting() ? loadAhead(context) : [])
    }
    loading.failed(failed, error)
    note(.pageFailed(error, page: failed.page.page), context)
    // The pane or the comparison shows the failure for as long as it lasts.
    if (place == .list && hasFailed(category)) || (place == .differences && differences?.differences == nil) {
      notices.hideCurrent()
    }
    return []
  }

  /// Called after each event: the next page for the goal, as soon as nothing else is under way.
  mutating func pursueGoal(_ context: UpdateContext) -> [BrowserEffect] {
    guard let goal = loading.goal, loading.request == nil else { return [] }
    let rowCount = list.store[goal.category].presentCount
    switch goal.kind {
    case .rest:
      if loading.counter.hasEnded(goal.category) {
        loading.endGoal()
        return carryOut(findings.end(of: goal.category, rows: rowCount, loading.counter), context)
      }
    case .everything:
      if loading.counter.everythingHasEnded {
        loading.endGoal()
        note(.everythingCounted(rows: list.store.facets.rows), context)
        return []
      }
    case .comparison:
      if let effects = endComparison(context) { return effects }
    case .search(let first):
      guard isEverythingRead else { return [] }
      let found = matches(from: first)
      let others = found.filter { $0.category != category }
      if !found.isEmpty {
        loading.endGoal()
        if !others.isEmpty { note(.matchesElsewhere(others), context) }
        let searched = search.active.map { _ in search.matches(in: category) }
        guard others.count < found.count,
          let place = list.firstMatch(of: searched, from: first[category] ?? 0)
        else { return [] }
        return carryOut(.moveCursor(to: place), context)
      }
      if first.keys.allSatisfy({ loading.counter.hasEnded($0) }) {
        loading.endGoal()
        reportEnd(context)
        return []
      }
    }
    guard !goal.needsConfirmation else {
      if canAsk { screens.open(QuestionState(question: .loadMore(calls: goal.calls))) }
      return []
    }
    loading.countCall()
    if goal.kind == .comparison, let effects = loadOtherUser(context) { return effects }
    return load(.next, context)
  }

  /// How many calls the goal still takes, where the service says how many rows there are.
  public var callsToGo: Int? {
    switch loading.goal?.kind {
    case .rest: loading.goal.flatMap { loading.counter.pagesToGo(in: [$0.category]) }
    case .everything: loading.counter.pagesToGo()
    // At most: it ends with a match.
    case .search(let rows): loading.counter.pagesToGo(in: rows.keys)
    case .comparison:
      loading.counter.pagesToGo().flatMap { own in differences?.pagesToGo.map { own + $0 } }
    case nil: nil
    }
  }

  mutating func declineGoal(_ context: UpdateContext) {
    guard let goal = loading.goal else { return }
    switch goal.kind {
    case .rest: note(.declinedMore(goal.category), context)
    case .everything: note(.declinedEverything, context)
    case .search: note(.declinedFurtherSearch(goal.category), context)
    case .comparison:
      screens.close(DifferencesState.self)
      note(.declinedComparison, context)
    }
    loading.endGoal()
  }

  /// Only in server order: a sorted pane puts the rows elsewhere, and would reload pages without end.
  mutating func restoreDroppedPage(_ context: UpdateContext) -> [BrowserEffect] {
    guard !loading.isUnwanted(list), !showsOldRows, rows.order == nil, list.narrowing == nil,
      loading.request == nil
    else {
      return []
    }
    let sizes = context.measure(self).sizes
    guard let page = list.droppedPageInSight(sizes) else { return [] }
    return carryOut(loading.restore(page, of: subject, filter: filter.active?.sent, list), context)
  }
}
