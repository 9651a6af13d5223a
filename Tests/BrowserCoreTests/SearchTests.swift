import MemoryModel
import ScriptedService
import Testing

@testable import BrowserCore

@Suite struct SearchTests {
  /// Rows whose index ends in 7 say so.
  private func opened(_ count: Int, preferences: Int = 20) throws -> Browsing {
    var browsing = Browsing([.factual: count, .preference: preferences])
    browsing.service.record = { category, index in
      let text = index % 10 == 7 ? "seven of \(index)" : "row \(index)"
      return
        #"{"id":"\#(category)-\#(index)","\#(category == .preference ? "preference" : "memory_value")":"\#(text)"}"#
    }
    browsing.send(.started)
    try browsing.answer()
    return browsing
  }

  private func count(_ browsing: Browsing) -> [Int?] {
    let count = browsing.state.searchCount
    return [count?.current, count?.matches, count?.checked, count?.loaded]
  }

  @Test func theCursorGoesToTheFirstMatchFromWhereItStood() throws {
    var browsing = try opened(120)
    browsing.press(.moveDown, times: 10)
    browsing.press(.search)
    #expect(browsing.state.place == .search)
    browsing.type("seven")
    #expect(browsing.state.pane.cursor == 17)
    #expect(count(browsing) == [2, 5, 50, 50])
    browsing.type(" of 4")
    #expect(browsing.state.pane.cursor == 47)
    browsing.press(.deleteWord, .deleteWord)
    #expect(browsing.state.pane.cursor == 17)
    browsing.press(.accept)
    #expect(browsing.state.place == .list)
    #expect(count(browsing) == [2, 5, 50, 50])
  }

  @Test func nothingIsAskedBySearching() throws {
    var browsing = try opened(120)
    browsing.press(.search)
    browsing.type("seven")
    browsing.press(.nextMatch, times: 20)
    browsing.press(.accept)
    browsing.press(.nextMatch, .previousMatch, .previousMatch)
    #expect(browsing.pages == [1])
  }

  @Test func escapeDropsItAndGoesBack() throws {
    var browsing = try opened(120)
    browsing.press(.moveDown, times: 20)
    let before = browsing.state.pane
    browsing.press(.search)
    browsing.type("seven of 7")
    #expect(browsing.state.pane.cursor == 7)
    browsing.press(.back)
    #expect(browsing.state.pane == before)
    #expect(browsing.state.search == nil)
    #expect(browsing.state.place == .list)
  }

  @Test func withoutAMatchTheCursorStands() throws {
    var browsing = try opened(120)
    browsing.press(.moveDown, times: 3)
    browsing.press(.search)
    browsing.type("seven")
    browsing.type("x")
    #expect(browsing.state.pane.cursor == 3)
    #expect(count(browsing) == [nil, 0, 50, 50])
    browsing.press(.accept, .nextMatch)
    #expect(browsing.state.notice?.fact == .noMatch)
    #expect(browsing.state.pane.cursor == 3)
  }

  @Test func escapeUndoesOneThingAtATime() throws {
    var browsing = try opened(200)
    browsing.press(.search)
    browsing.type("seven")
    browsing.press(.accept, .goLast)
    #expect(browsing.isAsking)
    browsing.press(.back)
    #expect(!browsing.isAsking)
    #expect(browsing.state.search != nil)
    browsing.press(.back)
    #expect(browsing.state.search == nil)
    browsing.press(.back)
    #expect(browsing.state.place == .list)
  }

  @Test func anotherSearchThatIsDroppedLeavesTheOneThatWasKept() throws {
    var browsing = try opened(50)
    browsing.press(.search)
    browsing.type("seven")
    browsing.press(.accept, .search)
    browsing.type("row")
    browsing.press(.back)
    #expect(browsing.state.search?.pattern.text == "seven")
    browsing.press(.search, .accept)
    #expect(browsing.state.search?.pattern.text == "seven")
  }

  @Test func stepsWrapAroundAndSaySo() throws {
    var browsing = try opened(50)
    browsing.press(.search)
    browsing.type("seven")
    browsing.press(.accept)
    #expect(browsing.state.pane.cursor == 7)
    browsing.press(.nextMatch, times: 4)
    #expect(browsing.state.pane.cursor == 47)
    #expect(browsing.state.notice == nil)
    browsing.press(.nextMatch)
    #expect(browsing.state.pane.cursor == 7)
    #expect(browsing.state.notice?.fact == .searchWentToTop)
    browsing.press(.previousMatch)
    #expect(browsing.state.pane.cursor == 47)
    #expect(browsing.state.notice?.fact == .searchWentToBottom)
  }

  @Test func aPageThatComesIsSearchedToo() throws {
    var browsing = try opened(120)
    browsing.press(.search)
    browsing.type("seven")
    browsing.press(.accept, .goLast)
    try browsing.answer()
    #expect(count(browsing) == [nil, 10, 100, 100])
  }

  @Test func eachPaneIsSearchedWhenItIsShown() throws {
    var browsing = try opened(50)
    browsing.press(.search)
    browsing.type("seven")
    browsing.press(.accept, .nextPane)
    #expect(count(browsing) == [nil, 2, 20, 20])
    #expect(browsing.state.pane.cursor == 0)
    browsing.press(.nextMatch)
    #expect(browsing.state.pane.cursor == 7)
  }

