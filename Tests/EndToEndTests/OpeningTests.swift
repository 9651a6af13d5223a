import DemoServer
import Foundation
import TestSupport
import Testing

extension EndToEnd {
  @Suite struct OpeningTests {
    @Test func openingAUserCostsOneCall() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          let screen = try await terminal.settledScreen(showing: "row 1 of 50+")

          #expect(screen.header.hasSuffix("· 1 call"))
          #expect(screen.tabs.contains("1 Facts 50+"))
          #expect(screen.tabs.contains("2 Preferences 50+"))
          #expect(screen.tabs.contains("3 Tools 50+"))
          let call = try #require(service.calls.first)
          #expect(service.calls.count == 1)
          #expect(call.method == "POST")
          #expect(call.path == "/get/memory")
          #expect(call.headers["authorization"] == "Token \(Program.key)")
          #expect(call.headers["content-type"] == "application/json")
          #expect(
            String(decoding: call.body, as: UTF8.self)
              == #"{"user_id":"memos_user_123","page":1,"size":50,"include_preference":true,"include_tool_memory":true}"#
          )
        }
      }
    }

    @Test func theKeyIsNeverShown() async throws {
      try await DemoService.run(faults: "error=40132 page=2") { service in
        try await TerminalSession.run(service.browse("memos_user_123", "--log", "log.txt")) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("G")
          try await terminal.wait(for: "40132")
          try await terminal.keys("!")
          try await terminal.wait(for: "Could not load page 2")

          let commandLine = try Data(
            contentsOf: URL(filePath: "/proc/\(try await terminal.processID)/cmdline"))
          #expect(String(decoding: commandLine, as: UTF8.self).contains("memos_user_123"))
          let logged = try String(contentsOf: terminal.home.appending(path: "log.txt"), encoding: .utf8)
          #expect(!logged.isEmpty)
          for bytes in [Array(commandLine), Array(logged.utf8), try terminal.bytes()] {
            #expect(!String(decoding: bytes, as: UTF8.self).contains(Program.key))
          }
        }
      }
    }

    @Test func theFirstPaintDoesNotWaitForTheNetwork() async throws {
      let port = try LoopbackPort.silent()
      try await TerminalSession.run(
        .memtui(["--user", "memos_user_123", "--base-url", "http://127.0.0.1:\(port)"])
      ) { terminal in
        let screen = try await terminal.wait(for: "Loading facts of memos_user_123")
        #expect(screen.header.hasPrefix("memtui  memos_user_123"))
        #expect(screen.status.contains("Esc stops"))
        try await terminal.keys("q")
        #expect(try await terminal.exitCode() == 0)
      }
    }

    @Test(arguments: [
      (["2"], "PREFERENCE"), (["3"], "TOOLS"), (["3", "1"], "MEMORY"),
      (["Tab"], "PREFERENCE"), (["Tab", "Tab"], "TOOLS"), (["Tab", "Tab", "Tab"], "MEMORY"),
      (["Shift-Tab"], "TOOLS"), (["l"], "PREFERENCE"), (["l", "h"], "MEMORY"), (["h"], "TOOLS"),
      (["Right"], "PREFERENCE"), (["Right", "Right", "Left"], "PREFERENCE"), (["Left"], "TOOLS"),
    ])
    func switchingPanesSendsNothing(keys: [String], head: String) async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+", "MEMORY")
          for key in keys { try await terminal.keys(key) }
          try await terminal.wait(until: "the head reads \(head)") { screen in
            screen.lines[2].split(separator: " ").contains(Substring(head))
          }
          #expect(service.calls.count == 1)
        }
      }
    }

    @Test func aUserWithoutMemoriesGetsEmptyPanes() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse("memos_user_empty")) { terminal in
          let screen = try await terminal.settledScreen(
            showing: "No memories for \"memos_user_empty\".", "Ctrl-O  treat it as an agent id")
          #expect(screen.tabs.contains("1 Facts 0"))
          try await terminal.keys("PgDn G G Down Enter 2")
          try await terminal.wait(for: "2 Preferences 0", "No memories for \"memos_user_empty\".")
          #expect(service.calls.count == 1)
        }
      }
    }
  }
}
