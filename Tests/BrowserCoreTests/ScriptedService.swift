import MemoryModel

/// A service made of counts: enough to page through, without a socket.
struct ScriptedService {
  var counts: [MemoryCategory: Int] = [:]
  /// The size that the answer names; `nil` leaves it out.
  var namedSize: Int?
  /// Rows move down by this many with each page that was answered.
  var shift = 0
  var answered = 0

  mutating func page(_ request: PageRequest) throws -> MemoryPage {
    defer { answered += 1 }
    var rows: [MemoryCategory: [Memory]] = [:]
    for (category, count) in counts where isAsked(category, request) {
      let size = min(request.size, namedSize ?? request.size)
      let start = (request.page - 1) * size - answered * shift
      let indices = max(0, start)..<max(max(0, start), min(count, start + size))
      rows[category] = try indices.map { try Self.memory(category, $0) }
    }
    return MemoryPage(rows: rows.filter { !$0.value.isEmpty }, size: namedSize, retainedBytes: 1000)
  }

  static func memory(_ category: MemoryCategory, _ index: Int) throws -> Memory {
    try Memory(
      decoding: Array(#"{"id":"\#(category)-\#(index)","memory_value":"text \#(index)"}"#.utf8),
      category: category)
  }

  private func isAsked(_ category: MemoryCategory, _ request: PageRequest) -> Bool {
    switch category {
    case .preference: request.includesPreferences
    case .tool: request.includesTools
    default: true
    }
  }
}
