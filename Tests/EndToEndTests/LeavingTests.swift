import Foundation
import Glibc
import Testing

extension EndToEnd {
  @Suite struct LeavingTests {
    @Test(
      arguments: [
        ([], "UPDATED"), (["Enter"], "memory_value"), (["Enter", "J"], #""memory_value":"#),
        (["u"], "User id:"),
        (["?"], "Keys of the list"), (["!"], "Nothing happened yet"),
        (["Enter", "?"], "Keys of the open memory"),
      ] as [([String], String)])
    func controlCQuitsFromEverywhere(keys: [String], place: String) async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          for key in keys { try await terminal.press(key) }
          try await terminal.wait(for: place)
          try await terminal.press("C-c")
          #expect(try await terminal.exitCode() == 130)
          try await terminal.expectLeftClean()
        }
      }
    }

    @Test func controlCQuitsWhileLoading() async throws {
      try await DemoService.run(faults: "latency=60s") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "Loading facts")
          try await terminal.press("C-c")
          #expect(try await terminal.exitCode() == 130)
          try await terminal.expectLeftClean()
        }
      }
    }

    @Test(arguments: [(SIGTERM, 143), (SIGHUP, 129)], [[], ["Enter"], ["u"]])
    func aSignalLeavesTheTerminalAsItWas(signal: (number: Int32, code: Int), keys: [String]) async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(.shell) { terminal in
          try await terminal.runInShell(
            "stty -a > before; $MEMTUI --user memos_user_123 --base-url \(service.url); code=$?; "
              + "stty -a > after; echo left with $code")
          try await terminal.wait(for: "row 1 of 50+")
          for key in keys { try await terminal.press(key) }
          let children = try await terminal.children(named: "memtui")
          #expect(kill(try #require(children.first), signal.number) == 0)

          try await terminal.wait(for: "left with \(signal.code)")
          try await terminal.expectLeftClean()
          #expect(try terminal.file("before").contains("speed"))
          #expect(try terminal.file("before") == terminal.file("after"))
          try await terminal.runInShell("echo $((6 * 7)) is usable")
          try await terminal.wait(for: "42 is usable")
        }
      }
    }

    @Test(arguments: [[], ["Enter"], ["2", "v"], ["u"]])
    func suspendedAndBackWithTheScreenAsBefore(keys: [String]) async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(.shell) { terminal in
          try await terminal.runInShell(
            "stty -a > before; $MEMTUI --user memos_user_123 --base-url \(service.url)")
          try await terminal.wait(for: "row 1 of 50+")
          for key in keys { try await terminal.press(key) }
          _ = try await terminal.settledByteCount()
          let before = try await terminal.screen()

          for round in 1...2 {
            try await terminal.press("C-z")
            try await terminal.wait(until: "the shell says that it stopped") { screen in
              screen.lines.filter { $0.contains("Stopped") }.count == round
            }
            try await terminal.expectLeftClean()
            try await terminal.runInShell("stty -a > after; echo $((6 * 7)) is usable, round \(round)")
            try await terminal.wait(for: "42 is usable, round \(round)")
            #expect(try terminal.file("before") == terminal.file("after"))
            try await terminal.runInShell("fg; echo left with $?")
            try await terminal.wait(until: "the screen is as before") { $0.text == before.text }
          }
          try await terminal.press("C-c")
          try await terminal.wait(for: "left with 130")
          #expect(service.calls.count == 1)
        }
      }
    }

    /// While it paints, too; and who types `fg` at once has it back, not stopped once more.
    @Test func aStopFromOutsideStopsEachTimeAndOnce() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(.shell) { terminal in
          try await terminal.runInShell("$MEMTUI --user memos_user_123 --base-url \(service.url)")
          try await terminal.wait(for: "row 1 of 50+")
          let process = try #require(try await terminal.children(named: "memtui").first)
          for round in 1...20 {
            try await terminal.press("Down")
            #expect(kill(process, SIGTSTP) == 0)
            try await terminal.wait(until: "stop \(round) has come") { ProcessCounters.isStopped(process) }
            try await terminal.type("fg")
            try await terminal.press("Enter")
            try await terminal.wait(for: "of 50+")
          }
        }
      }
    }

    @Test(arguments: [SIGSTOP, nil], [true, false])
    func aTerminalThatGoesTakesTheProgramAlong(stopped: Int32?, whileLoading: Bool) async throws {
      try await DemoService.run(faults: whileLoading ? "latency=60s" : "latency=0s") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: whileLoading ? "Loading facts" : "row 1 of 50+")
          let process = try await terminal.processID
          if let stopped { #expect(kill(process, stopped) == 0) }
          try await terminal.tmux("kill-server")
          if stopped != nil { #expect(kill(process, SIGCONT) == 0) }
          try await terminal.wait(until: "the program is gone") { !ProcessCounters.isRunning(process) }
        }
      }
    }
  }
}
