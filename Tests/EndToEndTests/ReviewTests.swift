import Foundation
import TestSupport
import Testing

extension EndToEnd {
  @Suite struct ReviewTests {
    private struct Report: Decodable {
      struct Group: Decodable {
        var category: String
        var ids: [String]
        var texts: [String]
        var differs: [[String]]
      }

      var identical: [Group]
      var near: [Group]
      var mayContradict: [Group]

      enum CodingKeys: String, CodingKey {
        case identical, near
        case mayContradict = "may_contradict"
      }
    }

    private static let export = """
      {"category":"factual","memory":{"id":"1","memory_value":"Rent is ¥180 a month.","update_time":1795422600000}}
      {"category":"factual","memory":{"id":"2","memory_value":"Rent is ¥955 a month.","update_time":1795422700000}}
      {"category":"preference","memory":{"id":"3","preference":"Window seat \\u202e please"}}
      {"category":"preference","memory":{"id":"4","preference":"window seat, please!"}}

      """

    @Test func theDemoIsReviewedFromTheServiceAndFromItsExportAlike() async throws {
      try await ShellFolder.run { folder in
        let script = """
          $MEMTUI export --demo -o export.ndjson 2>errors && $MEMTUI export --demo --format json -o export.json &&
          $MEMTUI review --demo --format json >service 2>>errors && $MEMTUI review --format json export.ndjson >lines &&
          $MEMTUI review - --format json <export.json >lists
          """
        #expect(try await folder.sh(script) == 0)
        #expect(try folder.text("errors").isEmpty)
        let text = try folder.text("service")
        #expect(try folder.text("lines") == text)
        #expect(try folder.text("lists") == text)
        let report = try JSONDecoder().decode(Report.self, from: Data(text.utf8))
        let budget = report.mayContradict.first { $0.differs.contains(["¥1,955"]) }
        #expect(budget?.category == "factual")
        #expect(budget?.differs == [["¥1,955"], ["¥180"], ["¥105"]])
        for group in report.identical + report.near + report.mayContradict {
          #expect(group.ids.count > 1 && group.ids.count == group.texts.count)
          #expect(group.ids.count == group.differs.count)
        }
      }
    }

    @Test func aFileOrAPipeIsReviewedWithoutAService() async throws {
      try await ShellFolder.run { folder in
        try Data(Self.export.utf8).write(to: folder.url.appending(path: "in"))
        #expect(try await folder.sh("$MEMTUI review --format json in >out 2>errors") == 0)
        #expect(
          try folder.text("out") == """
            {"identical":[
            {"category":"preference","ids":["3","4"],"texts":["Window seat \\u202e please","window seat, please!"],\
            "differs":[[],[]]}
            ],"near":[
            ],"may_contradict":[
            {"category":"factual","ids":["2","1"],"texts":["Rent is ¥955 a month.","Rent is ¥180 a month."],\
            "differs":[["¥955"],["¥180"]]}
            ]}

            """)
        #expect(try await folder.sh("cat in | $MEMTUI review --utc - >out 2>>errors") == 0)
        let text = try folder.text("out")
        #expect(text.contains("May contradict (1 group):"))
        #expect(text.contains("- fact 2  2026-11-23 08:31 +00:00\n    Rent is *¥955* a month."))
        #expect(text.hasSuffix("1 group may contradict, 0 near, 1 identical. 4 memories compared.\n"))
        #expect(!text.unicodeScalars.contains("\u{202E}"))
        #expect(try folder.text("errors").isEmpty)
      }
    }

    /// As on the screen, where they share a line.
    @Test func identicalMembersShareTheirText() async throws {
      try await ShellFolder.run { folder in
        let lines = ["Rent is ¥180 a month.", "Rent is ¥955 a month.", "rent is ¥180 a month"].enumerated()
          .map { #"{"category":"factual","memory":{"id":"\#($0)","memory_value":"\#($1)"}}"# + "\n" }
        try Data(lines.joined().utf8).write(to: folder.url.appending(path: "in"))
        #expect(try await folder.sh("$MEMTUI review in >out 2>errors") == 0)
        #expect(
          try folder.text("out") == """
            May contradict (1 group):

            - fact 0
            - fact 2
                Rent is *¥180* a month.
            - fact 1
                Rent is *¥955* a month.

            1 group may contradict, 0 near, 0 identical. 3 memories compared.

            """)
        #expect(try await folder.sh("$MEMTUI review --format json in >out 2>errors") == 0)
        #expect(try folder.text("out").contains(#""ids":["0","1","2"]"#))
      }
    }

    @Test(arguments: [
      ("in", 0), ("--exit-code in", 1), ("--exit-code other", 0), ("--exit-code absent", 2), ("absent", 2),
      ("--exit-code broken", 2), ("--user u in", 2), ("--where a=b in", 2), ("--demo in", 2),
      ("--page-size 5 -", 2), ("in other", 2), ("--exit-code --demo", 1),
      ("--exit-code --demo --fault status=503", 2), ("--demo --fault status=503", 1),
    ])
    func theExitCodeSaysWhatWasFound(arguments: String, code: Int32) async throws {
      try await ShellFolder.run { folder in
        try Data(Self.export.utf8).write(to: folder.url.appending(path: "in"))
        try Data(Self.export.split(separator: "\n").dropFirst().joined(separator: "\n").utf8).write(
          to: folder.url.appending(path: "other"))
        try Data("{\"category\":".utf8).write(to: folder.url.appending(path: "broken"))
        #expect(try await folder.sh("$MEMTUI review \(arguments) </dev/null >out 2>errors") == code)
        let errors = try folder.text("errors")
        #expect(
          errors.isEmpty == (code == 0 || arguments == "--exit-code in" || arguments == "--exit-code --demo"))
        if code == 2 { #expect(try folder.text("out").isEmpty) }
      }
    }

    @Test func aClosedPipeEndsItQuietly() async throws {
      try await ShellFolder.run { folder in
        let code = try await folder.sh("$MEMTUI review --demo --format json 2>errors | head -n 1 >out")
        #expect(code == 0)
        #expect(try folder.text("errors").isEmpty)
        #expect(try folder.text("out") == "{\"identical\":[\n")
      }
    }
  }
}
