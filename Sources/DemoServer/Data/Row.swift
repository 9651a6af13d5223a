/// One memory, computed from its place: nothing about it is stored.
struct Row {
  let tenant: Tenant
  let category: Category
  let index: Int
  let noise: Noise
  /// When it was last touched, milliseconds since 1970, whether or not the record says so.
  let time: Int64
  /// The same before the story changed it.
  private let first: Int64
  let conversation: Int
  let topic: Topic
  let planted: Planted?
  private let isCoarse: Bool

  /// - Parameter step: of the story.
  init(tenant: Tenant, category: Category, index: Int, anchor: Int64, step: Int = 0) {
    let all = Noise(Noise(Noise(seed: 0x6D65_6D6F_7279), tenant.number), category.rawValue)
    let timeline = Timeline(anchor: anchor, count: tenant.count(category))
    let place = timeline.place(of: index, noise: all)
    self.tenant = tenant
    self.category = category
    self.index = index
    noise = Noise(all, index)
    let profile = Profile.of(tenant)
    conversation = place.conversation
    isCoarse = timeline.isCoarse
    planted =
      Story.row(index, at: step, of: tenant, category) ?? Planted.of(tenant, category, index)
    topic = planted?.topic ?? (category == .tool ? profile.tool(noise).topic : profile.topic(noise))
    let minutes = { (count: Int) in anchor + Int64(count) * 60_000 }
    let start = Story.arrival(of: index).map(minutes) ?? place.time
    first = noise.chance(Salt.times, of: 20) && timeline.isCoarse ? start / 60_000 * 60_000 : start
    time = planted?.minute.map(minutes) ?? first
  }

  var id: String { RowID(tenant: tenant.number, category: category, index: index).uuid }
  /// Milliseconds since 1970; nil where the record has no time.
  var updated: Int64? { planted?.minute == nil && lacks(0...0, of: 90) ? nil : time }

  var isWritten: Bool { planted?.statement != nil }

  /// Applications leave fields out; a memory that is written out has them all.
  func lacks(_ range: ClosedRange<Int>, of count: Int) -> Bool {
    !isWritten && range.contains(noise.pick(Salt.missing, below: count))
  }

  /// Half of all memories were never touched again; the others are up to three weeks older.
  var created: Int64? {
    guard !lacks(1...1, of: 90) else { return nil }
    if let age = planted?.age { return first - Int64(age) * 86_400_000 }
    guard noise.chance(Salt.age, of: 500) else { return first }
    let age = Int64(noise.pick(Salt.age &+ 100, below: 21 * 24 * 60)) * 60_000
    return first - age
  }

  var conversationID: String? {
    guard !lacks(0...4, of: 90) else { return nil }
    // Shared by the rows of one conversation.
    let noise = Noise(Noise(seed: 0x636F_6E76), conversation &* 8 &+ tenant.number)
    let number = noise.bits(1) & 0xFF_FFFF_FFFF
    return "conv_" + padded(number, 10, radix: 16)
  }

  var status: String? {
    if isWritten { return "activated" }
    let number = noise.pick(Salt.status, below: 100)
    return number < 88 ? "activated" : number < 94 ? "archived" : number < 98 ? "resolving" : nil
  }

  var confidence: Int? {
    guard category == .fact, !lacks(7...7, of: 30) else { return nil }
    if let confidence = planted?.confidence { return confidence }
    let spread = noise.pick(Salt.confidence, below: 60)
    return 99 - spread * spread / 60
  }

  var tags: [String]? {
    guard category == .fact else { return nil }
    if let tags = planted?.tags { return tags }
    let count = noise.pick(Salt.tagCount, below: 12)
    if count == 0 { return nil }
    if count == 1 { return [] }
    let all = topic.tags
    let first = noise.chance(Salt.tags, of: 750) ? 0 : noise.pick(Salt.tags &+ 50, below: all.count)
    return (0..<min(1 + count % 3, all.count)).map { all[(first + $0) % all.count] }
  }

  var agentID: String? {
    if tenant.isAgent { return tenant.id }
    guard isWritten || noise.chance(Salt.agent, of: 620) else { return nil }
    let agents = ["agent_concierge", "agent_shopping", "agent_billing", "agent_travel"]
    return noise.element(Salt.agent &+ 50, of: agents)
  }

  /// Without them the record alone says where it came from.
  private var hasSources: Bool { isWritten || noise.chance(Salt.sources, of: 550) }

  var appID: String? {
    guard noise.chance(Salt.app, of: 560) else { return nil }
    return noise.element(Salt.app &+ 50, of: ["app_ios", "app_web", "app_wechat", "app_android"])
  }

