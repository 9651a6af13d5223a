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

  private func bars(_ topic: OverviewTopic, of session: Session) -> [OverviewBar] {
    session.state.overviewSections.first { $0.topic == topic }?.bars ?? []
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
    #expect(months(.created, of: east) == ["create_time 2026-01 1", "create_time 2025-12 1"])
    #expect(months(.updated, of: east) == ["update_time 2026-02 1", "update_time 2026-01 1"])
    let west = try opened(records, zone: -13 * 3600)
    #expect(months(.created, of: west) == ["create_time 2025-12 2"])
    #expect(utc.state.overviewSections.first { $0.topic == .created }?.memories == 2)
  }

  @Test func theLastTwelveMonthsAreListedAndOlderOnesCounted() throws {
    let session = try opened(
      (0..<15).map { index in
        let month = CivilMonth(CivilDate(daysSince1970: 20_000)).advanced(by: index).text
        return #"{"id":"\#(index)","update_time":"\#(month)-10"}"#
      })
    let section = try #require(session.state.overviewSections.first)
    #expect(section.topic == .updated)
    #expect(section.bars.count == 12)
    #expect(section.others == 3)
    #expect(section.memories == 15)
    #expect(months(.updated, of: session).first == "update_time 2025-12 1")
  }

  @Test func confidenceIsCountedInTenths() throws {
    let values = ["0", "0.1", "0.29", "0.3", "0.7", "0.9", "\"0.95\"", "1", "1.5", "-1", "null"]
    let session = try opened(values.enumerated().map { #"{"id":"\#($0)","confidence":\#($1)}"# })
    let counted = bars(.confidence, of: session).map { bar -> String in
      guard case .confidence(let tenth) = bar.subject else { return "?" }
      return "\(tenth): \(bar.count)"
    }
    #expect(counted == ["9: 3", "7: 1", "3: 1", "2: 1", "1: 1", "0: 1"])
    #expect(session.state.overviewSections.first { $0.topic == .confidence }?.memories == 8)
  }

  @Test func aToolShowsItsUsesAndMeanSuccessRate() throws {
    let session = try opened(
      [
        #"{"id":"a","tool_used_status":[{"used_tool":"book","success_rate":"0.5"},{"used_tool":"book","success_rate":1}]}"#,
        #"{"id":"b","tool_used_status":[{"used_tool":"book"},{"used_tool":"bash","success_rate":95}]}"#,
      ], category: .tool)
    let tools = bars(.tools, of: session)
    #expect(tools.map(\.subject) == [.tool("book"), .tool("bash")])
    #expect(tools.map(\.count) == [3, 1])
    #expect(tools.map(\.share) == [0.75, nil])
    #expect(session.state.overviewSections.first { $0.topic == .tools }?.memories == 2)
  }

  @Test func tagsAndValuesAreSortedByFrequencyThenName() throws {
    let session = try opened([
      #"{"id":"a","tags":["travel","finance"],"info":{"scene":"Payment","tier":3}}"#,
      #"{"id":"b","tags":["finance"],"info":{"scene":"Payment","tier":"3"},"agent_id":"x","app_id":"ios"}"#,
    ])
    #expect(bars(.tags, of: session).map(\.count) == [2, 1])
    let info = bars(.info, of: session).compactMap { bar -> String? in
      guard case .facet(let facet) = bar.subject else { return nil }
      return "\(facet.field)=\(facet.value.cellText(in: FilterField(facet.field))) \(bar.count)"
    }
    #expect(info == ["scene=Payment 2", #"info.tier="3" 1"#, "info.tier=3 1"])
    #expect(bars(.origins, of: session).count == 2)
    #expect(session.state.overviewSections.first { $0.topic == .info }?.memories == 2)
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
    #expect(months(.updated, of: session) == ["update_time 2026-02 1", "update_time 2026-01 1"])
    #expect(bars(.tags, of: session).map(\.count) == [2])
  }

  @Test func theMostFrequentValuesAreFoundInAnyOrder() {
    // 40 values; value n appears n % 13 times, shuffled.
    let stream = (0..<13).flatMap { round in (0..<40).filter { $0 % 13 > round } }
    for values in [stream, stream.reversed(), stream.sorted()] {
      var counts: [Int: Int] = [:]
      var top = MostFrequent<Int>(limit: 7)
      for value in values {
        counts[value, default: 0] += 1
        top.counted(value, count: counts[value] ?? 0, text: "\(value + 100)")
      }
      let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(7)
      #expect(top.entries.map(\.value) == sorted.map(\.key))
      #expect(top.entries.map(\.count) == sorted.map(\.value))
    }
  }

  @Test func aTrendHasNoGapsAndEndsNow() throws {
    func month(_ text: String) throws -> CivilMonth {
      CivilMonth(CivilDate(at: try #require(Timestamp(text + "-01")), offsetSeconds: 0))
    }
    var counts = MonthCounts()
    for day in ["2025-11-05", "2025-11-30", "2026-01-01", "9999-12-31"] {
      counts.count(Timestamp(day), by: 1) { _ in 0 }
    }
    counts.count(nil, by: 1) { _ in 0 }
    let trend = try #require(counts.trend(until: try month("2026-11"), length: 24))
    #expect(trend.first == (try month("2025-11")))
    #expect(trend.counts == [2, 0, 1])
    #expect(counts.trend(until: try month("2026-11"), length: 2)?.counts == [0, 1])
    #expect(counts.trend(until: try month("2020-01"), length: 3)?.counts == [0, 0, 1])
    #expect(counts.memories == 4)
    #expect(MonthCounts().trend(until: try month("2026-11"), length: 24) == nil)
  }

  @Test func enterOnAMonthFiltersByThatMonth() throws {
    let session = try opened([#"{"id":"a","update_time":"2026-02-10"}"#])
    session.keys("o Enter")
    #expect(session.state.place == .list)
    #expect(
      session.requests.last?.filter?.encoded()
        == #"{"and":[{"update_time":{"gte":"2026-02-01"}},{"update_time":{"lt":"2026-03-01"}}]}"#)
  }

  @Test func enterOnABarThatCannotBeFilteredShowsANotice() throws {
    let session = try opened([#"{"id":"a","preference_type":"explicit_preference"}"#], category: .preference)
    session.keys("o Enter")
    #expect(session.state.place == .overview)
    #expect(session.state.notice?.fact == .fieldNotFilterable("preference_type"))
    #expect(session.requests.count == 1)
    session.keys("o")
    #expect(session.state.place == .list)
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
    session.keys("o Down")
    let chosen = OverviewBar.Subject.facet(Facet(field: "tags", value: .string("b")))
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
}
