import TestSupport
import Testing

extension EndToEnd {
  @Suite struct LoadingRestTests {
    @Test func pressingGTwiceLoadsTheRestAndAsksAfterTwentyCalls() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("G")
          // The cursor goes to the last loaded row, and the next page is loaded.
          try await terminal.wait(for: "row 50 of 100+")
          try await terminal.keys("G")
          let question = try await terminal.settledScreen(showing: "Continue?", "Enter", "Esc")
          #expect(question.shows("row 1287") == false)
          let calls = service.calls.count
          #expect((21...22).contains(calls))

          try await terminal.keys("Enter")
          try await terminal.wait(for: "All 1,287 facts are loaded.", "26 calls", "1 Facts 1287")
          #expect(service.pages == Array(1...26))
          // The cursor stayed at the end.
          try await terminal.keys("Up")
          try await terminal.wait(for: "row 1286 of 1287")
        }
      }
    }

    @Test func decliningTheQuestionStopsLoading() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("G G")
          try await terminal.wait(for: "Continue?")
          let calls = service.calls.count
          try await terminal.keys("Esc")
          try await terminal.wait(for: "Stopped loading facts.")
          try await terminal.keys("?")
          try await terminal.wait(for: "Keys of the list")
          #expect(service.calls.count == calls)
        }
      }
    }

    /// The question waits while help covers the list, and appears in the moment in which help closes.
    @Test func aKeyTypedBeforeTheQuestionAppearedDoesNotAnswerIt() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("G G ?")
          try await terminal.wait(for: "Keys of the list")
          try await terminal.wait(until: "the loading pauses") { _ in service.calls.count >= 21 }
          _ = try await terminal.settledByteCount()
          let calls = service.calls.count
          try await terminal.send("q\r")
          _ = try await terminal.settledScreen(showing: "Continue?")
          #expect(service.calls.count == calls)
          try await terminal.keys("Enter")
          try await terminal.wait(for: "All 1,287 facts are loaded.")
        }
      }
    }

    @Test func progressIsShownAndEscapeStopsLoading() async throws {
      try await DemoService.run(faults: "latency=300ms") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("G G")
          try await terminal.wait(for: "loading the rest of Facts · 150 rows", "Esc stops")
          try await terminal.keys("Esc")
          try await terminal.wait(for: "Loading was cancelled.")
          let calls = service.calls.count
          #expect(calls < 10)
          try await terminal.keys("k ?")
          try await terminal.wait(for: "Keys of the list")
          #expect(service.calls.count == calls)
        }
      }
    }

    @Test func pagesThatShiftShowEveryRowOnce() async throws {
      // A row appears on top before each page, so the last row of a page is the first of the next.
      let pages = (0..<6).map { page in
        let first = page * 50 - page + 1
        return ScriptedReply.page(facts: Fact.json(first...(first + (page == 5 ? 19 : 49))))
      }
      try await Self.expectEveryFactOnce(265, in: pages)
    }

    @Test(arguments: [
      #","total":1,"size":50,"current":1,"pages":1"#, #","total":9999,"size":50,"current":7,"pages":999"#,
      #","total":null,"size":null,"current":null,"pages":null"#, "",
    ])
    func pagesThatLieShowEveryRowOnce(claim: String) async throws {
      let pages = (0..<4).map { page in
        ScriptedReply.page(
          facts: Fact.json((page * 50 + 1)...(page * 50 + (page == 3 ? 10 : 50))), more: claim)
      }
      // A service that claims more pages gets two more calls.
      try await Self.expectEveryFactOnce(160, in: pages, extraCalls: claim.hasSuffix("999") ? 2 : 0)
    }

    /// If a row appears on top before each page, pages overlap by one, and reading 100 rows takes one more page. A page
    /// count that is too high costs up to two calls.
    @Test(arguments: [
      ("shift", 13...13), ("pages=1", 12...12), ("pages=999", 12...14), ("pages=null", 12...12),
      ("pages=absent", 12...12),
    ])
    func aDemoThatLiesOrShiftsIsReadToTheEnd(fault: String, calls: ClosedRange<Int>) async throws {
      try await DemoService.run(faults: fault) { service in
        try await TerminalSession.run(service.browse("memos_user_789", "--page-size", "9")) { terminal in
          try await terminal.wait(for: "row 1 of 9+")
          try await terminal.hold("PgDn", until: "of 50 ·")
          try await terminal.keys("2")
          try await terminal.hold("PgDn", until: "row 100 of 100")
          let pages = service.pages
          #expect(pages == Array(1...pages.count))
          #expect(calls.contains(pages.count))
        }
      }
    }

    /// Two full pages without a new id end loading.
    @Test func aServiceThatRepeatsAPageIsAbandonedAfterTwo() async throws {
      try await MemoryServer.run([.page(facts: Fact.json(1...50))]) { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.hold("PgDn", until: "row 50 of 50 ·")
          try await terminal.keys("G G Down PgDn ?")
          try await terminal.wait(for: "Keys of the list")
          #expect(service.server.requests.count == 3)
        }
      }
    }

    static func expectEveryFactOnce(_ count: Int, in pages: [ScriptedReply], extraCalls: Int = 0) async throws
    {
      try await MemoryServer.run(pages) { service in
        try await TerminalSession.run(service.browse(), columns: 100, rows: 300) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("v v")
          try await terminal.hold("Down", until: "row \(count) of \(count)")
          let screen = try await terminal.settledScreen(showing: "row \(count) of \(count)")
          let shown = screen.rows.compactMap { row in
            row.firstMatch(of: /fact ([0-9]+)  the text of fact/).flatMap { Int($0.1) }
          }
          #expect(shown == Array(1...count))
          try await terminal.wait(until: "the last page is requested") { _ in
            service.server.requests.count == pages.count + extraCalls
          }
        }
      }
    }
  }
}
