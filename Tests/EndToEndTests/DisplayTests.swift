import Testing

extension EndToEnd {
  /// Keys and themes from `config.yaml`, the palette and the mouse.
  @Suite struct DisplayTests {
    /// Writes the file, then runs the command line.
    private static func configured(_ yaml: String, _ command: String) -> TerminalSession.Start {
      .script("mkdir -p .config/memtui; cat > .config/memtui/config.yaml <<'END'\n\(yaml)\nEND\n\(command)")
    }

    @Test func configuredKeysAreBoundAndShown() async throws {
      let keys = "keys:\n  list.page_down: [F2]\n  list.show_help: Ctrl-G"
      try await TerminalSession.run(Self.configured(keys, "exec $MEMTUI --demo")) { terminal in
        try await terminal.wait(for: "row 1 of 50+", "Ctrl-G keys")
        try await terminal.keys("Space PgDn ? F2")
        try await terminal.wait(until: "a page was turned") { screen in
          !screen.contains("row 1 of") && screen.contains("row ")
        }
        try await terminal.keys("Ctrl-G")
        try await terminal.wait(for: "Keys of the list", "F2 a page down", "Ctrl-G the keys of")
        try await terminal.keys("Ctrl-C")
        #expect(try await terminal.exitCode() == 130)
      }
    }

    @Test func theMouseClicksAndScrolls() async throws {
      try await TerminalSession.run(.memtui(["--demo"])) { terminal in
        try await terminal.wait(for: "row 1 of 50+")
        #expect(
          try await terminal.formatted("#{mouse_standard_flag} #{mouse_sgr_flag} #{mouse_all_flag}")
            == "1 1 0")
        // Column 5, row 8: the list begins in row 4.
        try await terminal.send("\u{1B}[<0;5;8M\u{1B}[<0;5;8m")
        try await terminal.wait(for: "row 5 of 50+")
        try await terminal.send("\u{1B}[<65;5;8M\u{1B}[<65;5;8M\u{1B}[<64;5;8M")
        try await terminal.wait(for: "row 8 of 50+")
        try await terminal.send("\u{1B}[<0;20;2M\u{1B}[<0;20;2m")
        try await terminal.wait(for: "PREFERENCE ")
        try await terminal.send("\u{1B}[<0;5;4M\u{1B}[<0;5;4m")
        try await terminal.wait(for: "reasoning  ")
        try await terminal.keys("Ctrl-C")
        #expect(try await terminal.exitCode() == 130)
        try await terminal.expectTerminalIsRestored()
      }
    }

    @Test func theMouseBelongsToTheShellWhileSuspended() async throws {
      try await TerminalSession.run(.shell) { terminal in
        try await terminal.runInShell("$MEMTUI --demo")
        try await terminal.wait(for: "row 1 of 50+")
        try await terminal.keys("Ctrl-Z")
        try await terminal.wait(for: "Stopped")
        try await terminal.expectTerminalIsRestored()
        try await terminal.runInShell("fg")
        try await terminal.wait(for: "row 1 of 50+")
        #expect(TerminalStream(try terminal.bytes()).mode(1000) == true)
        #expect(TerminalStream(try terminal.bytes()).mode(1006) == true)
        try await terminal.keys("q")
        try await terminal.wait(until: "the shell is back") { $0.contains(TerminalSession.shellPrompt) }
        try await terminal.expectTerminalIsRestored()
      }
    }

    @Test(arguments: [(["--demo", "--no-mouse"], "xterm-256color"), (["--demo"], "vt220")])
    func theMouseStaysOffWithoutSupport(arguments: [String], type: String) async throws {
      try await TerminalSession.run(.memtui(arguments), environment: ["TERM": type]) { terminal in
        try await terminal.wait(for: "row 1 of 50+")
        try await terminal.keys("q")
        #expect(try await terminal.exitCode() == 0)
        #expect(try !terminal.bytes().contains("?1000h".utf8))
      }
    }

    @Test(arguments: [nil, "1"]) func aThemeSetsTheColours(noColor: String?) async throws {
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

    @Test func thePaletteRunsTheCommandItFinds() async throws {
      try await TerminalSession.run(.memtui(["--demo"])) { terminal in
        try await terminal.wait(for: "row 1 of 50+")
        try await terminal.type(":xyz")
        try await terminal.wait(for: "No matching command.")
        try await terminal.keys("Ctrl-U")
        try await terminal.type("open the")
        try await terminal.keys("Enter")
        try await terminal.wait(for: "memory_value")
        try await terminal.type(":raw")
        try await terminal.wait(for: "show_raw")
        try await terminal.keys("Enter")
        try await terminal.wait(for: #""memory_value":"#)
        try await terminal.type(":quit")
        try await terminal.keys("Enter")
        #expect(try await terminal.exitCode() == 130)
        try await terminal.expectTerminalIsRestored()
      }
    }

    @Test(arguments: [
      ("keys:\n  list.page_down: g", "list.page_down and list.go_first"),
      ("keys:\n  list.page_dwn: Space", "keys.list.page_down"),
      ("keys:\n  list.page_down: Spaze", "Space"),
      ("theme: lihgt", "light"),
      ("themes:\n  mine:\n    marker: redd", "Did you mean red"),
    ])
    func faultsAreReportedBeforeTheScreenOpens(yaml: String, named: String) async throws {
      let start = Self.configured(yaml, #""$MEMTUI" --demo 2>errors; exit $?"#)
      try await TerminalSession.run(start) { terminal in
        #expect(try await terminal.exitCode() == 2)
        try Refusal.expectOneSentence(in: try terminal.file("errors"), naming: named)
        #expect(try terminal.bytes().isEmpty)
      }
    }
  }
}
