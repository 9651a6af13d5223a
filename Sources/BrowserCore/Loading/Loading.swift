import MemoryModel

/// What is being loaded, and why: at most one page request, and the goal that it is a part of.
public struct Loading: Sendable {
  public enum Purpose: Sendable, Hashable {
    case next
    /// Page 1 again. It replaces everything once it arrives.
    case refresh
    case newFilter
    case restore
    case watch
    /// A page of the user to compare with.
    case otherUser

    var isFirstPage: Bool { self == .refresh || self == .newFilter || self == .watch }
  }

  public struct Request: Sendable, Hashable {
    public let page: PageRequest
    public let purpose: Purpose
    public let number: Int
    /// How long it has taken. Short work shows no spinner: it would cost bytes and tell nothing.
    public fileprivate(set) var ticks = 0
    public fileprivate(set) var retry: Retry?
  }

  public struct Retry: Sendable, Hashable {
    public var error: ServiceError
    public var seconds: Double
    public var attempt: Int
    public var of: Int
  }

  /// Why page after page is loaded. A goal outlives its requests.
  public struct Goal: Sendable, Hashable {
    public enum Kind: Sendable, Hashable {
      /// `G` `G`: until the pane has ended.
      case rest
      /// `G` `G` in values and overview: until every pane has ended.
      case everything
      /// Ctrl-N: until a row matches, in any of these panes, from these rows on.
      case search(from: [MemoryCategory: Int])
      /// `D`: until every pane has ended, and all of another user is loaded too.
      case comparison
    }

    public fileprivate(set) var kind: Kind
    public let category: MemoryCategory
    public fileprivate(set) var calls = 0
    /// The user agreed to more than ``callsWithoutAsking``.
    fileprivate var isConfirmed = false

    static let callsWithoutAsking = 20
    var needsConfirmation: Bool { calls >= Self.callsWithoutAsking && !isConfirmed }
  }

  public private(set) var counter: PageCounter
  public private(set) var request: Request?
  public private(set) var goal: Goal?
  public private(set) var failure: PageFailure?
  /// HTTP requests that were sent: they cost quota.
  public private(set) var calls = 0
  public private(set) var milliseconds: Int?
  public private(set) var spinner = 0
  /// Of the last request; answers to older ones are dropped.
  private var number = 0
  /// The next page was requested while the watch was reading page 1.
  private var waitsForWatch = false
  /// Where the list was when Esc stopped the loading of a dropped page.
  private var unwantedRestore: (category: MemoryCategory, top: Int)?
  /// Dropped pages that were requested since the last key: each once.
  private var restoredPages: Set<Int> = []

  init(pageSize: Int) { counter = PageCounter(pageSize: pageSize) }

  public var isSearching: Bool { if case .search? = goal?.kind { true } else { false } }
  var isWatchOnly: Bool { request.map { $0.purpose == .watch } ?? true }
}

/// A page that could not be loaded. Only `r` requests it again.
public struct PageFailure: Sendable, Hashable {
  public var request: PageRequest
  public var purpose: Loading.Purpose
  public var error: ServiceError
}

extension Loading {
  /// One request at a time: the user's request waits for the answer to the watch.
  mutating func load(_ purpose: Purpose, of subject: Subject?, filter: JSONValue?) -> [Outcome] {
    guard request == nil, let subject else {
      if request?.purpose == .watch { waitsForWatch = true }
      return []
    }
    let counter = purpose.isFirstPage ? PageCounter(pageSize: counter.pageSize) : counter
    guard !counter.everythingHasEnded else { return [] }
    return send(counter.nextRequest(for: subject, filter: filter), purpose)
  }

  private mutating func send(_ page: PageRequest, _ purpose: Purpose) -> [Outcome] {
    // The watch asks for something else: a failure stays.
    if purpose != .watch { failure = nil }
    let number = takeNumber()
    request = Request(page: page, purpose: purpose, number: number)
    return [.effect(.load(page, number: number))]
  }

  mutating func takeNumber() -> Int {
    number += 1
    return number
  }

  /// `r`: the failed page again, or page 1 in place of everything.
  mutating func refresh(_ subject: Subject?, filter: JSONValue?) -> [Outcome] {
    if let failed = failure { return stop() + send(failed.request, failed.purpose) }
    guard request?.purpose != .refresh, request?.purpose != .newFilter else { return [] }
    return stop() + load(counter.lastPage == 0 ? .next : .refresh, of: subject, filter: filter)
  }

