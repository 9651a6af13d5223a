import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// A click on what looks clickable, outside of the filter form.
@MainActor @Suite struct ClickTests {
  nonisolated private static let sizes = [(80, 24), (120, 36)]

  private func opened(_ size: (Int, Int), _ service: ScriptedService = SampleService.make()) throws -> Session
  {
    try Session.opened(service, width: size.0, height: size.1)
  }

  /// The key and its word, at both ends.
  @Test(arguments: sizes) func aClickOnAHintDoesWhatItsKeyDoes(_ size: (Int, Int)) throws {
    let session = try opened(size)
    try session.click("filter", row: size.1 - 1)
    #expect(session.state.place == .form)
    try session.click("Esc leave")
    #expect(session.state.place == .list)
    try session.click("Enter open")
    #expect(session.state.place == .memory)
    try session.click("back", row: size.1 - 1)
    #expect(session.state.place == .list)
    try session.click("? keys")
    #expect(session.state.place == .help)
    // Between two hints is nothing.
    let before = session.screen
    session.press(.mouse(MouseReport(.press, x: 0, y: size.1 - 1)))
    #expect(session.screen == before)
  }

  @Test(arguments: sizes) func aClickOnAColumnHeadingSortsAndASecondOneReverses(_ size: (Int, Int)) throws {
    let session = try opened(size)
    #expect(session.shows("server order"))
    try session.click("CONF")
    #expect(session.lines[2].contains("CONF↓") && session.state.rows.memory(at: 0)?.confidence == 0.99)
    try session.click("CONF")
    #expect(session.lines[2].contains("CONF↑") && session.state.rows.memory(at: 0)?.confidence == 0.9)
    try session.click("MEMORY")
    #expect(session.lines[2].contains("MEMORY↑"))
    let sorted = session.lines[3]
    try session.click("SCENE")
    #expect(session.lines[3] == sorted)
    #expect(session.shows("The list cannot be sorted by this column."), "\(session.screen)")
    #expect(session.requests.count == 1)
  }

  @Test(arguments: sizes) func aClickOnAConditionOpensTheFormThere(_ size: (Int, Int)) throws {
    let session = try opened(size, FilterSample.make())
    session.keys("f scene Tab Tab Payment Ctrl-N info.tier Tab Tab gold Enter")
    try session.answer()
    let calls = session.requests.count
    try session.click("info.tier = gold", row: 2)
    #expect(session.state.place == .form && session.cell == "1 value")
    // Under the form the chips are only shown.
    try session.click("scene = Payment", row: 2)
    #expect(session.cell == "1 value")
    session.keys("Esc Enter")
    try session.click("scene = Payment", row: 2)
    #expect(session.state.place == .form && session.cell == "0 value")
    session.keys("Esc")
    #expect(session.requests.count == calls)
    try session.click("F clear")
    #expect(session.requests.count == calls + 1 && session.sent == nil)
  }

  @Test func aConditionThatTheDraftLacksOpensTheDraft() throws {
    let session = try opened((80, 24), FilterSample.make())
    session.keys("f scene Tab Tab Payment Enter")
    try session.answer()
    session.keys("f Ctrl-K tags Esc")
    try session.click("scene = Payment", row: 2)
    #expect(session.cells == ["tags contains "] && session.cell == "0 field")
  }

  @Test(arguments: sizes) func thePreviewsHintsAreClicked(_ size: (Int, Int)) throws {
    let session = try opened(size)
    try session.click("c shows it")
    #expect(session.state.place == .sources)
    let low = try Session.opened(SampleService.make(), width: 72, height: 16)
    #expect(low.state.list.previewTop == 0)
    try low.click("… 1 more line, Ctrl-E")
    #expect(low.state.list.previewTop == 1)
    try low.click("… 1 line above, Ctrl-Y")
    #expect(low.state.list.previewTop == 0)
  }

  @Test func theOpenMemorysHintsAreClicked() throws {
    let session = try opened((120, 36))
    session.keys("Enter")
    try session.click("next", row: 2)
    #expect(session.state.pane.cursor == 1)
    try session.click("[", row: 2)
    #expect(session.state.pane.cursor == 0)
    try session.click("y i copies it")
    #expect(session.copied.map(\.part) == [.id])
    #expect(session.state.place == .memory)
    try session.click("1 message: c")
    #expect(session.state.place == .sources)
  }

  @Test(arguments: sizes) func theCopyMenuIsClicked(_ size: (Int, Int)) throws {
    let session = try opened(size)
    try session.click(size.0 == 80 ? "row 1" : "y copy")
    if size.0 == 80 { session.keys("y") }
    // The rows above are only shown.
    session.press(.mouse(MouseReport(.press, x: 5, y: 5)))
    #expect(session.state.place == .copy && session.state.pane.cursor == 0)
    try session.click("j JSON")
    #expect(session.state.place == .list && session.copied.map(\.part) == [.json])
  }

