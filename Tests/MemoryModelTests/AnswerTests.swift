import MemoryModel
import Testing

@Suite struct AnswerTests {
  private static func page(_ body: String) throws -> MemoryPage { try MemoryPage(decoding: Array(body.utf8)) }

  @Test(
    arguments: [
      #"{"code":0,"data":{"memory_detail_list":[{"id":"a"}]}}"#,
      #"{"data":{"memory_detail_list":[{"id":"a"}]},"message":"ok","code":200}"#,
      #"{"code":"200","data":{"memory_detail_list":[{"id":"a"}]}}"#,
      #"{"code":0.0,"data":{"memory_detail_list":[{"id":"a"}]}}"#,
      #"{"data":{"memory_detail_list":[{"id":"a"}]}}"#,
      #"{"code":null,"message":7,"data":{"memory_detail_list":[{"id":"a"}],"x":[[{}]]},"y":{"code":1}}"#,
      #"{"code":0,"data":{"memory_detail_list":[{"id":"x"}]},"data":{"memory_detail_list":[{"id":"a"}]}}"#,
      #"{"code":0,"data":{"memory\u005fdetail_list":[{"id":"a"}],"preference_detail_list":null}}"#,
      "\u{FEFF} {\n\"code\" : 0 , \"data\" : { \"memory_detail_list\" : [ {\"id\":\"a\"} ] } }\r\n",
    ] as [String])
  func rowsAreDecoded(body: String) throws {
    let page = try Self.page(body)
    #expect(page.rows.mapValues { $0.map(\.id.text) } == [.factual: ["a"]])
  }

  @Test(
    arguments: [
      #"{"code":0,"data":{}}"#, #"{"code":0,"data":null}"#, #"{"code":200,"data":[]}"#,
      #"{"code":0,"data":{"memory_detail_list":[],"preference_detail_list":null,"tool_memory_detail_list":[]}}"#,
    ] as [String])
  func anEmptyAnswerIsAPageWithoutRows(body: String) throws {
    #expect(try Self.page(body).rows.isEmpty)
  }

  @Test func aDeeplyNestedFieldDoesNotFailThePage() throws {
    let deep = String(repeating: "[", count: 200_000) + String(repeating: "]", count: 200_000)
    let page = try Self.page(
      #"{"code":0,"data":{"memory_detail_list":[{"id":"a","info":\#(deep)},{"id":"b"}]}}"#)
    #expect(page.rows[.factual]?.map(\.id.text) == ["a", "b"])
    #expect(page.rows[.factual]?.first?.fields.map(\.name) == ["info", "id"])
  }

  @Test(
    arguments: [
      ("50", 50), (#""50""#, 50), ("50.0", 50), ("0", nil), ("-1", nil), ("null", nil), ("1e99", nil),
      ("{}", nil),
    ] as [(String, Int?)])
  func theSizeIsDecodedLeniently(literal: String, size: Int?) throws {
    #expect(try Self.page(#"{"code":0,"data":{"size":\#(literal)}}"#).size == size)
  }

  @Test(
    arguments: [
      (#"{"code":40132,"message":"expired","data":null}"#, .failure(code: 40132, message: "expired")),
      (
        #"{"message":"m","data":{"memory_detail_list":[]},"code":"50000"}"#,
        .failure(code: 50000, message: "m")
      ),
      (#"{"code":1,"message":{"a": [1]}}"#, .failure(code: 1, message: #"{"a":[1]}"#)),
      (#"{"code":1,"message":"","detail":"d"}"#, .failure(code: 1, message: "d")),
      (#"{"detail":"Not Found"}"#, .noCode(message: "Not Found")), ("{}", .noCode(message: nil)),
      (#"{"code":"OK","data":null}"#, .namedFailure(code: "OK", message: nil)),
      (#"{"code":null,"data":null}"#, .noCode(message: nil)), (#"{"code":0}"#, .noData(message: nil)),
      ("[]", .notAnObject), ("null", .notAnObject),
      (
        #"{"code":0,"data":{"memory_detail_list":[{"id":"a"}"#,
        .notJSON(JSONError(.unexpectedEnd, at: 50))
      ),
      ("<html>", .notJSON(JSONError(.unexpectedByte(0x3C), at: 0))),
      ("", .notJSON(JSONError(.unexpectedEnd, at: 0))),
      ("{}{}", .notJSON(JSONError(.bytesAfterValue, at: 2))),
    ] as [(String, AnswerFault)])
  func otherAnswersAreFaults(body: String, fault: AnswerFault) {
    #expect(throws: fault) { try Self.page(body) }
  }

  @Test(
    arguments: [
      (#""ERR_X""#, "ERR_X"), (#""""#, #""""#), (#"" ""#, #""""#), (#""FAIL""#, "FAIL"), ("true", "true"),
      ("false", "false"), ("[0]", "[0]"), ("{}", "{}"), ("1.5", "1.5"), ("1e30", "1e30"),
      ("99999999999999999999", "99999999999999999999"),
    ],
    ["{}", "null", #"{"memory_detail_list":[{"id":"a"}]}"#, "[]"])
  func aCodeThatIsNotAnIntegerIsAFault(code: (literal: String, shown: String), data: String) {
    #expect(throws: AnswerFault.namedFailure(code: code.shown, message: "user is frozen")) {
      try Self.page(#"{"code":\#(code.literal),"message":"user is frozen","data":\#(data)}"#)
    }
    #expect(throws: AnswerFault.namedFailure(code: code.shown, message: "user is frozen")) {
      try AnswerEnvelope(
        decoding: Array(#"{"code":\#(code.literal),"message":"user is frozen","data":\#(data)}"#.utf8)
      ).recordData()
    }
  }

  @Test func rowsShareTheBytesOfThePageAndItsSizeIsKnown() throws {
    let row =
      #"{"id":"0f8a2c1e-77aa-4f10-9e1b-100000000000","memory_value":"\#(String(repeating: "x", count: 600))"}"#
    let rows = Array(repeating: row, count: 50).joined(separator: ",")
    let body = Array(#"{"code":0,"data":{"memory_detail_list":[\#(rows)]}}"#.utf8)
    let page = try MemoryPage(decoding: body)

    let facts = try #require(page.rows[.factual])
    let buffers = Set(
      facts.map { $0.source.page.withUnsafeBufferPointer { UInt(bitPattern: $0.baseAddress) } })
    #expect(buffers.count == 1)
    #expect(page.retainedBytes > body.count)
    #expect(page.retainedBytes / facts.count < 2_500)
  }
}
