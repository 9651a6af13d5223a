import MemoryModel

/// A service without a socket, made of counts or of given rows.
public struct ScriptedService {
  public var counts: [MemoryCategory: Int]
  /// The JSON object of a row, by category and index.
  public var record: (MemoryCategory, Int) -> String
  /// The size that the answer names; `nil` leaves it out.
  public var namedSize: Int?
  /// The totals that an open-source server reports.
  public var totals: [MemoryCategory: Int] = [:]
  /// The page count and total that each answer claims.
  public var claimedPages: Int?
  public var total: Int?
  /// The longest list, which no answer names.
  public var cap: Int?
  /// Pages that the service returns without rows by mistake; their rows are on the next page.
  public var emptyPages: Set<Int> = []
  /// The number of rows in lists with unknown names.
  public var unknownLists: [String: Int] = [:]
  /// Rows move down by this many with each answered page.
  public var shift = 0
  public var answered = 0
  /// The clock of each answer.
  public var answeredAt: Timestamp?
  /// The memory that each page reports to hold.
  public var retainedBytes = 1000

  public init(
    counts: [MemoryCategory: Int],
    record: @escaping (MemoryCategory, Int) -> String = { category, index in
      #"{"id":"\#(category)-\#(index)","memory_value":"text \#(index)"}"#
    }
  ) {
    self.counts = counts
    self.record = record
  }

  public mutating func page(_ request: PageRequest) throws -> MemoryPage {
    defer { answered += 1 }
    var page = try MemoryPage(decoding: Array(body(request).utf8))
    page.retainedBytes = retainedBytes
    page.totals = totals
    page.answeredAt = answeredAt
    return page
  }

  /// The bytes of a real answer, so that the program's own decoder reads them.
  private func body(_ request: PageRequest) -> String {
    var members: [String] = []
    for category in MemoryCategory.allCases where isAsked(category, request) {
      guard let count = counts[category] else { continue }
      let size = min(request.size, namedSize ?? request.size, cap ?? request.size)
      let page = request.page - emptyPages.count { $0 < request.page }
      let start = emptyPages.contains(request.page) ? count : (page - 1) * size - answered * shift
      let indices = max(0, start)..<max(max(0, start), min(count, start + size))
      let records = indices.map { record(category, $0) }.joined(separator: ",")
      members.append(#""\#(category.listName)":[\#(records)]"#)
    }
    for (name, count) in unknownLists {
      let start = (request.page - 1) * request.size
      let indices = start..<max(start, min(count, start + request.size))
      let records = indices.map { #"{"id":"\#(name)-\#($0)","title":"note \#($0)"}"# }.joined(separator: ",")
      if !records.isEmpty { members.append(#""\#(name)":[\#(records)]"#) }
    }
    if let claimedPages { members.append(#""pages":\#(claimedPages)"#) }
    if let total { members.append(#""total":\#(total)"#) }
    if let namedSize { members.append(#""size":\#(namedSize)"#) }
    return #"{"code":0,"message":"ok","data":{\#(members.joined(separator: ","))}}"#
  }

  private func isAsked(_ category: MemoryCategory, _ request: PageRequest) -> Bool {
    switch category {
    case .preference: request.includesPreferences
    case .tool: request.includesTools
    default: true
    }
  }
}
