import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// `y`: the bytes that reach the terminal's clipboard.
  @Suite struct CopyingTests {
    /// OSC 52 with the text in base64.
    private static func sequence(_ text: String) -> String {
      "\u{1B}]52;c;\(Data(text.utf8).base64EncodedString())\u{07}"
    }

    private static func memory(_ text: String) -> ScriptedReply {
      .page(facts: [#"{"id":"fact-1","memory_value":\#(HostileTextTests.json(text))}"#])
    }

    @Test func onlyTheOriginalTextIsCopied() async throws {
      let text = "one\u{1B}]52;c;aGF4\u{07}\u{1B}[2J 中 \u{202E}two\n"
      try await MemoryServer.run([Self.memory(text)]) { service in
        try await TerminalSession.run(service.browse("--page-size", "7")) { terminal in
          try await terminal.wait(for: "row 1 of 1")
          let bytes = try await terminal.bytesSent {
            try await terminal.keys("y y")
            try await terminal.wait(
              for: "Copied the text. (\(text.utf8.count) bytes, OSC 52)")
          }
          let sent = String(decoding: bytes, as: UTF8.self)
          #expect(sent.components(separatedBy: "]52;").count == 2)
          #expect(sent.contains(Self.sequence(text)))
          #expect(!sent.contains("]52;c;aGF4"))

          let id = try await terminal.bytesSent { try await terminal.keys("Enter y i") }
          #expect(String(decoding: id, as: UTF8.self).contains(Self.sequence("fact-1")))

          let line =
            "curl -sS '\(service.server.url)/get/memory' -H \"Authorization: Token $MEMOS_API_KEY\" "
            + "-H 'Content-Type: application/json' --data-raw '{\"user_id\":\"scripted\",\"page\":1,\"size\":7,"
            + "\"include_preference\":true,\"include_tool_memory\":true}'"
          let curl = try await terminal.bytesSent { try await terminal.keys("y c") }
          #expect(String(decoding: curl, as: UTF8.self).contains(Self.sequence(line)))
          #expect(service.server.requests.count == 1)
        }
      }
    }

    @Test func insideTmuxTheSequenceIsSentTwice() async throws {
      try await MemoryServer.run([Self.memory("hi")]) { service in
        let environment = ["TMUX": "/nonexistent/tmux,1,0"]
        try await TerminalSession.run(service.browse(), environment: environment) { terminal in
          try await terminal.wait(for: "row 1 of 1")
          let bytes = try await terminal.bytesSent {
            try await terminal.keys("y y")
            try await terminal.wait(for: "Copied the text. (2 bytes")
          }
          let wrapped = "\u{1B}Ptmux;\u{1B}\u{1B}]52;c;aGk=\u{07}\u{1B}\\"
          #expect(String(decoding: bytes, as: UTF8.self).contains("\u{1B}]52;c;aGk=\u{07}" + wrapped))
        }
      }
    }

    @Test func aTextTooLargeForTerminalsIsRefusedWithItsSize() async throws {
      try await MemoryServer.run([Self.memory(String(repeating: "x", count: 60_000))]) { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 1")
          let bytes = try await terminal.bytesSent {
            try await terminal.keys("y y")
            try await terminal.wait(for: "terminals do not take 60,000 bytes at once")
          }
          #expect(!String(decoding: bytes, as: UTF8.self).contains("]52;"))
        }
      }
    }
  }
}
