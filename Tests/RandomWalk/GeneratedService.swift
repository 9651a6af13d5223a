import MemoryModel

@testable import DemoServer

/// A service with memories of every shape that change over time. It answers a request with bytes.
struct GeneratedService {
  enum Shape: String, CaseIterable {
    /// A few fields, plain text.
    case plain
    /// 5 to 25 fields of many types and scripts.
    case hostile
    /// One to three fields.
    case bare
    /// Texts of a megabyte among short ones.
    case long
    /// Lists that are as long as a page, or empty.
    case even
    /// What `memtui --demo` shows.
    case demo
  }

  let seed: UInt64
  let shape: Shape
  private let counts: [MemoryCategory: Int]
  private let demo: MemoryService
  /// The revision of all records; each record also has its own version.
  private var revision = 0
  private var deleted: Set<String> = []
  /// The number of records added on top.
  private var newer = 0
  private var repeatsFirstPage = false

  init(seed: UInt64, pageSize: Int) {
    var random = RandomSource(seed, "service")
    self.seed = seed
    shape = random.element(of: Shape.allCases)
    let sizes =
      shape == .even
      ? [0, pageSize, pageSize * 2, pageSize * 3] : [0, 1, 2, pageSize - 1, pageSize + 1, 37, 150]
    var counts: [MemoryCategory: Int] = [:]
    for category in MemoryCategory.allCases where category.isAlwaysShown || random.once(in: 4) {
      counts[category] = max(0, random.element(of: sizes))
    }
    if random.once(in: 3) { counts[.factual] = 150 }
    self.counts = counts
    demo = MemoryService(options: DemoOptions())
  }

  /// Changes the memories between two calls.
  mutating func change(_ random: inout RandomSource) {
    switch random.below(5) {
    case 0: newer += 1 + random.below(60)
    case 1:
      for _ in 0..<1 + random.below(5) {
        deleted.insert("\(random.element(of: MemoryCategory.allCases)) \(random.below(60))")
      }
    case 2: repeatsFirstPage.toggle()
    default: revision += 1
    }
  }

  func answer(_ request: PageRequest) -> [UInt8] {
    if shape == .demo { return demoAnswer(request) }
    var random = RandomSource(seed, "answer", request.page, revision)
    var members: [JSONObject.Member] = []
    for category in MemoryCategory.allCases {
      let rows = rows(of: category, request)
      if !rows.isEmpty || random.once(in: 2) {
        members.append(JSONObject.Member(key: category.listName, value: .array(rows)))
      }
    }
    if members.isEmpty { members = [JSONObject.Member(key: "memory_detail_list", value: .null)] }
    if random.once(in: 3) { members.append(JSONObject.Member(key: "size", value: number(request.size))) }
    if random.once(in: 3) {
      members.append(
        JSONObject.Member(
          key: "pages", value: random.element(of: [number(0), number(3), number(.max), .string("x"), .null])))
    }
    if random.once(in: 3) {
      members.append(JSONObject.Member(key: "total", value: number(random.below(300))))
    }
    return body(.object(JSONObject(members)))
  }

