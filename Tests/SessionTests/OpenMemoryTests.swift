import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// An open memory shows the loaded record and fits the screen.
@MainActor @Suite struct OpenMemoryTests {
  /// Facts whose fields and text depend on the index.
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
      session.keys("Enter G")
      session.keys("] ] ] ] [ [ ]")
      session.keys("J G ] ] Esc")
      let memory = try #require(session.state.reading?.memory)
      #expect(session.screen.contains(memory.text))
      // The memory selected in another pane has other fields too.
      session.keys("G Tab G Tab")
      #expect(session.state.reading?.memory.category == .tool || session.state.reading == nil)
    }
  }

  @Test func anotherMemoryMayOpenUnderEveryView() throws {
    // A palette command runs in a place other than the measured one.
    for place in ["", "J", "c", "?", "!"] {
      let session = try Session.opened(service(9, fields: { $0 == 0 ? 40 : 0 }), height: 12)
      session.keys("Enter G")
      session.keys(place)
      session.keys(":")
      session.type("next memory")
      session.keys("Enter G ] Esc [ Esc")
      let fresh = BrowserView().draw(session.state, size: session.size, session.context)
      #expect(session.frame.canvas == fresh.canvas, "\(place)")
    }
  }

  @Test func refreshShowsTheNewRecordInPreviewAndMemory() throws {
    let session = try Session.opened(service(3))
    session.service = service(3, city: { _ in "York" })
    #expect(session.screen.contains("lives in Leeds"))
    session.keys("r")
    try session.answer()
    #expect(session.lines[3].contains("lives in York"))
    #expect(session.shows("lives in Leeds → lives in York"), "row and preview are both updated")
    session.keys("Enter")
    session.service = service(3, city: { $0 == 0 ? "Bath" : "York" })
    session.keys("r")
    try session.answer()
    #expect(session.screen.contains("lives in Bath"))
    #expect(session.screen.contains("changed: this is the new record"))
    session.keys("J")
    #expect(session.screen.contains(#""memory_value": "lives in Bath""#))
    session.keys("J ]")
    #expect(!session.screen.contains("changed:"), "the next memory has not changed")
  }

  @Test func refreshKeepsTheCursorOnItsField() throws {
    let session = try Session.opened(service(3, fields: { _ in 9 }))
    session.keys("Enter Down Down Down")
    let field = try #require(session.state.reading.map { $0.fields[$0.cursor].name })
    session.service = service(3, fields: { _ in 12 }, city: { _ in "York" })
    session.keys("r")
    try session.answer()
    #expect(session.state.reading.map { $0.fields[$0.cursor].name } == field)
  }

  @Test func watchShowsTheNewRecord() throws {
    let session = try Session.opened(service(3))
    session.keys("w Enter")
    session.service = service(3, city: { $0 == 0 ? "York" : "Leeds" })
    session.send(.watchIsDue(try #require(session.watchTimer?.number)))
    try session.answer()
    #expect(session.screen.contains("lives in York"))
    #expect(session.screen.contains("changed: this is the new record"))
  }

  @Test func aRowThatReturnsOnALaterPageIsUpdated() throws {
    // 60 facts in pages of 50; then ten new rows push ten changed rows from page 1 to page 2.
    let session = try Session.opened(service(60))
    session.service.shift = 10
    session.service.answered = 1
    session.service.record = service(0, city: { _ in "York" }).record
    session.keys("G")
    try session.answer()
    session.keys("g")
    for _ in 0..<45 { session.keys("Down") }
    #expect(session.screen.contains("lives in York"))
    #expect(session.state.rows.count == 60, "each id is listed once")
  }

  @Test func anOlderRecordDoesNotReplaceANewerOne() throws {
    func service(_ city: String, updated: Int) -> ScriptedService {
      ScriptedService(counts: [.factual: 1]) { _, _ in
        #"{"id":"f","memory_value":"lives in \#(city)","update_time":\#(updated)}"#
      }
    }
    let session = try Session.opened(service("York", updated: 1_795_422_600_000))
    session.keys("w")
    session.service = service("Leeds", updated: 1_795_422_500_000)
    session.send(.watchIsDue(try #require(session.watchTimer?.number)))
    try session.answer()
    #expect(session.state.selectedMemory?.text == "lives in York")
  }

  @Test func aGoneMemoryIsMarkedAsGone() throws {
    let session = try Session.opened(service(3))
    session.keys("Down Enter")
    session.service = ScriptedService(counts: [.factual: 1])
    session.keys("r")
    try session.answer()
    #expect(session.screen.contains("gone, or no longer matches"))
    session.keys("Esc r")
    try session.answer()
    #expect(session.state.rows.count == 1)
  }

  @Test func aMemoryBeyondPageOneIsNotMarkedAsGone() throws {
    let session = try Session.opened(service(120))
    session.keys("G")
    try session.answer()
    session.keys("G Enter")
    session.keys("r")
    try session.answer()
    #expect(session.screen.contains("not on page 1 after the reload"))
  }

  @Test func theSourcesFollowTheirMemory() throws {
    func service(_ message: String) -> ScriptedService {
      ScriptedService(counts: [.factual: 2]) { _, index in
        #"{"id":"f\#(index)","memory_value":"x","sources":[{"role":"user","content":"\#(message)"}]}"#
      }
    }
    let session = try Session.opened(service("I live in Leeds"))
    session.keys("w c")
    #expect(session.screen.contains("I live in Leeds"))
    session.service = service("I live in York")
    session.send(.watchIsDue(try #require(session.watchTimer?.number)))
    try session.answer()
    #expect(session.screen.contains("I live in York"))
    #expect(session.screen.contains("changed: this is the new record"))
  }

  @Test func removedSourcesDisappear() throws {
    func service(_ sources: String) -> ScriptedService {
      ScriptedService(counts: [.factual: 2]) { _, index in
        #"{"id":"f\#(index)","memory_value":"x","sources":\#(sources)}"#
      }
    }
    let session = try Session.opened(service(#"[{"role":"user","content":"I live in Leeds"}]"#))
    session.keys("w c")
    session.service = service("null")
    session.send(.watchIsDue(try #require(session.watchTimer?.number)))
    try session.answer()
    #expect(!session.screen.contains("Leeds"))
  }

  @Test func sourcesRequestedBeforeAChangeAreMarkedAsOlder() throws {
    let session = try Session.opened(service(3))
    session.keys("w c")
    let number = try #require(session.pendingRecord).number
    let message = JSONObject([
      JSONObject.Member(key: "sources", value: .array([.string("I live in Leeds")]))
    ])
    session.send(.recordArrived(message, number: number))
    #expect(session.screen.contains("I live in Leeds"))
    session.service = service(3, city: { _ in "York" })
    session.send(.watchIsDue(try #require(session.watchTimer?.number)))
    try session.answer()
    #expect(session.screen.contains("these are its sources as read before"))
    session.keys("r")
    #expect(session.pendingRecord != nil)
  }

  @Test func aChangedMarkStaysUntilTheNextRefresh() throws {
    let session = try Session.opened(service(3))
    session.keys("Enter")
    session.service = service(3, city: { _ in "York" })
    session.keys("r")
    try session.answer()
    #expect(session.screen.contains("changed: this is the new record"))
    session.keys("r")
    try session.answer()
    #expect(!session.screen.contains("changed: this is the new record"))
  }

  @Test func aGoneSelectedMemoryIsMarkedInListAndView() throws {
    let session = try Session.opened(service(3))
    session.keys("w")
    session.service = ScriptedService(counts: [.factual: 0])
    session.send(.watchIsDue(try #require(session.watchTimer?.number)))
    try session.answer()
    #expect(session.screen.contains("gone, or no longer matches"))
    #expect(session.screen.contains("3 gone or no longer matching, 3 changes in Preferences."))
    session.keys("Enter")
    #expect(session.screen.contains("gone, or no longer matches: this is the last record read"))
  }

  @Test(arguments: [61, 60 * 24, 60 * 24 * 40])
  func relativeTimesAreComputedWhenDrawn(minutes: Int) throws {
    let session = try Session.opened(SampleService.make())
    session.keys("t")
    session.keys("Enter")
    let before = session.screen
    session.keys("Esc t")
    let list = session.screen
    session.clock.milliseconds += Int64(minutes) * 60_000
    #expect(session.screen != list)
    session.keys("t")
    session.keys("Enter")
    #expect(session.screen != before, "the open memory is updated too")
    let fresh = BrowserView().draw(session.state, size: session.size, session.context)
    #expect(session.frame.canvas == fresh.canvas)
  }

  @Test func aFullListOfNoticesShowsTheLatest() throws {
    let session = try Session.opened(SampleService.make())
    for _ in 0..<600 { session.send(.noticed(.nothingSearched)) }
    session.keys("!")
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
    session.keys("c")
    let before = session.lines.dropLast()
    session.keys("y")
    #expect(session.lines.dropLast() == before)
    session.keys("Esc")
    #expect(session.lines.dropLast() == before)
  }
}
