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
      case .factual: [record["memory_value"] ?? record["memory_key"]]
      case .preference: [record["preference"]]
      case .tool: [record["tool_value"] ?? record["experience"]]
      case .skill: skillParts(record["skill_value"])
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
