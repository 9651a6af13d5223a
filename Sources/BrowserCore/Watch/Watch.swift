import MemoryModel

/// `w`: asks for page 1 again and again.
public struct Watch: Sendable {
  public let interval: Double
  /// Failures in a row; each doubles the time to the next question.
  public internal(set) var failures = 0
  /// Of the timer that is set; earlier ones are no longer listened to.
  var number = 0
  var lastKey: Timestamp
  var phase = Phase.waiting
  /// A person moved on while page 1 was under way.
  var holdsUpNextPage = false

  enum Phase: Sendable, Hashable {
    case waiting
    /// The time has come, but another question may be under way.
    case due
    case asking
  }

  init(interval: Double, now: Timestamp) {
    self.interval = interval
    lastKey = now
  }

  /// Without a key for this long it stops: calls cost quota, and nobody is looking.
  static let unattendedMinutes = 15
  static let longestWait = 300.0

  var wait: Double {
    var wait = interval
    for _ in 0..<min(failures, 30) where wait < Self.longestWait { wait *= 2 }
    return max(interval, min(wait, Self.longestWait))
  }
}

/// What a watch brought, by id, until the next `w` or refresh.
public struct WatchMarks: Sendable, Hashable {
  public internal(set) var new: Set<ByteString> = []
  public internal(set) var changed: Set<ByteString> = []
  /// No longer there, or no longer matching.
  public internal(set) var gone: Set<ByteString> = []

  public var isEmpty: Bool { new.isEmpty && changed.isEmpty && gone.isEmpty }
}

extension BrowserState {
  /// `w`. What is marked stays marked until a refresh.
  mutating func toggleWatch(now: Timestamp) -> [BrowserEffect] {
    guard watch == nil else {
      note(.watchStopped, at: now)
      return stopWatching()
    }
    note(.watchStarted(seconds: options.watchInterval), at: now)
    return startWatching(now: now)
  }

  mutating func startWatching(now: Timestamp) -> [BrowserEffect] {
    watch = Watch(interval: options.watchInterval, now: now)
    return scheduleWatch()
  }

  mutating func watchIsDue(_ number: Int, now: Timestamp) -> [BrowserEffect] {
    guard let watch, watch.number == number else { return [] }
    let idle = now.milliseconds - watch.lastKey.milliseconds
    guard idle < Int64(Watch.unattendedMinutes) * 60_000 else {
      note(.watchStoppedUnattended(minutes: Watch.unattendedMinutes), at: now)
      return stopWatching()
    }
    self.watch?.phase = .due
    return []
  }

  /// Called after each event: asks as soon as nothing else is under way, and sets the time of the next question
  /// whatever became of the last one: answered, failed, or cancelled with another user.
  mutating func goOnWatching() -> [BrowserEffect] {
    switch watch?.phase {
    case .due where loading == nil:
      watch?.phase = .asking
      // There is nothing to compare with before the first page is here, nor while rows of another filter are shown.
      return counter.lastPage > 0 && subject != nil && filterBefore == nil ? ask(.watch) : scheduleWatch()
    case .asking where loading?.purpose != .watch: return scheduleWatch()
    case .waiting, .due, .asking, nil: return []
    }
  }

  mutating func watched(_ page: MemoryPage, now: Timestamp) -> [BrowserEffect] {
    watch?.failures = 0
    if case .watchFailed? = notice?.fact { notice = nil }
    let merge = store.merge(
      page, pageSize: min(counter.pageSize, page.size ?? counter.pageSize), offsetSeconds: options.zoneOffset)
    watchMarks.new.formUnion(merge.new.map(\.id))
    watchMarks.changed.formUnion(merge.changed.map(\.id).filter { !watchMarks.new.contains($0) })
    followRows()
    let gone = markGoneRows(by: page)
    if !merge.new.isEmpty || !merge.changed.isEmpty || gone > 0 {
      note(.watchBrought(new: merge.new.count, changed: merge.changed.count, gone: gone), at: now)
    }
    if merge.mayMiss { note(.watchMissed, at: now) }
    return askForWhatWaited()
  }

  /// - Returns: how many are gone since the last time.
  private mutating func markGoneRows(by page: MemoryPage) -> Int {
    var gone: Set<ByteString> = []
    var counter = PageCounter(pageSize: options.pageSize)
    counter.arrived(page, fresh: FreshRows(categories: page.rows.mapValues(\.count)))
    for category in MemoryCategory.allCases where store[category].count > 0 {
      let received = page.rows[category]?.map(\.id) ?? []
      gone.formUnion(store[category].missing(in: received, isAll: counter.hasEnded(category)))
      watchMarks.gone.subtract(received)
    }
    let news = gone.subtracting(watchMarks.gone)
    watchMarks.gone.formUnion(gone)
    watchMarks.new.subtract(gone)
    watchMarks.changed.subtract(gone)
    return news.count
  }

  mutating func watchFailed(_ error: ServiceError, now: Timestamp) -> [BrowserEffect] {
    watch?.failures += 1
    if let watch { note(.watchFailed(error, seconds: watch.wait), at: now) }
    return askForWhatWaited()
  }

  private mutating func scheduleWatch() -> [BrowserEffect] {
    guard var next = watch else { return [] }
    next.number += 1
    next.phase = .waiting
    watch = next
    return [.scheduleWatch(seconds: next.wait, number: next.number)]
  }

  /// A question of the watch that is under way may end: its rows are welcome, and it was paid for.
  private mutating func stopWatching() -> [BrowserEffect] {
    watch = nil
    return [.cancelWatch]
  }

  private mutating func askForWhatWaited() -> [BrowserEffect] {
    let waited = watch?.holdsUpNextPage == true
    watch?.holdsUpNextPage = false
    return waited && loadingRest == nil ? loadMoreIfFewFollow() : []
  }
}
