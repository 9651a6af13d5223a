import Foundation
import Testing

@testable import DemoServer

@Suite struct PagesTests {
  @Test func aWalkReadsEveryRowOnceIn26Pages() async throws {
    let (rows, calls) = try await withDemo { try await $0.walk() }
    #expect(listNames.map { rows[$0]?.count } == [1287, 183, 91])
    #expect(calls == 26)
    let ids = rows.values.joined().compactMap { $0["id"].string }
    #expect(ids.count == 1561)
    #expect(Set(ids).count == 1561)
  }

  @Test(arguments: [
    ("memos_user_456", [37, 12, 3]), ("memos_user_789", [50, 100, 0]), ("memos_user_empty", [0, 0, 0]),
    ("nobody", [0, 0, 0]), ("agent_concierge", [0, 0, 0]),
  ])
  func otherUsersHaveTheirOwnCounts(user: String, counts: [Int]) async throws {
    let (rows, _) = try await withDemo { try await $0.walk(user) }
    #expect(listNames.map { rows[$0]?.count } == counts)
  }

  @Test func anAgentHasItsOwnMemories() async throws {
    let data = try await withDemo {
      try await $0.post(#"{"agent_id":"agent_concierge","size":50}"#).json()["data"]
    }
    #expect(listNames.map { data[$0].list.count } == [50, 5, 8])
    #expect(data["total"].int == 64)
  }

  @Test func pageNumbersAndTotalsAreFilled() async throws {
    let data = try await withDemo { try await $0.page(26)["data"] }
    #expect(["total", "size", "current", "pages"].map { data[$0].int } == [1287, 50, 26, 26])
    #expect(data["memory_detail_list"].list.count == 37)
    #expect(data.has("skill_detail_list") && data["skill_detail_list"] == .null)
  }

  @Test func theDefaultSizeIsTenAndSwitchedOffListsAreAbsent() async throws {
    let data = try await withDemo {
      try await $0.post(
        #"{"user_id":"memos_user_123","include_preference":false,"include_tool_memory":false}"#
      ).json()["data"]
    }
    #expect(data["memory_detail_list"].list.count == 10)
    #expect(!data.has("preference_detail_list"))
    #expect(!data.has("tool_memory_detail_list"))
  }

  @Test(arguments: ["/get/memory", "/api/openmem/v1/get/memory", "/platform/api/openmem/v1/get/memory"])
  func anyPathPrefixIsAccepted(path: String) async throws {
    let reply = try await withDemo { try await $0.post(#"{"user_id":"memos_user_456"}"#, path: path) }
    #expect(try reply.json()["data"]["total"].int == 37)
  }

  @Test func rowsAreNewestFirstAndWithinFourteenMonths() async throws {
    let rows = try await allRows.value
    for name in listNames {
      let times = rows[name, default: []].compactMap { $0["update_time"].time }
      #expect(times == times.sorted(by: >), "\(name)")
      #expect(times.first! > Double(testAnchor) - 4 * 86_400_000 && times.first! <= Double(testAnchor))
      #expect(times.last! > Double(testAnchor) - 427 * 86_400_000)
      #expect(times.last! < Double(testAnchor) - 410 * 86_400_000)
      for row in rows[name, default: []] {
        guard let created = row["create_time"].time, let updated = row["update_time"].time else { continue }
        #expect(created <= updated)
      }
    }
  }

  @Test func theSameAnchorGivesTheSameBytesAndAnotherMovesTheTimes() async throws {
    let body = #"{"user_id":"memos_user_123","size":50,"page":3}"#
    let first = try await withDemo { try await $0.post(body).body }
    let again = try await withDemo { try await $0.post(body).body }
    #expect(first == again)
    let (before, after) = try await (
      withDemo { try await $0.page(1)["data"]["memory_detail_list"].list },
      withDemo(anchor: testAnchor + 86_400_000) { try await $0.page(1)["data"]["memory_detail_list"].list }
    )
    #expect(before.map { $0["id"] } == after.map { $0["id"] })
    let days = zip(before, after).compactMap { old, new in
      old["update_time"].time.flatMap { time in new["update_time"].time.map { ($0 - time) / 86_400_000 } }
    }
    #expect(!days.isEmpty && days.allSatisfy { $0 == 1 })
  }

  @Test func everyAnswerHasATraceIDAndATime() async throws {
    let body = #"{"user_id":"memos_user_456"}"#
    let traces = try await withDemo { client in
      let replies = [
        try await client.post(body), try await client.post("no JSON"), try await client.get("/elsewhere"),
      ]
      #expect(replies.allSatisfy { Int($0.headers["req-cost-time"] ?? "") != nil })
      return replies.map { $0.headers["traceid"] ?? "" }
    }
    #expect(Set(traces).count == 3)
    #expect(traces.allSatisfy { $0.count == 32 })
    let again = try await withDemo { try await $0.post(body).headers["traceid"] }
    #expect(again == traces[0])
  }

  @Test func callsAreRecorded() async throws {
    let calls = try await withDemo { client in
      _ = try await client.post(#"{"user_id":"memos_user_456"}"#, headers: ["Authorization": "Token k"])
      _ = try await client.get("/get/memory/some%2Fid")
      return client.server.callLog
    }
    #expect(calls.map(\.method) == ["POST", "GET"])
    #expect(calls.map(\.path) == ["/api/openmem/v1/get/memory", "/get/memory/some%2Fid"])
    #expect(calls[0].headers["authorization"] == "Token k")
    #expect(String(decoding: calls[0].body, as: UTF8.self) == #"{"user_id":"memos_user_456"}"#)
  }

  @Test func aTakenPortIsAnError() async throws {
    try await withDemo { client in
      let second = DemoServer()
      let error = await #expect(throws: DemoServerError.self) { try await second.start(port: client.port) }
      guard case .portTaken(client.port, let detail) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(detail.contains("in use"))
    }
  }

  @Test func aStoppedServerAnswersNothing() async throws {
    let client = try await withDemo { client in
      _ = try await client.page(1)
      return client
    }
    await #expect(throws: (any Error).self) { try await client.page(1) }
  }
}
