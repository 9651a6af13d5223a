import MemoryModel
import SessionHarness
import Testing

@testable import BrowserCore

@MainActor @Suite struct WatchTests {
  private func fact(_ index: Int, _ text: String = "text") -> String {
    #"{"id":"f\#(index)","memory_value":"\#(text) \#(index)"}"#
  }

  /// Facts from `first` on, loaded and watched.
  private func watching(_ count: Int, from first: Int = 0) throws -> Session {
    let session = Session([.factual: count])
    let record = fact
    session.service.record = { _, index in record(index + first, "text") }
    session.send(.started)
    try session.answer()
    session.keys("w")
    return session
  }

  private func bringOnTop(_ count: Int, _ session: Session) {
    let before = session.service.record
    session.service.counts[.factual, default: 0] += count
    session.service.record = { category, index in
      index < count ? #"{"id":"n\#(count)-\#(index)","memory_value":"new"}"# : before(category, index - count)
    }
  }

  @Test func pageOneIsRequestedAtTheGivenInterval() throws {
    let session = try watching(120)
    #expect(session.watchTimer?.seconds == 30)
    #expect(session.pages == [1])
    for _ in 0..<3 {
      session.passWatchTime()
      #expect(session.watchTimer == nil)
      try session.answer()
      #expect(session.watchTimer?.seconds == 30)
    }
    #expect(session.pages == [1, 1, 1, 1])
    #expect(session.state.loading.calls == 4)
    #expect(session.requests.allSatisfy { $0 == session.requests[0] })
    #expect(session.state.counter.lastPage == 1)
    session.keys("G")
    #expect(session.pages.last == 2, "the watch does not move the page counter")
  }

  @Test func newRowsAppearOnTopAndTheCursorStays() throws {
    let session = try watching(120)
    session.keys("Down", times: 4)
    bringOnTop(3, session)
    session.passWatchTime()
    try session.answer()
    #expect(session.ids(.factual).prefix(4) == ["n3-0", "n3-1", "n3-2", "f0"])
    #expect(session.state.rows.count == 53)
    #expect(session.state.selectedMemory?.id == "f4")
    #expect(session.state.pane.top == 0, "the new rows are visible")
    #expect(session.state.watch.marks.new == ["n3-0", "n3-1", "n3-2"])
    #expect(session.state.notice?.fact == .watchBrought(ChangeCounts(new: 3)))
    for _ in 0..<3 {
      session.keys("G")
      try session.answer()
    }
    #expect(session.state.rows.count == 123)
    #expect(Set(session.ids(.factual)).count == 123)
  }

  @Test func aChangedRowIsMarkedInPlace() throws {
    let session = try watching(60)
    let record = fact
    session.service.record = { _, index in record(index, index == 7 ? "other" : "text") }
    session.passWatchTime()
    try session.answer()
    #expect(session.state.watch.marks.new.isEmpty)
    #expect(session.state.watch.marks.changed == ["f7"])
    #expect(session.state.rows.memory(at: 7)?.headline == "other 7")
    #expect(session.state.rows.count == 50)
    session.passWatchTime()
    try session.answer()
    #expect(session.state.watch.marks.changed == ["f7"])
  }

  /// A page of the service may be older than the one before.
  @Test func anOlderRecordChangesNothing() throws {
    let session = try watching(60)
    for (day, text) in [(2, "newer"), (1, "older")] {
      session.service.record = { _, index in
        #"{"id":"f\#(index)","memory_value":"\#(text)","update_time":"2026-02-0\#(index == 7 ? day : 3)"}"#
      }
      session.passWatchTime()
      try session.answer()
    }
    #expect(session.state.rows.memory(at: 6)?.headline == "older")
    #expect(session.state.rows.memory(at: 7)?.headline == "newer")
  }

  @Test func aNewRowThatChangesStaysNew() throws {
    let session = try watching(60)
    bringOnTop(1, session)
    session.passWatchTime()
    try session.answer()
    let record = session.service.record
    session.service.record = { category, index in
      index == 0 ? #"{"id":"n1-0","memory_value":"changed"}"# : record(category, index)
    }
    session.passWatchTime()
    try session.answer()
    #expect(session.state.rows.memory(at: 0)?.headline == "changed")
    #expect(session.state.watch.marks.new == ["n1-0"])
    #expect(session.state.watch.marks.changed.isEmpty)
  }

  /// A full page of new rows says nothing of rows between: there were none before.
  @Test func theFirstRowsOfAUserMissNone() throws {
    let session = try watching(0)
    session.service.counts = [.factual: 120]
    session.passWatchTime()
    try session.answer()
    #expect(session.state.notice?.fact == .watchBrought(ChangeCounts(new: 50)))
  }

