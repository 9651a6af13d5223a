import Foundation
import Glibc
import TestSupport
import Testing

extension EndToEnd {
  @Suite struct ExportTests {
    /// `{"category":"factual","memory":{…}}` -> `factual 01921bc5-…`, line by line.
    private func rows(_ text: String) throws -> [String] {
      struct Line: Decodable {
        struct Memory: Decodable {
          var id: String
        }
        var category: String
        var memory: Memory
      }
      return try text.split(separator: "\n").map { line in
        let line = try JSONDecoder().decode(Line.self, from: Data(line.utf8))
        return "\(line.category) \(line.memory.id)"
      }
    }

    @Test func everyPageIsRequestedOnceAndEveryMemoryIsWritten() async throws {
      try await DemoService.run { service in
        try await ShellFolder.run { folder in
          let code = try await folder.sh(
            "$MEMTUI export --user memos_user_123 --base-url \(service.url) >out 2>errors")
          #expect(code == 0)
          #expect(try folder.text("errors").isEmpty)
          let rows = try rows(folder.text("out"))
          #expect(rows.count == 1287 + 183 + 91)
          #expect(Set(rows).count == rows.count)
          // Up to four requests are under way if answers take long; the service may read them in another order.
          #expect(service.pages.sorted() == Array(1...26))
          #expect(rows.prefix(50).allSatisfy { $0.hasPrefix("factual ") })
          #expect(rows[50...99].allSatisfy { $0.hasPrefix("preference ") })
          #expect(rows[100...149].allSatisfy { $0.hasPrefix("tool ") })
          // Preferences end on page 4 and tools on page 2. Up to three more pages are under way by then.
          for (page, body) in zip(service.pages, service.bodies) {
            for (name, last) in [("include_preference", 4), ("include_tool_memory", 2)]
            where !(last + 1...last + 3).contains(page) {
              #expect(body.contains("\"\(name)\":\(page <= last)"), "page \(page)")
            }
          }
        }
      }
    }

    @Test(arguments: ["", " --dialect selfhosted", " --dialect selfhosted --cube memos_user_123"])
    func theDemoIsExportedTwiceWithTheSameBytes(dialect: String) async throws {
      try await ShellFolder.run { folder in
        let script =
          "for file in one two; do $MEMTUI export --demo\(dialect) -o $file 2>>errors || exit; done"
        let code = try await folder.sh(script)
        #expect(code == 0)
        #expect(try rows(folder.text("one")).count == 1287 + 183 + 91)
        #expect(try folder.data("one") == folder.data("two"))
      }
    }

    @Test func aLongExportUsesNoMoreMemoryThanAShortOne() async throws {
      func peak(memories: Int) async throws -> Int {
        // The last page is delayed, so that the peak before it can be read.
        let fault = "latency=500ms page=\(memories / 50 + 1)"
        return try await DemoService.run(faults: fault, memories: memories) { service in
          try await ShellFolder.run { folder in
            async let code = folder.sh(
              "$MEMTUI export --user memos_user_123 --base-url \(service.url) -o out & echo $! >pid; wait $!")
            let process = try await folder.processID()
            var peak = 0
            while let bytes = ProcessCounters.peakBytes(of: process) {
              peak = max(peak, bytes)
              try await Task.sleep(for: .milliseconds(5))
            }
            #expect(try await code == 0)
            let rows = try rows(folder.text("out"))
            #expect(rows.count { $0.hasPrefix("factual ") } == memories)
            #expect(Set(rows).count == rows.count)
            return peak
          }
        }
      }
      let short = try await peak(memories: 500)
      let long = try await peak(memories: 20_000)
      // 20 MB of records pass through; 24,000 digests of ids stay.
      #expect(long - short < 6 << 20, "\(short >> 10) KiB, then \(long >> 10) KiB")
    }

