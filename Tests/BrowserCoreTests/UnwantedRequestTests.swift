import MemoryModel
import ScriptedService
import Testing

@testable import BrowserCore

/// Nothing is asked for that nobody wants any more, and nothing that nobody wanted.
@Suite struct UnwantedRequestTests {
  private static let limit = 64 << 20

  // MARK: Dropped pages

  /// A window over many small pages under a limit that keeps none of them.
  private func smallPages() throws -> Browsing {
    var browsing = Browsing([.factual: 3000, .preference: 7], pageSize: 10, memoryLimit: Self.limit)
    browsing.viewport = Viewport(listRows: 45, textLines: 45, previewLines: 0)
    browsing.send(.started)
    try browsing.answerAll()
    for _ in 0..<60 {
      browsing.press(.pageDown)
      browsing.send(.measured(residentBytes: 2 * Self.limit))
      try browsing.answerAll()
    }
    return browsing
  }

  @Test func pagesUnderTheWindowAreNotDropped() throws {
    var browsing = try smallPages()
    let calls = browsing.requests.count
    for _ in 0..<50 {
      browsing.send(.measured(residentBytes: 2 * Self.limit))
      browsing.send(.resized)
      try browsing.answerAll()
    }
    #expect(browsing.requests.count == calls, "nobody is at the keyboard")
    let pane = browsing.state.pane
    #expect((pane.top..<pane.top + 45).allSatisfy { browsing.state.rows.memory(at: $0) != nil })
    #expect(browsing.state.rows.memory(at: 100) == nil, "the others are")
  }

  @Test func sortedRowsOnTheScreenStay() throws {
    var browsing = try smallPages()
    browsing.press(.sortByNextColumn)
    try browsing.answerAll()
    let calls = browsing.requests.count
    for _ in 0..<50 {
      browsing.send(.measured(residentBytes: 2 * Self.limit))
      browsing.send(.resized)
      try browsing.answerAll()
    }
    #expect(browsing.requests.count == calls)
  }

  @Test func inAnotherOrderDroppedPagesAreNotAskedForOneAfterTheOther() throws {
    var browsing = try smallPages()
    browsing.press(.goFirst)
    for _ in 0..<40 {
      browsing.send(.measured(residentBytes: 2 * Self.limit))
      try browsing.answer()
    }
    browsing.press(.sortByNextColumn, .goLast)
    let calls = browsing.requests.count
    for _ in 0..<40 {
      browsing.send(.measured(residentBytes: 2 * Self.limit))
      try browsing.answer()
    }
    #expect(browsing.requests.count <= calls + 1)
    let pane = browsing.state.pane
    browsing.send(.resized)
    #expect(browsing.state.pane == pane, "what was dropped is followed at once")
  }

  @Test func escapeEndsLoadingADroppedPage() throws {
    var browsing = try smallPages()
    browsing.send(.measured(residentBytes: 0))
    browsing.press(.goFirst)
    let asks = browsing.isAsking
    #expect(asks)
    let calls = browsing.requests.count
    browsing.press(.back)
    browsing.send(.resized)
    browsing.send(.ticked)
    let stillAsks = browsing.isAsking
    #expect(!stillAsks)
    #expect(browsing.requests.count == calls)
    browsing.press(.pageDown)
    #expect(browsing.requests.count == calls + 1, "another place is asked for")
  }

  // MARK: Half-cancelled work

  enum Work: CaseIterable { case paging, rest, search, watch, restoring, question }

  private func browsing(during work: Work) throws -> Browsing {
    var browsing = work == .restoring ? try smallPages() : try Browsing.opened([.factual: 3000])
    switch work {
    case .paging: browsing.press(.goLast)
    case .rest: browsing.press(.goLast, .goLast)
    case .search:
      browsing.press(.search)
      browsing.type("nowhere")
      browsing.press(.accept, .searchOn)
    case .watch:
      browsing.press(.watch)
      browsing.passWatchTime()
      // What waits for the watch must not continue either.
      browsing.press(.goLast)
    case .restoring:
      browsing.send(.measured(residentBytes: 0))
      browsing.press(.goFirst)
    case .question:
      browsing.press(.goLast, .goLast)
      try browsing.answerAll()
      #expect(browsing.state.place == .question)
      return browsing
    }
    let asks = browsing.isAsking
    #expect(asks)
    return browsing
  }

