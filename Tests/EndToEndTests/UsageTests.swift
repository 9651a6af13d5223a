import Testing

extension EndToEnd {
  @Suite struct UsageTests {
    struct Fault: Sendable, CustomTestStringConvertible {
      var arguments: String
      var environment: [String: String?] = [:]
      var named: String
      var testDescription: String { "\(arguments) \(environment.keys.sorted())" }
    }

    @Test(arguments: [
      Fault(arguments: "--user ann", environment: ["MEMOS_API_KEY": nil], named: "MEMOS_API_KEY"),
      Fault(arguments: "--user ann", environment: ["MEMOS_API_KEY": ""], named: "MEMOS_API_KEY"),
      Fault(arguments: "--user ann --base-url nonsense", named: "--base-url"),
      Fault(arguments: "--user ann --base-url ftp://memos.example/", named: "--base-url"),
      Fault(arguments: "--user ann --base-url ''", named: "--base-url"),
      Fault(arguments: "--user ann", environment: ["MEMOS_BASE_URL": "nonsense"], named: "MEMOS_BASE_URL"),
      Fault(arguments: "--user ann --base-url http://memos.example/v1", named: "--allow-insecure-http"),
      Fault(arguments: "--user ann --no-such-flag", named: "--no-such-flag"),
      Fault(arguments: "--user ann --page-size 0", named: "--page-size"),
      Fault(arguments: "--user ann --page-size 51", named: "--page-size"),
      Fault(arguments: "--user ann --page-size ten", named: "--page-size"),
      Fault(arguments: "--user ann --timeout soon", named: "--timeout"),
      Fault(arguments: "--user " + String(repeating: "u", count: 101), named: "100 characters"),
      Fault(arguments: "--user ''", named: "--user"),
      Fault(arguments: "--user ann --agent bob", named: "--agent"),
      Fault(arguments: "--user ann --profile nowhere", named: "nowhere"),
      Fault(arguments: "--user ann --api-key abc", named: "--api-key"),
      Fault(arguments: "--user ann --token=abc", named: "--token"),
      Fault(arguments: "--demo --fault nonsense", named: "nonsense"),
      Fault(arguments: "--user ann --log /nowhere/at/all.log", named: "/nowhere/at/all.log"),
      Fault(arguments: #"--user ann "$(printf '\033[2J\033]0;owned\007')""#, named: "--help"),
    ])
    func aWrongCommandLineIsReportedInOneSentence(fault: Fault) async throws {
      let script = #""$MEMTUI" \#(fault.arguments) 2>errors; exit $?"#
      try await TerminalSession.run(.script(script), environment: fault.environment) { terminal in
        #expect(try await terminal.exitCode() == 2)
        let errors = try terminal.file("errors")
        try Refusal.expectOneSentence(in: errors, naming: fault.named)
        #expect(!errors.contains("abc"))
        #expect(try terminal.bytes().isEmpty)
      }
    }

    @Test func aUserIDMayHaveAHundredCharacters() async throws {
      let user = String(repeating: "u", count: 100)
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse(user)) { terminal in
          try await terminal.wait(for: "No memories for")
          #expect(service.bodies.first?.contains("\"\(user)\"") == true)
        }
      }
    }
  }
}
