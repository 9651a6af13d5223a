import Foundation
import Glibc
import Testing

extension EndToEnd {
  /// While the shell has the terminal, nothing is drawn and no mode is changed.
  @Suite struct ForegroundTests {
    private func inShell(
      _ command: String = "$MEMTUI --user memos_user_123 --base-url URL",
      awaiting text: String? = "row 1 of 50+",
      _ body: (TerminalSession, pid_t) async throws -> Void
    ) async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(.shell, environment: ["SWIFT_BACKTRACE": "enable=no"]) { terminal in
          try await terminal.runInShell(command.replacing("URL", with: service.url))
          if let text { try await terminal.wait(for: text) }
          try await terminal.wait(until: "memtui runs") {
            try await !terminal.children(named: "memtui").isEmpty
          }
          try await body(terminal, try #require(try await terminal.children(named: "memtui").first))
        }
      }
    }

    private func runInBackground(_ terminal: TerminalSession, _ process: pid_t) async throws {
      try await terminal.runInShell("stty -a > before")
      let sent = try await terminal.bytesSent {
        try await terminal.runInShell("bg")
        try await terminal.wait(until: "it has stopped again") { _ in ProcessCounters.isStopped(process) }
      }
      let text = String(decoding: sent, as: UTF8.self)
      #expect(!text.contains("\u{1B}") && !text.contains("row 1"), "\(text)")
      try await terminal.runInShell("stty -a > after; kill -CONT %1; sleep 0.5; echo $((6 * 7)) is usable")
      try await terminal.wait(for: "42 is usable")
      try await terminal.wait(until: "it has stopped again") { _ in ProcessCounters.isStopped(process) }
      #expect(try terminal.file("before") == terminal.file("after"))
    }

    @Test(arguments: [nil, SIGTSTP, SIGSTOP])
    func inTheBackgroundItStopsInsteadOfDrawing(signal: Int32?) async throws {
      try await inShell { terminal, process in
        let before = try await terminal.settledScreen(showing: "row 1 of 50+")
        if let signal { kill(process, signal) } else { try await terminal.keys("Ctrl-Z") }
        try await terminal.wait(until: "it has stopped") { _ in ProcessCounters.isStopped(process) }
        try await runInBackground(terminal, process)
        try await terminal.runInShell("fg")
        try await terminal.wait(until: "the screen is as before") { $0.text == before.text }
        try await terminal.keys("Ctrl-C")
        try await terminal.runInShell("echo left with $?")
        try await terminal.wait(for: "left with 130")
        try await terminal.expectTerminalIsRestored()
      }
    }

    @Test func aStartInTheBackgroundWaitsForTheForeground() async throws {
      let command = "stty -a > before; $MEMTUI --user memos_user_123 --base-url URL &"
      try await inShell(command, awaiting: nil) { terminal, process in
        try await terminal.wait(until: "it has stopped") { _ in ProcessCounters.isStopped(process) }
        try await terminal.runInShell("stty -a > after; echo $((6 * 7)) is usable")
        try await terminal.wait(for: "42 is usable")
        #expect(try terminal.file("before") == terminal.file("after"))
        #expect(!String(decoding: try terminal.bytes(), as: UTF8.self).contains("\u{1B}[?1049h"))
        try await terminal.runInShell("fg")
        try await terminal.wait(for: "row 1 of 50+")
      }
    }

    @Test(arguments: [(SIGTERM, 143), (SIGHUP, 129), (SIGQUIT, 131)] as [(Int32, Int32)])
    func aSignalEndsAStoppedProgram(signal: Int32, code: Int32) async throws {
      try await inShell { terminal, process in
        try await terminal.keys("Ctrl-Z")
        try await terminal.wait(until: "it has stopped") { _ in ProcessCounters.isStopped(process) }
        let sent = try await terminal.bytesSent {
          // As the shell's kill does: a stopped job gets the signal only once it continues.
          kill(process, signal)
          kill(process, SIGCONT)
          try await terminal.wait(until: "it has ended") { _ in !ProcessCounters.isRunning(process) }
        }
        #expect(!String(decoding: sent, as: UTF8.self).contains("\u{1B}"))
        try await terminal.runInShell("wait %1; echo left with $?")
        try await terminal.wait(for: "left with \(code)")
      }
    }

    /// No shell could bring it back to the foreground: it neither draws nor spins.
    @Test func itEndsInTheBackgroundWithoutAShell() async throws {
      let command = "($MEMTUI --user memos_user_123 --base-url URL </dev/tty; echo $? >code) & sleep 1"
      try await DemoService.run(faults: "latency=60s") { service in
        let script = "set -m; sh -c '\(command.replacing("URL", with: service.url))'; sleep 60"
        _ = try await TerminalSession.run(.script(script)) { terminal in
          try await terminal.wait(until: "it has ended") { _ in (try? terminal.file("code")) == "129\n" }
        }
      }
    }

