import MemoryModel
import Testing

/// An answer that is not understood is never an empty page.
@Suite struct AnswerShapeTests {
  private static func page(_ data: String, beside: String = "") throws -> MemoryPage {
    try MemoryPage(decoding: Array(#"{"code":0,"message":"ok","data":\#(data)\#(beside)}"#.utf8))
  }

  @Test(
    arguments: [
      (#"[{"id":"a"}]"#, .list(name: nil, count: 1)), ("[1,2]", .list(name: nil, count: 2)),
      (#""x""#, .value(name: nil, .string)), ("7", .value(name: nil, .number)),
      ("true", .value(name: nil, .boolean)),
      (#"{"memories":[{"id":"a"}],"total":1}"#, .list(name: "memories", count: 1)),
      (#"{"data":[{"id":"a"},{"id":"b"}]}"#, .list(name: "data", count: 2)),
      (#"{"items":["a","b"]}"#, .list(name: "items", count: 2)),
      (
        #"{"memoryDetailList":[{"id":"a"}],"preferenceDetailList":[]}"#,
        .list(name: "memoryDetailList", count: 1)
      ),
      (#"{"memories":{"a":{"text":"x"}}}"#, .object(name: "memories")),
      (#"{"result":{"memory_detail_list":[{"id":"a"}]}}"#, .object(name: "result")),
      (#"{"data":{"memory_detail_list":[]}}"#, .object(name: "data")),
      (#"{"id":"a","memory_value":"x"}"#, .record),
      (#"{"text_mem":"x"}"#, .value(name: "text_mem", .string)),
      (#"{"text_mem":[null,7]}"#, .value(name: "text_mem", .number)),
      (#"{"text_mem":[],"pref_mem":[["a"]]}"#, .value(name: "pref_mem", .list)),
      (#"{"text_mem":[{"cube_id":"c","memories":"none"}]}"#, .value(name: "memories", .string)),
      (#"{"text_mem":[{"cube_id":"c","nodes":[{"id":"a"}]}]}"#, .list(name: "nodes", count: 1)),
    ] as [(String, AnswerFinding)])
  func isAFaultThatNamesWhatWasFound(data: String, finding: AnswerFinding) {
    // Words in the place of `data` are the service's message.
    let message = data == #""x""# ? "x" : "ok"
    #expect(throws: AnswerFault.notUnderstood(finding, message: message)) { try Self.page(data) }
  }

  @Test(
    arguments: [
      "null", "[]", "{}", #"{"total":0,"pages":0}"#, #"{"pagination":{"current":1}}"#, #"{"memories":[]}"#,
      #"{"memory_detail_list":null}"#, #"{"memory_detail_list":[],"warnings":["slow"]}"#,
      #"{"text_mem":[{"cube_id":"c","memories":[],"total_nodes":0}],"para_mem":[{"cube_id":"c","memories":[]}]}"#,
    ])
  func isEmptyWhereTheServiceSaysSo(data: String) throws {
    let page = try Self.page(data)
    #expect(page.rows.isEmpty && page.unknownLists.isEmpty)
  }

  @Test(
    arguments: [
      (#"{"success":false,"message":"user is frozen","data":null}"#, "user is frozen"),
      (#"{"success":false,"msg":"user is frozen"}"#, "user is frozen"),
      (
        #"{"code":0,"message":"ok","data":{"success":false,"message":"index rebuilding"}}"#,
        "index rebuilding"
      ),
      (#"{"code":200,"success":"false","message":"no","data":{"memory_detail_list":[{"id":"a"}]}}"#, "no"),
    ])
  func successThatIsFalseIsAFailure(body: String, message: String) {
    #expect(throws: AnswerFault.unsuccessful(message: message)) { try MemoryPage(decoding: Array(body.utf8)) }
  }

  @Test func aCodeSaysMoreThanSuccess() {
    let body = Array(#"{"code":40304,"success":false,"message":"quota"}"#.utf8)
    #expect(throws: AnswerFault.failure(code: 40304, message: "quota")) { try MemoryPage(decoding: body) }
  }

  @Test func aDataThatIsAbsentIsAFault() {
    #expect(throws: AnswerFault.noData(message: "ok")) {
      try MemoryPage(decoding: Array(#"{"code":0,"message":"ok"}"#.utf8))
    }
  }

  @Test(
    arguments: [
      (
        #"{"memory_detail_list":[{"id":"a"}],"knowledge_detail_list":[{"id":"k1"},{"id":"k2"}]}"#,
        ["k1", "k2"]
      ),
      (#"{"knowledge_detail_list":[{"id":"k1"},7],"memory_detail_list":null}"#, ["k1", "#"]),
      (#"{"text_mem":[],"know_mem":[{"cube_id":"c","memories":[{"id":"k1"}],"total_nodes":1}]}"#, ["k1"]),
      // Outside of its bucket a record may well have memories of its own.
      (#"{"text_mem":[],"know_mem":[{"id":"k1","memories":[{"id":"x"}]}]}"#, ["#"]),
    ])
  func aListOfObjectsBesideKnownOnesIsKept(data: String, ids: [String]) throws {
    let lists = try Self.page(data).unknownLists
    #expect(lists.count == 1)
    let rows = try #require(lists.first).rows
    #expect(rows.count == ids.count)
    for (row, id) in zip(rows, ids) where id != "#" { #expect(row.id.text == id) }
    #expect(rows.allSatisfy { $0.unknownList == lists.first?.name && $0.listName == lists.first?.name })
  }

  @Test func aFloodOfListsIsNoPage() {
    let lists = (0..<200).map { #""list\#($0)":[{"id":"a"}]"# }.joined(separator: ",")
    #expect(throws: AnswerFault.notUnderstood(.unknownLists(count: 200), message: "ok")) {
      try Self.page(#"{"memory_detail_list":[],\#(lists)}"#)
    }
  }

  @Test(
    arguments: [
      "9223372036854775807", "-1", "1e300", "99999999999999999999", "1e18", #""9223372036854775807""#, "NaN",
      "1.5",
      "{}", "[7]", "true",
    ])
  func aNumberThatCannotBeIsNotBelieved(literal: String) throws {
    let cloud = try Self.page(
      #"{"memory_detail_list":[{"id":"a"}],"total":\#(literal),"pages":\#(literal),"size":\#(literal)}"#)
    #expect(cloud.total == nil && cloud.claimedPages == nil && cloud.size == nil)
    #expect(cloud.rows[.factual]?.count == 1)
    let selfHosted = try Self.page(
      #"{"text_mem":[{"memories":[{"id":"1"}],"total_nodes":\#(literal)},{"total_nodes":\#(literal)}]}"#)
    #expect(selfHosted.totals[.factual] == nil)
    #expect(selfHosted.rows[.factual]?.count == 1)
  }

  @Test func manyLargeTotalsDoNotOverflow() throws {
    let buckets = Array(repeating: #"{"cube_id":"c","memories":[],"total_nodes":999999999999}"#, count: 50)
    let page = try Self.page(#"{"text_mem":[\#(buckets.joined(separator: ","))]}"#)
    #expect(page.totals[.factual] == 1_000_000_000_000)
  }

  @Test(
    arguments: [
      ("{}", .nothing),
      (#"{"memory_detail_list":[{"id":"a"}],"total":1}"#, .list(name: "memory_detail_list", count: 1)),
      (#"{"text_mem":[]}"#, .list(name: "text_mem", count: 0)),
      (#"{"memories":[{"id":"a"}]}"#, .list(name: "memories", count: 1)),
      (#"{"result":{"id":"a"}}"#, .object(name: "result")),
      (#"{"id":"a"}"#, nil), (#"{"memory":"x","metadata":{}}"#, nil),
      (#"{"metadata":{"sources":[{"role":"user"}]}}"#, nil),
      (#"{"id":"a","text_mem":[{"x":1}]}"#, nil),
    ] as [(String, AnswerFinding?)])
  func aRecordIsTellableFromOtherObjects(json: String, finding: AnswerFinding?) throws {
    guard case .object(let object) = try JSONValue(parsing: json) else {
      Issue.record("not an object")
      return
    }
    #expect(object.findingInPlaceOfRecord == finding)
  }

  @Test(
    arguments: [
      ("[]", .list(name: nil, count: 0)), (#"[{"id":"a"}]"#, .list(name: nil, count: 1)),
      (#""gone""#, .value(name: nil, .string)),
    ] as [(String, AnswerFinding)])
  func byIdOnlyAnObjectIsARecord(data: String, finding: AnswerFinding) throws {
    let envelope = try AnswerEnvelope(decoding: Array(#"{"code":0,"message":"m","data":\#(data)}"#.utf8))
    #expect(throws: AnswerFault.notUnderstood(finding, message: "m")) { try envelope.recordData() }
  }
}
