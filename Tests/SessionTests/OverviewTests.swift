import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// `o`: the loaded memories at a glance.
@MainActor @Suite struct OverviewTests {
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

  /// Down through the lists, Left and Right through the sparklines.
  @Test(arguments: [(40, 10), (80, 24), (120, 36)])
  func everyBarCanBeSelectedAndIsVisible(width: Int, height: Int) throws {
    let session = try Session.opened(OverviewSample.make(), width: width, height: height)
    session.keys("o")
    func overview() throws -> OverviewState {
      try #require(session.state.screens.top as? OverviewState)
    }
    session.keys("Shift-Tab", times: try #require(try overview().cursor).section)
    for (number, section) in try overview().sections.enumerated() {
      if section.topic.isSparkline { session.keys("Left", times: section.bars.count) }
      for (place, bar) in section.bars.enumerated() {
        #expect(try overview().selectedBar == bar)
        let label = bar.subject.label(.unicode)
        let shown =
          section.topic.isSparkline ? "\(bar.count) in \(label)" : "▌ \(label)"
        let marked = session.lines.filter { $0.contains("▌") }
        #expect(marked.count == 1 && marked[0].contains(shown), "\(shown)\n\(session.screen)")
        if place < section.bars.count - 1 { session.keys(section.topic.isSparkline ? "Right" : "Down") }
      }
      let atEnd = session.screen
      if section.topic.isSparkline {
        session.keys("Right")
        #expect(session.screen == atEnd)
      } else {
        session.keys("g")
        #expect(try overview().selectedBar == section.bars.first)
        session.keys("G")
        #expect(session.screen == atEnd)
      }
      session.keys("Down")
      #expect(try overview().cursor?.section == min(number + 1, try overview().sections.count - 1))
    }
    let atEnd = session.screen
    session.keys("Down PgDn")
    #expect(session.screen == atEnd)
    session.keys("Tab")
    #expect(try overview().cursor?.section == 0, "after the last group comes the first")
  }

  @Test func leftAndRightChooseAMonthAndEnterFiltersByIt() throws {
    let session = try Session.opened(OverviewSample.make(), width: 120)
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
    let session = try Session.opened(OverviewSample.make(), width: 120)
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
    try session.answer()
    session.keys("o Shift-Tab Enter")
    #expect(session.lines[2].hasPrefix(" scene = Payment  AND  update_time between 2026-11-01..2026-11-30"))
    try session.answer()
    session.keys("o Shift-Tab Enter")
    #expect(session.requests.count == 3)
    #expect(session.lastLine.contains("The filter already has update_time between 2026-11-01..2026-11-30."))
  }

  @Test func aBarThatCannotBeFilteredNarrowsTheLoadedRows() throws {
    let session = try Session.opened(OverviewSample.make(), width: 120)
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
    let session = try Session.opened(OverviewSample.make(), width: 120)
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
    let session = try Session.opened(OverviewSample.make())
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
