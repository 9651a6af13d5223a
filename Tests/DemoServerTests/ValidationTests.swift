import Foundation
import Testing

@testable import DemoServer

@Suite struct ValidationTests {
  /// Body, code, a part of the message.
  static let bodies: [(String, Int, String)] = [
    ("", 40000, "not valid JSON"),
    ("{", 40000, "not valid JSON"),
    ("[]", 40006, "an array"),
    ("{}", 40002, "user_id"),
    (#"{"user_id":"u","agent_id":"a"}"#, 40002, "exactly one"),
    (#"{"user_id":""}"#, 40003, "empty"),
    (#"{"user_id":7}"#, 40006, "user_id must be a string, not an integer"),
    (#"{"user_id":null}"#, 40002, "user_id is missing"),
    (#"{"user_id":"\#(String(repeating: "é", count: 101))"}"#, 40010, "101 characters"),
    (#"{"user_id":"u","page":0}"#, 40000, "page must be at least 1"),
    (#"{"user_id":"u","page":"1"}"#, 40006, "page must be an integer, not a string"),
    (#"{"user_id":"u","page":true}"#, 40006, "not a boolean"),
    (#"{"user_id":"u","page":1.5}"#, 40006, "not a number"),
    (#"{"user_id":"u","size":0}"#, 40000, "size must be between 1 and 50"),
    (#"{"user_id":"u","size":51}"#, 40000, "not 51"),
    (#"{"user_id":"u","include_preference":1}"#, 40006, "include_preference"),
    (#"{"user_id":"u","include_tool_memory":"no"}"#, 40006, "include_tool_memory"),
    (#"{"user_id":"u","include_memory_view":"profile"}"#, 40006, "include_memory_view"),
    (#"{"user_id":"u","filter":[]}"#, 40006, "filter must be an object"),
    (#"{"user_id":"u","filter":{}}"#, 40000, "exactly one root"),
    (#"{"user_id":"u","filter":{"and":[],"or":[]}}"#, 40000, "exactly one root"),
    (#"{"user_id":"u","filter":{"AND":[]}}"#, 40000, "not \"AND\""),
    (#"{"user_id":"u","filter":{"and":{}}}"#, 40006, "must be an array"),
    (#"{"user_id":"u","filter":{"and":[]}}"#, 40000, "no condition"),
    (#"{"user_id":"u","filter":{"and":["scene"]}}"#, 40006, "filter.and[0] must be an object"),
    (#"{"user_id":"u","filter":{"and":[{"or":[{"scene":"a"}]}]}}"#, 40000, "cannot be nested"),
    (#"{"user_id":"u","filter":{"and":[{"scene":"a","biz_id":"b"}]}}"#, 40000, "exactly one field"),
    (#"{"user_id":"u","filter":{"and":[{"user_id":"u"}]}}"#, 40000, "user_id is not supported"),
    (#"{"user_id":"u","filter":{"and":[{"scene":{"like":"Pay"}}]}}"#, 40000, "filter.and[0].scene"),
    (#"{"user_id":"u","filter":{"and":[{"scene":3}]}}"#, 40006, "must be a string"),
    (#"{"user_id":"u","filter":{"and":[{"info.biz_id":3}]}}"#, 40006, "info.biz_id must be a string"),
    (#"{"user_id":"u","filter":{"and":[{"agent_id":null}]}}"#, 40006, "agent_id"),
    (#"{"user_id":"u","filter":{"and":[{"tags":"finance"}]}}"#, 40006, "contains"),
    (#"{"user_id":"u","filter":{"and":[{"tags":{"in":["finance"]}}]}}"#, 40000, "unknown operator \"in\""),
    (#"{"user_id":"u","filter":{"and":[{"tags":{"contains":["finance"]}}]}}"#, 40006, "tags.contains"),
    (#"{"user_id":"u","filter":{"and":[{"create_time":"2025-12-01"}]}}"#, 40006, "gt, gte, lt, lte"),
    (#"{"user_id":"u","filter":{"and":[{"create_time":{"gte":1}}]}}"#, 40006, "date string"),
    (#"{"user_id":"u","filter":{"and":[{"create_time":{"gte":"7d"}}]}}"#, 40000, "\"7d\" is not a date"),
    (#"{"user_id":"u","filter":{"and":[{"create_time":{"gte":"2025-02-30"}}]}}"#, 40000, "not a date"),
    (
      #"{"user_id":"u","filter":{"and":[{"update_time":{"gte":"2025-12-01T08:00:00"}}]}}"#, 40000,
      "not a date"
    ),
    (#"{"user_id":"u","filter":{"and":[{"update_time":{"gte":"2025-12-01 08:00"}}]}}"#, 40000, "not a date"),
    (
      #"{"user_id":"u","filter":{"and":[{"update_time":{"gte":"2025-12-01","lt":"2026-01-01"}}]}}"#, 40000,
      "one operator"
    ),
    (
      #"{"user_id":"u","filter":{"and":[{"info.score":{"gt":"3"}}]}}"#, 40006,
      "must be a number, not a string"
    ),
    (#"{"user_id":"u","filter":{"and":[{"info.score":{"eq":3}}]}}"#, 40000, "unknown operator \"eq\""),
    (#"{"user_id":"u","filter":{"and":[{"tier":["gold"]}]}}"#, 40006, "not an array"),
    (#"{"user_id":"u","filter":{"and":[{"info.":"x"}]}}"#, 40000, "names no field"),
  ]

  @Test func invalidBodiesAreRefusedWithTheFieldName() async throws {
    try await withDemo { client in
      for (body, code, message) in Self.bodies {
        let reply = try await client.post(body)
        let json = try reply.json()
        #expect(reply.status == 200, "\(body)")
        #expect(json["code"].int == code, "\(body)")
        #expect(json["message"].string?.contains(message) == true, "\(body): \(json["message"])")
        #expect(json["data"] == .null)
      }
    }
  }

  @Test func everythingTheContractAllowsIsAccepted() async throws {
    let bodies = [
      #"{"user_id":"\#(String(repeating: "é", count: 100))"}"#,
      #"{"user_id":"u","page":1000000000000000000,"size":50}"#,
      #"{"user_id":"u","include_memory_view":["profile"]}"#,
      // As the official SDK and CLI send it.
      #"{"include_preference":true,"user_id":"u","agent_id":null,"include_tool_memory":true,"include_memory_view":null,"filter":null,"page":1,"size":10}"#,
      #"{"user_id":"u","page":null,"size":null,"include_preference":null,"source":"CLI","page_size":10,"x":{"y":[1]}}"#,
      #"{"user_id":null,"agent_id":"agent_concierge"}"#,
      #"{"user_id":"u","filter":{"or":[{"update_time":{"lt":"2024-02-29"}},{"update_time":{"gte":"2025-12-01 08:00:00"}}]}}"#,
      #"{"user_id":"u","filter":{"and":[{"info.vip":true},{"priority":2},{"info.score":{"lte":0.5}},{"x.y":"z"}]}}"#,
    ]
    try await withDemo { client async throws in
      for body in bodies { #expect(try await client.ask(body)["code"].int == 0, "\(body)") }
    }
  }

  @Test(
    arguments: [
      (nil, 40100), ("", 40100), ("Token", 40100), ("Bearer secret", 40100), ("Token wrong", 40132),
      ("Token secret", 0),
    ] as [(String?, Int)])
  func theKeyIsChecked(header: String?, code: Int) async throws {
    let headers = header.map { ["Authorization": $0] } ?? [:]
    try await withDemo(key: "secret") { client in
      let page = try await client.post(#"{"user_id":"u"}"#, headers: headers).json()
      #expect(page["code"].int == code)
      let detail = try await client.get("/get/memory/x", headers: headers).json()
      #expect(detail["code"].int == (code == 0 ? 40001 : code))
    }
  }

  @Test func otherPathsAndMethodsAreRefused() async throws {
    try await withDemo { client async throws in
      #expect(try await client.get("/get/memory").status == 405)
      #expect(try await client.post("{}", path: "/get/memory/x").status == 405)
      #expect(try await client.post("{}", path: "/search/memory").status == 404)
      #expect(try await client.get("/").status == 404)
    }
  }
}
