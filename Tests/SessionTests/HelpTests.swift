import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// The help, the hints in the last line, and keys that mean nothing.
@MainActor @Suite struct HelpTests {
  @Test(arguments: [(40, 1), (80, 3), (120, 4), (200, 5)])
  func `help has as many columns as there is room for`(width: Int, columns: Int) throws {
    let session = try Session.opened(SampleService.make(), width: width, height: 100)
    session.keys("?")
    let heads = ["NARROW DOWN", "LOOK", "MOVE", "COPY, EXPORT", "PROGRAM"]
    let starts = session.lines.flatMap { line in
      heads.compactMap { head in
        line.firstRange(of: head).map { line.distance(from: line.startIndex, to: $0.lowerBound) }
      }
    }
    #expect(starts.count == heads.count && Set(starts).count == columns, "\(session.screen)")
    #expect(session.lines.contains { $0.hasPrefix(" NARROW DOWN") })
    #expect(session.lines.first { $0.contains("filter form") }?.hasPrefix(" f        filter form") == true)
  }

  @Test(arguments: [(40, "q back  / find  F1 fields"), (80, "q back  / find  F1 fields and operators")])
  func `help names the key for fields and operators`(width: Int, hints: String) throws {
    let session = try Session.opened(SampleService.make(), width: width)
    session.keys("?")
    #expect(session.lastLine.hasSuffix("  \(hints)"), "\(session.lastLine)")
  }

  @Test(arguments: Place.allCases) func `every binding appears in the help of its place`(place: Place) throws
  {
    let context = Session(SampleService.make()).context
    for width in [38, 78, 118, 198] {
      let isForm = place == .form || place == .formOperation
      let page =
        isForm
        ? FilterReference(dialect: .cloud, context: context).text(width: width)
        : HelpPage(place, width: width, context).text
      let text = page.text
      let squeezed = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      for line in page.lines { #expect(context.columns(line) <= width, "\(line)") }
      #expect(!text.contains("…") || !isForm, "no text is cut: \(text)")
      for binding in Keymap.standard.bindings where binding.places.contains(place) {
        for key in binding.keys where !(binding.help == "go to pane") {
          #expect(text.contains(key.sign(context.glyphs)), "\(key.name)")
        }
        // Beside other columns a long text continues on the next line; in a single one it is whole.
        let isWhole = width < 2 * 26
        for text in isWhole ? [binding.help] : binding.help.split(separator: " ").map(String.init) {
          #expect(squeezed.contains(text), "\(binding.help)")
        }
      }
    }
  }

  @Test func `help in a low window scrolls to its end`() throws {
    let session = try Session.opened(SampleService.make(), width: 40, height: 10)
    session.keys("?")
    #expect(!session.screen.contains("suspend"))
    session.keys("G")
    #expect(session.screen.contains("redraw"))
  }

  @Test func `keys are highlighted in the help and in the last line`() throws {
    let session = try Session.opened(SampleService.make(), width: 120, height: 36)
    #expect(session.styles(of: "f filter").map(\.attributes) == [.bold] + Array(repeating: [], count: 7))
    session.keys("?")
    #expect(session.styles(of: "f        filter form").first == session.theme[.hintKey])
    #expect(session.styles(of: "NARROW DOWN").allSatisfy { $0 == session.theme[.label] })
  }

  @Test func `F1, F5, Ctrl-F and Ctrl-B work in the list`() throws {
    let session = try Session.opened(SampleService.make())
    session.press(.function(1))
    #expect(session.screen.contains("Keys of the list"))
    session.keys("Esc Ctrl-F")
    #expect(session.lastLine.contains("row 16 of"))
    session.keys("Ctrl-B")
    #expect(session.lastLine.contains("row 1 of"))
    let calls = session.requests.count
    session.press(.function(5))
    #expect(session.requests.count == calls + 1 && session.requests.last?.page == 1)
  }

  @Test(
    arguments: [
      "", "Enter", "Enter J", "Enter c", "?", "!", "i", "o", "f", "f scene Tab", "f F1", "u", "/", ":", "e",
      "y", "+",
    ])
  func `a key that means nothing says so in every place`(keys: String) throws {
    let session = try Session.opened(SampleService.make(), width: 120, height: 36)
    session.keys(keys)
    let (place, count) = (session.state.place, session.state.notices.all.count)
    session.press(.function(9))
    #expect(session.lastLine.contains("F9 does nothing here."), "\(place): \(session.lastLine)")
    #expect(
      session.state.place == place && session.state.notices.all.count == count, "it is no notice to keep")
    if place.takesText {
      for key in [Key.control("f"), .control("b"), .function(5)] {
        session.press(key)
        #expect(session.lastLine.contains("\(key.name) does nothing here."), "\(place): \(session.lastLine)")
      }
    }
    session.press(.mouse(MouseReport(.press, x: 119, y: 0)))
    #expect(!session.lastLine.contains("Mouse"))
  }

  @Test func `a pane that does not exist is named`() throws {
    let session = try Session.opened(SampleService.make())
    session.keys("7")
    #expect(session.lastLine.contains("There is no pane 7."))
    session.keys("3")
    #expect(session.state.category == .tool && !session.lastLine.contains("pane"))
  }

  @Test func `the hints fit the moment, the most important first`() throws {
    let session = try Session.opened(SampleService.make(), width: 120, height: 36)
    #expect(
      session.lastLine.hasSuffix(
        "Enter open  / search  f filter  i values  o overview  y copy  e export  u user  ? keys"))
    session.keys("G")
    session.fail()
    session.keys("Up")
    #expect(session.lastLine.contains("  r retry  Enter open  / search "))
    #expect(session.lastLine.hasSuffix(" ? keys"))
    session.keys("/")
    session.type("guang")
    session.keys("Enter")
    #expect(session.lastLine.contains("  r retry  Enter open  n next  N previous  & only these  Esc drop "))
    for width in 40...120 {
      session.resize(width, 36)
      #expect(session.context.columns(session.lastLine) <= width)
    }
  }

  @Test func `hints stay in their places while the cursor moves`() throws {
    let session = try Session.opened(SampleService.make(), width: 80, height: 24)
    let hints = { session.lastLine.suffix(40) }
    let before = hints()
    session.keys("Down", times: 12)
    #expect(session.lastLine.contains("row 13 of") && hints() == before)
  }
}
