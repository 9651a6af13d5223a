import MemoryModel

/// A service made of counts, or of rows given: enough to page through, without a socket.
public struct ScriptedService {
  public var counts: [MemoryCategory: Int]
  /// Rows that are more than an id and a text, by category: `record(category, index)` is a JSON object.
  public var record: (MemoryCategory, Int) -> String
  /// The size that the answer names; `nil` leaves it out.
  public var namedSize: Int?
  /// What an open-source server says of all rows.
  public var totals: [MemoryCategory: Int] = [:]
  /// What each answer says of itself beside its rows.
  public var claimedPages: Int?
  public var total: Int?
  /// No list is longer than this, and no answer says so.
  public var cap: Int?
  /// Pages that come without rows, by mistake of the service: their rows come on the next one.
  public var emptyPages: Set<Int> = []
  /// Rows of lists of names that no contract has.
  public var unknownLists: [String: Int] = [:]
  /// Rows move down by this many with each page that was answered.
  public var shift = 0
  public var answered = 0
  /// The clock of each answer.
  public var answeredAt: Timestamp?
  /// What each page says that it holds on to.
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

  /// As it comes over a socket, so that everything is read of it that the program reads.
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
