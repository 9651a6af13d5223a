import Foundation
import Testing

extension EndToEnd {
  @Suite struct TerminalTypeTests {
    private static let chinese =
      #"{"id":"f-1","memory_key":"旅行","memory_value":"计划去广州 é","update_time":1577836800000}"#

    @Test(arguments: ["xterm-256color", "xterm", "screen-256color", "tmux-256color"])
    func aUTF8TerminalInTheCLocaleShowsUnicode(type: String) async throws {
      try await MemoryServer.run([.page(facts: [Self.chinese])]) { service in
        try await TerminalSession.run(service.browse(), environment: ["LC_ALL": "C", "TERM": type]) {
          terminal in
          let screen = try await terminal.settledScreen(showing: "旅行  计划去广州 é", "row 1 of 1")
          #expect(screen.selectedLine != nil)
        }
      }
    }

    @Test(arguments: ["linux", "vt100", "vt220", "ansi"])
    func anASCIITerminalGetsOnlyASCII(type: String) async throws {
      try await MemoryServer.run([.page(facts: [Self.chinese])]) { service in
        try await TerminalSession.run(service.browse(), environment: ["LC_ALL": "C", "TERM": type]) {
          terminal in
          try await terminal.wait(for: "row 1 of 1", "???")
          try await terminal.keys("Enter")
          try await terminal.wait(for: "memory_value")
          try await terminal.keys("q ? PgDn")
          try await terminal.wait(for: "redraw")
          try await terminal.keys("q q")
          #expect(try await terminal.exitCode() == 0)
          #expect(try terminal.bytes().allSatisfy { $0 < 0x80 })
        }
      }
    }

    /// They have no second screen that would give the old lines back.
    @Test(arguments: ["linux", "vt100"])
    func thePromptHasALineOfItsOwnAfterwards(type: String) async throws {
      try await TerminalSession.run(.shell, environment: ["TERM": type]) { terminal in
        try await terminal.runInShell("$MEMTUI --demo --no-state")
        try await terminal.wait(for: "row 1 of")
        try await terminal.keys("q")
        try await terminal.wait(until: "only the prompt is in the last line") { screen in
          screen.lines.last { !$0.isEmpty } == TerminalSession.shellPrompt
        }
      }
    }

    @Test func anUnknownTerminalTypeFallsBackWithANotice() async throws {
      try await DemoService.run { service in
        let environment = ["TERM": "xterm-nobody-knows-me"]
        try await TerminalSession.run(service.browse(), environment: environment) { terminal in
          let screen = try await terminal.settledScreen(showing: "xterm-nobody-knows-me", "xterm-256color")
          #expect(screen.status.contains("xterm-nobody-knows-me"))
          try await terminal.keys("!")
          try await terminal.wait(
            for: "Unknown terminal type xterm-nobody-knows-me; using xterm-256color.")
        }
      }
    }

    /// In a mount namespace with empty folders where terminfo is.
    private static let withoutTerminfo =
      "unshare -rm /bin/sh -c 'for folder in /usr/share/terminfo /lib/terminfo /usr/lib/terminfo /etc/terminfo; do "
      + "[ ! -d $folder ] || mount -t tmpfs none $folder || exit 9; done; "

    private static let canHideTerminfo: Bool = {
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", withoutTerminfo + "exit 7' 2>/dev/null"]
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 7
    }()

    @Test(
      .enabled(if: canHideTerminfo),
      arguments: ["xterm-256color", "screen-256color", "tmux-256color", "linux", "vt100", "nobody-knows-me"])
    func withoutTerminfoTheCompiledInEntriesAreUsed(type: String) async throws {
      let script = Self.withoutTerminfo + #"exec "$MEMTUI" --demo --no-state'"#
      let environment = ["TERM": type, "TERMINFO": "/nowhere", "PAGER": "printenv TERMINFO >terminfo; cat"]
      try await TerminalSession.run(.script(script), environment: environment) { terminal in
        let screen = try await terminal.settledScreen(showing: "1 call", "penicillin")
        #expect(screen.shows("nobody-knows-me") == (type == "nobody-knows-me"))
        try await terminal.keys("Enter")
        let memory = try await terminal.settledScreen(showing: "memory_value")
        try await terminal.keys("p")
        try await terminal.wait(for: "Press a key to return")
        #expect(try terminal.file("terminfo") == "/nowhere\n")
        try await terminal.keys("q")
        try await terminal.wait(until: "the memory is back") { $0.text == memory.text }
        try await terminal.keys("q q")
        #expect(try await terminal.exitCode() == 0)
      }
    }

    @Test(arguments: [nil, "", "dumb"])
    func aMissingTerminalTypeIsAnError(type: String?) async throws {
      let script = #""$MEMTUI" --user ann --base-url http://127.0.0.1:9 2>errors; exit $?"#
      try await TerminalSession.run(.script(script), environment: ["TERM": type]) { terminal in
        #expect(try await terminal.exitCode() == 2)
        try Refusal.expectOneSentence(in: try terminal.file("errors"), naming: "TERM")
        #expect(try terminal.bytes().isEmpty)
      }
    }

    @Test(arguments: [
      (#""$MEMTUI" --user ann --base-url http://127.0.0.1:9 2>errors </dev/null; exit $?"#, "Standard input"),
      (#""$MEMTUI" --user ann --base-url http://127.0.0.1:9 2>errors >out; exit $?"#, "Standard output"),
      (#""$MEMTUI" --demo 2>errors | cat >out; sleep 0.1; exit 2"#, "Standard output"),
    ])
    func aMissingTerminalIsAnError(script: String, stream: String) async throws {
      try await TerminalSession.run(.script(script)) { terminal in
        #expect(try await terminal.exitCode() == 2)
        try Refusal.expectOneSentence(in: try terminal.file("errors"), naming: stream)
        #expect(try terminal.bytes().isEmpty)
      }
    }

    @Test func noColorSwitchesColoursOff() async throws {
      try await DemoService.run(faults: "error=40132 page=2") { service in
        for (value, isColored) in [("1", false), ("", true)] {
          try await TerminalSession.run(service.browse(), environment: ["NO_COLOR": value]) { terminal in
            try await terminal.wait(for: "row 1 of 50+")
            try await terminal.keys("G")
            try await terminal.wait(for: "40132")
            try await terminal.keys("Enter")
            try await terminal.wait(for: "memory_value")
            try await terminal.keys("q 2 3 u Esc")
            _ = try await terminal.settledByteCount()
            let colors = TerminalStream(try terminal.bytes()).renditions.filter { number in
              (30...38).contains(number) || (40...48).contains(number) || (90...107).contains(number)
            }
            #expect(colors.isEmpty != isColored)
          }
        }
      }
    }
  }
}
