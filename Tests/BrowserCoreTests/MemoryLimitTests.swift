import MemoryModel
import SessionHarness
import Testing

@testable import BrowserCore

@MainActor @Suite struct MemoryLimitTests {
  private static let limit = 64 << 20

  /// 3,000 facts, 600 of them loaded, 1,000 bytes a page.
  private func session() throws -> Session {
    let session = Session([.factual: 3000]) { $0.memoryLimit = Self.limit }
    session.send(.started)
    try session.answer()
    for _ in 0..<40 {
      session.keys("PgDn")
      try session.answerAll()
    }
    return session
  }

  @Test func noPageIsDroppedWithinTheLimit() throws {
    let session = try session()
    session.send(.measured(residentBytes: Self.limit))
    session.keys("G")
    try session.answer()
    #expect(session.state.store.pagesInMemory.count == session.pages.count)
    #expect(!session.effects.contains(.trimMemory))
  }

  @Test func beyondTheLimitTheFarthestPagesAreDropped() throws {
    let session = try session()
    let loaded = session.pages.count
    // Far more than the pages hold: only those next to the cursor are kept.
    session.send(.measured(residentBytes: 2 * Self.limit))
    session.keys("G")
    try session.answer()
    #expect(session.state.store.pagesInMemory.sorted() == [loaded - 1, loaded, loaded + 1])
    #expect(session.effects.contains(.trimMemory))
    #expect(session.state.rows.memory(at: 0) == nil)
    #expect(session.state.selectedMemory != nil)
  }

  @Test func droppingFreesATenthOfTheLimitAndNoMore() throws {
    // 64 MiB, 40 of them for pages of 1 MiB each.
    let session = Session([.factual: 10_000]) { $0.memoryLimit = MemoryList.restingBytes + (40 << 20) }
    session.service.retainedBytes = 1 << 20
    session.send(.started)
    try session.answer()
    while session.pages.count < 41 {
      session.keys("Up G")
      try session.answer()
    }
    #expect(session.state.store.pagesInMemory.min() == 8, "a tenth is 6.4 MiB: 7 pages")
    #expect(session.state.store.pagesInMemory.count == 34)
  }

  @Test func aDroppedPageIsRequestedAgainWhenVisible() throws {
    let session = try session()
    session.send(.measured(residentBytes: 2 * Self.limit))
    session.keys("G")
    try session.answer()
    let count = session.state.rows.count
    session.send(.measured(residentBytes: 0))
    let before = session.pages.count
    session.keys("g")
    #expect(session.requests.last?.page == 1)
    try session.answer()
    #expect(session.state.selectedMemory?.id == "factual-0")
    #expect(session.pages.count == before + 1)
    #expect(session.state.rows.count == count)
    session.keys("Down Down")
    #expect(session.pages.count == before + 1, "a page that is loaded again is not requested")
  }

  /// Only the last pages are in memory, and the service changes what the first one holds.
  private func sessionWithDroppedPages() throws -> Session {
    let session = try session()
    session.send(.measured(residentBytes: 2 * Self.limit))
    session.keys("G")
    try session.answer()
    session.send(.measured(residentBytes: 0))
    session.searchesAtOnce = true
    return session
  }

  @Test func whatRefersToRowsFollowsADroppedPageThatComesBackShorter() throws {
    let session = try sessionWithDroppedPages()
    let rows = session.state.rows.count
    let found = try #require(session.state.selectedMemory)
    session.keys("/")
    session.type(found.headline)
    session.keys("Enter g")
    session.service.cap = 40
    try session.answer()
    #expect(session.state.rows.count == rows - 10)
    session.keys("n")
    #expect(session.state.selectedMemory?.id == found.id)
    #expect(session.state.searchCount?.matches == 1)
  }

  /// A memory moves from page 1 to the page after the last that was loaded.
  @Test func aRowOfADroppedPageThatComesBackIsNotLoadedTwice() throws {
    let session = try sessionWithDroppedPages()
    let record = session.service.record
    let next = session.state.rows.count
    session.service.record = { category, index in
      index == 0 || index == next ? #"{"id":"moved","memory_value":"x"}"# : record(category, index)
    }
    session.keys("g")
    try session.answer()
    #expect(session.state.selectedMemory?.id == "moved")
    session.keys("G")
    try session.answer()
    #expect(session.state.rows.count == next + 49)
    #expect(session.ids(.factual).count { $0 == "moved" } == 1)
  }

  @Test func aNarrowedPaneShowsNoRowOfADroppedPage() throws {
    let session = try session()
    session.searchesAtOnce = true
    session.keys("& text Enter")
    #expect(session.state.rows.count == session.state.store[.factual].count)
    session.send(.measured(residentBytes: 2 * Self.limit))
    session.keys("G G")
    try session.answer()
    #expect(session.state.rows.count == session.state.store[.factual].countInMemory)
    #expect(session.state.rows.count < 300)
  }

  /// The overview counts rows of dropped pages too: here only they have so low a confidence.
  @Test func whereNoRowMatchesThePaneOnTheScreenIsNarrowed() throws {
    let session = Session([.factual: 3000]) { $0.memoryLimit = Self.limit }
    session.service.record = { _, index in
      #"{"id":"f\#(index)","memory_value":"x","confidence":\#(index < 50 ? 0.15 : 0.95)}"#
    }
    session.searchesAtOnce = true
    session.send(.started)
    try session.answer()
    while session.state.rows.count < 600 {
      session.keys("Up G")
      try session.answer()
    }
    session.send(.measured(residentBytes: 2 * Self.limit))
    session.keys("Up G")
    try session.answer()
    #expect(session.state.rows.memory(at: 0) == nil)
    session.keys("2 o")
    session.keys("Left", times: 8)
    let overview = try #require(session.state.screens.top as? OverviewState)
    #expect(overview.selected == .confidence(tenth: 1))
    session.keys("Enter")
    #expect(session.state.category == .preference)
    #expect(session.state.list.narrowing?.count == 0)
  }
}
