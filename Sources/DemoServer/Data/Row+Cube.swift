extension Row {
  /// The record as an open-source server sends it: `{"id":…,"memory":…,"metadata":{…}}`. Fields without a value are
  /// absent, and times carry no zone.
  func writeNode(into json: inout JSONWriter) {
    let voice = voice
    json.object { json in
      json.member("id", id)
      writeText(voice, into: &json)
      json.key("metadata")
      json.object { json in writeMetadata(voice, into: &json) }
    }
  }

  /// Fields that the open-source server filters by, beside those of the cloud.
  static let ownNames: Set<String> = [
    "memory", "key", "memory_type", "preference_type", "preference", "reasoning", "status", "confidence",
    "user_id",
    "user_name", "version",
  ]

  /// What the record says under one of ``ownNames``, nil where it says nothing.
  func own(_ name: String) -> Scalar? {
    switch name {
    case "memory": return written(name) { writeText(voice, into: &$0) }
    case "key" where category == .fact: return written(name) { writeTitle(voice, as: "key", into: &$0) }
    case "preference" where category == .preference:
      return written(name) { writePreferenceText(voice, into: &$0) }
    case "reasoning" where category == .preference: return written(name) { writeReasoning(voice, into: &$0) }
    case "preference_type" where category == .preference: return .string(preferenceType)
    case "memory_type": return .string(nodeType)
    case "status": return status.map { .string($0) }
    case "confidence": return confidence.map { .number(Double($0) / 100) }
    case "user_id", "user_name": return .string(tenant.id)
    case "version": return .number(1)
    default: return nil
    }
  }

  /// Texts are only ever written: reading one back costs, but only filters on them do it.
  private func written(_ name: String, _ member: (inout JSONWriter) -> Void) -> Scalar? {
    var json = JSONWriter()
    json.object(member)
    guard case .string(let text)? = try? BodyValue.members(of: json.bytes)[name] else { return nil }
    return .string(text)
  }

  private var nodeType: String {
    switch category {
    case .fact: memoryType
    case .preference: "PreferenceMemory"
    case .tool: toolType == "ToolSchema" ? "ToolSchemaMemory" : toolType
    }
  }

  private func writeText(_ voice: Voice, into json: inout JSONWriter) {
    switch category {
    case .fact: writeFactText(voice, as: "memory", into: &json)
    case .preference: writePreferenceText(voice, as: "memory", into: &json)
    case .tool: writeToolText(voice, as: "memory", into: &json)
    }
  }

  private func writeMetadata(_ voice: Voice, into json: inout JSONWriter) {
    json.member("id", id)
    switch category {
    case .fact:
      writeTitle(voice, as: "key", into: &json)
    case .preference:
      json.member("preference_type", preferenceType)
      writePreferenceText(voice, into: &json)
      writeReasoning(voice, into: &json)
    case .tool:
      writeToolUses(into: &json)
    }
    json.member("memory_type", nodeType)
    json.member("status", status)
    if let confidence {
      json.key("confidence")
      json.hundredths(confidence)
    }
    json.key("tags")
    json.strings(tags ?? [])
    Info(row: self).write(into: &json, lexicon: voice.lexicon)
    json.member("session_id", conversationID)
    json.member("user_id", tenant.id)
    json.member("user_name", tenant.id)
    json.member("agent_id", agentID)
    json.member("app_id", appID)
    json.member("created_at", created.map(Row.nodeTime))
    json.member("updated_at", updated.map(Row.nodeTime))
    if noise.chance(Salt.sources, of: 550) { writeSources(voice, into: &json) }
    json.member("version", integer: 1)
  }

  /// `2026-08-12T09:20:00.084000`
  private static func nodeTime(_ time: Int64) -> String {
    let fraction = String(time % 1000)
    return Moment(milliseconds: time).iso8601.dropLast() + "."
      + String(repeating: "0", count: max(0, 3 - fraction.count)) + fraction + "000"
  }
}
