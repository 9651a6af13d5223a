import MemoryModel

extension BrowserState {
  /// A movement downwards asks when fewer rows than this follow the cursor.
  static let rowsAhead = 10

  mutating func start(now: Timestamp) -> [BrowserEffect] {
    filter = options.filter.flatMap {
      AppliedFilter($0.read(in: options.dialect), today: options.today(at: now), in: options.dialect)
    }
    let watching = options.startsWatching ? startWatching(now: now) : []
    guard let subject else {
      askForSubject()
      return [.recall] + watching
    }
    // The question goes out before any file is touched.
    return ask(.next) + [.recall] + remember(.opened(subject)) + watching
  }

  mutating func loadMoreIfFewFollow() -> [BrowserEffect] {
    let following = rows.count - 1 - pane.cursor
    guard following < Self.rowsAhead, !counter.hasEnded(category), failure == nil, !showsOldRows else {
      return []
    }
    return ask(.next)
  }

  /// A failed page again, or page 1 in place of everything.
  mutating func refresh() -> [BrowserEffect] {
    if let failed = failure {
      failure = nil
      return send(failed.request, failed.purpose)
    }
    guard loading?.purpose != .replace, loading?.purpose != .refilter else { return [] }
    let cancelled: [BrowserEffect] = loading == nil ? [] : [.cancelLoad]
    loading = nil
    loadingRest = nil
    searchingOn = nil
    return cancelled + ask(counter.lastPage == 0 ? .next : .replace)
  }

  mutating func show(_ subject: Subject) -> [BrowserEffect] {
    let cancelled: [BrowserEffect] = loading == nil ? [] : [.cancelLoad]
    self.subject = subject
    clearRows()
    watchMarks = WatchMarks()
    search = nil
    searchingOn = nil
    loading = nil
    loadingRest = nil
    failure = nil
    panes = [:]
    filterBefore = nil
    contradictions = [:]
    category = .factual
    reading = nil
    previewTop = 0
    return cancelled + ask(.next) + remember(.opened(subject))
  }

  mutating func cancelLoading(now: Timestamp) -> [BrowserEffect] {
    let isLoading = loading != nil && loading?.purpose != .watch || recordQuestion != nil
    guard isLoading || loadingRest != nil || searchingOn != nil else {
      let back = putFilterBack()
      return back.isEmpty ? cancelExport(now: now) : back
    }
    let back = putFilterBack()
    guard back.isEmpty else {
      note(.loadingCancelled, at: now)
      return back
    }
    loading = nil
    loadingRest = nil
    searchingOn = nil
    note(.loadingCancelled, at: now)
    return [.cancelLoad]
  }

  mutating func continueLoadingRest() -> [BrowserEffect] {
    guard var rest = loadingRest, loading == nil else { return [] }
    guard !counter.hasEnded(rest.category) else {
      loadingRest = nil
      return []
    }
    if rest.calls >= LoadingRest.callsWithoutAsking, !rest.mayGoOn {
      overlay = .question(.loadMore(calls: rest.calls))
      return []
    }
    rest.calls += 1
    loadingRest = rest
    return ask(.next)
  }

  /// Asks for a dropped page that is on the screen again.
  mutating func loadWhatIsSeen(rows visible: Int) -> [BrowserEffect] {
    guard loading == nil, failure == nil, !showsOldRows else { return [] }
    let last = min(pane.top + visible, rows.count)
    let absent = (pane.top..<max(pane.top, last)).first { rows.memory(at: $0) == nil }
    guard let absent, let page = rows.page(of: absent), let subject else { return [] }
    let request = PageRequest(
      subject: subject, page: page, size: counter.pageSize,
      includesPreferences: page <= store[.preference].lastPage,
      includesTools: page <= store[.tool].lastPage, includesSkills: page <= store[.skill].lastPage,
      filter: filter?.sent)
    return send(request, .restore)
  }

  mutating func askForNextPage() -> [BrowserEffect] { ask(.next) }

  /// Page 1 of what is asked now; `nil` without a user.
  var firstRequest: PageRequest? {
    subject.map { PageCounter(pageSize: options.pageSize).nextRequest(for: $0, filter: filter?.sent) }
  }

  mutating func ask(_ purpose: Loading.Purpose) -> [BrowserEffect] {
    guard loading == nil, let subject else {
      // One question at a time, also here: what a person wants waits for the answer to the watch.
      if loading?.purpose == .watch { watch?.holdsUpNextPage = true }
      return []
    }
    let isFirst = purpose == .replace || purpose == .refilter || purpose == .watch
    let counter = isFirst ? PageCounter(pageSize: options.pageSize) : counter
    guard !counter.everythingHasEnded else { return [] }
    return send(counter.nextRequest(for: subject, filter: filter?.sent), purpose)
  }

  private mutating func send(_ request: PageRequest, _ purpose: Loading.Purpose) -> [BrowserEffect] {
    question += 1
    failure = nil
    loading = Loading(request: request, purpose: purpose, question: question)
    return [.load(request, question: question)]
  }
}