  @Test(arguments: Work.allCases)
  func anotherUserEndsIt(work: Work) throws {
    var browsing = try browsing(during: work)
    if work == .question { browsing.press(.back) }
    browsing.press(.changeUser)
    browsing.type("u2")
    browsing.press(.accept)
    try browsing.answerAll()
    browsing.finishSearch()
    #expect(browsing.requests.last?.page == 1)
    #expect(browsing.requests.last?.subject == .user("u2"))
    #expect(browsing.state.rows.count == browsing.state.counter.pageSize)
  }

  @Test(arguments: Work.allCases)
  func anotherFilterEndsIt(work: Work) throws {
    var browsing = try browsing(during: work)
    if work == .question { browsing.press(.back) }
    browsing.press(.openFilter)
    browsing.type("scene")
    browsing.press(.nextCell, .nextCell)
    browsing.type("Payment")
    browsing.press(.accept)
    try browsing.answerAll()
    browsing.finishSearch()
    #expect(browsing.requests.last?.page == 1)
    #expect(browsing.requests.last?.filter != nil)
    #expect(browsing.state.rows.count == browsing.state.counter.pageSize)
  }

  @Test(arguments: Work.allCases.filter { $0 != .question && $0 != .watch })
  func escapeEndsAllOfIt(work: Work) throws {
    var browsing = try browsing(during: work)
    browsing.press(.back)
    let calls = browsing.requests.count
    for _ in 0..<5 { browsing.send(.resized) }
    browsing.finishSearch()
    #expect(browsing.requests.count == calls)
    let stillAsks = browsing.isAsking
    #expect(!stillAsks)
  }

  @Test func aQuestionWaitsUntilNothingElseIsOpen() throws {
    var browsing = try Browsing.opened([.factual: 3000])
    browsing.press(.goLast, .goLast)
    for _ in 0..<10 { try browsing.answer() }
    browsing.press(.showPalette)
    browsing.type("ref")
    try browsing.answerAll()
    #expect(browsing.state.place == .palette, "what is typed goes where it went")
    browsing.press(.back)
    #expect(browsing.state.place == .question)
  }

  @Test func anotherUserEndsAnExportAndARequestForSources() throws {
    var browsing = try Browsing.opened([.factual: 60])
    browsing.press(.openExport, .moveUp)
    browsing.type("/tmp/memories.csv")
    browsing.press(.accept, .showSources)
    #expect(browsing.state.exporting != nil)
    #expect(browsing.state.recordQuestion != nil)
    browsing.press(.back, .changeUser)
    browsing.type("u2")
    browsing.press(.accept)
    #expect(browsing.effects.contains(.cancelExport))
    #expect(browsing.effects.contains(.cancelRecord))
    #expect(browsing.state.exporting == nil)
  }

  // MARK: Failures

  @Test func watchingDoesNotForgetAFailure() throws {
    var browsing = try Browsing.opened([.factual: 3000])
    browsing.press(.goLast)
    browsing.fail()
    browsing.press(.watch)
    browsing.passWatchTime()
    try browsing.answerAll()
    #expect(browsing.state.failure?.request.page == 2, "the pane still says so")
    browsing.press(.goLast)
    let asksAgain = browsing.isAsking
    #expect(!asksAgain, "only r asks for it again")
    browsing.press(.refresh)
    #expect(browsing.requests.last?.page == 2)
  }

  @Test func refreshDuringAWatchDoesNotOverwriteIt() throws {
    var browsing = try Browsing.opened([.factual: 3000])
    browsing.press(.goLast)
    browsing.fail()
    browsing.press(.watch)
    browsing.passWatchTime()
    let cancelled = browsing.effects.filter { $0 == .cancelLoad }.count
    browsing.press(.refresh)
    #expect(browsing.effects.filter { $0 == .cancelLoad }.count == cancelled + 1)
    #expect(browsing.requests.last?.page == 2)
  }
}
