import MemoryModel
import SessionHarness
import Testing

@testable import BrowserCore

/// What the overview counts, and what Enter does on a bar.
@MainActor @Suite struct OverviewTests {
  private func opened(
    _ records: [String], category: MemoryCategory = .factual, zone: Int = 0, filter: MemoryFilter? = nil
  )
    throws -> Session
  {
    let session = Session([category: records.count]) {
      $0.zoneOffset = { _ in zone }
      $0.filter = filter
    }
    session.service = ScriptedService(counts: [category: records.count]) { _, index in records[index] }
    session.send(.started)
    try session.answer()
    return session
  }

  private func sections(of session: Session) -> [OverviewSection] {
    session.state.overviewSections(sortingToolsByUses: false)
  }

  private func bars(_ topic: OverviewTopic, of session: Session) -> [OverviewBar] {
    sections(of: session).first { $0.topic == topic }?.bars ?? []
  }

  private func months(_ topic: OverviewTopic, of session: Session) -> [String] {
    bars(topic, of: session).map { bar in
      guard case .month(let field, let month) = bar.subject else { return "?" }
      return "\(field.name) \(month.text) \(bar.count)"
    }
  }

  @Test func monthsFollowTheLocalCalendar() throws {
    let records = [
      #"{"id":"a","create_time":"2025-12-31T23:30:00Z","update_time":"2026-01-31T15:59:59Z"}"#,
      #"{"id":"b","create_time":"2025-12-31T12:00:00Z","update_time":"2026-01-31T16:00:00Z"}"#,
      #"{"id":"c","memory_value":"no times"}"#,
    ]
    let utc = try opened(records)
    #expect(months(.created, of: utc) == ["create_time 2025-12 2"])
    #expect(months(.updated, of: utc) == ["update_time 2026-01 2"])
    let east = try opened(records, zone: 8 * 3600)
    #expect(months(.created, of: east) == ["create_time 2025-12 1", "create_time 2026-01 1"])
    #expect(months(.updated, of: east) == ["update_time 2026-01 1", "update_time 2026-02 1"])
    let west = try opened(records, zone: -13 * 3600)
    #expect(months(.created, of: west) == ["create_time 2025-12 2"])
    #expect(sections(of: utc).first { $0.topic == .created }?.memories == 2)
  }

