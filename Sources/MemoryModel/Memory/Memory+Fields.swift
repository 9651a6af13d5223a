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
    let order = (isLoose ? record.textMembers.map(\.key) : []) + readingOrder
    var ranks: [ByteString: Int] = [:]
    for (rank, name) in order.enumerated() where ranks[ByteString(name)] == nil {
      ranks[ByteString(name)] = rank
    }
    let ranked = record.members.enumerated().map { offset, member in
      (rank: ranks[ByteString(member.key)] ?? order.count, offset: offset, member: member)
    }
    return ranked.sorted { ($0.rank, $0.offset) < ($1.rank, $1.offset) }.flatMap { fields(of: $0.member) }
  }

  private static let readingOrder = [
    "memory_value", "preference", "tool_value", "skill_value", "memory", "memory_key", "reasoning",
    "memory_type",
    "preference_type", "tool_type", "skill_type", "confidence", "status", "tags", "info", "tool_used_status",
    "experience", "create_time", "update_time", "conversation_id", "relativity", "sources", "id",
  ]

  private static func fields(of member: JSONObject.Member) -> [MemoryField] {
    guard member.key == "info" || member.key == "skill_value", case .object(let object) = member.value,
      !object.members.isEmpty
    else { return [MemoryField(name: member.key, value: member.value)] }
    return object.members.map { MemoryField(name: member.key + "." + $0.key, value: $0.value) }
  }
}
