import MemoryModel
import Testing

@Suite struct DialectTests {
  static let selfHosted = Dialect.selfHosted(cube: nil)
  static let today = CivilDate(daysSince1970: 20_000)

  @Test(arguments: [
    (Dialect.selfHosted(cube: "shared"), "shared"), (selfHosted, "ann"),
  ])
  func `a request to a self-hosted server names the cube and every kind`(dialect: Dialect, cube: String) {
    let request = PageRequest(
      subject: .user("ann"), page: 3, size: 20, includesPreferences: false, includesSkills: false,
      filter: .object(JSONObject([])))
    #expect(
      String(decoding: request.body(in: dialect), as: UTF8.self)
        == #"{"mem_cube_id":"\#(cube)","user_id":"ann","page":3,"page_size":20,"include_preference":false,"#
        + #""include_tool_memory":true,"include_skill_memory":false,"filter":{}}"#)
  }

  private static let server = FilterTarget(today: today, dialect: selfHosted)

  @Test func `times have other names in its filters`() throws {
    let text = "scene=Payment tags:finance create_time>=2025-12-01 update_time=2025-12-01..2025-12-31"
    let filter = try FilterTextReader.filter(text)
    #expect(
      filter.json(for: Self.server)?.encoded()
        == #"{"and":[{"scene":"Payment"},{"tags":{"contains":"finance"}},{"created_at":{"gte":"2025-12-01"}},"#
        + #"{"updated_at":{"gte":"2025-12-01"}},{"updated_at":{"lt":"2026-01-01"}}]}"#)
    #expect(filter.json(for: FilterTarget(today: Self.today))?.encoded().contains("create_time") == true)
  }

  @Test func `its JSON is read back into rows, while the cloud keeps the same JSON raw`() throws {
    let json = #"{"and":[{"created_at":{"gte":"2025-12-01"}}]}"#
    let read = try MemoryFilter(json: json, for: Self.server)
    #expect(read.text == "create_time>=2025-12-01")
    #expect(read.json(for: Self.server)?.encoded() == json)
    #expect(try MemoryFilter(json: json, for: FilterTarget(today: Self.today)).isRaw)
  }

  @Test(arguments: [
    ("key", true), ("memory", true), ("memory_type", true), ("priority", true), ("info.priority", true),
    ("create_time", true), ("memory_key", false), ("memory_value", false), ("mystery", false),
  ])
  func `a field is looked up by the server's name`(name: String, isThere: Bool) throws {
    #expect(try SelfHostedPageTests.row(.factual).has(FilterField(name), in: Self.selfHosted) == isThere)
  }

  /// Rows without the field cannot contradict it.
  @Test(arguments: [
    "key", "memory", "memory_key", "memory_value", "memory_type", "status", "tool_value", "mystery",
    "metadata",
    "topic", "type", "delete_time", "preference", "reasoning", "experience", "scene", "priority",
  ])
  func `a contradicted field exists in the row`(name: String) throws {
    for dialect in [Self.selfHosted, .cloud] {
      let filter = try JSONValue(parsing: #"{"and":[{"\#(name)":"zz"}]}"#)
      let check = try #require(FilterCheck(sent: filter, in: dialect))
      for category in [MemoryCategory.factual, .preference, .tool] {
        let row = try SelfHostedPageTests.row(category)
        if !check.contradicted(by: row).isEmpty { #expect(row.has(FilterField(name), in: dialect)) }
      }
    }
  }

  @Test(arguments: [
    (#"{"scene":"onboarding"}"#, false), (#"{"scene":"Payment"}"#, true),
    (#"{"tags":{"contains":"health"}}"#, false), (#"{"tags":{"contains":"finance"}}"#, true),
    (#"{"created_at":{"gte":"2026-06-01"}}"#, false), (#"{"created_at":{"gte":"2026-09-01"}}"#, true),
    (#"{"info.priority":{"gte":1}}"#, true), (#"{"session_id":{"in":["x"]}}"#, false),
    (#"{"session_id":"elsewhere"}"#, true), (#"{"memory_type":"NoSuchMemory"}"#, true),
    (#"{"confidence":{"gt":2}}"#, true), (#"{"confidence":{"gt":0}}"#, false),
    (#"{"no_such_field":"x"}"#, false),
    // The server's names are compared; the cloud's names are `info` keys there.
    (#"{"key":"key 595"}"#, false), (#"{"key":"zz"}"#, true), (#"{"memory":"zz"}"#, true),
    (#"{"memory_key":"zz"}"#, false), (#"{"memory_value":"zz"}"#, false),
    (#"{"memory":{"like":"zz"}}"#, false),
  ])
  func `rows are checked against the filter`(condition: String, contradicts: Bool) throws {
    let filter = try JSONValue(parsing: #"{"and":[\#(condition)]}"#)
    let check = try #require(FilterCheck(sent: filter, in: Self.selfHosted))
    #expect(check.contradicted(by: try SelfHostedPageTests.row(.factual)).isEmpty != contradicts)
  }
}
