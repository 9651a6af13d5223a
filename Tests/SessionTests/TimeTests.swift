import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import TUI
import Testing

/// Times as services send them, in the list, the preview and the open memory.
@MainActor @Suite struct TimeTests {
  private func opened(_ times: [String], name: String = "update_time", answeredAt: Timestamp? = nil) throws
    -> Session
  {
    var service = ScriptedService(counts: [.factual: times.count]) { _, index in
      #"{"id":"f-\#(index)","memory_value":"fact number \#(index)","\#(name)":\#(times[index])}"#
    }
    service.answeredAt = answeredAt
    return try Session.opened(service, width: 120, height: 36)
  }

  private func row(_ index: Int, _ session: Session) throws -> String {
    try #require(session.lines.first { $0.contains("fact number \(index)") })
  }

  @Test(arguments: [
    "0", "-1", #""0""#, #""0001-01-01T00:00:00Z""#, #""1970-01-01T00:00:00Z""#, "null", #""""#,
  ])
  func `a missing time is blank in the list`(json: String) throws {
    let session = try opened([json])
    let row = try row(0, session)
    #expect(row.hasPrefix("▌                      "), "updated and created are blank: \(row)")
    session.keys("t")
    #expect(try !self.row(0, session).contains("1970"))
    session.keys("Enter")
    #expect(!session.screen.contains(" ago") && !session.screen.contains("1970-01-01 "))
  }

  @Test(
    arguments: [
      ("2025/09/18", "2025/0…"), ("Thu, 18 Sep 2025 08:23:44 GMT", "Thu, 1…"),
      ("2026-04-09 00:44:38 UTC", "2026-0…"),
    ])
  func `text that is no time is shown unchanged`(text: String, shown: String) throws {
    let session = try opened([#""\#(text)""#])
    #expect(try row(0, session).contains(shown))
    session.keys("Enter")
    #expect(session.screen.contains(text))
  }

  @Test(arguments: [
    "1795413600", "1795413600000", "1795413600000000", #""1795413600""#, #""1795413600000000""#,
    #""2026-11-23T06:00:00Z""#, #""2026-11-23 06:00""#, #""2026-11-23T14:00:00.625479000+08:00""#,
    #""2026-11-23 14:00:00+0800""#,
  ])
  func `every spelling of a moment is shown alike`(json: String) throws {
    for name in ["update_time", "updateTime", "updated_at"] {
      let session = try opened([json], name: name)
      #expect(try row(0, session).contains("2h"), "\(name)")
      session.keys("Enter")
      #expect(session.screen.contains("2026-11-23 14:00 +08:00"), "\(session.screen)")
    }
  }

  @Test func `sorting puts unreadable times last, separate from missing ones`() throws {
    let session = try opened([
      "0", #""2026-11-20 00:00""#, #""2025/09/18""#, "1795413600000000", "1758267685",
    ])
    session.keys("s")
    let order = session.lines.compactMap { $0.firstMatch(of: /fact number (\d)/)?.1 }.prefix(5)
    #expect(order == ["3", "1", "4", "0", "2"])
  }

  @Test func `times after the answer's clock are reported once`() throws {
    let answered = try #require(Timestamp("2026-11-23T08:30:00Z"))
    let future = try opened([#""2026-11-23 16:00:00""#], answeredAt: answered)
    #expect(future.state.notices.all.map(\.fact) == [.timesInFuture(zone: "UTC")])
    #expect(future.lastLine.contains("future"), "\(future.lastLine)")
    future.keys("r")
    try future.answer()
    #expect(future.state.notices.all.filter { $0.fact == .timesInFuture(zone: "UTC") }.count == 1)

    for time in [
      #""2026-11-23 16:00:00Z""#, #""2026-11-23 08:31:00""#, #""2026-11-23 08:00:00""#, "1795449600000",
    ] {
      #expect(try opened([time], answeredAt: answered).state.notices.all.isEmpty, "\(time)")
    }
    #expect(try opened([#""2026-11-23 16:00:00""#]).state.notices.all.isEmpty)
  }

  @Test func `a time without a zone is read in the server's zone`() throws {
    let zone = try #require(ServerZone(offset: "+08:00"))
    let body = #"{"code":0,"data":{"memory_detail_list":[{"id":"a","update_time":"2026-11-23 14:00"}]}}"#
    let page = try MemoryPage(decoding: Array(body.utf8), zone: zone)
    #expect(page.rows[.factual]?.first?.updated == Timestamp("2026-11-23T06:00:00Z"))
  }
}
