import Foundation
import Testing

extension EndToEnd {
  @Suite struct CompletionTests {
    private static func isInstalled(_ shell: String) -> Bool {
      ["/usr/bin/", "/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + shell) }
    }

    @Test(arguments: ["bash", "zsh", "fish"].filter(isInstalled))
    func aShellAcceptsItsScript(shell: String) async throws {
      try await ShellFolder.run { folder in
        try await folder.expect(0, of: "$MEMTUI generate \(shell) >script 2>errors")
        try await folder.expect(0, of: "\(shell) -n script >out 2>>errors")
        #expect(try folder.text("errors").isEmpty)
        for word in ["--saved", "--profile", "export", "demo-server", "generate"] {
          #expect(try folder.text("script").contains(word.replacing("--", with: "")), "\(word)")
        }
      }
    }

    @Test func thereIsNoOtherDocument() async throws {
      try await ShellFolder.run { folder in
        for words in ["", "tcsh", "man man"] {
          try await folder.expect(2, of: "$MEMTUI generate \(words) >out 2>errors")
          #expect(try folder.text("out").isEmpty)
        }
      }
    }

    private static let configuration =
      "profiles:\n  staging:\n    user: ann\n  \"two words\":\n    user: bob\n"

    struct Line: Sendable, CustomTestStringConvertible {
      var typed: String
      var offers: [String]
      var testDescription: String { typed }
    }

    /// What bash offers after a command line, by the function that Tab calls.
    @Test(arguments: [
      Line(typed: "--dialect ", offers: ["cloud", "selfhosted"]),
      Line(typed: "check --dialect s", offers: ["selfhosted"]),
      Line(typed: "export --format ", offers: ["ndjson", "json", "csv", "markdown"]),
      Line(typed: "show --format j", offers: ["json"]),
      Line(typed: "diff --format ", offers: ["text", "json"]),
      Line(typed: "dif", offers: ["diff"]),
      Line(typed: "--profile ", offers: ["staging", "two words"]),
      Line(typed: "config show --profile s", offers: ["staging"]),
      Line(typed: "--profile staging --saved ", offers: ["gold $(touch owned) 'x'", "plain"]),
      Line(typed: "export --profile staging --saved p", offers: ["plain"]),
      Line(typed: "--sav", offers: ["--saved"]),
      Line(typed: "export --out", offers: ["--output"]),
      Line(typed: "--profile staging exp", offers: ["export"]),
      Line(typed: "config ", offers: ["path", "show", "init"]),
      Line(typed: "gen", offers: ["generate"]),
    ])
    func bashOffers(line: Line) async throws {
      try await ShellFolder.run { folder in
        try Self.prepare(folder.url)
        let script = #"""
          . ./script
          read -ra COMP_WORDS <<<"$MEMTUI $TYPED"
          [[ $TYPED == *" " ]] && COMP_WORDS+=("")
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE="$MEMTUI $TYPED" COMP_POINT=${#COMP_LINE}
          COMP_POINT=${#COMP_LINE}
          _memtui memtui "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
          for offer in "${COMPREPLY[@]}"; do printf '%s\n' "$offer"; done
          """#
        try script.write(to: folder.url.appending(path: "try"), atomically: true, encoding: .utf8)
        try await folder.expect(0, of: "$MEMTUI generate bash >script 2>errors")
        try await folder.expect(
          0, of: "TYPED=\(TerminalSession.quoted(line.typed)) bash --norc ./try >out 2>>errors")
        #expect(try folder.text("out").split(separator: "\n").map(String.init) == line.offers)
        #expect(try folder.text("errors").isEmpty)
        #expect(try !folder.names().contains("owned"))
      }
    }

    /// As each script takes them: zsh begins a description at a colon, and bash would run `$(…)`.
    @Test(arguments: [
      ("bash", ["'a:b'", "'plain'"]), ("zsh", [#"a\:b"#, "plain"]), ("fish", ["a:b", "plain"]),
    ])
    func valuesAreWrittenForTheShell(shell: String, lines: [String]) async throws {
      try await ShellFolder.run { folder in
        let file = folder.url.appending(path: ".config/memtui/config.yaml")
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try "profiles:\n  \"a:b\":\n    user: x\n  plain:\n    user: x\n"
          .write(to: file, atomically: true, encoding: .utf8)
        try await folder.expect(
          0, of: "SAP_SHELL=\(shell) $MEMTUI ---completion -- --profile 1 0 memtui --profile >out 2>errors")
        let written = try folder.text("out").split(separator: "\n").map(String.init)
        #expect(written.filter { $0 != " " } == lines)
        #expect(try folder.text("errors").isEmpty)
      }
    }

    private static func prepare(_ home: URL) throws {
      for (name, text) in [
        ".config/memtui/config.yaml": configuration,
        ".local/state/memtui/staging.json":
          #"{"filters":[{"name":"gold $(touch owned) 'x'","text":"scene=a"},{"name":"plain","text":"scene=b"}]}"#,
      ] {
        let file = home.appending(path: name)
        try FileManager.default.createDirectory(
          at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
      }
    }

    /// A folder of the same name must not turn a command into a path, and a name with spaces is one word.
    @Test func tabCompletesInBash() async throws {
      try await TerminalSession.run(.shell) { terminal in
        try Self.prepare(terminal.home)
        try await terminal.runInShell(#"source <("$MEMTUI" generate bash); mkdir export staging; cd ."#)
        try await terminal.runInShell("clear")
        try await terminal.type("\(Program.path) exp")
        try await terminal.keys("Tab")
        try await terminal.wait(for: "memtui export ")
        try await terminal.type("--prof")
        try await terminal.keys("Tab")
        try await terminal.wait(for: "--profile ")
        try await terminal.type("tw")
        try await terminal.keys("Tab")
        try await terminal.wait(for: #"--profile two\ words"#)
        let screen = try await terminal.screen()
        #expect(!screen.shows("export/"))
      }
    }

    @Test func theManPageHasNoMistakes() async throws {
      guard Self.isInstalled("groff") else { return }
      try await ShellFolder.run { folder in
        try await folder.expect(0, of: "$MEMTUI generate man >memtui.1 2>errors")
        try await folder.expect(0, of: "groff -man -Tutf8 -ww -rLL=100n memtui.1 >page 2>>errors")
        #expect(try folder.text("errors").isEmpty)
        #expect(
          try folder.text("page").contains("memtui - browse the memories that MemOS keeps about a user"))
      }
    }
  }
}
