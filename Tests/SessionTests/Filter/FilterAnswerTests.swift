import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// From Enter to the rows of the new filter: what the screen shows meanwhile, and how each answer is handled.
@MainActor @Suite struct FilterAnswerTests {
  /// A filter is applied, and its first page has not arrived.
  private func sessionWithPendingFilter() throws -> Session {
    let session = try Session.opened(FilterSample.make())
    session.keys("Down Down f scene Tab Tab Payment Enter")
    return session
  }

  @Test func theOldRowsStayVisibleButDimmed() throws {
    let session = try sessionWithPendingFilter()
    #expect(session.shows("text 7"))
    #expect(session.styles(of: "text 7").allSatisfy { $0.attributes.contains(.dim) })
    #expect(session.lines[2].hasPrefix(" scene = Payment"))
    session.service = FilterSample.payments(3)
    try session.answer()
    #expect(!session.shows("text 7"))
    #expect(session.styles(of: "payment 2").allSatisfy { !$0.attributes.contains(.dim) })
    #expect(session.lines[4].hasPrefix("▌"))
  }

  @Test func escRestoresTheOldFilterAndCancelsTheRequest() throws {
    let session = try sessionWithPendingFilter()
    session.keys("Esc")
    #expect(session.cancelled == 1)
    #expect(session.pending == nil)
    #expect(!session.shows("scene = Payment"))
    #expect(session.styles(of: "text 7").allSatisfy { !$0.attributes.contains(.dim) })
    #expect(session.lines[5].hasPrefix("▌"), "the cursor stays where it was: \(session.screen)")
    #expect(session.requests.count == 2)
    // The old query continues where it was.
    session.keys("G")
    #expect(session.requests.last?.page == 2)
    #expect(session.requests.last?.filter == nil)
  }

