import MemoryModel
import SessionHarness
import Testing

@testable import BrowserCore

@MainActor @Suite struct LoadingRestTests {
  @Test func pressingGTwiceLoadsTheRest() throws {
    let session = try Session.opened([.factual: 320])
    session.keys("G")
    #expect(session.pages == [1, 2], "the first press only moves down")
    session.keys("G")
    try session.answerAll()
    #expect(session.pages == Array(1...7))
    #expect(session.state.pane.cursor == 319)
    #expect(session.state.loading.goal == nil)
  }

  @Test func aPageArrivingBetweenTheTwoPressesDoesNotMatter() throws {
    let session = try Session.opened([.factual: 320])
    session.keys("G")
    try session.answer()
    session.keys("G")
    try session.answerAll()
    #expect(session.state.rows.count == 320)
  }

  @Test func anotherKeyBetweenTheTwoPressesStartsOver() throws {
    let session = try Session.opened([.factual: 320])
    session.keys("G")
    try session.answer()
    session.keys("Up G")
    try session.answerAll()
    #expect(session.pages == [1, 2, 3])
  }

  @Test func afterTwentyCallsItAsksWhetherToContinue() throws {
    let session = try Session.opened([.factual: 1287])
    session.keys("G")
    try session.answer()
    session.keys("G")
    try session.answerAll()
    #expect(session.pages.count == 2 + Loading.Goal.callsWithoutAsking)
    #expect(session.state.place == .question)
    session.keys("Enter")
    try session.answerAll()
    #expect(session.pages == Array(1...26))
    #expect(session.state.rows.count == 1287)
  }

  @Test func readingPageOneAgainEndsIt() throws {
    let session = try Session.opened([.factual: 320])
    session.keys("G G")
    try session.answer()
    #expect(session.pages == [1, 2, 3])
    session.keys("r")
    try session.answerAll()
    #expect(session.pages == [1, 2, 3, 1])
    #expect(session.state.rows.count == 50)
  }

  @Test func escapeDeclinesTheQuestionAndStopsLoading() throws {
    let session = try Session.opened([.factual: 1287])
    session.keys("G G")
    try session.answerAll()
    session.keys("Esc")
    #expect(session.state.place == .list)
    #expect(!session.isAsking)
    session.keys("G G")
    try session.answer()
    session.keys("Esc")
    #expect(!session.isAsking)
    #expect(session.state.loading.goal == nil)
  }
}
