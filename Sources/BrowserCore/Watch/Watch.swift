import MemoryModel

/// `w`: reads page 1 at an interval, and marks what is new.
public struct Watch: Sendable {
  public let interval: Double
  /// Failures in a row; each doubles the time to the next request.
  fileprivate(set) var failures = 0
  fileprivate var lastKey: Timestamp
  fileprivate var phase = Phase.waiting

  fileprivate enum Phase: Sendable, Hashable {
    case waiting
    /// The timer fired, but another request may be under way.
    case due
    case requested
  }

  /// After this long without a key it stops: calls cost quota.
  static let unattendedMinutes = 15
  static let longestWait = 300.0

  var wait: Double {
    var wait = interval
    for _ in 0..<min(failures, 30) where wait < Self.longestWait { wait *= 2 }
    return max(interval, min(wait, Self.longestWait))
  }
}

/// What a watch brought, by id, until `r`, a new filter or a new user.
public struct WatchMarks: Sendable, Hashable {
  public fileprivate(set) var new: Set<ByteString> = []
  public fileprivate(set) var changed: Set<ByteString> = []
  public fileprivate(set) var gone: Set<ByteString> = []

  public var isEmpty: Bool { new.isEmpty && changed.isEmpty && gone.isEmpty }
}

public struct WatchState: Sendable {
  public private(set) var active: Watch?
  public private(set) var marks = WatchMarks()
  /// The number of the current timer; earlier ones are ignored.
  private var timer = 0

  mutating func toggle(interval: Double, now: Timestamp) -> [Outcome] {
    guard active == nil else { return [.note(.watchStopped)] + stop() }
    return [.note(.watchStarted(seconds: interval))] + start(interval: interval, now: now)
  }

  mutating func start(interval: Double, now: Timestamp) -> [Outcome] {
    active = Watch(interval: interval, lastKey: now)
    return schedule()
  }

  /// A request that is under way is left to finish; its call is already spent.
  private mutating func stop() -> [Outcome] {
    active = nil
    return [.effect(.cancelWatch)]
  }

  private mutating func schedule() -> [Outcome] {
    guard let wait = active?.wait else { return [] }
    timer += 1
    active?.phase = .waiting
    return [.effect(.scheduleWatch(seconds: wait, number: timer))]
  }

  mutating func noteKey(at now: Timestamp) { active?.lastKey = now }

  mutating func timerFired(_ number: Int, now: Timestamp) -> [Outcome] {
    guard let active, number == timer else { return [] }
    let idle = now.milliseconds - active.lastKey.milliseconds
    guard idle < Int64(Watch.unattendedMinutes) * 60_000 else {
      return [.note(.watchStoppedUnattended(minutes: Watch.unattendedMinutes))] + stop()
    }
    self.active?.phase = .due
    return []
  }

  /// Called after each event: requests page 1 once nothing else is under way, and sets the timer again.
  mutating func advance(_ loading: Loading, canCompare: Bool) -> [Outcome] {
    switch active?.phase {
    case .due where loading.request == nil:
      active?.phase = .requested
      return canCompare ? [.load(.watch)] : schedule()
    case .requested where loading.request?.purpose != .watch: return schedule()
    case .waiting, .due, .requested, nil: return []
    }
  }

  mutating func failed(_ error: ServiceError) -> [Outcome] {
    active?.failures += 1
    return active.map { [.note(.watchFailed(error, seconds: $0.wait))] } ?? []
  }

  /// - Parameter page: page 1, which is among the rows of the store.
  mutating func arrived(
    _ page: MemoryPage, _ merge: PageStore.Merge, in store: PageStore, pageSize: Int
  ) -> [Outcome] {
    active?.failures = 0
    marks.new.formUnion(merge.new.map(\.id))
    marks.changed.formUnion(merge.changed.map(\.id).filter { !marks.new.contains($0) })
    let gone = markGoneRows(by: page, in: store, pageSize: pageSize)
    var outcomes: [Outcome] = []
    if !merge.new.isEmpty || !merge.changed.isEmpty || gone > 0 {
      outcomes.append(
        .note(.watchBrought(new: merge.new.count, changed: merge.changed.count, gone: gone)))
    }
    return outcomes + (merge.mayMiss ? [.note(.watchMissed)] : [])
  }

  private mutating func markGoneRows(by page: MemoryPage, in store: PageStore, pageSize: Int) -> Int {
    var gone: Set<ByteString> = []
    let counter = PageCounter(afterFirst: page, pageSize: pageSize)
    for category in MemoryCategory.allCases where store[category].count > 0 {
      let received = page.rows[category]?.map(\.id) ?? []
      gone.formUnion(store[category].missing(in: received, isAll: counter.hasEnded(category)))
      marks.gone.subtract(received)
    }
    let news = gone.subtracting(marks.gone)
    marks.gone.formUnion(gone)
    marks.new.subtract(gone)
    marks.changed.subtract(gone)
    return news.count
  }

  /// A row that arrives again is no longer marked as gone.
  mutating func received(_ page: MemoryPage) {
    guard !marks.gone.isEmpty else { return }
    for rows in page.rows.values { marks.gone.subtract(rows.map(\.id)) }
  }

  mutating func clearMarks() { marks = WatchMarks() }
}
