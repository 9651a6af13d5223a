import MemoryModel
import ScriptedService
import Testing

@testable import BrowserCore

@Suite struct PagingTests {
  @Test func openingAUserIsOneCallThatFillsAllPanes() throws {
    let browsing = try Browsing.opened([.factual: 70, .preference: 12, .tool: 3])
    #expect(browsing.requests == [PageRequest(subject: .user("u1"), page: 1, size: 50)])
    #expect(browsing.state.store[.factual].count == 50)
    #expect(browsing.state.store[.preference].count == 12)
    #expect(browsing.state.store[.tool].count == 3)
    #expect(!browsing.state.counter.hasEnded(.factual))
    #expect(browsing.state.counter.hasEnded(.preference))
    #expect(browsing.state.calls == 1)
  }

  @Test(arguments: [(0, 1), (1, 1), (49, 1), (50, 2), (51, 2), (100, 3), (1287, 26)])
  func holdingPageDownReadsEveryRowOnce(facts: Int, calls: Int) throws {
    var browsing = try Browsing.opened([.factual: facts])
    for _ in 0..<200 {
      browsing.press(.pageDown)
      try browsing.answerAll()
    }
    #expect(browsing.ids(.factual) == (0..<facts).map { "factual-\($0)" })
    #expect(browsing.state.pane.cursor == max(0, facts - 1))
    #expect(browsing.pages == Array(1...calls))
  }

  @Test func asksWhenFewerThanTenRowsFollow() throws {
    var browsing = try Browsing.opened([.factual: 200])
    browsing.press(.moveDown, times: 39)
    #expect(browsing.state.rows.count - 1 - browsing.state.pane.cursor == 10)
    #expect(!browsing.isAsking)
    browsing.press(.moveDown)
    #expect(browsing.pages == [1, 2])
  }

  @Test func asksOnePageAtATimeAndQueuesNoMovement() throws {
    var browsing = try Browsing.opened([.factual: 500])
    browsing.press(.pageDown, times: 30)
    #expect(browsing.pages == [1, 2])
    #expect(browsing.state.pane.cursor == 49)
    try browsing.answer()
    #expect(browsing.state.pane.cursor == 49)
    #expect(!browsing.isAsking)
  }

  @Test func switchingPanesResizingAndMovingUpNeverAsk() throws {
    var browsing = try Browsing.opened([.factual: 200, .preference: 200, .tool: 200])
    browsing.press(.nextPane, .nextPane, .nextPane, .previousPane, .showPane(2), .moveUp, .goFirst)
    browsing.viewport = Viewport(listRows: 90, textLines: 90, previewLines: 0)
    browsing.send(.resized)
    #expect(browsing.pages == [1])
  }

  @Test func switchesOffWhatHasEnded() throws {
    var browsing = try Browsing.opened([.factual: 60, .preference: 120, .tool: 5])
    browsing.press(.showPane(2), .goLast)
    try browsing.answer()
    browsing.press(.goLast)
    try browsing.answer()
    #expect(browsing.requests.map(\.includesPreferences) == [true, true, true])
    #expect(browsing.requests.map(\.includesTools) == [true, false, false])
    #expect(browsing.state.counter.everythingHasEnded)
    browsing.press(.goLast)
    browsing.press(.goLast)
    browsing.press(.showPane(1), .goLast)
    #expect(browsing.pages == [1, 2, 3])
  }

  @Test func aSmallerSizeInTheAnswerIsTheFullPage() throws {
    var browsing = Browsing([.factual: 45])
    browsing.service.namedSize = 20
    browsing.send(.started)
    try browsing.answer()
    #expect(!browsing.state.counter.hasEnded(.factual))
    browsing.press(.goLast)
    try browsing.answer()
    browsing.press(.goLast)
    try browsing.answer()
    #expect(browsing.state.rows.count == 45)
    #expect(browsing.state.counter.hasEnded(.factual))
  }

  @Test func aServiceThatSendsTheSamePageForeverIsLeftAfterTwo() throws {
    var browsing = try Browsing.opened([.factual: 50])
    browsing.service.counts = [.factual: 10_000]
    browsing.service.shift = 50
    for _ in 0..<10 {
      browsing.press(.goLast)
      try browsing.answerAll()
    }
    #expect(browsing.pages == [1, 2, 3])
    #expect(browsing.state.rows.count == 50)
    #expect(browsing.state.counter.hasEnded(.factual))
  }

  @Test func aRowShowsOnceEvenIfPagesShift() throws {
    var browsing = try Browsing.opened([.factual: 300])
    browsing.service.shift = 3
    for _ in 0..<60 {
      browsing.press(.pageDown)
      try browsing.answerAll()
    }
    let ids = browsing.ids(.factual)
    #expect(Set(ids).count == ids.count)
    #expect(ids.count == 300)
  }

  @Test func aCategoryThatNobodyAskedForGetsItsTab() throws {
    let browsing = try Browsing.opened([.factual: 3, .skill: 2])
    #expect(browsing.state.categories == [.factual, .preference, .tool, .skill])
  }

  @Test func everyCursorStaysInItsListAlsoInPanesThatAreNotShown() throws {
    var browsing = try Browsing.opened([.factual: 20, .preference: 5])
    browsing.press(.goLast, .nextPane)
    browsing.service.counts = [.factual: 3, .preference: 5]
    browsing.press(.refresh)
    try browsing.answerAll()
    #expect(browsing.state.panes[.factual]?.cursor == 2)
  }
}
