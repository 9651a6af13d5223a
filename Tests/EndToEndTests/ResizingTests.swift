import Testing

extension EndToEnd {
  @Suite struct ResizingTests {
    @Test func everySizeIsDrawnWellAndSendsNothing() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse(), columns: 80, rows: 24) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("Down", times: 7)
          try await terminal.wait(for: "row 8 of 50+")
          for (columns, rows) in [(120, 36), (40, 10), (80, 24), (200, 60), (41, 11), (120, 36)] {
            try await terminal.resize(columns: columns, rows: rows)
            try await terminal.wait(until: "the screen is whole at \(columns)×\(rows)") {
              screen in
              screen.lines.count == rows && screen.status.hasPrefix(" row 8 of 50+")
                && screen.lines[2].hasPrefix(" UPDATED") && screen.header.contains("1 call")
            }
            let screen = try await terminal.settledScreen(showing: "row 8 of 50+")
            #expect(screen.header.hasPrefix("memtui  memos_user_1"), "\(screen)")
            #expect(screen.tabs.contains("1 Facts 50+"), "\(screen)")
            #expect(screen.selectedLine != nil, "\(screen)")
            // At least five rows are listed, and none is broken.
            let list = screen.lines[3..<(rows - 1)].prefix { !$0.hasPrefix("─") }
            #expect(list.count >= 5, "\(screen)")
            #expect(list.allSatisfy { $0.beginsWithAge }, "\(screen)")
          }
          #expect(service.calls.count == 1)
        }
      }
    }

    @Test(arguments: [(39, 10), (40, 9), (20, 5), (10, 2)])
    func aTooSmallWindowShowsOneLineAndLosesNothing(columns: Int, rows: Int) async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse(), columns: 80, rows: 24) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("2 Down Down v")
          let before = try await terminal.settledScreen(showing: "row 3 of 50+", "│")

          try await terminal.resize(columns: columns, rows: rows)
          try await terminal.wait(until: "only the notice is shown") { screen in
            screen.lines.count == rows && screen.header.hasPrefix("memtui")
              && screen.lines.dropFirst().allSatisfy(\.isEmpty)
          }
          let small = try await terminal.settledScreen(showing: "memtui")
          let sentence = [
            39: "memtui needs 40x10, this is 39x10", 40: "memtui needs 40x10, this is 40x9",
            20: "memtui needs 40x10",
          ]
          #expect(small.header == sentence[columns] ?? "memtui")
          try await terminal.resize(columns: 80, rows: 24)

          try await terminal.wait(until: "the screen is restored") { $0.text == before.text }
          #expect(service.calls.count == 1)
        }
      }
    }
  }
}