    @Test(arguments: ["ndjson", "json"])
    func invalidJSONValuesBecomeNullAndAreCounted(format: String) async throws {
      let facts = [
        #"{"id":"1","confidence":NaN,"info":{"a":[Infinity,-Infinity]},"memory_value":"\#u{9B}31m\#u{202E}\#u{85}"}"#,
        "{\"id\":\"caf\u{E9}\"}", "{\"id\":\"cafe\u{301}\"}",
      ]
      try await MemoryServer.run([.page(facts: facts)]) { service in
        try await ShellFolder.run { folder in
          let code = try await folder.sh(
            "$MEMTUI export --user u --base-url \(service.server.url) --format \(format) >out 2>errors")
          #expect(code == 0)
          let text = try folder.text("out")
          #expect(
            text.contains(
              #""confidence":null,"info":{"a":[null,null]},"memory_value":"\u009b31m\u202e\u0085""#))
          #expect(try folder.text("errors").contains("3 numbers that are not valid JSON"))
          #expect(
            text.utf8.count(where: { $0 == UInt8(ascii: "\n") }) >= 3, "the two spellings are two memories")
          for line in text.split(separator: "\n") where format == "ndjson" {
            _ = try JSONSerialization.jsonObject(with: Data(line.utf8))
          }
          if format == "json" { _ = try JSONSerialization.jsonObject(with: Data(text.utf8)) }
        }
      }
    }

