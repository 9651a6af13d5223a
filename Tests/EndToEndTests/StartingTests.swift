import DemoServer
import TestSupport
import Testing

extension EndToEnd {
  @Suite struct StartingTests {
    @Test func theDemoNeedsNeitherKeyNorNetwork() async throws {
      let environment: [String: String?] = ["MEMOS_API_KEY": nil, "MEMOS_BASE_URL": "http://127.0.0.1:9"]
      try await TerminalSession.run(.memtui(["--demo"]), environment: environment) { terminal in
        let screen = try await terminal.settledScreen(showing: "row 1 of 50+", "1 call")
        #expect(screen.header.hasPrefix("memtui  memos_user_123 · demo"))
        try await terminal.keys("q")
        #expect(try await terminal.exitCode() == 0)
        try await terminal.expectTerminalIsRestored()
      }
    }

    @Test(arguments: [
      ("", "memos_user_123 · demo", "1 Facts 50 of 1287"),
      (" --cube memos_user_456", "cube memos_user_456 · demo", "1 Facts 37"),
    ])
    func theDemoSpeaksTheDialectOfTheOpenSourceServer(
      cube: String, source: String, tab: String
    ) async throws {
      let arguments = "--demo --dialect selfhosted\(cube)".split(separator: " ").map(String.init)
      let environment: [String: String?] = ["MEMOS_API_KEY": nil, "MEMOS_BASE_URL": "http://127.0.0.1:9"]
      try await TerminalSession.run(.memtui(arguments), environment: environment) { terminal in
        let screen = try await terminal.settledScreen(showing: tab, "1 call")
        #expect(screen.header.hasPrefix("memtui  " + source))
        // The memories change as in the other dialect.
        try await terminal.keys("r")
        try await terminal.wait(
          for: "2 calls", cube.isEmpty ? "Flight to Lisbon" : "Night shift swapped")
        try await terminal.keys("q")
        #expect(try await terminal.exitCode() == 0)
      }
    }

    @Test func theDemoServerPrintsItsAddress() async throws {
      let script =
        #""$MEMTUI" demo-server --port 0 > url & server=$!; while ! [ -s url ]; do sleep 0.02; done; "#
        + #""$MEMTUI" --user memos_user_456 --base-url "$(cat url)"; code=$?; kill $server; exit $code"#
      try await TerminalSession.run(.script(script)) { terminal in
        try await terminal.wait(for: "row 1 of 37", "memos_user_456")
        #expect(try terminal.file("url").wholeMatch(of: /http:\/\/127\.0\.0\.1:[0-9]+\n/) != nil)
        try await terminal.keys("q")
        #expect(try await terminal.exitCode() == 0)
      }
    }

    @Test func theMemoriesOfTheDemoChangeWithEachRefresh() async throws {
      try await TerminalSession.run(.memtui(["--demo"])) { terminal in
        let before = try await terminal.settledScreen(showing: "row 1 of 50+", "1 call")
        #expect(!before.contains("Flight to Lisbon"))
        try await terminal.keys("r")
        try await terminal.wait(for: "Flight to Lisbon", "2 calls")
        try await terminal.keys("q")
        #expect(try await terminal.exitCode() == 0)
      }
    }

    @Test func theDemoServerTellsTheStoryInTheOpenSourceDialect() async throws {
      let script =
        #""$MEMTUI" demo-server --port 0 --fault story > url & server=$!; "#
        + #"while ! [ -s url ]; do sleep 0.02; done; "#
        + #""$MEMTUI" --dialect selfhosted --cube memos_user_123 --base-url "$(cat url)"; kill $server"#
      try await TerminalSession.run(.script(script)) { terminal in
        try await terminal.wait(for: "1 call", "Allergy: penicillin")
        try await terminal.keys("r")
        try await terminal.wait(for: "2 calls", "Flight to Lisbon")
        try await terminal.keys("q")
      }
    }

    @Test func flagsAndVariablesShapeTheRequest() async throws {
      try await DemoService.run { service in
        let environment = ["MEMOS_BASE_URL": service.url + "/api/v1/", "MEMOS_USER_ID": "memos_user_789"]
        try await TerminalSession.run(.memtui(["--page-size", "7"]), environment: environment) { terminal in
          try await terminal.wait(for: "row 1 of 7+", "memos_user_789")
          #expect(service.calls.map(\.path) == ["/api/v1/get/memory"])
          #expect(
            service.bodies == [
              #"{"user_id":"memos_user_789","page":1,"size":7,"include_preference":true,"include_tool_memory":true}"#
            ])
        }
        try await TerminalSession.run(
          .memtui(["--agent", "agent_concierge", "--base-url", service.url]), environment: environment
        ) { terminal in
          try await terminal.wait(for: "row 1 of 50+", "agent agent_concierge")
          #expect(
            service.bodies.last?.hasPrefix(#"{"agent_id":"agent_concierge","page":1,"size":50,"#) == true)
        }
      }
    }

    @Test func aProfileSetsServiceUserAndKey() async throws {
      try await DemoService.run { service in
        let script = """
          mkdir -p .config/memtui
          (umask 077; echo '\(Program.key)' > .config/memtui/staging.key)
          cat > .config/memtui/config.yaml <<END
          default_profile: staging
          profiles:
            staging:
              base_url: \(service.url)
              user: memos_user_456
              api_key_file: staging.key
              page_size: 20
          END
          exec $MEMTUI
          """
        try await TerminalSession.run(.script(script), environment: ["MEMOS_API_KEY": nil]) { terminal in
          let screen = try await terminal.settledScreen(showing: "row 1 of 20+")
          #expect(screen.header.hasPrefix("memtui  memos_user_456 · staging"))
          #expect(service.calls.map { $0.headers["authorization"] } == ["Token \(Program.key)"])
        }
      }
    }

    @Test func refreshReplacesThePagesAndKeepsTheCursorOnItsMemory() async throws {
      let replies: [ScriptedReply] = [
        .page(facts: Fact.json(11...30)), .page(facts: Fact.json(6...28)), .page(facts: Fact.json(1...3)),
      ]
      try await MemoryServer.run(replies) { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 20")
          try await terminal.keys("Down Down r")
          let screen = try await terminal.settledScreen(showing: "1 Facts 23", "2 calls")
          #expect(screen.selectedLine?.contains("fact 13  ") == true, "\(screen)")
          // The selected memory is gone, and the cursor stays inside the list.
          try await terminal.keys("r")
          let short = try await terminal.settledScreen(showing: "1 Facts 3", "3 calls")
          #expect(short.selectedLine?.contains("fact ") == true, "\(short)")
          #expect(service.server.requests.count == 3)
        }
      }
    }
  }
}
