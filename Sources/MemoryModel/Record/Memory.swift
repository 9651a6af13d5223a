/// One row of a page: what a list shows, decoded once, and the record as it was received.
public struct Memory: Sendable, Identifiable {
  /// The service's `id`. A record without one gets `#` and a digest of its bytes, so that it still shows once.
  public let id: ByteString
  public let category: MemoryCategory
  /// The object as received, byte for byte.
  public let source: MemorySource
  public let created: Timestamp?
  public let updated: Timestamp?
  /// What stands in place of ``created`` and ``updated`` where it is not understood.
  public let unreadTimes: UnreadTimes?
  /// `memory_type`, `preference_type`, `tool_type` or `skill_type`.
  public let kind: String?
  /// 0…1 where the service keeps to its contract.
  public let confidence: Double?
  /// The title and the beginning of the text, at most ``longestHeadline`` scalars: `Guangzhou trip · plans to …`.
  public let headline: String
  public let toolUses: [ToolUse]
  /// The name of its list where no contract has that name; ``category`` is then ``MemoryCategory/event``, of whose
  /// records nothing is known either.
  public internal(set) var unknownList: String?

  /// What an export calls its list: `factual`, `knowledge_detail_list`.
  public var listName: String { unknownList ?? category.name }

  /// Longer than any list is wide; the whole text is in ``source``.
  public static let longestHeadline = 400
}

/// Texts under the names of times that are not understood: `2025/09/18`. Few rows have them, so they share a pointer.
public final class UnreadTimes: Sendable {
  public let created: String?
  public let updated: String?

  /// nil where both are understood.
  init?(created: RecordTime, updated: RecordTime) {
    func text(_ time: RecordTime) -> String? {
      if case .other(let text) = time { text } else { nil }
    }
    self.created = text(created)
    self.updated = text(updated)
    if self.created == nil, self.updated == nil { return nil }
  }
}

/// A line of `tool_used_status[]`.
public struct ToolUse: Sendable, Hashable {
  public var name: String
  /// 0…1. The service sends a number or a string.
  public var successRate: Double?

  public init(name: String, successRate: Double?) {
    self.name = name
    self.successRate = successRate
  }
}

/// Where a record lies in the page that brought it. Rows of one page share its buffer.
/// Two are equal if their bytes are, which is found at once where they share a buffer.
public struct MemorySource: Sendable, Equatable {
  public let page: [UInt8]
  public let range: Range<Int>

  public init(page: [UInt8], range: Range<Int>) {
    self.page = page
    self.range = range
  }

  public var bytes: ArraySlice<UInt8> { page[range] }

  public static func == (one: MemorySource, other: MemorySource) -> Bool { one.bytes == other.bytes }
}

extension Memory {
  /// The same with its record in bytes of its own, so that one row does not keep its whole page.
  public var detached: Memory {
    Memory(
      id: id, category: category,
      source: MemorySource(page: Array(source.bytes), range: 0..<source.range.count),
      created: created, updated: updated, unreadTimes: unreadTimes, kind: kind, confidence: confidence,
      headline: headline, toolUses: toolUses, unknownList: unknownList)
  }
}
