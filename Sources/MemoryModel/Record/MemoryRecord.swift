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
  var textMembers: [Member] {
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
