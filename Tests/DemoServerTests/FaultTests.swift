import Foundation
import Testing

@testable import DemoServer

@Suite struct FaultTests {
  private static let body = #"{"user_id":"memos_user_123","size":50}"#

  @Test(arguments: [
    ("latency=5s", DemoFault(kind: .latency(milliseconds: 5000))),
    ("latency=0.3s page=2", DemoFault(kind: .latency(milliseconds: 300), page: 2)),
    ("latency=300ms", DemoFault(kind: .latency(milliseconds: 300))),
    ("error=40300 count=2 retry-after=3", DemoFault(kind: .error(code: 40300), count: 2, retryAfter: 3)),
    ("error=50000,status=500", DemoFault(kind: .error(code: 50000), status: 500)),
    ("status=503", DemoFault(kind: .status(503))),
    ("drop page=3 count=1", DemoFault(kind: .drop, page: 3, count: 1)),
    ("close count=1", DemoFault(kind: .close, count: 1)),
    ("cut", DemoFault(kind: .cut)),
    ("slow=1000", DemoFault(kind: .slow(bytesPerSecond: 1000))),
    ("shift", DemoFault(kind: .shift)),
    ("story", DemoFault(kind: .story)),
    ("pages=1", DemoFault(kind: .pages(.pages(1, total: 1)))),
    ("pages=null", DemoFault(kind: .pages(.null))),
    ("pages=absent", DemoFault(kind: .pages(.absent))),
    ("html", DemoFault(kind: .html)),
    ("garbage", DemoFault(kind: .garbage)),
    ("huge", DemoFault(kind: .huge(bytes: 68 << 20, isChunked: false))),
    ("huge=1000 chunked", DemoFault(kind: .huge(bytes: 1000, isChunked: true))),
    (
      "redirect=https://elsewhere.example/a?b=c",
      DemoFault(kind: .redirect(to: "https://elsewhere.example/a?b=c"))
    ),
  ])
  func faultsAreParsed(text: String, fault: DemoFault) throws {
    #expect(try DemoFault(parsing: text) == fault)
  }

