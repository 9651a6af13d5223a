import TestSupport
import Testing

extension EndToEnd {
  @Suite struct WaitingTests {
    private static let spinner = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"

    @Test func everyKeyAnswersAtOnceWhileTheServiceTakesFiveSeconds() async throws {
      try await DemoService.run(faults: "latency=5s") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          let loading = try await terminal.wait(until: "the spinner turns") { screen in
            screen.tabs.contains { Self.spinner.contains($0) }
          }
          try await terminal.wait(until: "the spinner moves on") { $0.tabs != loading.tabs }

          let start = ContinuousClock.now
          try await terminal.expectAnswer(to: "?", "Keys of the list")
          try await terminal.expectAnswer(to: "q", "Loading facts of memos_user_123")
          try await terminal.expectAnswer(to: "2", "Loading preferences of memos_user_123")
          try await terminal.expectAnswer(to: "Tab", "Loading tools of memos_user_123")
          try await terminal.expectAnswer(to: "u", "User id:")
          try await terminal.expectAnswer(to: "Esc", "Loading tools of memos_user_123")
          // All that came before the answer did.
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
          // Long before the program's own 30 s for a request are over.
          let cancelled = ContinuousClock.now
          await service.server.clientClosed()
          #expect(ContinuousClock.now - cancelled < .seconds(10))

          #expect(service.server.requests.count == 1)
          try await terminal.keys("r")
          try await terminal.wait(for: "the text of fact 1", "2 calls")
        }
      }
    }

    @Test func aLateAnswerToAnOldQuestionIsDropped() async throws {
      try await DemoService.run(faults: "latency=2s") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "Loading facts of memos_user_123")
          try await terminal.keys("u")
          try await terminal.type("memos_user_456")
          try await terminal.keys("Enter")
          // Its answer comes after the one to the old question would have come.
          var facts: [String] = []
          try await terminal.wait(until: "the rows of the new user are here") { screen in
            facts.append(screen.tabs)
            return screen.says("row 1 of 37")
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
          // The page was not lost for good: the next movement asks for it again.
          try await terminal.keys("Down")
          try await terminal.wait(for: "Facts 100+", "3 calls")
          #expect(service.pages == [1, 2, 2])
        }
      }
    }
  }
}

extension TerminalSession {
  /// Presses a key and expects what it shows within half a second, the way to tmux and back included.
  func expectAnswer(
    to key: String, _ text: String, at location: SourceLocation = #_sourceLocation
  ) async throws {
    let start = ContinuousClock.now
    try await keys(key)
    try await wait(for: text, at: location)
    #expect(ContinuousClock.now - start < .milliseconds(500), "\(key)", sourceLocation: location)
  }
}
