import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// `memtui show` and `memtui check`: one call, text on stdout, an exit code.
  @Suite struct OneCallTests {
    private static let record =
      #"{"id":"m/1","memory_value":"red \u001b[31m text\nsecond line","memory_key":"Trip","metadata":{"sources":[{"role":"user","content":"I fly \u202e"}],"memory_value":"not this"}}"#
    private static let answer = ScriptedReply.answer(
      #"{"code":0,"message":"ok","data":\#(record)}"#, headers: ["traceid": "trace-1"])

    @Test func aMemoryIsPrintedWithoutControlCharacters() async throws {
      try await ScriptedServer.run([Self.answer]) { server in
        try await ShellFolder.run { folder in
          let code = try await folder.sh("$MEMTUI show m/1 --base-url \(server.url) >out 2>errors")
          #expect(code == 0)
          #expect(server.requests.map(\.path) == ["/get/memory/m%2F1"])
          #expect(server.requests.map(\.method) == ["GET"])
          let text = try folder.text("out")
          #expect(
            text == """
              red ^[[31m text
              second line

              memory_key  Trip
              sources     user: I fly <U+202E>
              id          m/1

              """)
          #expect(try folder.text("errors").isEmpty)
        }
      }
    }

    @Test func jsonFormatPrintsTheRecordAsReceived() async throws {
      try await ScriptedServer.run([Self.answer]) { server in
        try await ShellFolder.run { folder in
          let show = "$MEMTUI show m/1 --format json --base-url \(server.url)"
          let code = try await folder.sh("\(show) >out")
          #expect(code == 0)
          #expect(try folder.text("out") == Self.record + "\n")
        }
        try await TerminalSession.run(
          .script("$MEMTUI show m/1 --format json --base-url \(server.url); sleep 60")
        ) {
          _ = try await $0.wait(for: #""content": "I fly \u202e""#, #""memory_key": "Trip""#)
        }
      }
    }

    @Test func aLineThatIsNotUTF8IsSkippedWithoutACall() async throws {
      let replies = ["a", "c"].map {
        ScriptedReply.answer(#"{"code":0,"data":{"id":"\#($0)","memory_value":"x"}}"#)
      }
      try await ScriptedServer.run(replies) { server in
        try await ShellFolder.run { folder in
          let code = try await folder.sh(
            "printf 'a\\nb\\351\\nc' | $MEMTUI show - --format json --base-url \(server.url) >out 2>errors")
          #expect(code == 1)
          #expect(server.requests.map(\.path) == ["/get/memory/a", "/get/memory/c"])
          try Refusal.expectOneSentence(
            in: folder.text("errors"), naming: "Line 2 of standard input is not UTF-8")
        }
      }
    }

    @Test func showAndCheckUseTheDemoInBothDialects() async throws {
      try await ShellFolder.run { folder in
        let script = """
          unset MEMOS_API_KEY
          for dialect in cloud selfhosted; do
            demo="--demo --dialect $dialect"
            $MEMTUI export $demo >rows || exit
            id=$(sed -n '1s/.*"id":"\\([^"]*\\)".*/\\1/p' rows)
            $MEMTUI show $demo "$id" >$dialect || exit
            $MEMTUI check $demo >>$dialect || exit
          done
          """
        #expect(try await folder.sh(script) == 0)
        // The cloud's counts are not trusted before the last page.
        let counts = [
          "cloud": "50+ facts, 50+ preferences, 50+ tool memories",
          "selfhosted": "1,287 facts, 183 preferences, 91 tool memories",
        ]
        for (dialect, counts) in counts {
          let text = try folder.text(dialect)
          #expect(text.contains("sources ") && text.contains("The service answered in "))
          #expect(text.contains("in the \(dialect) dialect"))
          #expect(text.contains("memos_user_123 has \(counts)."), "\(text)")
        }
      }
    }

    @Test func anUnknownIDIsReported() async throws {
      try await DemoService.run { service in
        try await ShellFolder.run { folder in
          let code = try await folder.sh("$MEMTUI show nobody-knows --base-url \(service.url) >out 2>errors")
          #expect(code == 1)
          let errors = try folder.text("errors")
          try Refusal.expectOneSentence(in: errors, naming: "no memory with the id \"nobody-knows\" (trace ")
          #expect(try folder.text("out").isEmpty)
        }
      }
    }

    @Test func jsonFormatIsReadableByStrictReaders() async throws {
      let record = #"{"id":"1","a":NaN,"b":[-Infinity],"c":"\#u{9B}31m\#u{202E}","d":"\ud800"}"#
      try await ScriptedServer.run([.answer(#"{"code":0,"data":\#(record)}"#)]) { server in
        try await ShellFolder.run { folder in
          let code = try await folder.sh(
            "$MEMTUI show 1 --format json --base-url \(server.url) >out 2>errors")
          #expect(code == 0)
          #expect(
            try folder.text("out")
              == #"{"id":"1","a":null,"b":[null],"c":"\u009b31m\u202e","d":"\ufffd"}"# + "\n")
          #expect(try folder.text("errors").contains("2 numbers that are not valid JSON"))
        }
      }
    }

    /// One id a line: found memories are printed, missing ones reported, and the exit code is 1.
    @Test func idsAreReadFromStandardInput() async throws {
      let replies = [
        ScriptedReply.answer(#"{"code":0,"data":{"id":"a","memory_value":"one"}}"#),
        .answer(#"{"code":40001,"message":"not found"}"#),
        .answer(#"{"code":0,"data":{"id":"c","memory_value":"three"}}"#),
      ]
      try await ScriptedServer.run(replies) { server in
        try await ShellFolder.run { folder in
          let code = try await folder.sh(
            "printf 'a\\n\\n b \\r\\nc' | $MEMTUI show - --format json --base-url \(server.url) >out 2>errors"
          )
          #expect(code == 1)
          #expect(
            try folder.text("out")
              == #"{"id":"a","memory_value":"one"}"# + "\n" + #"{"id":"c","memory_value":"three"}"# + "\n")
          #expect(server.requests.map(\.path) == ["/get/memory/a", "/get/memory/b", "/get/memory/c"])
          try Refusal.expectOneSentence(in: folder.text("errors"), naming: "no memory with the id \"b\"")
        }
      }
      try await ScriptedServer.run([replies[0], replies[2]]) { server in
        try await ShellFolder.run { folder in
          let code = try await folder.sh("printf 'a\\nc\\n' | $MEMTUI show - --base-url \(server.url) >out")
          #expect(code == 0)
          #expect(try folder.text("out") == "one\n\nid  a\n\nthree\n\nid  c\n")
        }
      }
    }

    @Test(arguments: [
      "check --profile", "export --page-size", "show a --format", "check --timeout",
    ])
    func aRefusedIDIsPrintedWithMarks(option: String) async throws {
      try await ShellFolder.run { folder in
        let code = try await folder.sh("$MEMTUI \(option) 'a\u{3164}b\u{1B}[2J\u{202E}c=' >out 2>errors")
        #expect(code == 2)
        let errors = try folder.text("errors")
        #expect(errors.contains("a<U+3164>b^[[2J<U+202E>c"), "\(errors)")
        #expect(!errors.unicodeScalars.contains { $0 == "\u{3164}" || $0 == "\u{1B}" || $0 == "\u{202E}" })
      }
    }

    @Test func checkReportsSuccessAfterOneCall() async throws {
      try await DemoService.run { service in
        try await ShellFolder.run { folder in
          let code = try await folder.sh("$MEMTUI check --user ann --base-url \(service.url) >out 2>errors")
          #expect(code == 0)
          let text = try folder.text("out")
          #expect(text.contains("POST \(service.url)/get/memory"))
          #expect(text.contains("The service answered in "))
          #expect(text.contains("ann has no memories"))
          #expect(text.contains("cloud dialect, trace "))
          #expect(!text.contains(Program.key))
          #expect(service.bodies.count == 1)
          #expect(service.bodies.first?.contains(#""user_id":"ann","page":1,"size":50,"#) == true)
        }
      }
    }

    @Test(arguments: [
      ("error=40132", "refused the API key"), ("status=503", "HTTP 503"), ("html", "not JSON"),
      ("latency=9s", "within 1 s"), ("redirect=https://elsewhere.example/", "https://elsewhere.example/"),
    ])
    func checkReportsTheFaultAfterOneCall(fault: String, sentence: String) async throws {
      try await DemoService.run(faults: fault) { service in
        try await ShellFolder.run { folder in
          let code = try await folder.sh("$MEMTUI check --timeout 1s --base-url \(service.url) >out 2>errors")
          #expect(code == 1)
          #expect(try folder.text("errors").contains(sentence))
          #expect(try folder.text("out").contains("base_url"))
          #expect(service.calls.count == 1)
        }
      }
    }

    @Test(arguments: [
      ("check --page-size 0", "--page-size"), ("check stray", "--help"), ("show", "show ID"),
      ("show a b", "show ID"),
      ("show ''", "show ID"), ("show a --format xml", "xml"),
    ])
    func faultsAreReportedBeforeAnyCall(arguments: String, named: String) async throws {
      try await ShellFolder.run { folder in
        let code = try await folder.sh("$MEMTUI \(arguments) >out 2>errors")
        #expect(code == 2)
        try Refusal.expectOneSentence(in: folder.text("errors"), naming: named)
        #expect(try folder.text("out").isEmpty)
      }
    }
  }
}
