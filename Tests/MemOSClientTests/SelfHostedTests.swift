import MemOSClient
import MemoryModel
import TestSupport
import Testing

@Suite struct SelfHostedTests {
  /// A real answer for a cube with one memory, reduced to a few fields.
  static let onePage =
    #"{"code":200,"message":"Memories retrieved successfully","data":{"text_mem":[{"cube_id":"memos_user_one","#
    + #""memories":[{"id":"00000000-0000-4000-8000-000000000007","memory":"the only memory of this cube","metadata":"#
    + #"{"key":"key 1","created_at":"2026-03-01T14:45:00.088837","memory_type":"UserMemory"}}],"total_nodes":1}],"#
    + #""pref_mem":[{"cube_id":"memos_user_one","memories":[],"total_nodes":0}],"tool_mem":[],"skill_mem":[]}}"#

  private func ask(_ reply: ScriptedReply, cube: String? = nil, key: String? = nil) async throws -> Exchange {
    try await Exchange.run([reply], key: key) { $0.dialect = .selfHosted(cube: cube) }
  }

  @Test func `a page is requested with its cube and without a key`() async throws {
    let exchange = try await ask(.answer(Self.onePage))
    let request = try #require(exchange.requests.first)
    #expect(request.method == "POST")
    #expect(request.path == "/product/get_memory")
    #expect(request.headers["authorization"] == nil)
    #expect(
      request.body
        == #"{"mem_cube_id":"memos_user_123","user_id":"memos_user_123","page":1,"page_size":50,"#
        + #""include_preference":true,"include_tool_memory":true,"include_skill_memory":true}"#)
    #expect(exchange.page?.page.rows[.factual]?.map(\.headline) == ["key 1 · the only memory of this cube"])
    #expect(exchange.page?.page.totals[.factual] == 1)
  }

  @Test func `another cube and a given key are sent`() async throws {
    let exchange = try await ask(.answer(Self.onePage), cube: "shared", key: "mpg-secret")
    #expect(
      exchange.requests.first?.body.hasPrefix(#"{"mem_cube_id":"shared","user_id":"memos_user_123""#) == true)
    #expect(exchange.requests.first?.headers["authorization"] == "Token mpg-secret")
  }

  @Test func `a cube alone is requested without a user`() async throws {
    let exchange = try await Exchange.run(
      [.answer(Self.onePage)], asking: .pageOf(.cube("shared"))
    ) { $0.dialect = .selfHosted(cube: "shared") }
    #expect(
      exchange.requests.first?.body
        == #"{"mem_cube_id":"shared","page":1,"page_size":50,"#
        + #""include_preference":true,"include_tool_memory":true,"include_skill_memory":true}"#)
  }

  @Test(
    arguments: [
      (.cloud, .answer(404, #"{"detail":"Not Found"}"#), "selfhosted"),
      (.cloud, .answer(405, #"{"detail":"Method Not Allowed"}"#), "selfhosted"),
      (.cloud, .answer(404, "not found"), nil),
      (.cloud, .answer(404, #"{"code":40001,"message":"no"}"#), nil),
      (.cloud, .answer(422, #"{"detail":"x"}"#), nil),
      (.selfHosted(cube: nil), .answer(404, "<html><title>404 Not Found</title></html>"), "cloud"),
      (.selfHosted(cube: nil), .answer(404, #"{"status":404,"error":"Not Found"}"#), "cloud"),
      (.selfHosted(cube: nil), .answer(405, ""), "cloud"),
      (.selfHosted(cube: nil), .answer(#"{"code":40100,"message":"API key is missing"}"#), "cloud"),
      (.selfHosted(cube: nil), .answer(401, #"{"code":40130,"message":"API key is missing"}"#), "cloud"),
      // FastAPI's answer for an unknown path.
      (.selfHosted(cube: nil), .answer(404, #"{"detail":"Not Found"}"#), nil),
      (.selfHosted(cube: nil), .answer(500, #"{"code":500,"message":"down"}"#), nil),
    ] as [(Dialect, ScriptedReply, String?)])
  func `an answer in the other dialect is reported as such`(
    dialect: Dialect, reply: ScriptedReply, likely: String?
  ) async throws {
    for question in [Exchange.Question.page, .memory("a")] {
      let exchange = try await Exchange.run([reply], asking: question) { $0.dialect = dialect }
      #expect(exchange.error?.likelyDialect == likely)
    }
  }

  @Test func `an empty cube is never sent: it would return everyone's memories`() async throws {
    let exchange = try await ask(.answer(Self.onePage), cube: "")
    #expect(exchange.requests.isEmpty)
    #expect(exchange.error?.reason == .other(detail: "the cube has no name"))
  }

  @Test(
    arguments: [
      (
        .answer(
          422,
          #"{"code":422,"message":"[body -> filter] a dictionary","detail":[{"loc":["body"]}],"data":null}"#),
        .service(code: 422, message: "[body -> filter] a dictionary", status: 422)
      ),
      (
        .answer(500, #"{"code":500,"message":"[EXPORT GRAPH] failed\n\tSELECT * FROM m\n","data":null}"#),
        .service(code: 500, message: "[EXPORT GRAPH] failed\n\tSELECT * FROM m\n", status: 500)
      ),
      (.answer(404, #"{"detail":"Not Found"}"#), .status(404, message: "Not Found")),
      (.answer(405, #"{"detail":"Method Not Allowed"}"#), .status(405, message: "Method Not Allowed")),
    ] as [(ScriptedReply, ServiceError.Reason)])
  func `errors become facts and are not retried`(reply: ScriptedReply, reason: ServiceError.Reason)
    async throws
  {
    let exchange = try await ask(reply)
    #expect(exchange.error?.reason == reason)
    #expect(exchange.calls == 1)
  }

  @Test func `a memory is requested by its id, and null means there is none`() async throws {
    let found = #"{"code":200,"message":"ok","data":{"id":"a/b","memory":"m","metadata":{"key":"K"}}}"#
    let missing = #"{"code":200,"message":"Memory with ID a/b not found","data":null}"#
    let exchange = try await Exchange.run([.answer(found)], asking: .memory("a/b")) {
      $0.dialect = .selfHosted(cube: nil)
    }
    #expect(exchange.requests.map(\.path) == ["/product/get_memory/a%2Fb"])
    #expect(exchange.record?.record["memory"] == .string("m"))
    let none = try await Exchange.run([.answer(missing)], asking: .memory("a/b")) {
      $0.dialect = .selfHosted(cube: nil)
    }
    #expect(none.error?.reason == .noMemory)
  }

  @Test func `too many calls are retried after the seconds in the body`() async throws {
    let exchange = try await Exchange.run([
      .answer(429, #"{"detail":"Too many requests","retry_after":7}"#), .answer(Self.onePage),
    ]) { $0.dialect = .selfHosted(cube: nil) }
    #expect(exchange.pauses == [7])
    #expect(exchange.page != nil)
  }
}
