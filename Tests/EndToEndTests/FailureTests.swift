import TestSupport
import Testing

extension EndToEnd {
  @Suite struct FailureTests {
    /// Faults of page 2, and what the screen says of them.
    @Test(arguments: [
      ("error=40132 page=2", "The service refused the API key: it is not valid or has expired (code 40132"),
      ("error=40304 page=2", "The account's call quota is used up (code 40304"),
      ("html page=2", "The answer is not JSON (HTTP 200)"),
      ("html status=500 page=2", "The service answered HTTP 500"),
      ("garbage page=2", "The answer is not JSON (HTTP 200)"),
      ("cut page=2", "Page 2 did not come: not JSON"),
      ("status=503 retry-after=61 page=2", "The service answered HTTP 503"),
      ("redirect=http://127.0.0.1:9/elsewhere page=2", "http://127.0.0.1:9/elsewhere"),
      ("huge page=2", "The answer is larger than 64 MiB and was refused."),
    ])
    func aPageThatFailsIsSaidAndLeavesTheRows(fault: String, sentence: String) async throws {
      try await DemoService.run(faults: fault) { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.press("G")
          let screen = try await terminal.settledScreen(saying: sentence, "r asks again", "2 calls")

          #expect(screen.tabs.contains("1 Facts 50+ !"), "\(screen)")
          #expect(screen.says("trace"), "\(screen)")
          // The rows stay, and the cursor among them.
          #expect(screen.selectedLine?.contains(" ago") == true, "\(screen)")
          // No key but r asks again.
          try await terminal.press(
            "Up", "Down", "NPage", "G", "End", "2", "G", "G", "3", "1", "Enter", "]", "q")
          try await terminal.press("?")
          try await terminal.wait(for: "Keys of the list")
          #expect(service.pages == [1, 2])
          try await terminal.press("q", "r")
          try await terminal.wait(for: "3 calls")
          try await terminal.wait(until: "page 2 was asked for again") { _ in service.pages == [1, 2, 2] }
        }
      }
    }

    @Test func aFirstPageThatFailsTellsWhatToDo() async throws {
      try await DemoService.run(faults: "error=40132 count=1") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          let screen = try await terminal.settledScreen(
            saying: "The service refused the API key: it is not valid or has expired", "set MEMOS_API_KEY",
            "r asks again", "1 call")
          let trace = try #require(screen.text.firstMatch(of: /trace ([0-9a-f]{32})/)).1
          #expect(trace.count == 32)
          try await terminal.press("r")
          try await terminal.wait(for: "row 1 of 50+", "2 calls")
        }
      }
    }

    @Test func aRefusedPortIsNamed() async throws {
      let port = try await ScriptedServer.unusedPort()
      try await TerminalSession.run(.memtui(["--user", "ann", "--base-url", "http://127.0.0.1:\(port)"])) {
        terminal in
        try await terminal.wait(
          for: "Nothing answers at 127.0.0.1", "the connection was refused", "r asks again", "0 calls")
        // A request that could not be sent is no call.
        try await terminal.press("Down", "G", "G", "r")
        try await terminal.wait(for: "the connection was refused", "0 calls")
      }
    }

    @Test func aRedirectIsNamedAndNotFollowed() async throws {
      try await ScriptedServer.run([.answer("{}")]) { elsewhere in
        try await DemoService.run(faults: "redirect=\(elsewhere.url)/other status=307") { service in
          try await TerminalSession.run(service.browse()) { terminal in
            try await terminal.wait(
              for: "\(elsewhere.url)/other", "HTTP 307", "Redirects are not followed", "1 call")
            #expect(elsewhere.connections == 0)
          }
        }
      }
    }

    @Test func retriesAreVisibleAndCounted() async throws {
      try await DemoService.run(faults: "status=503 retry-after=1 count=3") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          for attempt in 1...3 {
            try await terminal.wait(
              for: "HTTP 503 · trying again in 1 s (\(attempt) of 3) · Esc stops",
              attempt == 1 ? "1 call" : "\(attempt) calls")
          }
          try await terminal.wait(for: "row 1 of 50+", "4 calls")
          #expect(service.pages == [1, 1, 1, 1])
        }
      }
    }

    @Test func escapeStopsRetrying() async throws {
      try await DemoService.run(faults: "status=503 retry-after=50") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "trying again in 50 s (1 of 3)")
          try await terminal.press("Escape")
          try await terminal.wait(for: "Loading was cancelled.")
          #expect(service.calls.count == 1)
        }
      }
    }

    @Test func aBrokenConnectionIsTriedAgain() async throws {
      try await DemoService.run(faults: "drop page=2 count=1") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.press("G")
          try await terminal.wait(for: "connection lost · trying again")
          try await terminal.wait(for: "Facts 100+", "3 calls")
          #expect(service.pages == [1, 2, 2])
        }
      }
    }

    @Test func connectionsThatAlwaysBreakGiveUpAfterThreeRetries() async throws {
      try await MemoryServer.run([.page(facts: Fact.json(1...50)), .close]) { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.press("G")
          try await terminal.wait(
            for: "The connection broke before the answer was whole", "5 calls", "Facts 50+ !")
          #expect(service.server.requests.count == 5)
        }
      }
    }

    @Test func aTimeoutIsNotTriedAgain() async throws {
      try await MemoryServer.run([.hang]) { service in
        try await TerminalSession.run(service.browse("--timeout", "700ms")) { terminal in
          try await terminal.wait(for: "No complete answer within 0.7 s", "--timeout", "1 call")
          #expect(service.server.requests.count == 1)
        }
      }
    }
  }
}
