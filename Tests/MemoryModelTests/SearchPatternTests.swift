import MemoryModel
import Testing

@Suite struct SearchPatternTests {
  private func finds(_ text: String, in record: String, _ category: MemoryCategory = .factual) throws -> Bool
  {
    let memory = try Memory(decoding: Array(record.utf8), category: category)
    var cost = 0
    return try #require(SearchPattern(text)).matches(memory, cost: &cost)
  }

  @Test func lowerCaseMatchesAnyCaseAndCapitalsOnlyThemselves() throws {
    let record = #"{"id":"1","memory_value":"A trip to Guangzhou and to Ümraniye, Москва"}"#
    for text in ["guang", "Guang", "ümran", "Ümran", "москва", "Моск", "trip to g", "zhou and"] {
      #expect(try finds(text, in: record), "\(text)")
    }
    for text in ["GUANG", "ÜMRAN", "МОСКВА", "guangzhou  and", "Trip"] {
      #expect(try !finds(text, in: record), "\(text)")
    }
  }

  @Test func escapesAreResolved() throws {
    let record = #"{"memory_value":"\u4f60\u597d, say \"\u0041bc\" a\/b\nnext \ud83e\udd5c \u00c9t\u00e9"}"#
    for text in ["你好", "say \"a", "abc", "Abc", "a/b", "b\nnext", "🥜", "été", "Été"] {
      #expect(try finds(text, in: record), "\(text)")
    }
    for text in ["u4f60", "nnext", "\\n", "\\", "aBc"] {
      #expect(try !finds(text, in: record), "\(text)")
    }
  }

  @Test func chineseIsFoundWithinOtherText() throws {
    let record = #"{"memory_value":"用户喜欢用支付宝付款，不喜欢信用卡。"}"#
    #expect(try finds("支付宝", in: record))
    #expect(try !finds("支付款", in: record))
  }

  @Test func eitherFormOfAnAccentIsFoundByTheOther() throws {
    let apart = #"{"memory_value":"un cafe\u0301 noir, \u1112\u1161\u11ab"}"#
    let resolved = apart.replacing(#"\u0301"#, with: "\u{301}").replacing(
      #"\u1112\u1161\u11ab"#, with: "\u{1112}\u{1161}\u{11AB}")
    let together = #"{"memory_value":"un caf\#u{E9} noir, \#u{D55C}"}"#
    for record in [apart, resolved, together] {
      for text in ["caf\u{E9}", "cafe\u{301}", "CAF\u{C9}".lowercased(), "\u{D55C}", "noir", "caf"] {
        #expect(try finds(text, in: record), "\(text) in \(record)")
      }
      // An accent is no mere decoration.
      for text in ["cafe", "cafe noir"] { #expect(try !finds(text, in: record), "\(text) in \(record)") }
    }
    let pattern = try #require(SearchPattern("f\u{E9}"))
    #expect(pattern.ranges(in: "cafe\u{301}!") == [2..<6])
    #expect(try #require(SearchPattern("e")).ranges(in: "e\u{301}e") == [3..<4])
  }

  @Test func idsAreFound() throws {
    let record =
      #"{"id":"mem-7","conversation_id":"conv_2a","agent_id":"agent_travel","app_id":"app_x","user_id":"u9"}"#
    for text in ["mem-7", "conv_2a", "agent_tr", "app_x"] { #expect(try finds(text, in: record), "\(text)") }
    #expect(try !finds("u9", in: record), "it is the same in every row")
    let served = #"{"id":"mem-7","memory":"x","metadata":{"session_id":"conv_2a","user_id":"u9"}}"#
    #expect(try finds("conv_2a", in: served))
    #expect(try !finds("u9", in: served))
  }

  @Test func textTagsToolsAndInfoAreSearchedButNotTimesOrSources() throws {
    let record = #"""
      {"id":"1","memory_key":"a key","memory_value":"a text","memory_type":"UserMemory","status":"zebra",
      "user_id":"zebra","create_time":"zebra","tags":["finance"],"sources":[{"content":"zebra"}],
      "tool_used_status":[{"used_tool":"search_flights","tool_experience":"be quick"}],
      "info":{"scene":"Payment","order_id":"A-77","trip":{"city":"Kyoto"}},"odd":["deep",{"er":"nested text"}]}
      """#
    for text in [
      "a key", "a text", "finance", "search_flights", "be quick", "payment", "a-77", "kyoto", "nested",
    ] {
      #expect(try finds(text, in: record), "\(text)")
    }
    for text in ["zebra", "usermemory", "memory_value", "scene", "zeb"] {
      #expect(try !finds(text, in: record), "\(text)")
    }
  }

  @Test func aMatchDoesNotSpanTwoFields() throws {
    #expect(try !finds("ab", in: #"{"memory_key":"a","memory_value":"b","tags":["a","b"]}"#))
  }

  @Test func deepRecordsAndRecordsThatAreNoObjectsAreSearched() throws {
    #expect(try finds("lonely", in: #""a lonely string""#))
    #expect(try !finds("lonely", in: "17"))
    let deep = String(repeating: "[", count: 4000) + "\"lonely\"" + String(repeating: "]", count: 4000)
    #expect(try !finds("lonelyx", in: #"{"memory_value":"x","odd":\#(deep)}"#))
  }

  @Test func matchesAreUTF8RangesInOrder() throws {
    let pattern = try #require(SearchPattern("é"))
    #expect(pattern.ranges(in: "aéÉb") == [1..<3, 3..<5])
    #expect(try #require(SearchPattern("aa")).ranges(in: "aAaaa") == [0..<2, 2..<4])
    #expect(try #require(SearchPattern("x")).ranges(in: "") == [])
    #expect(SearchPattern("") == nil)
  }

  @Test func typingMoreNarrowsTheSearch() throws {
    func narrows(_ new: String, _ old: String) throws -> Bool {
      try #require(SearchPattern(new)).narrows(try #require(SearchPattern(old)))
    }
    #expect(try narrows("guang", "gua"))
    #expect(try narrows("gUa", "g"))
    #expect(try !narrows("gu", "gua"))
    #expect(try !narrows("Gua", "gua"))
  }

  /// Compared with a plain search, for patterns and texts of few letters, where everything repeats.
  @Test func matchesEqualThoseOfAPlainComparison() throws {
    var random = SystemRandomNumberGenerator()
    func text(_ length: Int) -> String {
      String((0..<length).compactMap { _ in "aAbéÉ".randomElement(using: &random) })
    }
    for _ in 0..<2000 {
      let (haystack, needle) = (text(Int.random(in: 0...40)), text(Int.random(in: 1...4)))
      let pattern = try #require(SearchPattern(needle))
      let (left, right) = pattern.isCaseSensitive ? (haystack, needle) : (haystack.lowercased(), needle)
      let expected = left.unicodeScalars.indices.contains { left[$0...].utf8.starts(with: right.utf8) }
      #expect(pattern.matches(haystack) == expected, "\(needle) in \(haystack)")
    }
  }
}
