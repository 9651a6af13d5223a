import Foundation
import TestSupport
import Testing

extension EndToEnd {
  @Suite struct DiffTests {
    private static let yesterday = """
      {"category":"factual","memory":{"id":"f1","memory_key":"Coffee","memory_value":"drinks coffee","tags":["a","b"],"relativity":0.1}}
      {"category":"factual","memory":{"id":"f2","memory_value":"moved to Berlin","update_time":1764000000000}}
      {"category":"tool","memory":{"id":"t1","tool_value":"search","info":{"scene":"Travel","tier":1}}}
      {"category":"preference","memory":{"id":"p1","preference":"window seats"}}

      """

    /// One learned, one forgotten, two changed; f2 has another update time only. The text is hostile.
    private static let today = """
      {"memory":{"info":{"tier":1.0,"scene":"Work"},"id":"t1","tool_value":"search"},"category":"tool"}
      {"category":"factual","memory":{"id":"f2","update_time":1764000060000,"memory_value":"moved to Berlin"}}
      {"category":"factual","memory":{"id":"f1","memory_key":"Coffee","memory_value":"drinks tea","tags":["a","b"],"relativity":0.9}}
      {"category":"factual","memory":{"id":"f9","memory_value":"likes \\u001b[31mred\\u202e\\nOnly in nothing:"}}

      """

    @Test func whatWasLearnedChangedAndForgottenIsPrinted() async throws {
      try await Self.run { folder in
        try await folder.expect(1, of: "$MEMTUI diff yesterday today >out 2>errors")
        #expect(
          try folder.text("out") == """
            Only in yesterday (1 memory):
            - preference p1
                window seats

            Only in today (1 memory):
            + fact f9
                likes ^[[31mred<U+202E>
                Only in nothing:

            Changed (2 memories):
            ~ fact f1: Coffee
                memory_value: drinks coffee → drinks tea
            ~ tool memory t1
                info.scene: Travel → Work

            1 only in yesterday, 1 only in today, 2 changed, 1 the same.

            """)
        #expect(try folder.text("errors").isEmpty)
      }
    }