  @Test func marksStayUntilTheNextRefresh() throws {
    let session = try watching(60)
    bringOnTop(1, session)
    session.passWatchTime()
    try session.answer()
    session.keys("Down Enter Esc w w")
    #expect(!session.state.watch.marks.isEmpty)
    session.keys("r")
    try session.answer()
    #expect(session.state.watch.marks.isEmpty)
  }

  @Test func wStopsTheWatch() throws {
    let session = try watching(60)
    session.keys("w")
    #expect(session.state.watch.active == nil)
    #expect(session.watchTimer == nil)
    session.send(.watchIsDue(1))
    #expect(session.pages == [1])
  }

  @Test func theWatchStopsAfterFifteenMinutesWithoutAKey() throws {
    let session = try watching(60)
    for _ in 0..<29 {
      session.passWatchTime()
      try session.answer()
    }
    #expect(session.pages.count == 30)
    session.keys("Down")
    for _ in 0..<29 {
      session.passWatchTime()
      try session.answer()
    }
    #expect(session.pages.count == 59)
    session.passWatchTime()
    #expect(session.pages.count == 59)
    #expect(session.state.watch.active == nil)
    #expect(session.state.notice?.fact == .watchStoppedUnattended(minutes: 15))
    #expect(session.watchTimer == nil)
  }

  @Test func errorsLengthenTheIntervalAndDoNotBlockPaging() throws {
    let session = try watching(200)
    var waits: [Double] = []
    for _ in 0..<6 {
      session.keys("Up")
      session.passWatchTime()
      session.fail()
      waits.append(session.watchTimer?.seconds ?? 0)
    }
    #expect(waits == [60, 120, 240, 300, 300, 300])
    #expect(session.state.loading.failure == nil)
    session.keys("G")
    #expect(session.pages.last == 2)
    try session.answer()
    session.passWatchTime()
    try session.answer()
    #expect(session.watchTimer?.seconds == 30)
  }

  @Test func watchAndPagingSendOneRequestAtATime() throws {
    let session = try watching(300)
    session.keys("G")
    session.passWatchTime()
    #expect(session.pages == [1, 2])
    try session.answer()
    #expect(session.pages == [1, 2, 1], "the watch waited for the page")
    session.keys("G")
    #expect(session.pages == [1, 2, 1])
    try session.answer()
    #expect(session.pages == [1, 2, 1, 3], "the page waited for the watch")
  }

  @Test func escapeDoesNotStopTheWatch() throws {
    let session = try watching(300)
    session.keys("/")
    session.type("text")
    session.keys("Enter")
    session.passWatchTime()
    session.keys("Esc")
    #expect(session.state.search.active == nil)
    #expect(session.isAsking)
    #expect(!session.state.isBusy)
  }

  @Test func watchContinuesForAnotherUser() throws {
    let session = try watching(300)
    session.passWatchTime()
    session.keys("u u2 Enter")
    #expect(session.effects.contains(.cancelLoad))
    try session.answer()
    #expect(session.watchTimer?.seconds == 30)
    session.passWatchTime()
    #expect(session.requests.last == PageRequest(subject: .user("u2"), page: 1, size: 50))
    try session.answer()
    #expect(session.state.watch.marks.isEmpty)
  }

  @Test func anEntirelyNewPageOneWarnsOfMissingRows() throws {
    let session = try watching(300)
    bringOnTop(80, session)
    session.passWatchTime()
    try session.answer()
    #expect(session.state.notice?.fact == .watchMissed)
  }

  @Test func newRowsAreSortedAndSearched() throws {
    let session = try watching(60)
    session.keys("/")
    session.type("new")
    session.keys("Enter")
    session.keys("s s s s")
    session.keys("Down", times: 3)
    let selected = session.state.selectedMemory?.id
    bringOnTop(2, session)
    session.passWatchTime()
    try session.answer()
    #expect(session.state.searchCount?.matches == 2)
    #expect(session.state.rows.memory(at: 0)?.id == "n2-0", "new sorts before text")
    #expect(session.state.selectedMemory?.id == selected)
    #expect(session.state.pane.cursor == 5)
  }

  @Test func theOptionStartsTheWatch() throws {
    let session = Session([.factual: 3]) {
      $0.watchInterval = 5
      $0.startsWatching = true
    }
    session.send(.started)
    try session.answer()
    #expect(session.watchTimer?.seconds == 5)
    session.passWatchTime()
    #expect(session.pages == [1, 1])
  }

