import BrowserCore
import Canvas
import Foundation
import MemoryModel
import SessionHarness
import Testing

/// What a window of 80 or 40 columns shows, and what it leaves out first.
@MainActor @Suite struct RoomTests {
  /// The keys that the last line names anyway are left out first, then what dates mean.
  @Test func theFilterComesBeforeItsKeys() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f scene Tab Tab Payment Tab create_time Tab Tab 30d Tab info.tier Tab Tab gold Enter")
    try session.answer()
    #expect(
      session.lines[2] == " scene = Payment  AND  create_time ≥ 30d (2026-10-24)  AND  info.tier = gold",
      "\(session.screen)")
    session.resize(70, 24)
    #expect(session.lines[2] == " scene = Payment  AND  create_time ≥ 30d  AND  info.tier = gold")
    session.resize(120, 24)
    #expect(session.lines[2].contains("(2026-10-24)  AND  info.tier = gold  "))
    #expect(session.lines[2].hasSuffix("  f edit  F clear"))
  }

  private func beside(_ sources: String) throws -> Session {
    let service = ScriptedService(counts: [.factual: 1]) { _, _ in
      """
      {"id":"f","memory_value":"The user is allergic to penicillin.","info":{"biz_id":"REF-842214",\
      "business_type":"chat","scene":"Wellbeing","tier":"silver"}\(sources)}
      """
    }
    let session = try Session.opened(service)
    session.keys("v")
    return session
  }

  @Test func thePreviewBesideUsesItsRows() throws {
    let session = try beside(
      """
      ,"sources":[{"role":"user","content":"I must not get penicillin again, remember that, please."},
      {"role":"assistant","content":"Noted."}]
      """)
    let text = session.lines[3..<23].compactMap { $0.split(separator: "│").last.map(String.init) }
      .map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(
      Array(text.suffix(11)) == [
        "info  biz_id REF-842214", "business_type chat", "scene Wellbeing", "tier silver", "tags  none",
        "agent none", "type  none", "from  2 messages · c shows them", "user “I must not get",
        "penicillin again, remember", "that, please.”",
      ], "\(session.screen)")
  }

  @Test func thePreviewBesideSaysThatMessagesTakeACall() throws {
    let session = try beside("")
    #expect(session.shows("│ from  not in this row"), "\(session.screen)")
    #expect(session.shows("│       c asks the service: 1 call"))
  }

  /// In a narrow window the message comes before the key.
  @Test func aNarrowPreviewShowsTheMessage() throws {
    let session = try beside(#","sources":[{"role":"user","content":"No penicillin."}]"#)
    session.keys("v v")
    session.resize(40, 24)
    #expect(session.lines[22] == " from  user “No penicillin.”  1 message", "\(session.screen)")
  }

  @Test func theTabStopIsShortInANarrowWindow() throws {
    let session = try Session.opened(FilterSample.make(), width: 40, height: 10)
    session.keys("f sc Tab")
    #expect(session.lastLine.hasPrefix(" No \"sc\" seen: Tab keeps, ↓ scene"), "\(session.lastLine)")
    session.resize(120, 24)
    #expect(
      session.lastLine.hasPrefix(" No loaded memory has a field \"sc\". Tab again keeps it; ↓ chooses scene"))
  }

  /// Tabs have no separators of thousands; sentences and status lines have them.
  @Test func thousandsAreSeparatedOutsideTheTabs() throws {
    let session = try Session.opened(
      ScriptedService(counts: [.factual: 1287]) { _, index in
        #"{"id":"f-\#(index)","memory_value":"text","info":{"scene":"Payment"}}"#
      })
    session.keys("G G")
    try session.answerAll()
    session.keys("Enter")
    try session.answerAll()
    session.keys("G")
    #expect(session.state.rows.count == 1287)
    #expect(session.lastLine.hasPrefix(" row 1287 of 1287 · server order"), "\(session.lastLine)")
    session.keys("Enter")
    #expect(session.lines[2].contains("fact 1287 of 1287"), "\(session.screen)")
    session.keys("Esc / text")
    #expect(session.lines[1].hasPrefix(" 1 Facts 1287/1287 "), "\(session.lines[1])")
    #expect(session.lastLine.contains("1,287 of 1,287 in 1,287 loaded"), "\(session.lastLine)")
    session.keys("Esc f scene Tab Tab Payment")
    #expect(session.lines[1].hasPrefix(" 1 Facts 1287/1287 "), "\(session.lines[1])")
  }
}
