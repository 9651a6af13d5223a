import MemoryModel
import SessionHarness
import Testing

@testable import BrowserCore

/// What the form counts among the loaded rows while one types: of 50 facts and 3 preferences.
@MainActor @Suite struct FormCountTests {
  private func opened(_ keys: String, _ service: ScriptedService = FilterSample.make()) throws -> Session {
    let session = try Session.opened(service)
    session.keys(keys)
    return session
  }

  private func counts(_ session: Session) throws -> FormCounts { try #require(session.state.formCounts) }

  private func exact(_ session: Session) throws -> [Int?] {
    try counts(session).rows.map { if case .exactly(let count)? = $0.count { count } else { nil } }
  }

  @Test func eachConditionAndAllTogetherAreCounted() throws {
    let session = try opened("f scene Tab Tab Payment Tab info.tier Tab Tab gold")
    #expect(try exact(session) == [26, 25])
    let counts = try counts(session)
    #expect(counts.total == .exactly(17))
    #expect(counts.rows.map(\.blocksAll) == [false, false], "something is left")
    #expect(counts.byPane == [.factual: 17, .preference: 0])
    #expect(counts.loaded == 53)
    #expect(!counts.isOfActiveFilter)
    #expect(counts.matches.count == 17 && counts.matches.first?.id == "f-0")
    #expect(session.requests.count == 1)
  }

  @Test func countsFollowEveryKey() throws {
    let session = try opened("f scene Tab Tab Payment")
    #expect(try exact(session) == [26])
    session.keys("Backspace")
    #expect(try exact(session) == [0])
    session.keys("Ctrl-U")
    #expect(try exact(session) == [nil])
    #expect(try counts(session).total == nil)
    session.keys("Travel")
    #expect(try exact(session) == [19])
    #expect(try counts(session).byPane == [.factual: 16, .preference: 3])
    session.keys("Esc")
    #expect(session.state.formCounts == nil)
  }

  @Test(
    arguments: [
      ("info.score Tab Tab 1", 17), (#"info.score Tab Tab "1""#, 0), ("info.score Tab > Tab 0", 33),
      ("info.code Tab Tab 7", 0), (#"info.code Tab Tab "7""#, 50), ("info.vip Tab Tab true", 50),
      ("tags Tab Tab finance", 50), ("tags Tab Tab tag Space 1", 13), ("agent_id Tab Tab a1", 50),
      // 16:30 at +08:00.
      ("create_time Tab Tab 2025-12-01", 50), ("create_time Tab Tab 2025-12-01 Space 16:30", 50),
      ("create_time Tab Tab 2025-12-01 Space 16:31", 0), ("create_time Tab < Tab 2025-12-01", 0),
      ("create_time Tab b Tab 2025-12-01..2025-12-01", 50), ("update_time Tab Tab today", 53),
    ])
  func valuesCountAsTheyWillBeSent(keys: String, count: Int) throws {
    let session = try opened("f \(keys)")
    #expect(try exact(session) == [count])
  }

  @Test func aConditionWithoutMatchesSaysWhy() throws {
    let session = try opened("f info.tier Tab Tab gol")
    let values = [FormCounts.Value(text: "gold", count: 25), FormCounts.Value(text: "silver", count: 25)]
    #expect(try counts(session).rows[0].reason == .otherValues(FilterField("info.tier"), values))
    session.keys("d")
    #expect(try counts(session).rows[0].reason == nil)
    session.keys("Shift-Tab Shift-Tab Ctrl-U info.nope Tab Tab Tab")
    #expect(try counts(session).rows[0].reason == .absentField(FilterField("info.nope")))
  }

  @Test func conditionsThatLeaveNothingAreMarked() throws {
    let session = try opened("f scene Tab Tab Payment Tab scene Tab Tab Travel Tab info.tier Tab Tab gold")
    #expect(try counts(session).total == .exactly(0))
    #expect(try counts(session).rows.map(\.blocksAll) == [true, true, false])
    session.keys("Ctrl-O")
    #expect(try counts(session).rows.map(\.blocksAll) == [false, false, false])
    #expect(try counts(session).total == .exactly(45), "26 and 19; gold is among them")
    // One condition alone is not marked.
    session.keys("Ctrl-O Ctrl-K Ctrl-K")
    #expect(try counts(session).rows.map(\.blocksAll) == [false])
  }

  @Test func aConditionAloneIsNotMarkedWhereItMatchesNothing() throws {
    let session = try opened("f scene Tab Tab Nothing")
    #expect(try counts(session).total == .exactly(0))
    #expect(try counts(session).rows.map(\.blocksAll) == [false])
  }

  @Test func aConditionThatIsOffIsCountedAndNotInTheTotal() throws {
    let session = try opened("f scene Tab Tab Payment Tab info.tier Tab Tab gold Shift-Tab Space")
    #expect(try exact(session) == [26, 25])
    #expect(try counts(session).total == .exactly(26))
    session.keys("Shift-Tab Shift-Tab Shift-Tab Space")
    #expect(try counts(session).total == nil)
    #expect(try counts(session).matches.isEmpty)
  }

  @Test func anIncompleteOrWrongRowHasNoCount() throws {
    let session = try opened("f scene Tab Tab Payment Tab create_time Tab Tab 2025-13")
    #expect(try exact(session) == [26, nil])
    #expect(try counts(session).total == .exactly(26))
  }

  @Test func valuesShowWhatWouldBeLeft() throws {
    let session = try opened("f info.tier Tab Tab gold Tab scene Tab Tab")
    #expect(session.state.form?.completion.matches.map(\.text) == ["Payment", "Travel", "Work"])
    #expect(try counts(session).left == [17, 8, 0])
    session.keys("Ctrl-O")
    #expect(try counts(session).left == [34, 36, 33])
    session.keys("Ctrl-O Shift-Tab Shift-Tab")
    #expect(try counts(session).left.allSatisfy { $0 == nil })
  }

  @Test func withoutOtherConditionsValuesShowTheirOwnCount() throws {
    let session = try opened("f scene Tab Tab")
    #expect(try counts(session).left == [26, 19, 8])
    session.keys("Ctrl-O")
    #expect(try counts(session).left == [26, 19, 8])
  }

  @Test func whatWouldBeLeftFollowsTheOperator() throws {
    let session = try opened("f info.score Tab Tab")
    #expect(session.state.form?.completion.matches.map(\.text) == ["0", "1", "2"])
    #expect(try counts(session).left == [17, 17, 16])
    session.keys("Shift-Tab > Tab")
    #expect(try counts(session).left == [33, 16, 0])
  }

  /// Of the completions a hundred around the selected one are counted: more than a screen shows.
  @Test func whatWouldBeLeftIsCountedFarDownTheList() throws {
    let tags = (100..<250).map { "\"tag \($0)\"" }.joined(separator: ",")
    let service = ScriptedService(counts: [.factual: 3]) { _, index in
      #"{"id":"f\#(index)","memory_value":"x","tags":[\#(tags)]}"#
    }
    let session = try opened("f tags Tab Tab", service)
    session.keys("Down", times: 140)
    let selection = try #require(session.state.form?.completion.selection)
    #expect(selection == 139)
    #expect(try counts(session).left[selection] == 3)
  }

  /// It is kept while one types, and counted again after anything else.
  @Test func whatWouldBeLeftFollowsRowsAndOtherConditions() throws {
    let session = try opened("G f info.tier Tab Tab gold Tab scene Tab Tab")
    #expect(try counts(session).left == [17, 8, 0])
    session.keys("a")
    #expect(session.state.form?.completion.matches.map(\.text) == ["Payment", "Travel"])
    #expect(try counts(session).left == [17, 8])
    session.keys(
      "Backspace Shift-Tab Shift-Tab Shift-Tab Backspace Backspace Backspace Backspace silver Tab Tab Tab")
    #expect(try counts(session).left == [9, 8, 8])
    try session.answer()
    let all = (0..<63).map {
      session.service.record($0 < 60 ? .factual : .preference, $0 < 60 ? $0 : $0 - 60)
    }
    let left = ["Payment", "Travel", "Work"].map { scene in
      all.count { $0.contains("\"scene\":\"\(scene)\"") && $0.contains("\"tier\":\"silver\"") }
    }
    #expect(try counts(session).left == left)
  }

  @Test func theOtherValuesAreThoseOfTheRowsThatArrived() throws {
    let session = try opened("G f info.tier Tab Tab gol")
    try session.answer()
    let values = [FormCounts.Value(text: "gold", count: 30), FormCounts.Value(text: "silver", count: 30)]
    #expect(try counts(session).rows[0].reason == .otherValues(FilterField("info.tier"), values))
  }

  @Test func rowsThatArriveAreCounted() throws {
    let session = try opened("G f scene Tab Tab Payment")
    #expect(try exact(session) == [26])
    try session.answer()
    #expect(try exact(session) == [30])
    #expect(try counts(session).loaded == 63)
    #expect(try counts(session).matches.count == 30)
  }

  @Test func withAnActiveFilterOnlyItsRowsAreCounted() throws {
    let session = try opened("f scene Tab Tab Payment Enter")
    session.service = FilterSample.payments(3)
    try session.answer()
    session.keys("f Ctrl-N info.tier Tab Tab gold")
    let counts = try counts(session)
    #expect(counts.isOfActiveFilter && counts.loaded == 3)
    #expect(try exact(session) == [3, 0])
    #expect(counts.total == .exactly(0))
    #expect(counts.rows[1].reason == .notInActiveFilter)
    #expect(counts.rows.allSatisfy { !$0.blocksAll })
    // Seen before the filter was applied.
    #expect(session.state.form?.completion.matches.map(\.text) == ["gold"])
    #expect(session.state.form?.completion.matches.map(\.count) == [nil])
    session.keys("Esc F")
    session.service = FilterSample.make()
    try session.answer()
    session.keys("f")
    #expect(try self.counts(session).isOfActiveFilter == false)
  }

  @Test func theCloudMayOrMayNotCompareAFieldOfTheRecord() throws {
    let session = try opened("f scene Tab Tab Payment Tab background Tab Tab Tab x")
    #expect(try counts(session).rows.map(\.count) == [.exactly(26), .unknown])
    #expect(try counts(session).total == .atMost(26))
    session.keys("Ctrl-O")
    #expect(try counts(session).total == .unknown)
  }

  @Test func aRawFilterHasNoCounts() throws {
    let session = try opened("f Ctrl-E")
    session.send(.filterEdited(#"{"and":[{"memory":{"like":"x"}}]}"#))
    #expect(session.state.form?.raw != nil)
    #expect(session.state.formCounts == nil)
  }

  /// While the form is open, and while it is closed.
  @Test(arguments: ["", "Esc"]) func aChangedRowIsCountedAgain(keys: String) throws {
    let session = try opened("w f scene Tab Tab Work")
    #expect(try exact(session) == [8])
    session.keys(keys)
    session.service.record = { category, index in
      #"{"id":"\#(category == .factual ? "f" : "\(category)")-\#(index)","memory_value":"new","update_time":1795422600001,"info":{"scene":"Work"}}"#
    }
    session.passWatchTime()
    try session.answer()
    if !keys.isEmpty { session.keys("f") }
    #expect(try exact(session) == [53])
    #expect(try counts(session).loaded == 53 && counts(session).total == .exactly(53))
  }

  /// Three facts about payments, two about travel, one about work. The service deletes the second.
  @Test func rowsThatAreGoneAreNotCounted() throws {
    let session = try opened("w f scene Tab Tab Payment", FilterSample.make(facts: 6, preferences: 0))
    #expect(try exact(session) == [3])
    let record = session.service.record
    session.service.record = { record($0, $1 < 1 ? $1 : $1 + 1) }
    session.service.counts = [.factual: 5]
    session.passWatchTime()
    try session.answer()
    #expect(session.state.rows.count == 6, "it stays in the list, marked")
    #expect(try exact(session) == [2])
    #expect(try counts(session).loaded == 5 && counts(session).matches.map(\.id) == ["f-0", "f-2"])
    session.keys("Ctrl-U")
    session.type("Travel")
    #expect(try exact(session) == [2])
  }

  private static let memoryLimit = 64 << 20

  private func loaded(_ rows: Int, of facts: Int) throws -> Session {
    let session = Session(FilterSample.make(facts: facts, preferences: 0)) {
      $0.memoryLimit = Self.memoryLimit
    }
    session.send(.started)
    try session.answer()
    while session.state.rows.count < rows {
      session.keys("Up G")
      try session.answer()
    }
    return session
  }

  /// The counts are those of the rows that are still in memory.
  @Test func rowsDroppedFromMemoryAreNotCounted() throws {
    let session = try loaded(500, of: 1_000)
    session.keys("Up G f scene Tab Tab Payment")
    #expect(try exact(session) == [251] && counts(session).loaded == 500)
    session.send(.measured(residentBytes: 2 * Self.memoryLimit))
    try session.answer()
    let rows = session.state.rows
    let inMemory = (0..<rows.count).filter { rows.memory(at: $0) != nil }
    let payments = inMemory.count { $0 % 6 < 3 }
    #expect(rows.count == 550 && inMemory.count == 150)
    #expect(try exact(session) == [payments])
    #expect(try counts(session).loaded == inMemory.count)
    #expect(try counts(session).matches.count == payments)
    session.keys("Backspace t Ctrl-N info.tier Tab Tab gold")
    #expect(try exact(session) == [payments, inMemory.count / 2])
  }

  @Test func droppedRowsAreNotKeptForAClosedForm() throws {
    let session = try loaded(450, of: 500)
    session.keys("f scene Tab Tab Payment Esc")
    let bytes = session.state.counting.bytes
    session.keys("Up G")
    session.send(.measured(residentBytes: 2 * Self.memoryLimit))
    try session.answer()
    #expect(session.state.store[.factual].countInMemory == 150)
    #expect(session.state.counting.bytes < bytes / 2)
  }

  /// Facts of 4 KB, 50 a page: a slice reads three pages, so 24 pages take eight.
  @Test func manyRowsAreCountedInSlices() throws {
    let text = String(repeating: "x", count: 4_000)
    let service = ScriptedService(counts: [.factual: 1_200]) { _, index in
      #"{"id":"f\#(index)","memory_value":"\#(text)","info":{"scene":"\#(index % 3)"}}"#
    }
    let session = try Session.opened(service)
    while session.state.rows.count < 1_200 {
      session.keys("Up G")
      try session.answerAll()
    }
    session.searchesAtOnce = false
    session.keys("f scene Tab Tab 1")
    #expect(try counts(session).rows[0].count == .counting)
    #expect(try counts(session).total == .counting)
    #expect(session.isSearchWaiting)
    let slices = session.effects.count { $0 == .continueReading }
    #expect(slices == 1, "keys add no slices")
    session.finishSearch()
    #expect(try exact(session) == [400])
    #expect(session.effects.count { $0 == .continueReading } == 7)
    // The rows stay read.
    session.keys("Esc f Tab Tab Backspace 2")
    #expect(try exact(session) == [400])
    #expect(!session.isSearchWaiting)
  }
}
