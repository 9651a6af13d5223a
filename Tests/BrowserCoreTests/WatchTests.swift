import MemoryModel
import ScriptedService
import Testing

@testable import BrowserCore

@Suite struct WatchTests {
  private func fact(_ index: Int, _ text: String = "text") -> String {
    #"{"id":"f\#(index)","memory_value":"\#(text) \#(index)"}"#
  }

  /// Facts 0…, and from `w` on the first ones are new.
  private func watching(_ count: Int, from first: Int = 0) throws -> Browsing {
    var browsing = Browsing([.factual: count])
    let record = fact
    browsing.service.record = { _, index in record(index + first, "text") }
    browsing.send(.started)
    try browsing.answer()
    browsing.press(.watch)
    return browsing
  }

  private func bringOnTop(_ count: Int, _ browsing: inout Browsing) {
    let before = browsing.service.record
    browsing.service.counts[.factual, default: 0] += count
    browsing.service.record = { category, index in
      index < count ? #"{"id":"n\#(count)-\#(index)","memory_value":"new"}"# : before(category, index - count)
    }
  }

  @Test func asksForPageOneAsOftenAsTold() throws {
    var browsing = try watching(120)
    #expect(browsing.watchTimer?.seconds == 30)
    #expect(browsing.pages == [1])
    for _ in 0..<3 {
      browsing.passWatchTime()
      #expect(browsing.watchTimer == nil)
      try browsing.answer()
      #expect(browsing.watchTimer?.seconds == 30)
    }
    #expect(browsing.pages == [1, 1, 1, 1])
    #expect(browsing.state.calls == 4)
    #expect(browsing.requests.allSatisfy { $0 == browsing.requests[0] })
    #expect(browsing.state.counter.lastPage == 1)
    browsing.press(.goLast)
    #expect(browsing.pages.last == 2, "the counter is where it was")
  }

  @Test func newRowsComeOnTopAndTheCursorStays() throws {
    var browsing = try watching(120)
    browsing.press(.moveDown, times: 4)
    bringOnTop(3, &browsing)
    browsing.passWatchTime()
    try browsing.answer()
    #expect(browsing.ids(.factual).prefix(4) == ["n3-0", "n3-1", "n3-2", "f0"])
    #expect(browsing.state.rows.count == 53)
    #expect(browsing.state.selectedMemory?.id == "f4")
    #expect(browsing.state.pane.top == 0, "what is new is seen")
    #expect(browsing.state.watchMarks.new == ["n3-0", "n3-1", "n3-2"])
    #expect(browsing.state.notice?.fact == .watchBrought(new: 3, changed: 0))
    for _ in 0..<3 {
      browsing.press(.goLast)
      try browsing.answer()
    }
    #expect(browsing.state.rows.count == 123)
    #expect(Set(browsing.ids(.factual)).count == 123)
  }

  @Test func whatChangedIsMarkedInItsPlace() throws {
    var browsing = try watching(60)
    let record = fact
    browsing.service.record = { _, index in record(index, index == 7 ? "other" : "text") }
    browsing.passWatchTime()
    try browsing.answer()
    #expect(browsing.state.watchMarks == WatchMarks(new: [], changed: ["f7"]))
    #expect(browsing.state.rows.memory(at: 7)?.headline == "other 7")
    #expect(browsing.state.rows.count == 50)
    browsing.passWatchTime()
    try browsing.answer()
    #expect(browsing.state.watchMarks.changed == ["f7"])
  }

  @Test func theMarksStayUntilTheNextRefresh() throws {
    var browsing = try watching(60)
    bringOnTop(1, &browsing)
    browsing.passWatchTime()
    try browsing.answer()
    browsing.press(.moveDown, .open, .back, .watch, .watch)
    #expect(!browsing.state.watchMarks.isEmpty)
    browsing.press(.refresh)
    try browsing.answer()
    #expect(browsing.state.watchMarks.isEmpty)
  }

  @Test func stopsAtTheNextW() throws {
    var browsing = try watching(60)
    browsing.press(.watch)
    #expect(browsing.state.watch == nil)
    #expect(browsing.watchTimer == nil)
    browsing.send(.watchIsDue(1))
    #expect(browsing.pages == [1])
  }