    @Test(arguments: ["ndjson", "json", "csv", "markdown"])
    func aFileAndStandardOutputGetTheSameBytes(format: String) async throws {
      try await DemoService.run { service in
        try await ShellFolder.run { folder in
          let export =
            "$MEMTUI export --user memos_user_456 --base-url \(service.url) --format \(format) --page-size 20"
          #expect(
            try await folder.sh("umask 027; \(export) --output file 2>errors && \(export) >out 2>>errors")
              == 0)
          #expect(try folder.data("file") == folder.data("out"))
          #expect(try folder.text("errors").isEmpty)
          #expect(try folder.names() == ["errors", "file", "out"])
          let attributes = try FileManager.default.attributesOfItem(
            atPath: folder.url.appending(path: "file").path)
          #expect(attributes[.posixPermissions] as? Int == 0o640)
          let text = try folder.text("out")
          switch format {
          case "ndjson": #expect(try rows(text).count == 52)
          case "json":
            let object = try JSONDecoder().decode([String: [[String: JSONAny]]].self, from: Data(text.utf8))
            #expect(object.mapValues(\.count) == ["factual": 37, "preference": 12, "tool": 3])
          case "csv": #expect(text.hasPrefix("category,id,memory_key,"))
          default:
            #expect(
              text.split(separator: "\n").filter { $0.hasPrefix("# ") } == [
                "# Facts", "# Preferences", "# Tools",
              ])
            #expect(text.split(separator: "\n").count { $0.hasPrefix("- ") } == 52)
          }
        }
      }
    }

    @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)] as [(Int32, Int32)])
    func aSignalLeavesNoPartialFile(signal: Int32, code: Int32) async throws {
      try await DemoService.run(faults: "latency=60s page=3", memories: 150) { service in
        try await ShellFolder.run { folder in
          async let ended = folder.sh(
            "echo old >file; $MEMTUI export --user memos_user_123 --base-url \(service.url) -o file 2>errors "
              + "& echo $! >pid; wait $!")
          let process = try await folder.processID()
          _ = try await folder.wait(until: "page 3 is requested") { service.pages.contains(3) ? true : nil }
          kill(process, signal)
          #expect(try await ended == code)
          #expect(try folder.names() == ["errors", "file", "pid"])
          #expect(try folder.text("file") == "old\n")
          let errors = try folder.text("errors")
          // If answers take long, page 3 is requested before page 2 has arrived.
          let read = ["82 memories, 1 page", "132 memories, 2 pages"].map {
            "memtui: Interrupted. Stopped after \($0), 3 calls; file was not written.\n"
          }
          #expect(read.contains(errors), "\(errors)")
        }
      }
    }

    @Test func aFailureKeepsTheOldFile() async throws {
      try await DemoService.run(faults: "error=40304 page=3", memories: 150) { service in
        try await ShellFolder.run { folder in
          let code = try await folder.sh(
            "echo old >file; $MEMTUI export --user memos_user_123 --base-url \(service.url) -o file 2>errors")
          #expect(code == 1)
          #expect(try folder.names() == ["errors", "file"])
          #expect(try folder.text("file") == "old\n")
          let errors = try folder.text("errors")
          try Refusal.expectOneSentence(in: errors, naming: "quota is used up")
          #expect(errors.contains("132 memories, 2 pages, 3 calls; file was not written."))
          #expect(errors.contains("trace "))
        }
      }
    }

    @Test func temporaryFailuresAreRetried() async throws {
      try await DemoService.run(faults: "status=503 page=2 count=1") { service in
        try await ShellFolder.run { folder in
          let code = try await folder.sh(
            "$MEMTUI export --user memos_user_456 --page-size 30 --base-url \(service.url) >out 2>errors")
          #expect(code == 0)
          #expect(service.pages == [1, 2, 2])
          #expect(try rows(folder.text("out")).count == 52)
          #expect(try folder.text("errors").isEmpty)
        }
      }
    }

    @Test func aClosedPipeEndsTheExport() async throws {
      try await DemoService.run(memories: 20_000) { service in
        try await ShellFolder.run { folder in
          try await folder.sh(
            "{ $MEMTUI export --user memos_user_123 --base-url \(service.url) 2>errors; echo $? >code; } "
              + "| head -n 3 >out")
          #expect(try rows(folder.text("out")).count == 3)
          #expect(try folder.text("code") == "0\n")
          #expect(try folder.text("errors").isEmpty)
          #expect(service.calls.count < 50)
        }
      }
    }

    @Test(arguments: [
      ("--output /nowhere/file", "/nowhere/file"), ("--output .", "Is a directory"), ("--format xml", "xml"),
      ("--page-size 0", "--page-size"), ("stray", "--help"),
    ])
    func faultsAreReportedBeforeAnyCall(arguments: String, named: String) async throws {
      try await DemoService.run { service in
        try await ShellFolder.run { folder in
          let code = try await folder.sh(
            "$MEMTUI export --user memos_user_123 --base-url \(service.url) \(arguments) >out 2>errors")
          #expect(code == 2)
          try Refusal.expectOneSentence(in: folder.text("errors"), naming: named)
          #expect(try folder.text("out").isEmpty)
          #expect(service.calls.isEmpty)
        }
      }
    }

    @Test func withoutAUserTheErrorNamesTheOption() async throws {
      try await ShellFolder.run { folder in
        #expect(try await folder.sh("$MEMTUI export 2>errors") == 2)
        try Refusal.expectOneSentence(in: folder.text("errors"), naming: "--user")
      }
    }

    @Test func progressIsShownWithoutControlCharacters() async throws {
      let fact = #"{"id":"f1","memory_value":"\u001b[2J \#u{9B}31m red \#u{202E}"}"#
      try await MemoryServer.run([.page(facts: [fact])]) { service in
        let line =
          "$MEMTUI export --user u --base-url \(service.server.url) --format FORMAT; echo left with $?; sleep 60"
        for format in ["ndjson", "csv"] {
          let script = line.replacing("FORMAT", with: format)
          try await TerminalSession.run(.script(script)) { terminal in
            try await terminal.wait(for: "left with 0")
            try await terminal.wait(for: "memtui: Wrote 1 memory to standard output: 1 page, 1 call, ")
            let text = String(decoding: try terminal.bytes(), as: UTF8.self)
            #expect(!text.contains("\u{1B}[2J") && !text.contains("\u{9B}") && !text.contains("\u{202E}"))
          }
        }
      }
    }
  }
}

/// Any JSON value.
private struct JSONAny: Decodable {
  init(from decoder: any Decoder) throws {}
}
