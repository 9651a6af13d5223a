import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// `memtui show` and `memtui check`: one call, words on stdout, an exit code.
  @Suite struct OneCallTests {
    private static let record =
      #"{"id":"m/1","memory_value":"red \u001b[31m text\nsecond line","memory_key":"Trip","metadata":{"sources":[{"role":"user","content":"I fly \u202e"}],"memory_value":"not this"}}"#
    private static let answer = ScriptedReply.answer(
      #"{"code":0,"message":"ok","data":\#(record)}"#, headers: ["traceid": "trace-1"])

    @Test func aMemoryIsPrintedWithoutAnythingThatATerminalObeys() async throws {
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

    @Test func asJSONItIsTheRecordAsReceived() async throws {
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

    @Test func anIdThatNobodyKnowsIsSaid() async throws {
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

    @Test func checkAsksOnceAndSaysThatAllIsWell() async throws {
      try await DemoService.run { service in
        try await ShellFolder.run { folder in
          let code = try await folder.sh("$MEMTUI check --user ann --base-url \(service.url) >out 2>errors")
          #expect(code == 0)
          let text = try folder.text("out")
          #expect(text.contains("POST \(service.url)/get/memory"))
          #expect(text.contains("The service answered in "))
          #expect(text.contains("cloud dialect, trace "))
          #expect(!text.contains(Program.key))
          #expect(service.bodies.count == 1)
          #expect(service.bodies.first?.contains(#""user_id":"ann","page":1,"size":1,"#) == true)
        }
      }
    }

    @Test(arguments: [
      ("error=40132", "refused the API key"), ("status=503", "HTTP 503"), ("html", "not JSON"),
      ("latency=9s", "within 1 s"), ("redirect=https://elsewhere.example/", "https://elsewhere.example/"),
    ])
    func checkAsksOnceAndSaysWhatIsWrong(fault: String, words: String) async throws {
      try await DemoService.run(faults: fault) { service in
        try await ShellFolder.run { folder in
          let code = try await folder.sh("$MEMTUI check --timeout 1s --base-url \(service.url) >out 2>errors")
          #expect(code == 1)
          #expect(try folder.text("errors").contains(words))
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
    func whatIsWrongIsSaidBeforeAnyCall(arguments: String, named: String) async throws {
      try await ShellFolder.run { folder in
        let code = try await folder.sh("$MEMTUI \(arguments) >out 2>errors")
        #expect(code == 2)
        try Refusal.expectOneSentence(in: folder.text("errors"), naming: named)
        #expect(try folder.text("out").isEmpty)
      }
    }
  }
}
