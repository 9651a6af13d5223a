import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import TUI
import Testing

/// The filter as JSON in an editor: what it gets, and what becomes of what it leaves.
@MainActor @Suite struct FilterEditorTests {
  private func opened() throws -> Session { try Session.opened(FilterSample.make()) }

  @Test func theEditorGetsWhatTheFormWouldSend() throws {
    let session = try opened()
    session.keys("f create_time Tab Tab 7d Ctrl-N info.tier Tab Space Tab gold Ctrl-N")
    let before = session.cells
    session.keys("Ctrl-E")
    let given = try #require(session.handedOver.last)
    #expect(given.contains("2026-11-16") && !given.contains("gold"))
    // Saved as it was: `7d` stays what was typed.
    session.send(.filterEdited(given))
    #expect(session.cells == before)
    session.send(.filterEdited(#"{"or":[{"scene":"Work"}]}"#))
    #expect(session.cells == ["scene equal Work", "off info.tier equal gold"])
  }

  /// A missing bracket must not cost what was written.
  @Test func theEditorGoesOnWithWhatWasRefused() throws {
    let session = try opened()
    session.keys("f scene Tab Tab Work Ctrl-E")
    let written = "{\n  \"and\": [\n    {\"scene\": \"Travel\"\n]}"
    session.send(.filterEdited(written))
    #expect(session.cells == ["scene equal Work"])
    #expect(session.lastLine.contains("not JSON: see line 4. Ctrl-E goes on with it."), "\(session.lastLine)")
    session.keys("Ctrl-E")
    #expect(session.handedOver.last == written)
    // Not once the form says something else.
    session.keys("Tab Shift-Tab s Ctrl-E")
    #expect(session.handedOver.last?.contains("Works") == true)
    session.send(.filterEdited(#"{"and":[{"scene":"Travel"}]}"#))
    #expect(session.cells == ["scene equal Travel"])
    session.keys("Ctrl-E")
    #expect(session.handedOver.last?.contains("Travel") == true)
  }

  @Test func anIncompleteRowIsNotLostToTheEditor() throws {
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
