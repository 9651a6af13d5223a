import Logging
import MemOSClient
import MemoryModel
import TestSupport
import Testing

@Suite struct BodyTests {
  private static let row = #"{"id":"a","memory_value":"\#(String(repeating: "x", count: 600))"}"#
  private static let body =
    #"{"code":0,"data":{"memory_detail_list":["# + Array(repeating: row, count: 500).joined(separator: ",")
    + "]}}"

  private static var chunked: [UInt8] {
    let bytes = Array(body.utf8)
    var sent: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 1000) {
      let part = bytes[start..<min(start + 1000, bytes.count)]
      sent += Array("\(String(part.count, radix: 16))\r\n".utf8) + part + Array("\r\n".utf8)
    }
    return sent + Array("0\r\n\r\n".utf8)
  }

  @Test(arguments: [
    ScriptedReply.answer(body), ScriptedReply.raw(headers: ["Transfer-Encoding": "chunked"], body: chunked),
    ScriptedReply.raw(body: Array(body.utf8)),
  ])
  func everyFramingGivesTheSameBytesInATightBuffer(reply: ScriptedReply) async throws {
    let exchange = try await Exchange.run([reply])
    let rows = try #require(exchange.page?.page.rows[.factual])
    #expect(rows.count == 500)
    let page = try #require(rows.first?.source.page)
    #expect(page == Array(Self.body.utf8))
    #expect(page.capacity - page.count <= max(4096, page.count / 16))
    #expect(rows.last.map { String(decoding: $0.source.bytes, as: UTF8.self) } == Self.row)
  }

  @Test func defaultsAreThoseOfTheSpecification() throws {
    let configuration = ClientConfiguration(baseURL: try BaseURL("https://a.example"))
    #expect(configuration.timeout == 30)
    #expect(configuration.longestBody == 64 * 1024 * 1024)
    #expect(configuration.retry.delays == [0.5, 1, 2])
    #expect(configuration.retry.spread == 0.25)
    #expect(configuration.retry.longestRetryAfter == 60)
  }

  @Test(arguments: [0, -1, .nan, .infinity] as [Double]) func uselessTimeoutsAreRefused(seconds: Double)
    throws
  {
    let configuration = ClientConfiguration(baseURL: try BaseURL("https://a.example"), timeout: seconds)
    #expect(throws: ConfigurationFault.self) { try MemOSClient(configuration) }
  }

  @Test func shutdownEndsPendingRequests() async throws {
    try await ScriptedServer.run([.hang]) { server in
      let client = try MemOSClient(ClientConfiguration(baseURL: BaseURL(server.url)))
      let task = Task { try await client.page(Exchange.request) }
      await server.requestArrived()
      await client.shutdown()
      await #expect(throws: ServiceError.self) { try await task.value }
      await #expect(throws: ServiceError.self) { try await client.page(Exchange.request) }
    }
  }

  @Test func theLogHoldsNeitherKeyNorMessagesOfTheService() async throws {
    let lines = Collected<String>()
    try await ScriptedServer.run([
      .answer(503, #"{"message":"words mpg-0123456789"}"#), .answer(Exchange.emptyPage),
    ]) {
      server in
      var configuration = ClientConfiguration(baseURL: try BaseURL(server.url), key: Secret("mpg-0123456789"))
      configuration.retry.pause = { _ in }
      var logger = Logger(label: "test") { _ in LineHandler(lines: lines) }
      logger.logLevel = .trace
      let client = try MemOSClient(configuration, logger: logger)
      _ = try await client.page(Exchange.request)
      await client.shutdown()
    }
    let log = lines.values.joined(separator: "\n")
    #expect(log.contains("status 503"))
    #expect(log.contains("/get/memory"))
    #expect(!log.contains("mpg-"))
    #expect(!log.contains("words"))
  }
}

private struct LineHandler: LogHandler {
  let lines: Collected<String>
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.trace

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    lines.append("\(event.message) \(event.metadata ?? [:])")
  }
}
