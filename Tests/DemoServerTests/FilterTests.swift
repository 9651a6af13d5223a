import Foundation
import Testing

@testable import DemoServer

/// Filters are compared with a plain evaluation of the received records.
@Suite struct FilterTests {
  private static func text(_ row: JSON, _ name: String) -> String? { row["info"][name].string }

  private static func number(_ row: JSON, _ name: String) -> Double? { row["info"][name].double }

  private static func time(_ text: String) -> Double {
    JSON.string(text).time!
  }

  static let filters: [(String, @Sendable (JSON) -> Bool)] = [
    (#"{"and":[{"scene":"Payment"}]}"#, { text($0, "scene") == "Payment" }),
    (#"{"and":[{"info.scene":"Payment"}]}"#, { text($0, "scene") == "Payment" }),
    (#"{"and":[{"scene":"payment"}]}"#, { _ in false }),
    (
      #"{"or":[{"business_type":"booking"},{"custom_status":"待确认"}]}"#,
      {
        text($0, "business_type") == "booking" || text($0, "custom_status") == "待确认"
      }
    ),
    (#"{"and":[{"tags":{"contains":"finance"}}]}"#, { $0["tags"].list.contains(.string("finance")) }),
    (
      #"{"and":[{"tags":{"contains":"business trip"}},{"scene":"Work"}]}"#,
      {
        $0["tags"].list.contains(.string("business trip")) && text($0, "scene") == "Work"
      }
    ),
    (#"{"and":[{"agent_id":"agent_billing"}]}"#, { $0["agent_id"].string == "agent_billing" }),
    (
      #"{"and":[{"app_id":"app_ios"},{"info.vip":false}]}"#,
      {
        $0["app_id"].string == "app_ios" && $0["info"]["vip"] == .bool(false)
      }
    ),
    (#"{"and":[{"info.tier":"gold"}]}"#, { text($0, "tier") == "gold" }),
    (#"{"and":[{"tier":"gold"}]}"#, { text($0, "tier") == "gold" }),
    (#"{"and":[{"info.priority":3}]}"#, { number($0, "priority") == 3 }),
    (#"{"and":[{"info.priority":"3"}]}"#, { text($0, "priority") == "3" }),
    (#"{"and":[{"info.priority":{"gte":4}}]}"#, { number($0, "priority").map { $0 >= 4 } ?? false }),
    (
      #"{"and":[{"info.score":{"gt":0.25}},{"info.score":{"lte":0.75}}]}"#,
      {
        number($0, "score").map { $0 > 0.25 && $0 <= 0.75 } ?? false
      }
    ),
    (#"{"and":[{"info.score":0.5}]}"#, { number($0, "score") == 0.5 }),
    (#"{"and":[{"info.tier":{"gt":1}}]}"#, { _ in false }),
    (#"{"and":[{"info.trip":"Lisbon"}]}"#, { _ in false }),
    (#"{"and":[{"info.nothing":"x"}]}"#, { _ in false }),
    (
      #"{"and":[{"create_time":{"gte":"2025-12-01"}}]}"#,
      {
        $0["create_time"].time.map { $0 >= time("2025-12-01 00:00") } ?? false
      }
    ),
    (
      #"{"and":[{"update_time":{"gte":"2025-12-01"}},{"update_time":{"lt":"2026-01-01 12:30:00"}}]}"#,
      {
        $0["update_time"].time.map { $0 >= time("2025-12-01 00:00") && $0 < time("2026-01-01 12:30") }
          ?? false
      }
    ),
    (
      #"{"or":[{"update_time":{"lt":"2025-03-01"}},{"update_time":{"gt":"2026-02-01"}}]}"#,
      {
        $0["update_time"].time.map { $0 < time("2025-03-01 00:00") || $0 > time("2026-02-01 00:00") } ?? false
      }
    ),
    (
      #"{"and":[{"scene":"Payment"},{"tags":{"contains":"finance"}},{"create_time":{"gte":"2025-12-01"}}]}"#,
      {
        text($0, "scene") == "Payment" && $0["tags"].list.contains(.string("finance"))
          && ($0["create_time"].time.map { $0 >= time("2025-12-01 00:00") } ?? false)
      }
    ),
  ]

  @Test func filtersSelectExactlyTheRowsThatMatch() async throws {
    try await withDemo { client in
      let all = try await allRows.value
      var matching = 0
      for (filter, accepts) in Self.filters {
        let found = try await client.walk(filter: filter).rows
        for name in listNames {
          let expected = all[name, default: []].filter(accepts).map { $0["id"] }
          #expect(found[name, default: []].map { $0["id"] } == expected, "\(filter) in \(name)")
          matching += expected.isEmpty ? 0 : 1
        }
      }
      #expect(matching > 40)
    }
  }

  @Test func theTotalCountsMatchingFacts() async throws {
    try await withDemo { client in
      let filter = #"{"and":[{"scene":"Payment"}]}"#
      let facts = try await client.walk(filter: filter).rows["memory_detail_list"]!.count
      let data = try await client.page(2, filter: filter)["data"]
      #expect(facts > 100)
      #expect(data["total"].int == facts)
      #expect(data["pages"].int == (facts + 49) / 50)
    }
  }

  @Test func gteIncludesItsLimitAndGtExcludesIt() async throws {
    try await withDemo { client in
      let row = try await client.page(1)["data"]["memory_detail_list"].list[3]
      let moment = Moment(milliseconds: Int64(row["update_time"].time!))
      let second = moment.iso8601.replacing("T", with: " ").replacing("Z", with: "")
      for (name, isIn) in [("gte", true), ("lte", true), ("gt", false), ("lt", false)] {
        let found = try await client.walk(filter: #"{"and":[{"update_time":{"\#(name)":"\#(second)"}}]}"#)
          .rows
        #expect(found["memory_detail_list"]!.contains { $0["id"] == row["id"] } == isIn, "\(name)")
      }
    }
  }
}
