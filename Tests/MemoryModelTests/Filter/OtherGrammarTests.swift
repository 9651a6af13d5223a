import Testing

@testable import MemoryModel

/// Filters in the grammar of other tools. Sent unchanged they would match nothing, so they are refused.
@Suite struct OtherGrammarTests {
  @Test(
    arguments: [
      ("scene!=x", .negation("!="), 5), ("info.tier!=gold", .negation("!="), 9),
      ("scene != x", .negation("!="), 6),
      ("scene !=x", .negation("!="), 6), ("scene! = x", .negation("!="), 5), ("!scene=x", .negation("!"), 0),
      ("!(scene=x)", .negation("!"), 0), ("scene!:x", .negation("!="), 5), ("scene!~x", .negation("!"), 5),
      ("not scene=x", .negation("not"), 0), ("NOT scene=x", .negation("NOT"), 0),
      ("not(scene=x)", .negation("not"), 0), ("a=1 not b=2", .negation("not"), 4),
      ("a=1 and not b=2", .negation("not"), 8), ("scene not in (a)", .negation("not"), 6),
      ("scene<>x", .negation("<>"), 5), ("scene <> x", .negation("<>"), 6), ("scene≠x", .negation("≠"), 5),
      ("-tags:x", .negation("-"), 0), ("a=1 -scene=b", .negation("-"), 4), ("scene ne x", .negation("ne"), 6),
      ("(scene=a or scene=b) tags:c", .brackets, 0), ("scene=a and (tags:b)", .brackets, 12),
      ("scene=(a or b)", .brackets, 6), ("[scene=a]", .brackets, 0), ("scene=a) or b=c", .brackets, 6),
      (#"{"and":[{"scene":"a"}]}"#, .json, 0),
      ("scene==x", .operation("=="), 6), ("scene = =x", .operation("=="), 8),
      ("info.a=>5", .operation("=>"), 7),
      ("info.a=<5", .operation("=<"), 7), ("scene=~x", .operation("=~"), 6), ("scene~x", .operation("~"), 5),
      ("scene ~ x", .operation("~"), 6), ("scene~=x", .operation("~"), 5), ("info.a>>5", .operation(">>"), 7),
      ("info.a≥5", .operation("≥"), 6), ("scene=A tags~x", .operation("~"), 12),
      ("scene LIKE x", .operation("LIKE"), 6),
      ("scene in (a,b)", .operation("in"), 6),
      ("scene is x", .operation("is"), 6), ("create_time between 7d and today", .operation("between"), 12),
      ("tags contains x", .operation("contains"), 5),
      ("scene=a && tags:b", .junction("&&"), 8), ("scene=a&&tags:b", .junction("&&"), 6),
      ("scene=a || tags:b", .junction("||"), 8), ("scene=a||scene=b", .junction("||"), 6),
      ("scene=a, tags:b", .junction(","), 6), ("scene=a; tags:b", .junction(";"), 6),
      ("scene=a , tags:b", .junction(","), 8),
      ("scene='a'", .singleQuotes, 6), ("scene='two words'", .singleQuotes, 6),
      ("scene = 'a'", .singleQuotes, 8),
    ] as [(String, OtherGrammar, Int)])
  func anotherGrammarIsRefused(text: String, grammar: OtherGrammar, position: Int) {
    for dialect in [Dialect.cloud, .selfHosted(cube: nil)] {
      let failure = #expect(throws: FilterTextReader.Failure.self) {
        try FilterTextReader.filter(text, in: dialect)
      }
      #expect(failure?.reason == .condition(.otherGrammar(grammar)), "\(text)")
      #expect(failure?.position == position, "\(text)")
    }
  }

  @Test(
    arguments: [
      ("my key=x", .missingOperator, 0), ("a#b=x", .condition(.fieldCharacters("a#b")), 0),
      ("a/b=x", .condition(.fieldCharacters("a/b")), 0),
      ("a\u{200B}b=x", .condition(.fieldCharacters("a\u{200B}b")), 0),
      ("\u{301}a=x", .condition(.fieldCharacters("\u{301}a")), 0),
      ("🥜=x", .condition(.fieldCharacters("🥜")), 0),
      ("\u{3164}=x", .condition(.fieldCharacters("\u{3164}")), 0),
      ("$a=x", .condition(.fieldCharacters("$a")), 0),
      ("SELECT * FROM m WHERE scene=a", .missingOperator, 0),
    ] as [(String, FilterTextReader.Failure.Reason, Int)])
  func otherCharactersNeedQuotes(text: String, reason: FilterTextReader.Failure.Reason, position: Int) {
    let failure = #expect(throws: FilterTextReader.Failure.self) { try FilterTextReader.filter(text) }
    #expect(failure == FilterTextReader.Failure(reason: reason, position: position))
  }

