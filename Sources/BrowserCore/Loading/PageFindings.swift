import MemoryModel

/// What pages told about the service beside their rows. Each thing is announced once.
struct PageFindings: Sendable {
  /// Lists of names that no contract has.
  private var lists: Set<String> = []
  /// What the service reported beyond what it returned.
  private var shortfalls: Set<Shortfall> = []
  private var hasNotedTimes = false

  /// Lists that have no pane, and once everything has ended memories that were reported but not returned.
  mutating func check(_ page: MemoryPage, _ counter: PageCounter) -> [Outcome] {
    var outcomes: [Outcome] = []
    for list in page.unknownLists where lists.insert(list.name).inserted {
      outcomes.append(.note(.unknownList(name: list.name, rows: list.rows.count)))
    }
    return counter.everythingHasEnded ? outcomes + announce(counter.shortfalls()) : outcomes
  }

  private mutating func announce(_ found: [Shortfall]) -> [Outcome] {
    let unannounced = found.filter { shortfalls.insert($0).inserted }
    return unannounced.isEmpty ? [] : [.note(.returnedFewer(unannounced))]
  }

  /// Times without a zone that are later than the answer: the server's zone seems to be another one. Clocks that
  /// differ by minutes say nothing.
  mutating func checkTimes(of page: MemoryPage, zone: ServerZone) -> [Outcome] {
    guard !hasNotedTimes, let latest = page.latestTimeWithoutZone, let answered = page.answeredAt,
      latest.milliseconds - answered.milliseconds > 300_000
    else { return [] }
    hasNotedTimes = true
    return [.note(.timesInFuture(zone: zone.name))]
  }

  /// The rest of a pane is loaded.
  mutating func end(of category: MemoryCategory, rows: Int, _ counter: PageCounter) -> [Outcome] {
    let missing = counter.shortfalls().filter { $0.category == category || $0.category == nil }
    return missing.isEmpty ? [.note(.everythingLoaded(category, rows: rows))] : announce(missing)
  }

  mutating func forgetShortfalls() { shortfalls = [] }
  mutating func forgetLists() { lists = [] }
}
