import MemOSClient
import MemoryModel
import TestSupport
import Testing

@Suite struct RetryTests {
  static let good = ScriptedReply.answer(Exchange.emptyPage)
  static let cut = ScriptedReply.raw(headers: ["Content-Length": "1000"], body: Array(#"{"code":0,"da"#.utf8))
  static let cutWithoutLength = ScriptedReply.raw(body: Array(#"{"code":0,"da"#.utf8))
  static let cutChunk = ScriptedReply.raw(
    headers: ["Transfer-Encoding": "chunked"], body: Array("100\r\n{\"code\":0".utf8))

  @Test(
    arguments: [
      .answer(429, #"{"code":40300,"message":"slow down"}"#),
      .answer(429, #"{"code":42900}"#), .answer(429, ""), .answer(502, "<html>"), .answer(503, ""),
      .answer(504, "{}"),
      .answer(200, #"{"code":40300}"#), .answer(200, #"{"code":50000}"#), .answer(500, #"{"code":50002}"#),
      .answer(200, #"{"code":50004}"#), .answer(200, #"{"code":50005}"#), .answer(503, #"{"code":503}"#),
      .close, .reset, cut, cutWithoutLength, cutChunk,
    ] as [ScriptedReply])
  func temporaryFailuresAreRetried(reply: ScriptedReply) async throws {
    let exchange = try await Exchange.run([reply, Self.good])
    #expect(exchange.page != nil)
    #expect(exchange.calls == 2)
    #expect(exchange.requests.count == 2)
    #expect(exchange.pauses == [0.5])
  }

  @Test(
    arguments: [
      .answer(200, #"{"code":40304}"#), .answer(429, #"{"code":40304}"#), .answer(503, #"{"code":40132}"#),
      .answer(500, ""), .answer(501, "{}"), .answer(200, #"{"code":50001}"#),
      .answer(400, #"{"code":40000}"#),
      .answer(429, "", headers: ["Retry-After": "61"]),
    ] as [ScriptedReply])
  func otherFailuresAreNotRetried(reply: ScriptedReply) async throws {
    let exchange = try await Exchange.run([reply, Self.good])
    #expect(exchange.error != nil)
    #expect(exchange.requests.count == 1)
    #expect(exchange.pauses.isEmpty)
  }

  @Test func threeRetriesAreReportedBeforeGivingUp() async throws {
    let exchange = try await Exchange.run([.answer(503, "")])

    let error = ServiceError(.status(503, message: nil))
    #expect(exchange.error == error)
    #expect(exchange.pauses == [0.5, 1, 2])
    let retries = exchange.reports.compactMap { report -> CallReport? in
      if case .retrying = report { report } else { nil }
    }
    #expect(
      retries == [
        .retrying(error, seconds: 0.5, attempt: 1, of: 3), .retrying(error, seconds: 1, attempt: 2, of: 3),
        .retrying(error, seconds: 2, attempt: 3, of: 3),
      ])
    #expect(exchange.calls == 4)
    #expect(exchange.requests.count == 4)
  }

  @Test(
    arguments: [
      (["Retry-After": "7"], 7), (["Retry-After": "60"], 60), (["Retry-After": "soon"], 0.5),
      (["Retry-After": "Sun, 06 Nov 1994 08:49:37 GMT", "Date": "Sun, 06 Nov 1994 08:49:07 GMT"], 30),
      (["Retry-After": "Sun, 06 Nov 1994 08:49:37 GMT"], 0),
    ] as [([String: String], Double)])
  func retryAfterIsRespected(headers: [String: String], seconds: Double) async throws {
    let exchange = try await Exchange.run([.answer(503, "", headers: headers), Self.good])
    #expect(exchange.pauses == [seconds])
    #expect(exchange.page != nil)
  }

  @Test(
    arguments: [
      "100000000000000000000", "9220000000000000000", String(repeating: "9", count: 400), "86401",
    ])
  func aVeryLongRetryAfterIsNotWaitedFor(digits: String) async throws {
    let header = ScriptedReply.answer(503, "", headers: ["Retry-After": digits])
    let body = ScriptedReply.answer(429, #"{"detail":"x","retry_after":\#(digits)}"#)
    for reply in [header, body] {
      let exchange = try await Exchange.run([reply, Self.good])
      #expect(exchange.requests.count == 1)
      #expect((exchange.error?.retryAfter).map { 86_400...1e9 ~= $0 } == true)
    }
  }

  @Test(arguments: [(0.0, [0.375, 0.75, 1.5]), (0.5, [0.5, 1, 2]), (1.0, [0.625, 1.25, 2.5])])
  func delaysAreSpreadAtRandom(random: Double, delays: [Double]) {
    var policy = RetryPolicy()
    policy.random = { random }
    let error = ServiceError(.status(503, message: nil))
    #expect((0..<3).map { policy.delay(after: error, retries: $0) } == delays)
    #expect(policy.delay(after: error, retries: 3) == nil)
  }

  @Test func cancellingDuringAPauseSendsNothingMore() async throws {
    try await ScriptedServer.run([.answer(503, "")]) { server in
      let paused = Collected<Double>()
      var configuration = ClientConfiguration(baseURL: try BaseURL(server.url))
      let (pauses, began) = AsyncStream<Void>.makeStream()
      configuration.retry.pause = { seconds in
        paused.append(seconds)
        began.yield()
        try await Task.sleep(for: .seconds(600))
      }
      let client = try MemOSClient(configuration)
      let task = Task { try await client.page(Exchange.request) }
      for await _ in pauses { break }
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(server.requests.count == 1)
      await client.shutdown()
    }
  }
}
