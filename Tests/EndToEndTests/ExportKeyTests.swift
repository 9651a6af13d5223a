import Foundation
import Testing

extension EndToEnd {
  /// `e` in the browser.
  @Suite struct ExportKeyTests {
    private func names(_ terminal: TerminalSession) throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: terminal.home.path).filter {
        $0.hasPrefix("memories") || $0.hasPrefix(".memtui")
      }
    }

    @Test func loadedRowsAreWrittenWithoutACallAndReplacedAfterAQuestion() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("e Enter")
          try await terminal.wait(for: "Wrote 50 memories to /")
          #expect(service.calls.count == 1)
          let first = try terminal.file("memories.ndjson")
          #expect(first.split(separator: "\n").count == 50)

          try await terminal.keys("e Right Enter")
          try await terminal.wait(for: "memories.ndjson already exists")
          #expect(try terminal.file("memories.ndjson") == first)
          try await terminal.keys("Enter")
          try await terminal.wait(for: "Wrote 150 memories to /")
          #expect(try terminal.file("memories.ndjson").split(separator: "\n").count == 150)
          #expect(try names(terminal) == ["memories.ndjson"])
        }
      }
    }

    @Test func everythingIsFetchedPageByPageWithTheActiveFilter() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse("memos_user_123", "--where", "scene=Payment")) {
          terminal in
          try await terminal.wait(for: "row 1 of ")
          try await terminal.keys("e Right Down Right Enter")
          try await terminal.wait(for: " memories to /")
          let lines = try terminal.file("memories.ndjson").split(separator: "\n")
          #expect(lines.count > 100)
          #expect(lines.allSatisfy { $0.contains(#""scene":"Payment""#) })
          #expect(service.bodies.allSatisfy { $0.contains(#""filter":{"and":[{"scene":"Payment"}]}"#) })
          #expect(service.pages.sorted() == [1] + Array(1..<service.pages.count))
          try await terminal.wait(for: "\(service.calls.count) calls")
        }
      }
    }

    @Test(arguments: ["Esc", "Ctrl-C", "q"])
    func aStoppedExportLeavesNoFile(key: String) async throws {
      try await DemoService.run(faults: "latency=60s page=3") { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.keys("e Right Down Right Enter")
          try await terminal.wait(for: "exporting · 291 rows")
          #expect(try names(terminal).count == 1)
          try await terminal.keys(key)
          if key == "Esc" {
            try await terminal.wait(for: "The export was stopped after 291 memories")
          } else {
            #expect(try await terminal.exitCode() == (key == "q" ? 0 : 130))
            try await terminal.expectTerminalIsRestored()
          }
          try await terminal.wait(until: "no file is left") { _ in try names(terminal).isEmpty }
        }
      }
    }
  }
}
