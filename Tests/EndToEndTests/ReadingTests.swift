import TestSupport
import Testing

extension EndToEnd {
  @Suite struct ReadingTests {
    @Test func aMemoryOpensInFullAndEscGoesBackOneLevel() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse(), columns: 160, rows: 90) { terminal in
          let list = try await terminal.settledScreen(showing: "row 1 of 50+")

          try await terminal.keys("Enter")
          let open = try await terminal.settledScreen(
            showing: "memory_value", "create_time", "info.scene", "conversation_id")
          try await terminal.keys("J")
          try await terminal.wait(for: #""memory_value": ""#)
          try await terminal.keys("?")
          try await terminal.wait(for: "Keys of the raw view")

          try await terminal.keys("Esc")
          try await terminal.wait(for: #""memory_value": ""#)
          try await terminal.keys("q")
          try await terminal.wait(until: "the fields are back") { $0.text == open.text }
          try await terminal.keys("Esc")
          try await terminal.wait(until: "the list is back") { $0.text == list.text }
          // In the list Esc does nothing and q quits.
          try await terminal.keys("Esc Down")
          try await terminal.wait(for: "row 2 of 50+")
          try await terminal.keys("q")
          #expect(try await terminal.exitCode() == 0)
          #expect(service.calls.count == 1)
        }
      }
    }

    @Test func bracketsOpenTheNextAndPreviousMemory() async throws {
      try await MemoryServer.run([.page(facts: Fact.json(1...37))]) { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 37")
          try await terminal.keys("Enter ] ]")
          try await terminal.wait(for: "row 3 of 37 · Facts", "memory_value the text of fact 3")
          try await terminal.keys("[")
          try await terminal.wait(for: "row 2 of 37 · Facts", "memory_value the text of fact 2")
          try await terminal.keys("[ [ [")
          try await terminal.wait(for: "memory_value the text of fact 1")
          try await terminal.keys("]", times: 50)
          try await terminal.wait(for: "memory_value the text of fact 37")
          // The list's cursor has moved too.
          try await terminal.keys("q")
          let list = try await terminal.settledScreen(showing: "row 37 of 37", "UPDATED")
          #expect(list.selectedLine?.contains("fact 37  the text of fact 37") == true)
        }
      }
    }

    @Test func keysScrollThroughALongMemory() async throws {
      let lines = (1...200).map { "line \($0) of a long text" }.joined(separator: "\\n")
      try await MemoryServer.run([
        .page(facts: [#"{"id":"f-1","memory_key":"Long","memory_value":"\#(lines)","status":"activated"}"#])
      ]) { service in
        try await TerminalSession.run(service.browse(), columns: 80, rows: 24) { terminal in
          try await terminal.wait(for: "row 1 of 1")
          try await terminal.keys("Enter")
          try await terminal.wait(for: "line 1 of a long text", "line 15 of a long text")
          try await terminal.keys("G")
          try await terminal.wait(for: "line 200 of a long text", "activated")
          try await terminal.keys("g")
          let top = try await terminal.settledScreen(
            showing: "line 1 of a long text", "line 15 of a long text")
          try await terminal.keys("PgDn")
          try await terminal.wait(until: "a page was turned") { screen in
            !screen.contains("line 1 of a") && screen.contains("line 25 of a")
          }
          try await terminal.keys("PgUp")
          try await terminal.wait(until: "the top is back") { $0.text == top.text }
          // j scrolls through the long field to the next one.
          try await terminal.keys("j", times: 250)
          try await terminal.wait(for: "line 200 of a long text", "activated")
          try await terminal.keys("k", times: 250)
          try await terminal.wait(for: "line 1 of a long text")
          try await terminal.keys("J G")
          try await terminal.wait(for: #""status": "activated""#)
          try await terminal.keys("g")
          try await terminal.wait(for: #""id": "f-1""#)
        }
      }
    }

    @Test func timesAreRelativeInTheListAndAbsoluteInTheMemory() async throws {
      let fact = #"{"id":"f-1","memory_key":"Old","memory_value":"text","update_time":1577836800000}"#
      try await MemoryServer.run([.page(facts: [fact])]) { service in
        try await TerminalSession.run(service.browse()) { terminal in
          let list = try await terminal.settledScreen(showing: "row 1 of 1")
          #expect(list.selectedLine?.beginsWithAge == true, "\(list)")
          try await terminal.keys("t")
          try await terminal.wait(until: "the list shows the date") {
            $0.selectedLine?.contains("▌2020-01-01 00:00 ") == true
          }
          try await terminal.keys("t Enter")
          try await terminal.wait(for: "update_time 2020-01-01 00:00 +00:00")
        }
      }
    }
  }
}
