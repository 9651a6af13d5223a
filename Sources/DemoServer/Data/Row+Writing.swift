extension Row {
  /// The record as it stands in a list.
  func write(into json: inout JSONWriter) {
    let voice = voice
    json.object { json in
      writeMembers(voice, into: &json)
      if noise.chance(Salt.sources, of: 550) { writeSources(voice, into: &json) }
      writeExtras(into: &json)
    }
  }

  /// The record as `GET get/memory/{id}` answers it: always with its sources, inside `metadata`.
  func writeDetail(into json: inout JSONWriter) {
    let voice = voice
    json.object { json in
      writeMembers(voice, into: &json)
      if category != .fact { json.member("memory_type", category == .tool ? toolType : "PreferenceMemory") }
      json.key("metadata")
      json.object { json in
        json.member("user_id", tenant.isAgent ? nil : tenant.id)
        json.member("conversation_id", conversationID)
        json.member("status", status)
        writeSources(voice, into: &json)
      }
    }
  }

  private func writeMembers(_ voice: Voice, into json: inout JSONWriter) {
    json.member("id", id)
    switch category {
    case .fact:
      writeTitle(voice, as: "memory_key", into: &json)
      writeFactText(voice, as: "memory_value", into: &json)
      json.member("memory_type", memoryType)
    case .preference:
      json.member("preference_type", preferenceType)
      writePreferenceText(voice, into: &json)
      writeReasoning(voice, into: &json)
    case .tool:
      json.member("tool_type", toolType)
      writeToolText(voice, as: "tool_value", into: &json)
      writeToolUses(into: &json)
    }
    writeTime("create_time", created, into: &json)
    writeTime("update_time", updated, into: &json)
    json.member("conversation_id", conversationID)
    json.member("status", status)
    if let confidence {
      json.key("confidence")
      json.hundredths(confidence)
    }
    if let tags {
      json.key("tags")
      json.strings(tags)
    }
    json.member("agent_id", agentID)
    json.member("app_id", appID)
    Info(row: self).write(into: &json, lexicon: voice.lexicon)
  }

  var preferenceType: String {
    noise.chance(Salt.kind, of: 440) ? "implicit_preference" : "explicit_preference"
  }

  var memoryType: String {
    let number = noise.pick(Salt.kind, below: 1000)
    if number < 460 { return "LongTermMemory" }
    if number < 850 { return "UserMemory" }
    return number < 930 ? "WorkingMemory" : number < 990 ? "OuterMemory" : "ScreenshotMemory"
  }

  private func writeTime(_ name: String, _ time: Int64?, into json: inout JSONWriter) {
    guard let time else { return }
    json.key(name)
    switch timeForm {
    case .number: json.integer(time)
    case .digits: json.string(String(time))
    case .iso8601: json.string(Moment(milliseconds: time).iso8601)
    case .minutes:
      let moment = Moment(milliseconds: time)
      json.string(moment.date + " " + moment.clock)
    }
  }

  /// Fields that no page of the service's documentation names.
  private func writeExtras(into json: inout JSONWriter) {
    if category == .fact, noise.chance(Salt.relativity, of: 250) {
      json.key("relativity")
      json.hundredths(noise.pick(Salt.relativity &+ 50, below: 101))
    }
    guard noise.chance(Salt.extra, of: 25) else { return }
    json.member("visibility", "private")
    json.member("version", integer: 1 + noise.pick(Salt.extra &+ 50, below: 6))
    json.key("usage")
    json.array { json in json.string(Moment(milliseconds: time).iso8601) }
    json.key("background")
    json.null()
  }
}
