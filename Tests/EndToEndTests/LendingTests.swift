import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// `p` and `E`: the terminal is somebody else's for a while.
  @Suite struct LendingTests {
    private static let text = "one\u{1B}[2J\u{202E}two\nthree"

    private static func run(
      _ environment: [String: String], _ body: (TerminalSession) async throws -> Void
    ) async throws {
      let fact = #"{"id":"fact-1","memory_value":\#(HostileTextTests.json(text)),"confidence":0.990}"#
      try await MemoryServer.run([.page(facts: [fact])]) { service in
        try await TerminalSession.run(service.browse(), environment: environment) { terminal in
          try await terminal.wait(for: "row 1 of 1")
          try await terminal.press("Enter")
          try await terminal.wait(for: "memory_value", "0.990")
          try await body(terminal)
        }
      }
    }

    private static func lines(of name: String, _ terminal: TerminalSession) async throws -> [String] {
      try await terminal.wait(until: "\(name) is written") {
        FileManager.default.fileExists(atPath: terminal.home.appending(path: name).path)
      }
      return try terminal.file(name).components(separatedBy: "\n")
    }

    @Test func thePagerGetsCleanTextAndTheScreenComesBack() async throws {
      try await Self.run(["PAGER": "cat >paged; echo $LESS >less"]) { terminal in
        let before = try await terminal.settledScreen(saying: "row 1 of 1")
        try await terminal.press("p")
        #expect(try await Self.lines(of: "less", terminal) == ["-+F", ""])
        #expect(try terminal.file("paged") == "one^[[2J<U+202E>two\nthree\n")
        try await terminal.wait(until: "the memory is back") { $0.text == before.text }
      }
    }

    @Test func theEditorGetsACopyThatIsOnlyRead() async throws {
      let editor = #"f() { stat -c %a "$1" "${1%/*}" >modes; cp "$1" copy; echo "$1" >path; }; f"#
      try await Self.run(["EDITOR": "false", "VISUAL": editor]) { terminal in
        let before = try await terminal.settledScreen(saying: "row 1 of 1")
        try await terminal.press("E")
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

    @Test func aChildThatIsKilledLeavesNothingBehind() async throws {
      // It takes the alternate screen, mouse, a part of the screen that scrolls and raw keys with it.
      let editor =
        #"f() { printf '\033[?1049h\033[?1000h\033[?1006h\033[?1003h\033[3;5r\033[?25l'; stty raw -echo; kill -KILL $$; }; f"#
      try await Self.run(["EDITOR": editor]) { terminal in
        let before = try await terminal.settledScreen(saying: "row 1 of 1")
        try await terminal.press("E")
        try await terminal.wait(for: "was ended by signal 9.")
        #expect(
          try await terminal.formatted(
            "#{mouse_all_flag} #{mouse_standard_flag} #{alternate_on} #{scroll_region_lower}") == "0 1 1 35"
        )
        try await terminal.press("Up")
        try await terminal.wait(until: "the memory is back") { $0.text == before.text }
        try await terminal.press("q", "q")
        #expect(try await terminal.exitCode() == 0)
        try await terminal.expectLeftClean()
      }
    }

    @Test func controlCIsTheChilds() async throws {
      let pager =
        #"f() { sh -c 'trap "echo caught >caught" INT; echo >ready; until read line <&1; do :; done; echo $line >line'; }; f"#
      try await Self.run(["PAGER": pager]) { terminal in
        let before = try await terminal.settledScreen(saying: "row 1 of 1")
        try await terminal.press("p")
        _ = try await Self.lines(of: "ready", terminal)
        try await terminal.press("C-c")
        #expect(try await Self.lines(of: "caught", terminal) == ["caught", ""])
        try await terminal.type("one")
        try await terminal.press("Enter")
        #expect(try await Self.lines(of: "line", terminal) == ["one", ""])
        try await terminal.wait(until: "the memory is back") { $0.text == before.text }
      }
    }

    @Test(arguments: [("no-such-program -w", "was not found"), ("exit 3; true", "ended with exit code 3.")])
    func aFailureIsANotice(pager: String, words: String) async throws {
      try await Self.run(["PAGER": pager]) { terminal in
        try await terminal.press("p")
        try await terminal.wait(for: words)
        try await terminal.press("J")
        try await terminal.wait(for: #""confidence": 0.990"#)
      }
    }
  }
}
