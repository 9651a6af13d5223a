import TestSupport
import Testing

extension EndToEnd {
  @Suite struct WatchTests {
    @Test func whatComesOnTopIsMarkedAndTheCursorStays() async throws {
      let pages: [ScriptedReply] = [
        .page(facts: Fact.json(1...3)),
        .page(facts: Fact.json(1...3)),
        .page(facts: [Fact.json(9)] + Fact.json(1...2) + [Fact.json(3).replacing("text", with: "TEXT")]),
      ]
      try await MemoryServer.run(pages) { service in
        try await TerminalSession.run(service.browse("--watch", "1s")) { terminal in
          try await terminal.wait(for: "row 1 of 3", "watching")
          let screen = try await terminal.settledScreen(saying: "1 new on top, 1 changed.", "3 calls")
          let heads = try #require(screen.lines.firstIndex { $0.hasPrefix("  UPDATED") })
          let rows = Array(screen.lines[(heads + 1)...])
          #expect(rows[0].hasPrefix(" +") && rows[0].contains("fact 9"))
          #expect(rows[1].hasPrefix("▌ ") && rows[1].contains("fact 1"))
          #expect(rows[2].hasPrefix("  ") && rows[2].contains("fact 2"))
          #expect(rows[3].hasPrefix(" ≠") && rows[3].contains("TEXT"))
          try await terminal.keys("w")
          try await terminal.wait(for: "No longer watching.")
          let calls = service.server.requests.count
          try await Task.sleep(for: .seconds(1.5))
          #expect(service.server.requests.count == calls)
        }
      }
    }
  }
}
