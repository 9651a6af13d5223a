import TestSupport
import Testing

extension EndToEnd {
  /// Budgets for the bytes sent to an xterm-256color of 120×36 that shows rows of ASCII.
  @Suite struct ByteTests {
    private static let pages = (0..<10).map { page in
      ScriptedReply.page(
        facts: (1...50).map { row in
          let number = page * 50 + row
          let topics = ["travel", "payment", "hotel", "allergy", "family", "budget", "meeting"]
          let text = (0..<12).map { topics[(number * 7 + $0 * (number % 5 + 1)) % topics.count] }.joined(
            separator: " ")
          // Every column that a window of 120 columns shows has something in it.
          return """
            {"id":"fact-\(number)","memory_key":"\(topics[number % 7]) \(number)","memory_value":"\(text)",\
            "memory_type":"\(number % 3 == 0 ? "UserMemory" : "LongTermMemory")","confidence":0.\(10 + number % 90),\
            "create_time":\(1_500_000_000_000 + number * 86_400_000),"update_time":\(1_577_836_800_000 - number),\
            "tags":["\(topics[number % 5])"\(number % 2 == 0 ? "" : #","b""#)],"status":"activated",\
            "agent_id":"agent_\(topics[number % 3])","info":{"scene":"\(topics[number % 6])","tier":"gold"},\
            "sources":[{"role":"user","content":"message \(number) about \(topics[number % 4])"}]}
            """
        })
    }

    @Test func anIdleProgramIsSilentAndSleeps() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          let process = try await terminal.processID
          for keys in [[], ["Enter"], ["q", "u"]] {
            for key in keys { try await terminal.keys(key) }
            try await terminal.waitUntilAsleep(process)
            let bytes = try terminal.bytes().count
            let counters = try ProcessCounters(of: process)

            try await Task.sleep(for: .seconds(3))

            #expect(try terminal.bytes().count == bytes, "\(keys)")
            let later = try ProcessCounters(of: process)
            #expect(!counters.threads.isEmpty && later.active(since: counters) == [:], "\(keys)")
          }
        }
      }
    }

    @Test func movingWithoutPreviewStaysWithinItsBudget() async throws {
      try await MemoryServer.run(Self.pages) { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("v v")
          var row = 1
          for budget in [120, 260] {
            // The list has 32 rows: the first movements stay inside, later ones scroll, and row 41 loads the next page.
            var before = try await terminal.settledByteCount()
            for _ in 1...8 {
              try await terminal.keys("Down")
              row += 1
              try await terminal.wait(for: "row \(row) of")
              let after = try await terminal.settledByteCount()
              let sent = try terminal.bytes()[before..<after]
              #expect(sent.count <= budget, "row \(row): \(TerminalStream(sent))")
              before = after
            }
            if budget == 120 {
              try await terminal.keys("Down", times: 32 - row)
              row = 32
              try await terminal.wait(for: "row 32 of 50+")
            }
          }
        }
      }
    }

    @Test func movingWithThePreviewBelowCostsLittleMoreThanItsText() async throws {
      try await MemoryServer.run(Self.pages) { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          for row in 2...8 {
            var screen: ScreenText?
            let sent = try await terminal.bytesSent {
              try await terminal.keys("Down")
              screen = try await terminal.wait(for: "row \(row) of")
            }
            let lines = try #require(screen?.lines)
            let rule = try #require(lines.firstIndex { $0.hasPrefix("─ ") })
            let head = lines[rule].filter { $0 != "─" }
            let text = lines[(rule + 1)..<(lines.count - 1)].reduce(head.utf8.count) { $0 + $1.utf8.count }
            #expect(sent.count <= 120 + text + 300, "row \(row)")
          }
        }
      }
    }

    /// Counts and completions keep their places, so a letter that changes no count costs a few cells.
    @Test func typingInTheFormCostsWhatChanges() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("f scene Tab Tab P")
          try await terminal.wait(for: #"{"scene":"P"}"#)
          var typed = "P"
          for (letter, budget) in [("a", 300), ("y", 300), ("m", 300), ("e", 300), ("n", 300), ("t", 5_000)] {
            typed += letter
            let sent = try await terminal.bytesSent {
              try await terminal.type(letter)
              try await terminal.wait(for: "{\"scene\":\"\(typed)\"}")
            }
            #expect(sent.count <= budget, "\(typed): \(sent.count)")
          }
        }
      }
    }

    @Test func aHundredMovementsAtOnceCauseFewDraws() async throws {
      try await MemoryServer.run(Self.pages) { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("v v")
          try await terminal.hold("PgDn", until: "200 rows are loaded") { $0.rowCount ?? 0 >= 200 }
          try await terminal.keys("g")
          try await terminal.wait(for: "row 1 of")

          let sent = try await terminal.bytesSent {
            try await terminal.keys("Down", times: 100)
            try await terminal.wait(for: "row 101 of")
          }
          #expect(sent.count <= 6 * 1024)
        }
      }
    }
  }
}

extension TerminalSession {
  /// Waits until no thread has woken for half a second, so that opening and loading are over.
  func waitUntilAsleep(_ process: Int32, at location: SourceLocation = #_sourceLocation) async throws {
    var counters = try ProcessCounters(of: process)
    var since = ContinuousClock.now
    try await wait(until: "the program sleeps", at: location) {
      let now = try ProcessCounters(of: process)
      if now != counters {
        counters = now
        since = .now
      }
      return ContinuousClock.now - since > .milliseconds(500)
    }
  }
}
