import MemOSClient
import MemoryModel
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(1))) struct ConnectionTests {
  @Test(arguments: [
    ScriptedReply.hang, ScriptedReply.raw(headers: ["Content-Length": "1000"], body: [0x7B], ending: .hang),
  ])
  func cancellingClosesTheSocket(reply: ScriptedReply) async throws {
    try await ScriptedServer.run([reply]) { server in
      let client = try MemOSClient(ClientConfiguration(baseURL: BaseURL(server.url)))
      let task = Task { try await client.page(Exchange.request) }
      await server.requestArrived()
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      await server.clientClosed()
      await client.shutdown()
    }
  }

  @Test func aCancelledTaskSendsNothing() async throws {
    try await ScriptedServer.run([.answer(Exchange.emptyPage)]) { server in
      let client = try MemOSClient(ClientConfiguration(baseURL: BaseURL(server.url)))
      let task = Task {
        withUnsafeCurrentTask { $0?.cancel() }
        return try await client.page(Exchange.request)
      }
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(server.requests.isEmpty)
      await client.shutdown()
    }
  }

  @Test func aTimeoutClosesTheSocket() async throws {
    try await ScriptedServer.run([.hang]) { server in
      let exchange = try await Exchange.run(at: server.url) { $0.timeout = 0.1 }
      #expect(exchange.error?.reason == .timedOut(seconds: 0.1))
      await server.clientClosed()
    }
  }

  @Test func aConnectionClosedWhileIdleIsReplaced() async throws {
    try await ScriptedServer.run([.answer(Exchange.emptyPage, ending: .close), .answer(Exchange.emptyPage)]) {
      server in
      var configuration = ClientConfiguration(baseURL: try BaseURL(server.url))
      configuration.retry.pause = { _ in }
      let client = try MemOSClient(configuration)
      let reports = Collected<CallReport>()
      for _ in 0..<2 { _ = try await client.page(Exchange.request) { reports.append($0) } }
      // Each request that reached the server is a call; the one on the dead connection may count as one more.
      #expect(reports.values.filter { $0 == .sent }.count >= server.requests.count)
      #expect(server.requests.last?.connection == 2)
      await client.shutdown()
    }
  }
}
