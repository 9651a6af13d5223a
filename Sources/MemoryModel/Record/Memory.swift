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
  public static let nameMember: StaticString = "used_tool"
  public static let rateMember: StaticString = "success_rate"

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

/// Something that memories can be told apart by: a tag, a value of an `info` key, an agent, an app.
public struct Facet: Sendable, Hashable {
  /// Under which name a filter asks for it: `tags`, `scene`, `info.tier`, `agent_id`.
  public var field: String
  /// A string, a number or a boolean.
  public var value: FilterValue

  public init(field: String, value: FilterValue) {
    self.field = field
    self.value = value
  }

  /// In bytes: longer values are text, and nobody picks them from a list.
  static let longestValue = 120

  /// Of one memory: a memory with sixty thousand tags is told apart by the first of them. What is left out is said
  /// where facets are shown.
  public static let mostTags = 1_000
}

extension Facet {
  public static func == (one: Facet, other: Facet) -> Bool {
    ByteString.isSame(one.field, other.field) && one.value == other.value
  }

  public func hash(into hasher: inout Hasher) {
    ByteString.hash(field, into: &hasher)
    hasher.combine(value)
  }
}

extension Memory {
  /// Every member of the record, in the order a reader wants them: the text, what it rests on, what it is marked with,
  /// then times, origins and ids, then what the service sent beyond its contract in the order received.
  ///
  /// `info` and `skill_value` are laid out a field a key (`info.scene`); empty ones stay one field. Nulls are shown.
  public var fields: [MemoryField] { fields(in: record) }

  /// The same for a caller that has the record already.
  public func fields(in record: JSONObject) -> [MemoryField] {
    Self.fields(of: record.inContractWords(category), in: category)
  }

  /// The same for a record that belongs to no page.
  public static func fields(of record: JSONObject, in category: MemoryCategory) -> [MemoryField] {
    // Profiles and events have no documented text member.
    let isLoose = category == .profile || category == .event
    let order = (isLoose ? record.textMembers.map(\.key) : []) + RecordField.readingOrder.map(\.name)
    var ranks: [ByteString: Int] = [:]
    for (rank, name) in order.enumerated() where ranks[ByteString(name)] == nil {
      ranks[ByteString(name)] = rank
    }
    let ranked = record.members.enumerated().map { offset, member in
      (rank: ranks[ByteString(member.key)] ?? order.count, offset: offset, member: member)
    }
    return ranked.sorted { ($0.rank, $0.offset) < ($1.rank, $1.offset) }.flatMap { fields(of: $0.member) }
  }

  private static func fields(of member: JSONObject.Member) -> [MemoryField] {
    guard RecordField(name: member.key)?.kind == .keys, case .object(let object) = member.value,
      !object.members.isEmpty
    else { return [MemoryField(name: member.key, value: member.value)] }
    return object.members.map { MemoryField(name: member.key + "." + $0.key, value: $0.value) }
  }
}

extension MemorySource {
  /// The record as received, parsed again each time. An element that was no object is its only member, named `value`.
  public var record: JSONObject {
    switch try? JSONValue(parsing: bytes) {
    case .object(let object): object
    case let other?: JSONObject([JSONObject.Member(key: "value", value: other)])
    case nil: JSONObject()
    }
  }
}

extension Memory {
  public var record: JSONObject { source.record }

  /// What the memory says: `memory_value`, `preference`, `tool_value` or `experience`, the name, description and
  /// procedure of a skill, the title and text of a profile or an event. Compact JSON where nothing reads as text.
  public var text: String { text(in: record) }

  /// The same for a caller that has the record already: reading it costs what the memory is long.
  public func text(in record: JSONObject) -> String {
    let record = record.inContractWords(category)
    let parts: [JSONValue?] =
      switch category {
      case .factual, .preference, .tool: category.textField(in: record).map { [record[$0]] } ?? []
      case .skill: skillParts(record[.skillValue])
      case .profile, .event: []
      }
    let texts = parts.compactMap { $0.flatMap(Self.readable) }
    if !texts.isEmpty { return texts.joined(separator: "\n\n") }
    let members = record.textMembers.compactMap { Self.readable($0.value) }
    return members.isEmpty ? JSONValue.object(record).encoded() : members.joined(separator: "\n\n")
  }

  private func skillParts(_ value: JSONValue?) -> [JSONValue?] {
    guard case .object(let skill) = value else { return [value] }
    let parts = [skill["name"], skill["description"], skill["procedure"]]
    return parts.allSatisfy { $0 == nil } ? [value] : parts
  }

  private static func readable(_ value: JSONValue) -> String? {
    switch value {
    case .null: nil
    case .string(let text): text.isEmpty ? nil : text
    default: value.encoded()
    }
  }
}

extension JSONObject {
  /// The members whose names promise text, titles first: see ``TextMembers``.
  var textMembers: [Member] {
    let words = TextMembers.headings + TextMembers.bodies
    let ranked = members.compactMap { member -> (rank: Int, member: Member)? in
      guard case .string(let text) = member.value, !text.isEmpty else { return nil }
      return words.firstIndex(of: TextMembers.word(of: member.key)).map { ($0, member) }
    }
    return ranked.sorted { $0.rank < $1.rank }.map(\.member)
  }
}
