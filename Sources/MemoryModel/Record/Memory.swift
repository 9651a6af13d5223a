/// One row of a page: what a list shows, decoded once, and the record as received.
public struct Memory: Sendable, Identifiable {
  public let id: ByteString  // The service's `id`, or `#` and a digest of the bytes of a record without one
  public let category: MemoryCategory
  public private(set) var source: MemorySource
  public let created: Timestamp?
  public let updated: Timestamp?
  public let unreadTimes: UnreadTimes?
  public let kind: String?  // `memory_type`, `preference_type`, `tool_type` or `skill_type`
  public let confidence: Double?  // 0…1, if the service keeps to its contract
  /// The title and the beginning of the text, at most ``longestHeadline`` scalars: `Guangzhou trip · plans to …`.
  public let headline: String
  let titleLength: UInt16  // In bytes of the headline; 0 where it has no title
  public let toolUses: [ToolUse]
  /// The name of its list if no contract has that name; the category is then ``MemoryCategory/event``.
  public internal(set) var unknownList: String?
  public var listName: String { unknownList ?? category.name }
  public static let longestHeadline = 400  // Wider than any list
}

extension Memory {
  /// `Guangzhou trip`; empty where the record has no title, or where the title is the text.
  public var title: String { String(decoding: headline.utf8.prefix(Int(titleLength)), as: UTF8.self) }

  /// The headline behind the title: `plans to travel to …`
  public var beginning: String {
    guard titleLength > 0 else { return headline }
    return String(
      decoding: headline.utf8.dropFirst(Int(titleLength) + Headline.separator.count), as: UTF8.self)
  }
}

/// Times in an unknown format: `2025/09/18`. Few rows have any, so they are behind one pointer.
public final class UnreadTimes: Sendable {
  public let created: String?
  public let updated: String?

  init?(created: RecordTime, updated: RecordTime) {
    func text(_ time: RecordTime) -> String? { if case .other(let text) = time { text } else { nil } }
    self.created = text(created)
    self.updated = text(updated)
    if self.created == nil, self.updated == nil { return nil }
  }
}

public struct ToolUse: Sendable, Hashable {
  public static let nameMember: StaticString = "used_tool"
  public static let rateMember: StaticString = "success_rate"
  public var name: String
  public var successRate: Double?  // 0…1. The service sends a number or a string.

  public init(name: String, successRate: Double?) {
    self.name = name
    self.successRate = successRate
  }
}

/// The bytes of a record in the page that it came with. Rows of one page share its buffer.
public struct MemorySource: Sendable, Equatable {
  public let page: [UInt8]
  public let range: Range<Int>

  public init(page: [UInt8], range: Range<Int>) {
    self.page = page
    self.range = range
  }

  public var bytes: ArraySlice<UInt8> { page[range] }

  public static func == (one: MemorySource, other: MemorySource) -> Bool { one.bytes == other.bytes }

  /// The record, parsed each time. Anything but an object becomes its only member, named `value`.
  public var record: JSONObject {
    switch try? JSONValue(parsing: bytes) {
    case .object(let object): object
    case let other?: JSONObject([JSONObject.Member(key: "value", value: other)])
    case nil: JSONObject()
    }
  }
}

/// A value that memories can be grouped by: a tag, a value of an `info` key, an agent, an app.
public struct Facet: Sendable, Hashable {
  /// The name in a filter: `tags`, `scene`, `info.tier`, `agent_id`.
  @ByteString public var field: String
  public var value: FilterValue  // A string, a number or a boolean
  public var shape = Shape.single

  public enum Shape: Sendable, Hashable {
    case single
    /// The value is an element of a list in `info`, or the JSON of an object there. No filter compares them.
    case list, object
    /// The JSON of an object in a list.
    case listedObject
    /// The JSON of a list in a list, or `[]`: nothing finds it.
    case listJSON
    /// A long text, cut, or a number under a key that is compared as text. No filter finds it either.
    case other
  }

  public init(field: String, value: FilterValue, shape: Shape = .single) {
    self.field = field
    self.value = value
    self.shape = shape
  }

  static let mostElements = 50  // Of one list in `info`
  static let longestValue = 120  // In bytes: longer values are texts, which nobody picks from a list
  /// Of one memory: of sixty thousand tags only the first are counted, and as many values of `info`. The screens of values
  /// say so.
  public static let mostTags = 1_000
}

extension Memory {
  /// In the order of ``RecordField``, then the others. Each key of `info` and `skill_value` is a field: `info.scene`.
  public var fields: [MemoryField] { fields(in: record) }

