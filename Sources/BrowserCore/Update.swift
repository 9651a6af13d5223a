import MemoryModel

extension BrowserState {
  public mutating func update(_ event: BrowserEvent, _ context: UpdateContext) -> [BrowserEffect] {
    var arrivedPage: Int?
    var effects = apply(event, context, &arrivedPage)
    followRows()
    effects += readRows(context)
    effects += pursueGoal(context)
    let canCompare = loading.counter.lastPage > 0 && subject != nil && !filter.showsOldRows
    effects += carryOut(watch.advance(loading, canCompare: canCompare), context)
    updateQuestion()
    settle(context)
    if let page = arrivedPage ?? (counting.takeGrowth() ? rows.page(of: pane.cursor) : nil) {
      let sizes = context.measure(self).sizes
      let limit = options.memoryLimit
      let besides =
        counting.bytes + reviewing.bytes + watch.marks.earlier.bytes + (differences?.bytes ?? 0)
      if list.dropDistantPages(keeping: page, limit: limit, besides: besides, sizes) {
        effects.append(.trimMemory)
        followRows()
        effects += readRows(context)
        settle(context)
      }
      effects += checkMemoryOfComparison()
    }
    return effects + restoreDroppedPage(context)
  }

  private mutating func apply(
    _ event: BrowserEvent, _ context: UpdateContext, _ arrivedPage: inout Int?
  ) -> [BrowserEffect] {
    switch event {
    case .started: return start(context)
    case .command(let command):
      notices.hideCurrent()
      loading.noteKey()
      watch.noteKey(at: context.now)
      let effects = perform(command, context)
      if case .insert = command, let bytes = screens.topHandler?.editedLine?.refusedBytes {
        note(.textTooLong(bytes: bytes), context)
      }
      list.noteLastKey(isGoLast: command == .goLast && place.endLoadsMore)
      return effects
    case .resized: return []
    case .ticked:
      loading.tick()
      lookup?.request?.ticks += 1
      screens.change(SourcesView.self) { $0.changeRequest { $0.ticks += 1 } }
    case .reported(let report, let number):
      loading.reported(report, number: number)
      if var request = lookup?.request, request.number == number {
        report.change(&request.retry)
        lookup?.request = request
      }
      screens.change(SourcesView.self) { sources in
        if sources.request?.number == number { sources.changeRequest { report.change(&$0.retry) } }
      }
    case .pageArrived(let page, let number):
      let effects = arrived(page, number, context, &arrivedPage)
      showArrivedRows()
      return effects
    case .pageFailed(let error, let number): return failed(error, number, context)
    case .recordArrived(let record, let number):
      lookupArrived(record, number: number, context)
      screens.change(SourcesView.self) { if $0.request?.number == number { $0.arrived(record) } }
    case .recordFailed(let error, let number):
      lookupFailed(error, number: number, context)
      screens.change(SourcesView.self) { if $0.request?.number == number { $0.failed(error) } }
    case .measured(let bytes): list.measured(residentBytes: bytes)
    case .filterEdited(let text):
      guard var form else { return [] }
      let outcomes = form.edited(text, self, context)
      screens.replace(form)
      return carryOut(outcomes, context)
    case .remembered(let remembered):
      history.read(remembered)
      if var prompt = screens.find(TextPrompt.self) {
        prompt.offerRecent(in: self)
        screens.replace(prompt)
      }
    case .kept(let change): if let fact = history.kept(change) { note(fact, context) }
    case .notKept(let change, let reason): if let fact = change.notKeptNotice(reason) { note(fact, context) }
    case .copied(let part, let outcome): note(.copied(part, outcome), context)
    case .exportReported(let report):
      loading.reported(report, number: nil)
      export.reported(report)
    case .exportProgressed(let progress): export.progressed(progress)
    case .exportEnded(let outcome): return carryOut(export.ended(outcome), context)
    case .usersCompared(let differences, let number):
      screens.change(DifferencesState.self) { $0.compared(differences, number: number) }
    case .noticed(let fact): note(fact, context)
    case .readingContinued: isSliceScheduled = false
    case .watchIsDue(let number): return carryOut(watch.timerFired(number, now: context.now), context)
    }
    return []
  }

  /// What one slice may cost, in bytes of a plain walk: some milliseconds.
  private static let sliceBudget = 3 << 20

