import MemoryModel

/// Which page comes next, and which categories have ended.
/// A category ends with a short list that claims no more, or after two pages in a row without a new id of it.
/// `pages` and `total` are not trusted further: which category they count is not documented.
public struct PageCounter: Sendable {
  public let pageSize: Int
  private(set) var nextPage = 1
  private var progress: [MemoryCategory: ListProgress] = [:]
  /// Lists that memtui does not know are counted like categories.
  private var unknownProgress: [String: ListProgress] = [:]
  private var totals: [MemoryCategory: Int] = [:]
  /// `total` of the last answer that switched no category off.
  private var total: Int?
  private var lastPageWasFull = false

  init(pageSize: Int) { self.pageSize = pageSize }

  init(afterFirst page: MemoryPage, pageSize: Int) {
    self.init(pageSize: pageSize)
    arrived(page, fresh: FreshRows(categories: page.rows.mapValues(\.count)))
  }

  public func hasEnded(_ category: MemoryCategory) -> Bool { progress[category]?.hasEnded ?? false }

  public var everythingHasEnded: Bool {
    nextPage > 1 && MemoryCategory.allCases.allSatisfy(hasEnded)
      && unknownProgress.values.allSatisfy(\.hasEnded)
  }

  func rows(of category: MemoryCategory) -> Int { progress[category]?.rows ?? 0 }

  /// How many rows the service says a category has: only an open-source server does.
  public func reportedRows(of category: MemoryCategory) -> Int? { totals[category] }

  func pages(of category: MemoryCategory) -> Int? {
    totals[category].map { $0 / pageSize + ($0 % pageSize > 0 ? 1 : 0) }
  }

  /// Until all of these categories have ended; nil if the service does not say how many rows they have.
  func pagesToGo(in categories: some Sequence<MemoryCategory> = MemoryCategory.allCases) -> Int? {
    let open = categories.filter { !hasEnded($0) && (rows(of: $0) > 0 || totals[$0] != nil) }
    let counts = open.compactMap { pages(of: $0) }
    guard counts.count == open.count, let last = counts.max() else { return everythingHasEnded ? 0 : nil }
    // A full list is followed by one more page.
    return max(1, last - lastPage)
  }

  public var lastPage: Int { nextPage - 1 }

  /// A list of the last page was full, so the next page is sure to be needed.
  var isInTheMiddle: Bool { lastPageWasFull }

  func nextRequest(for subject: Subject, filter: JSONValue?) -> PageRequest {
    PageRequest(
      subject: subject, page: nextPage, size: pageSize,
      includesPreferences: !hasEnded(.preference), includesTools: !hasEnded(.tool),
      includesSkills: !hasEnded(.skill), filter: filter)
  }

  mutating func arrived(_ page: MemoryPage, fresh: FreshRows) {
    let number = nextPage
    nextPage += 1
    if !hasEnded(.preference), !hasEnded(.tool) { total = page.total ?? total }
    totals.merge(page.totals) { _, latest in latest }

    let fullPage = min(pageSize, page.size ?? pageSize)
    let counts = page.rows.values.map(\.count) + page.unknownLists.map(\.rows.count)
    lastPageWasFull = counts.contains { $0 >= fullPage }
    // A full list explains why there are more pages.
    let promisesMore = (page.claimedPages ?? 0) > number && !lastPageWasFull
    for category in MemoryCategory.allCases {
      let isFull = (page.rows[category]?.count ?? 0) >= fullPage
      progress[category, default: ListProgress()]
        .arrived(fresh: fresh[category], isFull: isFull) { rows in
          promisesMore || (totals[category] ?? 0) > rows
        }
    }
    var unknownCounts: [String: Int] = [:]
    for list in page.unknownLists { unknownCounts[list.name, default: 0] += list.rows.count }
    for name in Set(unknownProgress.keys).union(unknownCounts.keys) {
      unknownProgress[name, default: ListProgress()]
        .arrived(fresh: fresh.unknownLists[name] ?? 0, isFull: (unknownCounts[name] ?? 0) >= fullPage) { _ in
          promisesMore
        }
    }
  }

  public var unknownLists: [UnknownListCount] {
    unknownProgress.map { UnknownListCount(name: $0.key, rows: $0.value.rows) }.sorted { $0.name < $1.name }
  }

  public func shortfalls(only: MemoryCategory? = nil) -> [Shortfall] {
    let own = MemoryCategory.allCases.compactMap { category -> Shortfall? in
      guard only == nil || only == category, hasEnded(category), let reported = totals[category] else {
        return nil
      }
      let returned = progress[category]?.rows ?? 0
      return reported > returned ? Shortfall(category: category, reported: reported, returned: returned) : nil
    }
    guard own.isEmpty, only == nil, everythingHasEnded, let total else { return own }
    let returned = (progress.values.map(\.rows) + unknownProgress.values.map(\.rows)).reduce(0, +)
    return total > returned ? [Shortfall(category: nil, reported: total, returned: returned)] : []
  }
}

public struct Shortfall: Sendable, Hashable {
  /// The category with its own total; nil for `total`, whose meaning is not documented.
  public var category: MemoryCategory?
  public var reported: Int
  public var returned: Int
}

/// A list that memtui does not know: `knowledge_detail_list`.
public struct UnknownListCount: Sendable, Hashable {
  public var name: String
  public var rows: Int
}

