import TestSupport
import Testing

extension EndToEnd {
  @Suite struct FilterTests {
    @Test func sixteenKeysBuildAFilter() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("f scene Tab Tab Payment")
          try await terminal.wait(for: #"{"and":[{"scene":"Payment"}]}"#)
          #expect(service.calls.count == 1)
          try await terminal.keys("Enter")
          try await terminal.wait(for: "scene = Payment", "2 calls", "row 1 of 50+")
          #expect(
            service.bodies.last
              == #"{"user_id":"memos_user_123","page":1,"size":50,"include_preference":true,"include_tool_memory":true,"filter":{"and":[{"scene":"Payment"}]}}"#
          )
        }
      }
    }

    @Test func aPasteIntoAValueIsTypedAsText() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("f scene Tab Tab")
          try await terminal.paste("q - \"two\"\nlines\n")
          try await terminal.wait(for: #"q - "two" lines"#)
          #expect(service.calls.count == 1)
          try await terminal.keys("Enter")
          try await terminal.wait(for: "Enter drops")
          #expect(
            service.bodies.last?.hasSuffix(#""filter":{"and":[{"scene":"q - \"two\" lines"}]}}"#) == true)
        }
      }
    }

    /// A value that tries to write the clipboard, recolour the screen and end the JSON string of the request.
    @Test func aHostileValueBecomesAChip() async throws {
      let value = #"\u001b]52;c;eA==\u0007\u001b[31m\u202e\",\"or\":[ x"#
      let row = #"{"id":"h","memory_value":"text","info":{"scene":"\#(value)"}}"#
      try await MemoryServer.run([.page(facts: [row])]) { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 1")
          try await terminal.keys("+")
          try await terminal.wait(for: "Add to the filter")
          try await terminal.keys("Enter")
          try await terminal.wait(for: "all of these must match")
          try await terminal.keys("Enter")
          try await terminal.wait(for: "2 calls", "scene = ", "F clear")
          let body = service.server.requests[1].body
          let sent = value.replacing(#"\u202e"#, with: "\u{202E}")
          #expect(body.hasSuffix(#""filter":{"and":[{"scene":"\#(sent)"}]}}"#), "\(body)")
          let drawn = String(decoding: try terminal.bytes(), as: UTF8.self)
          #expect(!drawn.contains("\u{1B}]52"))
          #expect(!drawn.unicodeScalars.contains("\u{202E}"))
        }
      }
    }

    @Test func whileTheServiceIsSlowKeysRespondAndEscRestoresTheFilter() async throws {
      try await DemoService.run(faults: "latency=5s") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("f scene Tab Tab Payment")
          try await terminal.expectResponse(to: "Enter", "scene = Payment")
          try await terminal.expectResponse(to: "f", "all of these must match")
          try await terminal.expectResponse(to: "Esc", "scene = Payment")
          try await terminal.keys("Down Down")
          try await terminal.expectResponse(to: "i", "Values")
          try await terminal.expectResponse(to: "q", "1 Facts 50+")
          try await terminal.keys("Esc")
          try await terminal.wait(until: "the old filter is back") { screen in
            !screen.shows("scene = Payment") && screen.shows("1 Facts 50+")
          }
          try await terminal.wait(for: "Loading was cancelled.", "2 calls")
        }
      }
    }
  }
}