  public func fields(in record: JSONObject) -> [MemoryField] {
    Self.fields(of: record.withCloudNames(category), in: category)
  }

  public static func fields(of record: JSONObject, in category: MemoryCategory) -> [MemoryField] {
    // Profiles and events have no documented text member.
    let isLoose = category == .profile || category == .event
    let order = (isLoose ? record.textMembers.map(\.key) : []) + RecordField.readingOrder.map(\.name)
    let places = order.enumerated().map { (ByteString($0.element), $0.offset) }
    let ranks = Dictionary(places) { first, _ in first }
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

  /// A copy with bytes of its own, so that one row does not keep its whole page.
  public var detached: Memory {
    var copy = self
    copy.source = MemorySource(page: Array(source.bytes), range: 0..<source.range.count)
    return copy
  }

  public var record: JSONObject { source.record }

  /// The text field, the parts of a skill, or the members of an undocumented record; else compact JSON.
  public var text: String { text(in: record) }

  public func text(in record: JSONObject) -> String {
    let record = record.withCloudNames(category)
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

/// One line of an open memory: `confidence`, `info.scene`, `tool_used_status`.
public struct MemoryField: Sendable, Hashable {
  @ByteString public var name: String
  public var value: JSONValue
  public var known: RecordField? { RecordField(name: name) }

  public init(name: String, value: JSONValue) {
    self.name = name
    self.value = value
  }
}

extension JSONObject {
  public subscript(field: RecordField) -> JSONValue? { self[field.name] }

  /// With the members of `metadata`, which a memory that was loaded by its id has, beside its own. Its own ones win.
  public var withMetadataMembers: JSONObject {
    guard case .object(let metadata)? = self[.metadata] else { return self }
    let own = members.filter { $0.key != RecordField.metadata.name }
    let names = Set(own.map { ByteString($0.key) })
    return JSONObject(own + metadata.members.filter { !names.contains(ByteString($0.key)) })
  }

  /// `{"id":"7","memory":"likes tea","metadata":{"key":"Tea"}}` of an open-source server becomes
  /// `{"id":"7","memory_value":"likes tea","memory_key":"Tea"}`. Any other record stays unchanged.
  public func withCloudNames(_ category: MemoryCategory) -> JSONObject {
    guard case .object? = self[.metadata], self[.memory] != nil, self[.memoryValue] == nil else {
      return self
    }
    let members = withMetadataMembers.members
    let taken = Set(members.map { ByteString($0.key) })
    return JSONObject(
      members.map { member in
        let field = RecordField.allCases.first {
          $0.selfHostedName == member.key && ($0.category == nil || $0.category == category)
        }
        guard let name = field?.name, !taken.contains(ByteString(name)) else { return member }
        return Member(key: name, value: member.value)
      })
  }

  /// The members whose names suggest text, titles first: see ``TextMembers``.
  fileprivate var textMembers: [Member] {
    let names = TextMembers.headings + TextMembers.bodies
    let ranked = members.compactMap { member -> (rank: Int, member: Member)? in
      guard case .string(let text) = member.value, !text.isEmpty else { return nil }
      return names.firstIndex(of: TextMembers.shortName(member.key)).map { ($0, member) }
    }
    return ranked.sorted { $0.rank < $1.rank }.map(\.member)
  }

  /// Why the `data` of an answer by id is not a record; nil for one that is. A record has an id, or a field of its own
  /// beside lists of other records.
  public var findingInPlaceOfRecord: AnswerFinding? {
    guard !members.isEmpty else { return .nothing }
    let lists = members.compactMap { member -> (name: String, count: Int)? in
      guard case .array(let elements) = member.value else { return nil }
      let isKnown = MemoryCategory.namesOfLists.contains(member.key)
      let holdsRecords = elements.contains { if case .object = $0 { true } else { false } }
      return isKnown || holdsRecords ? (member.key, elements.count) : nil
    }
    let known = lists.first { MemoryCategory.namesOfLists.contains($0.name) }
    if let known, self[.id] == nil { return .list(name: known.name, count: known.count) }
    let hasOwnField = members.contains { member in
      switch member.value {
      case .string, .number, .bool: !["total", "size", "current", "pages"].contains(member.key)
      case .object: [.metadata, .info].contains(RecordField(name: member.key))
      case .array, .null: false
      }
    }
    guard !hasOwnField else { return nil }
    if let list = lists.first { return .list(name: list.name, count: list.count) }
    return members.first { if case .object = $0.value { true } else { false } }.map { .object(name: $0.key) }
  }
}
