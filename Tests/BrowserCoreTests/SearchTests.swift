import MemoryModel
import SessionHarness
import Testing

@testable import BrowserCore

@MainActor @Suite struct SearchTests {
  /// Rows whose index ends in 7 contain `seven`.
  private func opened(_ count: Int, preferences: Int = 20) throws -> Session {
    let session = Session([.factual: count, .preference: preferences])
    session.service.record = { category, index in
      let text = index % 10 == 7 ? "seven of \(index)" : "row \(index)"
      return
        #"{"id":"\#(category)-\#(index)","\#(category == .preference ? "preference" : "memory_value")":"\#(text)"}"#
    }
    session.send(.started)
    try session.answer()
    return session
  }

  private func count(_ session: Session) -> [Int?] {
    let count = session.state.searchCount
    return [count?.current, count?.matches, count?.checked, count?.loaded]
  }

  @Test func typingMovesTheCursorToTheNextMatch() throws {
    let session = try opened(120)
    session.keys("Down", times: 10)
    session.keys("/")
    #expect(session.state.place == .search)
    session.type("seven")
    #expect(session.state.pane.cursor == 17)
    #expect(count(session) == [2, 5, 50, 50])
    session.type(" of 4")
    #expect(session.state.pane.cursor == 47)
    session.keys("Ctrl-W Ctrl-W")
    #expect(session.state.pane.cursor == 17)
    session.keys("Enter")
    #expect(session.state.place == .list)
    #expect(count(session) == [2, 5, 50, 50])
  }

  @Test func searchingSendsNothing() throws {
    let session = try opened(120)
    session.keys("/")
    session.type("seven")
    session.keys("n", times: 20)
    session.keys("Enter")
    session.keys("n N N")
    #expect(session.pages == [1])
  }

  @Test func escapeDropsTheSearchAndRestoresTheCursor() throws {
    let session = try opened(120)
    session.keys("Down", times: 20)
    let before = session.state.pane
    session.keys("/")
    session.type("seven of 7")
    #expect(session.state.pane.cursor == 7)
    session.keys("Esc")
    #expect(session.state.pane == before)
    #expect(session.state.search.active == nil)
    #expect(session.state.place == .list)
  }

  @Test func withoutAMatchTheCursorStays() throws {
    let session = try opened(120)
    session.keys("Down", times: 3)
    session.keys("/")
    session.type("seven")
    session.type("x")
    #expect(session.state.pane.cursor == 3)
    #expect(count(session) == [nil, 0, 50, 50])
    session.keys("Enter n")
    #expect(session.state.notice?.fact == .noMatch)
    #expect(session.state.pane.cursor == 3)
  }

  @Test func escapeUndoesOneThingAtATime() throws {
    let session = try opened(200)
    session.keys("/")
    session.type("seven")
    session.keys("Enter G")
    #expect(session.isAsking)
    session.keys("Esc")
    #expect(!session.isAsking)
    #expect(session.state.search.active != nil)
    session.keys("Esc")
    #expect(session.state.search.active == nil)
    session.keys("Esc")
    #expect(session.state.place == .list)
  }

  @Test func droppingANewSearchKeepsTheOldOne() throws {
    let session = try opened(50)
    session.keys("/")
    session.type("seven")
    session.keys("Enter /")
    session.type("row")
    session.keys("Esc")
    #expect(session.state.search.pattern?.text == "seven")
    session.keys("/ Enter")
    #expect(session.state.search.pattern?.text == "seven")
  }

  @Test func steppingWrapsAroundWithANotice() throws {
    let session = try opened(50)
    session.keys("/")
    session.type("seven")
    session.keys("Enter")
    #expect(session.state.pane.cursor == 7)
    session.keys("n", times: 4)
    #expect(session.state.pane.cursor == 47)
    #expect(session.state.notice == nil)
    session.keys("n")
    #expect(session.state.pane.cursor == 7)
    #expect(session.state.notice?.fact == .searchWentToTop)
    session.keys("N")
    #expect(session.state.pane.cursor == 47)
    #expect(session.state.notice?.fact == .searchWentToBottom)
  }

  @Test func anArrivingPageIsSearchedToo() throws {
    let session = try opened(120)
    session.keys("/")
    session.type("seven")
    session.keys("Enter G")
    try session.answer()
    #expect(count(session) == [nil, 10, 100, 100])
  }

  @Test func everyPaneIsSearched() throws {
    let session = try opened(120)
    session.keys("/")
    session.type("seven")
    #expect(session.state.tabMatches(in: .factual)?.count == 5)
    #expect(session.state.tabMatches(in: .preference)?.count == 2)
  }

  @Test func eachPaneIsSearchedWhenItIsShown() throws {
    let session = try opened(50)
    session.keys("/")
    session.type("seven")
    session.keys("Enter Tab")
    #expect(count(session) == [nil, 2, 20, 20])
    #expect(session.state.pane.cursor == 0)
    session.keys("n")
    #expect(session.state.pane.cursor == 7)
  }