  /// The first slice is read at once, the others after the keys that wait.
  private mutating func readRows(_ context: UpdateContext) -> [BrowserEffect] {
    let mayRead = !isSliceScheduled
    var effects: [BrowserEffect] = []
    if mayRead, !isEverythingRead {
      var budget = Self.sliceBudget
      if let pane = list.readNarrowings(options.serverZone, budget: &budget) {
        effects += carryOut(.showPane(pane), context)
      }
      search.read(list, budget: &budget)
    }
    effects += carryOut(search.jump(list), context)
    let isCounted = counting.update(
      form, list.store, isOfActiveFilter: filter.restrictsRows,
      options.filterTarget(at: context.now), mayRead: mayRead)
    let reviewed = screens.find(ReviewState.self)?.category
    let isReviewed = reviewing.update(
      reviewed, list.store, isLoading: reviewed.map(loading.isLoadingRest) ?? false, mayRead: mayRead)
    screens.change(ReviewState.self) { $0.follow(reviewing, list.store) }
    guard mayRead, !isEverythingRead || !isCounted || !isReviewed else { return effects }
    isSliceScheduled = true
    return effects + [.continueReading]
  }

  private mutating func start(_ context: UpdateContext) -> [BrowserEffect] {
    let given = options.filter
    filter.start(
      given.flatMap { AppliedFilter($0, for: options.filterTarget(at: context.now)) },
      fields: given?.fieldsToFind(options, list.store) ?? [])
    var effects = carryOut(filter.active?.filter.warnings(options, list.store) ?? [], context)
    if let subject {
      // The request goes out before any file is touched.
      effects += load(.next, context) + [.recall, history.remember(.opened(subject, at: context.now))]
    } else {
      screens.open(TextPrompt(self))
      effects.append(.recall)
    }
    guard options.startsWatching else { return effects }
    return effects + carryOut(watch.start(interval: options.watchInterval, now: context.now), context)
  }

  private mutating func perform(_ command: BrowserCommand, _ context: UpdateContext) -> [BrowserEffect] {
    switch command {
    case .interrupt: return [.cancelLoad, .cancelRecord, .quit(.interrupted)]
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    case .unboundKey(let key): note(.keyMeansNothing(key), context)
    case .showHelp: screens.open(HelpState(subject: place))
    case .showFields: screens.open(FieldReference())
    case .showNotices: screens.open(NoticesState())
    case .startCopy: screens.open(CopyMenu())
    case .showPalette: screens.open(CommandPalette(origin: place))
    default:
      guard var top = screens.topHandler else {
        if command.movesCursor { search.forgetJump() }
        return carryOut(command.listOutcomes(self, context), context)
      }
      let outcomes = top.perform(command, self, context)
      screens.replace(top)
      return carryOut(outcomes, context)
    }
    return []
  }

  mutating func note(_ fact: Notice.Fact, _ context: UpdateContext) {
    notices.add(fact, at: context.now)
    screens.change(NoticesState.self) { $0.textChanged() }
  }

  mutating func carryOut(_ outcomes: [Outcome], _ context: UpdateContext) -> [BrowserEffect] {
    outcomes.flatMap { carryOut($0, context) }
  }

