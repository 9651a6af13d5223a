import Foundation
import Testing

@testable import DemoServer

@Suite struct DataTests {
  @Test func aScreenDoesNotRepeatItself() async throws {
    let rows = try await allRows.value
    for name in listNames {
      let texts = rows[name]!.map { row in
        ["memory_value", "preference", "tool_value"].compactMap { row[$0].string }.joined()
      }
      for start in stride(from: 0, to: texts.count - 30, by: 30) {
        let screen = texts[start..<start + 30]
        // Tool schemas are always the same text.
        #expect(Set(screen).count >= (name == listNames[2] ? 22 : 28), "\(name) from \(start)")
      }
    }
  }

  @Test func noTemplateShowsItsSlots() async throws {
    let body = try await withDemo { client in
      var text = ""
      for page in 1...26 {
        text += String(
          decoding: try await client.post(#"{"user_id":"memos_user_123","size":50,"page":\#(page)}"#).body,
          as: UTF8.self)
      }
      return text
    }
    // One hostile text has braces on purpose.
    let slots = body.matches(of: /\{[a-z]+[0-9]?\}/).map { String($0.output) }
    #expect(Set(slots) == ["{curly}"])
  }

  @Test func mostTextsAreEnglishAndTheRestCoverOtherScripts() async throws {
    let texts = try await allRows.value["memory_detail_list"]!.compactMap { $0["memory_value"].string }
    func share(_ scalars: ClosedRange<UInt32>) -> Int {
      texts.filter { $0.unicodeScalars.contains { scalars.contains($0.value) } }.count
    }
    let english = texts.filter { $0.contains("user") }.count
    #expect((750...1000).contains(english))
    #expect(share(0x4E00...0x9FFF) > 100)
    #expect(share(0x3040...0x30FF) > 20)
    for script in [0xAC00...0xD7A3, 0x0600...0x06FF, 0x0900...0x097F, 0x0400...0x04FF, 0x0370...0x03FF] {
      #expect(share(UInt32(script.lowerBound)...UInt32(script.upperBound)) >= 5, "\(script)")
    }
    #expect(share(0x1F300...0x1FAFF) > 50)
    #expect(share(0x1F1E6...0x1F1FF) > 5)
    #expect(texts.filter { $0.unicodeScalars.contains("\u{200D}") && $0.contains("user") }.count > 5)
  }

  @Test func hostileAndLongTextsAreIncluded() async throws {
    let texts = try await allRows.value["memory_detail_list"]!.compactMap { $0["memory_value"].string }
    for piece in ["\u{1B}[31m", "\u{1B}]52;", "\u{202E}", "\u{200B}", "[/etc/passwd]", "\u{07}", "\u{9B}"] {
      #expect(texts.contains { $0.contains(piece) }, "\(piece.debugDescription)")
    }
    let long = texts.filter { $0.split(separator: " ").count > 200 }
    #expect(long.count >= 10)
    #expect(long.contains { $0.contains("\n") })
  }

  @Test func fieldsAppearInAllTheirForms() async throws {
    let rows = try await allRows.value
    let facts = rows["memory_detail_list"]!
    func forms(_ values: [JSON]) -> Set<String> {
      Set(
        values.map { value in
          switch value {
          case .null: "absent"
          case .bool: "bool"
          case .number: "number"
          case .array: "array"
          case .object: "object"
          case .string(let text): Double(text) != nil ? "digits" : text.hasSuffix("Z") ? "zulu" : "string"
          }
        })
    }
    #expect(forms(facts.map { $0["update_time"] }) == ["absent", "number", "digits", "zulu", "string"])
    #expect(forms(facts.map { $0["create_time"] }) == ["absent", "number", "digits", "zulu", "string"])
    #expect(forms(facts.map { $0["info"]["priority"] }) == ["absent", "number", "digits"])
    #expect(forms(facts.map { $0["info"]["trip"] }) == ["absent", "object"])
    #expect(forms(facts.map { $0["info"]["labels"] }) == ["absent", "array"])
    #expect(forms(facts.flatMap { $0["sources"].list }) == ["object", "string"])
    for field in [
      "memory_key", "confidence", "tags", "conversation_id", "info", "relativity", "sources", "version",
    ] {
      #expect(facts.contains { $0.has(field) } && facts.contains { !$0.has(field) }, "\(field)")
    }
    let uses = rows["tool_memory_detail_list"]!.flatMap { $0["tool_used_status"].list }
    #expect(forms(uses.map { $0["success_rate"] }) == ["number", "digits"])
    #expect(uses.contains { $0.has("experience") } && uses.contains { $0.has("tool_experience") })
    #expect(
      Set(uses.compactMap { $0["used_tool"].string }).isSuperset(of: ["search_flights", "pay_invoice"]))
    let kinds = Set(rows["tool_memory_detail_list"]!.compactMap { $0["tool_type"].string })
    #expect(kinds == ["ToolTrajectoryMemory", "ToolSchemaMemory", "ToolSchema"])
  }

  /// English is the fallback for the other languages, so it must have every topic.
  @Test func englishCoversEveryTopic() {
    for topic in Topic.allCases {
      #expect(Lexicon.english.statements(.fact, about: topic).count >= 4, "\(topic)")
      #expect(!Lexicon.english.statements(.preference, about: topic).isEmpty, "\(topic)")
      #expect(!Lexicon.english.smallTalk(about: topic).isEmpty, "\(topic)")
    }
    #expect(Lexicon.others.count == 9)
    for (lexicon, rows) in Lexicon.others {
      #expect(!lexicon.smallTalk(about: .pets).isEmpty, "a language of \(rows) rows")
    }
  }

  @Test(
    arguments: [
      ("2025-12-01", 1_764_547_200_000), ("2024-02-29 23:59:59", 1_709_251_199_000), ("2025-02-29", nil),
      ("2025-13-01", nil), ("2025-12-1", nil), ("2025-12-01 24:00:00", nil), ("2025-12-01 08:30", nil),
      ("", nil),
    ] as [(String, Int64?)])
  func filterDatesAreRead(text: String, milliseconds: Int64?) {
    #expect(Moment(filterText: text)?.milliseconds == milliseconds)
  }
}
