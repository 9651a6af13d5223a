import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import TUI
import Testing

/// Clicks in the filter form.
@MainActor @Suite struct FormClickTests {
  nonisolated private static let sizes = [(80, 24), (120, 36)]

  private func opened(_ size: (Int, Int), _ keys: String) throws -> Session {
    let session = try Session.opened(FilterSample.make(), width: size.0, height: size.1)
    session.keys("f " + keys)
    return session
  }

  @Test(arguments: sizes) func theTitlesKeysAreClicked(_ size: (Int, Int)) throws {
    let session = try opened(size, "scene Tab Tab Payment")
    try session.click("any of these")
    #expect(session.shows("any of these must match"))
    try session.click("Ctrl-O all of these")
    #expect(session.shows("all of these must match"))
    try session.click("Ctrl-R revert")
    #expect(session.cells == [" equal "])
    #expect(session.requests.count == 1)
  }

  @Test(arguments: sizes) func theHintsAreClickedWhileTextIsTyped(_ size: (Int, Int)) throws {
    let session = try opened(size, "scene Tab Tab Payment")
    try session.click("Ctrl-N add")
    #expect(session.cell == "1 field")
    try session.click("F1", row: size.1 - 1)
    #expect(session.state.place == .fields)
    session.keys("Esc")
    try session.click("Enter apply")
    #expect(session.sent == #"{"and":[{"scene":"Payment"}]}"#)
  }

  @Test(arguments: sizes) func whatEnterDoesIsClicked(_ size: (Int, Int)) throws {
    let session = try opened(size, "scene Tab Tab Payment")
    try session.click("Enter asks the service for all: 1 call")
    #expect(session.sent == #"{"and":[{"scene":"Payment"}]}"#)
  }

  @Test(arguments: sizes) func shownOperatorsAreClicked(_ size: (Int, Int)) throws {
    let session = try opened(size, "info.score Tab Tab 1")
    let row = try #require(session.lines.firstIndex { $0.contains("> ≥ < ≤") })
    try session.click("≥", row: row)
    #expect(session.cells == ["info.score greaterOrEqual 1"] && session.cell == "0 value")
    session.keys("Shift-Tab")
    let least = try #require(session.lines.lastIndex { $0.contains("<") && $0.contains("below") })
    try session.click("below", row: least)
    #expect(session.cells == ["info.score less 1"] && session.cell == "0 operation")
    let dates = try opened(size, "create_time Tab Tab 7d")
    let times = try #require(dates.lines.firstIndex { $0.contains("before") && $0.contains("after") })
    try dates.click("before", row: times)
    #expect(dates.cells == ["create_time less 7d"])
  }

  /// Nothing is sent, and the draft is kept.
  @Test(arguments: sizes) func aMatchOpensInItsPane(_ size: (Int, Int)) throws {
    let session = try opened(size, "scene Tab Tab Travel")
    session.keys("Esc S 2 f")
    try session.click("text 3")
    #expect(session.state.place == .memory && session.state.category == .factual)
    #expect(session.state.reading?.memory.id.text == "f-3" && session.state.pane.cursor == 3)
    #expect(
      session.requests.count == 1
        && session.effects.count { if case .loadRecord = $0 { true } else { false } } == 0)
    session.keys("f")
    #expect(session.cells == ["scene equal Travel"])
    session.keys("Esc")
    #expect(session.state.place == .memory)
    session.keys("Esc")
    #expect(session.state.place == .list)
  }

  @Test func aMatchThatItsPaneDoesNotShowOpensBesideThePanes() throws {
    let session = try Session.opened(FilterSample.make(), width: 80, height: 24)
    session.keys("& Work Enter")
    let place = session.state.pane.cursor
    session.keys("f scene Tab Tab Travel")
    try session.click("text 3")
    #expect(session.state.reading?.memory.id.text == "f-3" && session.state.reading?.isOutside == true)
    session.keys("Esc")
    #expect(session.state.pane.cursor == place && session.requests.count == 1)
  }

  /// Opened on top of an open memory, whose place it takes.
  @Test func aMatchReplacesTheOpenMemory() throws {
    let session = try Session.opened(FilterSample.make(), width: 120, height: 36)
    session.keys("Enter f scene Tab Tab Travel")
    try session.click("text 4")
    #expect(session.state.reading?.memory.id.text == "f-4" && session.state.pane.cursor == 4)
  }

  @Test func savedFiltersAndRawFiltersAreClicked() throws {
    let session = try opened((80, 24), "scene Tab Tab Payment Ctrl-S pay Enter Ctrl-K Ctrl-L")
    session.press(.mouse(MouseReport(.press, x: 10, y: 3)))
    #expect(session.cells == ["scene equal Payment"], "\(session.screen)")
  }

  @Test func theWheelOverCompletionsSelectsThem() throws {
    let session = try opened((80, 24), "info.tier Tab Tab")
    try session.wheelDown(over: "silver")
    #expect(session.state.form?.completion.selection == 0)
    try session.click("silver")
    #expect(session.cells == ["info.tier equal silver"] && session.state.form?.completion.selection == nil)
  }
}