  mutating func carryOut(_ outcome: Outcome, _ context: UpdateContext) -> [BrowserEffect] {
    switch outcome {
    case .effect(let effect): return [effect]
    case .note(let fact): note(fact, context)
    case .perform(let command): return perform(command, context)

    case .open(let screen): screens.open(screen)
    case .close: screens.close()
    case .openMemory:
      if let reading = readingOfSelected { screens.open(reading) }
      showFirstMatch(context)
    case .openForm(let condition): openForm(adding: condition, context)
    case .openFormAt(let condition):
      openForm(adding: nil, context)
      focusForm(on: condition)
    case .openMatch(let memory): return openMatch(memory, context)
    case .openSources: return openSources(context)
    case .openRecord(let id): return openRecord(id: id)
    case .openCompared(let memory, let owner): openOutside(memory, comparedUser: owner)
    case .showCompared(let side): showCompared(side, context)
    case .askForSubject: screens.open(TextPrompt(self))
    case .askForOtherUser: screens.open(TextPrompt(self, purpose: .comparing))

    case .move(let distance, let scrolling):
      list.move(by: distance, scrolling: scrolling)
      return distance > 0 ? loadAhead(context) : []
    case .goToEnd:
      let loadsRest = list.wentToLast && loading.canLoadMore(of: category) && !showsOldRows
      list.move(by: rows.count, scrolling: true)
      guard loadsRest else { return loadAhead(context) }
      loading.loadRest(of: category)
    case .loadEverything:
      guard !loading.counter.everythingHasEnded, loading.failure == nil, !showsOldRows else { return [] }
      loading.loadEverything(of: category)
    case .moveCursor(let place):
      if list.moveCursor(to: place) { followCursor(context) }
    case .stepMemory(let distance):
      let before = pane.cursor
      list.move(by: distance, scrolling: false)
      let effects = distance > 0 ? loadAhead(context) : []
      if pane.cursor != before { followCursor(context) }
      return effects
    case .showPane(let index):
      guard list.showPane(index) else { return [] }
      search.forgetJump()
      // An open memory stays open as what it is: the selected memory of the pane.
      if selectedMemory == nil { screens.close(Reading.self) } else { followCursor(context) }
    case .sort(let order): list.sort(order)
    case .cyclePreview:
      let wasShown = context.measure(self).sizes.previewLines > 0
      list.cyclePreview()
      let isShown = context.measure(self).sizes.previewLines > 0
      if !wasShown, !isShown { note(list.preview == .off ? .previewOff : .noRoomForPreview, context) }
    case .scrollPreview(let lines):
      let measurement = context.measure(self)
      list.scrollPreview(by: lines, measurement)
    case .toggleTimes: list.toggleTimes()

    case .load(let purpose): return load(purpose, context)
    case .loadAhead: return loadAhead(context)
    case .refresh: return carryOut(loading.refresh(subject, filter: filter.active?.sent), context)
    case .cancel: return reset(.cancelled, context)
    case .answer(.loadMore, let isYes): if isYes { loading.confirmGoal() } else { declineGoal(context) }
    case .answer(.replaceFile(var order), let isYes):
      order.replaces = true
      if isYes { return [export.begin(order, list)] }
      note(.exported(.fileExists, path: order.path, without: 0), context)

    case .search(let text, let prompt):
      loading.endSearch()
      list.restartPreview()
      if let pattern = SearchPattern(text) {
        search.start(pattern, fromRow: prompt.row)
      } else {
        search.end()
        return goBack(to: prompt, context)
      }
    case .leaveSearch(let prompt):
      search.restore(prompt.earlier)
      return goBack(to: prompt, context)
    case .restoreSearch(let earlier): search.restore(earlier)
    case .stepToMatch(let step):
      if search.active == nil { note(.nothingSearched, context) }
      search.step(by: step, fromRow: list.cursorRow(in: category))
    case .searchFurther: searchFurther(context)
    case .searchInside(let pattern, let anchor): searchInside(pattern, from: anchor, context)
    case .stepInside(let step): return stepInside(by: step, context)
    case .endSearch:
      if search.active != nil { list.restartPreview() }
      search.end()
    case .answerSearch: if search.count(in: list)?.matches == 0 { reportNoMatch(context) }
    case .reportNoMatch: reportNoMatch(context)
    case .narrow(let rule): list.narrow(rule)
    case .narrowAll(let rule): list.narrowAll(rule)
    case .showAllRows:
      // Without a search, rows further on were searched for what narrowed this pane.
      if search.active == nil, loading.goal?.category == category { loading.endSearch() }
      list.showAllRows(in: category)

    case .apply(let filter, let form, let isRemembered):
      return apply(filter, form, isRemembered: isRemembered, context)
    case .add(let condition): return carryOut(adding(condition), context)
    case .clearFilter: return carryOut(filter.clear(), context)
    case .selectDroppable(let index): filter.select(droppable: index)
    case .keepDraft(let draft): filter.keepDraft(draft)
    case .show(let subject): return show(subject, context)
    case .compare(let other): return compare(with: other, context)
    case .resumeComparison: return resumeComparison(context)
    case .leaveComparison: return leaveComparison(context)
    case .toggleWatch:
      return carryOut(watch.toggle(interval: options.watchInterval, now: context.now), context)
    case .export(let order, let form):
      export.keep(form)
      return [export.begin(order, list)]
    case .remember(let change): return [history.remember(change)]
    }
    return []
  }

  private var readingOfSelected: Reading? {
    selectedMemory.map { Reading($0, isGone: isGone($0), earlier: earlierRecord(of: $0)) }
  }

  /// The open memory becomes the one under the cursor; a search in it is kept.
  private mutating func followCursor(_ context: UpdateContext) {
    guard self.reading?.isOutside != true, var reading = readingOfSelected else { return }
    reading.inside = self.reading?.inside.map { InsideSearch($0.pattern) }
    screens.replace(reading)
    showFirstMatch(context)
  }

  private mutating func openSources(_ context: UpdateContext) -> [BrowserEffect] {
    guard let memory = sources?.memory ?? reading?.memory ?? selectedMemory else { return [] }
    let status = sources?.status ?? reading?.status ?? .unchanged
    let messages = SourceMessage.all(in: memory.record)
    // Only an id that the service sent can be asked for.
    let isAsking = messages.isEmpty && memory.record["id"] == .string(memory.id.text)
    let request = isAsking ? RecordRequest(number: loading.takeNumber()) : nil
    if isAsking, lookup?.request != nil {
      // One memory is requested at a time.
      lookup = nil
      note(.loadingCancelled, context)
    }
    let view = SourcesView(
      memory: memory, content: request.map { .loading($0) } ?? .messages(messages), status: status)
    screens.open(view)
    screens.replace(view)
    return request.map { [.loadRecord(id: memory.id.text, number: $0.number)] } ?? []
  }

