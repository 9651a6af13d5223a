import MemoryModel
import Testing

/// Which rows contradict the filter they were requested with.
@Suite struct FilterCheckTests {
  /// 2025-12-01 is 1764547200000.
  private static let record = """
    {"id":"m","create_time":1764547200000,"update_time":"soon","tags":["finance","travel"],"agent_id":"a1","app_id":null,
    "info":{"scene":"Payment","tier":"gold","n":3,"text":"3","vip":true,"list":[1],"none":null}}
    """

  @Test(
    arguments: [
      (#"{"and":[{"scene":"Payment"}]}"#, []),
      (#"{"and":[{"scene":"Travel"}]}"#, [0]),
      (#"{"and":[{"info.scene":"Travel"},{"scene":"Payment"}]}"#, [0]),
      (#"{"and":[{"scene":"payment"},{"tier":"silver"}]}"#, [0, 1]),
      (#"{"and":[{"tags":{"contains":"finance"}}]}"#, []),
      (#"{"and":[{"tags":{"contains":"health"}}]}"#, [0]),
      (#"{"and":[{"agent_id":"a2"}]}"#, [0]),
      (#"{"and":[{"info.n":4}]}"#, [0]), (#"{"and":[{"info.n":3.0}]}"#, []),
      (#"{"and":[{"info.n":{"gt":3}}]}"#, [0]), (#"{"and":[{"info.n":{"gte":3}}]}"#, []),
      (#"{"and":[{"info.n":{"lt":3}}]}"#, [0]), (#"{"and":[{"info.n":{"lte":3}}]}"#, []),
      (#"{"and":[{"info.vip":false}]}"#, [0]),
      // Undecided: absent, null and compound values, and the same text in another JSON type.
      (#"{"and":[{"info.other":"x"}]}"#, []), (#"{"and":[{"app_id":"x"}]}"#, []),
      (#"{"and":[{"info.none":"x"}]}"#, []), (#"{"and":[{"info.list":"x"}]}"#, []),
      (#"{"and":[{"info.text":3}]}"#, []), (#"{"and":[{"info.n":"3"}]}"#, []),
      (#"{"and":[{"info.tier":{"gt":3}}]}"#, []),
      // Times more than 24 hours away, on both sides.
      (#"{"and":[{"create_time":{"gte":"2025-12-02"}}]}"#, []),
      (#"{"and":[{"create_time":{"gte":"2025-12-02 00:00:01"}}]}"#, [0]),
      (#"{"and":[{"create_time":{"lt":"2025-11-30"}}]}"#, []),
      (#"{"and":[{"create_time":{"lt":"2025-11-29 23:59:59"}}]}"#, [0]),
      (#"{"and":[{"create_time":{"gte":"2025-11-01"}}]}"#, []),
      (#"{"and":[{"update_time":{"gte":"2025-12-03"}}]}"#, []),
      // `or` is contradicted only if every branch is.
      (#"{"or":[{"scene":"Travel"},{"tier":"silver"}]}"#, [0, 1]),
      (#"{"or":[{"scene":"Travel"},{"tier":"gold"}]}"#, []),
      (#"{"or":[{"scene":"Travel"},{"info.other":"x"}]}"#, []),
      // Operators of other servers, and unknown conditions.
      (#"{"and":[{"scene":{"like":"Tra"}},{"scene":"Travel"}]}"#, [1]),
      (#"{"and":[{"tags":"health"},{"a":1,"b":2}]}"#, []),
    ] as [(String, [Int])])
  func contradictedConditionsAreFound(filter: String, conditions: [Int]) throws {
    let check = try #require(FilterCheck(sent: try JSONValue(parsing: filter)))
    let memory = try Memory(decoding: Array(Self.record.utf8), category: .factual)
    #expect(check.contradicted(by: memory) == conditions)
  }

  /// Only facts have tags; a tool's field of that name decides nothing.
  @Test(arguments: [MemoryCategory.preference, .tool]) func tagsAreCheckedOnlyInFacts(
    category: MemoryCategory
  )
    throws
  {
    let check = try #require(
      FilterCheck(sent: try JSONValue(parsing: #"{"and":[{"tags":{"contains":"health"}},{"scene":"x"}]}"#)))
    let memory = try Memory(decoding: Array(Self.record.utf8), category: category)
    #expect(check.contradicted(by: memory) == [1])
  }

  @Test(arguments: ["{}", "[]", #"{"user":{}}"#, #"{"and":{}}"#, #"{"and":[],"x":1}"#])
  func otherShapesAreNotChecked(filter: String) throws {
    #expect(FilterCheck(sent: try JSONValue(parsing: filter)) == nil)
  }

  @Test func anEmptyAnyContradictsNothing() throws {
    let check = try #require(FilterCheck(sent: try JSONValue(parsing: #"{"or":[]}"#)))
    #expect(check.contradicted(by: try Memory(decoding: Array(Self.record.utf8), category: .factual)) == [])
  }

  /// A combining mark at the start of a key does not join the text before it.
  @Test func aKeyThatBeginsWithACombiningMarkIsFound() throws {
    let memory = try Memory(decoding: Array("{\"info\":{\"\u{301}x\":\"a\"}}".utf8), category: .factual)
    let check = try #require(
      FilterCheck(sent: try JSONValue(parsing: "{\"and\":[{\"info.\u{301}x\":\"b\"}]}")))
    #expect(check.contradicted(by: memory) == [0])
  }
}
