import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// `o`: the loaded memories at a glance.
@MainActor @Suite struct OverviewTests {
  /// Facts from 30 months with a few kinds and values, and tools with mixed success.
  private func service() -> ScriptedService {
    ScriptedService(counts: [.factual: 150, .preference: 37, .tool: 12]) { category, index in
      let month = CivilMonth(CivilDate(daysSince1970: 20_780)).advanced(by: -(index * index / 25 % 30)).text
      switch category {
      case .preference:
        return """
          {"id":"p-\(index)","preference":"x","update_time":"2026-10-02","preference_type":"\
          \(index % 3 == 0 ? "im" : "ex")plicit_preference"}
          """
      case .tool:
        return """
          {"id":"t-\(index)","tool_type":"ToolTrajectoryMemory","update_time":"2026-09-02","tool_used_status":[\
          {"used_tool":"search_flights","success_rate":"0.84"},{"used_tool":"book","success_rate":0.\(index % 10)}]}
          """
      default:
        return """
          {"id":"f-\(index)","memory_value":"x","memory_type":"\(index % 4 == 0 ? "UserMemory" : "LongTermMemory")",\
          "confidence":0.\(99 - index % 60),"update_time":"\(month)-10","create_time":"\(month)-09",\
          "tags":["travel"\(index % 3 == 0 ? #","finance""# : "")],"agent_id":"planner",\
          "info":{"scene":"\(index % 5 == 0 ? "Payment" : "Shopping")","tier":"t\(index % 20)"}}
          """
      }
    }
  }

  @Test(arguments: [(40, 10), (80, 24), (120, 36)]) func theOverviewAtCommonSizes(width: Int, height: Int)
    throws
  {
    let session = try Session.opened(service(), width: width, height: height)
    session.keys("o Down")
    try expectScreen(session.screen, "overview-\(width)x\(height)")
  }

  @Test func theOverviewInASCII() throws {
    let session = try Session.opened(service(), width: 90, height: 24)
    session.ascii = true
    session.keys("o")
    #expect(session.screen.unicodeScalars.allSatisfy { $0.isASCII })
    try expectScreen(session.screen, "overview-ascii-90x24")
  }

  @Test func itShowsHowManyMemoriesItCounts() throws {
    let session = try Session.opened(SampleService.make(facts: 60, preferences: 3, tools: 0))
    session.keys("o")
    #expect(session.lines[2] == " Overview of 53 loaded memories, the service has more (G G loads all)")
    session.keys("Esc G")
    try session.answer()
    session.keys("o")
    #expect(session.lines[2] == " Overview of all 63 loaded memories")
  }

  @Test func itGrowsWhilePagesArrive() throws {
    let session = try Session.opened(SampleService.make(facts: 60, preferences: 0, tools: 0))
    session.keys("G o")
    #expect(session.screen.contains("Tags  50"))
    try session.answer()
    #expect(session.screen.contains("Tags  60"))
    #expect(session.requests.count == 2)
  }

  @Test(arguments: ["Esc", "q", "o"]) func oneKeyLeavesTheOverview(key: String) throws {
    let session = try Session.opened(SampleService.make())
    let before = session.screen
    session.keys("o Down PgDn \(key)")
    #expect(session.screen == before)
    #expect(session.exit == nil)
  }

