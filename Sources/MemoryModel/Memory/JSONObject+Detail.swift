extension JSONObject {
  /// A memory that was asked for by its id has its sources and more in `metadata`: these become members like those of a
  /// page's record, where it has none of that name.
  public var withMetadataLaidOut: JSONObject {
    guard case .object(let metadata)? = self["metadata"] else { return self }
    let own = members.filter { $0.key != "metadata" }
    let names = Set(own.map(\.key))
    return JSONObject(own + metadata.members.filter { !names.contains($0.key) })
  }
}

extension MemoryCategory {
  /// What a record is by the members that only its category has; a fact if nothing tells.
  public init(of record: JSONObject) {
    let names = Set(record.members.map(\.key))
    let marks: [(MemoryCategory, Set<String>)] = [
      (.factual, ["memory_value"]), (.preference, ["preference", "preference_type"]),
      (.tool, ["tool_value", "tool_type", "tool_used_status"]), (.skill, ["skill_value", "skill_type"]),
    ]
    self = marks.first { !names.isDisjoint(with: $0.1) }?.0 ?? .factual
  }
}