  @Test func theLastEightMonthsWithDataAreShown() throws {
    let session = try opened(
      (0..<15).map { index in
        let month = CivilMonth(CivilDate(daysSince1970: 20_000)).advanced(by: index * 2).text
        return #"{"id":"\#(index)","update_time":"\#(month)-10"}"#
      } + [#"{"id":"no","memory_value":"x"}"#])
    let section = try #require(sections(of: session).first { $0.topic == .updated })
    #expect(section.bars.count == 8)
    #expect(section.memories == 15)
    #expect(section.others == 1)
    #expect(months(.updated, of: session).last == "update_time 2027-02 1")
    #expect(months(.updated, of: session).first == "update_time 2025-12 1")
  }

  @Test func confidenceIsCountedInTenBinsAndOutside() throws {
    let values = ["0", "0.1", "0.29", "0.3", "0.7", "0.9", "\"0.95\"", "1", "1.5", "-1", "null"]
    let session = try opened(values.enumerated().map { #"{"id":"\#($0)","confidence":\#($1)}"# })
    #expect(bars(.confidence, of: session).map(\.count) == [1, 1, 1, 1, 0, 0, 0, 1, 0, 3, 2])
    let section = try #require(sections(of: session).first { $0.topic == .confidence })
    #expect(section.memories == 8)
    #expect(section.others == 2)
    #expect(section.bars.last?.subject == .outsideConfidence)
  }

  @Test func aToolShowsItsUsesAndMeanSuccessRate() throws {
    let session = try opened(
      [
        #"{"id":"a","tool_used_status":[{"used_tool":"book","success_rate":"0.5"},{"used_tool":"book","success_rate":1}]}"#,
        #"{"id":"b","tool_used_status":[{"used_tool":"book"},{"used_tool":"bash","success_rate":95}]}"#,
      ], category: .tool)
    let tools = bars(.tools, of: session)
    // A tool without a rate comes last.
    #expect(tools.map(\.subject) == [.tool("book"), .tool("bash")])
    #expect(tools.map(\.count) == [3, 1])
    #expect(tools.map(\.share) == [0.75, nil])
    #expect(sections(of: session).first { $0.topic == .tools }?.memories == 2)
  }

  @Test func tagsAndValuesAreSortedByFrequencyThenName() throws {
    let session = try opened([
      #"{"id":"a","tags":["travel","finance"],"info":{"scene":"Travel","tier":3,"order":1}}"#,
      #"{"id":"b","tags":["finance"],"info":{"scene":"Payment","tier":"3","order":2},"agent_id":"x"}"#,
      #"{"id":"c","tags":["booking"],"info":{"scene":"Payment","tier":3,"order":3},"app_id":"ios"}"#,
      #"{"id":"d","info":{"scene":"Payment","tier":"3"},"agent_id":"x","app_id":"android"}"#,
    ])
    func counted(_ topic: OverviewTopic) -> [String] {
      bars(topic, of: session).map { bar in
        guard case .facet(let facet) = bar.subject else { return "?" }
        return "\(facet.field)=\(facet.value.cellText(in: FilterField(facet.field))) \(bar.count)"
      }
    }
    #expect(counted(.tags) == ["tags=finance 2", "tags=booking 1", "tags=travel 1"])
    #expect(counted(.info("scene")) == ["scene=Payment 3", "scene=Travel 1"])
    #expect(counted(.info("info.tier")) == [#"info.tier="3" 2"#, "info.tier=3 2"])
    #expect(counted(.info("info.order")) == [], "as many values as memories: it says nothing at a glance")
    #expect(counted(.agents) == ["agent_id=x 2"])
    #expect(counted(.apps) == ["app_id=android 1", "app_id=ios 1"])
    #expect(sections(of: session).first { $0.topic == .info("scene") }?.memories == 4)
  }

  @Test func repeatedRowsCountOnceAndDroppedRowsStayCounted() throws {
    let session = Session([.factual: 600]) { $0.memoryLimit = 64 << 20 }
    session.service = ScriptedService(counts: [.factual: 600]) { _, index in
      #"{"id":"\#(index)","memory_type":"UserMemory","update_time":"2026-01-10"}"#
    }
    session.service.shift = 1
    session.send(.started)
    try session.answer()
    for _ in 0..<10 {
      session.keys("G")
      session.send(.measured(residentBytes: 128 << 20))
      try session.answer()
    }
    #expect(session.state.rows.memory(at: 0) == nil)
    #expect(session.state.store.overview.updated.memories == session.state.rows.count)
    #expect(bars(.kinds, of: session).map(\.count) == [session.state.rows.count])
  }

  @Test func rowsFoundByWatchAreCounted() throws {
    let session = try opened([#"{"id":"a","tags":["x"],"update_time":"2026-01-10"}"#])
    session.service = ScriptedService(counts: [.factual: 2]) { _, index in
      #"{"id":"\#(["b", "a"][index])","tags":["x"],"update_time":"2026-0\#(2 - index)-10"}"#
    }
    session.keys("w")
    session.passWatchTime()
    try session.answer()
    #expect(months(.updated, of: session) == ["update_time 2026-01 1", "update_time 2026-02 1"])
    #expect(bars(.tags, of: session).map(\.count) == [2])
  }

  @Test func toolsComeWorstFirstAndSByUses() throws {
    let uses: [(String, Double?, Int)] = [
      ("good", 0.9, 5), ("bad", 0.4, 2), ("none", nil, 9), ("tie", 0.4, 3),
    ]
    let records = uses.flatMap { name, rate, count in
      (0..<count).map { index in
        let rate = rate.map { #","success_rate":\#($0)"# } ?? ""
        return #"{"id":"\#(name)\#(index)","tool_used_status":[{"used_tool":"\#(name)"\#(rate)}]}"#
      }
    }
    let session = try opened(records, category: .tool)
    session.keys("o")
    func names() -> [String] {
      let overview = session.state.screens.top as? OverviewState
      return overview?.sections.first { $0.topic == .tools }?.bars.compactMap {
        if case .tool(let name) = $0.subject { name.text } else { nil }
      } ?? []
    }
    #expect(names() == ["tie", "bad", "good", "none"])
    session.keys("s")
    #expect(names() == ["none", "good", "tie", "bad"])
    session.keys("s")
    #expect(names() == ["tie", "bad", "good", "none"])
  }

  @Test func enterOnAMonthFiltersByThatMonth() throws {
    let session = try opened([#"{"id":"a","update_time":"2026-02-10"}"#])
    session.keys("o Enter")
    #expect(session.state.place == .list)
    #expect(
      session.requests.last?.filter?.encoded()
        == #"{"and":[{"update_time":{"gte":"2026-02-01"}},{"update_time":{"lt":"2026-03-01"}}]}"#)
  }

  @Test func enterOnABarThatCannotBeFilteredNarrows() throws {
    let session = try opened([#"{"id":"a","preference_type":"explicit_preference"}"#], category: .preference)
    session.keys("o Enter")
    #expect(session.state.place == .list)
    #expect(session.state.category == .preference)
    #expect(session.state.list.narrowing != nil)
    #expect(session.requests.count == 1)
  }

  @Test func aMonthCannotJoinAnAnyFilter() throws {
    let both = try ["x", "y"].map { try FilterCondition(field: "scene", .equal, cell: $0) }
    let session = try opened(
      [#"{"id":"a","update_time":"2026-02-10"}"#], filter: .list(try ConditionList(.any, both)))
    session.keys("o Enter")
    #expect(session.state.notice?.fact == .filterFault(.betweenNeedsAll))
    #expect(session.requests.count == 1)
  }

  @Test func theCursorKeepsItsBarWhilePagesArrive() throws {
    let session = Session([.factual: 100])
    // The first page has `a` 50 times, the second `b` 50 times and `c` 50 times beside it.
    session.service = ScriptedService(counts: [.factual: 100]) { _, index in
      #"{"id":"\#(index)","tags":\#(index < 49 ? #"["a"]"# : #"["b","c"]"#)}"#
    }
    session.send(.started)
    try session.answer()
    session.keys("G")
    session.keys("o")
    let chosen = OverviewBar.Subject.facet(Facet(field: "tags", value: .string("b")))
    while (session.state.screens.top as? OverviewState)?.selected != chosen {
      let before = session.state.screens.top as? OverviewState
      session.keys("j")
      if (session.state.screens.top as? OverviewState)?.selected == before?.selected { break }
    }
    #expect((session.state.screens.top as? OverviewState)?.selected == chosen)
    try session.answer()
    #expect(bars(.tags, of: session).map(\.subject).first == chosen)
    session.keys("Enter")
    #expect(session.requests.last?.filter?.encoded() == #"{"and":[{"tags":{"contains":"b"}}]}"#)
  }

  @Test func withoutRowsTheOverviewIsEmptyAndSendsNothing() throws {
    let session = Session([:])
    session.send(.started)
    session.keys("o Down Enter G")
    #expect(session.state.place == .overview)
    #expect(session.requests.count == 1)
    session.keys("Esc")
    #expect(session.state.place == .list)
  }

  private func overview(_ session: Session) throws -> OverviewState {
    try #require(session.state.screens.top as? OverviewState)
  }

  @Test func theCursorEntersTheConfidencesAtTheHighestThatSomeMemoryHas() throws {
    let session = try opened(
      (0..<3).map { #"{"id":"\#($0)","memory_type":"UserMemory","confidence":0.3\#($0)}"# })
    session.keys("o Tab")
    #expect(try overview(session).selected == .confidence(tenth: 3))
  }

  /// The last bin has both of its ends.
  @Test func enterOnTheHighestConfidencesNarrowsToThem() throws {
    let session = try opened(
      ["0.9", "0.95", "1", "0.89", "1.5"].enumerated().map { #"{"id":"\#($0)","confidence":\#($1)}"# })
    session.searchesAtOnce = true
    session.keys("o Enter")
    #expect(try #require(session.state.list.narrowing).count == 3)
  }

  @Test func upFromAGroupGoesToTheEndOfTheListAboveIt() throws {
    let session = try opened(
      (0..<3).map { #"{"id":"\#($0)","memory_type":"UserMemory","tags":["a\#($0)"],"agent_id":"x"}"# })
    session.keys("o")
    let tags = try #require(sections(of: session).first { $0.topic == .tags }).bars
    for _ in 0..<10 where try overview(session).selected != tags[0].subject { session.keys("Tab") }
    #expect(try overview(session).selected == tags[0].subject)
    session.keys("Tab Up")
    #expect(try overview(session).selected == tags[2].subject)
  }

  @Test func valuesBeyondTheLimitAreNotedOfSingleOnesAndOfLists() throws {
    var facets = FacetIndex()
    for number in 0...FacetIndex.mostValues {
      facets.count(
        [
          Facet(field: "info.n", value: .number(JSONNumber(literal: "\(number)"))),
          Facet(field: "info.l", value: .string("\(number)"), shape: .list),
        ], by: 1)
    }
    let numbers = try #require(facets.key(named: "info.n"))
    #expect(numbers.isCut && numbers.values == FacetIndex.mostValues)
    #expect(numbers.kind == .numbers, "the smallest and the largest are not known")
    let lists = try #require(facets.key(named: "info.l"))
    #expect(lists.isCut && lists.values == FacetIndex.mostValues)
  }
}
