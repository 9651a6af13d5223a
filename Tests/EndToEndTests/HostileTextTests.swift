import Foundation
import TestSupport
import Testing

extension EndToEnd {
  @Suite struct HostileTextTests {
    /// Each would steer a terminal or hide text in it.
    static let attacks = [
      "\u{1B}[2;5;66z", "\u{1B}]52;c;aGF4\u{07}", "\u{1B}]0;owned\u{1B}\\", "\u{1B}P+q544e\u{1B}\\",
      "\u{1B}[?1003h",
      "\u{1B}[6n", "\u{1B}c", "\u{1B}#8", "\u{1B}[38;5;213m", "\u{9B}31m", "\u{9D}0;c1\u{9C}",
      "\u{90}q\u{9C}", "\u{85}",
      "\u{202E}gpj.exe\u{202C}", "\u{2066}iso\u{2069}", "pass\u{200B}word", "\u{FEFF}bom", "\u{2060}wj",
      "\u{200D}lone",
      "\u{00AD}shy", "\u{180E}mvs", "\u{2028}ls\u{2029}ps", "\u{E0041}tag", "bell\u{07}", "back\u{08}\u{08}",
      "\u{7F}del",
      "nul\u{00}", "\u{0E}shift\u{0F}", "tab\tline\nfeed\rreturn\u{0B}\u{0C}",
    ]
    static let attack = attacks.joined(separator: " ")

    static func expectClean(_ bytes: [UInt8], at location: SourceLocation = #_sourceLocation) {
      #expect(TerminalHarm.problems(in: bytes, drawnAs: .screen) == [], sourceLocation: location)
    }

    /// A JSON string with all control and non-ASCII characters escaped.
    static func json(_ text: String) -> String {
      "\""
        + text.utf16.map { unit in
          (0x20...0x7E).contains(unit) && unit != 0x22 && unit != 0x5C
            ? String(Unicode.Scalar(UInt8(unit)))
            : "\\u" + String(String(Int(unit) + 0x10000, radix: 16).suffix(4))
        }.joined() + "\""
    }

    @Test func noTextOfAMemorySteersTheTerminal() async throws {
      let attacked = Self.json(Self.attack)
      let facts = (1...3).map { number in
        #"{"id":"f-\#(number)","memory_key":\#(attacked),"memory_value":\#(attacked),"memory_type":\#(attacked),"status":\#(attacked),"conversation_id":\#(attacked),"tags":[\#(attacked)],"sources":[\#(attacked),{"role":\#(attacked),"content":\#(attacked),"chat_time":\#(attacked)}],"info":{\#(attacked):\#(attacked)},\#(attacked):1}"#
      }
      let tool =
        #"{"id":"t-1","tool_type":\#(attacked),"tool_value":\#(attacked),"tool_used_status":[{"used_tool":\#(attacked),"success_rate":\#(attacked),"error_type":\#(attacked)}]}"#
      try await MemoryServer.run([.page(facts: facts, tools: [tool])]) { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 3")
          try await terminal.keys("v")
          try await terminal.wait(for: "│")
          try await terminal.keys("Enter PgDn G J PgDn G q q 3")
          try await terminal.wait(for: "row 1 of 1", "TOOLS")
          try await terminal.keys("Enter J G")
          try await terminal.wait(for: "tool_used_status", "}")
          try await terminal.keys("q q q")
          #expect(try await terminal.exitCode() == 0)
          Self.expectClean(try terminal.bytes())
        }
      }
    }

    @Test func errorsIDsAndAddressesAreCleanToo() async throws {
      let message = #"{"code":40000,"message":\#(Self.json(Self.attack)),"data":null}"#
      let location = "https://elsewhere.example/%1B[2;5;66z\u{9B}31m"
      let replies: [ScriptedReply] = [
        .answer(200, message, headers: ["traceid": "t\u{9B}31m-\u{202E}1"]),
        .answer(302, "", headers: ["Location": location]),
        .answer(200, "<html>\(Self.attack)</html>", headers: ["Content-Type": "text/html"]),
      ]
      try await MemoryServer.run(replies) { service in
        let start = TerminalSession.Start.memtui([
          "--user", "a\u{1B}[2;5;66z\u{202E}b", "--base-url", service.server.url,
        ])
        try await TerminalSession.run(start) { terminal in
          try await terminal.wait(for: "40000", "1 call")
          try await terminal.keys("r")
          try await terminal.wait(for: "elsewhere.example", "2 calls")
          try await terminal.keys("r")
          try await terminal.wait(for: "not JSON", "3 calls")
          try await terminal.keys("!")
          try await terminal.wait(for: "40000", "elsewhere.example", "not JSON")
          try await terminal.keys("q q")
          #expect(try await terminal.exitCode() == 0)
          Self.expectClean(try terminal.bytes())
        }
      }
    }

