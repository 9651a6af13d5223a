import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// Search, sort and watch on the screen.
@MainActor @Suite struct FindingTests {
  private func marked(_ session: Session, row: Int) -> String {
    session.frame.canvas.row(row).filter { $0.style.attributes.isSuperset(of: [.bold, .underline]) }
      .map(\.text).joined()
  }

  @Test func matchesAreMarkedInRowsPreviewAndOpenMemory() throws {
    let session = try Session.opened(SampleService.make())
    session.keys("/")
    session.type("支付")
    #expect(marked(session, row: 3) == "")
    #expect(marked(session, row: 4) == "支付支付")
    #expect(marked(session, row: 9) == "支付支付")
    #expect(session.lines[4].hasPrefix("▌"))
    #expect(marked(session, row: 18) == "支付" && marked(session, row: 19) == "支付", "and in the preview")
    session.keys("Enter Enter")
    let text = session.lines.indices.map { marked(session, row: $0) }.joined(separator: "|")
    #expect(text.contains("支付|支付"))
    session.keys("Esc")
    #expect(marked(session, row: 4) == "支付支付")
    session.keys("Esc")
    #expect(session.lines.indices.allSatisfy { marked(session, row: $0) == "" })
    #expect(session.lastLine.contains("row 2 of 50+ · server order"))
  }

  @Test func aRowShowsItsMatchFarBackInTheText() throws {
    let service = ScriptedService(counts: [.factual: 2]) { _, index in
      let text = String(repeating: "word ", count: 200) + (index == 1 ? "needle and more" : "")
      return #"{"id":"\#(index)","memory_key":"Key \#(index)","memory_value":"\#(text)"}"#
    }
    let session = try Session.opened(service)
    session.keys("/")
    session.type("needle")
    #expect(session.lines[4].contains("Key 1"))
    #expect(session.lines[4].contains("needle and more"))
    #expect(marked(session, row: 4) == "needle")
    #expect(session.lastLine.contains("1 of 1 in 2 loaded"))
  }

  @Test func aWrappedMatchIsMarkedOnBothLines() throws {
    let service = ScriptedService(counts: [.factual: 1]) { _, _ in
      #"{"id":"1","memory_value":"\#(String(repeating: "x", count: 70)) summer trip to Kyoto"}"#
    }
    let session = try Session.opened(service)
    session.keys("/")
    session.type("summer trip")
    #expect(marked(session, row: 19) + "|" + marked(session, row: 20) == "summer|trip")
  }

  @Test func hostileTextIsMarkedWhereItIsDrawn() throws {
    let session = try Session.opened(SampleService.make())
    session.keys("/")
    session.type("and a bell")
    #expect(session.lines[6].hasPrefix("▌"))
    #expect(marked(session, row: 6) == "and a bell")
  }

  @Test func everyPrintableKeyIsTypedInTheSearch() throws {
    let session = try Session.opened(SampleService.make())
    session.keys("/")
    session.type("q -n0?!")
    session.press(.paste("a\nb\n"))
    #expect(session.lastLine.hasPrefix(" /q -n0?!a b"))
    #expect(session.frame.caret?.x == 2 + "q -n0?!a b".count)
    session.keys("Ctrl-U Esc")
    #expect(session.state.place == .list)
    #expect(session.requests.count == 1)
  }

  @Test func ctrlNContinuesTheSearch() throws {
    let session = try Session.opened(SampleService.make())
    session.keys("/")
    session.type("nowhere")
    #expect(session.lastLine.contains("no match in 50 loaded · Ctrl-N searches further pages"))
    session.keys("Ctrl-N")
    session.send(.ticked)
    #expect(session.lastLine.contains("searching further · page 2 · call 1 · Esc stops"))
    while session.pending != nil { try session.answer() }
    let answer = #"No match for "nowhere" in all 150 facts, 37 preferences and 12 tool memories."#
    #expect(session.lastLine.contains(answer))
    session.keys("Enter")
    #expect(session.lastLine.contains(answer))
    session.keys("Down")
    #expect(session.lastLine.contains("/nowhere no match in 150 loaded"))
  }

  @Test func everyTabCountsItsMatches() throws {
    let session = try Session.opened(SampleService.make())
    session.keys("/")
    session.type("seat")
    #expect(session.lines[1] == " 1 Facts 0/50+   2 Preferences 37/37   3 Tools 0/12")
    session.keys("Esc")
    #expect(session.lines[1] == " 1 Facts 50+   2 Preferences 37   3 Tools 12")
    session.keys("/ Seat")
    #expect(session.lastLine.contains("case-sensitive"))
  }

  @Test func theSortOrderIsShownInTheLastLineAndAtTheColumn() throws {
    let session = try Session.opened(SampleService.make())
    session.keys("s s s")
    #expect(session.lastLine.contains("sorted by confidence ↓ (loaded rows)"))
    #expect(session.lines[2] == " UPDATED  CONF↓  MEMORY                                              SCENE")
    session.keys("S")
    #expect(session.lines[2] == " UPDATED  CONF↑  MEMORY                                              SCENE")
    session.keys("g")
    #expect(session.lines[3].contains(".90"))
    session.keys("0")
    #expect(session.lastLine.contains("server order"))
    #expect(session.lines[2] == " UPDATED  CONF   MEMORY                                              SCENE")
  }

  @Test func aWatchMarksNewAndChangedRows() throws {
    let session = try Session.opened(SampleService.make())
    session.keys("w")
    #expect(session.lines[0].contains("● watching · 212 ms · 1 call"))
    #expect(session.lastLine.contains("page 1 is reloaded every 30 s"))
    let before = session.service.record
    session.service.record = { category, index in
      guard category == .factual else { return before(category, index) }
      if index == 0 { return #"{"id":"new","memory_value":"brand new"}"# }
      let record = before(category, index - 1)
      return index == 2 ? record.replacing("activated", with: "archived") : record
    }
    session.send(.watchIsDue(try #require(session.watchTimer?.number)))
    try session.answer()
    #expect(session.lines[3].contains("brand new"))
    #expect(session.lines[3].hasPrefix(" +"))
    #expect(session.lines[4].hasPrefix("▌ "))
    #expect(session.lines[5].hasPrefix(" ≠"))
    #expect(session.lines[1] == " 1 Facts 51+   2 Preferences 37   3 Tools 12")
    #expect(session.lastLine.contains("1 new on top, 1 changed."))
    #expect(session.lines[0].contains("2 calls"))
    session.keys("w")
    #expect(session.lines[3].hasPrefix(" +"), "the mark stays until a refresh")
    #expect(!session.lines[0].contains("watching"))
    session.resize(40, 10)
    session.keys("w")
    #expect(session.lines[0].hasSuffix("● watching · 2 calls"))
  }
}
