import MemoryModel
import Testing

@testable import BrowserCore

@Suite struct LoadingRestTests {
  @Test func pressedTwiceItLoadsTheRest() throws {
    var browsing = try Browsing.opened([.factual: 320])
    browsing.press(.goLast)
    #expect(browsing.pages == [1, 2], "a movement downwards, as any other")
    browsing.press(.goLast)
    try browsing.answerAll()
    #expect(browsing.pages == Array(1...7))
    #expect(browsing.state.pane.cursor == 319)
    #expect(browsing.state.loadingRest == nil)
  }

  @Test func aPageThatArrivesBetweenDoesNotCount() throws {
    var browsing = try Browsing.opened([.factual: 320])
    browsing.press(.goLast)
    try browsing.answer()
    browsing.press(.goLast)
    try browsing.answerAll()
    #expect(browsing.state.rows.count == 320)
  }

  @Test func anotherKeyBetweenMakesItAFirstOne() throws {
    var browsing = try Browsing.opened([.factual: 320])
    browsing.press(.goLast)
    try browsing.answer()
    browsing.press(.moveUp, .goLast)
    try browsing.answerAll()
    #expect(browsing.pages == [1, 2, 3])
  }

  @Test func beyondTwentyCallsItAsks() throws {
    var browsing = try Browsing.opened([.factual: 1287])
    browsing.press(.goLast)
    try browsing.answer()
    browsing.press(.goLast)
    try browsing.answerAll()
    #expect(browsing.pages.count == 2 + LoadingRest.callsWithoutAsking)
    #expect(browsing.state.place == .question)
    browsing.press(.accept)
    try browsing.answerAll()
    #expect(browsing.pages == Array(1...26))
    #expect(browsing.state.rows.count == 1287)
  }

  @Test func escapeDeclinesAndAlsoStopsItOnTheWay() throws {
    var browsing = try Browsing.opened([.factual: 1287])
    browsing.press(.goLast, .goLast)
    try browsing.answerAll()
    browsing.press(.back)
    #expect(browsing.state.place == .list)
    #expect(!browsing.isAsking)
    browsing.press(.goLast, .goLast)
    try browsing.answer()
    browsing.press(.back)
    #expect(!browsing.isAsking)
    #expect(browsing.state.loadingRest == nil)
  }
}
