import MemoryModel
import Testing

/// Filter JSON from outside: shown in rows if they can represent it exactly, otherwise kept raw.
@Suite struct FilterJSONTests {
  private static let today = CivilDate(daysSince1970: 20_417)

  @Test(arguments: [
    #"{"and":[{"scene":"Payment"}]}"#,
    #"{"and":[{"scene":""}]}"#,
    #"{"or":[{"scene":"a"},{"tags":{"contains":"b"}}]}"#,
    #"{"and":[{"info.n":3},{"info.n":"3"},{"info.n":true},{"info.n":"true"},{"info.n":1.50e2}]}"#,
    #"{"and":[{"n":{"gt":0.5}}]}"#,
    #"{"and":[{"create_time":{"gte":"2025-12-01"}},{"create_time":{"lt":"2025-12-31 08:30:00"}}]}"#,
    #"{"and":[{"scene":"\" \\ \u0000 \u001b[31m"}]}"#,
    #"{"and":[{"create_time":{"lte":"2025-12-01"}},{"update_time":{"gt":"2025-12-01"}}]}"#,
    #"{"and":[{"create_time":{"lt":"2025-12-01"}},{"create_time":{"lte":"9999-12-31 23:59:59"}}]}"#,
    #"{"and":[{"my key":"a"},{" scene":"a"},{"scene!":"a"},{"info.a b":1},{"-tags":"a"},{"tier":"=x"}]}"#,
  ])
  func jsonThatRowsCanShowIsSentUnchanged(json: String) throws {
    let filter = try MemoryFilter(json: json, for: FilterTarget(today: Self.today))
    #expect(!filter.isRaw)
    #expect(scalars(filter.json(for: FilterTarget(today: Self.today))?.encoded()) == scalars(json))
  }

  @Test(arguments: [
    // Operators that rows do not offer for the field.
    #"{"and":[{"scene":{"like":"Pay"}}]}"#, #"{"and":[{"scene":{"contains":"Pay"}}]}"#,
    #"{"and":[{"tags":"finance"}]}"#, #"{"and":[{"tags":{"in":["a","b"]}}]}"#,
    #"{"and":[{"info.n":{"gt":"3"}}]}"#,
    // Values.
    #"{"and":[{"scene":3}]}"#, #"{"and":[{"scene":null}]}"#, #"{"and":[{"info.n":[1]}]}"#,
    #"{"and":[{"create_time":{"gte":"7d"}}]}"#, #"{"and":[{"create_time":{"gte":"2025-12-01 08:30"}}]}"#,
    #"{"and":[{"create_time":{"gte":1764577800000}}]}"#,
    // Shapes.
    #"{"and":[]}"#, #"{"and":[{"scene":"a","biz_id":"b"}]}"#, #"{"and":[{"info.n":{"gt":1,"lt":2}}]}"#,
    #"{"and":[{"info.":"a"}]}"#, #"{"and":[{"":"a"}]}"#,
    // Fields that the service does not compare.
    #"{"and":[{"memory_type":"UserMemory"}]}"#, #"{"or":[{"scene":"a"},{"conversation_id":"c"}]}"#,
    #"{"and":[{"confidence":{"gt":0.5}}]}"#, #"{"and":[{"AND":"a"}]}"#,
    #"{"user":{"and":[]},"public":{}}"#, #"{"and":[{"scene":"a"}],"knowledgebase":{}}"#,
    #"{"AND":[{"scene":"a"}]}"#,
  ])
  func otherJSONIsKeptRawAndSentUnchanged(json: String) throws {
    let filter = try MemoryFilter(json: json, for: FilterTarget(today: Self.today))
    #expect(filter.isRaw)
    #expect(filter.text == nil)
    #expect(scalars(filter.json(for: FilterTarget(today: Self.today))?.encoded()) == scalars(json))
  }