  @Test func stopsAfterFifteenMinutesWithoutAKey() throws {
    var browsing = try watching(60)
    for _ in 0..<29 {
      browsing.passWatchTime()
      try browsing.answer()
    }
    #expect(browsing.pages.count == 30)
    browsing.press(.moveDown)
    for _ in 0..<29 {
      browsing.passWatchTime()
      try browsing.answer()
    }
    #expect(browsing.pages.count == 59)
    browsing.passWatchTime()
    #expect(browsing.pages.count == 59)
    #expect(browsing.state.watch == nil)
    #expect(browsing.state.notice?.fact == .watchStoppedUnattended(minutes: 15))
    #expect(browsing.watchTimer == nil)
  }

  @Test func backsOffOnErrorsAndDisturbsNoPaging() throws {
    var browsing = try watching(200)
    var waits: [Double] = []
    for _ in 0..<6 {
      browsing.press(.moveUp)
      browsing.passWatchTime()
      browsing.fail()
      waits.append(browsing.watchTimer?.seconds ?? 0)
    }
    #expect(waits == [60, 120, 240, 300, 300, 300])
    #expect(browsing.state.failure == nil)
    browsing.press(.goLast)
    #expect(browsing.pages.last == 2)
    try browsing.answer()
    browsing.passWatchTime()
    try browsing.answer()
    #expect(browsing.watchTimer?.seconds == 30)
  }

  @Test func oneQuestionAtATime() throws {
    var browsing = try watching(300)
    browsing.press(.goLast)
    browsing.passWatchTime()
    #expect(browsing.pages == [1, 2])
    try browsing.answer()
    #expect(browsing.pages == [1, 2, 1], "it waited for the page")
    browsing.press(.goLast)
    #expect(browsing.pages == [1, 2, 1])
    try browsing.answer()
    #expect(browsing.pages == [1, 2, 1, 3], "and the page for it")
  }

  @Test func escapeIsNotForIt() throws {
    var browsing = try watching(300)
    browsing.press(.search)
    browsing.type("text")
    browsing.press(.accept)
    browsing.passWatchTime()
    browsing.press(.back)
    #expect(browsing.state.search == nil)
    #expect(browsing.isAsking)
    #expect(!browsing.state.isBusy)
  }

  @Test func anotherUserIsWatchedToo() throws {
    var browsing = try watching(300)
    browsing.passWatchTime()
    browsing.press(.changeUser, .insert("u2"), .accept)
    #expect(browsing.effects.contains(.cancelLoad))
    try browsing.answer()
    #expect(browsing.watchTimer?.seconds == 30)
    browsing.passWatchTime()
    #expect(browsing.requests.last == PageRequest(subject: .user("u2"), page: 1, size: 50))
    try browsing.answer()
    #expect(browsing.state.watchMarks.isEmpty)
  }

  @Test func aPageOneThatIsAllNewSaysThatRowsMayBeMissing() throws {
    var browsing = try watching(300)
    bringOnTop(80, &browsing)
    browsing.passWatchTime()
    try browsing.answer()
    #expect(browsing.state.notice?.fact == .watchMissed)
  }

  @Test func newRowsGoIntoTheOrderAndTheSearch() throws {
    var browsing = try watching(60)
    browsing.press(.search)
    browsing.type("new")
    browsing.press(.accept)
    browsing.press(.sortByNextColumn, .sortByNextColumn, .sortByNextColumn, .sortByNextColumn)
    browsing.press(.moveDown, times: 3)
    let selected = browsing.state.selectedMemory?.id
    bringOnTop(2, &browsing)
    browsing.passWatchTime()
    try browsing.answer()
    #expect(browsing.state.searchCount?.matches == 2)
    #expect(browsing.state.rows.memory(at: 0)?.id == "n2-0", "new sorts before text")
    #expect(browsing.state.selectedMemory?.id == selected)
    #expect(browsing.state.pane.cursor == 5)
  }

  @Test func theOptionStartsIt() throws {
    var browsing = Browsing([.factual: 3])
    browsing.state = BrowserState(
      subject: .user("u1"),
      options: BrowserOptions(watchInterval: 5, startsWatching: true, source: "test"))
    browsing.send(.started)
    try browsing.answer()
    #expect(browsing.watchTimer?.seconds == 5)
    browsing.passWatchTime()
    #expect(browsing.pages == [1, 1])
  }

