import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// The form from the keyboard: the text, the cursor and the request that is sent.
@MainActor @Suite struct FilterFormTests {
  private func opened(width: Int = 80, height: Int = 24) throws -> Session {
    try Session.opened(FilterSample.make(), width: width, height: height)
  }

  @Test(arguments: [(40, 10), (80, 24), (120, 36)]) func sixteenKeysBuildAFilter(width: Int, height: Int)
    throws
  {
    let session = try opened(width: width, height: height)
    session.keys("f scene Tab Tab Payment")
    #expect(session.shows(#"{"and":[{"scene":"Payment"}]}"#))
    #expect(session.requests.count == 1)
    session.keys("Enter")
    #expect(session.requests.count == 2)
    let body = try #require(session.requests.last).body()
    #expect(
      String(decoding: body, as: UTF8.self)
        == #"{"user_id":"memos_user_123","page":1,"size":50,"include_preference":true,"include_tool_memory":true,"filter":{"and":[{"scene":"Payment"}]}}"#
    )
    session.service = FilterSample.payments(3)
    try session.answer()
    #expect(session.lines[2].hasPrefix(" scene = Payment"))
    #expect(session.lines[1].contains("1 Facts 3 "))
  }

  @Test func tabMovesFromCellToCell() throws {
    let session = try opened()
    session.keys("f")
    #expect(session.cell == "0 field")
    session.keys("Shift-Tab")
    #expect(session.cell == "0 field")
    for expected in ["0 operation", "0 value", "1 field", "1 operation", "1 value", "2 field"] {
      session.keys("Tab")
      #expect(session.cell == expected)
    }
    for expected in ["1 value", "1 operation", "1 field", "0 value"] {
      session.keys("Shift-Tab")
      #expect(session.cell == expected)
    }
  }

  @Test(
    arguments: [
      ("scene", "="), ("info.tier", "="), ("tags", ":"), ("create_time", "≥"), ("update_time", "≥"),
    ])
  func theOperatorIsChosenByTheField(field: String, operation: String) throws {
    let session = try opened()
    session.keys("f \(field) Tab")
    let row = try #require(session.lines.first { $0.hasPrefix("▌") })
    #expect(row.split(separator: " ").dropFirst(3).first.map(String.init) == operation)
  }

  @Test(
    arguments: [
      ("info.score Tab > Tab 3", #"{"info.score":{"gt":3}}"#),
      ("info.score Tab > = Tab 3", #"{"info.score":{"gte":3}}"#),
      ("info.score Tab < = Tab 3", #"{"info.score":{"lte":3}}"#),
      ("info.score Tab >= < Tab 3", #"{"info.score":{"lt":3}}"#),
      ("info.score Tab >= = Tab 3", #"{"info.score":3}"#),
      ("info.score Tab Down Tab 3", #"{"info.score":{"gt":3}}"#),
      ("info.score Tab Up Tab 3", #"{"info.score":{"lte":3}}"#),
      ("info.score Tab Down Up Tab 3", #"{"info.score":3}"#),
      // An operator that the field does not take cannot be chosen.
      ("scene Tab >= Down Tab 3", #"{"scene":"3"}"#),
      ("tags Tab = Tab a", #"{"tags":{"contains":"a"}}"#),
      ("create_time Tab <= Tab 2025-12-01", #"{"create_time":{"lt":"2025-12-02"}}"#),
      ("create_time Tab x! Tab 2025-12-01", #"{"create_time":{"gte":"2025-12-01"}}"#),
      ("create_time Tab => Tab 2025-12-01", #"{"create_time":{"gte":"2025-12-01"}}"#),
      ("create_time Tab .< Tab 2025-12-01", #"{"create_time":{"lt":"2025-12-01"}}"#),
      // A chosen operator stays as long as the field takes it.
      (
        "create_time Tab < Shift-Tab Ctrl-U update_time Tab Tab 2025-12-01",
        #"{"update_time":{"lt":"2025-12-01"}}"#
      ),
      ("create_time Tab < Shift-Tab Ctrl-U scene Tab Tab a", #"{"scene":"a"}"#),
    ])
  func operatorsAreChosenByKey(keys: String, condition: String) throws {
    let session = try opened()
    session.keys("f \(keys) Enter")
    #expect(session.sent == #"{"and":[\#(condition)]}"#)
  }

  @Test(
    arguments: [
      ("biz_id", "3", #"{"biz_id":"3"}"#), ("custom_status", "true", #"{"custom_status":"true"}"#),
      ("tags", "0.5", #"{"tags":{"contains":"0.5"}}"#), ("app_id", "false", #"{"app_id":"false"}"#),
      ("info.score", "3", #"{"info.score":3}"#), ("info.score", #""3""#, #"{"info.score":"3"}"#),
      ("info.score", "true", #"{"info.score":true}"#),
      // Tab stops once at a name that no memory has.
      ("tier Tab", "gold", #"{"tier":"gold"}"#),
      ("scene", "q-q?:!", #"{"scene":"q-q?:!"}"#), ("scene", "or", #"{"scene":"or"}"#),
      ("scene", #"a"b\c"#, #"{"scene":"a\"b\\c"}"#), ("scene", "支付🥜", #"{"scene":"支付🥜"}"#),
    ])
  func valuesAreSentWithTheirTypes(field: String, value: String, condition: String) throws {
    let session = try opened()
    session.keys("f \(field) Tab Tab \(value) Enter")
    #expect(session.sent == #"{"and":[\#(condition)]}"#)
  }

  @Test func spaceMinusAndQAreTypedInAValue() throws {
    let session = try opened()
    session.keys("f scene Tab Tab a Space - Space q f Enter")
    #expect(session.sent == #"{"and":[{"scene":"a - qf"}]}"#)
  }

  @Test func aPasteIsTypedAsText() throws {
    let session = try opened()
    session.keys("f scene Tab Tab")
    session.press(.paste("two\nlines\tq\u{3}\n"))
    #expect(session.requests.count == 1)
    session.keys("Enter")
    #expect(session.sent == #"{"and":[{"scene":"two lines\tq\u0003"}]}"#)
  }

  /// A pasted `-` or space is not a key on the operator either.
  @Test(arguments: ["-", " "]) func aPasteOnTheOperatorRunsNoCommand(text: String) throws {
    let session = try opened()
    session.keys("f scene Tab Tab a Shift-Tab")
    session.press(.paste(text))
    #expect(session.cells == ["scene equal a"])
  }

  @Test func spaceSwitchesAConditionOffWithoutLosingIt() throws {
    let session = try opened()
    session.keys("f scene Tab Tab Payment Tab tags Tab Tab finance Shift-Tab Space")
    #expect(session.cells == ["scene equal Payment", "off tags contains finance"])
    #expect(session.shows("off tags"))
    session.keys("Enter")
    #expect(session.sent == #"{"and":[{"scene":"Payment"}]}"#)
    try session.answer()
    session.keys("f")
    #expect(session.cells == ["scene equal Payment", "off tags contains finance"])
    #expect(!session.shows("draft"))
    session.keys("Tab Tab Tab Tab Space Enter")
    #expect(session.sent == #"{"and":[{"scene":"Payment"},{"tags":{"contains":"finance"}}]}"#)
  }

  @Test func rowsAreAddedAndRemoved() throws {
    let session = try opened()
    session.keys("f scene Tab Tab a Ctrl-N tags Tab Tab b Ctrl-N biz_id Tab Tab c")
    #expect(session.cells == ["scene equal a", "tags contains b", "biz_id equal c"])
    session.keys("Shift-Tab Shift-Tab Shift-Tab Shift-Tab -")
    #expect(session.cells == ["scene equal a", "biz_id equal c"])
    #expect(session.cell == "1 operation")
    session.keys("Ctrl-K")
    #expect(session.cells == ["scene equal a"])
    session.keys("Ctrl-K")
    #expect(session.cells == [" equal "])
    session.keys("Ctrl-K Enter")
    #expect(session.requests.count == 1)
    #expect(session.state.place == .list)
  }

  @Test func anyAndAllAreToggled() throws {
    let session = try opened()
    session.keys("f scene Tab Tab a Tab tags Tab Tab b Ctrl-O")
    #expect(session.shows("any of these must match"))
    session.keys("Enter")
    #expect(session.sent == #"{"or":[{"scene":"a"},{"tags":{"contains":"b"}}]}"#)
    #expect(session.lines[2].hasPrefix(" scene = a  OR  tags ∋ b"))
    try session.answer()
    session.keys("f Ctrl-O Enter")
    #expect(session.sent == #"{"and":[{"scene":"a"},{"tags":{"contains":"b"}}]}"#)
    #expect(session.lines[2].hasPrefix(" scene = a  AND  tags ∋ b"))
  }

  @Test func aDraftIsKeptAndLabelled() throws {
    let session = try opened()
    session.keys("f scene Tab Tab Payment Enter")
    try session.answer()
    session.keys("f Tab Tab 2 Esc")
    #expect(session.state.place == .list)
    #expect(session.requests.count == 2)
    #expect(session.lines[2].hasPrefix(" scene = Payment "))
    session.keys("f")
    #expect(session.cells == ["scene equal Payment2"])
    #expect(session.shows("draft"))
    session.keys("Ctrl-R")
    #expect(session.cells == ["scene equal Payment"])
    #expect(!session.shows("draft"))
    session.keys("Esc f")
    #expect(session.cells == ["scene equal Payment"])
  }

  @Test(arguments: [(80, 24), (120, 36)]) func completionsHideNoRow(width: Int, height: Int) throws {
    let session = try opened(width: width, height: height)
    session.keys("f scene Tab Tab Payment Ctrl-N tags Tab Tab finance Ctrl-N info.tier Tab Tab gold Esc f")
    #expect(session.cell == "0 field")
    for words in ["indexed info field", "finance", "gold", "contains"] {
      #expect(session.shows(words), "\(session.screen)")
    }
    // A click still hits the row.
    let y = try #require(session.lines.firstIndex { $0.contains("gold") })
    session.press(.mouse(MouseReport(.press, x: 6, y: y)))
    #expect(session.cell == "2 field")
  }

  @Test func completionsAreShownBelowADate() throws {
    let session = try opened(width: 40, height: 10)
    session.keys("f scene Tab Tab Work Ctrl-N create_time Tab Tab 7d")
    #expect(session.lines.contains { $0.hasPrefix("  1  scene") }, "\(session.screen)")
    #expect(
      session.lines.contains { $0.hasPrefix("     from 2026-11-16") }, "\(session.screen)")
    #expect(session.lines.contains { $0.trimmingPrefix { $0 == " " }.hasPrefix("7d") }, "\(session.screen)")
    // Chips take a line.
    session.keys("Enter")
    try session.answer()
    session.keys("f Ctrl-N tags Tab Tab a Shift-Tab Shift-Tab Shift-Tab")
    #expect(session.cell == "1 value")
    #expect(session.lines.contains { $0.trimmingPrefix { $0 == " " }.hasPrefix("7d") }, "\(session.screen)")
  }

  @Test(arguments: ["Ctrl-K", "Shift-Tab -"]) func removingTheLastRowLeavesAnEmptyFieldToType(keys: String)
    throws
  {
    let session = try opened()
    session.keys("f scene Tab Tab Payment \(keys)")
    #expect(session.cell == "0 field")
    session.keys("tags")
    #expect(session.cells == ["tags contains "])
  }

  @Test func theLastLineShowsTheKeysOfTheForm() throws {
    let session = try opened()
    session.keys("f")
    for hint in ["Enter apply", "Tab next", "Esc leave", "F1 help", "Ctrl-N add"] {
      #expect(session.lastLine.contains(hint), "\(session.lastLine)")
    }
    let page = try opened(height: 70)
    page.keys("f F1")
    let lines = page.lines.drop { !$0.contains("Keys of the filter form") }
    #expect(lines.contains { $0.contains("Enter") && $0.contains("apply") }, "\(page.screen)")
  }

  /// `!` types text there.
  @Test func aLongNoticeNamesNoKeyThatTypesText() throws {
    let session = try opened()
    session.keys("f create_time Tab Tab 2025-13-01 Enter")
    #expect(
      session.lastLine.contains("is not a date") && !session.lastLine.contains("!"), "\(session.lastLine)")
  }

  @Test func blankRowsAreLeftOut() throws {
    let session = try opened()
    session.keys("f Tab Tab Tab scene Tab Tab a Tab Tab Tab Tab Tab Enter")
    #expect(session.sent == #"{"and":[{"scene":"a"}]}"#)
    try session.answer()
    session.keys("f")
    #expect(session.cells == ["scene equal a"])
  }

  @Test func anUnchangedFilterSendsNothing() throws {
    let session = try opened()
    session.keys("f Enter")
    #expect(session.requests.count == 1)
    #expect(session.state.place == .list)
    session.keys("f scene Tab Tab a Enter")
    try session.answer()
    session.keys("f Enter")
    session.keys("f Tab Tab b Backspace Enter")
    #expect(session.requests.count == 2)
  }

  /// Swift considers both equal; the service, which compares bytes, may not.
  @Test func anotherUnicodeSpellingIsAChange() throws {
    let session = try opened()
    session.keys("f scene Tab Tab caf")
    session.keys("\u{E9}")
    session.keys("Enter")
    try session.answer()
    session.keys("f Tab Tab Backspace")
    session.keys("e\u{301}")
    session.keys("Enter")
    #expect(session.requests.count == 3)
    #expect(session.sent.map { Array($0.utf8) } == Array("{\"and\":[{\"scene\":\"cafe\u{301}\"}]}".utf8))
  }

  @Test func withoutConditionsNoFilterIsSent() throws {
    let session = try opened()
    session.keys("f scene Tab Tab a Enter")
    try session.answer()
    session.keys("f Ctrl-K")
    #expect(session.shows("no filter"))
    session.keys("Enter")
    let body = try #require(session.requests.last).body()
    #expect(!String(decoding: body, as: UTF8.self).contains("filter"))
    #expect(session.requests.count == 3)
  }
}
