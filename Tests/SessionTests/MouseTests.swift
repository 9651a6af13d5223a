import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// Clicks and the wheel at a cell.
@MainActor @Suite struct MouseTests {
  private func click(_ x: Int, _ y: Int) -> Key { .mouse(MouseReport(.press, x: x, y: y)) }
  private func wheelDown(_ x: Int, _ y: Int) -> Key { .mouse(MouseReport(.wheelDown, x: x, y: y)) }
  private func wheelUp(_ x: Int, _ y: Int) -> Key { .mouse(MouseReport(.wheelUp, x: x, y: y)) }

  @Test func aClickSelectsARowAndASecondClickOpensIt() throws {
    let session = try Session.opened(SampleService.make())
    session.keys("Down", times: 20)
    let top = session.state.pane.top
    session.press(click(30, 6))
    #expect(session.lines[6].hasPrefix("▌"))
    #expect(session.state.pane.cursor == top + 3 && session.state.pane.top == top)
    session.press(click(0, 6))
    #expect(session.state.place == .memory)
    #expect(session.state.pane.cursor == top + 3)
  }

  @Test func aClickBelowTheRowsOrElsewhereDoesNothing() throws {
    let session = try Session.opened(SampleService.make(facts: 3))
    let before = session.screen
    session.press(click(5, 7), click(5, 0), click(0, 2), click(5, 23), click(5, 14), click(99, 99))
    #expect(session.screen == before)
  }

  @Test func aClickNearTheEndLoadsTheNextPage() throws {
    let session = try Session.opened(SampleService.make(), height: 60)
    session.keys("PgDn")
    try session.answer()
    let calls = session.requests.count
    session.press(.home, .pageDown, click(5, 3 + 20))
    #expect(session.requests.count >= calls)
    #expect(session.lines[23].hasPrefix("▌"))
  }

  /// ` 1 Facts 50+   2 Preferences 37   3 Tools 12`; a narrow window drops the blanks at the sides.
  @Test(arguments: [(80, 16, 1), (80, 0, 0), (80, 36, 2), (80, 13, 0), (80, 60, 0), (40, 12, 1), (40, 38, 2)])
  func aClickOnATabShowsItsPane(width: Int, column: Int, pane: Int) throws {
    let session = try Session.opened(SampleService.make(), width: width)
    session.press(click(column, 1))
    #expect(session.state.category == session.state.categories[pane])
    session.press(.character("1"), .enter, click(column, 1))
    #expect(session.state.category == session.state.categories[pane])
    #expect(session.state.place == .memory)
  }

  @Test func everyColumnBelongsToItsTab() throws {
    for width in [40, 50, 80, 120] {
      let session = try Session.opened(SampleService.make(), width: width)
      let line = Array(session.lines[1])
      for (index, title) in ["Facts", "Preferences", "Tools"].enumerated() {
        for start in line.indices where line[start...].starts(with: title) {
          for x in [start, start + title.count - 1] {
            // From another pane.
            session.keys(index == 0 ? "2" : "1")
            session.press(click(x, 1))
            #expect(session.state.category == session.state.categories[index], "\(title) at \(width)")
          }
          session.keys("1")
        }
      }
    }
  }

  @Test func theWheelMovesThreeRowsAndLoads() throws {
    let session = try Session.opened(SampleService.make())
    session.press(wheelDown(5, 5))
    #expect(session.lastLine.contains("row 4 of"))
    #expect(session.state.pane.top == 3)
    session.press(wheelUp(5, 5), wheelUp(5, 5))
    #expect(session.lastLine.contains("row 1 of"))
    for _ in 0..<13 { session.press(wheelDown(5, 5)) }
    #expect(session.requests.map(\.page) == [1])
    session.press(wheelDown(5, 5))
    #expect(session.requests.map(\.page) == [1, 2])
  }

  @Test func theWheelOverThePreviewScrollsThePreview() throws {
    let session = try Session.opened(SampleService.make(), width: 72, height: 16)
    #expect(session.lines[12].contains("plans to travel"))
    session.press(wheelDown(5, 12))
    #expect(session.state.list.previewTop > 0 && session.state.pane.cursor == 0)
    session.press(wheelUp(5, 12))
    #expect(session.state.list.previewTop == 0)
  }

  @Test func theWheelScrollsTextsByLines() throws {
    let session = try Session.opened(SampleService.make(), width: 40, height: 10)
    session.keys("Enter")
    // The marker and the field name are left of the text.
    let text = session.lines[8].dropFirst(14)
    session.press(wheelDown(5, 5))
    #expect(!text.isEmpty && session.lines[5].dropFirst(14) == text)
    session.press(wheelUp(5, 5), .character("J"))
    let line = session.lines[6]
    session.press(wheelDown(5, 5))
    #expect(session.lines[3] == line)
    session.keys("?")
    let help = session.lines[6]
    session.press(wheelDown(5, 5))
    #expect(session.lines[3] == help)
  }

  @Test func aClickSelectsAFieldOfTheOpenMemory() throws {
    let session = try Session.opened(SampleService.make(), width: 60, height: 20)
    session.keys("Enter")
    for y in 6...14 {
      session.press(click(30, y))
      #expect(session.lines[y].hasPrefix("▌"), "\(y)")
    }
    #expect(session.state.reading?.top == TextAnchor())
  }

  @Test func aClickInThePaletteSelectsAndASecondClickRuns() throws {
    let session = try Session.opened(SampleService.make())
    session.keys(":")
    session.type("pane")
    session.press(click(5, 6))
    #expect(session.lines[6].hasPrefix("▌show pane 2"))
    session.press(wheelUp(5, 6))
    #expect(session.lines[3].hasPrefix("▌"))
    session.press(wheelDown(5, 6), click(5, 6), click(5, 6))
    #expect(session.state.place == .list)
    #expect(session.state.category == .preference)
  }

  @Test func theMouseDoesNothingInPromptsAndQuestions() throws {
    let session = try Session.opened(SampleService.make())
    session.keys("u")
    let before = session.screen
    session.press(click(20, 1), click(5, 6), wheelDown(5, 5))
    #expect(session.screen == before)
  }
}
