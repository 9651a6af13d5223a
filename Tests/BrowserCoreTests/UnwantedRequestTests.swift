import MemoryModel
import SessionHarness
import Testing

@testable import BrowserCore

/// Nothing is asked for that nobody wants any more, and nothing that nobody wanted.
@MainActor @Suite struct UnwantedRequestTests {
  private static let limit = 64 << 20

  // MARK: Dropped pages

  /// A window over many small pages under a limit that keeps none of them.
  private func smallPages() throws -> Session {
    let session = Session([.factual: 3000, .preference: 7], pageSize: 10) { $0.memoryLimit = Self.limit }
    session.viewport = Viewport(listRows: 45, textLines: 45, previewLines: 0)
    session.send(.started)
    try session.answerAll()
    for _ in 0..<60 {
      session.keys("PgDn")
      session.send(.measured(residentBytes: 2 * Self.limit))
      try session.answerAll()
    }
    return session
  }

  @Test func pagesUnderTheWindowAreNotDropped() throws {
    let session = try smallPages()
    let calls = session.requests.count
    for _ in 0..<50 {
      session.send(.measured(residentBytes: 2 * Self.limit))
      session.send(.resized)
      try session.answerAll()
    }
    #expect(session.requests.count == calls, "nobody is at the keyboard")
    let pane = session.state.pane
    #expect((pane.top..<pane.top + 45).allSatisfy { session.state.rows.memory(at: $0) != nil })
    #expect(session.state.rows.memory(at: 100) == nil, "the others are")
  }

  @Test func sortedRowsOnTheScreenStay() throws {
    let session = try smallPages()
    session.keys("s")
    try session.answerAll()
    let calls = session.requests.count
    for _ in 0..<50 {
      session.send(.measured(residentBytes: 2 * Self.limit))
      session.send(.resized)
      try session.answerAll()
    }
    #expect(session.requests.count == calls)
  }

  @Test func inAnotherOrderDroppedPagesAreNotAskedForOneAfterTheOther() throws {
    let session = try smallPages()
    session.keys("g")
    for _ in 0..<40 {
      session.send(.measured(residentBytes: 2 * Self.limit))
      try session.answer()
    }
    session.keys("s G")
    let calls = session.requests.count
    for _ in 0..<40 {
      session.send(.measured(residentBytes: 2 * Self.limit))
      try session.answer()
    }
    #expect(session.requests.count <= calls + 1)
    let pane = session.state.pane
    session.send(.resized)
    #expect(session.state.pane == pane, "what was dropped is followed at once")
  }

  @Test func escapeEndsLoadingADroppedPage() throws {
    let session = try smallPages()
    session.send(.measured(residentBytes: 0))
    session.keys("g")
    let asks = session.isAsking
    #expect(asks)
    let calls = session.requests.count
    session.keys("Esc")
    session.send(.resized)
    session.send(.ticked)
    let stillAsks = session.isAsking
    #expect(!stillAsks)
    #expect(session.requests.count == calls)
    session.keys("PgDn")
    #expect(session.requests.count == calls + 1, "another place is asked for")
  }

  // MARK: Half-cancelled work

  enum Work: CaseIterable { case paging, rest, search, watch, restoring, question }

  private func session(during work: Work) throws -> Session {
    let session = work == .restoring ? try smallPages() : try Session.opened([.factual: 3000])
    switch work {
    case .paging: session.keys("G")
    case .rest: session.keys("G G")
    case .search:
      session.keys("/")
      session.type("nowhere")
      session.keys("Enter Ctrl-N")
    case .watch:
      session.keys("w")
      session.passWatchTime()
      // What waits for the watch must not continue either.
      session.keys("G")
    case .restoring:
      session.send(.measured(residentBytes: 0))
      session.keys("g")
    case .question:
      session.keys("G G")
      try session.answerAll()
      #expect(session.state.place == .question)
      return session
    }
    let asks = session.isAsking
    #expect(asks)
    return session
  }

  @Test(arguments: Work.allCases)
  func anotherUserEndsIt(work: Work) throws {
    let session = try session(during: work)
    if work == .question { session.keys("Esc") }
    session.keys("u")
    session.type("u2")
    session.keys("Enter")
    try session.answerAll()
    session.finishSearch()
    #expect(session.requests.last?.page == 1)
    #expect(session.requests.last?.subject == .user("u2"))
    #expect(session.state.rows.count == session.state.counter.pageSize)
  }

  @Test(arguments: Work.allCases)
  func anotherFilterEndsIt(work: Work) throws {
    let session = try session(during: work)
    if work == .question { session.keys("Esc") }
    session.keys("f")
    session.type("scene")
    session.keys("Tab Tab")
    session.type("Payment")
    session.keys("Enter")
    try session.answerAll()
    session.finishSearch()
    #expect(session.requests.last?.page == 1)
    #expect(session.requests.last?.filter != nil)
    #expect(session.state.rows.count == session.state.counter.pageSize)
  }

  @Test(arguments: Work.allCases.filter { $0 != .question && $0 != .watch })
  func escapeEndsAllOfIt(work: Work) throws {
    let session = try session(during: work)
    session.keys("Esc")
    let calls = session.requests.count
    for _ in 0..<5 { session.send(.resized) }
    session.finishSearch()
    #expect(session.requests.count == calls)
    let stillAsks = session.isAsking
    #expect(!stillAsks)
  }

  @Test func aQuestionWaitsUntilNothingElseIsOpen() throws {
    let session = try Session.opened([.factual: 3000])
    session.keys("G G")
    for _ in 0..<10 { try session.answer() }
    session.keys(":")
    session.type("ref")
    try session.answerAll()
    #expect(session.state.place == .palette, "what is typed goes where it went")
    session.keys("Esc")
    #expect(session.state.place == .question)
  }

  @Test func anotherUserEndsAnExportAndARequestForSources() throws {
    let session = try Session.opened([.factual: 60])
    session.keys("e Up")
    session.type("/tmp/memories.csv")
    session.keys("Enter c")
    #expect(session.state.exporting != nil)
    #expect(session.state.recordQuestion != nil)
    session.keys("Esc u")
    session.type("u2")
    session.keys("Enter")
    #expect(session.effects.contains(.cancelExport))
    #expect(session.effects.contains(.cancelRecord))
    #expect(session.state.exporting == nil)
  }

  // MARK: Failures

  @Test func watchingDoesNotForgetAFailure() throws {
    let session = try Session.opened([.factual: 3000])
    session.keys("G")
    session.fail()
    session.keys("w")
    session.passWatchTime()
    try session.answerAll()
    #expect(session.state.failure?.request.page == 2, "the pane still says so")
    session.keys("G")
    let asksAgain = session.isAsking
    #expect(!asksAgain, "only r asks for it again")
    session.keys("r")
    #expect(session.requests.last?.page == 2)
  }

  @Test func refreshDuringAWatchDoesNotOverwriteIt() throws {
    let session = try Session.opened([.factual: 3000])
    session.keys("G")
    session.fail()
    session.keys("w")
    session.passWatchTime()
    let cancelled = session.effects.filter { $0 == .cancelLoad }.count
    session.keys("r")
    #expect(session.effects.filter { $0 == .cancelLoad }.count == cancelled + 1)
    #expect(session.requests.last?.page == 2)
  }
}
