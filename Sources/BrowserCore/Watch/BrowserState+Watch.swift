import MemoryModel

extension BrowserState {
  /// `w`: what was marked before is no longer.
  mutating func toggleWatch(now: Timestamp) -> [BrowserEffect] {
    watchMarks = WatchMarks()
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
    let merge = store.merge(
      page, pageSize: min(counter.pageSize, page.size ?? counter.pageSize), offsetSeconds: options.zoneOffset)
    watchMarks.new.formUnion(merge.new.map(\.id))
    watchMarks.changed.formUnion(merge.changed.map(\.id).filter { !watchMarks.new.contains($0) })
    followRows()
    if !merge.new.isEmpty || !merge.changed.isEmpty {
      note(.watchBrought(new: merge.new.count, changed: merge.changed.count), at: now)
    }
    if merge.mayMiss { note(.watchMissed, at: now) }
    return askForWhatWaited()
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
