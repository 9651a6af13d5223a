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
      json.member("memory_type", memoryType)
    case .preference:
      json.member("memory_type", "PreferenceMemory")
      json.member("preference_type", preferenceType)
      writePreferenceText(voice, into: &json)
      writeReasoning(voice, into: &json)
    case .tool:
      json.member("memory_type", toolType == "ToolSchema" ? "ToolSchemaMemory" : toolType)
      writeToolUses(into: &json)
    }
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