  /// A date needs no quotes if the operator means the whole day; otherwise quotes keep it literal.
  @Test(
    arguments: [
      ("gte", "2025-12-01", "create_time>=2025-12-01"), ("lt", "2025-12-01", "create_time<2025-12-01"),
      ("lte", "2025-12-01", #"create_time<="2025-12-01""#),
      ("gt", "2025-12-01", #"create_time>"2025-12-01""#),
      ("gt", "2025-12-01 08:30:00", #"create_time>"2025-12-01 08:30""#),
    ])
  func aDateIsShownAsTyped(operation: String, date: String, text: String) throws {
    let json = #"{"and":[{"create_time":{"\#(operation)":"\#(date)"}}]}"#
    let filter = try MemoryFilter(json: json, for: FilterTarget(today: Self.today))
    #expect(filter.text == text)
    #expect(filter.json(for: FilterTarget(today: Self.today))?.encoded() == json)
  }

  @Test func numbersKeepTheirDigits() throws {
    let json =
      #"{"and":[{"info.n":1.0},{"info.n":-0},{"info.n":{"gte":1E+2}},{"info.n":123456789012345678901234567890}]}"#
    let filter = try MemoryFilter(json: json, for: FilterTarget(today: Self.today))
    #expect(!filter.isRaw)
    #expect(filter.json(for: FilterTarget(today: Self.today))?.encoded() == json)
    #expect(filter.text == "info.n=1.0 info.n=-0 info.n>=1E+2 info.n=123456789012345678901234567890")
  }

  @Test(arguments: ["", "  \n", "{}", " { } "]) func jsonWithoutConditionsIsAnEmptyFilter(json: String) throws
  {
    let filter = try MemoryFilter(json: json, for: FilterTarget(today: Self.today))
    #expect(filter.isEmpty)
    #expect(filter.json(for: FilterTarget(today: Self.today)) == nil)
  }

  @Test(
    arguments: [
      ("[]", .notAnObject), (#""and""#, .notAnObject), ("null", .notAnObject),
      (#"{"and":[],"or":[]}"#, .twoRoots), (#"{"not":[]}"#, .negation),
      (#"{"and":[{"a":1}],"and":[{"b":1}]}"#, .repeatedRoot("and")),
      (#"{"or":[],"or":[],"x":1}"#, .repeatedRoot("or")), (#"{"and":[],"or":[],"and":[]}"#, .twoRoots),
      (#"{"and":{}}"#, .notAnArray(root: "and")), (#"{"or":null}"#, .notAnArray(root: "or")),
      (#"{"and":["scene"]}"#, .notACondition(path: "and[0]")),
      (#"{"and":[{"a":1},{}]}"#, .notACondition(path: "and[1]")),
      (#"{"or":[{"and":[]}]}"#, .nested(path: "or[0]", word: "and")),
      (#"{"and":[{"a":1},{"not":{"a":1}}]}"#, .nested(path: "and[1]", word: "not")),
      (#"{"and":[{"user_id":"u"}]}"#, .userID(path: "and[0]")),
      (#"{"and":[{"info.n":NaN}]}"#, .notANumber),
      (#"{"and":[{"info.n":{"gt":[-Infinity]}}]}"#, .notANumber),
    ] as [(String, MemoryFilter.JSONFault)])
  func jsonThatIsNotAFilterIsRefused(json: String, fault: MemoryFilter.JSONFault) {
    #expect(throws: fault) { try MemoryFilter(json: json, for: FilterTarget(today: Self.today)) }
  }

  @Test(arguments: ["{", #"{"and":[}"#, #"{"and":[{"scene":"a"}]"#, "scene=Payment", #"{"and":[]} x"#])
  func invalidJSONIsRefused(json: String) {
    let fault = #expect(throws: MemoryFilter.JSONFault.self) {
      try MemoryFilter(json: json, for: FilterTarget(today: Self.today))
    }
    guard case .notJSON? = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
  }

  /// Compares scalars, because Swift considers `é` of one and of two scalars equal.
  private func scalars(_ text: String?) -> [Unicode.Scalar]? { text.map { Array($0.unicodeScalars) } }
}
