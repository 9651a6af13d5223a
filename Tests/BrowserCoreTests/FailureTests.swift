import MemoryModel
import ScriptedService
import Testing

@testable import BrowserCore

@Suite struct FailureTests {
  @Test func aFailedPageIsAskedForAgainOnlyByRefresh() throws {
    var browsing = try Browsing.opened([.factual: 200])
    browsing.press(.goLast)
    browsing.fail()
    #expect(browsing.state.rows.count == 50)
    #expect(browsing.state.hasFailed(.factual))
    #expect(!browsing.state.hasFailed(.tool))
    browsing.press(.moveUp, .goLast, .goLast, .pageDown)
    #expect(browsing.pages == [1, 2])
    browsing.press(.refresh)
    try browsing.answer()
    #expect(browsing.pages == [1, 2, 2])
    #expect(browsing.state.rows.count == 100)
    #expect(browsing.state.failure == nil)
  }

  @Test func refreshReplacesEverythingAndStaysOnTheMemory() throws {
    var browsing = try Browsing.opened([.factual: 200, .preference: 3])
    browsing.press(.goLast)
    try browsing.answer()
    browsing.press(.goFirst)
    browsing.press(.moveDown, times: 7)
    browsing.press(.refresh)
    #expect(browsing.state.rows.count == 100, "the old rows stay until the new ones are here")
    browsing.service.shift = 1
    browsing.service.answered = 2
    browsing.service.counts = [.factual: 200]
    try browsing.answer()
    #expect(browsing.pages == [1, 2, 1])
    #expect(browsing.requests[2].includesPreferences)
    #expect(browsing.state.rows.count == 48)
    #expect(browsing.state.selectedMemory?.id == "factual-7")
  }

  @Test func aFailedRefreshKeepsTheRowsAndIsRepeated() throws {
    var browsing = try Browsing.opened([.factual: 20])
    browsing.press(.refresh)
    browsing.fail(.timedOut(seconds: 30))
    #expect(browsing.state.rows.count == 20)
    #expect(browsing.state.counter.hasEnded(.factual))
    #expect(browsing.state.hasFailed(.factual) && browsing.state.hasFailed(.tool))
    browsing.press(.refresh)
    try browsing.answer()
    #expect(!browsing.state.hasFailed(.factual))
    #expect(browsing.pages == [1, 1, 1])
    #expect(browsing.state.rows.count == 20)
  }

  @Test func escapeCancelsLoadingAndALateAnswerIsDropped() throws {
    var browsing = try Browsing.opened([.factual: 200])
    browsing.press(.goLast)
    let late = try #require(browsing.pending)
    browsing.press(.back)
    #expect(browsing.effects.last == .cancelLoad)
    #expect(!browsing.state.isBusy)
    browsing.send(.pageArrived(try browsing.service.page(late.request), question: late.question))
    #expect(browsing.state.rows.count == 50)
    browsing.press(.moveDown)
    try browsing.answer()
    #expect(browsing.pages == [1, 2, 2])
  }

  @Test func retriesAreCountedAndShown() throws {
    var browsing = try Browsing.opened([.factual: 200])
    browsing.press(.goLast)
    let question = try #require(browsing.pending).question
    let error = ServiceError(.status(503, message: nil))
    browsing.send(.reported(.retrying(error, seconds: 0.5, attempt: 1, of: 3), question: question))
    #expect(browsing.state.loading?.retry?.attempt == 1)
    browsing.send(.reported(.sent, question: question))
    #expect(browsing.state.loading?.retry == nil)
    #expect(browsing.state.calls == 3)
  }

  @Test func aFirstPageThatFailsLeavesPanesThatSayIt() throws {
    var browsing = Browsing([.factual: 5])
    browsing.send(.started)
    browsing.fail(.refused(host: "127.0.0.1"))
    #expect(browsing.state.hasFailed(.factual) && browsing.state.hasFailed(.preference))
    browsing.press(.moveDown, .goLast)
    #expect(browsing.pages == [1])
    browsing.press(.refresh)
    try browsing.answer()
    #expect(browsing.state.rows.count == 5)
  }
}
