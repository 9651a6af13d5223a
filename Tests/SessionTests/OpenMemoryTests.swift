import BrowserCore
import Canvas
import MemoryModel
import ScriptedService
import Testing

@testable import TUI

/// What is open is the record that is loaded, and fits the screen it is drawn on.
@MainActor @Suite struct OpenMemoryTests {
  /// Facts whose number of fields and text follow from the index and a version.
  private func service(
    _ facts: Int, fields: @escaping (Int) -> Int = { _ in 3 },
    city: @escaping (Int) -> String = { _ in "Leeds" }
  ) -> ScriptedService {
    ScriptedService(counts: [.factual: facts, .preference: 3]) { category, index in
      let others = (0..<fields(index)).map { #","field \#($0)":"value \#($0)""# }.joined()
      return #"{"id":"\#(category)-\#(index)","memory_value":"lives in \#(city(index))"\#(others)}"#
    }
  }

  @Test(arguments: [(9, 0), (0, 9), (25, 1), (1, 25), (0, 0)])
  func theNextMemoryMayHaveOtherFields(first: Int, second: Int) throws {
    for height in [10, 24, 50] {
      let session = try Session.opened(
        service(9, fields: { $0.isMultiple(of: 2) ? first : second }), height: height)
      session.press(.enter, .character("G"))
      for key in "]]]][[]" { session.press(.character(key)) }
      session.press(.character("J"), .character("G"), .character("]"), .character("]"), .escape)
      let memory = try #require(session.state.reading?.memory)
      #expect(session.screen.contains(memory.text))
      // The memory that is selected in another pane has other fields, too.
      session.press(.character("G"), .tab, .character("G"), .tab)
      #expect(session.state.reading?.memory.category == .tool || session.state.reading == nil)
    }
  }

  @Test func theOpenMemoryMayChangeUnderEveryView() throws {
    // A command of the palette runs in another place than the one that was measured.
    for place in ["", "J", "c", "?", "!"] {
      let session = try Session.opened(service(9, fields: { $0 == 0 ? 40 : 0 }), height: 12)
      session.press(.enter, .character("G"))
      for key in place { session.press(.character(key)) }
      session.press(.character(":"))
      session.type("next memory")
      session.press(.enter, .character("G"), .character("]"), .escape, .character("["), .escape)
    }
  }

  @Test func aRefreshShowsTheNewRecordInThePreviewAndInTheMemory() throws {
    let session = try Session.opened(service(3))
    session.service = service(3, city: { _ in "York" })
    #expect(session.screen.contains("lives in Leeds"))
    session.press(.character("r"))
    try session.answer()
    #expect(!session.screen.contains("Leeds"), "neither in the row nor in the preview")
    session.press(.enter)
    session.service = service(3, city: { _ in "Bath" })
    session.press(.character("r"))
    try session.answer()
    #expect(session.screen.contains("lives in Bath"))
    #expect(session.screen.contains("changed: this is the new record"))
    session.press(.character("J"))
    #expect(session.screen.contains(#""memory_value": "lives in Bath""#))
    session.press(.character("J"), .character("]"))
    #expect(!session.screen.contains("changed:"), "the next memory is as it was opened")
  }

  @Test func theCursorStaysOnItsField() throws {
    let session = try Session.opened(service(3, fields: { _ in 9 }))
    session.press(.enter, .down, .down, .down)
    let field = try #require(session.state.reading.map { $0.fields[$0.cursor].name })
    session.service = service(3, fields: { _ in 12 }, city: { _ in "York" })
    session.press(.character("r"))
    try session.answer()
    #expect(session.state.reading.map { $0.fields[$0.cursor].name } == field)
  }

  @Test func watchShowsTheNewRecord() throws {
    let session = try Session.opened(service(3))
    session.press(.character("w"), .enter)
    session.service = service(3, city: { $0 == 0 ? "York" : "Leeds" })
    session.send(.watchIsDue(try #require(session.watchNumber)))
    try session.answer()
    #expect(session.screen.contains("lives in York"))
    #expect(session.screen.contains("changed: this is the new record"))
  }

  @Test func aRowThatMovedToALaterPageBringsItsNewRecord() throws {
    // 60 facts in pages of 50; then ten new ones push ten of page 1 to page 2, changed.
    let session = try Session.opened(service(60))
    session.service.shift = 10
    session.service.answered = 1
    session.service.record = service(0, city: { _ in "York" }).record
    session.press(.character("G"))
    try session.answer()
    session.press(.character("g"))
    for _ in 0..<45 { session.press(.down) }
    #expect(session.screen.contains("lives in York"))
    #expect(session.state.rows.count == 60, "each id once")
  }

  @Test func anOlderRecordDoesNotReplaceANewerOne() throws {
    func service(_ city: String, updated: Int) -> ScriptedService {
      ScriptedService(counts: [.factual: 1]) { _, _ in
        #"{"id":"f","memory_value":"lives in \#(city)","update_time":\#(updated)}"#
      }
    }
    let session = try Session.opened(service("York", updated: 1_795_422_600_000))
    session.press(.character("w"))
    session.service = service("Leeds", updated: 1_795_422_500_000)
    session.send(.watchIsDue(try #require(session.watchNumber)))
    try session.answer()
    #expect(session.state.selectedMemory?.text == "lives in York")
  }

  @Test func aMemoryThatIsGoneIsNotShownAsThere() throws {
    let session = try Session.opened(service(3))
    session.press(.down, .enter)
    session.service = ScriptedService(counts: [.factual: 1])
    session.press(.character("r"))
    try session.answer()
    #expect(session.screen.contains("gone, or no longer matches"))
    session.press(.escape)
    #expect(session.state.rows.count == 1)
  }

  @Test func ofAMemoryBeyondPageOneNothingIsClaimed() throws {
    let session = try Session.opened(service(120))
    session.press(.character("G"))
    try session.answer()
    session.press(.character("G"), .enter)
    session.press(.character("r"))
    try session.answer()
    #expect(session.screen.contains("not on page 1 after the refresh"))
  }

  @Test func theSourcesFollowTheirMemory() throws {
    func service(_ message: String) -> ScriptedService {
      ScriptedService(counts: [.factual: 2]) { _, index in
        #"{"id":"f\#(index)","memory_value":"x","sources":[{"role":"user","content":"\#(message)"}]}"#
      }
    }
    let session = try Session.opened(service("I live in Leeds"))
    session.press(.character("w"), .character("c"))
    #expect(session.screen.contains("I live in Leeds"))
    session.service = service("I live in York")
    session.send(.watchIsDue(try #require(session.watchNumber)))
    try session.answer()
    #expect(session.screen.contains("I live in York"))
    #expect(session.screen.contains("changed: this is the new record"))
  }

  @Test func sourcesThatAreNoLongerNamedGo() throws {
    func service(_ sources: String) -> ScriptedService {
      ScriptedService(counts: [.factual: 2]) { _, index in
        #"{"id":"f\#(index)","memory_value":"x","sources":\#(sources)}"#
      }
    }
    let session = try Session.opened(service(#"[{"role":"user","content":"I live in Leeds"}]"#))
    session.press(.character("w"), .character("c"))
    session.service = service("null")
    session.send(.watchIsDue(try #require(session.watchNumber)))
    try session.answer()
    #expect(!session.screen.contains("Leeds"))
  }

  @Test func sourcesThatTheServiceWasAskedForSayThatTheyAreOlder() throws {
    let session = try Session.opened(service(3))
    session.press(.character("w"), .character("c"))
    let question = try #require(session.asked).question
    let message = JSONObject([
      JSONObject.Member(key: "sources", value: .array([.string("I live in Leeds")]))
    ])
    session.send(.recordArrived(message, question: question))
    #expect(session.screen.contains("I live in Leeds"))
    session.service = service(3, city: { _ in "York" })
    session.send(.watchIsDue(try #require(session.watchNumber)))
    try session.answer()
    #expect(session.screen.contains("these are its sources as read before"))
    session.press(.character("r"))
    #expect(session.asked != nil)
  }

  @Test func changedIsSaidUntilTheNextRefresh() throws {
    let session = try Session.opened(service(3))
    session.press(.enter)
    session.service = service(3, city: { _ in "York" })
    session.press(.character("r"))
    try session.answer()
    #expect(session.screen.contains("changed: this is the new record"))
    session.press(.character("r"))
    try session.answer()
    #expect(!session.screen.contains("changed: this is the new record"))
  }

  @Test func aSelectedMemoryThatIsGoneSaysSo() throws {
    let session = try Session.opened(service(3))
    session.press(.character("w"))
    session.service = ScriptedService(counts: [.factual: 0])
    session.send(.watchIsDue(try #require(session.watchNumber)))
    try session.answer()
    #expect(session.screen.contains("gone, or no longer matches"))
    #expect(session.screen.contains("6 gone or no longer matching"))
    session.press(.enter)
    #expect(session.screen.contains("gone, or no longer matches: this is the record as last read"))
  }

  @Test(arguments: [61, 60 * 24, 60 * 24 * 40])
  func relativeTimesAreComputedWhenDrawn(minutes: Int) throws {
    let session = try Session.opened(SampleService.make())
    session.press(.character("t"))
    session.press(.enter)
    let before = session.screen
    session.press(.escape)
    let list = session.screen
    session.clock.milliseconds += Int64(minutes) * 60_000
    #expect(session.screen != list)
    session.press(.enter)
    #expect(session.screen != before, "the open memory, too")
    let fresh = BrowserView().draw(session.state, size: session.size, session.context)
    #expect(session.frame.canvas == fresh.canvas)
  }

  @Test func theListOfNoticesShowsTheLatestAlsoWhenItIsFull() throws {
    let session = try Session.opened(SampleService.make())
    for _ in 0..<600 { session.send(.noticed(.nothingSearched)) }
    session.press(.character("!"))
    let full = session.screen
    session.send(.noticed(.noFilterToClear))
    #expect(session.screen != full)
  }

  @Test func sourcesKeepTheirIndentUnderAPopup() throws {
    let session = try Session.opened(
      ScriptedService(counts: [.factual: 1]) { _, _ in
        let long = String(repeating: "a long message ", count: 20)
        return #"{"id":"f","memory_value":"x","sources":[{"role":"user","content":"\#(long)"}]}"#
      })
    session.press(.character("c"))
    let before = session.lines.dropLast()
    session.press(.character("y"))
    #expect(session.lines.dropLast() == before)
    session.press(.escape)
    #expect(session.lines.dropLast() == before)
  }
}
