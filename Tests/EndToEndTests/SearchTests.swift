import Testing

extension EndToEnd {
  @Suite struct SearchTests {
    @Test func searchingAsksForNothingUntilItIsTold() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("/")
          try await terminal.type("vaccinations")
          try await terminal.wait(for: "/vaccinations", "in 50 loaded")
          try await terminal.keys("Enter")
          try await terminal.wait(for: "/vaccinations 1 of")
          try await terminal.keys("N")
          try await terminal.wait(for: "Went on from the bottom")
          #expect(service.calls.count == 1)

          try await terminal.keys("Esc")
          try await terminal.wait(for: "service's order")
          try await terminal.keys("/")
          try await terminal.type("no such text anywhere")
          try await terminal.keys("Ctrl-N")
          try await terminal.wait(for: "20 calls were made and more rows follow")
          #expect(service.pages == Array(1...21))
          try await terminal.keys("Esc")
          try await terminal.wait(for: "/no such text anywhere")
          try await terminal.keys("Esc")
          try await terminal.wait(for: "service's order")
          #expect(service.calls.count == 21)
        }
      }
    }

    @Test func sortingIsSaidAndAsksForNothing() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("s s s")
          try await terminal.wait(for: "sorted by confidence ↓ of what is loaded")
          try await terminal.keys("S")
          try await terminal.wait(for: "sorted by confidence ↑ of what is loaded")
          try await terminal.keys("0")
          try await terminal.wait(for: "row 1 of 50+ · service's order")
          #expect(service.calls.count == 1)
        }
      }
    }
  }
}