  /// A memory by its id, or nil if there is none.
  func record(id: String) -> [UInt8] {
    var random = RandomSource(seed, "by id", id, revision)
    guard !random.once(in: 4) else { return Array(#"{"code":40001,"message":"not found","data":null}"#.utf8) }
    var record = [JSONObject.Member(key: "id", value: .string(id))]
    if !random.once(in: 3) { record.append(JSONObject.Member(key: "sources", value: sources(&random))) }
    return body(.object(JSONObject(record)))
  }

  private func body(_ data: JSONValue) -> [UInt8] {
    Array(#"{"code":0,"message":"ok","data":\#(data.encoded())}"#.utf8)
  }

  private func demoAnswer(_ request: PageRequest) -> [UInt8] {
    var request = request
    if (try? PageCall(body: request.body())) == nil { request.filter = nil }
    guard let call = try? PageCall(body: request.body()) else { return body(.object(JSONObject())) }
    return demo.page(call, Changes(arrived: newer), claim: nil)
  }

  private func rows(of category: MemoryCategory, _ request: PageRequest) -> [JSONValue] {
    guard isAsked(category, request), request.subject.id != "nobody" else { return [] }
    let others = request.subject.id == "memos_user_123" ? 0 : request.subject.id.utf8.count
    let count = (counts[category] ?? 0) + (counts[category] == 0 ? 0 : newer)
    let filter = request.filter.map { RandomSource(seed, $0.encoded()) }
    let page = repeatsFirstPage ? 1 : request.page
    let matching = (0..<count).filter { index in
      let row = index - newer
      if deleted.contains("\(category) \(row)") { return false }
      guard var filter else { return true }
      let matchesNothing = filter.once(in: 5)
      return !matchesNothing && (index + filter.below(3)) % 3 != 0
    }
    return matching.dropFirst((page - 1) * request.size).prefix(request.size).map {
      record(category, $0 - newer + others * 1000)
    }
  }

  private func isAsked(_ category: MemoryCategory, _ request: PageRequest) -> Bool {
    switch category {
    case .preference: request.includesPreferences
    case .tool: request.includesTools
    case .skill: request.includesSkills
    default: true
    }
  }

  // MARK: Records

  private func record(_ category: MemoryCategory, _ index: Int) -> JSONValue {
    var random = RandomSource(seed, "\(category)", index)
    // Every third record has changed with each revision.
    let version = (index + revision) % 3 == 0 ? revision : 0
    var content = RandomSource(seed, "\(category)", index, version)
    if shape == .hostile, random.once(in: 60) { return .string("not an object") }
    var members: [JSONObject.Member] = []
    func add(_ key: String, _ value: JSONValue) { members.append(JSONObject.Member(key: key, value: value)) }
    // Two ids that differ only in their Unicode normalisation; now and then no id.
    let id =
      shape == .hostile && index == 3
      ? "caf\u{E9}" : shape == .hostile && index == 4 ? "cafe\u{301}" : "\(category) \(index)"
    if shape == .plain || !random.once(in: 30) { add("id", .string(id)) }
    let hostile = shape != .plain && shape != .even
    let text =
      shape == .long && random.once(in: 25)
      ? GeneratedText.megabyte(&content) : GeneratedText.text(&content, hostile: hostile)
    add(Self.textName(of: category), .string(text + (shape == .plain ? "version \(version)" : "")))
    guard shape != .bare else {
      if random.once(in: 3) { add("info", .object(info(&content, hostile: true))) }
      return .object(JSONObject(members))
    }
    if category == .factual { add("memory_key", .string(GeneratedText.text(&content, hostile: hostile))) }
    add("create_time", time(&random))
    add("update_time", time(&content))
    add(
      "memory_type",
      random.once(in: 9) ? .null : .string(random.element(of: ["UserMemory", "LongTermMemory"])))
    add(
      "confidence",
      content.once(in: 9) ? .string("high") : .number(JSONNumber(literal: "0.\(content.below(100))")))
    add("tags", tags(&content, hostile: hostile))
    add("info", content.once(in: 9) ? .null : .object(info(&content, hostile: hostile)))
    if random.once(in: 2) { add("sources", sources(&content)) }
    if category == .tool { add("tool_used_status", toolUses(&content)) }
    if hostile {
      for number in 0..<content.below(12) { add("field \(number)", value(&content, depth: 0)) }
    }
    return .object(JSONObject(members))
  }

  private static func textName(of category: MemoryCategory) -> String {
    switch category {
    case .preference: "preference"
    case .tool: "tool_value"
    default: "memory_value"
    }
  }

  private func info(_ random: inout RandomSource, hostile: Bool) -> JSONObject {
    var members = [
      JSONObject.Member(key: "scene", value: .string(random.element(of: ["Payment", "Travel", "支付"]))),
      JSONObject.Member(key: "tier", value: .string(random.element(of: ["gold", "silver"]))),
      JSONObject.Member(key: "score", value: number(random.below(9))),
    ]
    if hostile {
      for _ in 0..<random.below(6) {
        members.append(
          JSONObject.Member(key: GeneratedText.text(&random, hostile: true), value: value(&random, depth: 0)))
      }
    }
    return JSONObject(members)
  }

  private func tags(_ random: inout RandomSource, hostile: Bool) -> JSONValue {
    if hostile, random.once(in: 9) {
      return random.element(of: [.null, .string("one"), .object(JSONObject())])
    }
    return .array(
      (0..<random.below(5)).map { _ in
        .string(random.element(of: ["finance", "health", "é", "e\u{301}", ""]))
      })
  }

  private func sources(_ random: inout RandomSource) -> JSONValue {
    .array(
      (0..<random.below(4)).map { _ in
        random.once(in: 4)
          ? .string(GeneratedText.text(&random, hostile: true))
          : .object(
            JSONObject([
              JSONObject.Member(key: "role", value: .string("user")),
              JSONObject.Member(key: "chat_time", value: time(&random)),
              JSONObject.Member(key: "content", value: .string(GeneratedText.text(&random, hostile: true))),
            ]))
      })
  }

  private func toolUses(_ random: inout RandomSource) -> JSONValue {
    .array(
      (0..<random.below(3)).map { _ in
        .object(
          JSONObject([
            JSONObject.Member(
              key: "used_tool", value: .string(random.element(of: ["search", "book", "支付"]))),
            JSONObject.Member(
              key: "success_rate",
              value: random.element(of: [.string("0.5"), number(1), .null, .string("NaN"), number(95)])),
          ]))
      })
  }

  /// A time in the hours before the walk begins, whose shown age changes during the walk.
  private func time(_ random: inout RandomSource) -> JSONValue {
    switch random.below(12) {
    case 0:
      random.element(of: [.null, number(0), number(-1), .string("0001-01-01T00:00:00Z"), .string("soon")])
    case 1: .string("2026-11-20 10:0\(random.below(10))")
    default: number(Int(Walk.start.milliseconds) - random.below(90_000_000))
    }
  }

  private func value(_ random: inout RandomSource, depth: Int) -> JSONValue {
    switch random.below(depth > 3 ? 5 : 7) {
    case 0: .null
    case 1: .bool(random.once(in: 2))
    case 2: number(random.below(1_000_000))
    case 5: .array((0..<random.below(4)).map { _ in value(&random, depth: depth + 1) })
    case 6:
      .object(
        JSONObject(
          (0..<random.below(4)).map { _ in
            JSONObject.Member(
              key: random.element(of: ["a", "b", "é", "a"]), value: value(&random, depth: depth + 1))
          }))
    default: .string(GeneratedText.text(&random, hostile: true))
    }
  }

  private func number(_ value: Int) -> JSONValue { .number(JSONNumber(literal: "\(value)")) }
}