  @Test func steppingInAnOpenMemoryOpensTheNextMatch() throws {
    let session = try opened(50)
    session.keys("/")
    session.type("seven")
    session.keys("Enter Enter n")
    #expect(session.state.reading?.memory.id == "factual-17")
    session.keys("Esc")
    #expect(session.state.pane.cursor == 17)
  }

  @Test func continuedSearchStopsAtTheFirstPageWithAMatch() throws {
    let session = try opened(400)
    session.keys("/")
    session.type("seven of 137")
    #expect(session.state.pane.cursor == 0)
    session.keys("Ctrl-N")
    #expect(session.pages == [1, 2])
    try session.answerAll()
    #expect(session.pages == [1, 2, 3])
    #expect(session.state.pane.cursor == 137)
    #expect(session.state.place == .search)
    #expect(session.state.loading.goal == nil)
    #expect(count(session) == [1, 1, 150, 150])
  }

  @Test func escapeCancelsAContinuedSearchBeforeItLeavesThePrompt() throws {
    let session = try opened(400)
    session.keys("/")
    session.type("nowhere")
    session.keys("Ctrl-N Esc")
    #expect(!session.isAsking)
    #expect(session.effects.last == .cancelLoad)
    #expect(session.state.place == .search)
    session.keys("Esc")
    #expect(session.state.place == .list)
  }

  @Test func afterTwentyCallsItAsksWhetherToContinue() throws {
    let session = try opened(1287)
    session.keys("/")
    session.type("nowhere")
    session.keys("Ctrl-N")
    try session.answerAll()
    #expect((session.state.screens.top as? QuestionState)?.question == .loadMore(calls: 20))
    #expect(session.pages == Array(1...21))
    session.keys("Enter")
    try session.answerAll()
    #expect(session.pages == Array(1...26))
    guard case .searchEnded(let end)? = session.state.notice?.fact else {
      Issue.record("\(String(describing: session.state.notice))")
      return
    }
    #expect(end.matches == 0 && end.unread == 0)
    #expect(end.rows.map(\.count) == [1287, 20])
    #expect(session.state.place == .search)
    session.keys("Ctrl-N")
    #expect(!session.isAsking)
  }

  @Test func decliningReturnsToThePrompt() throws {
    let session = try opened(1287)
    session.keys("/")
    session.type("nowhere")
    session.keys("Ctrl-N")
    try session.answerAll()
    session.keys("Esc")
    #expect(session.state.place == .search)
    #expect(session.state.notice?.fact == .declinedFurtherSearch(.factual))
    #expect(!session.isAsking)
  }

  @Test func aFailureEndsAContinuedSearch() throws {
    let session = try opened(400)
    session.keys("/")
    session.type("nowhere")
    session.keys("Ctrl-N")
    session.fail()
    #expect(session.state.loading.goal == nil)
    #expect(!session.isAsking)
    session.keys("Ctrl-N")
    #expect(!session.isAsking)
  }

  @Test func manyRowsAreSearchedInSlicesBetweenKeys() throws {
    let session = Session([.factual: 3000], pageSize: 3000)
    let long = String(repeating: "lorem ipsum ", count: 1000)
    session.service.record = { _, index in
      #"{"id":"\#(index)","memory_value":"\#(long)\#(index == 2900 ? "needle" : "")"}"#
    }
    session.send(.started)
    try session.answer()
    session.keys("/")
    session.type("n")
    #expect(session.isSearchWaiting)
    #expect(session.state.searchCount?.isComplete == false)
    session.type("eedle")
    session.keys("Enter n")
    #expect(session.state.pane.cursor == 0)
    session.finishSearch()
    #expect(session.state.searchCount?.isComplete == true)
    #expect(session.state.pane.cursor == 2900)
  }

  @Test func aFinishedSearchDoesNotMoveACursorThatMovedMeanwhile() throws {
    let session = Session([.factual: 3000], pageSize: 3000)
    let long = String(repeating: "lorem ipsum ", count: 1000)
    session.service.record = { _, index in
      #"{"id":"\#(index)","memory_value":"\#(long)\#(index == 2900 ? "needle" : "")"}"#
    }
    session.send(.started)
    try session.answer()
    session.keys("/")
    session.type("needle")
    session.keys("Enter Down")
    session.finishSearch()
    #expect(session.state.pane.cursor == 1)
  }

  @Test func droppedPagesAreNotSearchedOrCounted() throws {
    let session = try opened(2000, preferences: 0)
    for _ in 0..<40 {
      session.keys("PgDn")
      try session.answerAll()
    }
    session.send(.measured(residentBytes: 1 << 30))
    session.keys("G")
    try session.answer()
    let loaded = session.state.rows.count
    session.keys("/")
    session.type("seven")
    #expect(count(session)[2...] == [150, loaded])
    session.send(.measured(residentBytes: 0))
    session.keys("Enter g")
    try session.answer()
    #expect(count(session)[2...] == [200, loaded])
  }

  @Test func refreshRepeatsTheSearch() throws {
    let session = try opened(120)
    session.keys("/")
    session.type("seven")
    session.keys("Enter G")
    try session.answer()
    session.keys("r")
    try session.answer()
    #expect(count(session)[1...] == [5, 50, 50])
    #expect(session.state.search.active != nil)
  }
}
