import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// `&`: only the rows that match, by what memtui itself knows.
@MainActor @Suite struct NarrowingTests {
  private func opened(width: Int = 120) throws -> Session {
    try Session.opened(SampleService.make(), width: width, height: 36)
  }

  private func narrowed(_ text: String) throws -> Session {
    let session = try opened()
    session.keys("&")
    session.type(text)
    session.keys("Enter")
    return session
  }

  @Test func aSearchIsNarrowedToItsRowsAndBack() throws {
    let session = try opened()
    session.keys("/ allerg Enter &")
    #expect(session.state.rows.count == 10)
    #expect(session.shows(#"local: "allerg" · 10 of 50 loaded · Esc shows all"#))
    #expect(session.lines[1] == " 1 Facts 10/50+   2 Preferences 0/37   3 Tools 0/12")
    #expect(session.lastLine.contains("1 of 10 in 10 shown"))
    session.keys("n n")
    #expect(session.state.pane.cursor == 2)
    session.keys("&")
    #expect(session.state.rows.count == 50)
    #expect(!session.shows("local:"))
    #expect(session.state.pane.cursor == 12)
    #expect(session.requests.count == 1)
  }

  @Test func theLastLineNamesTheKeyThatShowsAllRows() throws {
    let session = try narrowed("memory_type=UserMemory")
    #expect(session.lastLine.contains("Enter open  & all rows"), "\(session.lastLine)")
    session.keys("/ Guang Enter")
    #expect(session.lastLine.contains("& all rows  Esc drop"), "\(session.lastLine)")
    let empty = try narrowed("confidence>7")
    #expect(empty.lastLine.contains("  Esc all rows  f filter"), "\(empty.lastLine)")
    #expect(!empty.lastLine.contains("& all rows"))
  }

  @Test func aConditionWithoutAValueIsNoRow() throws {
    let session = try opened(width: 80)
    session.keys("&")
    session.type("confidence>")
    #expect(session.lastLine.hasSuffix("  Type a value after the operator."), "\(session.lastLine)")
  }

