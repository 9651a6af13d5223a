import Foundation
import Testing

@testable import DemoServer

/// A memory follows from the conversation that the demo shows as its source.
@Suite struct SourcesTests {
  /// Slots are the words that differ between two memories of the same kind.
  private func slots(_ text: some StringProtocol) -> Set<String> {
    Set(String(text).matches(of: /\{([a-z]+[0-9]?)\}/).map { String($0.output.1) })
  }

  @Test(arguments: [
    ("english facts", PackageResources.english_facts_txt), ("english", PackageResources.english_txt),
    ("chinese", PackageResources.chinese_txt), ("japanese", PackageResources.japanese_txt),
    ("russian", PackageResources.russian_txt), ("korean", PackageResources.korean_txt),
    ("arabic", PackageResources.arabic_txt), ("hindi", PackageResources.hindi_txt),
    ("greek", PackageResources.greek_txt), ("spanish", PackageResources.spanish_txt),
    ("german", PackageResources.german_txt), ("nurse", PackageResources.nurse_txt),
    ("student", PackageResources.student_txt), ("concierge", PackageResources.concierge_txt),
  ])
  func whatTheUserSaidNamesAllThatTheMemoryHolds(language: String, bytes: [UInt8]) {
    let file = WordFile(bytes)
    for line in file["facts"] + file["preferences"] where !line.hasPrefix("# ") {
      let columns = line.split(separator: "|").map(\.trimmed)
      #expect(columns.count == 4, "\(line)")
      let isFact = file["facts"].contains(line)
      let memory = isFact ? columns[0] + columns[1] : columns[0]
      #expect(slots(memory).isSubset(of: slots(columns[2])), "\(line)")
    }
  }

  /// `cancel_booking("BK-8645827")` follows from "Please cancel my booking BK-8645827."
  @Test func aToolWasUsedForWhatTheUserSaid() async throws {
    var (asked, strings) = (0, 0)
    for row in try await allRows.value["tool_memory_detail_list"]! {
      guard let run = row["tool_value"].string,
        let name = row["tool_used_status"].list.first?["used_tool"].string,
        let call = run.firstRange(of: " → ").map({ run[..<$0.lowerBound] }), call.hasPrefix(name + "(")
      else { continue }
      let sources = row["sources"].list
      let said = sources.map { ($0["content"].string ?? $0.string ?? "").lowercased() }
      guard !said.isEmpty else { continue }
      asked += 1
      if sources[0].string != nil { strings += 1 }
      // What the call is given, without the names of its parameters, is in what a preview quotes. "user" is who speaks;
      // ZA and CHF are said in words.
      let given = call.dropFirst(name.count).split { !$0.isLetter && !$0.isNumber && !"-=_".contains($0) }
        .map { ($0.split(separator: "=", omittingEmptySubsequences: false).last ?? "").lowercased() }
      for value in given where !["", "user", "za", "chf"].contains(value) {
        #expect(said[0].contains(value), "\(value) of \(call) from \(said)")
      }
    }
    #expect(asked > 20)
    // Some servers send the messages as plain strings.
    #expect(strings > 0)
  }

  @Test func eachToolHasAConversationWithAllThatItsCallIsGiven() {
    #expect(Tool.all.count == 17)
    for line in WordFile(PackageResources.tools_txt)["tools"] {
      let columns = line.split(separator: "|").map(\.trimmed)
      #expect(columns.count == 6, "\(line)")
      let call = columns[2].split(separator: "→")[0]
      #expect(slots(call).isSubset(of: slots(columns[4])), "\(line)")
    }
  }

  private func words(_ text: String) -> Set<String> {
    Set(text.lowercased().split { !$0.isLetter && !$0.isNumber }.filter { $0.count > 3 }.map { String($0) })
  }

  @Test func englishMemoriesShareWordsWithTheFirstThingTheUserSaid() async throws {
    let rows = try await allRows.value
    var compared = 0
    for (list, text) in [("memory_detail_list", "memory_value"), ("preference_detail_list", "preference")] {
      for row in rows[list]! {
        guard let memory = row[text].string, !memory.contains("\u{1B}"),
          memory.unicodeScalars.prefix(20).allSatisfy(\.isASCII)
        else { continue }
        let said = row["sources"].list.compactMap { $0["content"].string ?? $0.string }
        guard !said.isEmpty else { continue }
        compared += 1
        // A preview quotes it.
        let shared = words(said[0]).intersection(words(memory))
        #expect(!shared.isEmpty, "\(memory) from \(said)")
      }
    }
    #expect(compared > 300)
  }

  @Test func sourcesAreOlderThanTheMemory() async throws {
    for row in try await allRows.value["memory_detail_list"]! {
      guard let created = row["create_time"].time else { continue }
      for said in row["sources"].list.compactMap({ $0["chat_time"].time }) { #expect(said <= created) }
    }
  }

  /// "Does it know the penicillin allergy, since when, from which conversation?"
  @Test func theFirstScreenKnowsThePenicillinAllergy() async throws {
    let page = try await withDemo { try await $0.page(1)["data"]["memory_detail_list"].list }
    let row = try #require(page.prefix(6).first { $0["memory_key"].string == "Allergy: penicillin" })
    #expect(row["memory_value"].string?.contains("allergic to penicillin") == true)
    for field in ["create_time", "update_time", "confidence", "conversation_id", "agent_id", "info"] {
      #expect(row.has(field), "\(field)")
    }
    #expect(row["tags"].list.contains(.string("allergy")))
    #expect(row["create_time"].time! < row["update_time"].time! - 100 * 86_400_000)
    let said = row["sources"].list.compactMap { $0["content"].string }
    #expect(said.first == said.first { $0.contains("I must not get penicillin again, remember that.") })
    #expect(said.count == 2)
  }

  @Test func everyPlantedMemoryIsInItsPlace() async throws {
    let rows = try await allRows.value
    let groups = PlantedGroup.all
    #expect(groups.count == 22)
    for group in groups {
      #expect(group.members.count > 1)
      for (index, planted) in group.members {
        let row = rows[group.category.names.list]![index]
        #expect(!row["sources"].list.isEmpty)
        #expect(row.has("conversation_id") && row.has("update_time") && row.has("create_time"))
        guard group.category == .fact, let confidence = planted.confidence else { continue }
        #expect(row["confidence"].double == Double(confidence) / 100)
        #expect(row["tags"].list.compactMap(\.string) == planted.tags)
      }
    }
    func count(_ kind: PlantedGroup.Kind) -> [Int] {
      Category.allCases.map { category in
        groups.filter { $0.kind == kind && $0.category == category }.count
      }
    }
    #expect(count(.mayContradict) == [8, 4, 0])
    #expect(count(.near) == [3, 2, 0])
    #expect(count(.identical) == [3, 2, 0])
    let early = groups.filter { group in group.members.filter { $0.index < 50 }.count > 1 }
    #expect(early.count >= 3)
  }
}