  private mutating func goBack(to prompt: SearchPrompt, _ context: UpdateContext) -> [BrowserEffect] {
    let effects = carryOut(.moveCursor(to: rows.place(of: prompt.row)), context)
    list.scroll(to: prompt.top)
    return effects
  }

  private mutating func apply(
    _ new: MemoryFilter?, _ form: FilterForm?, isRemembered: Bool, _ context: UpdateContext
  ) -> [BrowserEffect] {
    let applied = new.flatMap { AppliedFilter($0, for: options.filterTarget(at: context.now)) }
    let fields = new?.fieldsToFind(options, list.store) ?? []
    let change = filter.apply(applied, form: form, fields: fields, hasSubject: subject != nil)
    if change != .none { _ = carryOut(new?.warnings(options, list.store) ?? [], context) }
    var effects: [BrowserEffect]
    switch change {
    case .none, .noUser: return []
    case .restored: effects = reset(.filter, context)
    case .new: effects = reset(.filter, context) + load(.newFilter, context)
    }
    if isRemembered, !effects.isEmpty { effects += (new?.uses ?? []).map { history.remember($0) } }
    return effects
  }

  private mutating func show(_ subject: Subject, _ context: UpdateContext) -> [BrowserEffect] {
    let effects = reset(.subject, context)
    self.subject = subject
    return effects + load(.next, context) + [history.remember(.opened(subject, at: context.now))]
  }

  enum ResetReason {
    case subject
    /// Another filter: its rows arrive later.
    case filter
    /// Page 1 arrived, and replaces all rows.
    case rows
    case cancelled
  }

  mutating func reset(_ reason: ResetReason, _ context: UpdateContext) -> [BrowserEffect] {
    switch reason {
    case .subject:
      let effects = closeWork(context) + reset(.rows, context)
      list.reset()
      search.end()
      filter.reset(fields: filter.active?.filter.undocumentedFields(in: options.dialect) ?? [])
      findings.forgetLists()
      return effects
    case .filter: return closeWork(context)
    case .rows:
      loading.clearCounter()
      findings.forgetShortfalls()
      watch.clearMarks()
      search.forgetRows()
      screens.change(SearchPrompt.self) { $0.forgetRows() }
      return []
    case .cancelled:
      let isLoading = !loading.isWatchOnly || loading.goal != nil
      let effects = cancelLookup()
      if !effects.isEmpty {
        note(.loadingCancelled, context)
        return effects
      }
      guard isLoading || showsOldRows else { return carryOut(export.cancel(), context) }
      loading.noteUnwantedRestore(in: list)
      if isLoading { note(.loadingCancelled, context) }
      if showsOldRows {
        filter.restore()
        loading.forgetFailure()
      }
      return carryOut(loading.stop(), context)
    }
  }

  private mutating func closeWork(_ context: UpdateContext) -> [BrowserEffect] {
    var outcomes = loading.stop()
    if sources?.request != nil { outcomes.append(.effect(.cancelRecord)) }
    screens.closeAll()
    loading.forgetFailure()
    return cancelLookup() + carryOut(outcomes + export.cancel(), context)
  }

  mutating func followRows() {
    for (category, changes) in list.followRows() {
      let isShown = category == list.category
      search.follow(changes, in: category, isShown: isShown)
      screens.change(SearchPrompt.self) { $0.follow(changes, in: category, isShown: isShown) }
      loading.follow(changes, in: category)
    }
  }

  /// A question whose reason is gone is closed, and one that waited is asked.
  private mutating func updateQuestion() {
    if case .loadMore? = screens.find(QuestionState.self)?.question, loading.goal == nil {
      screens.close(QuestionState.self)
    }
    openWaitingRecord()
    if place == .list || place == .memory, let order = export.takeUnasked() {
      screens.open(QuestionState(question: .replaceFile(order)))
    }
  }

  private mutating func settle(_ context: UpdateContext) {
    let sizes = context.measure(self).sizes
    list.settlePanes(sizes)
    if list.startsPreview {
      let line = isMatch(at: pane.cursor) ? context.measure(self).previewMatchLine() : nil
      list.startPreview(at: line, lines: sizes.previewLines)
    }
    if list.previewTop > 0 {
      let measurement = context.measure(self)
      list.settlePreview(measurement)
    }
    guard var top = screens.topHandler else { return }
    top.settle(context.measure(self))
    screens.replace(top)
  }
}
