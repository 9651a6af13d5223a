import MemOSClient
import MemoryModel
import TestSupport
import Testing

@Suite struct FailureTests {
  @Test(
    arguments: [
      (
        .answer(401, #"{"code":40132,"message":"expired"}"#),
        .service(code: 40132, message: "expired", status: 401)
      ),
      (
        .answer(200, #"{"code":"40304","message":"quota"}"#),
        .service(code: 40304, message: "quota", status: 200)
      ),
      (.answer(500, #"{"code":0,"data":{}}"#), .status(500, message: nil)),
      (.answer(404, #"{"detail":"Not Found"}"#), .status(404, message: "Not Found")),
      (.answer(404, ""), .status(404, message: nil)),
      (.answer(403, "<html>no</html>"), .notJSON(status: 403, beginning: "no")),
      (.answer(200, "<html>login</html>"), .notJSON(status: 200, beginning: "login")),
      (.answer(200, ""), .notJSON(status: 200, beginning: "")),
      (.answer(200, "[1]"), .unexpectedAnswer(detail: "not an object: [1]")),
      (
        .answer(200, #"{"code":"ERR_X","message":"user is frozen","data":null}"#),
        .namedFailure(code: "ERR_X", message: "user is frozen")
      ),
      (
        .answer(403, #"{"code":"ERR_X","message":"user is frozen"}"#), .status(403, message: "user is frozen")
      ),
      (.answer(200, #"{"code":0}"#), .unexpectedAnswer(detail: "no data")),
      (.answer(200, "{}"), .unexpectedAnswer(detail: "neither code nor data")),
      (
        .answer(302, "", headers: ["Location": "https://elsewhere.example/login"]),
        .redirected(status: 302, location: "https://elsewhere.example/login")
      ),
      (.answer(308, "{}"), .redirected(status: 308, location: nil)),
    ] as [(ScriptedReply, ServiceError.Reason)])
  func aFailureNamesTheFactsAndIsNotRetried(reply: ScriptedReply, reason: ServiceError.Reason) async throws {
    let exchange = try await Exchange.run([reply])
    #expect(exchange.error?.reason == reason)
    #expect(exchange.calls == 1)
    #expect(exchange.requests.count == 1)
    #expect(exchange.pauses.isEmpty)
  }

  /// The HTTP library used to trap on the body after such a head.
  @Test(
    arguments: [("000", 0), ("001", 1), ("010", 10), ("099", 99), ("101", 101)],
    ["Content-Length: 2\r\n\r\n{}", "Content-Length: 0\r\n\r\n", "Upgrade: websocket\r\n\r\n"])
  func anInvalidStatusIsAnError(status: (text: String, number: Int), rest: String) async throws {
    let bytes = Array("HTTP/1.1 \(status.text) X\r\n\(rest)".utf8)
    let exchange = try await Exchange.run([ScriptedReply(bytes: bytes, ending: .close)])
    #expect(exchange.error?.reason == .unexpectedAnswer(detail: "its HTTP status is \(status.number)"))
  }

  @Test func interimResponsesAreSkipped() async throws {
    let preliminary = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
    let good = ScriptedReply.answer(Exchange.emptyPage)
    let exchange = try await Exchange.run([ScriptedReply(bytes: Array(preliminary.utf8) + good.bytes)])
    #expect(exchange.page != nil)
  }

  @Test func twoAnswersToOneRequestDoNotCrash() async throws {
    let good = ScriptedReply.answer(Exchange.emptyPage).bytes
    let odd = Array("HTTP/1.1 099 X\r\nContent-Length: 2\r\n\r\n{}".utf8)
    for second in [good, odd] {
      let exchange = try await Exchange.run([ScriptedReply(bytes: good + second, ending: .close)])
      #expect(exchange.page != nil)
    }
    let exchange = try await Exchange.run([ScriptedReply(bytes: odd + good, ending: .close)])
    #expect(exchange.error?.reason == .unexpectedAnswer(detail: "its HTTP status is 99"))
  }

  @Test(
    arguments: [
      (#"{"message":"user is frozen"}"#, .notUnderstood(.onlyMessage, message: "user is frozen")),
      (#"{"error":"index rebuilding"}"#, .unsuccessful(message: "index rebuilding")),
      (#"{"id":"a","error":"index rebuilding"}"#, .unsuccessful(message: "index rebuilding")),
      (#"{"id":"b","memory_value":"x"}"#, .notUnderstood(.otherRecord(id: "b"), message: "ok")),
      (#"{"id":7,"memory_value":"x"}"#, .notUnderstood(.otherRecord(id: "7"), message: "ok")),
    ] as [(String, ServiceError.Reason)])
  func anAnswerWithoutTheMemoryIsAnError(data: String, reason: ServiceError.Reason) async throws {
    let reply = ScriptedReply.answer(#"{"code":0,"message":"ok","data":\#(data)}"#)
    #expect(try await Exchange.run([reply], asking: .memory("a")).error?.reason == reason)
  }

  @Test func anIDMatchesAsStringOrNumber() async throws {
    let written = ScriptedReply.answer(
      #"{"code":0,"data":{"id":"0F8A2C1E-77aa-4f10-9e1b-100000000000","memory":"x"}}"#)
    let asked = Exchange.Question.memory("0f8a2c1e-77aa-4f10-9e1b-100000000000")
    #expect(try await Exchange.run([written], asking: asked).record != nil)
    let number = ScriptedReply.answer(#"{"code":0,"data":{"id":7,"memory":"x"}}"#)
    #expect(try await Exchange.run([number], asking: .memory("7")).record != nil)
  }

  @Test(arguments: ["gzip", "br", "deflate"])
  func aCompressedAnswerIsReported(encoding: String) async throws {
    let reply = ScriptedReply.raw(
      headers: ["Content-Encoding": encoding, "Content-Length": "4"], body: [0x1F, 0x8B, 0x08, 0])
    let reason = ServiceError.Reason.unexpectedAnswer(
      detail: "its Content-Encoding is \(encoding), and memtui reads no compressed answers")
    #expect(try await Exchange.run([reply]).error?.reason == reason)
    let plain = ScriptedReply.answer(Exchange.emptyPage, headers: ["Content-Encoding": encoding])
    #expect(try await Exchange.run([plain]).page != nil)
  }

  @Test func anErrorCarriesTheTraceID() async throws {
    let exchange = try await Exchange.run([
      .answer(400, #"{"code":40000,"message":"bad"}"#, headers: ["traceid": "trace-9"])
    ])
    #expect(exchange.error?.traceID == "trace-9")
  }

  @Test func aRefusedConnectionIsNoCallAndIsNotRetried() async throws {
    let port = try LoopbackPort.refusing()
    let exchange = try await Exchange.run(at: "http://127.0.0.1:\(port)")
    #expect(exchange.error?.reason == .refused(host: "127.0.0.1:\(port)"))
    #expect(exchange.reports.isEmpty)
    // No clock is checked, because other tests use the processors.
    #expect(exchange.pauses.isEmpty)
  }

  @Test func anUnknownHostIsReported() async throws {
    let exchange = try await Exchange.run(at: "https://memtui.invalid")
    #expect(exchange.error?.reason == .unknownHost("memtui.invalid"))
    #expect(exchange.reports.isEmpty)
  }

  @Test(arguments: [
    ScriptedReply.hang,
    ScriptedReply.raw(headers: ["Content-Length": "1000"], body: Array("{\"code\":0,".utf8), ending: .hang),
  ])
  func theTimeoutCoversHeadersAndBody(reply: ScriptedReply) async throws {
    // Long enough to connect while other tests use the processors, also under the thread sanitizer.
    let exchange = try await Exchange.run([reply]) { $0.timeout = 5 }
    #expect(exchange.error?.reason == .timedOut(seconds: 5))
    #expect(exchange.calls == 1)
  }

  @Test func aBodyOverTheLimitIsRefused() async throws {
    let body = Array((Exchange.emptyPage + String(repeating: " ", count: 2000)).utf8)
    let announced = ScriptedReply.raw(headers: ["Content-Length": "5000000000"], ending: .hang)
    let streamed = ScriptedReply.raw(body: body, ending: .hang)
    for reply in [announced, streamed] {
      let exchange = try await Exchange.run([reply]) { $0.longestBody = 1000 }
      #expect(exchange.error?.reason == .tooLarge(limit: 1000))
      #expect(exchange.calls == 1)
    }
  }

  @Test func aBodyOfExactlyTheLimitIsAccepted() async throws {
    let exchange = try await Exchange.run([.answer(Exchange.emptyPage)]) {
      $0.longestBody = Exchange.emptyPage.utf8.count
    }
    #expect(exchange.page != nil)
  }

  @Test func longMessagesAreCut() async throws {
    let long = String(repeating: "ü", count: 5000)
    let exchange = try await Exchange.run([.answer(400, #"{"code":40000,"message":"\#(long)"}"#)])
    #expect(
      exchange.error?.reason
        == .service(code: 40000, message: String(repeating: "ü", count: 2000), status: 400))
    let garbage = try await Exchange.run([.answer(200, "<" + long)])
    #expect(
      garbage.error?.reason == .notJSON(status: 200, beginning: "<" + String(repeating: "ü", count: 199)))
  }
}
