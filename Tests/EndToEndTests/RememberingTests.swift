import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// What one run keeps for the next.
  @Suite struct RememberingTests {
    @Test func openedUsersAreOfferedTheNextTime() async throws {
      try await DemoService.run { service in
        let start = "$MEMTUI --base-url \(service.url)"
        let script =
          "\(start) --user memos_user_456; \(start) --agent helper; \(start); stat -c '%a %n' "
          + ".local/state/memtui .local/state/memtui/default.json >modes; \(start) --no-state --user nobody"
        try await TerminalSession.run(.script(script)) { terminal in
          try await terminal.wait(for: "row 1 of 37")
          try await terminal.keys("q")
          try await terminal.wait(for: "agent helper", "1 call")
          try await terminal.keys("q")

          try await terminal.wait(for: "User id:", "helper agent", "memos_user_456 user")
          try await terminal.keys("Down Down Enter")
          try await terminal.wait(for: "row 1 of 37", "memos_user_456")
          try await terminal.keys("u")
          try await terminal.wait(for: "helper agent")
          try await terminal.type("hlp")
          try await terminal.keys("Up Tab")
          try await terminal.wait(for: "Agent id: helper")
          try await terminal.keys("Enter")
          try await terminal.wait(for: "agent helper", "2 calls")
          #expect(service.bodies.map { $0.contains(#""agent_id":"helper""#) } == [false, true, false, true])

          let state = ".local/state/memtui/default.json"
          try await terminal.keys("q")
          try await terminal.wait(for: "nobody", "1 call")
          #expect(try terminal.file("modes") == "700 .local/state/memtui\n600 \(state)\n")
          let kept = try terminal.file(state)
          #expect(kept.contains("helper") && kept.contains("memos_user_456"))
          #expect(!kept.contains("nobody") && !kept.contains(Program.key))
        }
      }
    }

    /// "Saved" is shown only once it is true.
    @Test func savedIsReportedOnlyOnceWritten() async throws {
      try await DemoService.run { service in
        let start = "$MEMTUI --user memos_user_456 --base-url \(service.url)"
        try await TerminalSession.run(.script("XDG_STATE_HOME=/dev/null exec \(start)"), columns: 160) {
          terminal in
          try await terminal.wait(for: "Facts 37")
          try await terminal.keys("f scene Tab Tab Payment Ctrl-S nm Enter")
          try await terminal.wait(
            for: "Could not save the filter: could not write /dev/null/memtui/default.json (Not a directory)."
          )
        }
        try await TerminalSession.run(.script("exec \(start)"), columns: 160) { terminal in
          try await terminal.wait(for: "Facts 37")
          try await terminal.keys("f create_time Tab Tab 7d Ctrl-S nm Enter")
          try await terminal.wait(for: "Saved as nm.")
          #expect(try terminal.file(".local/state/memtui/default.json").contains("create_time>=7d"))
        }
      }
    }

    @Test func aSavedFilterWorksFromTheShell() async throws {
      try await DemoService.run { service in
        let start = "--user memos_user_456 --base-url \(service.url)"
        let script =
          "$MEMTUI \(start); $MEMTUI \(start) --saved pay; $MEMTUI export \(start) --saved pay >out; "
          + "echo $? >code; $MEMTUI export \(start) --saved pya 2>wrong; echo $? >>code; "
          + "$MEMTUI export \(start) --saved pay --where scene=x 2>both; echo $? >>code; exec $MEMTUI \(start)"
        try await TerminalSession.run(.script(script), columns: 160) { terminal in
          try await terminal.wait(for: "Facts 37")
          try await terminal.keys("f scene Tab Tab Payment Ctrl-S pay Enter")
          try await terminal.wait(for: "Saved as pay.")
          try await terminal.keys("Esc q")
          try await terminal.wait(for: "scene = Payment", "1 call")
          try await terminal.keys("q")
          try await terminal.wait(for: "Facts 37", "1 call")
          #expect(try terminal.file("code") == "0\n2\n2\n")
          let filter = #""filter":{"and":[{"scene":"Payment"}]}"#
          let filtered = service.bodies.filter { $0.contains(filter) }
          #expect(filtered.count >= 2 && service.bodies.count == filtered.count + 2)
          #expect(try terminal.file("wrong").contains(#"Did you mean "pay"?"#))
          #expect(try terminal.file("both").contains("cannot be combined"))
        }
      }
    }

    @Test func aBrokenStateFileIsRenamedAndReported() async throws {
      try await DemoService.run { service in
        let script =
          "mkdir -p .local/state/memtui; echo '{' >.local/state/memtui/default.json; "
          + "exec $MEMTUI --user memos_user_456 --base-url \(service.url)"
        try await TerminalSession.run(.script(script), columns: 160) { terminal in
          try await terminal.wait(for: "Facts 37")
          try await terminal.keys("!")
          try await terminal.wait(for: "It was renamed to")
          try await terminal.keys("q q")
          #expect(try await terminal.exitCode() == 0)
          #expect(try terminal.file(".local/state/memtui/default.json").contains("memos_user_456"))
          let folder = terminal.home.appending(path: ".local/state/memtui").path
          let names = try FileManager.default.contentsOfDirectory(atPath: folder)
          #expect(names.contains { $0.hasPrefix("default.json.broken-") })
        }
      }
    }

    @Test func sourcesMissingFromARowAreRequestedOnce() async throws {
      let record = """
        {"code":0,"message":"ok","data":{"id":"fact-1","metadata":{"sources":[{"role":"user","content":"I said so"}]}}}
        """
      try await MemoryServer.run([.page(facts: Fact.json(1...2)), .answer(record)]) { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 2")
          try await terminal.keys("Enter c")
          try await terminal.wait(for: "Sources of", "user       I said so", "2 calls")
          #expect(service.server.requests.map(\.path) == ["/get/memory", "/get/memory/fact-1"])
          #expect(service.server.requests.map(\.method) == ["POST", "GET"])
          try await terminal.keys("Esc")
          try await terminal.wait(for: "memory_value")
        }
      }
    }
  }
}
