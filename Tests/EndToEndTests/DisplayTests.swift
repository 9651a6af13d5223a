import Testing

extension EndToEnd {
  /// What `config.yaml` says of keys and looks, and the mouse.
  @Suite struct DisplayTests {
    /// Writes the file, then runs the command line.
    private static func configured(_ yaml: String, _ command: String) -> TerminalSession.Start {
      .script("mkdir -p .config/memtui; cat > .config/memtui/config.yaml <<'END'\n\(yaml)\nEND\n\(command)")
    }

    @Test func keysOfOnesOwnAreBoundAndShown() async throws {
      let keys = "keys:\n  list.page_down: [F2]\n  list.show_help: Ctrl-G"
      try await TerminalSession.run(Self.configured(keys, "exec $MEMTUI --demo")) { terminal in
        try await terminal.wait(for: "row 1 of 50+", "Ctrl-G help")
        try await terminal.press("Space", "NPage", "?", "F2")
        try await terminal.wait(until: "a page was turned") { screen in
          !screen.contains("row 1 of") && screen.contains("row ")
        }
        try await terminal.press("C-g")
        try await terminal.wait(for: "Keys of the list", "F2 a page down", "Ctrl-G help")
        try await terminal.press("C-c")
        #expect(try await terminal.exitCode() == 130)
      }
    }

    @Test(arguments: [nil, "1"]) func aThemeGivesTheColours(noColor: String?) async throws {
      let yaml = "theme: mine\nthemes:\n  mine:\n    base: light\n    marker: white on blue"
      let start = Self.configured(yaml, "exec $MEMTUI --demo")
      try await TerminalSession.run(start, environment: ["NO_COLOR": noColor]) { terminal in
        try await terminal.wait(for: "row 1 of 50+")
        _ = try await terminal.settledByteCount()
        let renditions = TerminalStream(try terminal.bytes()).renditions
        #expect(renditions.isSuperset(of: [37, 44]) == (noColor == nil))
        #expect(renditions.contains(1))
      }
    }

    @Test func thePaletteRunsWhatItFinds() async throws {
      try await TerminalSession.run(.memtui(["--demo"])) { terminal in
        try await terminal.wait(for: "row 1 of 50+")
        try await terminal.type(":xyz")
        try await terminal.wait(for: "No command has this in its name.")
        try await terminal.press("C-u")
        try await terminal.type("open the")
        try await terminal.press("Enter")
        try await terminal.wait(for: "memory_value")
        try await terminal.type(":raw")
        try await terminal.wait(for: "show_raw")
        try await terminal.press("Enter")
        try await terminal.wait(for: #""memory_value":"#)
        try await terminal.type(":quit")
        try await terminal.press("Enter")
        #expect(try await terminal.exitCode() == 130)
        try await terminal.expectLeftClean()
      }
    }

    @Test(arguments: [
      ("keys:\n  list.page_down: g", "list.page_down and list.go_first"),
      ("keys:\n  list.page_dwn: Space", "keys.list.page_down"),
      ("keys:\n  list.page_down: Spaze", "Space"),
      ("theme: lihgt", "light"),
      ("themes:\n  mine:\n    marker: redd", "nearest is red"),
    ])
    func whatIsWrongIsSaidBeforeTheScreenIsTaken(yaml: String, named: String) async throws {
      let start = Self.configured(yaml, #""$MEMTUI" --demo 2>errors; exit $?"#)
      try await TerminalSession.run(start) { terminal in
        #expect(try await terminal.exitCode() == 2)
        try Refusal.expectOneSentence(in: try terminal.file("errors"), naming: named)
        #expect(try terminal.bytes().isEmpty)
      }
    }
  }
}
