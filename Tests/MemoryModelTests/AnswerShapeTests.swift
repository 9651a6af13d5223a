import MemoryModel
import Testing

/// An answer of unknown shape is an error, never an empty page.
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
      (#"{"text_mem":[null,7]}"#, .value(name: "text_mem", .number)),
      (#"{"text_mem":[],"pref_mem":[["a"]]}"#, .value(name: "pref_mem", .list)),
      (#"{"text_mem":[{"cube_id":"c","nodes":[{"id":"a"}]}]}"#, .list(name: "nodes", count: 1)),
    ] as [(String, AnswerFinding)])
  func anUnknownShapeIsAFaultThatNamesWhatWasFound(data: String, finding: AnswerFinding) {
    // Text in place of `data` is the service's message.
    let message = data == #""x""# ? "x" : "ok"
    #expect(throws: AnswerFault.notUnderstood(finding, message: message)) { try Self.page(data) }
  }

  @Test(
    arguments: [
      "null", "[]", "{}", #"{"total":0,"pages":0}"#, #"{"pagination":{"current":1}}"#, #"{"memories":[]}"#,
      #"{"memory_detail_list":null}"#, #"{"memory_detail_list":[],"warnings":["slow"]}"#,
      #"{"text_mem":[{"cube_id":"c","memories":[],"total_nodes":0}],"para_mem":[{"cube_id":"c","memories":[]}]}"#,
    ])
  func anEmptyAnswerIsAnEmptyPage(data: String) throws {
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
  func anUnsuccessfulAnswerIsAFailure(body: String, message: String) {
    #expect(throws: AnswerFault.unsuccessful(message: message)) { try MemoryPage(decoding: Array(body.utf8)) }
  }

  @Test(
    arguments: [
      (#""unavailable""#, .string, "unavailable"), ("0", .number, nil), ("1.5", .number, nil),
      ("false", .boolean, nil), ("true", .boolean, nil), ("{}", .object, nil),
      (#"{"items":[{"id":"a"}],"total":1}"#, .object, nil),
      (#"{"error":"index rebuilding"}"#, .object, "index rebuilding"),
      (#"{"code":50000,"description":"index rebuilding"}"#, .object, "index rebuilding"),
    ] as [(String, AnswerFinding.ValueKind, String?)])
  func aValueInPlaceOfAListIsAFault(value: String, kind: AnswerFinding.ValueKind, text: String?) {
    for name in [
      "memory_detail_list", "preference_detail_list", "tool_memory_detail_list", "event_detail_list",
    ] {
      #expect(throws: AnswerFault.notUnderstood(.noList(name: name, kind), message: text ?? "ok")) {
        try Self.page(#"{"profile_detail_list":[],"\#(name)":\#(value)}"#)
      }
    }
    for name in ["text_mem", "pref_mem"] {
      #expect(throws: AnswerFault.notUnderstood(.noList(name: name, kind), message: text ?? "ok")) {
        try Self.page(#"{"tool_mem":[],"\#(name)":\#(value)}"#)
      }
    }
    #expect(throws: AnswerFault.notUnderstood(.noList(name: "memories", kind), message: text ?? "ok")) {
      try Self.page(#"{"text_mem":[{"cube_id":"c","memories":\#(value)}]}"#)
    }
  }

  @Test(arguments: [#"{"id":"b"}"#, #"{"memory_value":"x"}"#, #"{"title":"x","content":"y"}"#])
  func oneMemoryInPlaceOfAListIsARow(record: String) throws {
    #expect(try Self.page(#"{"event_detail_list":\#(record)}"#).rows[.event]?.count == 1)
    #expect(try Self.page(#"{"text_mem":\#(record)}"#).rows[.factual]?.count == 1)
  }

  @Test func aBucketThatHoldsAnErrorIsAFault() {
    let finding = AnswerFinding.noList(name: "text_mem", .object)
    for bucket in [#"{"error":"boom"}"#, #"{"cube_id":"c","error":"boom"}"#] {
      #expect(throws: AnswerFault.notUnderstood(finding, message: "boom")) {
        try Self.page(#"{"text_mem":[\#(bucket)]}"#)
      }
    }
  }

  @Test(
    arguments: [
      (#"{"error":"boom"}"#, .unsuccessful(message: "boom")),
      (#"{"error":{"message":"boom"}}"#, .unsuccessful(message: "boom")),
      (#"{"errors":[{"msg":"boom"}],"memory_detail_list":null}"#, .unsuccessful(message: "boom")),
      (#"{"ok":false,"reason":"boom"}"#, .unsuccessful(message: "boom")),
      (#"{"ok":false}"#, .unsuccessful(message: "ok")),
      (#"{"status":"failed","message":"boom"}"#, .unsuccessful(message: "boom")),
      (#"{"code":50000,"message":"boom"}"#, .failure(code: 50000, message: "boom")),
      (#"{"code":"ERR","message":"boom"}"#, .namedFailure(code: "ERR", message: "boom")),
      (#"{"message":"user is frozen"}"#, .notUnderstood(.onlyMessage, message: "user is frozen")),
      (#"{"msg":"user is frozen","total":0}"#, .notUnderstood(.onlyMessage, message: "user is frozen")),
    ] as [(String, AnswerFault)])
  func dataThatHoldsOnlyAnErrorIsAFault(data: String, fault: AnswerFault) throws {
    #expect(throws: fault) { try Self.page(data) }
    guard !data.contains("list") else { return }
    let envelope = try AnswerEnvelope(decoding: Array(#"{"code":0,"message":"ok","data":\#(data)}"#.utf8))
    #expect(throws: fault) { try envelope.recordData() }
  }

  @Test(arguments: [
    #""error":"boom","data":{}"#, #""error":{"message":"boom"},"data":{"memory_detail_list":[]}"#,
    #""status":"error","message":"boom","data":{}"#, #""ok":false,"msg":"boom","data":{}"#,
    #""code":0,"message":"ok","error":"boom","data":null"#,
    #""success":0,"message":"boom","data":{}"#, #""success":"no","message":"boom","data":{}"#,
    #""success":"false","message":"boom","data":{}"#, #""success":"Failed","message":"boom","data":{}"#,
  ])
  func anErrorBesideDataIsAFailure(members: String) {
    #expect(throws: AnswerFault.unsuccessful(message: "boom")) {
      try MemoryPage(decoding: Array("{\(members)}".utf8))
    }
  }

  @Test(arguments: [
    #""error":null,"data":{}"#, #""error":"","errors":[],"status":"ok","data":{}"#,
    #""error":"deprecated","data":{"memory_detail_list":[{"id":"a"}]}"#,
    #""success":1,"data":{"message":"ok"}"#,
    #""code":0,"data":{"message":"index is slow","memory_detail_list":[]}"#,
  ])
  func membersWithoutAnErrorAreNoFailure(members: String) throws {
    _ = try MemoryPage(decoding: Array("{\(members)}".utf8))
  }

  @Test func listsNestedBesideKnownListsAreKept() throws {
    let page = try Self.page(
      #"{"knowledge":{"records":[{"id":"k"}],"more":{"rows":[{"id":"l"}],"n":[1]}},"memory_detail_list":[{"id":"a"}],"page":{"a":1}}"#
    )
    #expect(page.unknownLists.map(\.name) == ["knowledge.records", "knowledge.more.rows"])
    #expect(page.unknownLists.map { $0.rows.map(\.id.text) } == [["k"], ["l"]])
  }

  @Test func aCodeTakesPrecedenceOverSuccess() {
    let body = Array(#"{"code":40304,"success":false,"message":"quota"}"#.utf8)
    #expect(throws: AnswerFault.failure(code: 40304, message: "quota")) { try MemoryPage(decoding: body) }
  }

  @Test func missingDataIsAFault() {
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
      // Outside its bucket a record may have a list named `memories`.
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

  @Test func tooManyUnknownListsAreAFault() {
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
  func impossibleNumbersAreIgnored(literal: String) throws {
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
  func aRecordIsDistinguishedFromOtherObjects(json: String, finding: AnswerFinding?) throws {
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
  func aRequestByIDAcceptsOnlyAnObject(data: String, finding: AnswerFinding) throws {
    let envelope = try AnswerEnvelope(decoding: Array(#"{"code":0,"message":"m","data":\#(data)}"#.utf8))
    #expect(throws: AnswerFault.notUnderstood(finding, message: "m")) { try envelope.recordData() }
  }
}
