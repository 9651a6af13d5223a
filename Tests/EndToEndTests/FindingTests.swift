import TestSupport
import Testing

extension EndToEnd {
  @Suite struct SearchTests {
    @Test func searchingSendsNothingUntilItIsContinued() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("/")
          try await terminal.type("vaccinations")
          try await terminal.wait(for: "/vaccinations", "in 50 loaded")
          try await terminal.keys("Enter")
          try await terminal.wait(for: "/vaccinations 1 of")
          try await terminal.keys("N")
          try await terminal.wait(for: "Continued from the bottom")
          #expect(service.calls.count == 1)

          try await terminal.keys("Esc")
          try await terminal.wait(for: "server order")
          try await terminal.keys("/")
          try await terminal.type("no such text anywhere")
          try await terminal.keys("Ctrl-N")
          try await terminal.wait(for: "20 calls so far and there is more")
          #expect(service.pages == Array(1...21))
          try await terminal.keys("Esc")
          try await terminal.wait(for: "/no such text anywhere")
          try await terminal.keys("Esc")
          try await terminal.wait(for: "server order")
          #expect(service.calls.count == 21)
        }
      }
    }

    @Test func sortingIsShownAndSendsNothing() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("s s s")
          try await terminal.wait(for: "sorted by confidence ↓ (loaded rows)")
          try await terminal.keys("S")
          try await terminal.wait(for: "sorted by confidence ↑ (loaded rows)")
          try await terminal.keys("0")
          try await terminal.wait(for: "row 1 of 50+ · server order")
          #expect(service.calls.count == 1)
        }
      }
    }
  }
}

extension EndToEnd {
  @Suite struct WatchTests {
    @Test func newRowsAreMarkedAndTheCursorStays() async throws {
      let pages: [ScriptedReply] = [
        .page(facts: Fact.json(1...3)),
        .page(facts: Fact.json(1...3)),
        .page(facts: [Fact.json(9)] + Fact.json(1...2) + [Fact.json(3).replacing("text", with: "TEXT")]),
      ]
      try await MemoryServer.run(pages) { service in
        try await TerminalSession.run(service.browse("--watch", "1s")) { terminal in
          try await terminal.wait(for: "row 1 of 3", "watching")
          let screen = try await terminal.settledScreen(showing: "1 new on top, 1 changed.", "3 calls")
          let heads = try #require(screen.lines.firstIndex { $0.hasPrefix("  UPDATED") })
          let rows = Array(screen.lines[(heads + 1)...])
          #expect(rows[0].hasPrefix(" +") && rows[0].contains("fact 9"))
          #expect(rows[1].hasPrefix("▌ ") && rows[1].contains("fact 1"))
          #expect(rows[2].hasPrefix("  ") && rows[2].contains("fact 2"))
          #expect(rows[3].hasPrefix(" ≠") && rows[3].contains("TEXT"))
          try await terminal.keys("w")
          try await terminal.wait(for: "Stopped watching.")
          let calls = service.server.requests.count
          try await Task.sleep(for: .seconds(1.5))
          #expect(service.server.requests.count == calls)
        }
      }
    }
  }
}

extension EndToEnd {
  @Suite struct OverviewTests {
    @Test func enterOnABarOfTheOverviewSendsItsFilter() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse("memos_user_123", "--utc"), columns: 120, rows: 40) {
          terminal in
          let list = try await terminal.settledScreen(showing: "row 1 of 50+")
          try await terminal.keys("o")
          try await terminal.wait(
            for: "Overview of 150 loaded memories, the service has more (G G loads all)", "Created",
            "Updated",
            "Types  150", "Tools, worst first", "Confidence", "scene  133", "Agents  104")
          try await terminal.keys("Esc")
          try await terminal.wait(until: "the list is back") { $0.text == list.text }
          #expect(service.calls.count == 1)

          try await terminal.keys("o Shift-Tab Enter")
          try await terminal.wait(for: "update_time between 20")
          try await terminal.wait(until: "the filtered rows are loaded") { _ in service.calls.count == 2 }
          let body = try #require(service.bodies.last)
          #expect(body.contains(#""filter":{"and":[{"update_time":{"gte":"20"#))
          #expect(body.contains(#"{"update_time":{"lt":"20"#))
          try await terminal.keys("q")
          #expect(try await terminal.exitCode() == 0)
        }
      }
    }
  }
}
