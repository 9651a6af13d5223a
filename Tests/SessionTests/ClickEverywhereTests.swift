import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// Every cell of every kept screen, and of a few more, is clicked and scrolled once.
@MainActor @Suite struct ClickEverywhereTests {
  private typealias Opened = (keys: String, service: @Sendable () -> ScriptedService)

  private static let screens: [Opened] =
    KeptScreen.all.map { Opened($0.keys, $0.service) }
    + [
      "u", "u x", "e", "e Up", "y", "& e", "/ e", "+", "!", "t s", "f F1 /", ":", "Enter c", "Enter J / e",
    ].map { Opened($0, { SampleService.make() }) }
    + [
      "f scene Tab Tab Payment Ctrl-S x", "f scene Tab Tab Payment Ctrl-L", "f scene Tab",
      "f create_time Tab",
      "f scene Tab Tab nothing", "& Work Enter", "i Tab",
    ].map { Opened($0, { FilterSample.make() }) }

  @Test(arguments: [(40, 10), (80, 24), (120, 36)])
  func noClickAndNoTurnOfTheWheelEndsTheProgram(width: Int, height: Int) throws {
    var clickable = 0
    for (keys, service) in Self.screens {
      let session = try Session.opened(service(), width: width, height: height)
      session.keys(keys)
      clickable += try pressEverywhere(session)
    }
    // The last line alone has several on each.
    #expect(clickable > Self.screens.count * 5)
  }

  @Test func noClickEndsTheProgramAfterAFailureOrWithoutRows() throws {
    for (width, height) in [(40, 10), (80, 24)] {
      let failed = Session(SampleService.make(), width: width, height: height)
      failed.send(.started)
      failed.fail()
      #expect(try pressEverywhere(failed) > 3)
      let waiting = Session(SampleService.make(), width: width, height: height)
      waiting.send(.started)
      waiting.send(.ticked)
      #expect(try pressEverywhere(waiting) > 3)
      let empty = try Session.opened(ScriptedService(counts: [:]), width: width, height: height)
      #expect(try pressEverywhere(empty) > 3)
      let filtered = try Session.opened(FilterSample.make(), width: width, height: height)
      filtered.keys("f scene Tab Tab Payment Ctrl-N info.tier Tab Tab none Enter")
      filtered.service.counts = [:]
      try filtered.answer()
      #expect(try pressEverywhere(filtered) > 3)
    }
  }

  /// Cells that do the same are pressed once, twice running, as a second click may mean something else.
  /// - Returns: how many different things the mouse did.
  private func pressEverywhere(_ session: Session) throws -> Int {
    let view = BrowserView()
    let (size, context) = (session.size, session.context)
    let places = view.mousePlaces(in: session.state, size: size, context)
    var known: Set<[BrowserCommand]> = []
    for y in 0..<size.height {
      for x in 0..<size.width {
        for action in [MouseReport.Action.press, .wheelUp, .wheelDown] {
          let report = MouseReport(action, x: x, y: y)
          let commands = places.commands(for: report, in: session.state.place, context.keymap)
          guard !commands.isEmpty, known.insert(commands).inserted else { continue }
          var state = session.state
          for _ in 0..<2 {
            for command in view.commands(for: .mouse(report), in: state, size: size, context) {
              _ = state.update(.command(command), view.updateContext(for: state, size: size, context))
            }
          }
          #expect(view.draw(state, size: size, context).canvas.size == size)
        }
      }
    }
    return known.count
  }

  /// A click on each hint of the last line leaves the same screen as its key.
  @Test(arguments: [(80, 24), (120, 36)]) func hintsAreTheirKeys(width: Int, height: Int) throws {
    var compared = 0
    for (keys, service) in Self.screens {
      let start = try Session.opened(service(), width: width, height: height)
      start.keys(keys)
      let (place, line) = (start.state.place, start.lastLine)
      for hint in start.keymap.hints(in: place) {
        let text = "\(hint.key.sign(.unicode)) \(hint.label)"
        guard line.contains("  " + text) || line.hasPrefix(" " + text) else { continue }
        let typed = try Session.opened(service(), width: width, height: height)
        typed.keys(keys)
        typed.press(hint.key)
        let clicked = try Session.opened(service(), width: width, height: height)
        clicked.keys(keys)
        try clicked.click(text, row: height - 1)
        #expect(clicked.screen == typed.screen, "\(keys): \(text)")
        #expect(clicked.effects == typed.effects, "\(keys): \(text)")
        compared += 1
      }
    }
    #expect(compared > 60)
  }
}
