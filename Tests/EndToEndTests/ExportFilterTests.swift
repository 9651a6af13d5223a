import TestSupport
import Testing

extension EndToEnd {
  /// `memtui export` with filters that cannot match, and with services that ignore the filter.
  @Suite struct ExportFilterTests {
    private static let travel = (1...3).map {
      #"{"id":"f-\#($0)","memory_value":"x","info":{"scene":"Travel"}}"#
    }

    /// The service ignores a condition: the rows are kept, and the last line on stderr reports it.
    @Test(arguments: ["--output out.json", ">out.json"]) func rowsThatContradictTheFilterAreKeptAndReported(
      output: String
    )
      async throws
    {
      let page = ScriptedReply.page(
        facts: Self.travel + [#"{"id":"g","memory_value":"y","info":{"scene":"Payment"}}"#])
      try await MemoryServer.run([page]) { service in
        try await ShellFolder.run { folder in
          let code = try await folder.sh(
            "$MEMTUI export --user u --base-url \(service.server.url) --where 'scene=Payment' \(output) 2>errors"
          )
          #expect(code == 1)
          #expect(try folder.text("out.json").split(separator: "\n").count == 4)
          let last = try folder.text("errors").split(separator: "\n").last ?? ""
          #expect(
            last.contains("seems to have ignored scene=Payment (3 of 4 memories contradict it)"), "\(last)")
          #expect(last.contains("was kept"), "\(last)")
        }
      }
    }

    @Test func anExportInTheBrowserReportsContradictingRowsToo() async throws {
      try await MemoryServer.run([.page(facts: Self.travel)]) { service in
        try await TerminalSession.run(service.browse("--where", "scene=Payment"), columns: 120) { terminal in
          try await terminal.wait(for: "Facts 3", "ignored scene = Payment")
          try await terminal.keys("j")
          try await terminal.wait(until: "the notice is gone") { !$0.shows("ignored") }
          try await terminal.keys("e Down Right Enter")
          try await terminal.wait(for: "ignored scene = Payment: 3 rows contradict it.")
          #expect(try terminal.file("memories.ndjson").split(separator: "\n").count == 3)
        }
      }
    }

    /// Warnings, not failures: the field may still exist, and the others are known before any call.
    @Test(
      arguments: [
        ("--where 'teir=gold'", #"The service returned no memory with a field "teir"."#),
        (#"--filter '{"and":[{"memory_type":"x"}]}'"#, "cannot filter by memory_type"),
        ("--filter '{}'", "no conditions"),
      ])
    func aFilterThatMayNotMatchCausesAWarning(filter: String, sentence: String) async throws {
      try await MemoryServer.run([.page(facts: Self.travel)]) { service in
        try await ShellFolder.run { folder in
          let code = try await folder.sh(
            "$MEMTUI export --user u --base-url \(service.server.url) \(filter) >out 2>errors")
          #expect(code == 0)
          let errors = try folder.text("errors")
          #expect(errors.contains(sentence), "\(errors)")
        }
      }
    }

    /// A filter that cannot match causes no call.
    @Test(
      arguments: [
        ("--where 'scene!=x'", "does not support negation"),
        ("--where 'info.tier!=gold'", "does not support negation"),
        ("--where 'not scene=x'", "does not support negation"),
        ("--where 'memory_type=UserMemory'", "cannot filter by memory_type"),
        ("--where '(scene=a or scene=b)'", "Brackets"),
        ("--where 'create_time>9999-12-31'", "No date comes after"),
        ("--where 'create_time=9000-01-01..today'", "ends before it begins"),
        ("--where 'scene=a' --filter '{}'", "cannot be combined"),
        ("-o ''", "--output is empty"),
        ("--dialect selfhosted --where 'sources=x'", "cannot filter by sources"),
      ])
    func aFilterThatCannotMatchIsRefused(filter: String, sentence: String) async throws {
      try await MemoryServer.run([.page(facts: Self.travel)]) { service in
        try await ShellFolder.run { folder in
          let code = try await folder.sh(
            "$MEMTUI export --user u --base-url \(service.server.url) \(filter) >out 2>errors")
          #expect(code == 2)
          let errors = try folder.text("errors")
          #expect(errors.contains(sentence) && errors.split(separator: "\n").count == 1, "\(errors)")
          #expect(service.server.requests.isEmpty)
        }
      }
    }
  }
}
