import MemOSClient
import Testing

@testable import memtui

@Suite struct InvocationTests {
  @Test(arguments: [
    ["--help"], ["-h"], ["help"], ["--version"], ["browse", "--help"], ["help", "browse"],
    ["demo-server", "--help"], ["export", "--help"], ["show", "-h"], ["help", "check"],
  ])
  func `help and version are printed to standard output`(arguments: [String]) throws {
    guard case .print(let text) = try Invocation(arguments: arguments) else {
      Issue.record("\(arguments) is not help")
      return
    }
    #expect(!text.isEmpty)
    #expect(!text.lowercased().contains("--api-key"))
  }

  @Test func `the help of the program shows the flags of browsing and the other commands`() throws {
    guard case .print(let text) = try Invocation(arguments: ["--help"]) else {
      Issue.record("not help")
      return
    }
    for word in [
      "--user", "--demo", "--timeout", "--allow-insecure-http", "--no-state", "--watch", "demo-server",
      "export",
      "show", "diff", "review", "check",
      "--version",
    ] {
      #expect(text.contains(word), "\(word)")
    }
  }

  @Test(arguments: [["help", "demo-server"], ["demo-server", "--help"]])
  func `the help of the demo server lists the faults, as they are written`(arguments: [String]) throws {
    guard case .print(let text) = try Invocation(arguments: arguments) else {
      Issue.record("not help")
      return
    }
    let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
    for form in [
      "latency=5s", "error=40300", "status=503", "close", "drop", "cut", "slow=1000", "shift", "story",
      "pages=1", "html", "garbage", "huge=80000000", "redirect=URL",
    ] {
      // On a line of its own, whose rest says what happens.
      #expect(lines.contains { $0.first == Substring(form) && $0.count > 3 }, "\(form)")
    }
    // The parser would break longer lines.
    #expect(text.split(separator: "\n").prefix { !$0.hasPrefix("USAGE") }.allSatisfy { $0.count <= 80 })
    for detail in ["page=2", "count=3", "retry-after=5", "status=429"] {
      #expect(text.contains(detail))
    }
    guard case .print(let help) = try Invocation(arguments: ["--help"]) else { return }
    #expect(help.split { $0 == " " || $0 == "\n" }.joined(separator: " ").contains("memtui help demo-server"))
  }

  /// Each command accepts and documents only what it uses.
  @Test(arguments: [
    ("check", "--page-size 9"), ("check", "--utc"), ("check", "--where a=b"), ("show", "--page-size 9"),
    ("show", "--filter {}"), ("config", "--user u"), ("config", "--base-url https://x.example"),
    ("config", "--utc"), ("config", "--demo"), ("export", "--watch 5s"),
    ("diff", "--watch 5s"), ("diff", "--output x"),
    ("review", "--watch 5s"), ("review", "--output x"),
  ])
  func `a command refuses the options of other commands`(command: String, option: String) throws {
    let words = [command] + ["config": ["show"], "show": ["id"]][command, default: []]
    let error = #expect(throws: SettingsError.self) {
      try Invocation(arguments: words + option.split(separator: " ").map(String.init))
    }
    let flag = try #require(option.split(separator: " ").first)
    guard case .usage(.message(let message))? = error else {
      return #expect(Bool(false), "\(String(describing: error))")
    }
    #expect(message.contains(flag), "\(message)")
    guard case .print(let help) = try Invocation(arguments: [command, "--help"]) else {
      return #expect(Bool(false))
    }
    #expect(!help.contains(flag), "\(help)")
  }

  @Test(arguments: [
    "--page-size 9 --utc --where a=b", "export --page-size 9 --utc --filter {}", "show id --utc --timeout 5s",
    "check --timeout 5s --server-zone UTC", "config show --profile p",
  ])
  func `a command takes its own options`(line: String) throws {
    #expect(throws: Never.self) {
      try Invocation(arguments: line.split(separator: " ").map(String.init))
    }
  }

  @Test func `browse is the default command`() throws {
    for arguments in [[], ["--user", "x"], ["browse", "--user", "x"]] {
      guard case .browse = try Invocation(arguments: arguments) else {
        Issue.record("\(arguments) does not browse")
        continue
      }
    }
    guard case .browse(let command) = try Invocation(arguments: ["--no-mouse", "--no-state"]) else { return }
    #expect(command.display.leavesMouseAlone && command.display.writesNoState)
  }

  @Test func `the demo server takes its key from a variable`() throws {
    let arguments = [
      "demo-server", "--port", "8787", "--key-from-env", "DEMO_KEY", "--memories", "9", "--fault", "x",
    ]
    guard case .demoServer(let command) = try Invocation(arguments: arguments) else {
      Issue.record("not the demo server")
      return
    }
    let settings = try Settings.resolve(command.flags, environment: ["DEMO_KEY": secret]).demo
    #expect(settings == DemoSettings(memories: 9, faults: ["x"], port: 8787, key: Secret(secret)))
  }
}
