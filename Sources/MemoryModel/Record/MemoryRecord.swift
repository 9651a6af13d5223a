/// One line of an open memory: `confidence`, `info.scene`, `tool_used_status`.
public struct MemoryField: Sendable, Hashable {
  /// The path in the record, `info.` before the keys of `info`.
  public var name: String
  public var value: JSONValue
  public var known: RecordField? { RecordField(name: name) }

  public init(name: String, value: JSONValue) {
    self.name = name
    self.value = value
  }
}

extension MemoryField {
  public static func == (one: MemoryField, other: MemoryField) -> Bool {
    ByteString.isSame(one.name, other.name) && one.value == other.value
  }

  public func hash(into hasher: inout Hasher) {
    ByteString.hash(name, into: &hasher)
    hasher.combine(value)
  }
}

extension JSONObject {
  /// A memory that was asked for by its id has its sources and more in `metadata`: these become members like those of a
  /// page's record, where it has none of that name.
  public var withMetadataLaidOut: JSONObject {
    guard case .object(let metadata)? = self[.metadata] else { return self }
    let own = members.filter { $0.key != RecordField.metadata.name }
    let names = Set(own.map { ByteString($0.key) })
    return JSONObject(own + metadata.members.filter { !names.contains(ByteString($0.key)) })
  }
}

extension JSONObject {
  /// A record as the cloud writes it, of one as an open-source server does: `{"id":"7","memory":"likes tea","metadata":
  /// {"key":"Tea","created_at":"2026-08-12T09:20:00.084116"}}` becomes `{"id":"7","memory_value":"likes tea",
  /// "memory_key":"Tea","create_time":"2026-08-12T09:20:00.084116"}`. Any other record stays as it is.
  public func inContractWords(_ category: MemoryCategory) -> JSONObject {
    guard case .object? = self[.metadata], self[.memory] != nil, self[.memoryValue] == nil else {
      return self
    }
    let laidOut = withMetadataLaidOut
    let taken = Set(laidOut.members.map { ByteString($0.key) })
    return JSONObject(
      laidOut.members.map { member in
        let name = Self.contractWord(for: member.key, category)
        return taken.contains(ByteString(name)) ? member : Member(key: name, value: member.value)
      })
  }

  private static func contractWord(for key: String, _ category: MemoryCategory) -> String {
    let field = RecordField.allCases.first {
      $0.selfHostedName == key && ($0.category == nil || $0.category == category)
    }
    return field?.name ?? key
  }
}

extension MemoryCategory {
  /// What a record is by the members that only its category has; a fact if nothing tells.
  public init(of record: JSONObject) {
    self = record.members.compactMap { RecordField(name: $0.key)?.category }.min() ?? .factual
  }
}

extension JSONObject {
  /// Why the `data` of an answer by id is no record; nil for one that is. A record has an id or a field of its own
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
