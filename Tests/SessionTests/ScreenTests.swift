import BrowserCore
import Canvas
import Foundation
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// What a key or two show, at common sizes: kept in `Screens/NAME-WIDTHxHEIGHT.txt`.
struct KeptScreen: CustomTestStringConvertible, Sendable {
  let name: String
  let keys: String
  var sizes = [(40, 10), (80, 24), (120, 36)]
  var isASCII = false
  var service: @Sendable () -> ScriptedService = { SampleService.make() }
  var testDescription: String { name }

  static let all =
    [
      KeptScreen(name: "facts", keys: "Down Down", sizes: [(40, 10), (80, 24), (120, 36), (200, 50)]),
      KeptScreen(name: "tools", keys: "3"),
      KeptScreen(name: "preferences", keys: "Tab"),
      KeptScreen(name: "memory", keys: "Enter j"),
      KeptScreen(name: "help", keys: "?"),
      KeptScreen(name: "beside", keys: "v Down", sizes: [(120, 36)]),
      KeptScreen(name: "raw", keys: "Down Down Down Enter J", sizes: [(80, 24)]),
      KeptScreen(name: "ascii", keys: "", sizes: [(80, 24)], isASCII: true),
      KeptScreen(name: "search", keys: "/ allerg", sizes: [(40, 10), (80, 24)]),
      KeptScreen(name: "search-kept", keys: "/ allerg Enter n", sizes: [(40, 10), (80, 24)]),
      KeptScreen(name: "palette", keys: ": me Down"),
      KeptScreen(name: "sources", keys: "c") { SampleService.conversation() },
      KeptScreen(name: "overview", keys: "o Down") { OverviewSample.make() },
      KeptScreen(name: "review", keys: "x j", sizes: [(40, 10), (80, 24), (120, 36), (200, 50)]) {
        ReviewSample.make(facts: 120)
      },
      KeptScreen(name: "overview-ascii", keys: "o", sizes: [(90, 24)], isASCII: true) {
        OverviewSample.make()
      },
    ]
    + [
      ("values", "i j"),
      ("filter-fields", "f"),
      ("filter-form", "f scene Tab Tab Payment Tab tags Tab Tab fin Tab create_time Tab Tab 7d"),
      ("filter-completion", "f scene Tab Tab Down Down"),
      ("filter-counts", "f scene Tab Tab Payment Tab info.score Tab > Tab 0 Tab info.tier Tab Tab g"),
      ("filter-reference", "f F1"),
    ].map { name, keys in KeptScreen(name: name, keys: keys) { FilterSample.make() } }
}

@MainActor @Suite struct ScreenTests {
  nonisolated private static let sizes = [(40, 10), (80, 24), (120, 36)]

  @Test(arguments: KeptScreen.all) func screensLookAsKept(_ kept: KeptScreen) throws {
    for (width, height) in kept.sizes {
      let session = try Session.opened(kept.service(), width: width, height: height)
      session.ascii = kept.isASCII
      session.keys(kept.keys)
      #expect((session.frame.caret != nil) == session.state.place.takesText)
      if kept.isASCII { #expect(session.screen.unicodeScalars.allSatisfy { $0.isASCII }) }
      try expectScreen(session.screen, "\(kept.name)-\(width)x\(height)")
    }
  }

  @Test(arguments: sizes) func failedPage(width: Int, height: Int) throws {
    let session = try Session.opened(SampleService.make(), width: width, height: height)
    session.keys("G")
    session.fail(
      ServiceError(.service(code: 50004, message: "upstream\ngone", status: 200), traceID: "8f2a"))
    session.keys("Up")
    try expectScreen(session.screen, "failed-\(width)x\(height)")
  }

  @Test(arguments: sizes) func filterWithoutAMatch(width: Int, height: Int) throws {
    let session = try Session.opened(FilterSample.make(), width: width, height: height)
    session.keys("f scene Tab Tab Payment Ctrl-N info.tier Tab Tab none Enter")
    session.service.counts = [:]
    try session.answer()
    session.keys("Down")
    try expectScreen(session.screen, "filter-empty-\(width)x\(height)")
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
