import MemoryModel
import SessionHarness
import Testing

@testable import BrowserCore

@MainActor @Suite struct PagingTests {
  @Test func openingAUserIsOneCallThatFillsAllPanes() throws {
    let session = try Session.opened([.factual: 70, .preference: 12, .tool: 3])
    #expect(session.requests == [PageRequest(subject: .user("u1"), page: 1, size: 50)])
    #expect(session.state.store[.factual].count == 50)
    #expect(session.state.store[.preference].count == 12)
    #expect(session.state.store[.tool].count == 3)
    #expect(!session.state.counter.hasEnded(.factual))
    #expect(session.state.counter.hasEnded(.preference))
    #expect(session.state.loading.calls == 1)
  }

  @Test(arguments: [(0, 1), (1, 1), (49, 1), (50, 2), (51, 2), (100, 3), (1287, 26)])
  func holdingPageDownReadsEveryRowOnce(facts: Int, calls: Int) throws {
    let session = try Session.opened([.factual: facts])
    for _ in 0..<200 {
      session.keys("PgDn")
      try session.answerAll()
    }
    #expect(session.ids(.factual) == (0..<facts).map { "factual-\($0)" })
    #expect(session.state.pane.cursor == max(0, facts - 1))
    #expect(session.pages == Array(1...calls))
  }

  @Test func theNextPageIsRequestedWhenFewerThanTenRowsFollow() throws {
    let session = try Session.opened([.factual: 200])
    session.keys("Down", times: 39)
    #expect(session.state.rows.count - 1 - session.state.pane.cursor == 10)
    #expect(!session.isAsking)
    session.keys("Down")
    #expect(session.pages == [1, 2])
  }

  @Test func onePageIsRequestedAtATimeAndMovementsAreNotQueued() throws {
    let session = try Session.opened([.factual: 500])
    session.keys("PgDn", times: 30)
    #expect(session.pages == [1, 2])
    #expect(session.state.pane.cursor == 49)
    try session.answer()
    #expect(session.state.pane.cursor == 49)
    #expect(!session.isAsking)
  }

  @Test func switchingPanesResizingAndMovingUpSendNothing() throws {
    let session = try Session.opened([.factual: 200, .preference: 200, .tool: 200])
    session.keys("Tab Tab Tab Shift-Tab 2 Up g")
    session.measurement = Measurement(
      sizes: ViewSizes(listRows: 90, textLines: 90, previewLines: 0))
    session.send(.resized)
    #expect(session.pages == [1])
  }

  @Test func endedCategoriesAreSwitchedOff() throws {
    let session = try Session.opened([.factual: 60, .preference: 120, .tool: 5])
    session.keys("2 G")
    try session.answer()
    session.keys("G")
    try session.answer()
    #expect(session.requests.map(\.includesPreferences) == [true, true, true])
    #expect(session.requests.map(\.includesTools) == [true, false, false])
    #expect(session.state.counter.everythingHasEnded)
    session.keys("G")
    session.keys("G")
    session.keys("1 G")
    #expect(session.pages == [1, 2, 3])
  }

  @Test func theSizeNamedInTheAnswerIsAFullPage() throws {
    let session = Session([.factual: 45])
    session.service.namedSize = 20
    session.send(.started)
    try session.answer()
    #expect(!session.state.counter.hasEnded(.factual))
    session.keys("G")
    try session.answer()
    session.keys("G")
    try session.answer()
    #expect(session.state.rows.count == 45)
    #expect(session.state.counter.hasEnded(.factual))
  }

  @Test func aServiceThatRepeatsAPageForeverGetsTwoMoreCalls() throws {
    let session = try Session.opened([.factual: 50])
    session.service.counts = [.factual: 10_000]
    session.service.shift = 50
    for _ in 0..<10 {
      session.keys("G")
      try session.answerAll()
    }
    #expect(session.pages == [1, 2, 3])
    #expect(session.state.rows.count == 50)
    #expect(session.state.counter.hasEnded(.factual))
  }

  @Test func aRowIsShownOnceEvenIfPagesShift() throws {
    let session = try Session.opened([.factual: 300])
    session.service.shift = 3
    for _ in 0..<60 {
      session.keys("PgDn")
      try session.answerAll()
    }
    let ids = session.ids(.factual)
    #expect(Set(ids).count == ids.count)
    #expect(ids.count == 300)
  }

  @Test func anUnrequestedCategoryGetsATab() throws {
    let session = try Session.opened([.factual: 3, .skill: 2])
    #expect(session.state.categories == [.factual, .preference, .tool, .skill])
  }

  @Test func cursorsOfHiddenPanesStayInTheirLists() throws {
    let session = try Session.opened([.factual: 20, .preference: 5])
    session.keys("G Tab")
    session.service.counts = [.factual: 3, .preference: 5]
    session.keys("r")
    try session.answerAll()
    #expect(session.state.list.panes[.factual]?.cursor == 19, "the row is marked as gone")
    session.keys("r")
    try session.answerAll()
    #expect(session.state.list.panes[.factual]?.cursor == 2)
  }
}