  /// Ends the request and its goal, before anything else is requested.
  mutating func stop() -> [Outcome] {
    let outcomes: [Outcome] = request == nil ? [] : [.effect(.cancelLoad)]
    request = nil
    goal = nil
    waitsForWatch = false
    return outcomes
  }

  func canLoadMore(of category: MemoryCategory) -> Bool { !counter.hasEnded(category) && failure == nil }

  /// Further pages of the category follow without a key, unless one fails.
  func isLoadingRest(of category: MemoryCategory) -> Bool {
    guard let goal, !goal.needsConfirmation, !counter.hasEnded(category) else { return false }
    return goal.kind == .everything || (goal.kind == .rest && !counter.hasEnded(goal.category))
  }

  /// Loads a dropped page that is on the screen again.
  mutating func restore(_ page: Int, of subject: Subject?, filter: JSONValue?, _ list: MemoryList)
    -> [Outcome]
  {
    guard request == nil, failure == nil, let subject, restoredPages.insert(page).inserted else { return [] }
    let store = list.store
    let request = PageRequest(
      subject: subject, page: page, size: counter.pageSize,
      includesPreferences: page <= store[.preference].lastPage, includesTools: page <= store[.tool].lastPage,
      includesSkills: page <= store[.skill].lastPage, filter: filter)
    return send(request, .restore)
  }

  mutating func noteUnwantedRestore(in list: MemoryList) {
    if request?.purpose == .restore { unwantedRestore = (list.category, list.pane.top) }
  }

  mutating func isUnwanted(_ list: MemoryList) -> Bool {
    guard let unwanted = unwantedRestore else { return false }
    if unwanted == (list.category, list.pane.top) { return true }
    unwantedRestore = nil
    return false
  }

  mutating func noteKey() { restoredPages = [] }

  mutating func takeRequest(_ number: Int) -> Request? {
    guard let answered = request, answered.number == number else { return nil }
    request = nil
    return answered
  }

  mutating func arrived(_ page: MemoryPage, fresh: FreshRows) { counter.arrived(page, fresh: fresh) }

  /// The rows are replaced: which categories have ended is not known any more.
  mutating func clearCounter() { counter = PageCounter(pageSize: counter.pageSize) }

  mutating func failed(_ request: Request, _ error: ServiceError) {
    _ = stop()
    failure = PageFailure(request: request.page, purpose: request.purpose, error: error)
  }

  mutating func forgetFailure() { failure = nil }

  mutating func takeWaiting() -> Bool {
    defer { waitsForWatch = false }
    return waitsForWatch && goal?.kind != .rest
  }

  mutating func reported(_ report: CallReport, number: Int?) {
    switch report {
    case .sent:
      // Counted also for a request that was dropped meanwhile: it was sent, and costs.
      calls += 1
    case .answered(let milliseconds): self.milliseconds = milliseconds
    case .retrying: break
    }
    guard var changed = request, changed.number == number else { return }
    report.change(&changed.retry)
    request = changed
  }

  mutating func tick() {
    spinner += 1
    request?.ticks += 1
  }

  mutating func loadRest(of category: MemoryCategory) { goal = Goal(kind: .rest, category: category) }
  /// - Parameter category: of the pane below.
  mutating func loadEverything(of category: MemoryCategory) {
    goal = Goal(kind: .everything, category: category)
  }

  /// - Parameter category: of the pane below.
  mutating func compareUsers(category: MemoryCategory) { goal = Goal(kind: .comparison, category: category) }
  mutating func loadOtherUser(_ page: PageRequest) -> [Outcome] { send(page, .otherUser) }

  mutating func searchFurther(in category: MemoryCategory, from rows: [MemoryCategory: Int]) {
    goal = Goal(kind: .search(from: rows), category: category)
  }

  mutating func endGoal() { goal = nil }
  mutating func endSearch() { if isSearching { goal = nil } }
  mutating func confirmGoal() { goal?.isConfirmed = true }
  mutating func countCall() { goal?.calls += 1 }

  mutating func follow(_ changes: [RowChange], in category: MemoryCategory) {
    guard case .search(var rows)? = goal?.kind, let row = rows[category] else { return }
    rows[category] = changes.reduce(row) { $1.moved($0) }
    goal?.kind = .search(from: rows)
  }
}

extension CallReport {
  func change(_ retry: inout Loading.Retry?) {
    switch self {
    case .sent: retry = nil
    case .answered: break
    case .retrying(let error, let seconds, let attempt, let of):
      retry = Loading.Retry(error: error, seconds: seconds, attempt: attempt, of: of)
    }
  }
}
