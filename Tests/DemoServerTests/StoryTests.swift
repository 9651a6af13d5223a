import Foundation
import Testing

@testable import DemoServer

/// The twelve steps that memories go through while someone watches.
@Suite struct StoryTests {
  private static let users = ["memos_user_123", "memos_user_456", "memos_user_789"]

  /// Page 1 of each step, from 0 to 12.
  private func steps(
    _ client: DemoClient, _ user: String = "memos_user_123", as field: String = "user_id"
  ) async throws -> [JSON] {
    var pages: [JSON] = []
    for _ in 0...Story.length {
      pages.append(try await client.ask(#"{"\#(field)":"\#(user)","page":1,"size":50}"#)["data"])
    }
    return pages
  }

  private func rows(_ page: JSON) -> [String: JSON] {
    Dictionary(
      uniqueKeysWithValues: listNames.flatMap { page[$0].list }.map { ($0["id"].string!, $0) })
  }

  @Test func inTwelveStepsMemoriesArriveChangeAndVanish() async throws {
    try await withDemo(faults: ["story"]) { client async throws in
      let pages = try await steps(client)
      #expect(try await client.page(1)["data"] == pages[12])
      var (arrived, vanished, changed, shown) = (0, 0, Set<String>(), 0)
      for (before, after) in zip(pages, pages.dropFirst()) {
        let (old, new) = (rows(before), rows(after))
        if old != new { shown += 1 }
        let added = new.keys.filter { old[$0] == nil && new[$0]!["update_time"].time! > Double(testAnchor) }
        arrived += added.count
        // A row that an arrival pushes to the next page has not vanished.
        let gone = old.keys.filter { new[$0] == nil && old[$0]! != before["memory_detail_list"].list.last }
        vanished += gone.isEmpty ? 0 : 1
        for (id, row) in new {
          guard let was = old[id] else { continue }
          for field in ["memory_value", "preference", "confidence", "tags", "update_time"]
          where was[field] != row[field] { changed.insert(field) }
          #expect(was["create_time"] == row["create_time"])
        }
      }
      #expect(rows(pages[0]) != rows(pages[1]))
      #expect(shown == 12)
      #expect(arrived >= 5 && vanished >= 3)
      #expect(changed == ["memory_value", "preference", "confidence", "tags", "update_time"])
    }
  }

  @Test func eachFactThatVanishesLeavesItsNeighbours() async throws {
    for user in Self.users {
      try await withDemo(faults: ["story"]) { client async throws in
        let lists = try await steps(client, user).map {
          $0["memory_detail_list"].list.map { $0["id"].string! }
        }
        for (before, after) in zip(lists, lists.dropFirst()) {
          for (place, id) in before.enumerated().dropLast() where !after.contains(id) {
            #expect(place > 0 && after.contains(before[place - 1]) && after.contains(before[place + 1]))
          }
        }
      }
    }
  }

  /// Whichever time the rows are sorted by, the newest is what arrived last.
  @Test(arguments: users.map { ("user_id", $0) } + [("agent_id", "agent_concierge")])
  func whatArrivesIsNewerThanAllThatWasThere(field: String, user: String) async throws {
    try await withDemo(faults: ["story"]) { client async throws in
      let pages = try await steps(client, user, as: field)
      var arrived = 0
      for (step, (before, after)) in zip(pages, pages.dropFirst()).enumerated() {
        for list in listNames {
          let old = before[list].list
          let known = Set(old.map { $0["id"].string })
          for (place, row) in after[list].list.enumerated() where !known.contains(row["id"].string) {
            // What a row that vanished has let move up from the next page is no arrival.
            guard place < after[list].list.count - 1 else { continue }
            arrived += 1
            #expect(place == 0, "\(list) at step \(step + 1)")
            for time in ["create_time", "update_time"] {
              let others = old.compactMap { $0[time].time }
              let own = try #require(row[time].time, "\(time) in \(list) at step \(step + 1)")
              #expect(own > others.max() ?? 0)
            }
          }
        }
      }
      #expect(arrived >= 5)
    }
  }

  @Test func newTimesAreMinutesAfterTheAnchorAndTheOrderStays() async throws {
    try await withDemo(faults: ["story"]) { client async throws in
      for (step, page) in try await steps(client).enumerated() {
        for name in listNames {
          let times = page[name].list.compactMap { $0["update_time"].time }
          #expect(times == times.sorted(by: >))
          for time in times where time > Double(testAnchor) {
            #expect((time - Double(testAnchor)).truncatingRemainder(dividingBy: 60_000) == 0)
            #expect(time <= Double(testAnchor) + Double(step) * 60_000)
          }
        }
      }
    }
  }

  @Test func countsFollowTheRows() async throws {
    try await withDemo(faults: ["story"]) { client async throws in
      _ = try await steps(client)
      let (rows, calls) = try await client.walk()
      // The walk's own first page was the same question again.
      #expect(calls == 26)
      let facts = rows["memory_detail_list"]!
      #expect(try await client.page(2)["data"]["total"].int == facts.count)
      #expect(Set(facts.map { $0["id"].string }).count == facts.count)
      #expect(facts.count != 1287)
      for row in facts.prefix(8) {
        let detail = try await client.detail(row["id"].string!)["data"]
        #expect(detail["memory_value"] == row["memory_value"])
        #expect(detail["metadata"]["sources"].list.isEmpty == false)
      }
    }
  }

  @Test func anotherQuestionDoesNotContinueTheStory() async throws {
    try await withDemo(faults: ["story"]) { client async throws in
      let first = try await client.page(1)["data"]
      _ = try await client.page(2)
      _ = try await client.page(1, filter: #"{"and":[{"scene":"Flight"}]}"#)
      #expect(try await client.page(1)["data"] == first)
      _ = try await client.page(1, of: "memos_user_456")
      #expect(try await client.page(1)["data"] != first)
      #expect(try await client.page(1, of: "memos_user_456")["data"]["total"].int == 38)
    }
  }

  @Test func aFilterAppliesToWhatArrives() async throws {
    try await withDemo(faults: ["story"]) { client async throws in
      let booking = #"{"and":[{"tags":{"contains":"booking"}},{"update_time":{"gte":"2026-03-01"}}]}"#
      for count in [0, 0, 0, 0, 0, 0, 0, 1, 1] {
        #expect(try await client.page(1, filter: booking)["data"]["memory_detail_list"].list.count == count)
      }
    }
  }

  @Test func aVanishedMemoryIsNotFound() async throws {
    let id = RowID(tenant: 0, category: .fact, index: 5).uuid
    try await withDemo(faults: ["story"]) { client async throws in
      #expect(try await client.detail(id)["code"].int == 0)
      _ = try await steps(client)
      #expect(try await client.detail(id)["code"].int == 40001)
    }
  }

  @Test func aRetryOfAFailedCallDoesNotContinueTheStory() async throws {
    let first = try await withDemo { try await $0.page(1)["data"] }
    try await withDemo(faults: ["story", "error=40300 count=2"]) { client async throws in
      for _ in 0..<2 { #expect(try await client.page(1)["code"].int == 40300) }
      #expect(try await client.page(1)["data"] == first)
      #expect(try await client.page(1)["data"] != first)
    }
  }

  @Test func theOpenSourceDialectTellsTheSameStory() async throws {
    let body = #"{"mem_cube_id":"memos_user_123","page":1,"page_size":50}"#
    try await withDemo(faults: ["story"]) { client async throws in
      var totals: [Int] = []
      var texts: [Set<String>] = []
      for _ in 0...Story.length {
        let data = try await client.post(body, path: "/product/get_memory").json()["data"]
        let bucket = data["text_mem"].list[0]
        totals.append(bucket["total_nodes"].int!)
        texts.append(Set(bucket["memories"].list.compactMap { $0["memory"].string }))
      }
      #expect(totals == [1287, 1288, 1288, 1288, 1288, 1287, 1288, 1288, 1288, 1288, 1289, 1289, 1289])
      #expect(texts[1].contains { $0.hasPrefix("The user wants to fly to Lisbon") } && texts[0] != texts[1])
    }
  }

  @Test func withoutTheFaultNothingChanges() async throws {
    try await withDemo { client async throws in
      let first = try await client.page(1)
      for _ in 0..<3 { #expect(try await client.page(1) == first) }
    }
  }

  @Test func aShortListSkipsWhatItDoesNotHave() async throws {
    for memories in [0, 1, 6] {
      try await withDemo(memories: memories, faults: ["story"]) { client async throws in
        let pages = try await steps(client)
        for page in pages {
          #expect(page["total"].int == page["memory_detail_list"].list.count)
        }
        #expect(pages[12]["memory_detail_list"].list.isEmpty == (memories == 0))
      }
    }
  }
}