  @Test func eachFormThatTheHelpShowsIsAFaultAndNoneIsMissing() throws {
    let names = DemoFault.forms.map { String($0.example.prefix { $0 != "=" }) }
    #expect(
      names.sorted() == [
        "close", "cut", "drop", "error", "garbage", "html", "huge", "latency", "pages", "redirect", "shift",
        "slow", "status", "story",
      ])
    for form in DemoFault.forms {
      #expect(throws: Never.self, "\(form.example)") { try DemoFault(parsing: form.example) }
    }
  }

  @Test(arguments: [
    ("", "A fault is empty"), ("lag=5s", "\"lag\" is not a fault"), ("latency=5", "5s or 300ms"),
    ("latency", "5s or 300ms"), ("error", "whole number"), ("error=x", "not \"x\""),
    ("status=99", "from 200 to 599"),
    ("drop=1", "takes no value"), ("close=1", "takes no value"), ("html status=100", "from 200 to 599"),
    ("slow=0", "1 or more"), ("redirect", "needs a URL"),
    ("drop page=0", "page needs a whole number"), ("drop pages=2", "is not known after a fault"),
    ("drop chunked", "with huge only"), ("pages=many", "whole number"),
  ])
  func anInvalidFaultIsExplainedInASentence(text: String, message: String) {
    let error = #expect(throws: DemoFaultError.self) { try DemoFault(parsing: text) }
    #expect(error?.description.contains(message) == true)
    #expect(error?.description.hasSuffix(".") == true)
  }

  @Test func anErrorIsReturnedTheGivenNumberOfTimes() async throws {
    try await withDemo(faults: ["error=40300 count=2 retry-after=3"]) { client async throws in
      for _ in 1...2 {
        let reply = try await client.post(Self.body)
        #expect(reply.status == 200)
        #expect(try reply.json()["code"].int == 40300)
        #expect(reply.headers["retry-after"] == "3")
      }
      #expect(try await client.ask(Self.body)["code"].int == 0)
    }
  }

  @Test func aFaultOnOnePageLeavesTheOthersAlone() async throws {
    try await withDemo(faults: ["status=503 page=2 retry-after=7"]) { client async throws in
      #expect(try await client.page(1)["code"].int == 0)
      let reply = try await client.post(#"{"user_id":"memos_user_123","page":2}"#)
      #expect(reply.status == 503)
      #expect(reply.headers["retry-after"] == "7")
      #expect(throws: (any Error).self) { try reply.json() }
      #expect(try await client.page(3)["code"].int == 0)
    }
  }

  @Test func aStatusFaultHasAnErrorInTheBody() async throws {
    let reply = try await withDemo(faults: ["error=50004 status=500"]) { try await $0.post(Self.body) }
    #expect(reply.status == 500)
    #expect(try reply.json()["code"].int == 50004)
  }

  @Test func latencyDelaysTheAnswer() async throws {
    try await withDemo(faults: ["latency=400ms count=1"]) { client async throws in
      let slow = try await ContinuousClock().measure { _ = try await client.post(Self.body) }
      #expect(slow >= .milliseconds(400))
    }
  }

  @Test func dropBreaksTheConnectionInTheMiddle() async throws {
    try await withDemo(faults: ["drop count=1"]) { client async throws in
      await #expect(throws: (any Error).self) { try await client.post(Self.body) }
      #expect(try await client.ask(Self.body)["code"].int == 0)
    }
  }

  @Test func cutIsValidHTTPAndBrokenJSON() async throws {
    try await withDemo(faults: ["cut count=1"]) { client async throws in
      let cut = try await client.post(Self.body)
      let whole = try await client.post(Self.body)
      #expect(cut.status == 200)
      #expect(cut.body == whole.body.prefix(whole.body.count / 2))
    }
  }

  @Test func slowDelaysTheBytes() async throws {
    try await withDemo(faults: ["slow=2000 count=1"]) { client async throws in
      let body = #"{"user_id":"memos_user_456","size":1}"#
      var reply: Reply?
      let time = try await ContinuousClock().measure { reply = try await client.post(body) }
      #expect(time > .seconds(Double(reply!.body.count) / 2000 * 0.9))
      let whole = try await client.post(body)
      #expect(reply?.body == whole.body)
    }
  }

  @Test func shiftMovesRowsDownByOneForEachPage() async throws {
    try await withDemo(faults: ["shift"]) { client async throws in
      let pages = [try await client.page(1), try await client.page(2), try await client.page(3)]
      let lists = pages.map { $0["data"]["memory_detail_list"].list.compactMap { $0["id"].string } }
      #expect(lists[0].last == lists[1].first)
      #expect(lists[1].last == lists[2].first)
      #expect(Set(lists.joined()).count == 148)
      let again = try await client.page(1)["data"]
      let list = again["memory_detail_list"].list
      #expect(again["total"].int == 1290)
      #expect(list[3]["id"].string == lists[0][0])
      let times = list.compactMap { $0["update_time"].time }
      #expect(times == times.sorted(by: >))
      let arrived = try await client.detail(list[0]["id"].string!)
      #expect(arrived["data"]["memory_value"] == list[0]["memory_value"])
    }
  }

  @Test(arguments: [("pages=1", 1, 50), ("pages=99", 99, 4950), ("pages=0", 0, 0)])
  func aPagesFaultReportsFalseTotals(fault: String, pages: Int, total: Int) async throws {
    let data = try await withDemo(faults: [fault]) { try await $0.page(2)["data"] }
    #expect(data["pages"].int == pages)
    #expect(data["total"].int == total)
    #expect(data["memory_detail_list"].list.count == 50)
  }

  @Test func pagesMayBeUnknown() async throws {
    let null = try await withDemo(faults: ["pages=null"]) { try await $0.page(1)["data"] }
    let absent = try await withDemo(faults: ["pages=absent"]) { try await $0.page(1)["data"] }
    for name in ["total", "size", "current", "pages"] {
      #expect(null.has(name) && null[name] == .null)
      #expect(!absent.has(name))
    }
  }

  @Test func faultsCanReturnOtherThingsThanJSON() async throws {
    let html = try await withDemo(faults: ["html status=502"]) { try await $0.post(Self.body) }
    #expect(html.status == 502)
    #expect(html.headers["content-type"]?.hasPrefix("text/html") == true)
    let garbage = try await withDemo(faults: ["garbage"]) { try await $0.post(Self.body) }
    #expect(garbage.status == 200)
    #expect(String(data: garbage.body, encoding: .utf8) == nil)
    let moved = try await withDemo(faults: ["redirect=https://elsewhere.example/x status=307"]) {
      try await $0.post(Self.body)
    }
    #expect(moved.status == 307)
    #expect(moved.headers["location"] == "https://elsewhere.example/x")
  }

  @Test(arguments: [("huge=3000000", true), ("huge=3000000 chunked", false)])
  func hugeIsValidJSONOfThatSize(fault: String, hasLength: Bool) async throws {
    let reply = try await withDemo(faults: [fault]) { try await $0.post(Self.body) }
    #expect(reply.body.count == 3_000_000)
    #expect((reply.headers["content-length"] == "3000000") == hasLength)
    #expect(try reply.json()["data"]["memory_detail_list"].list.count == 1)
  }

  @Test func faultsCombine() async throws {
    try await withDemo(faults: ["latency=200ms", "error=50002 count=1", "cut page=2"]) {
      client async throws in
      let start = ContinuousClock.now
      #expect(try await client.page(1)["code"].int == 50002)
      #expect(ContinuousClock.now - start >= .milliseconds(200))
      #expect(try await client.page(1)["code"].int == 0)
      await #expect(throws: (any Error).self) { try await client.page(2) }
    }
  }
}
