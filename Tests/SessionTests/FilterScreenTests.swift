import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// What the form, its completions and an empty answer look like, at the sizes people have.
@MainActor @Suite struct FilterScreenTests {
  nonisolated private static let sizes = [(40, 10), (80, 24), (120, 36)]

  @Test(arguments: sizes) func form(width: Int, height: Int) throws {
    let session = try Session.opened(FilterSample.make(), width: width, height: height)
    session.keys("f scene Tab Tab Payment Tab tags Tab Tab fin Tab create_time Tab Tab 7d")
    #expect(session.frame.caret != nil)
    try expectScreen(session.screen, "filter-form-\(width)x\(height)")
  }

  @Test(arguments: sizes) func completion(width: Int, height: Int) throws {
    let session = try Session.opened(FilterSample.make(), width: width, height: height)
    session.keys("f scene Tab Tab Down Down")
    try expectScreen(session.screen, "filter-completion-\(width)x\(height)")
  }

  @Test(arguments: sizes) func emptyAnswer(width: Int, height: Int) throws {
    let session = try Session.opened(FilterSample.make(), width: width, height: height)
    session.keys("f scene Tab Tab Payment Ctrl-N info.tier Tab Tab none Enter")
    session.service.counts = [:]
    try session.answer()
    session.keys("Down")
    try expectScreen(session.screen, "filter-empty-\(width)x\(height)")
  }
}
