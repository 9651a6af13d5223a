import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// Filters built from loaded memories (completion, facets, `+`), and rows that contradict a filter.
@MainActor @Suite struct FilterSeenTests {
  @Test func completionsAreSortedByFrequency() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f scene Tab Tab")
    let order = ["Payment", "Travel", "Work"].map { name in session.lines.firstIndex { $0.contains(name) } }
    #expect(order == order.sorted { ($0 ?? 0) < ($1 ?? 0) } && !order.contains(nil), "\(session.screen)")
    // 26 of 50 facts; 16 facts and 3 preferences; 8 facts.
    #expect(session.lines.contains { $0.contains("Payment") && $0.hasSuffix("26") }, "\(session.screen)")
    #expect(session.lines.contains { $0.contains("Travel") && $0.hasSuffix("19") }, "\(session.screen)")
    #expect(session.lines.contains { $0.contains("Work") && $0.hasSuffix("8") }, "\(session.screen)")
  }

  @Test func completionsIncludeRowsThatArriveMeanwhile() throws {
    let session = Session(FilterSample.make())
    session.send(.started)
    session.keys("f")
    session.send(.ticked)
    session.send(.ticked)
    #expect(!session.lastLine.contains("Esc stops"), "Esc leaves the form here: \(session.lastLine)")
    session.keys("scene Tab Tab")
    #expect(!session.shows("Payment"))
    try session.answer()
    #expect(session.shows("Payment  26"), "\(session.screen)")
  }

  @Test func noCompletionIsPreselected() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f scene Tab Tab Pay Enter")
    #expect(session.sent == #"{"and":[{"scene":"Pay"}]}"#)
  }

  @Test func enterTakesACompletionAndTheCursorStays() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f scene Tab Tab Pay Down Enter")
    #expect(session.cells == ["scene equal Payment"])
    #expect(session.cell == "0 value")
    #expect(session.requests.count == 1)
    session.keys("Enter")
    #expect(session.sent == #"{"and":[{"scene":"Payment"}]}"#)
  }

  @Test func completingAFieldSetsItsOperator() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f tier Down Tab Tab gold Enter")
    #expect(session.sent == #"{"and":[{"info.tier":"gold"}]}"#)
  }

  @Test func upRestoresTheTypedText() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f scene Tab Tab Pay Down Up Enter")
    #expect(session.sent == #"{"and":[{"scene":"Pay"}]}"#)
  }

  /// A string of digits keeps its quotes.
  @Test func aStringOfDigitsIsCompletedAsAString() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f info.code Tab Tab Down Enter")
    #expect(session.cells == [#"info.code equal "7""#])
    session.keys("Enter")
    #expect(session.sent == #"{"and":[{"info.code":"7"}]}"#)
  }

  @Test(arguments: ["i", "o", "+", "e"]) func helpOpensOnTopAndReturns(key: String) throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("\(key) j")
    let before = session.screen
    let place = session.state.place
    session.keys("?")
    #expect(session.shows("Keys of the \(place.title)"))
    session.keys("j Esc")
    #expect(session.screen == before)
    session.keys("? q")
    #expect(session.state.place == place)
    session.keys("Esc")
    #expect(session.state.place == .list)
  }

  @Test func plusInAMemoryAddsTheFieldUnderTheCursor() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("Enter")
    try session.moveToField("info.score")
    session.keys("+")
    #expect(session.cells == ["info.score equal 0"])
    #expect(session.cell == "0 value")
    session.keys("Enter")
    #expect(session.sent == #"{"and":[{"info.score":0}]}"#)
  }

  @Test func plusOnAFieldThatCannotBeFilteredShowsANotice() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("Enter +")
    #expect(session.state.place == .memory)
    #expect(session.lastLine.contains("cannot filter by memory_value. & in the list narrows"))
  }

  /// `{"scene":"3"}` finds no memory whose scene is the number 3.
  @Test func plusOffersNumbersAsNumbers() throws {
    let session = try Session.opened(Self.oddInfo)
    session.keys("+")
    guard let offered = (session.state.screens.top as? ConditionChoice)?.conditions else {
      Issue.record("nothing is offered")
      return
    }
    #expect(offered.map(\.text) == ["info.level=3", "\"info.\u{301}e\"=gold"])
    session.keys("Esc Enter")
    try session.moveToField("info.scene")
    session.keys("+")
    #expect(session.state.place == .memory)
    #expect(session.lastLine.contains("scene is compared as text"), "\(session.lastLine)")
  }

  /// A scene that is a number, and a key that begins with a combining mark.
  private static let oddInfo = ScriptedService(counts: [.factual: 1]) { _, _ in
    #"{"id":"f","memory_value":"text","agent_id":7,"info":{"scene":3,"level":3,"\u0301e":"gold"}}"#
  }

  @Test(arguments: [(40, 10), (80, 24), (120, 36)]) func plusInTheListOffersTheFields(width: Int, height: Int)
    throws
  {
    let session = try Session.opened(FilterSample.make(), width: width, height: height)
    session.keys("+")
    #expect(session.shows("Add to the filter"))
    guard let offered = (session.state.screens.top as? ConditionChoice)?.conditions else {
      Issue.record("nothing is offered")
      return
    }
    #expect(offered.map(\.text).contains(#"info.code="7""#))
    #expect(offered.map(\.text).contains("info.score=0"))
    #expect(offered.map(\.text).contains("tags:finance"))
    #expect(offered.map(\.text).contains(#"tags:"tag 0""#))
    let index = try #require(offered.firstIndex { $0.text == "scene=Payment" })
    for _ in 0..<index { session.keys("j") }
    session.keys("Enter")
    #expect(session.cells == ["scene equal Payment"])
    #expect(session.requests.count == 1)
    session.keys("Enter")
    #expect(session.sent == #"{"and":[{"scene":"Payment"}]}"#)
  }

  /// Sent exactly, drawn with marks.
  @Test func aHostileValueBecomesACondition() throws {
    let value = #"\" or scene=x \\ \u001b[31m\u202e\u0301..=\u0000"#
    let service = ScriptedService(counts: [.factual: 1]) { _, _ in
      #"{"id":"h","memory_value":"text","info":{"scene":"\#(value)"}}"#
    }
    let session = try Session.opened(service)
    session.keys("+ Enter Enter")
    let expected = try JSONValue(parsing: #"{"and":[{"scene":"\#(value)"}]}"#)
    #expect(session.requests.last?.filter.map { Array($0.encoded().utf8) } == Array(expected.encoded().utf8))
    #expect(!session.screen.unicodeScalars.contains("\u{1B}"))
    #expect(!session.screen.unicodeScalars.contains("\u{202E}"))
    #expect(session.lines[2].contains("scene = "))
    try session.answer()
    session.keys("f")
    #expect(!session.screen.unicodeScalars.contains("\u{1B}"))
    session.keys("Enter")
    #expect(session.requests.count == 2)
  }

  /// As typed, not as sent.
  @Test(arguments: [
    ("create_time <= 2020-01-01", "create_time ≤ 2020-01-01"),
    ("create_time = 2020-01-01..2020-01-31", "create_time between 2020-01-01..2020-01-31"),
  ])
  func anIgnoredConditionIsNamedAsTyped(text: String, condition: String) throws {
    let session = try Session.opened(FilterSample.make(preferences: 0), width: 140)
    session.keys(":")
    session.type(text)
    session.keys("Enter")
    try session.answer()
    #expect(session.lastLine.contains("seems to have ignored \(condition): 50 rows"), "\(session.lastLine)")
  }

  @Test func anIgnoredConditionIsNamedOnce() throws {
    let session = try Session.opened(FilterSample.make(facts: 110, preferences: 0))
    session.keys("f scene Tab Tab Payment Tab tags Tab Tab finance Enter")
    // The service ignores the filter.
    try session.answer()
    #expect(
      session.lastLine.contains("The service seems to have ignored scene = Payment: 24 rows contradict it."))
    session.keys("G")
    try session.answer()
    #expect(!session.lastLine.contains("ignored"))
    let said = session.state.notices.all.filter {
      if case .conditionIgnored = $0.fact { true } else { false }
    }
    #expect(said.count == 1)
  }

  @Test func theNextFilterThatIsIgnoredIsNamedToo() throws {
    let session = try Session.opened(FilterSample.make(facts: 110, preferences: 0))
    session.keys("f scene Tab Tab Payment Enter")
    try session.answer()
    #expect(session.lastLine.contains("ignored scene = Payment: 24 rows"), "\(session.lastLine)")
    session.keys("f Tab Tab Ctrl-U Travel Enter")
    try session.answer()
    #expect(session.lastLine.contains("ignored scene = Travel: 34 rows"), "\(session.lastLine)")
  }

  @Test func anAnyFilterIsContradictedOnlyByAllItsConditions() throws {
    let session = try Session.opened(FilterSample.make(preferences: 0))
    session.keys("f scene Tab Tab Payment Tab info.unknown Tab Tab Tab x Ctrl-O Enter")
    try session.answer()
    #expect(!session.lastLine.contains("ignored"))
    session.keys("f Tab Tab Tab Ctrl-U info.tier Tab Tab Ctrl-U none Enter")
    try session.answer()
    #expect(session.sent == #"{"or":[{"scene":"Payment"},{"info.tier":"none"}]}"#)
    #expect(session.lastLine.contains("ignored info.tier = none: 24 rows contradict it."))
    let said = session.state.notices.all.filter {
      if case .conditionIgnored = $0.fact { true } else { false }
    }
    #expect(said.count == 2)
  }

  @Test func matchingRowsCauseNoWarning() throws {
    let session = try Session.opened(FilterSample.make(preferences: 0))
    session.keys("f scene Tab Tab Payment Ctrl-N create_time Tab Tab 2025-12-02 Enter")
    session.service = FilterSample.payments(40)
    try session.answer()
    #expect(!session.lastLine.contains("ignored"))
  }

  @Test func theFormShowsTheJSONThatIsSent() throws {
    for (width, height) in [(110, 24), (120, 36)] {
      let session = try Session.opened(FilterSample.make(), width: width, height: height)
      session.keys(
        "f scene Tab Tab Payment Ctrl-N info.n Tab Tab > Tab 3 Ctrl-N tags Tab Tab two Space words")
      let shown = session.lines.joined().filter { $0 != " " }
      session.keys("Enter")
      let sent = try #require(session.sent).filter { $0 != " " }
      #expect(shown.contains(sent), "\(width): \(shown)")
    }
  }
}
