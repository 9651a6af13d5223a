import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import TUI
import Testing

/// The filter as JSON in an editor: the text it gets, and how the saved text is read.
@MainActor @Suite struct FilterEditorTests {
  private func opened() throws -> Session { try Session.opened(FilterSample.make()) }

  @Test func theEditorGetsTheJSONThatTheFormSends() throws {
    let session = try opened()
    session.keys("f create_time Tab Tab 7d Ctrl-N info.tier Tab Space Tab gold Ctrl-N")
    let before = session.cells
    session.keys("Ctrl-E")
    let given = try #require(session.handedOver.last)
    #expect(given.contains("2026-11-16") && !given.contains("gold"))
    // Saved unchanged: `7d` stays as typed.
    session.send(.filterEdited(given))
    #expect(session.cells == before)
    session.send(.filterEdited(#"{"or":[{"scene":"Work"}]}"#))
    #expect(session.cells == ["scene equal Work", "off info.tier equal gold"])
  }

  /// A missing bracket must not lose the text.
  @Test func theEditorReopensRefusedText() throws {
    let session = try opened()
    session.keys("f scene Tab Tab Work Ctrl-E")
    let written = "{\n  \"and\": [\n    {\"scene\": \"Travel\"\n]}"
    session.send(.filterEdited(written))
    #expect(session.cells == ["scene equal Work"])
    #expect(
      session.lastLine.contains("not valid JSON: see line 4. Ctrl-E in the form continues editing."),
      "\(session.lastLine)")
    session.keys("Ctrl-E")
    #expect(session.handedOver.last == written)
    // Not after the form has changed.
    session.keys("Tab Shift-Tab s Ctrl-E")
    #expect(session.handedOver.last?.contains("Works") == true)
    session.send(.filterEdited(#"{"and":[{"scene":"Travel"}]}"#))
    #expect(session.cells == ["scene equal Travel"])
    session.keys("Ctrl-E")
    #expect(session.handedOver.last?.contains("Travel") == true)
  }

  @Test func anIncompleteRowKeepsTheEditorClosed() throws {
    let session = try opened()
    session.keys("f scene Tab Tab Payment Enter")
    try session.answer()
    session.keys("f Ctrl-N tags Ctrl-E")
    #expect(session.handedOver.isEmpty)
    #expect(session.cells == ["scene equal Payment", "tags contains "])
    #expect(session.cell == "1 value")
    #expect(session.lastLine.contains("has no value"), "\(session.lastLine)")
  }
}
