import MemoryModel

extension BrowserState {
  /// A movement downwards asks when fewer rows than this follow the cursor.
  static let rowsAhead = 10

  mutating func start(now: Timestamp) -> [BrowserEffect] {
    guard subject != nil else {
      overlay = .prompt(TextPrompt(purpose: .user))
      return options.startsWatching ? startWatching(now: now) : []
    }
    return ask(.next) + (options.startsWatching ? startWatching(now: now) : [])
  }

  mutating func loadMoreIfFewFollow() -> [BrowserEffect] {
    let following = rows.count - 1 - pane.cursor
    guard following < Self.rowsAhead, !counter.hasEnded(category), failure == nil else { return [] }
    return ask(.next)
  }

  /// A failed page again, or page 1 in place of everything.
  mutating func refresh() -> [BrowserEffect] {
    if let failed = failure {
      failure = nil
      return send(failed.request, failed.purpose)
    }
    guard loading?.purpose != .replace else { return [] }
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
    category = .factual
    reading = nil
    previewTop = 0
    return cancelled + ask(.next)
  }

  mutating func cancelLoading(now: Timestamp) -> [BrowserEffect] {
    guard isBusy || loadingRest != nil || searchingOn != nil else { return [] }
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
    guard loading == nil, failure == nil else { return [] }
    let last = min(pane.top + visible, rows.count)
    let absent = (pane.top..<max(pane.top, last)).first { rows.memory(at: $0) == nil }
    guard let absent, let page = rows.page(of: absent), let subject else { return [] }
    let request = PageRequest(
      subject: subject, page: page, size: counter.pageSize,
      includesPreferences: page <= store[.preference].lastPage,
      includesTools: page <= store[.tool].lastPage)
    return send(request, .restore)
  }

  mutating func askForNextPage() -> [BrowserEffect] { ask(.next) }

  mutating func ask(_ purpose: Loading.Purpose) -> [BrowserEffect] {
    guard loading == nil, let subject else {
      // One question at a time, also here: what a person wants waits for the answer to the watch.
      if loading?.purpose == .watch { watch?.holdsUpNextPage = true }
      return []
    }
    let counter = purpose == .replace || purpose == .watch ? PageCounter(pageSize: options.pageSize) : counter
    guard !counter.everythingHasEnded else { return [] }
    return send(counter.nextRequest(for: subject), purpose)
  }

  private mutating func send(_ request: PageRequest, _ purpose: Loading.Purpose) -> [BrowserEffect] {
    question += 1
    failure = nil
    loading = Loading(request: request, purpose: purpose, question: question)
    return [.load(request, question: question)]
  }
}
