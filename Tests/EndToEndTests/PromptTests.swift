import Testing

extension EndToEnd {
  @Suite struct PromptTests {
    @Test func withoutAUserItPromptsAndSendsNothing() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(.memtui(["--base-url", service.url])) { terminal in
          let screen = try await terminal.settledScreen(showing: "User id:")
          #expect(screen.header.hasSuffix("0 calls"))
          try await terminal.keys("Enter")
          try await terminal.wait(for: "type the id of a user")
          #expect(service.calls.isEmpty)

          try await terminal.type("memos_user_456")
          try await terminal.keys("Enter")
          try await terminal.wait(for: "row 1 of 37", "memos_user_456")
          #expect(service.bodies.map { $0.contains(#""user_id":"memos_user_456""#) } == [true])
        }
      }
    }

    @Test func everyPrintableKeyIsTypedAsText() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(.memtui(["--base-url", service.url])) { terminal in
          try await terminal.wait(for: "User id:")
          try await terminal.type("q j-k?!u r1 :/vG é中")
          try await terminal.wait(for: "User id: q j-k?!u r1 :/vG é中")
          try await terminal.keys("Enter")
          try await terminal.wait(for: "No memories for \"q j-k?!u r1 :/vG é中\".")
          #expect(service.bodies.map { $0.contains(#""user_id":"q j-k?!u r1 :/vG é中""#) } == [true])
        }
      }
    }

    @Test func pastedLineEndsAreNotKeys() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(.memtui(["--base-url", service.url])) { terminal in
          try await terminal.wait(for: "User id:")
          try await terminal.paste("q\nmemos\r\nuser\t1\n")
          try await terminal.wait(until: "the paste is in the prompt") {
            $0.status.contains("User id: q memos user")
          }
          #expect(service.calls.isEmpty)
          try await terminal.keys("Ctrl-U")
          try await terminal.wait(for: "Enter to confirm, Esc to cancel")
          try await terminal.paste("memos_user_456\n")
          try await terminal.wait(for: "User id: memos_user_456")
          #expect(service.calls.isEmpty)
          try await terminal.keys("Enter")
          try await terminal.wait(for: "row 1 of 37")
          #expect(service.calls.count == 1)
        }
      }
    }

    @Test func pastedTextRunsNoCommandInTheList() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          let before = try await terminal.settledScreen(showing: "row 1 of 50+")
          try await terminal.paste("jjjq\nq\n")
          try await terminal.keys("?")
          try await terminal.wait(for: "Keys of the list")
          try await terminal.keys("q")
          try await terminal.wait(until: "the list is unchanged") { $0.text == before.text }
        }
      }
    }

    @Test func editingKeysEditTheLine() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("u")
          try await terminal.wait(for: "User id:")
          try await terminal.type("one two")
          try await terminal.keys("Ctrl-W")
          try await terminal.type("x")
          try await terminal.keys("Home Del")
          try await terminal.type("z")
          try await terminal.keys("Right Backspace End")
          try await terminal.type("y")
          // one two → one x → ne x → zne x → ze x → ze xy
          try await terminal.wait(for: "User id: ze xy")
          try await terminal.keys("Esc")
          try await terminal.wait(for: "row 1 of 50+", "memos_user_123")
          #expect(service.calls.count == 1)
        }
      }
    }

    @Test func anIDOfOverAHundredCharactersIsNotSent() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(.memtui(["--base-url", service.url])) { terminal in
          try await terminal.wait(for: "User id:")
          try await terminal.paste(String(repeating: "u", count: 101))
          try await terminal.keys("Enter")
          try await terminal.wait(for: "101 characters; the service allows 100")
          #expect(service.calls.isEmpty)
          try await terminal.keys("Backspace Enter")
          try await terminal.wait(for: "No memories for")
          #expect(service.calls.count == 1)
        }
      }
    }
  }
}