    @Test func theHostileRowsOfTheDemoAreClean() async throws {
      try await DemoService.run { service in
        try await TerminalSession.run(service.browse(), columns: 100, rows: 50) { terminal in
          try await terminal.wait(for: "row 1 of 50+")
          try await terminal.hold("PgDn", until: "300 rows are loaded") { $0.rowCount ?? 0 >= 300 }
          let stream = TerminalStream(try terminal.bytes())
          #expect(stream.sequences.allSatisfy(CursesSequences.contain))
          #expect(
            !stream.text.unicodeScalars.contains {
              $0.value < 0x20 && !"\n\r\t\u{08}".unicodeScalars.contains($0)
            })
          #expect(!stream.text.unicodeScalars.contains { (0x7F...0x9F).contains($0.value) })
          #expect(!stream.text.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
          #expect(!stream.text.unicodeScalars.contains { (0x2066...0x2069).contains($0.value) })
        }
      }
    }

    @Test func aLineOfAMegabyteCostsOnlyWhatIsVisible() async throws {
      let long = String(repeating: "0123456789abcde ", count: 65_536)
      let facts = [
        #"{"id":"f-1","memory_key":"Long","memory_value":"\#(long)"}"#,
        #"{"id":"f-2","memory_key":"Joined","memory_value":"\#(long.filter { $0 != " " })"}"#, Fact.json(3),
      ]
      try await MemoryServer.run([.page(facts: facts)]) { service in
        try await TerminalSession.run(service.browse()) { terminal in
          try await terminal.wait(for: "row 1 of 3")
          // Preview and list cost a screenful, not a megabyte.
          #expect(try await terminal.settledByteCount() < 8000)
          let start = ContinuousClock.now
          try await terminal.keys("Down")
          try await terminal.wait(for: "row 2 of 3")
          try await terminal.keys("Enter")
          try await terminal.wait(for: "memory_value", "row 2 of 3 · Facts")
          try await terminal.keys("PgDn J J")
          try await terminal.keys("]")
          try await terminal.wait(for: "the text of fact 3")
          #expect(ContinuousClock.now - start < .seconds(5))
          #expect(try await terminal.settledByteCount() < 40_000)
        }
      }
    }

    @Test func columnsLineUpForEveryScript() async throws {
      let texts = [
        "计划在夏天去广州旅行，预算一万元，喜欢早茶和老城", "한국어로 된 기억은 여기에 있습니다 그리고 계속됩니다", "日本語の記憶、ひらがなとカタカナと漢字のまじり文",
        "family 👨‍👩‍👧‍👦 of four, astronaut 👩🏽‍🚀 and rainbow 🏳️‍🌈 flag 🇵🇹🇨🇳", "thumbs 👍🏿 keycap 1️⃣ heart ❤️‍🔥 and text ☺ or ☺️",
        "combining e\u{301}a\u{308}o\u{302} and Zalgo Z͑ͫ̓ͪ̂a̴l̷g̸o̵", "العربية من اليمين إلى اليسار", "हिन्दी में लिखा हुआ क्षेत्र",
        "plain ASCII for comparison",
      ]
      let facts = texts.enumerated().map { number, text in
        #"{"id":"f-\#(number)","memory_type":"UserMemory","confidence":0.5,"memory_key":"K\#(number)","memory_value":\#(Self.json(text + " " + text + " " + text))}"#
      }
      try await MemoryServer.run([.page(facts: facts)]) { service in
        try await TerminalSession.run(service.browse(), columns: 80, rows: 24) { terminal in
          try await terminal.wait(for: "row 1 of 9")
          try await terminal.keys("v v")
          // Each row is drawn selected and unselected, so its text is sent more than once.
          try await terminal.keys("Down", times: 20)
          try await terminal.keys("Up", times: 20)
          try await terminal.keys("Down")
          let screen = try await terminal.settledScreen(showing: "row 2 of 9")
          for (number, line) in screen.lines[3..<(3 + texts.count)].enumerated() {
            // `      now` is for rows without a time; the columns left of the text are ASCII and aligned.
            let columns = Array(line)
            #expect(String(columns[10..<17]) == ".50    ", "\(line)")
            #expect(String(columns[17..<19]) == "K\(number)", "\(line)")
          }
          #expect(screen.lines[3 + texts.count].isEmpty)
          #expect(screen.status.hasPrefix(" row 2 of 9"))
        }
      }
    }
  }
}
