import BrowserCore
import Canvas
import Foundation
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// The screens at common sizes.
@MainActor @Suite struct ScreenTests {
  nonisolated private static let sizes = [(40, 10), (80, 24), (120, 36)]

  @Test(arguments: sizes) func facts(width: Int, height: Int) throws {
    let session = try Session.opened(SampleService.make(), width: width, height: height)
    session.keys("Down Down")
    try expectScreen(session.screen, "facts-\(width)x\(height)")
  }

  @Test func factsInAWideWindow() throws {
    let session = try Session.opened(SampleService.make(), width: 200, height: 50)
    session.keys("Down Down")
    try expectScreen(session.screen, "facts-200x50")
  }

  @Test(arguments: sizes) func tools(width: Int, height: Int) throws {
    let session = try Session.opened(SampleService.make(), width: width, height: height)
    session.keys("3")
    try expectScreen(session.screen, "tools-\(width)x\(height)")
  }

  @Test(arguments: sizes) func preferences(width: Int, height: Int) throws {
    let session = try Session.opened(SampleService.make(), width: width, height: height)
    session.keys("Tab")
    try expectScreen(session.screen, "preferences-\(width)x\(height)")
  }

  @Test(arguments: sizes) func openMemory(width: Int, height: Int) throws {
    let session = try Session.opened(SampleService.make(), width: width, height: height)
    session.keys("Enter j")
    try expectScreen(session.screen, "memory-\(width)x\(height)")
  }

  @Test(arguments: sizes) func failedPage(width: Int, height: Int) throws {
    let session = try Session.opened(SampleService.make(), width: width, height: height)
    session.keys("G")
    session.fail(
      ServiceError(.service(code: 50004, message: "upstream\ngone", status: 200), traceID: "8f2a"))
    session.keys("Up")
    try expectScreen(session.screen, "failed-\(width)x\(height)")
  }

  @Test(arguments: sizes) func help(width: Int, height: Int) throws {
    let session = try Session.opened(SampleService.make(), width: width, height: height)
    session.keys("?")
    try expectScreen(session.screen, "help-\(width)x\(height)")
  }

  @Test func previewBeside() throws {
    let session = try Session.opened(SampleService.make(), width: 120, height: 36)
    session.keys("v Down")
    try expectScreen(session.screen, "beside-120x36")
  }

  @Test func rawRecord() throws {
    let session = try Session.opened(SampleService.make())
    session.keys("Down Down Down Enter J")
    try expectScreen(session.screen, "raw-80x24")
  }

  @Test func withoutUnicode() throws {
    let session = Session(SampleService.make())
    session.ascii = true
    session.send(.started)
    try session.answer()
    #expect(session.screen.unicodeScalars.allSatisfy { $0.isASCII })
    try expectScreen(session.screen, "ascii-80x24")
  }

  @Test func refusedConnection() throws {
    let session = Session(SampleService.make())
    session.send(.started)
    session.fail(ServiceError(.refused(host: "127.0.0.1:8001")))
    try expectScreen(session.screen, "refused-80x24")
  }

  @Test func waitingForTheFirstPage() throws {
    let session = Session(SampleService.make())
    session.send(.started)
    session.send(.ticked)
    try expectScreen(session.screen, "waiting-80x24")
  }

  @Test func askingForAUser() throws {
    let session = Session(SampleService.make(), subject: nil)
    session.send(.started)
    session.type("memos user 1")
    try expectScreen(session.screen, "user-80x24")
  }
}

/// The filter form, its completions and an empty answer at common sizes.
@MainActor @Suite struct FilterScreenTests {
  nonisolated private static let sizes = [(40, 10), (80, 24), (120, 36)]

  @Test(arguments: sizes) func filterForm(width: Int, height: Int) throws {
    let session = try Session.opened(FilterSample.make(), width: width, height: height)
    session.keys("f scene Tab Tab Payment Tab tags Tab Tab fin Tab create_time Tab Tab 7d")
    #expect(session.frame.caret != nil)
    try expectScreen(session.screen, "filter-form-\(width)x\(height)")
  }

  @Test(arguments: sizes) func filterCompletion(width: Int, height: Int) throws {
    let session = try Session.opened(FilterSample.make(), width: width, height: height)
    session.keys("f scene Tab Tab Down Down")
    try expectScreen(session.screen, "filter-completion-\(width)x\(height)")
  }

  @Test(arguments: sizes) func filterCounts(width: Int, height: Int) throws {
    let session = try Session.opened(FilterSample.make(), width: width, height: height)
    session.keys("f scene Tab Tab Payment Tab info.score Tab > Tab 0 Tab info.tier Tab Tab g")
    try expectScreen(session.screen, "filter-counts-\(width)x\(height)")
  }

  @Test(arguments: sizes) func filterFields(width: Int, height: Int) throws {
    let session = try Session.opened(FilterSample.make(), width: width, height: height)
    session.keys("f")
    try expectScreen(session.screen, "filter-fields-\(width)x\(height)")
  }

  @Test(arguments: sizes) func filterReference(width: Int, height: Int) throws {
    let session = try Session.opened(FilterSample.make(), width: width, height: height)
    session.keys("f F1")
    try expectScreen(session.screen, "filter-reference-\(width)x\(height)")
  }

  @Test(arguments: sizes) func filterWithoutAMatch(width: Int, height: Int) throws {
    let session = try Session.opened(FilterSample.make(), width: width, height: height)
    session.keys("f scene Tab Tab Payment Ctrl-N info.tier Tab Tab none Enter")
    session.service.counts = [:]
    try session.answer()
    session.keys("Down")
    try expectScreen(session.screen, "filter-empty-\(width)x\(height)")
  }
}

/// Compares a screen with the one kept in `Screens/NAME.txt`.
///
/// `RECORD=1 Scripts/test --filter SessionTests` writes the screens that differ or are missing, and fails, so that a
/// recording is never taken for a passed test. Check `git diff Tests/SessionTests/Screens`, then run it without.
func expectScreen(
  _ screen: String, _ name: String, file: String = #filePath, at location: SourceLocation = #_sourceLocation
) throws {
  let path = URL(filePath: file).deletingLastPathComponent().appending(path: "Screens/\(name).txt")
  let drawn = screen + "\n"
  let kept = try? String(contentsOf: path, encoding: .utf8)
  guard kept != drawn else { return }
  guard ProcessInfo.processInfo.environment["RECORD"] == "1" else {
    Issue.record(
      """
      the screen differs from Screens/\(name).txt\(kept == nil ? ", which does not exist" : "")
      \(drawn)
      """, sourceLocation: location)
    return
  }
  try drawn.write(to: path, atomically: true, encoding: .utf8)
  Issue.record("recorded Screens/\(name).txt: look at it", sourceLocation: location)
}