  @Test func droppedPagesAreRestoredBelowNewRows() throws {
    let session = try watching(1000)
    bringOnTop(2, session)
    session.passWatchTime()
    try session.answer()
    for _ in 0..<30 {
      session.keys("PgDn")
      try session.answerAll()
    }
    session.send(.measured(residentBytes: 1 << 30))
    session.keys("G")
    try session.answer()
    session.send(.measured(residentBytes: 0))
    #expect(session.state.rows.memory(at: 0)?.id == "n2-0")
    #expect(session.state.rows.memory(at: 2) == nil)
    session.keys("g")
    try session.answerAll()
    #expect(session.ids(.factual).prefix(3) == ["n2-0", "n2-1", "f0"])
    #expect(Set(session.ids(.factual)).count == session.ids(.factual).count)
  }

  @Test func facetsAndOverviewCountTheNewRecord() throws {
    func service(_ tier: String, _ kind: String) -> ScriptedService {
      ScriptedService(counts: [.factual: 3]) { _, index in
        let (tier, kind) = index == 0 ? (tier, kind) : ("gold", "UserMemory")
        return
          #"{"id":"f\#(index)","memory_type":"\#(kind)","confidence":0.9,"info":{"tier":"\#(tier)"},"tags":["a"]}"#
      }
    }
    let session = try Session.opened([:])
    session.service = service("gold", "UserMemory")
    session.keys("r")
    try session.answerAll()
    session.keys("w")
    session.service = service("silver", "LongTermMemory")
    session.passWatchTime()
    try session.answerAll()
    let fresh = {
      let fresh = try Session.opened([:])
      fresh.service = service("silver", "LongTermMemory")
      fresh.keys("r")
      try fresh.answerAll()
      return fresh
    }
    let other = try fresh()
    let values = session.state.store.facets.values(of: "info.tier").map { "\($0.value) \($0.count)" }
    #expect(values == other.state.store.facets.values(of: "info.tier").map { "\($0.value) \($0.count)" })
    #expect(values.count == 2)
    #expect(
      session.state.overviewSections(sortingToolsByUses: false)
        == other.state.overviewSections(sortingToolsByUses: false))
  }

  /// The rows marked as gone when a watch of six facts is answered with the facts `ids`, in this order.
  private func gone(after ids: [Int], pageSize: Int = 6) throws -> Set<String> {
    let session = Session([.factual: 0], pageSize: pageSize)
    session.service = ScriptedService(counts: [.factual: 6]) { _, index in self.fact(index) }
    session.send(.started)
    try session.answerAll()
    session.keys("w")
    session.service = ScriptedService(counts: [.factual: ids.count]) { _, index in self.fact(ids[index]) }
    session.passWatchTime()
    try session.answer()
    return Set(gone(in: session))
  }

  private func gone(in session: Session) -> [String] {
    session.ids(.factual).filter { session.state.store[.factual].isGone(ByteString($0)) }
  }

  @Test func rowsMissingFromPageOneAreMarkedAsGone() throws {
    #expect(try gone(after: [0, 1, 3, 4, 5]) == ["f2"], "page 1 is short: it holds everything")
    #expect(try gone(after: []) == ["f0", "f1", "f2", "f3", "f4", "f5"])
    #expect(try gone(after: [0, 3, 4, 5, 6, 7]) == ["f1", "f2"], "nothing arrived between 0 and 3")
    #expect(
      try gone(after: [1, 2, 3, 4, 5, 6]) == ["f0"], "6 moved up from page 2, and nothing arrived above 1")
    #expect(try gone(after: [0, 1, 2, 3, 4, 5]).isEmpty)
    #expect(try gone(after: [9, 8, 7, 0, 1, 2]).isEmpty, "the others moved to page 2")
    #expect(try gone(after: [5, 0, 1, 2, 9, 8]).isEmpty, "a row that moved proves nothing")
  }

  @Test func aGoneRowThatReturnsLosesItsMark() throws {
    let session = Session([.factual: 0], pageSize: 6)
    session.service = ScriptedService(counts: [.factual: 3]) { _, index in self.fact(index) }
    session.send(.started)
    try session.answerAll()
    session.keys("w")
    session.service.counts = [.factual: 2]
    session.passWatchTime()
    try session.answer()
    #expect(gone(in: session) == ["f2"])
    session.keys("w w")
    session.service.counts = [.factual: 3]
    session.passWatchTime()
    try session.answer()
    #expect(gone(in: session).isEmpty)
  }
}