    /// A terminal that reads nothing blocks drawing, and the thread that draws.
    @Test(arguments: [(SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130)] as [(Int32, Int32)])
    func aSignalEndsItEvenIfTheTerminalReadsNothing(signal: Int32, code: Int32) async throws {
      try await inShell("$MEMTUI --user memos_user_123 --base-url URL; echo $? >code") { terminal, process in
        let server = try #require(pid_t(try await terminal.formatted("#{pid}")))
        let device = try await terminal.formatted("#{pane_tty}")
        #expect(kill(server, SIGSTOP) == 0)
        defer { kill(server, SIGCONT) }
        let descriptor = open(device, O_RDWR | O_NOCTTY | O_CLOEXEC)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        for round in 0..<120 {
          var size = winsize(
            ws_row: 36, ws_col: round.isMultiple(of: 2) ? 119 : 120, ws_xpixel: 0, ws_ypixel: 0)
          _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
          kill(process, SIGWINCH)
          try await Task.sleep(for: .milliseconds(10))
        }
        kill(process, signal)
        let start = ContinuousClock.now
        while ProcessCounters.isRunning(process), ContinuousClock.now - start < .seconds(20) {
          try await Task.sleep(for: .milliseconds(50))
        }
        #expect(!ProcessCounters.isRunning(process))
        kill(server, SIGCONT)
        try await terminal.wait(until: "the shell has the exit code") { _ in
          (try? terminal.file("code")) == "\(code)\n"
        }
        try await terminal.expectTerminalIsRestored()
      }
    }

    /// Pasted without bracketed paste: keys arrive faster than they can be handled.
    @Test func controlCOvertakesAFloodOfKeys() async throws {
      try await inShell("$MEMTUI --user memos_user_123 --base-url URL; echo left with $?") {
        terminal, process in
        let flood = String(
          repeating: String(repeating: "j", count: 30) + String(repeating: "k", count: 30), count: 3_000)
        let before = try terminal.bytes().count
        let file = terminal.home.appending(path: "flood")
        try flood.write(to: file, atomically: true, encoding: .utf8)
        try await terminal.tmux(
          "load-buffer", "-b", "flood", file.path, ";", "paste-buffer", "-r", "-d", "-b", "flood")
        try await terminal.wait(until: "it draws meanwhile") { _ in try terminal.bytes().count > before + 2000
        }
        try await terminal.keys("Ctrl-C")
        try await terminal.wait(until: "it has ended", timeout: .seconds(20)) { _ in
          !ProcessCounters.isRunning(process)
        }
      }
    }

    private func askForKey(
      _ command: String, _ more: String = "", _ body: (TerminalSession) async throws -> Void
    ) async throws {
      try await TerminalSession.run(.shell, environment: ["MEMOS_API_KEY": nil]) { terminal in
        let folder = terminal.home.appending(path: ".config/memtui")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let profile = "base_url: http://127.0.0.1:9\n    user: u\n    api_key_command: '\(command)'"
        try "default_profile: a\nprofiles:\n  a:\n    \(profile)\n".write(
          to: folder.appending(path: "config.yaml"), atomically: true, encoding: .utf8)
        try await terminal.runInShell("$MEMTUI check \(more) > out 2>&1; echo left with $?")
        try await body(terminal)
      }
    }

    private static let asks = #"printf "Passphrase: " >/dev/tty; read x </dev/tty; echo $x >got; echo $x"#

    /// Also in a pipeline, whose other programs are in the same process group.
    @Test(arguments: ["", "2>&1 | cat; true"])
    func aKeyCommandMayAskForAPassphrase(pipeline: String) async throws {
      try await askForKey(Self.asks, pipeline) { terminal in
        try await terminal.wait(for: "Passphrase: ")
        try await terminal.keys("Ctrl-Z")
        try await terminal.wait(for: "Stopped")
        try await terminal.runInShell("fg")
        try await terminal.type("open sesame")
        try await terminal.keys("Enter")
        try await terminal.wait(until: "the command has read the passphrase") { _ in
          (try? terminal.file("got")) == "open sesame\n"
        }
      }
    }

    @Test func controlCAtAPassphraseEndsMemtui() async throws {
      try await askForKey(Self.asks) { terminal in
        try await terminal.wait(for: "Passphrase: ")
        try await terminal.keys("Ctrl-C")
        try await terminal.wait(for: "left with 130")
      }
    }

    @Test(arguments: [(SIGTERM, 143), (SIGHUP, 129), (SIGINT, 130), (SIGQUIT, 131)] as [(Int32, Int32)])
    func aSignalEndsAKeyCommandThatHangs(signal: Int32, code: Int32) async throws {
      try await askForKey("sleep 600 & echo $! >pid; wait") { terminal in
        try await terminal.wait(until: "the command runs") { _ in
          (try? terminal.file("pid"))?.hasSuffix("\n") == true
        }
        let child = try #require(pid_t(try terminal.file("pid").dropLast()))
        kill(try #require(try await terminal.children(named: "memtui").first), signal)
        try await terminal.wait(for: "left with \(code)")
        #expect(!ProcessCounters.isRunning(child))
      }
    }

    /// A core file would hold the API key.
    @Test func aCrashLeavesNoCore() async throws {
      let command = "ulimit -c unlimited; $MEMTUI --user memos_user_123 --base-url URL; echo left with $?"
      try await inShell(command) { terminal, process in
        #expect(kill(process, SIGSEGV) == 0)
        try await terminal.wait(for: "left with 139")
        let names = try FileManager.default.contentsOfDirectory(atPath: terminal.home.path)
        #expect(!names.contains { $0.hasPrefix("core") }, "\(names)")
      }
    }
  }
}
