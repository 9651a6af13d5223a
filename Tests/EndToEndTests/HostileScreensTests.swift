import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// Every string that a service, a file, the environment or a user supplies is hostile, and every screen is opened. The
  /// bytes that reach the terminal are checked when the program has ended.
  @Suite struct HostileScreensTests {
    @Test func everyHostileTextIsRecognized() {
      let drawn = Array("\u{1B}[2J\u{1B}[1;5Hplain\u{1B}[1m中\u{1B}[m\r\n".utf8)
      #expect(TerminalHarm.problems(in: drawn, drawnAs: .screen) == [])
      for text in HostileCorpus.acting {
        let bytes = drawn + text.utf8 + [0x20] + drawn
        #expect(TerminalHarm.problems(in: bytes, drawnAs: .screen) != [], "\(text.debugDescription)")
        #expect(
          TerminalHarm.problems(in: Array("\(text) ".utf8), drawnAs: .lines) != [], "\(text.debugDescription)"
        )
      }
      #expect(TerminalHarm.problems(in: HostileCorpus.invalidUTF8, drawnAs: .lines) != [])
      #expect(TerminalHarm.problems(in: drawn, drawnAs: .lines) != [])
    }

    private static let json = HostileTextTests.json(HostileCorpus.short)

    /// Page 1, an error, a redirect, no JSON, invalid UTF-8; then page 1 again, also where a memory is requested by its id.
    private static var replies: [ScriptedReply] {
      let page = ScriptedReply.page(
        facts: HostileCorpus.rows.enumerated().map { HostileCorpus.fact($1, $0) },
        preferences: HostileCorpus.rows.map(HostileCorpus.preference),
        tools: HostileCorpus.rows.map(HostileCorpus.tool), more: #",\#(json):[{"id":1}],"total":999"#)
      let headers = ["traceid": "t\u{9B}31m-\u{202E}1"]
      return [
        page, .answer(200, #"{"code":40000,"message":\#(json),"data":null}"#, headers: headers),
        .answer(302, "", headers: ["Location": "https://elsewhere.example/%1B[2;5;66z\u{9B}31m\u{202E}"]),
        .answer(200, "<html>\(HostileCorpus.short)", headers: ["Content-Type": "text/html\u{9B}31m"]),
        .answer(404, "not found: \(HostileCorpus.short)", headers: headers), page,
      ]
    }

    private static let count = HostileCorpus.rows.count

    /// What is pressed, and what the screen shows then.
    private static let steps: [(keys: String, shows: String)] = [
      // The list, its preview and its panes
      ("G", "row \(count) of"), ("g", "row 1 of"), ("v", "│"), ("v", "row 1 of"), ("v", "row 1 of"),
      ("s", "sorted"),
      ("0", "server order"), ("2", "PREFERENCE"), ("G", "row \(count) of"), ("3", "SUCCESS"),
      ("G", "row \(count) of"),
      ("1 g", "row 1 of \(count)"),
      // Values and overview
      ("i", "Enter values"), ("G", "Enter values"), ("Tab", "q back"), ("G", "q back"), ("q", "server order"),
      ("o", "Overview of"), ("G", "Overview of"), ("q", "server order"),
      // The form: completion of fields and values, its reference, saved filters
      ("f", "── fields"), ("Up", "Enter take"), ("F1", "Fields, operators"), ("G", "Also on an operator"),
      ("Esc", "Filter ·"),
      ("Ctrl-L", "Enter load"), ("Enter", "Ctrl-L load"), ("Esc", "server order"),
      // Prompts, the palette, the export form, help
      ("u", "User id:"), ("Down Tab", "User id:"), ("Esc", "server order"), (":", "Commands; also"),
      ("e x", "Commands; also"),
      ("Esc", "server order"), ("e", "first lines"), ("Down Down Right Right", "[CSV]"),
      ("Right", "[Markdown]"),
      ("Enter", "Wrote"), ("?", "Keys"), ("q", "Enter open"), ("+", "Enter add"), ("Esc", "server order"),
      ("c", "Sources of"), ("q", "server order"),
    ]

    private static let more: [(keys: String, shows: String)] = [
      ("p", "Press a key to return"), ("Enter", "fact \(count) of"), ("E", "returned at once"),
      ("/ 2 ; 5 Enter", "/2;5"),
      ("Esc", "fact \(count) of"), ("J", "\"memory_key\""), ("G", "Raw JSON of"), ("q q", "server order"),
      ("r", "40000"), ("r", "elsewhere.example"),
      ("r", "not JSON"), ("r", "404"), ("!", "40000"), ("G", "404"), ("q", "404"), ("r", "server order"),
      ("/ 2 ; 5 Enter", "/2;5"), ("&", "1/\(count)"),
    ]

    @Test func everyScreenIsClean() async throws {
      try await MemoryServer.run(Self.replies) { service in
        let start = TerminalSession.Start.script(
          "until [ -e go ]; do sleep 0.02; done; exec $MEMTUI --user \"$H\" --base-url \(service.server.url)")
        let environment = ["H": HostileCorpus.short, "PAGER": "cat", "EDITOR": "cat"]
        try await TerminalSession.run(start, environment: environment) { terminal in
          try Self.remember(in: terminal.home)
          try Data().write(to: terminal.home.appending(path: "go"))
          try await terminal.wait(for: "The service reports 999")
          for step in Self.steps { try await Self.take(step, terminal) }
          try await terminal.keys("Enter")
          for row in 1...Self.count {
            try await terminal.wait(for: "fact \(row) of")
            try await terminal.keys("]")
          }
          for step in Self.more { try await Self.take(step, terminal) }
          try await terminal.keys("Ctrl-C")
          #expect(try await terminal.exitCode() == 130)
          let bytes = try terminal.bytes()
          #expect(TerminalHarm.problems(in: bytes, drawnAs: .screen) == [])
          #expect(String(decoding: bytes, as: UTF8.self).components(separatedBy: "^[[2;5;66z").count > 5)
        }
      }
    }

    /// A recent user and a saved filter.
    private static func remember(in home: URL) throws {
      let value = EndToEnd.HostileTextTests.json("scene=\"\(HostileCorpus.short)\"")
      let state = #"{"users":[{"id":\#(json),"kind":"user"}],"filters":[{"name":\#(json),"text":\#(value)}]}"#
      let folder = home.appending(path: ".local/state/memtui")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(state.utf8).write(to: folder.appending(path: "default.json"))
    }

    private static func take(_ step: (keys: String, shows: String), _ terminal: TerminalSession) async throws
    {
      try await terminal.keys(step.keys)
      try await terminal.wait(for: step.shows)
    }
  }
}
