import MemoryModel
import SessionHarness
import Testing

@testable import BrowserCore

/// When a category ends, and how many rows the service reported but did not return.
@MainActor @Suite struct PageCounterTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var counts: [MemoryCategory: Int]
    var calls: Int
    var rows: Int
    var isSelfHosted = false
    var adjust: @Sendable (inout ScriptedService) -> Void = { _ in }

    var service: ScriptedService {
      var service = ScriptedService(counts: counts)
      if isSelfHosted { service.totals = counts }
      adjust(&service)
      return service
    }
  }

  nonisolated static let cases = [
    Case(
      testDescription: "150 facts, 37 preferences, 12 tools, pages 3",
      counts: [.factual: 150, .preference: 37, .tool: 12], calls: 4, rows: 199
    ) { $0.claimedPages = 3 },
    Case(testDescription: "120 facts without pages", counts: [.factual: 120], calls: 3, rows: 120),
    Case(testDescription: "exactly 100", counts: [.factual: 100], calls: 3, rows: 100),
    Case(testDescription: "exactly 50", counts: [.factual: 50], calls: 2, rows: 50),
    Case(testDescription: "20 of 47 a page, pages 3", counts: [.factual: 47], calls: 3, rows: 47) {
      ($0.cap, $0.claimedPages, $0.total) = (20, 3, 47)
    },
    Case(testDescription: "20 of 47 and no more, pages 3", counts: [.factual: 20], calls: 3, rows: 20) {
      ($0.cap, $0.claimedPages, $0.total) = (20, 3, 47)
    },
    Case(testDescription: "an empty first page of 3", counts: [.factual: 70], calls: 3, rows: 70) {
      ($0.emptyPages, $0.claimedPages) = ([1], 3)
    },
    Case(testDescription: "two empty pages, not in a row", counts: [.factual: 70], calls: 4, rows: 70) {
      ($0.emptyPages, $0.claimedPages) = ([1, 3], 4)
    },
    Case(
      testDescription: "self-hosted 359, 60, 12", counts: [.factual: 359, .preference: 60, .tool: 12],
      calls: 8,
      rows: 431, isSelfHosted: true),
    Case(
      testDescription: "self-hosted, 20 a page of 47", counts: [.factual: 47], calls: 3, rows: 47,
      isSelfHosted: true
    ) { $0.cap = 20 },
    Case(
      testDescription: "self-hosted, 30 of 500", counts: [.factual: 30], calls: 3, rows: 30,
      isSelfHosted: true
    ) { $0.totals = [.factual: 500] },
    Case(testDescription: "pages that never end", counts: [.factual: 12], calls: 3, rows: 12) {
      $0.claimedPages = 1_000_000_000_000
    },
    Case(testDescription: "nobody, pages 0", counts: [:], calls: 1, rows: 0) {
      ($0.claimedPages, $0.total) = (0, 0)
    },
    Case(
      testDescription: "a full list with an unknown name", counts: [.factual: 3], calls: 3,
      rows: 123
    ) { $0.unknownLists = ["knowledge_detail_list": 120] },
    Case(
      testDescription: "a full list of another category explains pages",
      counts: [.factual: 12, .preference: 120], calls: 3, rows: 132
    ) { $0.claimedPages = 3 },
  ]

  @Test(arguments: cases)
  func anExportMakesNoNeedlessCall(_ sample: Case) throws {
    var service = sample.service
    var walk = PageWalk(subject: .user("u1"), pageSize: 50)
    var underWay: [PageRequest] = []
    var pages: [Int] = []
    var rows = 0
    while pages.count < 100 {
      while let request = walk.nextRequest() { underWay.append(request) }
      guard !underWay.isEmpty else { break }
      let request = underWay.removeFirst()
      pages.append(request.page)
      rows += walk.arrived(try service.page(request)).count
    }
    #expect(pages == Array(1...sample.calls))
    #expect(rows == sample.rows)
  }

  @Test(arguments: cases)
  func browsingToTheEndMakesNoNeedlessCall(_ sample: Case) throws {
    // A list without a pane cannot be browsed.
    guard sample.service.unknownLists.isEmpty else { return }
    let session = Session(sample.counts)
    session.service = sample.service
    session.send(.started)
    try session.answerAll()
    for pane in 1...3 {
      session.keys("\(pane)")
      for _ in 0..<10 {
        session.keys("G")
        try session.answerAll()
      }
    }
    #expect(session.pages == Array(1...sample.calls))
    #expect(session.state.counter.everythingHasEnded)
  }

  // MARK: - The answer's own totals

  private func sessionAtTheEnd(
    _ counts: [MemoryCategory: Int], _ adjust: (inout ScriptedService) -> Void = { _ in }
  ) throws -> Session {
    let session = Session(counts)
    adjust(&session.service)
    session.send(.started)
    try session.answerAll()
    for _ in 0..<10 {
      session.keys("G")
      try session.answerAll()
    }
    return session
  }

  private func shortfalls(_ session: Session) -> [[Shortfall]] {
    session.state.notices.all.compactMap {
      if case .returnedFewer(let shortfalls) = $0.fact { shortfalls } else { nil }
    }
  }

  @Test func rowsTheServiceWithholdsAreReportedOnce() throws {
    let session = try sessionAtTheEnd([.factual: 20]) { ($0.cap, $0.claimedPages, $0.total) = (20, 3, 47) }
    #expect(shortfalls(session) == [[Shortfall(category: nil, reported: 47, returned: 20)]])
  }

  @Test func aTotalThatIsReachedCausesNoNotice() throws {
    let session = try sessionAtTheEnd([.factual: 150, .preference: 37, .tool: 12]) {
      ($0.claimedPages, $0.total) = (3, 199)
    }
    #expect(shortfalls(session).isEmpty)
    // The total counts facts only.
    #expect(shortfalls(try sessionAtTheEnd([.factual: 150, .preference: 37]) { $0.total = 150 }).isEmpty)
  }

  @Test func aShortfallOfACategoryNamesTheCategory() throws {
    let session = try sessionAtTheEnd([.factual: 30, .preference: 5]) {
      $0.totals = [.factual: 500, .preference: 5]
    }
    #expect(shortfalls(session) == [[Shortfall(category: .factual, reported: 500, returned: 30)]])
    #expect(!session.state.notices.all.contains { $0.fact == .everythingLoaded(.factual, rows: 30) })
  }

  @Test func categoriesAnExportLeavesOutAreNotMissing() throws {
    var service = ScriptedService(counts: [.factual: 10, .preference: 60])
    (service.total, service.totals) = (70, [.factual: 10, .preference: 60])
    var walk = PageWalk(subject: .user("u1"), pageSize: 50, only: .factual)
    while let request = walk.nextRequest() { _ = walk.arrived(try service.page(request)) }
    #expect(walk.hasEnded && walk.shortfalls.isEmpty)
  }

  // MARK: - An empty pane

  @Test func anEmptyUnfinishedPaneRequestsTheNextPageAtOnce() throws {
    let session = Session([.factual: 70])
    (session.service.emptyPages, session.service.claimedPages) = ([1], 3)
    session.send(.started)
    try session.answer()
    #expect(session.pages == [1, 2])
    try session.answer()
    #expect(session.state.rows.count == 50)
    #expect(!session.isAsking)
  }

  @Test func twoEmptyPagesInARowEndLoading() throws {
    let session = Session([:])
    session.service.claimedPages = 1000
    session.send(.started)
    try session.answerAll()
    #expect(session.pages == [1, 2])
    #expect(session.state.counter.everythingHasEnded)
  }

  @Test func escapeStopsLoadingForAnEmptyPane() throws {
    let session = Session([.tool: 3])
    session.service.claimedPages = 1000
    session.send(.started)
    try session.answer()
    #expect(session.isAsking)
    session.keys("Esc")
    #expect(!session.isAsking)
    session.keys("Tab Shift-Tab")
    #expect(session.pages == [1, 2])
  }

  @Test func anUnknownListIsReportedOnceWithItsCount() throws {
    let session = try sessionAtTheEnd([.factual: 130]) { $0.unknownLists = ["knowledge_detail_list": 70] }
    let unknownLists = session.state.notices.all.filter {
      if case .unknownList = $0.fact { true } else { false }
    }
    #expect(unknownLists.map(\.fact) == [.unknownList(name: "knowledge_detail_list", rows: 50)])
    #expect(session.state.categories == [.factual, .preference, .tool])
  }
}
