import MemoryModel
import Testing

@Suite struct RecordComparisonTests {
  /// Spelled differently, but the same JSON values.
  @Test(arguments: [
    (#"{"id":"1","n":1,"o":{"x":1,"y":[1]}}"#, #"{"o":{"y":[1],"x":1},"n":1,"id":"1"}"#),
    (#"{"a":null,"o":{"x":null}}"#, #"{"o":{}}"#), (#"{"n":1}"#, #"{"n":1.0e0}"#),
    (#"{"n":0}"#, #"{"n":-0.00}"#),
    (#"{"n":1200}"#, #"{"n":1.2e3}"#), (#"{"s":"\u00e9"}"#, #"{"s":"é"}"#), (#"{"\u0061":1}"#, #"{"a":1}"#),
    (#"{"a":1,"a":2}"#, #"{"a":2}"#), (#"{"a":1,"a":null}"#, "{}"),
    (#"{"relativity":0.1}"#, #"{"relativity":0.9}"#),
    (#"{"update_time":1}"#, #"{"update_time":2}"#), (#"{"update_time":1}"#, "{}"), ("7", "7"),
    (
      #"{"memory":"x","metadata":{"updated_at":"a","relativity":1}}"#,
      #"{"memory":"x","metadata":{"updated_at":"b"}}"#
    ),
  ])
  func differentSpellingsOfTheSameValuesAreEqual(a: String, b: String) throws {
    #expect(try names(a, b) == [])
    #expect(try names(b, a) == [])
  }

  @Test(arguments: [
    (#"{"n":1}"#, #"{"n":"1"}"#, ["n"]), (#"{"n":9007199254740993}"#, #"{"n":9007199254740992}"#, ["n"]),
    (#"{"s":"e\u0301"}"#, #"{"s":"\u00e9"}"#, ["s"]), (#"{"l":[1,2]}"#, #"{"l":[2,1]}"#, ["l"]),
    (#"{"l":[null]}"#, #"{"l":[]}"#, ["l"]), (#"{"a":""}"#, "{}", ["a"]), (#"{"a":false}"#, "{}", ["a"]),
    (#"{"x":1,"x":1}"#, #"{"x":1,"y":3}"#, ["y"]), ("7", "8", ["value"]),
    (
      #"{"update_time":1,"memory_value":"a","z":1}"#, #"{"update_time":2,"memory_value":"b","z":2}"#,
      ["memory_value", "update_time", "z"]
    ),
    (
      #"{"info":{"scene":"A","tier":1}}"#, #"{"info":{"tier":2,"new":1}}"#,
      ["info.scene", "info.tier", "info.new"]
    ),
    (#"{"info":{"scene":"A"}}"#, "{}", ["info.scene"]), (#"{"info":{}}"#, "{}", ["info"]),
    (#"{"info":{"scene":"A"}}"#, #"{"info":"A"}"#, ["info"]),
    (
      #"{"memory":"x","metadata":{"key":"a","session_id":"s"}}"#,
      #"{"memory":"y","metadata":{"key":"a","session_id":"t"}}"#, ["memory_value", "conversation_id"]
    ),
  ])
  func fieldsThatDifferAreNamedInReadingOrder(a: String, b: String, expected: [String]) throws {
    #expect(try names(a, b) == expected)
    #expect(try Set(names(b, a)) == Set(expected))
  }

  @Test func aMissingFieldIsNull() throws {
    let found = try RecordComparison(betweenUsers: false).differences(
      memory(#"{"tags":["a"]}"#), memory(#"{"status":"x"}"#))
    #expect(
      found == [
        FieldDifference(name: "status", a: .null, b: .string("x")),
        FieldDifference(name: "tags", a: .array([.string("a")]), b: .null),
      ])
  }

  @Test func idsTimesConversationsAndSourcesAreNotComparedBetweenUsers() throws {
    let one =
      #"{"id":"1","create_time":1,"update_time":1,"conversation_id":"c","sources":[1],"memory_value":"x"}"#
    let other =
      #"{"id":"2","create_time":2,"update_time":2,"conversation_id":"d","memory_value":"x","user_id":"u"}"#
    #expect(try names(one, other, betweenUsers: true) == [])
    #expect(
      try names(one, other)
        == ["create_time", "update_time", "conversation_id", "sources", "id", "user_id"].sortedAsRead)
    #expect(
      try names(#"{"agent_id":"a","id":"1"}"#, #"{"agent_id":"b","id":"2"}"#, betweenUsers: true) == [
        "agent_id"
      ])
  }

  private func memory(_ json: String) throws -> Memory {
    try Memory(decoding: Array(json.utf8), category: .factual)
  }

  private func names(_ a: String, _ b: String, betweenUsers: Bool = false) throws -> [String] {
    let comparison = RecordComparison(betweenUsers: betweenUsers)
    let (a, b) = (try memory(a), try memory(b))
    let names = comparison.differences(a, b).map(\.name)
    #expect(comparison.differ(a, b) == !names.isEmpty)
    return names
  }
}

extension [String] {
  /// The order of an open memory.
  fileprivate var sortedAsRead: [String] {
    let order = ["create_time", "update_time", "conversation_id", "sources", "id"]
    return order.filter(contains) + filter { !order.contains($0) }
  }
}
