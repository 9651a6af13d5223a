import MemoryModel
import SessionHarness
import Testing

@testable import BrowserCore

/// A row that is gone stays in the list. Nothing counts, searches or exports it until its id comes again.
@MainActor @Suite struct GoneRowTests {
  private func record(_ index: Int) -> String {
    let tier = index == 2 ? "gold" : "silver"
    return #"""
      {"id":"f\#(index)","memory_value":"text \#(index) \#(tier)","memory_type":"Long\#(index % 2)",\#
      "create_time":"2026-0\#(index + 1)-01 00:00:00","info":{"tier":"\#(tier)"}}
      """#
  }

  /// Six facts, of which the watch returns those with these numbers.
  private func watched(returning ids: [Int], before keys: String = "") throws -> Session {
    let session = Session([.factual: 0], pageSize: 7)
    session.searchesAtOnce = true
    session.service = ScriptedService(counts: [.factual: 6]) { _, index in self.record(index) }
    session.send(.started)
    try session.answerAll()
    session.keys(keys)
    session.keys("w")
    try watch(session, returning: ids)
    return session
  }

  private func watch(_ session: Session, returning ids: [Int]) throws {
    session.service = ScriptedService(counts: [.factual: ids.count]) { _, index in self.record(ids[index]) }
    session.passWatchTime()
    try session.answer()
  }

  private static let others = [0, 1, 3, 4, 5]

  private func tiers(_ session: Session) -> [String: Int] {
    let values = session.state.store.facets.values(of: "info.tier")
    return Dictionary(
      uniqueKeysWithValues: values.map { ($0.value.cellText(in: FilterField("info.tier")), $0.count) })
  }

  @Test func itStaysInTheListAndIsAnOrdinaryRowOnceItReturns() throws {
    let session = try watched(returning: Self.others)
    #expect(session.ids(.factual) == ["f0", "f1", "f2", "f3", "f4", "f5"])
    #expect(session.state.hasMarks)
    try watch(session, returning: [0, 1, 2, 3, 4, 5])
    #expect(!session.state.hasMarks)
  }

  @Test func itHasNoOtherMark() throws {
    let session = try watched(returning: [0, 1, 3])
    try watch(session, returning: [0, 1, 2, 3, 4])
    #expect(session.state.watch.marks.isEmpty, "they were loaded before")
    try watch(session, returning: [6, 0, 1, 2, 3, 4])
    #expect(session.state.watch.marks.new == ["f6"])
    session.service = ScriptedService(counts: [.factual: 6]) { _, index in
      self.record(index).replacing("text 1", with: "other 1")
    }
    session.passWatchTime()
    try session.answer()
    #expect(session.state.watch.marks.new.isEmpty, "f6 is gone")
    #expect(session.state.watch.marks.changed == ["f1"])
    try watch(session, returning: [0, 2, 3, 4, 5])
    #expect(session.state.watch.marks.isEmpty, "f1 is gone")
  }

  @Test func valuesDoNotCountIt() throws {
    let session = try watched(returning: Self.others)
    #expect(tiers(session) == ["silver": 5])
    #expect(session.state.store.facets.rows == 5)
    try watch(session, returning: Self.others)
    #expect(tiers(session) == ["silver": 5], "it is gone only once")
    try watch(session, returning: [0, 1, 2, 3, 4, 5])
    #expect(tiers(session) == ["silver": 5, "gold": 1])
    #expect(session.state.store.facets.rows == 6)
  }

  @Test func theOverviewDoesNotCountIt() throws {
    let before = try watched(returning: [0, 1, 2, 3, 4, 5])
    let session = try watched(returning: Self.others)
    #expect(session.state.store.overview.created.memories == 5)
    #expect(session.state.store.overview.memoriesWithKind == 5)
    try watch(session, returning: [0, 1, 2, 3, 4, 5])
    #expect(
      session.state.overviewSections(sortingToolsByUses: false)
        == before.state.overviewSections(sortingToolsByUses: false))
  }

  @Test(arguments: ["/ gold Enter", "& gold Enter", "& info.tier=gold Enter"])
  func itIsNoMatchOfASearchOrWhatRowsAreNarrowedTo(keys: String) throws {
    let session = try watched(returning: Self.others, before: keys)
    #expect(session.state.tabMatches(in: .factual)?.count == 0)
    #expect(session.state.tabMatches(in: .factual)?.isComplete == true)
    try watch(session, returning: [0, 1, 2, 3, 4, 5])
    #expect(session.state.tabMatches(in: .factual)?.count == 1)
  }

  @Test func aLaterSearchDoesNotFindIt() throws {
    let session = try watched(returning: Self.others)
    session.keys("/ gold Enter")
    #expect(session.state.searchCount?.matches == 0)
    session.keys("Esc & gold Enter")
    #expect(session.state.rows.count == 0)
  }

  @Test func theFormDoesNotCountIt() throws {
    let session = try watched(returning: [0, 1, 2, 3, 4, 5])
    session.keys("f info.tier Tab Tab gold")
    #expect(session.state.formCounts?.rows.first?.count == .exactly(1))
    try watch(session, returning: Self.others)
    #expect(session.state.formCounts?.rows.first?.count == .exactly(0))
    #expect(session.state.formCounts?.loaded == 5)
    try watch(session, returning: [0, 1, 2, 3, 4, 5])
    #expect(session.state.formCounts?.rows.first?.count == .exactly(1))
    #expect(session.state.formCounts?.matches.map(\.id) == ["f2"])
  }

  @Test(arguments: ["", "& text Enter"])
  func exportsOfLoadedAndShownRowsLeaveItOut(keys: String) throws {
    let session = try watched(returning: Self.others, before: keys)
    for reach in [ExportOrder.Reach.loaded, .shown] {
      let ids = session.state.list.memories(in: .factual, reach: reach).map(\.id.text)
      #expect(ids == ["f0", "f1", "f3", "f4", "f5"])
    }
    #expect(session.state.list.shownRows(in: nil) == (keys.isEmpty ? nil : 5))
    #expect(session.state.list.droppedRows(in: nil) == 0)
  }

  @Test func rowsAroundItKeepTheirPlacesInASortedPane() throws {
    let session = try watched(returning: Self.others, before: "s s")
    let ids = (0..<6).compactMap { session.state.rows.memory(at: $0)?.id.text }
    let before = try watched(returning: [0, 1, 2, 3, 4, 5], before: "s s")
    #expect(ids == (0..<6).compactMap { before.state.rows.memory(at: $0)?.id.text })
  }
}
