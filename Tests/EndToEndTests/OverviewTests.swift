import TestSupport
import Testing

extension EndToEnd {
  @Suite struct OverviewTests {
    @Test func aBarOfTheOverviewFiltersWhatTheServiceIsAskedFor() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse("memos_user_123", "--utc"), columns: 120, rows: 40) {
          terminal in
          let list = try await terminal.settledScreen(saying: "row 1 of 50+")
          try await terminal.keys("o")
          try await terminal.wait(
            for: "Overview · 150 of 150+ loaded", "Per month, by update_time", "Types 150", "Confidence",
            "Tags", "Info values", "Tools: uses, mean success")
          try await terminal.keys("Esc")
          try await terminal.wait(until: "the list is back") { $0.text == list.text }
          #expect(service.calls.count == 1)

          try await terminal.keys("o Enter")
          try await terminal.wait(for: "update_time between 20")
          try await terminal.wait(until: "the filtered rows are here") { _ in service.calls.count == 2 }
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
