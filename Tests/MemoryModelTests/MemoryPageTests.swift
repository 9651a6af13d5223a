import MemoryModel
import Testing

@Suite struct MemoryPageTests {
  static let realistic = """
    {"code":0,"message":"ok","data":{
      "memory_detail_list":[
        {"id":"a1","memory_key":"Guangzhou trip","memory_value":"plans to travel","memory_type":"UserMemory",
         "create_time":1770801661875,"update_time":"2026-03-17 10:00","confidence":0.990,"tags":["travel"],
         "info":{"scene":"Payment","n":1.0},"x_new":{"b":1,"a":2}}],
      "preference_detail_list":[{"id":"p1","preference":"likes tea","preference_type":"explicit_preference"}],
      "tool_memory_detail_list":[{"id":"t1","tool_value":"call search first",
        "tool_used_status":[{"used_tool":"search","success_rate":"0.9"},{"used_tool":"bash","success_rate":1}]}],
      "skill_detail_list":null,"profile_detail_list":[],
      "total":3,"size":50,"current":1,"pages":1}}
    """

  @Test func anAnswerOfTheServiceIsDecoded() throws {
    let body = Array(Self.realistic.utf8)
    let page = try MemoryPage(decoding: body)

    #expect(Set(page.rows.keys) == [.factual, .preference, .tool])
    #expect(page.size == 50)
    let fact = try #require(page.rows[.factual]?.first)
    #expect(fact.id == "a1")
    #expect(fact.headline == "Guangzhou trip · plans to travel")
    #expect(fact.kind == "UserMemory")
    #expect(fact.confidence == 0.99)
    #expect(fact.created?.milliseconds == 1_770_801_661_875)
    #expect(fact.updated?.formatted(offsetSeconds: 0) == "2026-03-17 10:00 +00:00")
    let tool = try #require(page.rows[.tool]?.first)
    let uses = [ToolUse(name: "search", successRate: 0.9), ToolUse(name: "bash", successRate: 1)]
    #expect(tool.toolUses == uses)
    #expect(page.rows[.preference]?.first?.headline == "likes tea")
  }

  @Test func sourcesAreTheBytesReceived() throws {
    let body = Array(Self.realistic.utf8)
    let page = try MemoryPage(decoding: body)
    for memory in page.rows.values.joined() {
      let text = String(decoding: memory.source.bytes, as: UTF8.self)
      #expect(text.hasPrefix("{\"id\":\"\(memory.id)\""))
      #expect(text.hasSuffix("}"))
      #expect(Self.realistic.contains(text))
    }
    let fact = try #require(page.rows[.factual]?.first)
    #expect(
      JSONValue.object(fact.record).encoded()
        == String(decoding: fact.source.bytes, as: UTF8.self).replacing("\n     ", with: ""))
  }
}
