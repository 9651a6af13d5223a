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
    var rows: [MemoryCategory: [Memory]] = [:]
    for (category, count) in counts where isAsked(category, request) {
      let size = min(request.size, namedSize ?? request.size)
      let start = (request.page - 1) * size - answered * shift
      let indices = max(0, start)..<max(max(0, start), min(count, start + size))
      rows[category] = try indices.map { index in
        try Memory(decoding: Array(record(category, index).utf8), category: category)
      }
    }
    return MemoryPage(rows: rows.filter { !$0.value.isEmpty }, size: namedSize, retainedBytes: retainedBytes)
  }

  private func isAsked(_ category: MemoryCategory, _ request: PageRequest) -> Bool {
    switch category {
    case .preference: request.includesPreferences
    case .tool: request.includesTools
    default: true
    }
  }
}
