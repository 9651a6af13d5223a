import Foundation
import Testing

@testable import DemoServer

/// The dialect of the open-source server, on the same port as the cloud dialect.
@Suite struct CubeTests {
  private static let path = "/product/get_memory"

  private func ask(_ client: DemoClient, _ body: String) async throws -> JSON {
    try await client.post(body, path: Self.path).json()
  }

  @Test func thePagesOfACubeHoldEveryMemoryOnce() async throws {
    try await withDemo(key: "secret") { client in
      var ids: [String: Set<String>] = [:]
      for page in 1...4 {
        let answer = try await ask(
          client,
          #"{"mem_cube_id":"memos_user_789","user_id":"memos_user_789","page":\#(page),"page_size":30}"#)
        #expect(answer["code"].int == 200)
        for (name, total) in [("text_mem", 50), ("pref_mem", 100), ("tool_mem", 0), ("skill_mem", 0)] {
          let buckets = answer["data"][name].list
          #expect(buckets.count == 1)
          #expect(buckets.first?["cube_id"].string == "memos_user_789")
          #expect(buckets.first?["total_nodes"].int == total)
          ids[name, default: []].formUnion(
            (buckets.first?["memories"].list ?? []).compactMap { $0["id"].string })
        }
      }
      #expect(ids.mapValues(\.count) == ["text_mem": 50, "pref_mem": 100, "tool_mem": 0, "skill_mem": 0])
    }
  }

  @Test func bothDialectsServeTheSameMemories() async throws {
    try await withDemo { client in
      let cloud = try await client.page(1, of: "memos_user_456")["data"]["memory_detail_list"].list
      let answer = try await ask(client, #"{"mem_cube_id":"memos_user_456","page":1,"page_size":50}"#)
      let nodes = answer["data"]["text_mem"].list.first?["memories"].list ?? []
      #expect(nodes.map { $0["id"] } == cloud.map { $0["id"] })
      #expect(nodes.map { $0["memory"] } == cloud.map { $0["memory_value"] })
      #expect(nodes.map { $0["metadata"]["key"] } == cloud.map { $0["memory_key"] })
      #expect(nodes.map { $0["metadata"]["info"] } == cloud.map { $0["info"] })
      for node in nodes {
        let time = node["metadata"]["updated_at"].string
        #expect(time == nil || time?.count == "2026-08-12T09:20:00.084000".count, "\(time ?? "")")
      }
    }
  }

  @Test(arguments: [
    (#"{"mem_cube_id":"memos_user_456"}"#, 37), (#"{"mem_cube_id":"memos_user_456","user_id":null}"#, 37),
    (#"{"mem_cube_id":"memos_user_456","user_id":"memos_user_123"}"#, 0), (#"{"mem_cube_id":"nobody"}"#, 0),
    (#"{"mem_cube_id":"agent_concierge"}"#, 0),
    (#"{"mem_cube_id":"memos_user_456","page":null,"page_size":10,"filter":null,"source":"CLI"}"#, 37),
    (#"{"mem_cube_id":"memos_user_456","page":1,"page_size":10}"#, 10),
    (#"{"mem_cube_id":"memos_user_456","page":9223372036854775807,"page_size":9223372036854775807}"#, 0),
    (#"{"mem_cube_id":"memos_user_456","page":1,"page_size":9223372036854775807}"#, 37),
  ])
  func withoutAPageEverythingIsReturnedAtOnce(body: String, facts: Int) async throws {
    try await withDemo { client in
      let answer = try await ask(client, body)
      #expect(answer["code"].int == 200)
      #expect(answer["data"]["text_mem"].list.first?["memories"].list.count == facts)
    }
  }

  @Test func aSwitchedOffKindHasNoBucket() async throws {
    try await withDemo { client in
      let data = try await ask(
        client,
        #"{"mem_cube_id":"memos_user_123","page":1,"page_size":5,"include_preference":false,"include_tool_memory":false,"include_skill_memory":false}"#
      )["data"]
      #expect(data["text_mem"].list.count == 1)
      for name in ["pref_mem", "tool_mem", "skill_mem"] { #expect(data[name] == .array([])) }
    }
  }

  @Test func anUnknownFilterIsIgnored() async throws {
    func total(_ client: DemoClient, _ filter: String) async throws -> Int? {
      let body = #"{"mem_cube_id":"memos_user_123","page":1,"page_size":1,"filter":\#(filter)}"#
      return try await ask(client, body)["data"]["text_mem"].list.first?["total_nodes"].int
    }
    try await withDemo { client in
      let all = try await total(client, "null")
      #expect(all == 1287)
      for filter in ["{}", #"{"not":[]}"#, #"{"and":{}}"#, #"{"and":[{"confidence":{"between":[0,1]}}]}"#] {
        #expect(try await total(client, filter) == all, "\(filter)")
      }
      // A filter on a kind without memories.
      let empty = try await ask(
        client, #"{"mem_cube_id":"memos_user_empty","page":1,"page_size":9,"filter":{"and":[{"scene":"x"}]}}"#
      )
      #expect(empty["data"]["text_mem"].list.first?["total_nodes"].int == 0)
      let since = try await total(client, #"{"and":[{"created_at":{"gte":"2026-01-01"}}]}"#)
      #expect(since ?? 0 > 0 && since ?? 0 < 1287)
      let cloud = try await client.page(
        1, size: 1, filter: #"{"and":[{"create_time":{"gte":"2026-01-01"}}]}"#)["data"]["total"].int
      #expect(since == cloud)
      let first = try await ask(client, #"{"mem_cube_id":"memos_user_123","page":1,"page_size":50}"#)
      let sessions = (first["data"]["text_mem"].list.first?["memories"].list ?? []).compactMap {
        $0["metadata"]["session_id"].string
      }
      let session = try #require(sessions.first)
      let found = try await total(client, #"{"and":[{"session_id":"\#(session)"}]}"#)
      #expect(found ?? 0 > 0 && found ?? 0 < 1287)
    }
  }

  /// Filters that the open-source server ignores, that match nothing, or that it compares.
  @Test func filtersAreReadAsTheOpenSourceServerReadsThem() async throws {
    try await withDemo { client in
      func rows(_ filter: String) async throws -> [JSON] {
        let body =
          #"{"mem_cube_id":"memos_user_456","page":1,"page_size":50,"include_preference":false,"#
          + #""include_tool_memory":false,"include_skill_memory":false,"filter":\#(filter)}"#
        return try await ask(client, body)["data"]["text_mem"].list.first?["memories"].list ?? []
      }
      let all = try await rows("null")
      #expect(all.count == 37)
      for filter in [
        #"{"not":1}"#, #"{"not":{"scene":"x"}}"#, #"{"and":[{"scene":{"ne":"x"}}]}"#, #"{"scene":{}}"#,
        #"{"and":[{"not":{"scene":"x"}}]}"#,
      ] {
        #expect(try await rows(filter).count == all.count, "\(filter)")
      }
      for filter in [
        #"{"AND":[{"info.scene":"x"}]}"#, #"{"OR":[]}"#, #"{"and":[{"or":[{"memory":{"like":""}}]}]}"#,
        #"{"and":[{"create_time":{"gte":"2000-01-01"}}]}"#, #"{"update_time":{"lt":"2100-01-01 00:00:00"}}"#,
        #"{"create_time":"x"}"#, #"{"conversation_id":{"like":"conv"}}"#, #"{"memory":{"like":"zzzz"}}"#,
        #"{"memory":"zzzz"}"#, #"{"and":[{"mystery":1}]}"#, #"{"session_id":{"in":[]}}"#,
        #"{"memory":{"contains":"a"}}"#,
      ] {
        #expect(try await rows(filter).isEmpty, "\(filter)")
      }
      for filter in [
        #"{"created_at":{"gte":"2000-01-01"}}"#, #"{"or":[{"updated_at":{"lt":"2100-01-01 00:00:00"}}]}"#,
        #"{"user_name":"memos_user_456"}"#, #"{"memory":{"like":""}}"#, #"{"confidence":{"gte":0,"lte":1}}"#,
      ] {
        let count = try await rows(filter).count
        #expect(count > all.count / 2 && count <= all.count, "\(filter): \(count)")
      }
      // Compared with a plain search through all rows.
      func texts(_ rows: [JSON]) -> [String] { rows.compactMap { $0["memory"].string } }
      for part in ["the", "The", "a", "é", "\u{4E00}"] {
        let like = texts(try await rows(#"{"and":[{"memory":{"like":"\#(part)"}}]}"#))
        #expect(like == texts(all).filter { $0.utf8.firstRange(of: part.utf8) != nil }, "\(part)")
        let other = texts(try await rows(#"{"and":[{"memory":{"nolike":"\#(part)"}}]}"#))
        #expect(other == texts(all).filter { $0.utf8.firstRange(of: part.utf8) == nil }, "\(part)")
      }
      let types = try await rows(#"{"memory_type":{"in":["UserMemory","WorkingMemory"]}}"#)
      #expect(
        types
          == all.filter { ["UserMemory", "WorkingMemory"].contains($0["metadata"]["memory_type"].string) })
      let sure = try await rows(#"{"and":[{"confidence":{"gt":0.9}}]}"#)
      #expect(sure == all.filter { $0["metadata"]["confidence"].double ?? 0 > 0.9 })
      let key = try #require(all.compactMap { $0["metadata"]["key"].string }.first)
      let found = try await rows(#"{"key":"\#(key)"}"#)
      #expect(found == all.filter { $0["metadata"]["key"].string == key } && !found.isEmpty)
    }
  }

  @Test(arguments: [
    ("{}", "mem_cube_id"), (#"{"mem_cube_id":""}"#, "mem_cube_id"), (#"{"mem_cube_id":null}"#, "mem_cube_id"),
    (#"{"mem_cube_id":"c","filter":"tags=travel"}"#, "filter must be an object"),
    (#"{"mem_cube_id":"c","page":0}"#, "page must be at least 1"), ("", "not valid JSON"),
  ])
  func invalidRequestsGetA422(body: String, detail: String) async throws {
    try await withDemo { client in
      let reply = try await client.post(body, path: Self.path)
      #expect(reply.status == 422)
      let answer = try reply.json()
      #expect(answer["code"].int == 422)
      #expect(answer["message"].string?.contains(detail) == true)
      #expect(answer["data"] == .null)
    }
  }

  @Test func aMemoryIsFoundByItsID() async throws {
    try await withDemo { client in
      let answer = try await ask(client, #"{"mem_cube_id":"memos_user_123","page":1,"page_size":1}"#)
      let node = try #require(answer["data"]["pref_mem"].list.first?["memories"].list.first)
      let id = try #require(node["id"].string)
      let found = try await client.get("\(Self.path)/\(id)").json()
      #expect(found["data"]["memory"] == node["memory"])
      let missing = try await client.get("\(Self.path)/nobody")
      #expect(missing.status == 200)
      let text = try missing.json()
      #expect(text["code"].int == 200 && text["data"] == .null)
      #expect(try await client.get(Self.path).status == 405)
    }
  }
}
