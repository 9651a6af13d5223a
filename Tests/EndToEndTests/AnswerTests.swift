import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// Odd answers of a service: what export, show and check print, and their exit codes.
  @Suite struct AnswerTests {
    private static let cloud = #"{"code":0,"message":"ok","data":"#
    private static let fact = #"{"id":"f1","memory_value":"text of f1"}"#

    @Test(arguments: [
      (#"{"memories":[{"id":"a"}],"total":1}}"#, "unexpected list \"memories\" (1 element)"),
      (#"[{"id":"a"},{"id":"b"}]}"#, "a list of 2 elements"), (#""rows"}"#, "a string"),
      (#"{"success":false,"message":"index rebuilding"}}"#, "index rebuilding"),
      (#"null,"success":false,"message":"frozen"}"#, "frozen"),
      (#"{"text_mem":{"cube_id":"c","nodes":[{"id":"a"}]}}}"#, "unexpected list \"nodes\" (1 element)"),
    ])
    func anAnswerOfUnknownShapeIsAFailure(rest: String, phrase: String) async throws {
      for dialect in ["", "--dialect selfhosted"] {
        try await ScriptedServer.run([.answer(Self.cloud + rest)]) { server in
          try await ShellFolder.run { folder in
            let options = "--user ann \(dialect) --base-url \(server.url)"
            try await folder.expect(1, of: "$MEMTUI export \(options) -o rows.ndjson 2>errors")
            #expect(try folder.text("errors").contains(phrase))
            #expect(!(try folder.names().contains("rows.ndjson")))
            try await folder.expect(1, of: "$MEMTUI check \(options) >out 2>errors")
            #expect(try folder.text("errors").contains(phrase))
          }
        }
      }
    }

    @Test func aMemoryOfUnknownShapeIsAFailure() async throws {
      for (data, phrase) in [
        (#"[{"id":"a"}]}"#, "a list of 1 element"), (#"{"memory_detail_list":[]}}"#, "memory_detail_list"),
        ("{}}", "without fields"), (#"{"success":false,"message":"frozen"}}"#, "frozen"), ("7}", "a number"),
      ] {
        for dialect in ["", "--dialect selfhosted"] {
          try await ScriptedServer.run([.answer(Self.cloud + data)]) { server in
            try await ShellFolder.run { folder in
              let show = "$MEMTUI show m1 \(dialect) --base-url \(server.url) >out 2>errors"
              try await folder.expect(1, of: show)
              #expect(try folder.text("errors").contains(phrase))
              #expect(try folder.text("out").isEmpty)
            }
          }
        }
      }
    }

    @Test func checkAcceptsAUserWithoutMemories() async throws {
      for data in ["null", "[]", "{}", #"{"memory_detail_list":[],"total":0}"#] {
        try await ScriptedServer.run([.answer(Self.cloud + data + "}")]) { server in
          try await ShellFolder.run { folder in
            try await folder.expect(0, of: "$MEMTUI check --user ann --base-url \(server.url) >out 2>errors")
            #expect(try folder.text("out").contains("ann has no memories"))
            #expect(try folder.text("errors").isEmpty)
          }
        }
      }
    }

    @Test func checkReadsPageTwoWhenPageOneIsEmptyButNotTheLast() async throws {
      let replies: [ScriptedReply] = [
        .page(more: #","pages":3,"total":120"#), .page(facts: [Self.fact], more: #","pages":3,"total":120"#),
      ]
      try await ScriptedServer.run(replies) { server in
        try await ShellFolder.run { folder in
          try await folder.expect(0, of: "$MEMTUI check --user ann --base-url \(server.url) >out 2>errors")
          #expect(try folder.text("out").contains("ann has 1+ fact."))
          #expect(server.requests.count == 2)
        }
      }
    }

    private static let unknown = ScriptedReply.answer(
      cloud
        + #"{"memory_detail_list":[\#(fact)],"knowledge_detail_list":[{"id":"k1","title":"=1+1"},{"id":"k2"}]}}"#
    )

    @Test(arguments: [
      (
        "ndjson",
        """
        {"category":"factual","memory":{"id":"f1","memory_value":"text of f1"}}
        {"category":"knowledge_detail_list","memory":{"id":"k1","title":"=1+1"}}
        {"category":"knowledge_detail_list","memory":{"id":"k2"}}

        """
      ),
      ("json", #""knowledge_detail_list":[\#n{"id":"k1","title":"=1+1"},\#n{"id":"k2"}"#),
      ("csv", "knowledge_detail_list,k1,"), ("markdown", "# knowledge\\_detail\\_list"),
    ])
    func anUnknownListIsExportedUnderItsName(format: String, text: String) async throws {
      try await ScriptedServer.run([Self.unknown]) { server in
        try await ShellFolder.run { folder in
          let export = "$MEMTUI export --user ann --base-url \(server.url) --format \(format)"
          try await folder.expect(0, of: "\(export) >out 2>errors")
          let out = try folder.text("out")
          #expect(out.contains(text) || out.contains(text.replacing("\\_", with: "_")), "\(out)")
          #expect(try folder.text("errors").contains("knowledge_detail_list, 2 memories"))
          if format == "json" { _ = try JSONSerialization.jsonObject(with: folder.data("out")) }
        }
      }
    }

    @Test func aShortfallOfASelfHostedServerFailsTheExport() async throws {
      let bucket =
        #"{"text_mem":[{"cube_id":"ann","memories":[{"id":"m1","memory":"x"}],"total_nodes":500}],"pref_mem":[]}"#
      try await ScriptedServer.run([.answer(#"{"code":200,"message":"ok","data":\#(bucket)}"#)]) { server in
        try await ShellFolder.run { folder in
          let export = "$MEMTUI export --dialect selfhosted --user ann --base-url \(server.url)"
          try await folder.expect(1, of: "\(export) -o rows.ndjson 2>errors")
          #expect(try folder.text("rows.ndjson").split(separator: "\n").count == 1)
          let last = try folder.text("errors").split(separator: "\n").last ?? ""
          #expect(last.contains("The service reports 500 facts but returned 1."))
          #expect(last.contains("rows.ndjson was kept."))
          #expect(server.requests.count == 3)
        }
      }
    }

    @Test func aShortfallOfTheCloudIsOnlyReported() async throws {
      let reply = ScriptedReply.page(facts: [Self.fact], more: #","total":47"#)
      try await ScriptedServer.run([reply]) { server in
        try await ShellFolder.run { folder in
          try await folder.expect(0, of: "$MEMTUI export --user ann --base-url \(server.url) >out 2>errors")
          #expect(try folder.text("errors").contains("The service reports 47 memories but returned 1."))
        }
      }
    }

    @Test func impossibleNumbersDoNotEndAnExport() async throws {
      let bucket =
        #"{"text_mem":[{"memories":[{"id":"1","metadata":{"confidence":1e300,"created_at":9223372036854775807}}],"total_nodes":9223372036854775807}]}"#
      let headers = ["req-cost-time": "99999999999999999999", "traceid": "t"]
      try await ScriptedServer.run([.answer(#"{"code":200,"data":\#(bucket)}"#, headers: headers)]) {
        server in
        try await ShellFolder.run { folder in
          for dialect in ["cloud", "selfhosted"] {
            let export = "$MEMTUI export --dialect \(dialect) --user ann --base-url \(server.url)"
            try await folder.expect(0, of: "\(export) >out 2>errors")
            #expect(try folder.text("errors").isEmpty)
            #expect(try folder.text("out").split(separator: "\n").count == 1)
          }
        }
      }
    }

    @Test(arguments: ["--version", "-V"])
    func theVersionIsPrinted(flag: String) async throws {
      try await ShellFolder.run { folder in
        try await folder.expect(0, of: "$MEMTUI \(flag) >out 2>errors")
        #expect(try folder.text("out") == "memtui 0.7.0\n")
      }
    }

    private static let withoutProc = "unshare -rm /bin/sh -c 'mount -t tmpfs none /proc || exit 9; "

    private static let canHideProc: Bool = {
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", withoutProc + "exit 7' 2>/dev/null"]
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 7
    }()

    /// As in a chroot: Swift reads the arguments there.
    @Test(.enabled(if: canHideProc)) func theArgumentsAreReadWithoutProc() async throws {
      try await ShellFolder.run { folder in
        let run = Self.withoutProc + #"exec "$MEMTUI" "$@"' sh"#
        try await folder.expect(0, of: "\(run) --version >out 2>errors")
        #expect(try folder.text("out").hasPrefix("memtui "))
        try await folder.expect(
          0, of: "env -i HOME=/h MEMTUI=$MEMTUI PATH=$PATH \(run) config path >out 2>>errors")
        #expect(try folder.text("out") == "/h/.config/memtui/config.yaml\n")
        #expect(try folder.text("errors").isEmpty)
        try await folder.expect(2, of: "\(run) \"$(printf '\\377')\" 2>errors")
        #expect(try folder.text("errors") == "memtui: Argument 1 is not UTF-8.\n")
      }
    }

    @Test func theDemoServerSpeaksBothDialects() async throws {
      try await DemoService.run { service in
        try await ShellFolder.run { folder in
          let export = "$MEMTUI export --user memos_user_456 --base-url \(service.url)"
          try await folder.expect(0, of: "\(export) >cloud 2>errors")
          try await folder.expect(0, of: "\(export) --dialect selfhosted >cube 2>>errors")
          try await folder.expect(
            0, of: "\(export) --dialect selfhosted --cube memos_user_456 >both 2>>errors")
          #expect(try folder.text("errors").isEmpty)
          #expect(try folder.text("cloud").split(separator: "\n").count == 52)
          #expect(try folder.text("cube").split(separator: "\n").count == 52)
          #expect(try folder.text("both") == folder.text("cube"))
        }
      }
    }
  }
}

extension ShellFolder {
  func expect(
    _ code: Int32, of line: String, at location: SourceLocation = #_sourceLocation
  ) async throws {
    let status = try await sh(line)
    #expect(status == code, "\(line)", sourceLocation: location)
  }
}