  /// A cell of the form accepts the same names.
  @Test(
    arguments: [
      ("scene!", .otherGrammar(.negation("!="))), ("(scene", .otherGrammar(.brackets)),
      ("scene=", .otherGrammar(.operation("="))), ("my key", .fieldCharacters("my key")),
      (#""my key"#, .openQuote), (#""a"b"#, .textAfterQuote), (#""""#, .missingField),
      ("memory_type", .fieldNotFilterable("memory_type")),
      (#""memory_type""#, .fieldNotFilterable("memory_type")),
      ("NOT", .fieldNotTaken("NOT")),
    ] as [(String, FilterFault)])
  func aCellIsRefused(cell: String, fault: FilterFault) {
    #expect(throws: fault) { try FilterCondition(field: cell, .equal, cell: "x") }
  }

  @Test(arguments: [
    ("my key", #""my key""#), (" a", #"" a""#), ("scene!", #""scene!""#), ("info.tier", "info.tier"),
    ("a\"b", #""a\"b""#), ("気分", "気分"), ("-tags", #""-tags""#), ("-x", "-x"),
  ])
  func aCellAcceptsAnyQuotedName(name: String, cell: String) throws {
    #expect(FilterField(name).cellText == cell)
    #expect(try FilterField(cell: cell, in: .cloud).name == name)
    #expect(FilterField(unchecked: cell).name == name)
    #expect(try FilterCondition(field: " \(cell) ", .equal, cell: "x").field.name == name)
  }
}

/// Fields of the record that a service does not compare.
@Suite struct FilterableFieldTests {
  private static let cloud = [
    "id", "memory_key", "memory_value", "memory_type", "preference", "preference_type", "reasoning",
    "tool_type",
    "tool_value", "experience", "tool_used_status", "conversation_id", "status", "confidence", "relativity",
    "sources",
    "info",
  ]
  private static let selfHosted = ["id", "sources", "info", "background", "usage", "history"]

  @Test(arguments: cloud) func theCloudRefusesFieldsOfTheRecord(name: String) throws {
    #expect(throws: FilterTextReader.Failure(reason: .condition(.fieldNotFilterable(name)), position: 0)) {
      try FilterTextReader.filter("\(name)=x")
    }
    #expect(throws: FilterTextReader.Failure.self) { try FilterTextReader.filter("\(name)>0.5") }
    #expect(throws: FilterFault.fieldNotFilterable(name)) {
      try FilterCondition(field: name, .equal, cell: "x")
    }
    #expect(try FilterTextReader.filter("info.\(name)=x").text == "info.\(name)=x")
  }

  @Test(arguments: selfHosted) func aSelfHostedServerRefusesFieldsItDoesNotCompare(name: String) throws {
    let dialect = Dialect.selfHosted(cube: "c")
    #expect(throws: FilterTextReader.Failure(reason: .condition(.fieldNotFilterable(name)), position: 0)) {
      try FilterTextReader.filter("\(name)=x", in: dialect)
    }
    #expect(try FilterTextReader.filter("info.\(name)=x", in: dialect).text == "info.\(name)=x")
  }

  @Test func everyOtherNameIsSentAsTyped() throws {
    let server = FilterTarget(today: CivilDate(daysSince1970: 20_417), dialect: .selfHosted(cube: nil))
    for name in Self.cloud where !Self.selfHosted.contains(name) && name != "conversation_id" {
      let filter = try FilterTextReader.filter("\(name)=x", in: server.dialect)
      #expect(filter.json(for: server)?.encoded() == #"{"and":[{"\#(name)":"x"}]}"#)
    }
    for name in ["background", "usage", "history", "session_id", "memory", "tier"] {
      let filter = try FilterTextReader.filter("\(name)=x")
      #expect(
        filter.json(for: FilterTarget(today: server.today))?.encoded() == #"{"and":[{"\#(name)":"x"}]}"#)
    }
  }

  /// The server's names are shown as the cloud's and sent as the server's.
  @Test(
    arguments: [
      ("conversation_id=s1", #"{"session_id":"s1"}"#),
      ("create_time>=2025-12-01", #"{"created_at":{"gte":"2025-12-01"}}"#),
      ("update_time<2025-12-01", #"{"updated_at":{"lt":"2025-12-01"}}"#),
    ])
  func namesOfASelfHostedServerAreTranslated(text: String, condition: String) throws {
    let server = FilterTarget(today: CivilDate(daysSince1970: 20_417), dialect: .selfHosted(cube: nil))
    let json = #"{"and":[\#(condition)]}"#
    let filter = try FilterTextReader.filter(text, in: server.dialect)
    #expect(filter.json(for: server)?.encoded() == json)
    #expect(try MemoryFilter(json: json, for: server).text == text)
    let typed = text.replacing("conversation_id", with: "session_id").replacing(
      "create_time", with: "created_at"
    )
    .replacing("update_time", with: "updated_at")
    #expect(try FilterTextReader.filter(typed, in: server.dialect) == filter)
    // The cloud does not know the server's names, nor the server the cloud's.
    #expect(try MemoryFilter(json: json, for: FilterTarget(today: server.today)).text != text)
  }

  @Test(
    arguments: [
      (
        #"{"and":[{"memory_type":"x"},{"scene":"a"},{"memory_type":"y"}]}"#, .cloud,
        [.fieldNotFilterable("memory_type")]
      ),
      (
        #"{"or":[{"conversation_id":"x"},{"id":"y"}]}"#, .cloud,
        [.fieldNotFilterable("conversation_id"), .fieldNotFilterable("id")]
      ),
      (
        #"{"and":[{"memory_type":"x"},{"info.id":"a"},{"info":{"like":"a"}}]}"#, .selfHosted(cube: nil),
        [.fieldNotFilterable("info")]
      ),
      (#"{"and":[{"scene":{"neq":"x"}}]}"#, .cloud, [.unknownOperator("neq", field: "scene")]),
      (
        #"{"and":[{"scene":{"GT":"x"}},{"scene":{}}]}"#, .selfHosted(cube: nil),
        [.unknownOperator("GT", field: "scene"), .unknownOperator("", field: "scene")]
      ),
      (
        #"{"and":[{"memory":{"like":"x"}},{"memory":{"nolike":"x"}},{"session_id":{"in":["a"]}},{"info.l":{"contains":"a"}},{"scene":{"=":"a"}}]}"#,
        .selfHosted(cube: nil), []
      ),
      (
        #"{"and":[{"confidence":{"between":[0,1]}}]}"#, .selfHosted(cube: nil),
        [.unknownOperator("between", field: "confidence")]
      ),
      (#"{"AND":[{"scene":"a"}]}"#, .selfHosted(cube: nil), [.unknownRoot("AND")]),
      (#"{"Or":[{"scene":"a"}]}"#, .cloud, [.unknownRoot("Or")]), (#"{"and":[]}"#, .cloud, [.noConditions]),
      (#"{"and":[{"AND":[{"a":1}]}]}"#, .selfHosted(cube: nil), [.unknownRoot("AND")]),
      (
        #"{"and":[{"create_time":{"gte":"2025-12-01"}}]}"#, .selfHosted(cube: nil),
        [.otherDialectName("create_time", instead: "created_at")]
      ),
      (
        #"{"and":[{"conversation_id":"x"}]}"#, .selfHosted(cube: nil),
        [.otherDialectName("conversation_id", instead: "session_id")]
      ),
      (#"{"sources":"open"}"#, .selfHosted(cube: nil), [.fieldNotFilterable("sources")]),
      (#"{"user":{"and":[]},"public":{}}"#, .cloud, []), (#"{"and":[{"tags":{"in":["a"]}}]}"#, .cloud, []),
    ] as [(String, Dialect, [FilterWarning])])
  func rawJSONCausesWarnings(json: String, dialect: Dialect, warnings: [FilterWarning]) throws {
    let target = FilterTarget(today: CivilDate(daysSince1970: 20_417), dialect: dialect)
    let filter = try MemoryFilter(json: json, for: target)
    #expect(filter.isRaw)
    #expect(filter.warnings(in: dialect) == warnings)
    #expect(filter.json(for: target)?.encoded() == json)
  }

  /// Version 0.2.0 saved filters that are refused now.
  @Test func aSavedFilterWithARefusedNameIsKeptAsJSON() throws {
    let target = FilterTarget(today: CivilDate(daysSince1970: 20_417))
    let kept = try MemoryFilter(savedText: "memory_type=UserMemory create_time>=7d", for: target)
    #expect(kept.isRaw)
    #expect(
      kept.json(for: target)?.encoded()
        == #"{"and":[{"memory_type":"UserMemory"},{"create_time":{"gte":"2025-11-18"}}]}"#)
    #expect(kept.warnings(in: .cloud) == [.fieldNotFilterable("memory_type")])
    #expect(
      try MemoryFilter(savedText: "scene=a create_time>=7d", for: target).text == "scene=a create_time>=7d")
    #expect(throws: FilterTextReader.Failure.self) { try MemoryFilter(savedText: "scene!=x", for: target) }
  }

  @Test func undocumentedNamesAreFound() throws {
    let filter = try FilterTextReader.filter("tier=a info.tier=b scene=c tier=d tags:e agent_id=f level>3")
    #expect(filter.undocumentedFields(in: .cloud).map(\.name) == ["tier", "level"])
  }

  @Test(
    arguments: [
      (#"{"and":[{"create_at":{"gte":"2025-12-01"}}]}"#, .cloud, ["create_at"]),
      (#"{"and":[{"created_at":{"gte":"2025-12-01"}}]}"#, .cloud, ["created_at"]),
      (#"{"and":[{"created_at":{"gte":"2025-12-01"}},{"create_time":{"gte":"x"}}]}"#, server, []),
      (#"{"mystery":{"contains":"x"}}"#, .cloud, ["mystery"]), (#"{"mystery":"x"}"#, .cloud, ["mystery"]),
      (#"{"mystery":{"contains":"x"}}"#, server, ["mystery"]),
      (#"{"mystery":{"ne":"x"}}"#, server, ["mystery"]),
      (#"{"or":[{"a":{"like":"x"},"b":1},{"a":2},{"info.c":{"in":[1]}}]}"#, .cloud, ["a", "b"]),
      // A scope, names that have another warning, and values that are no conditions.
      (#"{"user":{"id":"x"}}"#, .cloud, []), (#"{"and":[{"status":{"like":"x"}}]}"#, .cloud, []),
      (#"{"and":[{"memory_key":{"like":"x"}}]}"#, server, []),
      (#"{"AND":[{"scene":"x"}]}"#, server, []), (#"{"and":[{"AND":[{"mystery":"x"}]}]}"#, server, []),
    ] as [(String, Dialect, [String])])
  func undocumentedNamesInRawJSONAreFound(json: String, dialect: Dialect, names: [String]) throws {
    let filter = MemoryFilter.raw(try JSONValue(parsing: json))
    #expect(filter.undocumentedFields(in: dialect).map(\.name) == names)
  }

  private static let server = Dialect.selfHosted(cube: nil)

  /// A time after a date without quotes.
  @Test(
    arguments: [
      ("create_time>=2025-12-01 08:30", "2025-12-01 08:30", 13),
      ("create_time >= 2025-12-01  8:30 scene=a", "2025-12-01  8:30", 15),
      ("a=1 update_time<2025-12-01 08:30:15 or b=2", "2025-12-01 08:30:15", 16),
      ("create_time=2025-12-01 08:30..2025-12-02 09:00 a=1", "2025-12-01 08:30..2025-12-02 09:00", 12),
      ("create_time=2025-12-01..2025-12-02 09:00", "2025-12-01..2025-12-02 09:00", 12),
      ("create_time=2025-12-01 08:30", "2025-12-01 08:30", 12),
    ])
  func anUnquotedTimeIsFound(text: String, date: String, position: Int) throws {
    let failure = #expect(throws: FilterTextReader.Failure.self) { try FilterTextReader.filter(text) }
    #expect(failure == FilterTextReader.Failure(reason: .clockOutsideQuotes(date), position: position))
  }

  @Test(arguments: [
    #"create_time>="2025-12-01 08:30""#, "create_time>=2025-12-01 08=30",
    "create_time>=2025-12-01 tags:08:30",
  ])
  func aQuotedTimeIsAccepted(text: String) throws {
    #expect(throws: Never.self) { try FilterTextReader.filter(text) }
  }
}

/// The work of reading a line is proportional to its length.
@Suite struct FilterTextGrowthTests {
  @Test(
    arguments: [
      { String(repeating: "scene=Payment ", count: $0) },
      { "scene=" + String(repeating: "x", count: $0 * 14) },
      { "scene=a" + String(repeating: " or info.a=b", count: $0) },
      { "create_time=" + String(repeating: "7d..", count: $0 * 3) },
      { #"scene=""# + String(repeating: #"\""#, count: $0 * 7) }, { String(repeating: "(", count: $0 * 14) },
      { String(repeating: "a ", count: $0 * 7) }, { String(repeating: " ", count: $0 * 14) },
    ] as [@Sendable (Int) -> String])
  func stepsAreProportionalToTheText(line: @Sendable (Int) -> String) {
    for count in [100, 1000, 10_000] {
      let text = line(count)
      var reader = FilterTextReader(text, in: .cloud)
      _ = try? reader.list()
      #expect(reader.steps < 12 * text.unicodeScalars.count + 100, "\(text.prefix(20))")
    }
  }

  @Test func aLongLineIsRead() throws {
    let text = String(repeating: "info.key=value ", count: 20_000)
    guard case .list(let list) = try FilterTextReader.filter(text) else {
      Issue.record("not a list")
      return
    }
    #expect(list.conditions.count == 20_000)
  }
}