  @Test func inAnOpenMemoryStepsOpenTheNextMatch() throws {
    var browsing = try opened(50)
    browsing.press(.search)
    browsing.type("seven")
    browsing.press(.accept, .open, .nextMatch)
    #expect(browsing.state.reading?.memory.id == "factual-17")
    browsing.press(.back)
    #expect(browsing.state.pane.cursor == 17)
  }

  @Test func searchingOnStopsAtTheFirstPageWithAMatch() throws {
    var browsing = try opened(400)
    browsing.press(.search)
    browsing.type("seven of 137")
    #expect(browsing.state.pane.cursor == 0)
    browsing.press(.searchOn)
    #expect(browsing.pages == [1, 2])
    try browsing.answerAll()
    #expect(browsing.pages == [1, 2, 3])
    #expect(browsing.state.pane.cursor == 137)
    #expect(browsing.state.place == .search)
    #expect(browsing.state.searchingOn == nil)
    #expect(count(browsing) == [1, 1, 150, 150])
  }

  @Test func searchingOnIsCancelledBeforeThePromptIsLeft() throws {
    var browsing = try opened(400)
    browsing.press(.search)
    browsing.type("nowhere")
    browsing.press(.searchOn, .back)
    #expect(!browsing.isAsking)
    #expect(browsing.effects.last == .cancelLoad)
    #expect(browsing.state.place == .search)
    browsing.press(.back)
    #expect(browsing.state.place == .list)
  }

  @Test func beyondTwentyCallsItAsks() throws {
    var browsing = try opened(1287)
    browsing.press(.search)
    browsing.type("nowhere")
    browsing.press(.searchOn)
    try browsing.answerAll()
    #expect(browsing.state.overlay == .question(.loadMore(calls: 20)))
    #expect(browsing.pages == Array(1...21))
    browsing.press(.accept)
    try browsing.answerAll()
    #expect(browsing.pages == Array(1...26))
    #expect(browsing.state.notice?.fact == .everythingSearched(.factual))
    #expect(browsing.state.place == .search)
    browsing.press(.searchOn)
    #expect(!browsing.isAsking)
  }

  @Test func decliningLeavesThePrompt() throws {
    var browsing = try opened(1287)
    browsing.press(.search)
    browsing.type("nowhere")
    browsing.press(.searchOn)
    try browsing.answerAll()
    browsing.press(.back)
    #expect(browsing.state.place == .search)
    #expect(browsing.state.notice?.fact == .declinedSearchingOn(.factual))
    #expect(!browsing.isAsking)
  }

  @Test func aFailureEndsSearchingOn() throws {
    var browsing = try opened(400)
    browsing.press(.search)
    browsing.type("nowhere")
    browsing.press(.searchOn)
    browsing.fail()
    #expect(browsing.state.searchingOn == nil)
    #expect(!browsing.isAsking)
    browsing.press(.searchOn)
    #expect(!browsing.isAsking)
  }

  @Test func manyRowsAreSearchedInSlicesThatKeysGoBetween() throws {
    var browsing = Browsing([.factual: 3000], pageSize: 3000)
    let long = String(repeating: "lorem ipsum ", count: 1000)
    browsing.service.record = { _, index in
      #"{"id":"\#(index)","memory_value":"\#(long)\#(index == 2900 ? "needle" : "")"}"#
    }
    browsing.send(.started)
    try browsing.answer()
    browsing.press(.search)
    browsing.type("n")
    #expect(browsing.isSearchWaiting)
    #expect(browsing.state.searchCount?.isComplete == false)
    browsing.type("eedle")
    browsing.press(.accept, .nextMatch)
    #expect(browsing.state.pane.cursor == 0)
    browsing.finishSearch()
    #expect(browsing.state.searchCount?.isComplete == true)
    #expect(browsing.state.pane.cursor == 2900)
  }

  @Test func whoeverMovesMeanwhileIsNotTakenAway() throws {
    var browsing = Browsing([.factual: 3000], pageSize: 3000)
    let long = String(repeating: "lorem ipsum ", count: 1000)
    browsing.service.record = { _, index in
      #"{"id":"\#(index)","memory_value":"\#(long)\#(index == 2900 ? "needle" : "")"}"#
    }
    browsing.send(.started)
    try browsing.answer()
    browsing.press(.search)
    browsing.type("needle")
    browsing.press(.accept, .moveDown)
    browsing.finishSearch()
    #expect(browsing.state.pane.cursor == 1)
  }

  @Test func droppedPagesAreNotSearchedAndTheCountSaysSo() throws {
    var browsing = try opened(2000, preferences: 0)
    for _ in 0..<40 {
      browsing.press(.pageDown)
      try browsing.answerAll()
    }
    browsing.send(.measured(residentBytes: 1 << 30))
    browsing.press(.goLast)
    try browsing.answer()
    let loaded = browsing.state.rows.count
    browsing.press(.search)
    browsing.type("seven")
    #expect(count(browsing)[2...] == [150, loaded])
    browsing.send(.measured(residentBytes: 0))
    browsing.press(.accept, .goFirst)
    try browsing.answer()
    #expect(count(browsing)[2...] == [200, loaded])
  }

  @Test func refreshingSearchesAnew() throws {
    var browsing = try opened(120)
    browsing.press(.search)
    browsing.type("seven")
    browsing.press(.accept, .goLast)
    try browsing.answer()
    browsing.press(.refresh)
    try browsing.answer()
    #expect(count(browsing)[1...] == [5, 50, 50])
    #expect(browsing.state.search != nil)
  }
}
