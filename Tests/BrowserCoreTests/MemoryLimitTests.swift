import MemoryModel
import Testing

@testable import BrowserCore

@Suite struct MemoryLimitTests {
  @Test func distantPagesAreDroppedAndAskedForAgainWhenSeen() throws {
    // Room for twenty pages of 1,000 bytes.
    var browsing = Browsing([.factual: 3000], memoryLimit: BrowserState.restingBytes + 24 * 1500 + 20_000)
    browsing.send(.started)
    try browsing.answer()
    for _ in 0..<300 {
      browsing.press(.pageDown)
      try browsing.answerAll()
    }
    #expect(browsing.state.rows.count == 1500 || browsing.state.rows.memory(at: 0) == nil)
    #expect(browsing.state.rows.memory(at: 0) == nil)
    #expect(browsing.state.store.retainedBytes <= 20_000)
    #expect(browsing.effects.contains(.trimMemory))

    let before = browsing.pages.count
    browsing.press(.goFirst)
    #expect(browsing.requests.last?.page == 1)
    try browsing.answer()
    #expect(browsing.state.selectedMemory?.id == "factual-0")
    #expect(browsing.pages.count == before + 1)
    #expect(browsing.state.rows.count == 3000)
  }
}
