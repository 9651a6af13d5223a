/// One memory, worked out from its place: nothing about it is stored.
struct Row {
  let tenant: Tenant
  let category: Category
  let index: Int
  let noise: Noise
  /// When it was last touched, milliseconds since 1970, whether or not the record says so.
  let time: Int64
  let conversation: Int
  let topic: Topic

  private let isCoarse: Bool

  init(tenant: Tenant, category: Category, index: Int, anchor: Int64) {
    let all = Noise(Noise(Noise(seed: 0x6D65_6D6F_7279), tenant.number), category.rawValue)
    let timeline = Timeline(anchor: anchor, count: tenant.count(category))
    let place = timeline.place(of: index, noise: all)
    self.tenant = tenant
    self.category = category
    self.index = index
    noise = Noise(all, index)
    conversation = place.conversation
    isCoarse = timeline.isCoarse
    topic = category == .tool ? ToolVocabulary.tool(noise).topic : Topic.of(noise)
    time = noise.chance(Salt.times, of: 20) && timeline.isCoarse ? place.time / 60_000 * 60_000 : place.time
  }

  var id: String { RowID(tenant: tenant.number, category: category, index: index).uuid }
}

extension Row {
  /// The ways in which the service writes a time.
  enum TimeForm {
    case number, iso8601, minutes, digits
  }

  /// Mostly a number; what has no seconds was cut to the minute, so that the record is exactly what filters compare.
  var timeForm: TimeForm {
    let number = noise.pick(Salt.times, below: 1000)
    if number < 20 { return isCoarse ? .minutes : .number }
    return number < 60 ? .iso8601 : number < 80 ? .digits : .number
  }

  /// Milliseconds since 1970, nil where the record says nothing.
  var updated: Int64? { noise.pick(Salt.missing, below: 90) == 0 ? nil : time }

  /// Half of all memories were never touched again; the others are up to three weeks older.
  var created: Int64? {
    guard noise.pick(Salt.missing, below: 90) != 1 else { return nil }
    guard noise.chance(Salt.age, of: 500) else { return time }
    let age = Int64(noise.pick(Salt.age &+ 100, below: 21 * 24 * 60)) * 60_000
    return time - age
  }

  var conversationID: String? {
    guard noise.pick(Salt.missing, below: 90) > 4 else { return nil }
    let number = Noise(conversation: conversation, tenant: tenant.number).bits(1) & 0xFF_FFFF_FFFF
    let digits = String(number, radix: 16)
    return "conv_" + String(repeating: "0", count: 10 - digits.count) + digits
  }

  var status: String? {
    let number = noise.pick(Salt.status, below: 100)
    return number < 88 ? "activated" : number < 94 ? "archived" : number < 98 ? "resolving" : nil
  }

  /// Hundredths, 40…99.
  var confidence: Int? {
    guard category == .fact, noise.pick(Salt.missing, below: 30) != 7 else { return nil }
    let spread = noise.pick(Salt.confidence, below: 60)
    return 99 - spread * spread / 60
  }

  /// Nil where the record has no list.
  var tags: [String]? {
    guard category == .fact else { return nil }
    let count = noise.pick(Salt.tagCount, below: 12)
    if count == 0 { return nil }
    if count == 1 { return [] }
    let all = topic.tags
    let first = noise.chance(Salt.tags, of: 750) ? 0 : noise.pick(Salt.tags &+ 50, below: all.count)
    return (0..<min(1 + count % 3, all.count)).map { all[(first + $0) % all.count] }
  }

  private static let agents = ["agent_concierge", "agent_shopping", "agent_billing", "agent_travel"]
  private static let apps = ["app_ios", "app_web", "app_wechat", "app_android"]

  var agentID: String? {
    if tenant.isAgent { return tenant.id }
    return noise.chance(Salt.agent, of: 620) ? noise.element(Salt.agent &+ 50, of: Row.agents) : nil
  }

  var appID: String? {
    noise.chance(Salt.app, of: 560) ? noise.element(Salt.app &+ 50, of: Row.apps) : nil
  }
}

extension Noise {
  /// Shared by the rows of one conversation.
  init(conversation: Int, tenant: Int) {
    self.init(Noise(seed: 0x636F_6E76), conversation &* 8 &+ tenant)
  }
}
