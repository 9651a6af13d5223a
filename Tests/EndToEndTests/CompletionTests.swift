import Foundation
import Testing

extension EndToEnd {
  @Suite struct CompletionTests {
    @Test func bashAcceptsItsScript() async throws { try await expectAccepted(by: "bash") }

    @Test(.enabled(if: Shell.zsh.isInstalled, "zsh is missing"))
    func zshAcceptsItsScript() async throws { try await expectAccepted(by: "zsh") }

    @Test(.enabled(if: Shell.fish.isInstalled, "fish is missing"))
    func fishAcceptsItsScript() async throws { try await expectAccepted(by: "fish") }

    private func expectAccepted(by shell: String) async throws {
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

    struct Line: Sendable, CustomTestStringConvertible {
      var typed: String
      var offers: [String]
      var testDescription: String { typed }
    }

    /// What bash offers after a command line, by the function that Tab calls with what follows the last `=` or `:`.
    @Test(arguments: [
      Line(typed: "--dialect ", offers: ["cloud", "selfhosted"]),
      Line(typed: "--dialect=", offers: ["cloud", "selfhosted"]),
      Line(typed: "check --dialect s", offers: ["selfhosted"]),
      Line(typed: "export --format ", offers: ["ndjson", "json", "csv", "markdown"]),
      Line(typed: "export --format=m", offers: ["markdown"]),
      Line(typed: "show --format j", offers: ["json"]),
      Line(typed: "diff --format ", offers: ["text", "json"]),
      Line(typed: "dif", offers: ["diff"]),
      Line(typed: "--profile ", offers: ["ops:a", "ops:b", "staging", #"two\ words"#]),
      Line(typed: "--profile=st", offers: ["staging"]),
      Line(typed: "--profile ops:", offers: ["a", "b"]),
      Line(typed: "config show --profile s", offers: ["staging"]),
      Line(typed: "--profile staging --saved ", offers: [#"gold\ \$\(touch\ owned\)\ \'x\'"#, "plain"]),
      Line(typed: "export --profile=staging --saved p", offers: ["plain"]),
      Line(typed: "--profile ops:a --saved ", offers: ["live/gold", "ops/gold"]),
      Line(typed: "--sav", offers: ["--saved"]),
      Line(typed: "export --out", offers: ["--output"]),
      Line(typed: "--profile staging exp", offers: ["export"]),
      Line(typed: "config ", offers: ["path", "show", "init"]),
      Line(typed: "generate ", offers: ["man", "bash", "zsh", "fish"]),
      Line(typed: "help ex", offers: ["export"]),
      Line(typed: "gen", offers: ["generate"]),
    ])
    func bashOffers(line: Line) async throws {
      try await ShellFolder.run { folder in
        try Self.prepare(folder.url)
        let script = #"""
          . ./script
          COMP_LINE="$MEMTUI $TYPED" COMP_POINT=${#COMP_LINE}
          COMP_POINT=${#COMP_LINE}
          _memtui memtui "${TYPED##*[ =:]}"
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
        try Self.write(
          "profiles:\n  \"a:b\":\n    user: x\n  plain:\n    user: x\n", to: ".config/memtui/config.yaml",
          in: folder.url)
        try await folder.expect(
          0, of: "SAP_SHELL=\(shell) $MEMTUI ---completion -- --profile 1 0 memtui --profile >out 2>errors")
        let written = try folder.text("out").split(separator: "\n").map(String.init)
        #expect(written.filter { $0 != " " } == lines)
        #expect(try folder.text("errors").isEmpty)
      }
    }

    private static func prepare(_ home: URL) throws {
      try write(
        "profiles:\n"
          + ["staging", "two words", "ops:a", "ops:b"].map { "  \"\($0)\":\n    user: x\n" }.joined(),
        to: ".config/memtui/config.yaml", in: home)
      try saveFilters(["gold $(touch owned) 'x'", "plain"], as: "staging", in: home)
      try saveFilters(["live/gold", "ops/gold"], as: "ops%3Aa", in: home)
      try saveFilters(hostileNames, as: "demo", in: home)
    }

    private static func saveFilters(_ names: [String], as profile: String, in home: URL) throws {
      let filters = names.map { ["name": $0, "text": "scene=a"] }
      let state = try JSONEncoder().encode(["filters": filters])
      try write(
        String(decoding: state, as: UTF8.self), to: ".local/state/memtui/\(profile).json", in: home)
    }

    private static func write(_ text: String, to path: String, in home: URL) throws {
      let file = home.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try text.write(to: file, atomically: true, encoding: .utf8)
    }

    /// Names of filters that a shell would run, expand or split. No two begin with the same letter.
    private static let hostileNames = [
      "id`./pwn`", "cost $5 $(./pwn)", #"she's "x" !1 \ é"#, "ops:b c", "a=b;./pwn", "two  spaces",
      "x@y&./pwn",
      "*", "{m,n}",
    ]

    struct Shell: Sendable {
      let name: String
      /// From bash, as the terminal starts it.
      let start: [String]

      var isInstalled: Bool {
        ["/usr/bin/", "/bin/"].contains { FileManager.default.isExecutableFile(atPath: $0 + name) }
      }

      static let bash = Shell(name: "bash", start: ["source <(memtui generate bash)"])
      static let zsh = Shell(
        name: "zsh",
        start: ["exec zsh -f", "autoload -U compinit; compinit -u -D; source <(memtui generate zsh)"])
      static let fish = Shell(
        name: "fish",
        start: [
          #"exec fish --no-config -C 'function fish_prompt; printf "ready>"; end; set -g fish_greeting'"#,
          "set -g fish_autosuggestion_enabled 0; memtui generate fish | source",
        ])
    }

    @Test func tabCompletesInBash() async throws { try await expectCompletions(in: .bash) }

    @Test(.enabled(if: Shell.zsh.isInstalled, "zsh is missing"))
    func tabCompletesInZsh() async throws { try await expectCompletions(in: .zsh) }

    @Test(.enabled(if: Shell.fish.isInstalled, "fish is missing"))
    func tabCompletesInFish() async throws { try await expectCompletions(in: .fish) }

    /// Files with the names of commands and values must not turn them into paths.
    private func expectCompletions(in shell: Shell) async throws {
      try await run(shell) { terminal in
        for (typed, completed) in [
          ("exp", "export"), ("--dialect=s", "--dialect=selfhosted"), ("--profile st", "--profile staging"),
          ("--profile=st", "--profile=staging"), ("--profile tw", #"--profile two\ words"#),
          ("--profile 'tw", "--profile 'two words'"), ("--profile ops:b", "--profile ops:b"),
          ("--profile ops:a --saved l", "--profile ops:a --saved live/gold"),
          ("export --format m", "export --format markdown"),
          ("export --format=m", "export --format=markdown"),
          ("export --output=jou", "export --output=journal.txt"), ("--log jou", "--log journal.txt"),
          ("diff jou", "diff journal.txt"), ("config sh", "config show"), ("generate m", "generate man"),
          ("help dem", "help demo-server"),
        ] {
          try await terminal.type("memtui \(typed)")
          try await terminal.keys("Tab")
          try await terminal.wait(until: "\(shell.name) completes \(typed)") { screen in
            screen.lines.last { !$0.isEmpty } == "\(TerminalSession.shellPrompt)memtui \(completed)"
          }
          try await terminal.keys("Ctrl-U Ctrl-L")
        }
      }
    }

    @Test func enterRunsNoNameInBash() async throws { try await expectSafety(in: .bash) }

    @Test(.enabled(if: Shell.zsh.isInstalled, "zsh is missing"))
    func enterRunsNoNameInZsh() async throws { try await expectSafety(in: .zsh) }

    @Test(.enabled(if: Shell.fish.isInstalled, "fish is missing"))
    func enterRunsNoNameInFish() async throws { try await expectSafety(in: .fish) }

    /// The export succeeds only if the program gets the name as it is saved.
    private func expectSafety(in shell: Shell) async throws {
      try await run(shell) { terminal in
        for typed in ["i", "c", "s", "o", "a", "t", "x", "\"i", "\"c", "\"s", "'s", "\"o", "'*", "\"{"] {
          try await terminal.type("memtui export --demo --memories 1 --saved \(typed)")
          try await terminal.keys("Tab")
          try await terminal.type(" >out 2>&1 && echo good || echo bad")
          try await terminal.keys("Enter")
          try await terminal.wait(until: "\(shell.name) has run \(typed)") { screen in
            screen.lines.contains { $0 == "good" || $0 == "bad" }
              && screen.lines.last { !$0.isEmpty } == TerminalSession.shellPrompt
          }
          let screen = try await terminal.screen()
          #expect(screen.lines.contains("good"), "\(screen.text)")
          try await terminal.keys("Ctrl-L")
          try await terminal.wait(until: "the screen is empty") { screen in
            screen.lines.allSatisfy { $0.isEmpty || $0 == TerminalSession.shellPrompt }
          }
        }
        #expect(!FileManager.default.fileExists(atPath: terminal.home.appending(path: "owned").path))
      }
    }

    private func run(_ shell: Shell, _ body: (TerminalSession) async throws -> Void) async throws {
      try await TerminalSession.run(.shell, columns: 200) { terminal in
        try Self.prepare(terminal.home)
        for name in ["export", "markdown", "staging", "journal.txt"] {
          try Self.write("", to: name, in: terminal.home)
        }
        try Self.write("#!/bin/sh\ntouch owned\n", to: "pwn", in: terminal.home)
        try await terminal.runInShell(#"chmod +x pwn; ln -s "$MEMTUI" memtui; PATH=$PWD:$PATH"#)
        for command in shell.start { try await terminal.runInShell(command) }
        try await terminal.runInShell("clear")
        try await terminal.wait(until: "the shell is ready") { screen in
          screen.lines.filter { !$0.isEmpty } == [TerminalSession.shellPrompt]
        }
        try await body(terminal)
      }
    }

    private static let hasGroff = Shell(name: "groff", start: []).isInstalled

    /// `man` leaves two of the terminal's 80 columns free.
    @Test(.enabled(if: hasGroff, "groff is missing")) func theManPageHasNoMistakes() async throws {
      try await ShellFolder.run { folder in
        try await folder.expect(0, of: "$MEMTUI generate man >memtui.1 2>errors")
        try await folder.expect(0, of: "groff -man -Tutf8 -P-cbou -ww -rLL=78n memtui.1 >page 2>>errors")
        #expect(try folder.text("errors").isEmpty)
        let page = try folder.text("page")
        #expect(page.contains("memtui - browse the memories that MemOS keeps about a user"))
        #expect(page.split(separator: "\n").filter { $0.count > 80 } == [])
      }
    }
  }
}
