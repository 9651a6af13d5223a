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

/// What a watch or `r` brought, by id, until the next `r`, a new filter or a new user. Rows that are gone are marked in
/// ``CategoryRows``.
public struct WatchMarks: Sendable {
  public private(set) var new: Set<ByteString> = []
  public private(set) var changed: Set<ByteString> = []
  public private(set) var earlier = EarlierRecords()

  public var isEmpty: Bool { new.isEmpty && changed.isEmpty }

  fileprivate mutating func add(_ memories: [Memory]) { new.formUnion(memories.map(\.id)) }

  /// A new memory that changes is still new.
  fileprivate mutating func add(_ changes: [MemoryChange]) {
    for change in changes {
      if !earlier.keep(change) {
        changed.remove(change.after.id)
      } else if !new.contains(change.after.id) {
        changed.insert(change.after.id)
      }
    }
  }

  fileprivate mutating func remove(_ gone: [Memory]) {
    new.subtract(gone.map(\.id))
    changed.subtract(gone.map(\.id))
  }
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

  mutating func arrived(_ merge: PageStore.Merge, in category: MemoryCategory) -> [Outcome] {
    active?.failures = 0
    mark(merge)
    var outcomes: [Outcome] = []
    if !merge.isEmpty { outcomes.append(.note(.watchBrought(merge.counts(in: category)))) }
    return outcomes + (merge.mayMiss ? [.note(.watchMissed)] : [])
  }

  /// What `r` found, after the marks of the time before were cleared.
  mutating func mark(_ merge: PageStore.Merge) {
    marks.add(merge.new)
    marks.add(merge.changed)
    marks.remove(merge.gone)
  }

  /// A later page has other records of rows that were loaded.
  mutating func mark(_ changes: [MemoryChange]) { marks.add(changes) }

  mutating func clearMarks() { marks = WatchMarks() }
}

/// What `r` or a watch brought: in the pane on the screen, and how many changes in other panes.
public struct ChangeCounts: Sendable, Hashable {
  public var new = 0
  public var changed = 0
  public var gone = 0
  public var elsewhere: [MemoryCategory: Int] = [:]

  public init(new: Int = 0, changed: Int = 0, gone: Int = 0, elsewhere: [MemoryCategory: Int] = [:]) {
    self.new = new
    self.changed = changed
    self.gone = gone
    self.elsewhere = elsewhere
  }
}
