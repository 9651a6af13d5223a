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

    @Test(arguments: [
      ("keys:\n  list.page_down: g", "list.page_down and list.go_first"),
      ("keys:\n  list.page_dwn: Space", "keys.list.page_down"),
      ("keys:\n  list.page_down: Spaze", "Space"),
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
