import MemoryModel
import Testing

/// Answers of MemoryOS 2.0.33, reduced to one row of each kind.
@Suite struct SelfHostedPageTests {
  static let body = #"""
    {"code":200,"message":"Memories retrieved successfully","data":{
      "text_mem":[{"cube_id":"memos_user_123","memories":[
        {"id":"8ce4262c","memory":"Alice has a peanut allergy and carries an EpiPen","metadata":{"id":"8ce4262c",
         "key":"key 595","info":{"vip":false,"note":null,"scene":"onboarding","priority":0},"tags":["学习","health"],
         "type":"opinion","usage":[],"memory":"Alice has a peanut allergy and carries an EpiPen","status":"activated",
         "sources":[{"type":"chat","role":"user","content":"message 595 of the conversation"}],
         "confidence":0.53,"created_at":"2026-08-12T09:20:00.084116","session_id":"sess-023",
         "updated_at":"2026-08-17T22:20:00.084116","delete_time":"","memory_type":"LongTermMemory"}}],
       "total_nodes":359}],
      "pref_mem":[{"cube_id":"memos_user_123","memories":[
        {"id":"c42c95f4","memory":"Context summary 597","metadata":{"id":"c42c95f4","info":{"scene":"onboarding"},
         "tags":[],"topic":"food","memory":"Context summary 597","reasoning":"The user said twice",
         "created_at":"2026-08-12T22:12:00.948427","preference":"Short answers with code first",
         "memory_type":"PreferenceMemory","preference_type":"explicit_preference"}}],"total_nodes":120}],
      "tool_mem":[{"cube_id":"memos_user_123","memories":[
        {"id":"e3cb7ad4","memory":"Task 598: called sql_query","metadata":{"id":"e3cb7ad4","key":"key 598",
         "confidence":0.74,"experience":"check its parameters first","correctness":"failed",
         "memory_type":"ToolTrajectoryMemory","tool_used_status":[{"used_tool":"sql_query","success_rate":"0.0"}]}}],
       "total_nodes":120}],
      "skill_mem":[{"cube_id":"memos_user_123","memories":[],"total_nodes":0}]}}
    """#

  static func page(_ body: String = body) throws -> MemoryPage { try MemoryPage(decoding: Array(body.utf8)) }

  static func row(_ category: MemoryCategory) throws -> Memory {
    try #require(try page().rows[category]?.first)
  }

  @Test func `a row shows its metadata`() throws {
    let fact = try Self.row(.factual)
    #expect(fact.id == "8ce4262c")
    #expect(fact.headline == "key 595 · Alice has a peanut allergy and carries an EpiPen")
    #expect(fact.kind == "LongTermMemory")
    #expect(fact.confidence == 0.53)
    #expect(fact.created?.formatted(offsetSeconds: 0) == "2026-08-12 09:20 +00:00")
    #expect(fact.updated?.formatted(offsetSeconds: 0) == "2026-08-17 22:20 +00:00")
    let preference = try Self.row(.preference)
    #expect(preference.headline == "Short answers with code first")
    #expect(preference.kind == "explicit_preference")
    let tool = try Self.row(.tool)
    #expect(tool.headline == "Task 598: called sql_query")
    #expect(tool.toolUses == [ToolUse(name: "sql_query", successRate: 0)])
  }

  @Test func `a page has totals and facets`() throws {
    let page = try Self.page()
    #expect(page.totals == [.factual: 359, .preference: 120, .tool: 120, .skill: 0])
    #expect(page.rows[.skill] == nil)
    let facets = page.facets[.factual]?.first ?? []
    #expect(
      facets.map(\.field) == ["tags", "tags", "info.vip", "scene", "info.priority"])
    #expect(facets.contains(Facet(field: "scene", value: .string("onboarding"))))
  }

  @Test func `an open memory has the cloud's field names, and the record stays as received`() throws {
    let fact = try Self.row(.factual)
    let names = fact.fields.map(\.name)
    #expect(
      names.prefix(9) == [
        "memory_value", "memory_key", "memory_type", "confidence", "status", "tags", "info.vip", "info.note",
        "info.scene",
      ])
    #expect(Set(names).isSuperset(of: ["create_time", "update_time", "conversation_id", "sources", "usage"]))
    #expect(names.filter { $0 == "id" }.count == 1)
    #expect(!names.contains("metadata"))
    #expect(fact.text == "Alice has a peanut allergy and carries an EpiPen")
    #expect(fact.record.members.map(\.key) == ["id", "memory", "metadata"])
    let preference = try Self.row(.preference)
    #expect(preference.text == "Short answers with code first")
    #expect(preference.fields.map(\.name).prefix(3) == ["preference", "memory", "reasoning"])
    #expect(try Self.row(.tool).text == "Task 598: called sql_query")
  }

  @Test(arguments: [
    (#"{"text_mem":[]}"#, []), (#"{"text_mem":null}"#, []), (#"{"text_mem":[null]}"#, []),
    (#"{"text_mem":[{"cube_id":"c","memories":null,"total_nodes":3}]}"#, []),
    (#"{"text_mem":{"cube_id":"c","memories":[{"id":"1"}]}}"#, ["1"]),
    (#"{"text_mem":[{"cube_id":"c","memories":[{"id":"1"}]},{"memories":[{"id":"2"}]}]}"#, ["1", "2"]),
    (#"{"text_mem":[{"id":"1","memory":"bare","metadata":{}}]}"#, ["1"]),
    (#"{"text_mem":[{"memories":[{"id":"1","metadata":"odd"},{"id":"2","metadata":null}]}]}"#, ["1", "2"]),
  ])
  func `odd buckets lose no row and do not fail the page`(data: String, ids: [String]) throws {
    let page = try Self.page(#"{"code":200,"message":"ok","data":\#(data)}"#)
    #expect((page.rows[.factual] ?? []).map(\.id.text) == ids)
  }
}
