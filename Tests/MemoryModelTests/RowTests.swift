import MemoryModel
import Testing

@Suite struct RowTests {
  private static func row(_ json: String, _ category: MemoryCategory = .factual) throws -> Memory {
    let body = #"{"code":0,"data":{"\#(category.listName)":[\#(json)]}}"#
    let page = try MemoryPage(decoding: Array(body.utf8))
    let row = try #require(page.rows[category]?.first)
    #expect(String(decoding: row.source.bytes, as: UTF8.self) == json)
    return row
  }

  @Test(
    arguments: [
      (.factual, #"{"memory_key":"K","memory_value":"text"}"#, "K · text"),
      (.factual, #"{"memory_value":"text"}"#, "text"),
      (.factual, #"{"memory_key":"K","memory_value":null}"#, "K"),
      (.factual, #"{"memory_key":"  ","memory_value":"text"}"#, "text"),
      (.factual, #"{"memory_key":"same","memory_value":"same"}"#, "same"),
      (.factual, #"{"memory_key":7,"memory_value":["a", {"b" : 1}]}"#, #"7 · ["a",{"b":1}]"#),
      (.factual, #"{"memory_key":"K","memory_value":"l1\nl2 \u00e9"}"#, "K · l1\nl2 é"),
      (.factual, #"{"content":"elsewhere"}"#, "elsewhere"),
      (.factual, #"{"memory\u005fkey":"escaped name"}"#, "escaped name"),
      (.factual, #"{"memory_key":"a","memory_key":"last counts"}"#, "last counts"),
      (.factual, #"{ "id" : "7" , "n" : [ 1 ] }"#, #"{"id":"7","n":[1]}"#),
      (.preference, #"{"preference":"likes tea","reasoning":"said so"}"#, "likes tea"),
      (.tool, #"{"tool_value":"v","experience":"e"}"#, "v"), (.tool, #"{"experience":"e"}"#, "e"),
      (.skill, #"{"skill_value":{"procedure":"p","description":"d","name":"n"}}"#, "n · d"),
      (.skill, #"{"skill_value":"plain"}"#, "plain"),
      (.skill, #"{"skill_value":{"steps":[1]}}"#, #"{"steps":[1]}"#),
      (.profile, #"{"id":"1","title":"Job","summary":"bank"}"#, "Job · bank"),
      (.profile, #"{"id":"1","user_id":"u","profile_value":"works"}"#, "works"),
      (.event, #"{"event_id":"1","create_time":"2025-12-01","whatever":"a party"}"#, "a party"),
      (.event, #"{"id":"1","n":2}"#, #"{"id":"1","n":2}"#),
      (.factual, #""just text""#, "just text"), (.factual, "42", "42"), (.factual, "null", "null"),
      (.factual, #"[1, "a b"]"#, #"[1,"a b"]"#), (.factual, "{}", "{}"), (.factual, #""""#, #""""#),
    ] as [(MemoryCategory, String, String)])
  func aHeadlineIsChosenFromTheFields(category: MemoryCategory, json: String, headline: String) throws {
    #expect(try Self.row(json, category).headline == headline)
  }

  @Test(arguments: ["a", "é", "中", "😀", #"x\n"#, #"\u4e2d"#, #"\ud83d\ude00"#])
  func aHeadlineHasALimit(unit: String) throws {
    let long = String(repeating: unit, count: 1000)
    let records = [
      #"{"memory_key":"K","memory_value":"\#(long)z"}"#, #"{"memory_value":"\#(long)"}"#,
      #"{"memory_key":"\#(long)","memory_value":"x"}"#, #""\#(long)""#,
    ]
    for record in records {
      #expect(try Self.row(record).headline.unicodeScalars.count == Memory.longestHeadline)
    }
  }

  @Test func oddTypesLeaveColumnsEmptyOrLiteral() throws {
    let row = try Self.row(
      #"{"id":77,"memory_type":5,"confidence":"0.5","create_time":{},"update_time":"soon","tool_used_status":"x"}"#
    )
    #expect(row.id == "77")
    #expect(row.kind == "5")
    #expect(row.confidence == 0.5)
    #expect(row.created == nil)
    #expect(row.updated == nil)
    #expect(row.toolUses.isEmpty)
    #expect(try Self.row(#"{"confidence":NaN}"#).confidence == nil)
  }

  @Test func rowsWithoutAnIDAreIdentifiedByTheirBytes() throws {
    let ids = try [#"{"a":1}"#, #"{"a":2}"#, #"{"id":null,"a":1}"#, #"{"id":"","a":1}"#, "1", "2"].map {
      try Self.row($0).id
    }
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { $0.text.hasPrefix("#") })
    #expect(try Self.row(#"{"a":1}"#).id == ids[0])
  }

  @Test func toolUsesAcceptNumbersAndStrings() throws {
    let row = try Self.row(
      """
      {"tool_used_status":[{"used_tool":"a","success_rate":"0.9"},{"used_tool":"b","success_rate":1,"error_type":""},\
      {"used_tool":"c"},{"used_tool":"d","success_rate":"85%"},"e",{"success_rate":1},null]}
      """, .tool)
    #expect(row.toolUses.map(\.name) == ["a", "b", "c", "d", "e"])
    #expect(row.toolUses.map(\.successRate) == [0.9, 1, nil, 0.85, nil])
  }

  @Test func fieldsAreInReadingOrderAndComplete() throws {
    let row = try Self.row(
      """
      {"zz":1,"id":"a","info":{"scene":"Payment","deep":{"x":[1]}},"memory_key":"K","tags":["t"],"sources":null,\
      "confidence":1.0,"memory_value":"V","create_time":5,"aa":null,"memory_type":"UserMemory","zz":2}
      """)
    #expect(
      row.fields.map(\.name) == [
        "memory_value", "memory_key", "memory_type", "confidence", "tags", "info.scene", "info.deep",
        "create_time",
        "sources", "id", "zz", "aa", "zz",
      ])
    #expect(row.fields.first { $0.name == "info.deep" }?.value.encoded() == #"{"x":[1]}"#)
    #expect(row.fields.first { $0.name == "confidence" }?.value.encoded() == "1.0")
    #expect(try Self.row(#"{"info":{}}"#).fields == [MemoryField(name: "info", value: .object(JSONObject()))])
    #expect(try Self.row(#"{"info":"odd"}"#).fields == [MemoryField(name: "info", value: .string("odd"))])
    #expect(try Self.row("42").fields.map(\.value) == [.number(JSONNumber(literal: "42"))])
  }

  /// Bytes that are no UTF-8 are no scalars; each becomes a character when the text is decoded.
  @Test func illFormedTextHasAShortHeadlineToo() throws {
    let stray = [UInt8](repeating: 0x80, count: 100_000)
    for (begin, end) in [
      (#"{"memory_value":""#, #""}"#), (#"{"memory_value":"\n"#, #""}"#), (#"{"id":""#, #""}"#),
    ] {
      let row = try Memory(decoding: Array(begin.utf8) + stray + Array(end.utf8), category: .factual)
      #expect(row.headline.unicodeScalars.count <= 4 * Memory.longestHeadline + 10, "\(begin)")
    }
    let blank = "\"" + String(repeating: " ", count: 100_000) + "\""
    #expect(try Self.row(blank).headline.utf8.count == Memory.longestHeadline)
    let titled = Array(#"{"memory_key":"a"#.utf8) + [0xFF] + Array(#"","memory_value":"text"}"#.utf8)
    let row = try Memory(decoding: titled, category: .factual)
    #expect(row.title == "a\u{FFFD}" && row.beginning == "text")
  }

  @Test(
    arguments: [
      (.factual, #"{"memory_key":"K","memory_value":"V"}"#, "V"), (.factual, #"{"memory_key":"K"}"#, "K"),
      (.preference, #"{"preference":"P"}"#, "P"), (.tool, #"{"experience":"E"}"#, "E"),
      (.tool, #"{"tool_value":{"a":1}}"#, #"{"a":1}"#),
      (.skill, #"{"skill_value":{"name":"n","procedure":"p"}}"#, "n\n\np"),
      (.profile, #"{"summary":"s","title":"t"}"#, "t\n\ns"), (.event, #"{"n":1}"#, #"{"n":1}"#),
      (.factual, #""x""#, "x"),
    ] as [(MemoryCategory, String, String)])
  func textIsTheMainTextOfTheMemory(category: MemoryCategory, json: String, text: String) throws {
    #expect(try Self.row(json, category).text == text)
  }
}
