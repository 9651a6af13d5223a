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
          #expect(screen.rows.count == 4)
          #expect(screen.rows.first?.contains("+") == true && screen.rows.first?.contains("fact 9") == true)
          #expect(screen.rows.dropFirst().first?.hasPrefix("▌") == true)
          #expect(screen.rows.last?.contains("≠") == true && screen.rows.last?.contains("TEXT") == true)
          try await terminal.press("w")
          try await terminal.wait(for: "No longer watching.")
          let calls = service.server.requests.count
          try await Task.sleep(for: .seconds(1.5))
          #expect(service.server.requests.count == calls)
        }
      }
    }
  }
}
