import MemoryModel

/// Which page comes next, and which categories have ended (product.md section 5).
///
/// `total` and `pages` of the answer are not believed: nobody documents which category they count. An open-source
/// server's totals are only told: what has ended is decided by the rows that came.
public struct PageCounter: Sendable {
  struct Progress: Sendable {
    var ended = false
    /// Full pages in a row that brought no new id.
    var barrenPages = 0
  }

  public let pageSize: Int
  public private(set) var nextPage = 1
  private var progress: [MemoryCategory: Progress] = [:]
  private var totals: [MemoryCategory: Int] = [:]

  public init(pageSize: Int) {
    self.pageSize = pageSize
  }

  public func hasEnded(_ category: MemoryCategory) -> Bool {
    progress[category]?.ended ?? false
  }

  public var everythingHasEnded: Bool {
    nextPage > 1 && MemoryCategory.allCases.allSatisfy(hasEnded)
  }

  /// How many pages a category has, where the service says how many rows.
  func pages(of category: MemoryCategory) -> Int? {
    totals[category].map { ($0 + pageSize - 1) / pageSize }
  }

  /// How many are still to be asked for; nil where that is not known.
  public func pagesToGo(in category: MemoryCategory) -> Int? {
    pages(of: category).flatMap { $0 > lastPage ? $0 - lastPage : nil }
  }

  /// The last page that arrived, 0 before the first.
  public var lastPage: Int { nextPage - 1 }

  func nextRequest(for subject: Subject, filter: JSONValue?) -> PageRequest {
    PageRequest(
      subject: subject, page: nextPage, size: pageSize,
      includesPreferences: !hasEnded(.preference), includesTools: !hasEnded(.tool),
      includesSkills: !hasEnded(.skill), filter: filter)
  }

  mutating func arrived(_ page: MemoryPage, fresh: [MemoryCategory: Int]) {
    nextPage += 1
    totals.merge(page.totals) { _, latest in latest }
    let fullPage = min(pageSize, page.size ?? pageSize)
    for category in MemoryCategory.allCases where !hasEnded(category) {
      var progress = progress[category] ?? Progress()
      if (page.rows[category]?.count ?? 0) < fullPage {
        progress.ended = true
      } else if (fresh[category] ?? 0) == 0 {
        progress.barrenPages += 1
        progress.ended = progress.barrenPages >= 2
      } else {
        progress.barrenPages = 0
      }
      self.progress[category] = progress
    }
  }
}
