import MemoryModel
import ScriptedService
import Testing

@testable import BrowserCore

@Suite struct MemoryLimitTests {
  private static let limit = 64 << 20

  /// 3,000 facts, of which 600 are loaded, 1,000 bytes a page.
  private func browsing() throws -> Browsing {
    var browsing = Browsing([.factual: 3000], memoryLimit: Self.limit)
    browsing.send(.started)
    try browsing.answer()
    for _ in 0..<40 {
      browsing.press(.pageDown)
      try browsing.answerAll()
    }
    return browsing
  }

  @Test func withinTheLimitNothingIsDropped() throws {
    var browsing = try browsing()
    browsing.send(.measured(residentBytes: Self.limit))
    browsing.press(.goLast)
    try browsing.answer()
    #expect(browsing.state.store.pagesInMemory.count == browsing.pages.count)
    #expect(!browsing.effects.contains(.trimMemory))
  }

  @Test func beyondItTheFarthestPagesGo() throws {
    var browsing = try browsing()
    let loaded = browsing.pages.count
    // Far more than the pages hold: all go but those beside the cursor.
    browsing.send(.measured(residentBytes: 2 * Self.limit))
    browsing.press(.goLast)
    try browsing.answer()
    #expect(browsing.state.store.pagesInMemory.sorted() == [loaded - 1, loaded, loaded + 1])
    #expect(browsing.effects.contains(.trimMemory))
    #expect(browsing.state.rows.memory(at: 0) == nil)
    #expect(browsing.state.selectedMemory != nil)
  }

  @Test func aTenthOfTheLimitIsMadeFreeAndNoMore() throws {
    // 64 MiB, of which 40 are for pages of a MiB each.
    var browsing = Browsing([.factual: 10_000], memoryLimit: BrowserState.restingBytes + (40 << 20))
    browsing.service.retainedBytes = 1 << 20
    browsing.send(.started)
    try browsing.answer()
    while browsing.pages.count < 41 {
      browsing.press(.moveUp, .goLast)
      try browsing.answer()
    }
    #expect(browsing.state.store.pagesInMemory.min() == 8, "a tenth is 6.4 MiB: 7 pages")
    #expect(browsing.state.store.pagesInMemory.count == 34)
  }

  @Test func aDroppedPageIsAskedForAgainWhenSeen() throws {
    var browsing = try browsing()
    browsing.send(.measured(residentBytes: 2 * Self.limit))
    browsing.press(.goLast)
    try browsing.answer()
    let count = browsing.state.rows.count
    browsing.send(.measured(residentBytes: 0))
    let before = browsing.pages.count
    browsing.press(.goFirst)
    #expect(browsing.requests.last?.page == 1)
    try browsing.answer()
    #expect(browsing.state.selectedMemory?.id == "factual-0")
    #expect(browsing.pages.count == before + 1)
    #expect(browsing.state.rows.count == count)
    browsing.press(.moveDown, .moveDown)
    #expect(browsing.pages.count == before + 1, "what is there again is not asked for")
  }
}
