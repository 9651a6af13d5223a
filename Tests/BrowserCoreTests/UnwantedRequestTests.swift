import MemoryModel
import SessionHarness
import Testing

@testable import BrowserCore

/// No request is sent that nobody wanted or that nobody wants any more.
@MainActor @Suite struct UnwantedRequestTests {
  private static let limit = 64 << 20

  // MARK: Dropped pages

  /// A window over many small pages under a limit that keeps none of them.
  private func smallPages() throws -> Session {
    let session = Session([.factual: 3000, .preference: 7], pageSize: 10) { $0.memoryLimit = Self.limit }
    session.measurement = Measurement(
      sizes: ViewSizes(listRows: 45, textLines: 45, previewLines: 0))
    session.send(.started)
    try session.answerAll()
    for _ in 0..<60 {
      session.keys("PgDn")
      session.send(.measured(residentBytes: 2 * Self.limit))
      try session.answerAll()
    }
    return session
  }

  @Test func visiblePagesAreNotDropped() throws {
    let session = try smallPages()
    let calls = session.requests.count
    for _ in 0..<50 {
      session.send(.measured(residentBytes: 2 * Self.limit))
      session.send(.resized)
      try session.answerAll()
    }
    #expect(session.requests.count == calls, "no key was pressed")
    let pane = session.state.pane
    #expect((pane.top..<pane.top + 45).allSatisfy { session.state.rows.memory(at: $0) != nil })
    #expect(session.state.rows.memory(at: 100) == nil, "pages out of sight are dropped")
  }

  @Test func visibleSortedRowsAreNotDropped() throws {
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

  @Test func sortedRowsOfDroppedPagesCauseOneRequestOnly() throws {
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
    #expect(session.state.pane == pane, "the window already follows the dropped rows")
  }

  @Test func escapeEndsLoadingADroppedPage() throws {
    let session = try smallPages()
    session.send(.measured(residentBytes: 0))
    session.keys("g")
    let isAsking = session.isAsking
    #expect(isAsking)
    let calls = session.requests.count
    session.keys("Esc")
    session.send(.resized)
    session.send(.ticked)
    let isStillAsking = session.isAsking
    #expect(!isStillAsking)
    #expect(session.requests.count == calls)
    session.keys("PgDn")
    #expect(session.requests.count == calls + 1, "another place is requested")
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
      // The page that waits for the watch must not be sent either.
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
    let isAsking = session.isAsking
    #expect(isAsking)
    return session
  }

  @Test(arguments: Work.allCases)
  func anotherUserEndsTheWork(work: Work) throws {
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
  func anotherFilterEndsTheWork(work: Work) throws {
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
  func escapeEndsTheWork(work: Work) throws {
    let session = try session(during: work)
    session.keys("Esc")
    let calls = session.requests.count
    for _ in 0..<5 { session.send(.resized) }
    session.finishSearch()
    #expect(session.requests.count == calls)
    let isStillAsking = session.isAsking
    #expect(!isStillAsking)
  }

  @Test func aQuestionWaitsUntilThePaletteIsClosed() throws {
    let session = try Session.opened([.factual: 3000])
    session.keys("G G")
    for _ in 0..<10 { try session.answer() }
    session.keys(":")
    session.type("ref")
    try session.answerAll()
    #expect(session.state.place == .palette, "the palette keeps the keys")
    session.keys("Esc")
    #expect(session.state.place == .question)
  }

  @Test func anotherUserCancelsExportAndSources() throws {
    let session = try Session.opened([.factual: 60])
    session.keys("e Up")
    session.type("/tmp/memories.csv")
    session.keys("Enter c")
    #expect(session.state.export.active != nil)
    #expect(session.state.sources?.request != nil)
    session.keys("Esc u")
    session.type("u2")
    session.keys("Enter")
    #expect(session.effects.contains(.cancelExport))
    #expect(session.effects.contains(.cancelRecord))
    #expect(session.state.export.active == nil)
  }

  // MARK: Failures

  @Test func watchKeepsAFailureVisible() throws {
    let session = try Session.opened([.factual: 3000])
    session.keys("G")
    session.fail()
    session.keys("w")
    session.passWatchTime()
    try session.answerAll()
    #expect(session.state.loading.failure?.request.page == 2, "the pane still shows the failure")
    session.keys("G")
    let isAskingAgain = session.isAsking
    #expect(!isAskingAgain, "only r retries it")
    session.keys("r")
    #expect(session.requests.last?.page == 2)
  }

  @Test func refreshCancelsAWatchRequest() throws {
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
