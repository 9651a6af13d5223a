import Testing

extension EndToEnd {
  @Suite struct PagingTests {
    @Test func holdingPageDownReachesTheLastFactInTwentySixCalls() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")

          try await terminal.hold("PgDn", until: "row 1287 of 1287")

          let screen = try await terminal.settledScreen(showing: "row 1287 of 1287", "26 calls")
          #expect(screen.tabs.contains("1 Facts 1287"))
          #expect(screen.tabs.contains("2 Preferences 183"))
          #expect(screen.tabs.contains("3 Tools 91"))
          #expect(service.pages == Array(1...26))
          // 183 preferences end on page 4, 91 tool memories on page 2.
          for (page, body) in zip(1..., service.bodies) {
            #expect(
              body
                == #"{"user_id":"memos_user_123","page":\#(page),"size":50,"include_preference":\#(page <= 4),"include_tool_memory":\#(page <= 2)}"#
            )
          }

          try await terminal.keys("PgDn Down G G G 2 G G 3 G G 1 ?")
          try await terminal.wait(for: "Keys of the list")
          #expect(service.calls.count == 26)
        }
      }
    }

    @Test func everyFactIsListedOnceInServerOrder() async throws {
      try await DemoService.run { service in
        let expected = try await service.factTitles("memos_user_123")
        #expect(expected.count == 1287)
        try await TerminalSession.run(service.browse(), columns: 160, rows: 204) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("v v")
          try await terminal.hold("PgDn", until: "row 1287 of 1287")
          try await terminal.keys("g")
          var screen = try await terminal.settledScreen(showing: "row 1 of 1287")
          var rows = screen.rows
          while rows.count < expected.count {
            let last = screen.rows.last
            try await terminal.keys("PgDn")
            try await terminal.wait(until: "the next rows are shown") { $0.rows.last != last }
            screen = try await terminal.settledScreen(showing: "of 1287")
            // The last screenful repeats rows of the one before.
            let fresh = min(screen.rows.count, expected.count - rows.count)
            rows += screen.rows.suffix(fresh)
          }
          #expect(rows.count == expected.count)
          for (row, title) in zip(rows, expected) where title.isPlain {
            #expect(row.contains("  \(title.text)"), "\(row)")
          }
        }
      }
    }
  }
}
