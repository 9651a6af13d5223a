import Testing

extension EndToEnd {
  @Suite struct SearchTests {
    @Test func searchingAsksForNothingUntilItIsTold() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.press("/")
          try await terminal.type("vaccinations")
          try await terminal.wait(for: "/vaccinations", "in 50 loaded")
          try await terminal.press("Enter")
          try await terminal.wait(for: "/vaccinations 1 of")
          try await terminal.press("N")
          try await terminal.wait(for: "Went on from the bottom")
          #expect(service.calls.count == 1)

          try await terminal.press("Escape")
          try await terminal.wait(for: "service's order")
          try await terminal.press("/")
          try await terminal.type("no such text anywhere")
          try await terminal.press("C-n")
          try await terminal.wait(for: "20 calls were made and more rows follow")
          #expect(service.pages == Array(1...21))
          try await terminal.press("Escape")
          try await terminal.wait(for: "/no such text anywhere")
          try await terminal.press("Escape")
          try await terminal.wait(for: "service's order")
          #expect(service.calls.count == 21)
        }
      }
    }

    @Test func sortingIsSaidAndAsksForNothing() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.press("s", "s", "s")
          try await terminal.wait(for: "sorted by confidence ↓ of what is loaded")
          try await terminal.press("S")
          try await terminal.wait(for: "sorted by confidence ↑ of what is loaded")
          try await terminal.press("0")
          try await terminal.wait(for: "row 1 of 50+ · service's order")
          #expect(service.calls.count == 1)
        }
      }
    }
  }
}
