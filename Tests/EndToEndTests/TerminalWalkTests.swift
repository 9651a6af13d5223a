import Foundation
import Testing

@testable import RandomWalk

extension EndToEnd {
  /// Random keys for the real binary in a real terminal. The walk without a terminal finds more and explains it; this
  /// one finds what only the whole program can do: crash while it draws, or hang.
  ///
  /// `MEMTUI_WALK_SECONDS` sets how long (5 by default), `MEMTUI_WALK_SEED` the first seed: `Scripts/test --walk 600`.
  @Suite(.timeLimit(.minutes(60))) struct TerminalWalkTests {
    private static let keys =
      [
        "Up", "Down", "Left", "Right", "Home", "End", "PgUp", "PgDn", "Enter", "Enter", "Tab", "Shift-Tab",
        "Esc",
      ]
      + [
        "Esc", "Backspace", "Del", "F1", "Ctrl-N", "Ctrl-E", "Ctrl-Y", "Ctrl-O", "Ctrl-K", "Ctrl-R", "Ctrl-S",
        "Ctrl-L", "Ctrl-U", "Ctrl-W",
      ]
      + "j k h l g G v t r w f F + ? : ! / n & s S 0 i o x y e J E p c [ ] ] [ 1 2 3 N".split(separator: " ")
      .map(String.init)
    private static let phrases = [
      ["f", "s", "c", "e", "n", "e", "Tab", "Tab", "P", "a", "y", "m", "e", "n", "t", "Enter"], ["G", "G"],
      ["u", "x", "Enter"], ["/", "a", "Ctrl-N", "Enter"], [":", "s", "c", "e", "n", "e", "=", "x", "Enter"],
      ["u", "m", "e", "m", "o", "s", "_", "u", "s", "e", "r", "_", "1", "2", "3", "Enter"],
    ]

    @Test func randomKeysNeitherCrashNorHangIt() async throws {
      let environment = ProcessInfo.processInfo.environment
      let seconds = Double(environment["MEMTUI_WALK_SECONDS"] ?? "") ?? 5
      let end = ContinuousClock.now + .milliseconds(Int(seconds * 1000))
      var seed = UInt64(environment["MEMTUI_WALK_SEED"] ?? "") ?? 1
      repeat {
        try await walk(seed, until: end)
        seed &+= 1
      } while ContinuousClock.now < end
    }

    private func walk(_ seed: UInt64, until end: ContinuousClock.Instant) async throws {
      var random = RandomSource(seed, "terminal")
      let faults = random.element(of: [[], ["latency=30ms"], ["error=50000"], ["shift"]])
      let arguments = ["--demo", "--no-state"] + faults.flatMap { ["--fault", $0] }
      let programs = ["EDITOR": "true", "PAGER": "cat"]
      try await TerminalSession.run(.memtui(arguments), environment: programs, columns: 80, rows: 24) {
        terminal in
        try await terminal.wait(for: "memtui")
        let process = try await terminal.processID
        var pressed: [String] = []
        for _ in 0..<60 where ContinuousClock.now < end {
          let keys =
            random.once(in: 6)
            ? random.element(of: Self.phrases)
            : (0..<1 + random.below(8)).map { _ in random.element(of: Self.keys) }
          pressed += keys
          try await terminal.keys(keys.joined(separator: " "))
          if random.once(in: 8) {
            let (columns, rows) = random.element(of: [(120, 36), (80, 24), (40, 10), (200, 50), (30, 8)])
            pressed.append("\(columns)x\(rows)")
            try await terminal.resize(columns: columns, rows: rows)
          }
          guard ProcessCounters.isRunning(process) else {
            let code = try await terminal.exitCode()
            #expect(code == 0, "seed \(seed), exit code \(code) after \(pressed.joined(separator: " "))")
            return
          }
        }
        try await terminal.resize(columns: 80, rows: 24)
        // A program that has the terminal just then takes the first Ctrl-C, as it does in a shell.
        for _ in 1...2 where ProcessCounters.isRunning(process) {
          try await terminal.keys("Esc Ctrl-C")
          let patience = ContinuousClock.now + .seconds(10)
          while ProcessCounters.isRunning(process), ContinuousClock.now < patience {
            try await Task.sleep(for: .milliseconds(50))
          }
        }
        guard !ProcessCounters.isRunning(process) else {
          let screen = try await terminal.screen().text
          Issue.record(
            "seed \(seed) does not end after \(pressed.joined(separator: " ")); screen:\n\(screen)")
          return
        }
        let code = try await terminal.exitCode()
        #expect(
          code == 130 || code == 0, "seed \(seed), exit code \(code) after \(pressed.joined(separator: " "))")
        try await terminal.expectTerminalIsRestored()
      }
    }
  }
}