  @Test func droppedPagesAreRestoredBelowWhatCameOnTop() throws {
    var browsing = try watching(1000)
    bringOnTop(2, &browsing)
    browsing.passWatchTime()
    try browsing.answer()
    for _ in 0..<30 {
      browsing.press(.pageDown)
      try browsing.answerAll()
    }
    browsing.send(.measured(residentBytes: 1 << 30))
    browsing.press(.goLast)
    try browsing.answer()
    browsing.send(.measured(residentBytes: 0))
    #expect(browsing.state.rows.memory(at: 0)?.id == "n2-0")
    #expect(browsing.state.rows.memory(at: 2) == nil)
    browsing.press(.goFirst)
    try browsing.answerAll()
    #expect(browsing.ids(.factual).prefix(3) == ["n2-0", "n2-1", "f0"])
    #expect(Set(browsing.ids(.factual)).count == browsing.ids(.factual).count)
  }

  @Test func valuesAndOverviewCountTheNewRecord() throws {
    func service(_ tier: String, _ kind: String) -> ScriptedService {
      ScriptedService(counts: [.factual: 3]) { _, index in
        let (tier, kind) = index == 0 ? (tier, kind) : ("gold", "UserMemory")
        return
          #"{"id":"f\#(index)","memory_type":"\#(kind)","confidence":0.9,"info":{"tier":"\#(tier)"},"tags":["a"]}"#
      }
    }
    var browsing = try Browsing.opened([:])
    browsing.service = service("gold", "UserMemory")
    browsing.press(.refresh)
    try browsing.answerAll()
    browsing.press(.watch)
    browsing.service = service("silver", "LongTermMemory")
    browsing.passWatchTime()
    try browsing.answerAll()
    let fresh = {
      var fresh = try Browsing.opened([:])
      fresh.service = service("silver", "LongTermMemory")
      fresh.press(.refresh)
      try fresh.answerAll()
      return fresh
    }
    let other = try fresh()
    let values = browsing.state.store.facets.values(of: "info.tier").map { "\($0.value) \($0.count)" }
    #expect(values == other.state.store.facets.values(of: "info.tier").map { "\($0.value) \($0.count)" })
    #expect(values.count == 2)
    #expect(browsing.state.overviewSections == other.state.overviewSections)
  }

  /// Six facts, watched; then those of `ids` come, in this order.
  private func gone(after ids: [Int], pageSize: Int = 6) throws -> Set<String> {
    var browsing = Browsing([.factual: 0], pageSize: pageSize)
    browsing.service = ScriptedService(counts: [.factual: 6]) { _, index in self.fact(index) }
    browsing.send(.started)
    try browsing.answerAll()
    browsing.press(.watch)
    browsing.service = ScriptedService(counts: [.factual: ids.count]) { _, index in self.fact(ids[index]) }
    browsing.passWatchTime()
    try browsing.answer()
    return Set(browsing.state.watchMarks.gone.map(\.text))
  }

  @Test func rowsThatDidNotComeBackAreMarked() throws {
    #expect(try gone(after: [0, 1, 3, 4, 5]) == ["f2"], "page 1 is short: it holds everything")
    #expect(try gone(after: []) == ["f0", "f1", "f2", "f3", "f4", "f5"])
    #expect(try gone(after: [0, 3, 4, 5, 6, 7]) == ["f1", "f2"], "0 and 3 came right after each other")
    #expect(try gone(after: [1, 2, 3, 4, 5, 6]).isEmpty, "the new row below may have been above")
    #expect(try gone(after: [0, 1, 2, 3, 4, 5]).isEmpty)
    #expect(try gone(after: [9, 8, 7, 0, 1, 2]).isEmpty, "the others are on page 2 now")
    #expect(try gone(after: [5, 0, 1, 2, 9, 8]).isEmpty, "one that moved tells nothing")
  }

  @Test func aMarkedRowThatComesAgainIsAnOrdinaryOne() throws {
    var browsing = Browsing([.factual: 0], pageSize: 6)
    browsing.service = ScriptedService(counts: [.factual: 3]) { _, index in self.fact(index) }
    browsing.send(.started)
    try browsing.answerAll()
    browsing.press(.watch)
    browsing.service.counts = [.factual: 2]
    browsing.passWatchTime()
    try browsing.answer()
    #expect(browsing.state.watchMarks.gone.map(\.text) == ["f2"])
    browsing.press(.watch, .watch)
    browsing.service.counts = [.factual: 3]
    browsing.passWatchTime()
    try browsing.answer()
    #expect(browsing.state.watchMarks.gone.isEmpty)
  }
}
