import TestSupport
import Testing

extension EndToEnd {
  @Suite struct WaitingTests {
    private static let spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"

    @Test func everyKeyRespondsWhileTheServiceTakesFiveSeconds() async throws {
      try await DemoService.run(faults: "latency=5s") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          let loading = try await terminal.wait(until: "the spinner turns") { screen in
            screen.tabs.contains { Self.spinner.contains($0) }
          }
          try await terminal.wait(until: "the spinner moves on") { $0.tabs != loading.tabs }

          let start = ContinuousClock.now
          try await terminal.expectResponse(to: "?", "Keys of the list")
          try await terminal.expectResponse(to: "q", "Loading facts of memos_user_123")
          try await terminal.expectResponse(to: "2", "Loading preferences of memos_user_123")
          try await terminal.expectResponse(to: "Tab", "Loading tool memories of memos_user_123")
          try await terminal.expectResponse(to: "u", "User id:")
          try await terminal.expectResponse(to: "Esc", "Loading tool memories of memos_user_123")
          // All of this happened before the answer arrived.
          #expect(ContinuousClock.now - start < .seconds(5))
          #expect(service.calls.count == 1)
          try await terminal.wait(for: "3 Tools 50+")
        }
      }
    }

    @Test func escapeCancelsAndClosesTheConnection() async throws {
      try await MemoryServer.run([.hang, .page(facts: [Fact.json(1)])]) { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "Loading facts of scripted")
          await service.server.requestArrived()

          try await terminal.keys("Esc")
          try await terminal.wait(for: "Loading was cancelled.", "1 call")
          // Long before the request would time out after 30 s.
          let cancelled = ContinuousClock.now
          await service.server.clientClosed()
          #expect(ContinuousClock.now - cancelled < .seconds(10))

          #expect(service.server.requests.count == 1)
          try await terminal.keys("r")
          try await terminal.wait(for: "the text of fact 1", "2 calls")
        }
      }
    }

    @Test func aLateAnswerForTheOldUserIsDropped() async throws {
      try await DemoService.run(faults: "latency=2s") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "Loading facts of memos_user_123")
          // Before it has left, the request for the old user would be dropped instead of its answer.
          try await terminal.wait(until: "the service has the request") { _ in service.calls.count == 1 }
          try await terminal.keys("u")
          try await terminal.type("memos_user_456")
          try await terminal.keys("Enter")
          // Its answer arrives after the one for the old user would have.
          var facts: [String] = []
          try await terminal.wait(until: "the rows of the new user are shown") { screen in
            facts.append(screen.tabs)
            return screen.shows("row 1 of 37")
          }
          #expect(!facts.contains { $0.contains("Facts 50") })
          #expect(service.calls.count == 2)
        }
      }
    }

    @Test func cancellingALaterPageKeepsTheRows() async throws {
      try await DemoService.run(faults: "latency=60s page=2 count=1") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("G")
          try await terminal.wait(for: "loading page 2 · Esc stops")
          try await terminal.keys("Esc")
          try await terminal.wait(for: "Loading was cancelled.", "Facts 50+")
          #expect(service.pages == [1, 2])
          // The next movement requests the page again.
          try await terminal.keys("Down")
          try await terminal.wait(for: "Facts 100+", "3 calls")
          #expect(service.pages == [1, 2, 2])
        }
      }
    }
  }
}

extension TerminalSession {
  /// Presses a key and expects the text within half a second, including the way through tmux.
  func expectResponse(
    to key: String, _ text: String, at location: SourceLocation = #_sourceLocation
  ) async throws {
    let start = ContinuousClock.now
    try await keys(key)
    try await wait(for: text, at: location)
    #expect(ContinuousClock.now - start < .milliseconds(500), "\(key)", sourceLocation: location)
  }
}
