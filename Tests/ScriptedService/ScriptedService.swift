import MemoryModel

/// A service made of counts, or of rows given: enough to page through, without a socket.
public struct ScriptedService {
  public var counts: [MemoryCategory: Int]
  /// Rows that are more than an id and a text, by category: `record(category, index)` is a JSON object.
  public var record: (MemoryCategory, Int) -> String
  /// The size that the answer names; `nil` leaves it out.
  public var namedSize: Int?
  /// Rows move down by this many with each page that was answered.
  public var shift = 0
  public var answered = 0
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
    return page
  }

  /// As it comes over a socket, so that everything is read of it that the program reads.
  private func body(_ request: PageRequest) -> String {
    var members: [String] = []
    for category in MemoryCategory.allCases where isAsked(category, request) {
      guard let count = counts[category] else { continue }
      let size = min(request.size, namedSize ?? request.size)
      let start = (request.page - 1) * size - answered * shift
      let indices = max(0, start)..<max(max(0, start), min(count, start + size))
      let records = indices.map { record(category, $0) }.joined(separator: ",")
      members.append(#""\#(category.listName)":[\#(records)]"#)
    }
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
