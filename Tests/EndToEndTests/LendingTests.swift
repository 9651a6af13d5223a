import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// `p` and `E`: the terminal is lent to the pager or editor.
  @Suite struct LendingTests {
    private static let text = "one\u{1B}[2J\u{202E}two\nthree"

    private static func run(
      _ environment: [String: String], _ body: (TerminalSession) async throws -> Void
    ) async throws {
      let fact = #"{"id":"fact-1","memory_value":\#(HostileTextTests.json(text)),"confidence":0.990}"#
      try await MemoryServer.run([.page(facts: [fact])]) { service in
        try await TerminalSession.run(service.browse(), environment: environment) { terminal in
          try await terminal.wait(for: "row 1 of 1")
          try await terminal.keys("Enter")
          try await terminal.wait(for: "memory_value", "0.990")
          try await body(terminal)
        }
      }
    }

    private static func lines(of name: String, _ terminal: TerminalSession) async throws -> [String] {
      // A shell creates the file before it writes the line.
      try await terminal.wait(until: "\(name) is written") { (try? terminal.file(name))?.last == "\n" }
      return try terminal.file(name).components(separatedBy: "\n")
    }

    @Test func thePagerGetsCleanTextAndTheScreenComesBack() async throws {
      try await Self.run(["PAGER": "sleep 1; cat >paged; echo $LESS >less"]) { terminal in
        let before = try await terminal.settledScreen(showing: "row 1 of 1")
        try await terminal.keys("p")
        #expect(try await Self.lines(of: "less", terminal) == ["-+F", ""])
        #expect(try terminal.file("paged") == "one^[[2J<U+202E>two\nthree\n")
        try await terminal.wait(until: "the memory is back") { $0.text == before.text }
      }
    }

    @Test func theEditorGetsAReadOnlyCopy() async throws {
      let editor = #"f() { stat -c %a "$1" "${1%/*}" >modes; cp "$1" copy; sleep 1; echo "$1" >path; }; f"#
      try await Self.run(["EDITOR": "false", "VISUAL": editor]) { terminal in
        let before = try await terminal.settledScreen(showing: "row 1 of 1")
        try await terminal.keys("E")
        let path = try await Self.lines(of: "path", terminal)[0]
        #expect(try terminal.file("modes") == "400\n700\n")
        let json = try terminal.file("copy")
        #expect(json.contains(#""memory_value": "one\u001b[2J\u202etwo\nthree""#))
        #expect(json.contains(#""confidence": 0.990"#))
        try await terminal.wait(until: "the memory is back") { $0.text == before.text }
        try await terminal.wait(until: "the copy is gone") {
          !FileManager.default.fileExists(atPath: URL(filePath: path).deletingLastPathComponent().path)
        }
      }
    }

    @Test func aKilledChildLeavesTheTerminalClean() async throws {
      // It dies with the alternate screen, mouse, a scroll region and raw keys switched on.
      let editor =
        #"f() { printf '\033[?1049h\033[?1000h\033[?1006h\033[?1003h\033[3;5r\033[?25l'; stty raw -echo; kill -KILL $$; }; f"#
      try await Self.run(["EDITOR": editor]) { terminal in
        let before = try await terminal.settledScreen(showing: "row 1 of 1")
        try await terminal.keys("E")
        try await terminal.wait(for: "was ended by signal 9.")
        #expect(
          try await terminal.formatted(
            "#{mouse_all_flag} #{mouse_standard_flag} #{alternate_on} #{scroll_region_lower}") == "0 1 1 35"
        )
        try await terminal.keys("Up")
        try await terminal.wait(until: "the memory is back") { $0.text == before.text }
        try await terminal.keys("q q")
        #expect(try await terminal.exitCode() == 0)
        try await terminal.expectTerminalIsRestored()
      }
    }

    /// A GUI editor without `--wait` returns before it opens the file.
    @Test func theCopyIsKeptWhenTheEditorReturnsAtOnce() async throws {
      let editor = #"f() { echo "$1" >path; }; f"#
      try await Self.run(["EDITOR": editor]) { terminal in
        let before = try await terminal.settledScreen(showing: "row 1 of 1")
        try await terminal.keys("E")
        let path = try await Self.lines(of: "path", terminal)[0]
        try await terminal.wait(for: "returned at once. Its copy stays until memtui ends.")
        #expect(FileManager.default.fileExists(atPath: path))
        try await terminal.keys("Up")
        try await terminal.wait(until: "the memory is back") { $0.text == before.text }
        try await terminal.keys("Ctrl-C")
        #expect(try await terminal.exitCode() == 130)
        #expect(!FileManager.default.fileExists(atPath: URL(filePath: path).deletingLastPathComponent().path))
      }
    }

    @Test func theFilterIsUnchangedWhenTheEditorReturnsAtOnce() async throws {
      let editor = #"f() { echo "$1" >path; }; f"#
      try await Self.run(["EDITOR": editor]) { terminal in
        try await terminal.keys("q f scene Tab Tab Payment Ctrl-E")
        let path = try await Self.lines(of: "path", terminal)[0]
        try await terminal.wait(for: "returned at once, so the filter is unchanged", "Payment")
        #expect(FileManager.default.fileExists(atPath: path))
      }
    }

    @Test(arguments: ["cat", "less -F", "head -n 2"])
    func theOutputOfAShortPagerStaysUntilAKey(pager: String) async throws {
      try await Self.run(["PAGER": "\(pager); echo >>ended"]) { terminal in
        let before = try await terminal.settledScreen(showing: "row 1 of 1")
        try await terminal.keys("p")
        try await terminal.wait(for: "one^[[2J<U+202E>two", "Press a key to return")
        try await terminal.keys("Up")
        try await terminal.wait(until: "the memory is back") { $0.text == before.text }
        try await terminal.keys("p")
        // The first prompt may still be on the screen, and while the pager runs Ctrl-C would be for the pager.
        try await terminal.wait(until: "the pager has ended") { (try? terminal.file("ended")) == "\n\n" }
        try await terminal.wait(for: "Press a key to return")
        try await terminal.keys("Ctrl-C")
        #expect(try await terminal.exitCode() == 130)
        try await terminal.expectTerminalIsRestored()
      }
    }

    @Test(arguments: [
      ("/nowhere", "No such file or directory"), ("/dev/null", "Not a directory"),
      ("/proc", "No such file or directory"),
    ])
    func anUnusableTemporaryFolderIsNamed(folder: String, reason: String) async throws {
      try await Self.run(["TMPDIR": folder, "PAGER": "touch ran; true", "EDITOR": "touch ran; true"]) {
        terminal in
        for key in ["p", "E"] {
          try await terminal.keys(key)
          try await terminal.wait(for: "could not create a temporary file in \(folder)")
          try await terminal.keys("!")
          try await terminal.wait(for: "(\(reason)). Set TMPDIR to a directory with free space.")
          try await terminal.keys("q")
        }
        #expect(!FileManager.default.fileExists(atPath: terminal.home.appending(path: "ran").path))
      }
    }

    /// Both stop, the shell gets its terminal, and `fg` returns to the editor.
    @Test func controlZInAnEditorStopsBoth() async throws {
      let editor = #"f() { echo started; read line; echo "$line" >line; sleep 1; }; f"#
      let fact = #"{"id":"fact-1","memory_value":"one","confidence":0.990}"#
      try await MemoryServer.run([.page(facts: [fact])]) { service in
        try await TerminalSession.run(.shell, environment: ["EDITOR": editor]) { terminal in
          try await terminal.runInShell("$MEMTUI --user u --base-url \(service.server.url)")
          try await terminal.wait(for: "row 1 of 1")
          try await terminal.keys("Enter")
          try await terminal.wait(for: "0.990")
          let before = try await terminal.settledScreen(showing: "row 1 of 1")
          try await terminal.keys("E")
          try await terminal.wait(for: "started")
          let process = try #require(try await terminal.children(named: "memtui").first)
          for back in ["bg", "fg"] {
            if back == "bg" { try await terminal.keys("Ctrl-Z") }
            try await terminal.wait(until: "it has stopped") { _ in ProcessCounters.isStopped(process) }
            try await terminal.runInShell("echo $((6 * 7)) is usable before \(back)")
            try await terminal.wait(for: "42 is usable before \(back)")
            try await terminal.runInShell(back)
          }
          try await terminal.type("hello")
          try await terminal.keys("Enter")
          #expect(try await Self.lines(of: "line", terminal) == ["hello", ""])
          try await terminal.wait(until: "the memory is back") { $0.text == before.text }
        }
      }
    }

    @Test(arguments: [(SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
    func aSignalEndsTheEditorToo(signal: Int32, code: Int32) async throws {
      let editor = #"f() { sleep 600 & echo $! >pid; wait; }; f"#
      try await Self.run(["EDITOR": editor]) { terminal in
        try await terminal.keys("E")
        let child = try #require(pid_t(try await Self.lines(of: "pid", terminal)[0]))
        kill(try await terminal.processID, signal)
        #expect(try await terminal.exitCode() == code)
        try await terminal.expectTerminalIsRestored()
        #expect(!ProcessCounters.isRunning(child))
      }
    }

    @Test func controlCGoesToTheChild() async throws {
      let pager =
        #"f() { sh -c 'trap "echo caught >caught" INT; echo >ready; until read line <&1; do :; done; echo $line >line; sleep 1'; }; f"#
      try await Self.run(["PAGER": pager]) { terminal in
        let before = try await terminal.settledScreen(showing: "row 1 of 1")
        try await terminal.keys("p")
        _ = try await Self.lines(of: "ready", terminal)
        try await terminal.keys("Ctrl-C")
        #expect(try await Self.lines(of: "caught", terminal) == ["caught", ""])
        try await terminal.type("one")
        try await terminal.keys("Enter")
        #expect(try await Self.lines(of: "line", terminal) == ["one", ""])
        try await terminal.wait(until: "the memory is back") { $0.text == before.text }
      }
    }

    @Test(arguments: [("no-such-program -w", "was not found"), ("exit 3; true", "ended with exit code 3.")])
    func aFailedPagerCausesANotice(pager: String, reason: String) async throws {
      try await Self.run(["PAGER": pager]) { terminal in
        try await terminal.keys("p")
        try await terminal.wait(for: reason)
        try await terminal.keys("J")
        try await terminal.wait(for: #""confidence": 0.990"#)
      }
    }
  }
}