    /// A file can be compared with itself, also if its records have no ids.
    @Test func recordsWithoutAnIDAreMatchedAndNamed() async throws {
      try await ShellFolder.run { folder in
        let line = #"{"category":"factual","memory":{"memory_value":"likes tea","n":NUMBER}}"# + "\n"
        let file = folder.url.appending(path: "a")
        try (line + line).replacing("NUMBER", with: "3").write(to: file, atomically: true, encoding: .utf8)
        try await folder.expect(
          0, of: "$MEMTUI diff a a >out 2>errors && $MEMTUI diff a - <a >>out 2>>errors")
        #expect(try folder.text("out") + folder.text("errors") == "")
        try await folder.expect(1, of: "head -1 a | $MEMTUI diff a - >out 2>errors")
        #expect(
          try folder.text("out") == """
            Only in a (1 memory):
            - fact without an id
                likes tea

            1 only in a, 0 only in standard input, 0 changed, 1 the same.

            """)
      }
    }

    @Test func aUserWithoutMemoriesMayBeMistyped() async throws {
      try await ShellFolder.run { folder in
        let hint = #"memtui: No memories for "nobody". A mistyped id looks the same."# + "\n"
        try await folder.expect(
          1, of: "$MEMTUI diff --demo --user memos_user_456 --user nobody >out 2>errors")
        #expect(
          try folder.text("out").hasSuffix(
            "52 only in memos_user_456, 0 only in nobody, 0 changed, 0 the same.\n"))
        #expect(try folder.text("errors") == hint)
        try await folder.expect(0, of: "$MEMTUI review --demo --user nobody >out 2>errors")
        #expect(try folder.text("errors") == hint)
      }
    }

    @Test func scriptsGetTheSameAsJSONWithoutControlCharacters() async throws {
      try await Self.run { folder in
        try await folder.expect(1, of: "$MEMTUI diff --format json yesterday today >out 2>errors")
        #expect(
          try folder.text("out") == #"""
            {"only_a":[
            {"category":"preference","memory":{"id":"p1","preference":"window seats"}}
            ],"only_b":[
            {"category":"factual","memory":{"id":"f9","memory_value":"likes \u001b[31mred\u202e\nOnly in nothing:"}}
            ],"changed":[
            {"id":"f1","fields":{"memory_value":{"a":"drinks coffee","b":"drinks tea"}}},
            {"id":"t1","fields":{"info.scene":{"a":"Travel","b":"Work"}}}
            ]}

            """#)
        _ = try JSONSerialization.jsonObject(with: folder.data("out"))
      }
    }

    /// Not even a line, so that cron sends no mail.
    @Test func equalExportsPrintNothingInWhateverFormatTheyAre() async throws {
      try await Self.run { folder in
        let export = "$MEMTUI export --demo --user memos_user_456 2>errors"
        try await folder.expect(0, of: "\(export) -o a.ndjson && \(export) --format json -o b.json")
        for line in [
          "diff a.ndjson b.json", "diff a.ndjson - <b.json", "diff - a.ndjson <b.json",
          "diff /dev/stdin a.ndjson <b.json",
          "diff b.json b.json",
        ] {
          let isPiped = line.contains("-") && line.contains("<")
          let piped =
            isPiped ? "cat b.json | $MEMTUI \(line.replacing(" <b.json", with: ""))" : "$MEMTUI \(line)"
          try await folder.expect(0, of: "\(piped) >out 2>errors")
          #expect(try folder.text("out") + folder.text("errors") == "", "\(line)")
        }
        try await folder.expect(0, of: "$MEMTUI diff --format json a.ndjson b.json >out 2>errors")
        #expect(try folder.text("out") == "{\"only_a\":[\n],\"only_b\":[\n],\"changed\":[\n]}\n")
      }
    }

    @Test(arguments: [
      ("diff yesterday", "diff needs two exports, not 1"), ("diff", "diff compares two exports"),
      ("diff a b c", "diff needs two exports, not 3"), ("diff --user a", "diff compares two exports"),
      ("diff --user a --user b --user c", "diff compares two exports"),
      ("diff yesterday today --user a --user b", "--user cannot be used with files"),
      ("diff yesterday today --demo", "--demo cannot be used with files"),
      ("diff yesterday today --where scene=A", "--where cannot be used with files"),
      ("diff - -", "Only one of the two exports can be standard input"),
      ("diff yesterday nothing", "nothing does not exist"),
      ("diff yesterday .", ". is a directory"), ("diff yesterday broken", "broken, line 2: not valid JSON"),
      ("diff yesterday number", "number, line 2: the memory is neither an object nor a text."),
      ("diff yesterday object", "object, line 1: there is no list of memories"),
      ("diff yesterday twice", "twice, line 2: the id \"f1\" occurs a second time (factual)"),
      ("diff - yesterday <twice", "standard input, line 2: the id \"f1\""),
      ("diff --user a --user b --base-url http://127.0.0.1:9", "refused the connection"),
    ])
    func errorsHaveACodeOfTheirOwn(line: String, message: String) async throws {
      try await Self.run { folder in
        try await folder.expect(2, of: "MEMOS_API_KEY=k $MEMTUI \(line) >out 2>errors")
        let errors = try folder.text("errors")
        #expect(errors.contains(message), "\(errors)")
        #expect(try folder.text("out").isEmpty)
      }
    }

    @Test func aReaderThatLeavesEndsItQuietly() async throws {
      try await Self.run { folder in
        let script =
          "$MEMTUI export --demo -o all 2>errors; : >none; ($MEMTUI diff all none; echo $? >code) | head -1 >out"
        try await folder.expect(0, of: "{ \(script); } 2>errors")
        #expect(try folder.text("out") == "Only in all (1,561 memories):\n")
        #expect(try folder.text("errors").isEmpty)
        #expect(try folder.text("code") == "1\n")
      }
    }

    /// The writer of the pipe never ends.
    @Test(arguments: ["review pipe", "diff pipe /dev/null"])
    func ctrlCLeavesNoHalfDrawnLine(command: String) async throws {
      try await TerminalSession.run(.shell) { terminal in
        let record = #"{"category":"factual","memory":{"id":"%s","memory_value":"likes tea"}}\n"#
        try await terminal.runInShell(
          "mkfifo pipe; { printf '\(record)' {1..5000}; sleep 60; } >pipe & clear")
        try await terminal.runInShell("$MEMTUI \(command)")
        try await terminal.wait(until: "the progress is shown") {
          $0.contains("memories")
        }
        try await terminal.keys("Ctrl-C")
        try await terminal.runInShell("echo code $?; kill %1; wait")
        let screen = try await terminal.wait(until: "the shell goes on") { $0.contains("code 130") }
        #expect(screen.lines.contains("memtui: Interrupted."), "\(screen.text)")
        #expect(!screen.contains("memories"), "\(screen.text)")
      }
    }

    @Test func twoUsersAreComparedByTextAndKey() async throws {
      let ann = [
        #"{"id":"1","memory_key":"Tea","memory_value":"likes tea","create_time":1,"conversation_id":"c1"}"#,
        #"{"id":"2","memory_key":"Home","memory_value":"lives in Bonn"}"#,
        #"{"id":"3","memory_value":"has a cat"}"#,
      ]
      let bob = [
        #"{"id":"7","memory_key":"Home","memory_value":"moved from Bonn to Kiel"}"#,
        #"{"id":"8","memory_key":"Tea","memory_value":"likes tea","create_time":2,"conversation_id":"c2"}"#,
      ]
      try await MemoryServer.run([.page(facts: ann), .page(facts: bob)]) { service in
        try await ShellFolder.run { folder in
          let diff = "$MEMTUI diff --user ann --user bob --base-url \(service.server.url) --where scene=A"
          try await folder.expect(1, of: "\(diff) --format json >out 2>errors")
          #expect(
            try folder.text("out") == #"""
              {"only_a":[
              {"category":"factual","memory":{"id":"3","memory_value":"has a cat"}}
              ],"only_b":[
              ],"changed":[
              {"id_a":"2","id_b":"7","fields":{"memory_value":{"a":"lives in Bonn","b":"moved from Bonn to Kiel"}}}
              ]}

              """#)
        }
      }
    }

    private static func run(_ body: (ShellFolder) async throws -> Void) async throws {
      try await ShellFolder.run { folder in
        let twice = #"{"category":"factual","memory":{"id":"f1"}}"# + "\n"
        for (name, text) in [
          ("yesterday", yesterday), ("today", today), ("twice", twice + twice),
          ("broken", twice + "{\"category\":}\n"), ("object", "{}\n"),
          ("number", twice + #"{"category":"factual","memory":5}"#),
        ] {
          try text.write(to: folder.url.appending(path: name), atomically: true, encoding: .utf8)
        }
        try await body(folder)
      }
    }
  }
}