  @Test(arguments: sizes) func recentUsersAreClicked(_ size: (Int, Int)) throws {
    let session = try opened(size)
    var remembered = Remembered()
    for id in ["ann", "bob"] { remembered.apply(.opened(.user(id), at: Session.now)) }
    session.send(.remembered(remembered))
    session.keys("u")
    try session.click("ann")
    #expect(session.lines.contains { $0.hasPrefix("▌ann") } && session.requests.count == 1)
    try session.click("ann")
    #expect(session.requests.last?.subject == .user("ann"))
    session.service.counts = [:]
    try session.answer()
    try session.click("bob")
    #expect(session.requests.last?.subject == .user("bob"))
    try session.answer()
    try session.click("treat it as an agent id")
    #expect(session.requests.last?.subject == .agent("bob"))
    try session.answer()
    try session.click("another user")
    #expect(session.state.place == .prompt)
    try session.click("Esc to cancel")
    #expect(session.state.place == .list)
  }

  @Test(arguments: sizes) func promptsAreClicked(_ size: (Int, Int)) throws {
    let session = try opened(size)
    session.keys("/")
    try session.click("Esc drops")
    #expect(session.state.place == .list)
    session.keys("/ allerg")
    try session.click("searches further pages")
    #expect(session.isAsking)
    session.keys("Esc Esc / allerg Enter")
    if size.0 == 80 { session.keys("&") } else { try session.click("only these", row: size.1 - 1) }
    #expect(session.state.list.narrowing != nil)
    try session.click("Esc shows all")
    #expect(session.state.search.pattern == nil)
    try session.click("Esc shows all")
    #expect(session.state.list.narrowing == nil)
    session.keys("& gold")
    try session.click("Enter narrows")
    #expect(session.state.list.narrowing != nil)
  }

  @Test func aQuestionIsClicked() throws {
    let session = try opened((80, 24), SampleService.make(facts: 5_000))
    session.keys("G G")
    try session.answerAll()
    let calls = session.requests.count
    #expect(session.state.place == .question)
    try session.click("Esc no")
    #expect(session.state.place == .list && session.requests.count == calls)
    session.keys("G G")
    try session.answerAll()
    try session.click("Enter yes")
    #expect(session.requests.count > calls)
  }

  @Test(arguments: sizes) func theExportFormIsClicked(_ size: (Int, Int)) throws {
    let session = try opened(size)
    session.keys("e")
    try session.click("CSV")
    #expect(session.shows("[CSV]") && session.state.place == .export)
    try session.click(" all ")
    try session.click("everything")
    #expect(session.shows("[all]") && session.shows("[everything]"))
    try session.click("memories.csv")
    #expect(session.state.place == .exportFile)
    try session.click("Enter write")
    #expect(session.orders.map(\.format) == [.csv] && session.orders.map(\.reach) == [.everything])
  }

  @Test(arguments: sizes) func valuesAndBarsAreClicked(_ size: (Int, Int)) throws {
    let session = try opened(size, FilterSample.make())
    session.keys("i")
    try session.click("info.tier")
    #expect(session.state.screens.find(ValuesState.self)?.isInValues == false)
    try session.wheelDown(over: "silver")
    #expect(session.state.screens.find(ValuesState.self)?.value == 1)
    try session.click("silver")
    #expect(session.sent == #"{"and":[{"info.tier":"silver"}]}"#)

    let overview = try opened(size, OverviewSample.make())
    overview.keys("o")
    try overview.click("UserMemory")
    #expect(overview.lastLine.contains("UserMemory: "))
    #expect(overview.shows("Tools, worst first"))
    try overview.click("uses")
    #expect(overview.shows("Tools, most used first"))
    try overview.click("uses")
    #expect(overview.shows("Tools, most used first"))
    try overview.click("success")
    #expect(overview.shows("Tools, worst first"))
    try overview.wheelDown(over: "LongTermMemory")
    #expect(overview.lastLine.contains("implicit_preference: 13 of 99"), "\(overview.lastLine)")
    try overview.click("(G G loads all)")
    #expect(overview.isAsking)
  }

  @Test(arguments: sizes) func theWheelOverTheKeysMovesTheKeys(_ size: (Int, Int)) throws {
    let session = try opened(size, FilterSample.make())
    session.keys("i Tab Down")
    try session.wheelDown(over: "info.tier")
    let values = try #require(session.state.screens.find(ValuesState.self))
    #expect(values.key == 3 && !values.isInValues)
  }
}
