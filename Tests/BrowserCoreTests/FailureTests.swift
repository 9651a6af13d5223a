import MemoryModel
import SessionHarness
import Testing

@testable import BrowserCore

@MainActor @Suite struct FailureTests {
  @Test func onlyRefreshRetriesAFailedPage() throws {
    let session = try Session.opened([.factual: 200])
    session.keys("G")
    session.fail()
    #expect(session.state.rows.count == 50)
    #expect(session.state.hasFailed(.factual))
    #expect(!session.state.hasFailed(.tool))
    session.keys("Up G G PgDn")
    #expect(session.pages == [1, 2])
    session.keys("r")
    try session.answer()
    #expect(session.pages == [1, 2, 2])
    #expect(session.state.rows.count == 100)
    #expect(session.state.loading.failure == nil)
  }

  @Test func refreshReplacesAllRowsAndKeepsTheSelectedMemory() throws {
    let session = try Session.opened([.factual: 200, .preference: 3])
    session.keys("G")
    try session.answer()
    session.keys("g")
    session.keys("Down", times: 7)
    session.keys("r")
    #expect(session.state.rows.count == 100, "the old rows stay until the new ones arrive")
    session.service.shift = 1
    session.service.answered = 2
    session.service.counts = [.factual: 200]
    try session.answer()
    #expect(session.pages == [1, 2, 1])
    #expect(session.requests[2].includesPreferences)
    #expect(session.state.store[.factual].presentCount == 48, "the short page is all that there is")
    #expect(session.state.selectedMemory?.id == "factual-7")
  }

  @Test func aFailedRefreshKeepsTheRowsAndCanBeRetried() throws {
    let session = try Session.opened([.factual: 20])
    session.keys("r")
    session.fail(.timedOut(seconds: 30))
    #expect(session.state.rows.count == 20)
    #expect(session.state.counter.hasEnded(.factual))
    #expect(session.state.hasFailed(.factual) && session.state.hasFailed(.tool))
    session.keys("r")
    try session.answer()
    #expect(!session.state.hasFailed(.factual))
    #expect(session.pages == [1, 1, 1])
    #expect(session.state.rows.count == 20)
  }

  @Test func escapeCancelsLoadingAndDropsTheLateAnswer() throws {
    let session = try Session.opened([.factual: 200])
    session.keys("G")
    let late = try #require(session.pending)
    session.keys("Esc")
    #expect(session.effects.last == .cancelLoad)
    #expect(!session.state.isBusy)
    session.send(.pageArrived(try session.service.page(late.request), number: late.number))
    #expect(session.state.rows.count == 50)
    session.keys("Down")
    try session.answer()
    #expect(session.pages == [1, 2, 2])
  }

  @Test func retriesCountAsCallsAndAreShown() throws {
    let session = try Session.opened([.factual: 200])
    session.keys("G")
    let number = try #require(session.pending).number
    let error = ServiceError(.status(503, message: nil))
    session.send(.reported(.retrying(error, seconds: 0.5, attempt: 1, of: 3), number: number))
    #expect(session.state.loading.request?.retry?.attempt == 1)
    session.send(.reported(.sent, number: number))
    #expect(session.state.loading.request?.retry == nil)
    #expect(session.state.loading.calls == 3)
  }

  @Test func aFailedFirstPageMarksEveryPaneAsFailed() throws {
    let session = Session([.factual: 5])
    session.send(.started)
    session.fail(.refused(host: "127.0.0.1"))
    #expect(session.state.hasFailed(.factual) && session.state.hasFailed(.preference))
    session.keys("Down G")
    #expect(session.pages == [1])
    session.keys("r")
    try session.answer()
    #expect(session.state.rows.count == 5)
  }
}
