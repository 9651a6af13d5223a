import MemoryModel

/// The one question that is under way.
public struct Loading: Sendable, Hashable {
  public enum Purpose: Sendable, Hashable {
    /// The page after the last.
    case next
    /// Page 1, which replaces everything when it is here.
    case replace
    /// Page 1 of another filter, which replaces everything when it is here.
    case refilter
    /// A page that was dropped from memory.
    case restore
    /// Page 1 once more, to see what is new.
    case watch
  }

  public struct Retry: Sendable, Hashable {
    public var error: ServiceError
    public var seconds: Double
    public var attempt: Int
    public var of: Int
  }

  public let request: PageRequest
  public let purpose: Purpose
  public let number: Int
  /// Ticks that it took so far. Short work shows no spinner: it would cost bytes and tell nothing.
  public var ticks = 0
  /// Set while it waits to ask again.
  public var retry: Retry?
}

/// What the list showed when Esc ended the loading of a dropped page.
struct RestorePlace: Sendable, Hashable {
  var category: MemoryCategory
  var top: Int
}

/// A page that did not come. Only `r` asks for it again.
public struct PageFailure: Sendable, Hashable {
  public var request: PageRequest
  public var purpose: Loading.Purpose
  public var error: ServiceError
}

/// `G` `G`: loads page after page until a pane has ended.
public struct LoadingRest: Sendable, Hashable {
  public let category: MemoryCategory
  public var calls = 0
  public var mayGoOn = false

  /// Beyond this many calls it asks first.
  public static let callsWithoutAsking = 20
}

extension BrowserState {
  /// A movement downwards asks when fewer rows than this follow the cursor.
  static let rowsAhead = 10

  mutating func start(now: Timestamp) -> [BrowserEffect] {
    filter = options.filter.flatMap { AppliedFilter($0, for: options.filterTarget(at: now)) }
    if let filter { noteWarnings(about: filter.filter, now: now) }
    fieldsToFind = undocumentedFields(of: filter?.filter)
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
    if let failed = failure { return stopLoading() + send(failed.request, failed.purpose) }
    guard loading?.purpose != .replace, loading?.purpose != .refilter else { return [] }
    return stopLoading() + ask(counter.lastPage == 0 ? .next : .replace)
  }

  /// Ends the request that is under way and what it was a part of: loading the rest, searching further pages, and the
  /// question about it. Whoever asks for something else calls it first, so that nothing of the old work continues.
  mutating func stopLoading() -> [BrowserEffect] {
    let effects: [BrowserEffect] = loading == nil ? [] : [.cancelLoad]
    loading = nil
    loadingRest = nil
    searchingOn = nil
    watch?.holdsUpNextPage = false
    if case .question(.loadMore) = overlay { overlay = nil }
    return effects
  }

  /// Closes all that lies on top of the list, and ends the request for the sources of a memory.
  mutating func returnToList() -> [BrowserEffect] {
    let effects: [BrowserEffect] = recordRequest == nil ? [] : [.cancelRecord]
    sources = nil
    reading = nil
    form = nil
    overlay = nil
    covered = nil
    searchPrompt = nil
    facetRows = []
    return effects
  }

  mutating func show(_ subject: Subject, now: Timestamp) -> [BrowserEffect] {
    let stopped = stopLoading() + returnToList() + cancelExport(now: now)
    self.subject = subject
    clearRows()
    watchMarks = WatchMarks()
    search = nil
    failure = nil
    panes = [:]
    filterBefore = nil
    contradictions = [:]
    fieldsToFind = undocumentedFields(of: filter?.filter)
    droppable = 0
    announcedLists = []
    category = .factual
    previewTop = 0
    return stopped + ask(.next) + remember(.opened(subject))
  }

  /// Esc: the request and what it is a part of; the filter before comes back.
  mutating func cancelLoading(now: Timestamp) -> [BrowserEffect] {
    let isLoading = loading != nil && loading?.purpose != .watch || loadingRest != nil || searchingOn != nil
    guard isLoading || filterBefore != nil else { return cancelExport(now: now) }
    if loading?.purpose == .restore { unwantedRestore = RestorePlace(category: category, top: pane.top) }
    if isLoading { note(.loadingCancelled, at: now) }
    return putFilterBack() + stopLoading()
  }

  /// Called after each event: the next page of what was asked for, as soon as nothing else is under way.
  mutating func continueLoadingRest(now: Timestamp) -> [BrowserEffect] {
    guard var rest = loadingRest, loading == nil else { return [] }
    guard !counter.hasEnded(rest.category) else {
      loadingRest = nil
      noteEnd(of: rest.category, now: now)
      return []
    }
    guard mayContinue(calls: rest.calls, rest.mayGoOn) else { return [] }
    rest.calls += 1
    loadingRest = rest
    return ask(.next)
  }

  /// Asks beyond some calls. The question waits until it covers nothing that a person has opened.
  mutating func mayContinue(calls: Int, _ isAllowed: Bool) -> Bool {
    guard calls >= LoadingRest.callsWithoutAsking, !isAllowed else { return true }
    let isOnTop = place == .list || place == .memory || place == .search && searchingOn != nil
    if isOnTop { overlay = .question(.loadMore(calls: calls)) }
    return false
  }

  /// Asks for a dropped page that is on the screen again; not where Esc has just ended that, before one moves on.
  mutating func loadWhatIsSeen(rows visible: Int) -> [BrowserEffect] {
    if let unwanted = unwantedRestore {
      guard unwanted != RestorePlace(category: category, top: pane.top) else { return [] }
      unwantedRestore = nil
    }
    // In another order than the service's, a page that comes back has its rows somewhere else, and rows of the next
    // dropped page would take their place: it would never end.
    guard loading == nil, failure == nil, !showsOldRows, rows.order == nil else { return [] }
    let last = min(pane.top + visible, rows.count)
    let absent = (pane.top..<max(pane.top, last)).first { rows.memory(at: $0) == nil }
    guard let absent, let page = rows.page(of: absent), let subject,
      restoredPages.insert(page).inserted
    else { return [] }
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
    requestNumber += 1
    // The watch asks for something else: what failed stays failed.
    if purpose != .watch { failure = nil }
    loading = Loading(request: request, purpose: purpose, number: requestNumber)
    return [.load(request, number: requestNumber)]
  }
}
