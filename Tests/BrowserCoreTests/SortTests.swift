import MemoryModel
import SessionHarness
import Testing

@testable import BrowserCore

@MainActor @Suite struct SortTests {
  /// The confidence is scrambled, and every tenth row has none.
  private func opened(_ count: Int, pageSize: Int = 50) throws -> Session {
    let session = Session([.factual: count, .preference: 20], pageSize: pageSize)
    session.service.record = Self.record
    session.send(.started)
    try session.answer()
    return session
  }

  private static func record(_ category: MemoryCategory, _ index: Int) -> String {
    let confidence = index % 10 == 9 ? "" : #""confidence":0.\#(index * 37 % 90 + 10),"#
    return
      #"{"id":"\#(category)-\#(index)",\#(confidence)"update_time":\#(index * 7919 % 1000),"memory_type":"\#(index % 3)","memory_value":"\#(["b", "A", "c"][index % 3])\#(index)"}"#
  }

  private func shown(_ session: Session) -> [Memory] {
    (0..<session.state.rows.count).compactMap { session.state.rows.memory(at: $0) }
  }

  private func isOrdered(_ values: [Double?], by precedes: (Double, Double) -> Bool) -> Bool {
    let known = values.prefix { $0 != nil }.compactMap(\.self)
    return values.dropFirst(known.count).allSatisfy { $0 == nil }
      && zip(known, known.dropFirst()).allSatisfy { precedes($0, $1) || $0 == $1 }
  }

  @Test func sCyclesThroughTheColumnsAndServerOrder() throws {
    let session = try opened(50)
    let before = shown(session).map(\.id.text)
    var columns: [SortColumn?] = []
    for _ in 0..<6 {
      session.keys("s")
      columns.append(session.state.rows.order?.column)
    }
    #expect(columns == [.updated, .kind, .confidence, .text, .created, nil])
    #expect(shown(session).map(\.id.text) == before)
    session.keys("s 0")
    #expect(session.state.rows.order == nil)
    session.keys("S")
    #expect(session.state.notice?.fact == .nothingSorted)
  }

  @Test func everyRowAppearsOnceAndMissingValuesComeLast() throws {
    let session = try opened(50)
    let ids = Set(shown(session).map(\.id.text))
    session.keys("s s s")
    #expect(isOrdered(shown(session).map(\.confidence), by: >))
    #expect(Set(shown(session).map(\.id.text)) == ids)
    session.keys("S")
    #expect(isOrdered(shown(session).map(\.confidence), by: <))
    #expect(shown(session).last?.confidence == nil)
  }

  @Test func equalRowsKeepServerOrderInBothDirections() throws {
    let session = try opened(50)
    session.keys("s s")
    let thirds = [0, 1, 2].map { third in (0..<50).filter { $0 % 3 == third }.map { "factual-\($0)" } }
    #expect(shown(session).map(\.id.text) == thirds.flatMap { $0 })
    session.keys("S")
    #expect(shown(session).map(\.id.text) == thirds.reversed().flatMap { $0 })
  }

  @Test func textSortsCaseInsensitively() throws {
    let session = try opened(7)
    session.keys("s s s s")
    #expect(shown(session).map(\.headline) == ["A1", "A4", "b0", "b3", "b6", "c2", "c5"])
  }

  @Test func theCursorStaysOnItsMemory() throws {
    let session = try opened(120)
    session.keys("Down", times: 13)
    for key in ["s", "S", "s", "s", "0"] {
      session.keys(key)
      #expect(session.state.selectedMemory?.id == "factual-13")
    }
    #expect(session.state.pane.cursor == 13)
  }

  @Test func pagesMergeIntoTheOrder() throws {
    let session = try opened(500)
    session.keys("s s s")
    session.keys("Down", times: 5)
    while session.state.rows.count < 500 {
      session.keys("Up G")
      let last = session.state.selectedMemory?.id
      try session.answer()
      #expect(session.state.selectedMemory?.id == last)
    }
    #expect(isOrdered(shown(session).map(\.confidence), by: >))
    #expect(Set(shown(session).map(\.id.text)).count == 500)
    let whole = try opened(500, pageSize: 500)
    whole.keys("s s s")
    #expect(
      shown(session).map(\.id.text) == shown(whole).map(\.id.text),
      "merging gives the same order as sorting everything at once")
  }

  @Test func eachPaneHasItsOwnSortOrder() throws {
    let session = try opened(50)
    session.keys("s Tab")
    #expect(session.state.rows.order == nil)
    session.keys("Shift-Tab")
    #expect(session.state.rows.order?.column == .updated)
  }

  @Test func theNextMemoryFollowsTheSortOrder() throws {
    let session = try opened(50)
    session.keys("s g Enter")
    let ids = shown(session).map(\.id.text)
    session.keys("] ]")
    #expect(session.state.reading?.memory.id.text == ids[2])
    session.keys("[")
    #expect(session.state.reading?.memory.id.text == ids[1])
  }

  @Test func steppingThroughMatchesFollowsTheSortOrder() throws {
    let session = try opened(50)
    session.keys("s /")
    session.type("b")
    session.keys("Enter g")
    let places = shown(session).indices.filter { shown(session)[$0].headline.hasPrefix("b") }
    var visited: [Int] = []
    for _ in places.drop(while: { $0 == 0 }) {
      session.keys("n")
      visited.append(session.state.pane.cursor)
    }
    #expect(visited == places.filter { $0 > 0 })
    #expect(session.state.searchCount?.current == places.count)
  }

  @Test func refreshKeepsTheSortOrder() throws {
    let session = try opened(120)
    session.keys("s s s g Down")
    let selected = session.state.selectedMemory?.id
    session.keys("r")
    try session.answer()
    #expect(isOrdered(shown(session).map(\.confidence), by: >))
    #expect(session.state.selectedMemory?.id == selected)
  }

  @Test func rowsOfDroppedPagesComeLastAndAreSortedAgainWhenReloaded() throws {
    let session = try opened(1000)
    for _ in 0..<30 {
      session.keys("PgDn")
      try session.answerAll()
    }
    session.keys("g")
    session.send(.measured(residentBytes: 1 << 30))
    session.keys("G")
    try session.answer()
    session.send(.measured(residentBytes: 0))
    session.keys("s s s")
    let inMemory = session.state.store[.factual].countInMemory
    #expect(inMemory < session.state.rows.count)
    #expect(isOrdered((0..<inMemory).map { session.state.rows.memory(at: $0)?.confidence }, by: >))
    #expect((inMemory..<session.state.rows.count).allSatisfy { session.state.rows.memory(at: $0) == nil })

    let count = session.pages.count
    session.keys("Up G")
    try session.answer()
    #expect(session.pages.count >= count)
    let after = session.state.store[.factual].countInMemory
    #expect(isOrdered((0..<after).map { session.state.rows.memory(at: $0)?.confidence }, by: >))
  }

  /// When a dropped page is reloaded because its rows are visible, the cursor's memory moves to its sorted place, so
  /// the next dropped page is not visible at once.
  @Test func visibleDroppedPagesAtTheEndAreRequestedOneAtATime() throws {
    let session = try opened(1000)
    for _ in 0..<60 {
      session.keys("PgDn")
      try session.answerAll()
    }
    session.send(.measured(residentBytes: 1 << 30))
    session.keys("r")
    session.keys("Esc")
    session.keys("g")
    try session.answerAll()
    session.send(.measured(residentBytes: 0))
    session.keys("s s s")
    let before = session.pages.count
    session.keys("G")
    try session.answerAll()
    #expect(session.pages.count - before <= 2)
  }
}