  @Test(arguments: [(40, 10), (80, 24), (120, 36)])
  func everyListScrollsToItsEnd(width: Int, height: Int) throws {
    let session = try Session.opened(service(), width: width, height: height)
    session.keys("o")
    func overview() throws -> OverviewState {
      try #require(session.state.screens.top as? OverviewState)
    }
    let sections = try overview().sections
    session.keys("Shift-Tab", times: try #require(try overview().cursor).section)
    for section in sections {
      let cursor = try #require(try overview().cursor)
      #expect(sections[cursor.section].topic == section.topic, "Tab goes from group to group")
      #expect(session.lines.count { $0.contains("▌") } == 1)
      if !section.topic.isSparkline {
        session.keys("G")
        let label = try #require(section.bars.last).subject.label(.unicode)
        #expect(session.lines.contains { $0.contains("▌ \(label.prefix(12))") }, "\(label)")
        session.keys("g")
        #expect(try overview().cursor?.bar == 0)
      }
      session.keys("Tab")
    }
    #expect(try overview().cursor?.section == 0, "after the last group comes the first")
  }

  @Test func downGoesThroughAllGroups() throws {
    let session = try Session.opened(service())
    session.keys("o Shift-Tab Shift-Tab")
    var seen: Set<OverviewTopic> = []
    for _ in 0..<200 {
      let overview = try #require(session.state.screens.top as? OverviewState)
      if let cursor = overview.cursor { seen.insert(overview.sections[cursor.section].topic) }
      session.keys("j")
    }
    let overview = try #require(session.state.screens.top as? OverviewState)
    #expect(seen.count == overview.sections.count)
    let atEnd = session.screen
    session.keys("j PgDn")
    #expect(session.screen == atEnd)
  }

  @Test func leftAndRightChooseAMonthAndEnterFiltersByIt() throws {
    let session = try Session.opened(service(), width: 120)
    session.keys("o Shift-Tab")
    #expect(session.lines.contains { $0.contains("▌") && $0.contains(" in 2026-11") })
    session.keys("Left")
    #expect(session.lines.contains { $0.contains("▌") && $0.contains(" in 2026-10") })
    session.keys("Left Right Enter")
    #expect(
      session.sent == #"{"and":[{"update_time":{"gte":"2026-10-01"}},{"update_time":{"lt":"2026-11-01"}}]}"#)
    #expect(session.lines[2].hasPrefix(" update_time between 2026-10-01..2026-10-31"))
  }

  @Test func memoriesWithoutATimeAreCountedBesideTheMonths() throws {
    let service = ScriptedService(counts: [.factual: 5]) { _, index in
      #"{"id":"\#(index)","memory_value":"x"\#(index < 2 ? #","create_time":"2026-01-05""# : "")}"#
    }
    let session = try Session.opened(service)
    session.keys("o")
    #expect(session.screen.contains("3 without a time"))
  }

  @Test func enterAddsTheBarToTheFilter() throws {
    let session = try Session.opened(service(), width: 120)
    session.keys("o")
    let target = OverviewBar.Subject.facet(Facet(field: "scene", value: .string("Payment")))
    while (session.state.screens.top as? OverviewState)?.selected != target {
      let before = session.screen
      session.keys("Down")
      if session.screen == before { break }
    }
    #expect(session.lastLine.hasPrefix(" Payment: 10 of 99"))
    session.keys("Enter")
    #expect(session.sent == #"{"and":[{"scene":"Payment"}]}"#)
    #expect(session.lines[2].hasPrefix(" scene = Payment"))
  }

  @Test func aBarThatCannotBeFilteredNarrowsTheLoadedRows() throws {
    let session = try Session.opened(service(), width: 120)
    session.keys("o Tab Enter")
    #expect(session.state.place == .list)
    #expect(session.state.category == .tool)
    #expect(session.state.rows.count == 12)
    #expect(session.shows("local: tool_used_status.used_tool = book"))
    #expect(session.requests.count == 1)
    session.keys("Esc o Enter")
    #expect(session.state.category == .factual, "LongTermMemory is a type of facts")
    #expect(session.state.rows.count == 37)
    #expect(session.requests.count == 1)
  }

  @Test func aBinOfConfidenceNarrows() throws {
    let session = try Session.opened(service(), width: 120)
    session.keys("o")
    while let overview = session.state.screens.top as? OverviewState, let cursor = overview.cursor,
      overview.sections[cursor.section].topic != .confidence
    {
      session.keys("Tab")
    }
    session.keys("Enter")
    #expect(session.state.rows.count == 10)
    #expect(session.shows("local: confidence"))
  }

  @Test func sSortsOnlyTools() throws {
    let session = try Session.opened(service())
    session.keys("o s")
    #expect(session.lastLine.contains("Only the list of tools can be sorted."))
    session.keys("Tab s")
    #expect(session.screen.contains("Tools, most used first"))
  }

  @Test func goingToTheEndTwiceLoadsTheRest() throws {
    let session = try Session.opened(SampleService.make(facts: 120, preferences: 70, tools: 0))
    for key in ["o", "i"] {
      session.keys("\(key) G")
      #expect(!session.isAsking)
      session.keys("G")
      try session.answerAll()
      #expect(session.screen.contains("all 190 loaded memories"))
      #expect(session.pages == [1, 2, 3])
      session.keys("Esc")
    }
  }

  @Test func moreThanTwentyCallsAreAskedFor() throws {
    let session = try Session.opened(SampleService.make(facts: 2_000, preferences: 0, tools: 0))
    session.keys("o G G")
    while session.isAsking { try session.answer() }
    #expect(session.state.place == .question)
    #expect(session.requests.count == 21)
    session.keys("Esc")
    #expect(session.state.place == .overview)
    #expect(session.lastLine.contains("Stopped loading. G G continues."))
    session.keys("G G")
    #expect(session.isAsking)
    session.keys("Esc")
    #expect(!session.isAsking)
    #expect(session.state.place == .overview, "the first Esc stops loading")
    session.keys("Esc")
    #expect(session.state.place == .list)
  }

  @Test func hostileLabelsAreDrawnAsMarks() throws {
    let service = ScriptedService(counts: [.factual: 1]) { _, _ in
      #"""
      {"id":"1","memory_type":"a\u001b[2Jb","tags":["\u202eevil\u0007","👨‍👩‍👧 family","日本語の長い長い長い長いタグ"],
      "info":{"k\u009b31m":"v\r\nw"},"tool_used_status":[{"used_tool":"\u001b]52;c;eA==\u0007","success_rate":9}]}
      """#
    }
    for (width, height) in [(40, 24), (80, 24), (120, 36)] {
      let session = try Session.opened(service, width: width, height: height)
      session.keys("o")
      let scalars = session.screen.unicodeScalars
      #expect(scalars.allSatisfy { $0 == "\n" || !(0..<0x20 ~= $0.value || 0x7F..<0xA0 ~= $0.value) })
      #expect(!scalars.contains("\u{202E}"))
      #expect(session.screen.contains("evil"))
      let marked = (0..<height).flatMap { session.frame.canvas.row($0) }.filter {
        $0.style == session.context.theme[.mark]
      }
      #expect(!marked.isEmpty)
    }
  }

  @Test func aUserWithoutMemoriesHasAnOverview() throws {
    let session = try Session.opened(SampleService.make(facts: 0, preferences: 0, tools: 0))
    session.keys("o Down Enter")
    #expect(session.lines[2] == " Overview of all 0 loaded memories")
    #expect(session.screen.contains("No memory is loaded."))
  }
}
