import MemoryModel

/// Every page of one query, each row once, by the rules of ``PageCounter``: what an export reads.
/// Pages arrive in request order. Two may be under way, but only if the service claimed the second.
public struct PageWalk: Sendable {
  private let subject: Subject
  private let filter: JSONValue?
  private let only: MemoryCategory?
  private var counter: PageCounter
  private var seen = SeenMemories()
  private var lastAsked = 0
  private var claimedPages = 0

  static let mostUnderWay = 2

  public init(subject: Subject, pageSize: Int, filter: JSONValue? = nil, only: MemoryCategory? = nil) {
    self.subject = subject
    self.only = only
    self.filter = filter
    counter = PageCounter(pageSize: pageSize)
  }

  public var expectedPages: Int? { claimedPages > counter.lastPage ? claimedPages : nil }
  public var arrivedPages: Int { counter.lastPage }
  public var hasEnded: Bool {
    guard let only else { return counter.everythingHasEnded }
    return counter.lastPage > 0 && counter.hasEnded(only)
  }

  public func count(of category: MemoryCategory) -> (rows: Int, hasEnded: Bool, reported: Int?) {
    (counter.rows(of: category), counter.hasEnded(category), counter.reportedRows(of: category))
  }

  /// nil when it depends on the page under way, and when everything has ended.
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

  /// The service claimed the page, and the answer under way can neither end a category nor change the request.
  private var isNextPageSure: Bool {
    guard lastAsked < claimedPages, counter.isInTheMiddle else { return false }
    return only.map { $0 == .factual } ?? (counter.hasEnded(.preference) && counter.hasEnded(.tool))
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