public struct FreshRows: Sendable {
  public var categories: [MemoryCategory: Int] = [:]
  public var unknownLists: [String: Int] = [:]
  /// Known rows that came again and say something else.
  var changed: [MemoryChange] = []

  subscript(category: MemoryCategory) -> Int { categories[category] ?? 0 }
}

private struct ListProgress: Sendable {
  private(set) var hasEnded = false
  private(set) var rows = 0
  private var barrenPages = 0

  static let mostBarrenPages = 2

  mutating func arrived(fresh: Int, isFull: Bool, promisesMore: (_ rows: Int) -> Bool) {
    rows += fresh
    guard !hasEnded else { return }
    barrenPages = fresh == 0 ? barrenPages + 1 : 0
    hasEnded = barrenPages >= Self.mostBarrenPages || (!isFull && !promisesMore(rows))
  }
}

/// What pages reveal about the service besides their rows. Each finding is announced once.
struct PageFindings: Sendable {
  private var lists: Set<String> = []
  private var shortfalls: Set<Shortfall> = []
  private var hasNotedTimes = false

  /// Lists without a pane and, once everything has ended, memories that were reported but not returned.
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

  /// Times without a zone are later than the answer by more than clocks differ: the zone seems to be wrong.
  mutating func checkTimes(of page: MemoryPage, zone: ServerZone) -> [Outcome] {
    guard !hasNotedTimes, let latest = page.latestTimeWithoutZone, let answered = page.answeredAt,
      latest.milliseconds - answered.milliseconds > 300_000
    else { return [] }
    hasNotedTimes = true
    return [.note(.timesInFuture(zone: zone.name))]
  }

  mutating func end(of category: MemoryCategory, rows: Int, _ counter: PageCounter) -> [Outcome] {
    let missing = counter.shortfalls().filter { $0.category == category || $0.category == nil }
    return missing.isEmpty ? [.note(.everythingLoaded(category, rows: rows))] : announce(missing)
  }

  mutating func forgetShortfalls() { shortfalls = [] }
  mutating func forgetLists() { lists = [] }
}

/// Every page of one query, each row once, by the rules of ``PageCounter``: what an export reads.
/// Pages arrive in request order. Up to four are under way where the service has said that they exist.
public struct PageWalk: Sendable {
  private let subject: Subject
  private let filter: JSONValue?
  private let only: MemoryCategory?
  private var counter: PageCounter
  private var seen = SeenMemories()
  private var lastAsked = 0
  private var claimedPages = 0

  public static let mostUnderWay = 4

  public init(subject: Subject, pageSize: Int, filter: JSONValue? = nil, only: MemoryCategory? = nil) {
    self.subject = subject
    self.only = only
    self.filter = filter
    counter = PageCounter(pageSize: pageSize)
  }

  public var expectedPages: Int? { claimedPages > counter.lastPage ? claimedPages : nil }
  public var arrivedPages: Int { counter.lastPage }
  public var pagesToGo: Int? { counter.pagesToGo() }
  public var hasEnded: Bool {
    guard let only else { return counter.everythingHasEnded }
    return counter.lastPage > 0 && counter.hasEnded(only)
  }

  public func count(of category: MemoryCategory) -> (rows: Int, hasEnded: Bool, reported: Int?) {
    (counter.rows(of: category), counter.hasEnded(category), counter.reportedRows(of: category))
  }

  /// nil when it depends on the pages under way, and when everything has ended.
  public mutating func nextRequest() -> PageRequest? {
    let underWay = lastAsked - counter.lastPage
    guard !hasEnded, underWay == 0 || (underWay < Self.mostUnderWay && isNextPageSure) else { return nil }
    var request = counter.nextRequest(for: subject, filter: filter)
    lastAsked += 1
    request.page = lastAsked
    if let only {
      request.includesPreferences = only == .preference
      request.includesTools = only == .tool
      request.includesSkills = only == .skill
    }
    return request
  }

  /// The service said that the page exists: `pages` counts those of facts, which other panes may not have.
  private var isNextPageSure: Bool {
    guard counter.isInTheMiddle else { return false }
    let wanted = MemoryCategory.allCases.filter { only == nil || only == $0 }
    let counted = wanted.compactMap(counter.pages(of:)).max() ?? 0
    return lastAsked < max(counted, only == nil || only == .factual ? claimedPages : 0)
  }

  /// What the service reported but did not return. Categories that were not requested are not missing.
  public var shortfalls: [Shortfall] { hasEnded ? counter.shortfalls(only: only) : [] }
  public var unknownLists: [UnknownListCount] { only == nil ? counter.unknownLists : [] }

  /// - Returns: the new rows in the order received; those of unknown lists come last.
  public mutating func arrived(_ page: MemoryPage) -> [Memory] {
    var unseen: [Memory] = []
    var fresh = FreshRows()
    for category in MemoryCategory.allCases where only == nil || only == category {
      let before = unseen.count
      for memory in page.rows[category] ?? [] where seen.insert(memory) { unseen.append(memory) }
      fresh.categories[category] = unseen.count - before
    }
    for list in page.unknownLists where only == nil {
      let before = unseen.count
      for memory in list.rows where seen.insert(memory) { unseen.append(memory) }
      fresh.unknownLists[list.name, default: 0] += unseen.count - before
    }
    counter.arrived(page, fresh: fresh)
    claimedPages = page.claimedPages ?? counter.pages(of: .factual) ?? 0
    return unseen
  }
}
