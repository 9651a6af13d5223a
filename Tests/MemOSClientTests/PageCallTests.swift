import MemOSClient
import MemoryModel
import TestSupport
import Testing

@Suite struct PageCallTests {
  @Test func aPageRequestFollowsTheContract() async throws {
    let exchange = try await Exchange.run([.answer(Exchange.emptyPage)], key: "mpg-secret")

    let request = try #require(exchange.requests.first)
    #expect(request.method == "POST")
    #expect(request.path == "/get/memory")
    #expect(request.headers["authorization"] == "Token mpg-secret")
    #expect(request.headers["content-type"] == "application/json")
    #expect(request.headers["accept"] == "application/json")
    #expect(request.headers["user-agent"] == "memtui/test")
    #expect(
      request.body
        == #"{"user_id":"memos_user_123","page":1,"size":50,"include_preference":true,"include_tool_memory":true}"#
    )
    #expect(exchange.error == nil)
    #expect(exchange.page?.page.rows.isEmpty == true)
  }

  @Test func withoutAKeyNoAuthorizationIsSent() async throws {
    let exchange = try await Exchange.run([.answer(Exchange.emptyPage)])
    #expect(exchange.requests.first?.headers["authorization"] == nil)
  }

  @Test func theCallIsReportedInOrder() async throws {
    let exchange = try await Exchange.run([.answer(Exchange.emptyPage, headers: ["traceid": "trace-7"])])
    #expect(exchange.reports.count == 2)
    #expect(exchange.reports.first == .sent)
    guard case .answered = exchange.reports.last else { return #expect(Bool(false), "\(exchange.reports)") }
    #expect(exchange.page?.traceID == "trace-7")
  }

  @Test func thePathIsAppendedWithOneSlash() async throws {
    let paths = try await ScriptedServer.run([.answer(Exchange.emptyPage)]) { server in
      _ = try await Exchange.run(at: server.url + "/api/openmem/v1/")
      return server.requests.map(\.path)
    }
    #expect(paths == ["/api/openmem/v1/get/memory"])
  }

  @Test func pagesShareOneConnection() async throws {
    try await ScriptedServer.run([.answer(Exchange.emptyPage)]) { server in
      let client = try MemOSClient(ClientConfiguration(baseURL: BaseURL(server.url)))
      // An idle connection is closed after a minute, and so long a test may wait for its turn among the others.
      try await withTaskExecutorPreference(OwnThread()) {
        for _ in 0..<3 { _ = try await client.page(Exchange.request) }
      }
      #expect(server.requests.map(\.connection) == [1, 1, 1])
      await client.shutdown()
      await client.shutdown()
    }
  }

  @Test(arguments: [
    ("plain-1", "/get/memory/plain-1"),
    ("a/b %ü?x#y", "/get/memory/a%2Fb%20%25%C3%BC%3Fx%23y"),
    ("..", "/get/memory/%2E%2E"),
  ])
  func aMemoryIsRequestedByItsEncodedID(id: String, path: String) async throws {
    let body = #"{"code":200,"message":"ok","data":{"id":"\#(id)","metadata":{"sources":["a"]},"x":1.50}}"#
    let exchange = try await Exchange.run([.answer(body)], asking: .memory(id))

    #expect(exchange.requests.map(\.method) == ["GET"])
    #expect(exchange.requests.map(\.path) == [path])
    #expect(
      exchange.record.map { String(decoding: $0.source.bytes, as: UTF8.self) }
        == #"{"id":"\#(id)","metadata":{"sources":["a"]},"x":1.50}"#)
    #expect(exchange.record?.record["id"] == .string(id))
  }
}
