import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// What an empty or failed pane offers.
@MainActor @Suite struct FailurePaneTests {
  private func failed(_ width: Int, _ height: Int, _ error: ServiceError) -> Session {
    let session = Session(SampleService.make(), width: width, height: height)
    session.send(.started)
    session.fail(error)
    return session
  }

  private static let refused = ServiceError(
    .service(code: 40132, message: "api key expired", status: 200),
    traceID: "51420cc1d2b84f6e9a0c7f3e51420cc1")

  @Test(arguments: [(40, 10), (80, 24), (120, 36), (200, 50)])
  func aFailedPaneSaysWhatHappenedWhatToDoAndWhichKeysHelp(width: Int, height: Int) throws {
    let session = failed(width, height, Self.refused)
    let text = session.lines.dropFirst(3).map { $0.trimmingBlanks }.joined(separator: " ")
    #expect(text.contains("✗ The service refused the API key: it is not valid or has"), "\(session.screen)")
    #expect(session.shows("api key expired"), "\(session.screen)")
    #expect(text.contains("Renew it in the MemOS console and set MEMOS_API_KEY."), "\(session.screen)")
    let keys = try #require(session.lines.first { $0.contains("r  try again") })
    #expect(keys.contains(width == 40 ? "r  try again  !  notices" : "r  try again    !  notices"))
    #expect(session.shows("trace \(try #require(Self.refused.traceID).prefix(width == 40 ? 1 : 32))"))
    #expect(session.styles(of: "r  try again").first?.attributes.contains(.bold) == true)
    #expect(session.styles(of: "try again").allSatisfy { !$0.attributes.contains(.bold) })
    try expectScreen(session.screen, "key-refused-\(width)x\(height)")

    try session.click("notices")
    #expect(session.state.place == .notices)
    session.keys("Esc")
    try session.click("try again")
    #expect(session.pages == [1, 1])
  }

  /// Above the last line, wrapped.
  @Test(arguments: [(40, 10), (80, 24)]) func theKeysOfAFailedNextPageAreClicked(width: Int, height: Int)
    throws
  {
    let session = try Session.opened(SampleService.make(), width: width, height: height)
    session.keys("G")
    session.fail()
    let line = try #require(session.lines.firstIndex { $0.contains("Press r") })
    #expect(line < height - 1)
    try session.click("Press r", row: line)
    #expect(session.pages == [1, 2, 2])
  }

  @Test func theKeysOfASentenceInAnEmptyPaneAreClicked() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("& confidence>5 Enter")
    try session.click("shows all rows")
    #expect(session.state.list.narrowing == nil && session.state.rows.count == 50)
    let nobody = Session(SampleService.make(), subject: nil)
    nobody.send(.started)
    nobody.keys("Esc")
    try nobody.click("Press u")
    #expect(nobody.state.place == .prompt)
  }

  /// The service's message may be long: the keys stay.
  @Test func aLongMessageLeavesTheKeysTheirLine() {
    let message = String(repeating: "the index is rebuilding ", count: 16)
    let session = failed(40, 10, ServiceError(.status(503, message: message), traceID: "t1"))
    #expect(session.lines[8].contains("r  try again  !  notices   trace"), "\(session.screen)")
    #expect(session.lines[3].contains("✗ The service answered HTTP 503"), "\(session.screen)")
    #expect(session.shows("…"), "\(session.screen)")
  }

  @Test func theOldFilterIsOfferedWhileItsRowsWait() throws {
    let session = try Session.opened(FilterSample.make(facts: 0, preferences: 3))
    session.keys("f scene Tab Tab Payment Enter")
    session.fail()
    #expect(session.shows("r  try again    Esc  old filter    !  notices   trace t1"), "\(session.screen)")
    try session.click("old filter")
    #expect(session.state.filter.active == nil)
  }

  @Test(arguments: [(40, 10), (80, 24), (120, 36), (200, 50)])
  func anEmptyPaneOffersItsWaysOutAtEverySize(width: Int, height: Int) throws {
    let session = try Session.opened(ScriptedService(counts: [:]), width: width, height: height)
    var remembered = Remembered()
    remembered.apply(.opened(.user("memos_user_456"), at: Session.now))
    session.send(.remembered(remembered))
    #expect(session.shows("No memories for"), "\(session.screen)")
    #expect(session.shows("u       another user: memos_u"), "\(session.screen)")
    #expect(session.shows("Ctrl-O  treat it as an agent id"), "\(session.screen)")
    try expectScreen(session.screen, "no-memories-\(width)x\(height)")
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
