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
    #expect(session.lines[2] == " Overview · 53 loaded (there are more)")
    session.keys("Esc G")
    try session.answer()
    session.keys("o")
    #expect(session.lines[2] == " Overview · all 63 loaded")
  }

  @Test func itGrowsWhilePagesArrive() throws {
    let session = try Session.opened(SampleService.make(facts: 60, preferences: 0, tools: 0))
    session.keys("G o")
    #expect(session.screen.contains("Tags 50"))
    try session.answer()
    #expect(session.screen.contains("Tags 60"))
    #expect(session.requests.count == 2)
  }

  @Test(arguments: ["Esc", "q", "o"]) func oneKeyLeavesTheOverview(key: String) throws {
    let session = try Session.opened(SampleService.make())
    let before = session.screen
    session.keys("o Down PgDn \(key)")
    #expect(session.screen == before)
    #expect(session.exit == nil)
  }

  @Test func everyBarCanBeSelectedAndIsVisible() throws {
    for (width, height) in [(40, 10), (80, 24), (120, 36)] {
      let session = try Session.opened(service(), width: width, height: height)
      session.keys("o")
      let bars = session.state.overviewSections.flatMap(\.bars)
      for _ in bars.dropFirst() {
        #expect(session.lines.count { $0.contains("▌") } == 1)
        session.keys("j")
      }
      let atEnd = session.screen
      session.keys("Down PgDn G")
      #expect(session.screen == atEnd)
      session.keys("PgUp k g")
      #expect(session.lines[4].hasPrefix("▌") || session.lines[5].hasPrefix("▌"))
      #expect(session.lines[3].contains("Per month, by update_time"))
    }
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
    session.keys("Enter")
    #expect(session.requests.last?.filter?.encoded() == #"{"and":[{"scene":"Payment"}]}"#)
    #expect(session.lines[2].hasPrefix(" scene = Payment"))
    try session.answer()
    session.keys("o Enter")
    #expect(session.lines[2].hasPrefix(" scene = Payment  AND  update_time between 2026-11-01..2026-11-30"))
    try session.answer()
    session.keys("o Enter")
    #expect(session.requests.count == 3)
    #expect(session.lastLine.contains("The filter already has update_time between 2026-11-01..2026-11-30."))
  }

  @Test func aBarThatCannotBeFilteredShowsANotice() throws {
    let session = try Session.opened(service())
    session.keys("o G")
    while let overview = session.state.screens.top as? OverviewState, overview.selected != .tool("book") {
      let before = session.screen
      session.keys("Up")
      if session.screen == before { break }
    }
    session.keys("Enter")
    #expect(session.lastLine.contains("The service cannot filter by tool_used_status."))
    #expect(session.lines[2].hasPrefix(" Overview"))
    #expect(session.requests.count == 1)
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
    #expect(session.lines[2] == " Overview · all 0 loaded")
    #expect(session.screen.contains("The loaded memories have nothing to count."))
  }
}