  /// Before the key is dropped, the long form of the count is.
  @Test func theLabelNamesTheKeyWhereThereIsRoom() throws {
    let session = try opened(width: 80)
    session.keys("3 &")
    session.type("tool_used_status.used_tool=search_flights")
    session.keys("Enter")
    #expect(
      session.lines[2] == " local 12 of 12: tool_used_status.used_tool = search_flights · Esc shows all",
      "\(session.screen)")
    session.resize(62, 24)
    #expect(session.lines[2] == " local 12 of 12: tool_used_status.used_tool = search_flights")
  }

  @Test func aConditionOnAnyFieldNarrowsWithoutACall() throws {
    let session = try narrowed("memory_type=UserMemory")
    #expect(session.shows("local: memory_type = UserMemory · 17 of 50 loaded · Esc shows all"))
    #expect(session.lines[1] == " 1 Facts 17/50+   2 Preferences 37   3 Tools 12")
    session.keys("G j j PgDn")
    #expect(session.state.pane.cursor == 16)
    #expect(session.requests.count == 1, "no movement asks for a page")
    session.keys("Esc")
    #expect(session.state.rows.count == 50)
    #expect(session.state.pane.cursor == 48, "the cursor stays on its memory")
    #expect(session.requests.count == 1)
    #expect(session.state.filter.active == nil)
  }

  @Test(
    arguments: [
      ("confidence>0.95", 20), ("confidence >= 0.95", 25), ("confidence=0.91..0.93", 15),
      ("confidence = .9", 5),
      ("info.tier=gold", 50), ("tier=gold", 50), ("tier=Gold", 0), ("tier:OL", 0), ("tier:ol", 50),
      ("info.trip.city=Guangzhou", 50), ("trip.nights<=4", 50), ("trip.nights<4", 0), ("tags=travel", 50),
      ("tags:trav", 50), ("vip=true", 50), ("score=3", 50), (#"score="3""#, 50),
      ("score=3.0", 50), (#"score="3.0""#, 0), ("info.trip:guangz", 50), ("create_time=2025-12-01 16:30", 50),
      ("create_time=2025-12-01 16:30:00", 50), ("create_time=2025-12-01 16:29:30", 0),
      ("memory_key=支付方式", 10),
      ("odd=x", 0), ("update_time>=today", 9), ("update_time<today", 41), ("update_time=yesterday", 12),
      ("conversation_id=c-2", 4), ("sources.content:friday", 50), ("peanuts", 10), ("http://x", 0),
      ("nofield=x", 0),
    ])
  func theInputIsAConditionOrAText(text: String, rows: Int) throws {
    let session = try narrowed(text)
    #expect(session.state.rows.count == rows, "\(session.lines[2])")
  }

  @Test func aListMatchesByOneElement() throws {
    let session = try opened()
    session.keys("3 & tool_used_status.used_tool=book Enter")
    #expect(session.state.rows.count == 12)
    session.keys("Esc & tool_used_status.success_rate<0.9 Enter")
    #expect(session.state.rows.count == 12)
    session.keys("Esc & tool_used_status.success_rate<0.8 Enter")
    #expect(session.state.rows.count == 0)
    #expect(session.shows("No loaded row matches. Esc shows all rows."))
  }

  @Test func thePromptSaysWhatItIsAndRefusesAFault() throws {
    let session = try opened()
    session.keys("& confidence>0.5")
    #expect(session.lastLine.contains("condition: confidence > 0.5"))
    session.keys("Ctrl-U peanuts")
    #expect(session.lastLine.contains("text · "))
    session.keys("Ctrl-U update_time>soon Enter")
    #expect(session.lastLine.contains(#""soon" is not a date"#))
    #expect(session.state.place == .narrow)
    session.keys("Esc")
    #expect(session.state.place == .list)
    #expect(session.state.list.narrowing == nil)
  }

  @Test func inANarrowWindowTheCountComesFirst() throws {
    let session = try Session.opened(SampleService.make(), width: 40, height: 10)
    session.keys("& memory_type=UserMemory Enter")
    #expect(session.lines[2].hasPrefix(" local 17 of 50: memory_type = "))
    let wider = try Session.opened(SampleService.make(), width: 80)
    wider.keys("& memory_type=UserMemory")
    #expect(wider.lastLine.hasSuffix("condition: memory_type = UserMemory"))
  }

  @Test func escapeUndoesTheSearchAndThenTheNarrowing() throws {
    let session = try opened()
    session.keys("/ allerg Enter & Esc")
    #expect(session.state.search.active == nil)
    #expect(session.state.rows.count == 10)
    session.keys("/ epipen Enter Esc")
    #expect(session.shows(#"local: "allerg""#), "the pattern is frozen")
    session.keys("Esc")
    #expect(session.state.rows.count == 50)
    session.keys("Esc")
    #expect(session.state.place == .list)
  }

  @Test func sortSearchAndPositionSeeOnlyTheRowsShown() throws {
    let session = try narrowed("memory_key=Allergy")
    session.keys("s S")
    let times = (0..<10).compactMap { session.state.rows.memory(at: $0)?.updated?.milliseconds }
    #expect(times == times.sorted() && times.count == 10)
    #expect(session.lastLine.contains("10 of 10"))
    session.keys("/ trip Enter n")
    #expect(session.state.tabMatches(in: .factual)?.count == 0)
    session.keys("0 Esc Esc")
    #expect(session.state.rows.count == 50)
  }

  @Test func aNarrowingBelongsToItsPaneAndSurvivesARefreshButNotAFilter() throws {
    let session = try narrowed("memory_key=Allergy")
    session.keys("j j j")
    let id = session.state.selectedMemory?.id
    session.keys("2")
    #expect(session.state.rows.count == 37)
    session.keys("1 r")
    try session.answer()
    #expect(session.state.rows.count == 10)
    #expect(session.state.selectedMemory?.id == id)
    session.keys("f scene Tab Tab Payment Enter")
    try session.answer()
    #expect(session.state.rows.count == 50)
    #expect(!session.shows("local:"))
  }

  @Test func loadingTheRestLetsMatchingRowsJoin() throws {
    let session = try narrowed("memory_key=Allergy")
    session.keys("G G")
    try session.answerAll()
    #expect(session.state.rows.count == 30)
    #expect(session.pages == [1, 2, 3, 4])
    #expect(session.shows("30 of 150 loaded"))
  }

  @Test func searchingFurtherLoadsUntilARowJoins() throws {
    let session = try narrowed("memory_value:nowhere")
    session.keys("Ctrl-N")
    try session.answerAll()
    #expect(session.lastLine.contains("No match for memory_value ∋ nowhere in all 150 facts."))
    let other = try narrowed("conversation_id=c-20")
    other.keys("Ctrl-N")
    try other.answerAll()
    #expect(other.pages == [1, 2])
    #expect(other.state.rows.count == 4)
    #expect(other.state.selectedMemory?.id == "f-80")
  }

  @Test func exportOffersTheRowsShown() throws {
    let session = try narrowed("memory_key=Allergy")
    session.keys("e Tab")
    #expect(session.shows("shown (10)"))
    session.keys("Left Enter")
    let order = try #require(session.orders.last)
    #expect(order.reach == .shown)
    let ids = session.state.list.memories(for: order).map(\.id.text)
    #expect(ids == (0..<10).map { "f-\($0 * 5 + 2)" })
  }

  @Test func manyRowsAreNarrowedInSlices() throws {
    let session = Session([.factual: 3000], pageSize: 3000)
    let long = String(repeating: "lorem ipsum ", count: 1000)
    session.service.record = { _, index in
      #"{"id":"\#(index)","memory_value":"\#(long)","confidence":\#(index % 2)}"#
    }
    session.send(.started)
    try session.answer()
    session.keys("Down", times: 11)
    session.keys("& confidence=1 Enter")
    #expect(session.isSearchWaiting)
    session.finishSearch()
    #expect(session.state.rows.count == 1500)
    #expect(session.state.pane.cursor == 5)
  }

  /// They are in `metadata`, by the names of the server.
  @Test(arguments: ["session_id=c-2", "conversation_id=c-2"])
  func aSelfHostedRecordIsFoundByEitherName(text: String) throws {
    let service = ScriptedService(counts: [.factual: 4]) { _, index in
      #"{"id":"f-\#(index)","memory":"x","metadata":{"session_id":"c-\#(index)"}}"#
    }
    let session = try Session.opened(service)
    session.keys("& \(text) Enter")
    #expect(session.state.selectedMemory?.id == "f-2")
    #expect(session.state.rows.count == 1)
  }

  @Test func showingAllRowsEndsTheLoadingForThem() throws {
    let session = try narrowed("memory_value:nowhere")
    session.keys("Ctrl-N &")
    try session.answerAll()
    #expect(session.pages == [1, 2])
    #expect(session.state.rows.count == 100)
  }
}