  @Test func escRestoresConditionsThatAreSwitchedOff() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f scene Tab Tab Travel Tab tags Tab Space Tab work Enter")
    try session.answer()
    session.keys("f Tab Tab Ctrl-U Payment Enter Esc f")
    #expect(session.cells.count == 2, "\(session.screen)")
    #expect(!session.shows("draft"))
  }

  @Test func escRestoresTheLastFilterThatWasAnswered() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f scene Tab Tab Travel Enter")
    try session.answer()
    session.keys("f Tab Tab Ctrl-U Work Enter")
    #expect(session.sent == #"{"and":[{"scene":"Work"}]}"#)
    session.keys("f Tab Tab Ctrl-U Payment Enter")
    #expect(session.cancelled == 1)
    session.keys("Esc")
    #expect(session.cancelled == 2)
    #expect(session.lines[2].hasPrefix(" scene = Travel "))
    session.keys("f")
    #expect(session.cells == ["scene equal Travel"])
  }

  /// The rows of the old filter are still on the screen, so no call is needed.
  @Test func returningToTheOldFilterByHandSendsNothing() throws {
    let session = try sessionWithPendingFilter()
    session.keys("F")
    #expect(session.pending == nil && session.cancelled == 1)
    #expect(session.requests.count == 2)
    #expect(!session.shows("scene = Payment"))
  }

  @Test func aLateAnswerForAnOldFilterIsDropped() throws {
    let session = try sessionWithPendingFilter()
    let old = try #require(session.pending)
    session.keys("f Tab Tab Ctrl-U Travel Enter")
    let new = try #require(session.pending)
    #expect(old.number != new.number && session.cancelled == 1)
    session.service = FilterSample.payments(3)
    session.send(.pageArrived(try session.service.page(old.request), number: old.number))
    #expect(!session.shows("payment 0") && session.shows("text 7"))
    session.send(.pageFailed(ServiceError(.timedOut(seconds: 30)), number: old.number))
    #expect(!session.shows("✗"))
    session.service = FilterSample.make(facts: 4)
    try session.answer()
    #expect(session.shows("text 3") && !session.shows("text 7"))
  }

  @Test func aLateAnswerAfterEscIsDropped() throws {
    let session = try sessionWithPendingFilter()
    let old = try #require(session.pending)
    session.keys("Esc")
    let before = session.screen
    session.send(.pageArrived(try FilterSample.payments(3).onePage(old.request), number: old.number))
    #expect(session.screen == before)
  }

  @Test func keysActOnTheOldRowsAndSendNothing() throws {
    let session = try sessionWithPendingFilter()
    session.keys("G")
    #expect(session.shows("row 50 of 50+"))
    // The keys are not queued for the new rows either.
    session.keys("G Down Down")
    #expect(session.requests.count == 2 && session.state.loading.goal == nil)
    session.service = FilterSample.make()
    try session.answer()
    #expect(session.requests.count == 2)
    #expect(session.state.pane.cursor == 0)
  }

  @Test(arguments: [(40, 10), (80, 24), (120, 36)]) func aFailedFirstPageOffersRetryAndTheOldFilter(
    width: Int, height: Int
  ) throws {
    let session = try Session.opened(FilterSample.make(), width: width, height: height)
    session.keys("f scene Tab Tab Payment Enter")
    session.fail(ServiceError(.service(code: 40002, message: "bad filter", status: 200), traceID: "8f2a"))
    #expect(session.shows("✗"))
    let banner = session.screen.split { $0.isWhitespace }.joined(separator: " ")
    #expect(banner.contains("Press r to retry, Esc for the old filter"), "\(session.screen)")
    #expect(width == 40 || banner.contains("Check the filter and the user id."), "\(session.screen)")
    #expect(session.styles(of: "text 0").allSatisfy { $0.attributes.contains(.dim) })
    #expect(session.shows("scene = Payment"))
    session.keys("r")
    #expect(session.requests.count == 3)
    #expect(session.requests[2] == session.requests[1])
    session.fail(ServiceError(.status(500, message: nil)))
    session.keys("Esc")
    #expect(!session.shows("✗") && !session.shows("scene = Payment"))
    #expect(session.styles(of: "text 0").allSatisfy { !$0.attributes.contains(.dim) })
    #expect(session.requests.count == 3)
  }

  @Test(arguments: [(40, 10), (80, 24), (120, 36)])
  func anEmptyAnswerOffersToDropEachCondition(width: Int, height: Int) throws {
    let session = try Session.opened(FilterSample.make(), width: width, height: height)
    session.keys("f scene Tab Tab Payment Ctrl-N info.tier Tab Tab none Enter")
    session.service.counts = [:]
    try session.answer()
    #expect(session.shows("scene = Payment"))
    #expect(session.shows("info.tier = none"))
    #expect(session.shows("Enter drops scene = Payment"))
    session.keys("Down")
    #expect(session.shows("Enter drops info.tier = none"))
    session.keys("Enter")
    #expect(session.sent == #"{"and":[{"scene":"Payment"}]}"#)
    session.keys("Esc Up Enter")
    #expect(session.sent == #"{"and":[{"info.tier":"none"}]}"#)
    try session.answer()
    session.keys("Enter")
    #expect(session.requests.count == 5 && session.requests[4].filter == nil)
  }

  @Test func everyPageSendsTheSameDates() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f update_time Tab Tab today Enter")
    session.service = FilterSample.make(facts: 130)
    try session.answer()
    // Midnight passes.
    session.clock = Timestamp(milliseconds: Session.now.milliseconds + 86_400_000)
    session.keys("G")
    try session.answer()
    session.keys("r")
    try session.answer()
    session.keys("G")
    try session.answer()
    #expect(session.requests.dropFirst().map(\.page) == [1, 2, 1, 2])
    #expect(
      Set(session.requests.dropFirst().map { $0.filter?.encoded() }) == [
        #"{"and":[{"update_time":{"gte":"2026-11-23"}}]}"#
      ])
  }

  @Test func theFilterStaysWhenTheUserChanges() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f scene Tab Tab Payment Enter")
    try session.answer()
    session.keys("u Ctrl-U memos_user_456 Enter")
    #expect(session.requests.last?.subject == .user("memos_user_456"))
    #expect(session.sent == #"{"and":[{"scene":"Payment"}]}"#)
    #expect(session.shows("scene = Payment"))
  }

  /// The rows that waited for the filter's answer were those of the other user.
  @Test func afterAChangeOfUserNoRowIsDimmed() throws {
    let session = try sessionWithPendingFilter()
    session.keys("u memos_user_456 Enter")
    session.service = FilterSample.payments(3)
    try session.answer()
    #expect(!session.state.showsOldRows)
    let styles = session.styles(of: "payment 2")
    #expect(!styles.isEmpty && styles.allSatisfy { !$0.attributes.contains(.dim) })
  }

  @Test func clearingTheFilterCanBeUndone() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("F")
    #expect(session.lastLine.contains("There is no filter to clear."))
    #expect(session.requests.count == 1)
    session.keys("f scene Tab Tab Payment Enter")
    try session.answer()
    session.keys("F")
    #expect(session.requests.count == 3 && session.requests[2].filter == nil)
    #expect(!session.shows("scene = Payment"))
    try session.answer()
    session.keys("F")
    #expect(session.sent == #"{"and":[{"scene":"Payment"}]}"#)
    #expect(session.requests.count == 4)
  }

  @Test func theInitialFilterIsSentWithTheFirstCall() throws {
    let filter = try FilterTextReader.filter("scene=Payment or tags:finance")
    let session = Session(FilterSample.make(), filter: filter)
    session.send(.started)
    #expect(session.requests.count == 1)
    #expect(session.sent == #"{"or":[{"scene":"Payment"},{"tags":{"contains":"finance"}}]}"#)
    #expect(session.lines[2].hasPrefix(" scene = Payment  OR  tags ∋ finance"))
  }

  @Test func noKeyChangesARawFilter() throws {
    let json = #"{"and":[{"scene":{"like":"Pay"}}]}"#
    let session = Session(
      FilterSample.make(),
      filter: try MemoryFilter(json: json, for: FilterTarget(today: CivilDate(daysSince1970: 0))))
    session.send(.started)
    try session.answer()
    #expect(session.sent == json)
    #expect(session.lines[2].contains(json))
    session.keys("f x Tab Tab - Space Tab y Shift-Tab Ctrl-O Ctrl-N Backspace Down Up")
    #expect(session.shows("form cannot show"))
    #expect(!session.shows("draft"))
    session.keys("Enter")
    #expect(session.requests.count == 1)
    session.keys("f Esc i Enter")
    #expect(session.requests.count == 1)
  }
}

extension ScriptedService {
  /// For an answer that arrives too late.
  func onePage(_ request: PageRequest) throws -> MemoryPage {
    var service = self
    return try service.page(request)
  }
}
