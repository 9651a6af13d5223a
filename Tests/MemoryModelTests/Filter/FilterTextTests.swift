import MemoryModel
import Testing

/// A filter as one line of text, and the JSON it sends.
@Suite struct FilterTextTests {
  /// A Wednesday.
  static let today = CivilDate(daysSince1970: 20_417)

  @Test(
    arguments: [
      ("scene=Payment", #"{"and":[{"scene":"Payment"}]}"#),
      (
        "scene=Payment tags:finance create_time>=7d info.tier=gold",
        #"{"and":[{"scene":"Payment"},{"tags":{"contains":"finance"}},{"create_time":{"gte":"2025-11-18"}},{"info.tier":"gold"}]}"#
      ),
      ("scene=a or scene=b or tags:c", #"{"or":[{"scene":"a"},{"scene":"b"},{"tags":{"contains":"c"}}]}"#),
      (#"scene="two words""#, #"{"and":[{"scene":"two words"}]}"#),
      (#"scene="say \"hi\" \\ there""#, #"{"and":[{"scene":"say \"hi\" \\ there"}]}"#),
      // Values of indexed keys, tags, agents and apps are always strings.
      ("biz_id=3", #"{"and":[{"biz_id":"3"}]}"#),
      ("custom_status=true", #"{"and":[{"custom_status":"true"}]}"#),
      ("info.business_type=0.5", #"{"and":[{"info.business_type":"0.5"}]}"#),
      ("tags:2025", #"{"and":[{"tags":{"contains":"2025"}}]}"#),
      ("agent_id=7 app_id=false", #"{"and":[{"agent_id":"7"},{"app_id":"false"}]}"#),
      // Custom keys: numbers and booleans without quotes, strings with quotes.
      ("info.n=3", #"{"and":[{"info.n":3}]}"#),
      ("info.n=0.5", #"{"and":[{"info.n":0.5}]}"#),
      ("info.n=-1e3", #"{"and":[{"info.n":-1e3}]}"#),
      ("info.n=true info.m=false", #"{"and":[{"info.n":true},{"info.m":false}]}"#),
      (#"info.n="3" info.m="true""#, #"{"and":[{"info.n":"3"},{"info.m":"true"}]}"#),
      ("info.n=True", #"{"and":[{"info.n":"True"}]}"#),
      ("info.n=007", #"{"and":[{"info.n":"007"}]}"#),
      ("info.n=+3", #"{"and":[{"info.n":"+3"}]}"#),
      ("info.n=.5", #"{"and":[{"info.n":".5"}]}"#),
      ("info.n=NaN", #"{"and":[{"info.n":"NaN"}]}"#),
      (
        "info.n>3 info.n>=4 info.n<5 info.n<=6",
        #"{"and":[{"info.n":{"gt":3}},{"info.n":{"gte":4}},{"info.n":{"lt":5}},{"info.n":{"lte":6}}]}"#
      ),
      // A name typed by hand without a dot is sent as typed.
      ("tier=gold", #"{"and":[{"tier":"gold"}]}"#),
      // Operators inside a value belong to it.
      (#"scene="=x""#, #"{"and":[{"scene":"=x"}]}"#),
      (#"info.a=">5""#, #"{"and":[{"info.a":">5"}]}"#),
      ("scene=a=b", #"{"and":[{"scene":"a=b"}]}"#),
      ("scene=(a)", #"{"and":[{"scene":"(a)"}]}"#),
      ("scene=a&b,c|d", #"{"and":[{"scene":"a&b,c|d"}]}"#),
      (#"scene="a && b""#, #"{"and":[{"scene":"a && b"}]}"#),
      (#"scene="'a'""#, #"{"and":[{"scene":"'a'"}]}"#),
      (#"scene=http://x.y/?a=b#c"#, ##"{"and":[{"scene":"http://x.y/?a=b#c"}]}"##),
      // Letters and digits of any script, with combining marks.
      (
        "цена=1 気分=a ราคา=2 हिन्दी=b cafe\u{301}=c ٣=d x-y_z.w=e",
        "{\"and\":[{\"цена\":1},{\"気分\":\"a\"},{\"ราคา\":2},{\"हिन्दी\":\"b\"},{\"cafe\u{301}\":\"c\"},{\"٣\":\"d\"},{\"x-y_z.w\":\"e\"}]}"
      ),
      (#""scene!"=x "(a)"=b " a "=c"#, #"{"and":[{"scene!":"x"},{"(a)":"b"},{" a ":"c"}]}"#),
      ("create_time<=2025-12-01", #"{"and":[{"create_time":{"lt":"2025-12-02"}}]}"#),
      (#"create_time<="2025-12-01""#, #"{"and":[{"create_time":{"lte":"2025-12-01"}}]}"#),
      ("create_time>today", #"{"and":[{"create_time":{"gte":"2025-11-26"}}]}"#),
      ("info.id=x info.memory_type=y", #"{"and":[{"info.id":"x"},{"info.memory_type":"y"}]}"#),
      ("tags:a:b", #"{"and":[{"tags":{"contains":"a:b"}}]}"#),
      (#"scene=a"b"#, #"{"and":[{"scene":"a\"b"}]}"#),
      (#"scene=a\b"#, #"{"and":[{"scene":"a\\b"}]}"#),
      ("scene=or", #"{"and":[{"scene":"or"}]}"#),
      ("scene=..", #"{"and":[{"scene":".."}]}"#),
      (#""my key"=x"#, #"{"and":[{"my key":"x"}]}"#),
      // The combining mark belongs to the value, although it joins the operator on the screen.
      ("scene=\u{301}x", "{\"and\":[{\"scene\":\"\u{301}x\"}]}"),
      ("  scene=a   tags:b  ", #"{"and":[{"scene":"a"},{"tags":{"contains":"b"}}]}"#),
      ("scene = a AND tags : b", #"{"and":[{"scene":"a"},{"tags":{"contains":"b"}}]}"#),
      (
        "create_time=2025-12-01..2025-12-31",
        #"{"and":[{"create_time":{"gte":"2025-12-01"}},{"create_time":{"lt":"2026-01-01"}}]}"#
      ),
    ] as [(String, String)])
  func aLineIsSentAsJSON(text: String, json: String) throws {
    let filter = try FilterTextReader.filter(text)
    #expect(filter.json(for: FilterTarget(today: Self.today))?.encoded() == json)
  }

  @Test(arguments: ["", " ", "\t \n"]) func withoutConditionsNothingIsSent(text: String) throws {
    let filter = try FilterTextReader.filter(text)
    #expect(filter.isEmpty)
    #expect(filter.json(for: FilterTarget(today: Self.today)) == nil)
    #expect(filter.text == "")
  }

  /// The canonical form, which is read as the same filter.
  @Test(
    arguments: [
      ("scene=Payment", "scene=Payment"),
      (#"scene="Payment""#, "scene=Payment"),
      (#"info.n="gold""#, "info.n=gold"),
      (#"info.n="3""#, #"info.n="3""#),
      ("info.n=3", "info.n=3"),
      (#"scene="3""#, "scene=3"),
      (#"scene="a b""#, #"scene="a b""#),
      ("a=1 and b=2", "a=1 b=2"),
      ("a=1 OR b=2", "a=1 or b=2"),
      ("create_time >= 7d", "create_time>=7d"),
      (#"create_time>="2025-12-01 08:30""#, #"create_time>="2025-12-01 08:30""#),
      ("create_time>=2025-12-01T08:30:00", #"create_time>="2025-12-01 08:30""#),
      ("create_time=7d..today", "create_time=7d..today"),
      (#"scene="\"x""#, #"scene="\"x""#),
      (#""a=b"=c"#, #""a=b"=c"#),
      (#"scene="""#, #"scene="""#),
      (#"scene="=x""#, #"scene="=x""#),
      (#""info.tier"=a"#, "info.tier=a"),
      (#""-tags"=a"#, #""-tags"=a"#),
      (#"scene="a,""#, #"scene="a,""#),
      ("create_time>=7D", "create_time>=7d"),
      (#"create_time<="2025-12-01""#, #"create_time<="2025-12-01""#),
      (#"create_time<="7d""#, "create_time<=7d"),
      (#"create_time="2025-12-01 .. 2025-12-31""#, "create_time=2025-12-01..2025-12-31"),
    ] as [(String, String)])
  func aFilterIsWrittenInItsCanonicalForm(text: String, canonical: String) throws {
    let filter = try FilterTextReader.filter(text)
    #expect(filter.text == canonical)
    #expect(try FilterTextReader.filter(canonical) == filter)
  }

  @Test(
    arguments: [
      ("Payment", .missingOperator, 0),
      ("scene=a Payment", .missingOperator, 8),
      ("scene=", .condition(.missingValue), 6),
      ("scene= tags:a", .condition(.missingValue), 6),
      ("=a", .condition(.missingField), 0),
      ("info.=a", .condition(.missingField), 0),
      ("scene>a", .condition(.operationNotTaken(FilterField("scene"), .greater)), 0),
      ("scene:a", .condition(.operationNotTaken(FilterField("scene"), .contains)), 0),
      ("tags=a", .condition(.operationNotTaken(FilterField("tags"), .equal)), 0),
      ("a=1 create_time=7d", .condition(.operationNotTaken(FilterField("create_time"), .equal)), 4),
      ("user_id=a", .condition(.fieldNotTaken("user_id")), 0),
      ("not=a", .condition(.fieldNotTaken("not")), 0),
      ("info.n>gold", .condition(.notANumber("gold")), 7),
      (#"info.n>"3""#, .condition(.notANumber("3")), 7),
      ("create_time>=soon", .condition(.notADate("soon")), 13),
      ("create_time>=2025-02-30", .condition(.notADate("2025-02-30")), 13),
      ("create_time=7d..soon", .condition(.notARange("7d..soon")), 12),
      (#"scene="a"#, .condition(.openQuote), 6),
      (#"scene="a"b"#, .condition(.textAfterQuote), 9),
      ("a=1 or b=2 c=3", .mixedJunctions, 11),
      ("a=1 b=2 or c=3", .mixedJunctions, 8),
      ("or a=1", .strayJunction, 0),
      ("a=1 or", .strayJunction, 4),
      ("a=1 or or b=2", .strayJunction, 7),
      ("a=1 or create_time=7d..today", .condition(.betweenNeedsAll), 7),
      // Scalars are counted, not characters on the screen.
      ("scene=e\u{301}👨‍👩‍👧 x", .missingOperator, 14),
    ] as [(String, FilterTextReader.Failure.Reason, Int)])
  func aWrongLineFailsAtItsPosition(text: String, reason: FilterTextReader.Failure.Reason, position: Int) {
    let failure = #expect(throws: FilterTextReader.Failure.self) { try FilterTextReader.filter(text) }
    #expect(failure?.reason == reason)
    #expect(failure?.position == position)
  }
}