  func write(into json: inout JSONWriter) {
    let voice = voice
    json.object { json in
      writeMembers(voice, into: &json)
      if hasSources { writeSources(voice, into: &json) }
      writeExtras(into: &json)
    }
  }

  /// The record as `GET get/memory/{id}` answers it: always with its sources, inside `metadata`.
  func writeDetail(into json: inout JSONWriter) {
    let voice = voice
    json.object { json in
      writeMembers(voice, into: &json)
      if category != .fact { json.member("memory_type", category == .tool ? toolType : "PreferenceMemory") }
      json.object("metadata") { json in
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
    case .preference: writePreference(voice, into: &json)
    case .tool:
      json.member("tool_type", toolType)
      writeToolText(voice, as: "tool_value", into: &json)
      writeToolUses(into: &json)
    }
    writeTime("create_time", created, into: &json)
    writeTime("update_time", updated, into: &json)
    json.member("conversation_id", conversationID)
    json.member("status", status)
    json.member("confidence", hundredths: confidence)
    json.member("tags", tags)
    json.member("agent_id", agentID)
    json.member("app_id", appID)
    Info(row: self).write(into: &json, lexicon: voice.lexicon)
  }

  private func writePreference(_ voice: Voice, into json: inout JSONWriter) {
    json.member("preference_type", preferenceType)
    writePreferenceText(voice, into: &json)
    writeReasoning(voice, into: &json)
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

  /// Mostly a number. A time without seconds was cut to the minute, so that filters compare what the record shows.
  private func writeTime(_ name: String, _ time: Int64?, into json: inout JSONWriter) {
    guard let time else { return }
    json.key(name)
    switch noise.pick(Salt.times, below: 1000) {
    case ..<20 where isCoarse: json.string(Moment(milliseconds: time).minutes)
    case 20..<60: json.string(Moment(milliseconds: time).iso8601)
    case 60..<80: json.string(String(time))
    default: json.integer(time)
    }
  }

  /// Fields that no page of the service's documentation names.
  private func writeExtras(into json: inout JSONWriter) {
    if category == .fact, noise.chance(Salt.relativity, of: 250) {
      json.member("relativity", hundredths: noise.pick(Salt.relativity &+ 50, below: 101))
    }
    guard noise.chance(Salt.extra, of: 25) else { return }
    json.member("visibility", "private")
    json.member("version", integer: 1 + noise.pick(Salt.extra &+ 50, below: 6))
    json.member("usage", [Moment(milliseconds: time).iso8601])
    json.null("background")
  }
}

extension Row {
  /// `{"id":…,"memory":…,"metadata":{…}}`; fields without a value are absent, and times carry no zone.
  func writeNode(into json: inout JSONWriter) {
    let voice = voice
    json.object { json in
      json.member("id", id)
      writeText(voice, into: &json)
      json.object("metadata") { json in writeMetadata(voice, into: &json) }
    }
  }

  /// Fields that the open-source server filters by, beside those of the cloud.
  static let ownNames: Set<String> = [
    "memory", "key", "memory_type", "preference_type", "preference", "reasoning", "status", "confidence",
    "user_id", "user_name", "version",
  ]

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

  /// Texts can only be written. Reading one back is slow, but only filters on texts do it.
  private func written(_ name: String, _ member: (inout JSONWriter) -> Void) -> Scalar? {
    var json = JSONWriter()
    json.object { member(&$0) }
    guard case .string(let text)? = try? RequestBody(json.bytes)[name] else { return nil }
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
    case .fact: writeTitle(voice, as: "key", into: &json)
    case .preference: writePreference(voice, into: &json)
    case .tool: writeToolUses(into: &json)
    }
    json.member("memory_type", nodeType)
    json.member("status", status)
    json.member("confidence", hundredths: confidence)
    json.member("tags", tags ?? [])
    Info(row: self).write(into: &json, lexicon: voice.lexicon)
    json.member("session_id", conversationID)
    json.member("user_id", tenant.id)
    json.member("user_name", tenant.id)
    json.member("agent_id", agentID)
    json.member("app_id", appID)
    json.member("created_at", created.map(Row.nodeTime))
    json.member("updated_at", updated.map(Row.nodeTime))
    if hasSources { writeSources(voice, into: &json) }
    json.member("version", integer: 1)
  }

  /// `2026-08-12T09:20:00.084000`
  private static func nodeTime(_ time: Int64) -> String {
    Moment(milliseconds: time).iso8601.dropLast() + "." + padded(time % 1000, 3) + "000"
  }
}
