import Foundation
import Glibc
import Testing

extension EndToEnd {
  @Suite struct LeavingTests {
    @Test(
      arguments: [
        ([], "UPDATED"), (["Enter"], "memory_value"), (["Enter", "J"], #""memory_value":"#),
        (["u"], "User id:"),
        (["?"], "Keys of the list"), (["!"], "No notices yet"),
        (["Enter", "?"], "Keys of the open memory"),
      ] as [([String], String)])
    func controlCQuitsFromEveryPlace(keys: [String], place: String) async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          for key in keys { try await terminal.keys(key) }
          try await terminal.wait(for: place)
          try await terminal.keys("Ctrl-C")
          #expect(try await terminal.exitCode() == 130)
          try await terminal.expectTerminalIsRestored()
        }
      }
    }

    @Test func controlCQuitsWhileLoading() async throws {
      try await DemoService.run(faults: "latency=60s") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "Loading facts")
          try await terminal.keys("Ctrl-C")
          #expect(try await terminal.exitCode() == 130)
          try await terminal.expectTerminalIsRestored()
        }
      }
    }

    @Test(
      arguments: [
        (SIGTERM, 143), (SIGHUP, 129), (SIGQUIT, 131), (SIGSEGV, 139), (SIGABRT, 134), (SIGILL, 132),
        (SIGUSR1, 138), (SIGALRM, 142),
      ],
      [([], "row 1 of 50+"), (["Enter"], "memory_value"), (["u"], "User id:")])
    func aSignalRestoresTheTerminal(
      signal: (number: Int32, code: Int), place: (keys: [String], text: String)
    ) async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(.shell) { terminal in
          try await terminal.runInShell(
            "stty -a > before; $MEMTUI --user memos_user_123 --base-url \(service.url); code=$?; "
              + "stty -a > after; echo left with $code")
          try await terminal.wait(for: "row 1 of 50+")
          for key in place.keys { try await terminal.keys(key) }
          try await terminal.wait(for: place.text)
          let children = try await terminal.children(named: "memtui")
          #expect(kill(try #require(children.first), signal.number) == 0)

          try await terminal.wait(for: "left with \(signal.code)")
          try await terminal.expectTerminalIsRestored()
          #expect(try terminal.file("before").contains("speed"))
          #expect(try terminal.file("before") == terminal.file("after"))
          try await terminal.runInShell("echo $((6 * 7)) is usable")
          try await terminal.wait(for: "42 is usable")
        }
      }
    }

    @Test(arguments: [
      ([], "row 1 of 50+"), (["Enter"], "memory_value"), (["2", "v"], "│"), (["u"], "User id:"),
    ])
    func suspendingAndResumingRestoresTheScreen(place: (keys: [String], text: String)) async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(.shell) { terminal in
          try await terminal.runInShell(
            "stty -a > before; $MEMTUI --user memos_user_123 --base-url \(service.url)")
          try await terminal.wait(for: "row 1 of 50+")
          for key in place.keys { try await terminal.keys(key) }
          let before = try await terminal.settledScreen(showing: place.text)

          for round in 1...2 {
            try await terminal.keys("Ctrl-Z")
            try await terminal.wait(until: "the shell reports that it stopped") { screen in
              screen.lines.filter { $0.contains("Stopped") }.count == round
            }
            try await terminal.expectTerminalIsRestored()
            try await terminal.runInShell("stty -a > after; echo $((6 * 7)) is usable, round \(round)")
            try await terminal.wait(for: "42 is usable, round \(round)")
            #expect(try terminal.file("before") == terminal.file("after"))
            try await terminal.runInShell("fg; echo left with $?")
            try await terminal.wait(until: "the screen is as before") { $0.text == before.text }
          }
          try await terminal.keys("Ctrl-C")
          try await terminal.wait(for: "left with 130")
          #expect(service.calls.count == 1)
        }
      }
    }

    @Test func aResizeAndAnAnswerWhileSuspendedAreShownAfterwards() async throws {
      try await DemoService.run(faults: "latency=500ms") { service in
        try await TerminalSession.run(.shell, columns: 80, rows: 24) { terminal in
          try await terminal.runInShell("$MEMTUI --user memos_user_123 --base-url \(service.url)")
          try await terminal.wait(for: "Loading facts")
          try await terminal.wait(until: "the service has the request") { _ in service.calls.count == 1 }
          try await terminal.keys("Ctrl-Z")
          try await terminal.wait(for: "Stopped")
          try await terminal.resize(columns: 120, rows: 36)
          try await terminal.runInShell("fg")
          let screen = try await terminal.settledScreen(showing: "row 1 of 50+")
          #expect(screen.lines.count == 36)
          #expect(screen.header.count > 100)
          #expect(service.calls.count == 1)
        }
      }
    }

    @Test func redrawRepairsTheOutputOfAnotherProgram() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          let before = try await terminal.settledScreen(showing: "row 1 of 50+")
          let device = try await terminal.formatted("#{pane_tty}")
          try Data("\u{1B}[5;1Hbroadcast message\r\n".utf8).write(to: URL(filePath: device))
          try await terminal.wait(for: "broadcast message")
          try await terminal.keys("Ctrl-L")
          try await terminal.wait(until: "the screen is as before") { $0.text == before.text }
        }
      }
    }

    /// Without a controlling terminal there is no SIGHUP, only a read that fails.
    @Test func aTerminalThatClosesWithoutASignalEndsTheProgram() async throws {
      try await DemoService.run { service in
        let script = "setsid -w $MEMTUI --user memos_user_123 --base-url \(service.url); true"
        try await TerminalSession.run(.script(script)) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          let process = try #require(try await terminal.children(named: "memtui").first)
          try await terminal.tmux("kill-server")
          try await terminal.wait(until: "the program is gone") { !ProcessCounters.isRunning(process) }
        }
      }
    }

    /// Also while it paints; `fg` right after the stop resumes it without another stop.
    @Test func eachStopSignalStopsItOnce() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(.shell) { terminal in
          try await terminal.runInShell("$MEMTUI --user memos_user_123 --base-url \(service.url)")
          try await terminal.wait(for: "row 1 of 50+")
          let process = try #require(try await terminal.children(named: "memtui").first)
          for round in 1...20 {
            try await terminal.keys("Down")
            #expect(kill(process, SIGTSTP) == 0)
            try await terminal.wait(until: "stop \(round) has happened") {
              ProcessCounters.isStopped(process)
            }
            try await terminal.type("fg")
            try await terminal.keys("Enter")
            try await terminal.wait(for: "of 50+")
          }
        }
      }
    }

    @Test(arguments: [SIGSTOP, nil], [true, false])
    func aTerminalThatClosesEndsTheProgram(stopped: Int32?, whileLoading: Bool) async throws {
      try await DemoService.run(faults: whileLoading ? "latency=60s" : "latency=0s") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: whileLoading ? "Loading facts" : "row 1 of 50+")
          let process = try await terminal.processID
          if let stopped { #expect(kill(process, stopped) == 0) }
          try await terminal.tmux("kill-server")
          // The kernel continues a stopped program that has lost its terminal.
          try await terminal.wait(until: "the program is gone") { !ProcessCounters.isRunning(process) }
        }
      }
    }
  }
}
