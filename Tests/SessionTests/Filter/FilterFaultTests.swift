import BrowserCore
import Canvas
import Foundation
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// Faults in a form: shown at the cell while typing, and on Enter, which then sends nothing.
@MainActor @Suite struct FilterFaultTests {
  @Test(
    arguments: [
      ("info.score Tab > Tab gold", "> and < compare numbers", "0 value"),
      ("create_time Tab Tab soon", "not a date", "0 value"),
      ("create_time Tab b Tab 2025-12-01", "not a range", "0 value"),
      ("create_time Tab Tab 7d..today", "choose between (b) for", "0 value"),
      ("create_time Tab b Tab 7d..today Ctrl-O", "between needs all", "0 operation"),
      ("user_id Tab Tab u", "user_id cannot be used in", "0 field"),
      ("memory_type Tab Tab UserMemory", "the service cannot filte", "0 field"),
      ("scene! Tab Tab x", "negation is not support", "0 field"),
      ("(scene Tab Tab x", "brackets are not support", "0 field"),
      ("create_time Tab > Tab 9999-12-31", "there is no later date", "0 value"),
      (#"scene Tab Tab "a"b"#, "text after the closing quote", "0 value"),
    ])
  func aFaultIsShownWhileTyping(keys: String, sentence: String, cell: String) throws {
    for (width, height) in [(40, 10), (80, 24), (120, 36)] {
      let session = try Session.opened(FilterSample.make(), width: width, height: height)
      session.keys("f \(keys)")
      let shown = session.lines.map { $0.trimmingPrefix { $0 == " " } }.joined(separator: " ")
      #expect(shown.contains(sentence.prefix(24)), "\(width)x\(height): \(session.screen)")
      session.keys("Enter")
      #expect(session.requests.count == 1)
      #expect(session.cell == cell)
    }
  }

  @Test(
    arguments: [
      ("scene", "A row has no value", "0 value"),
      ("Tab Tab Payment", "A row has a value but no field", "0 field"),
      ("scene Tab Tab a Tab tags", "A row has no value", "1 value"),
      (#"scene Tab Tab "a"#, "A double quote is not closed", "0 value"),
    ])
  func enterGoesToAnIncompleteRow(keys: String, sentence: String, cell: String) throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f \(keys)")
    #expect(!session.shows("✗"), "an incomplete row is no fault while typing: \(session.screen)")
    session.keys("Enter")
    #expect(session.requests.count == 1)
    #expect(session.state.place == .form)
    #expect(session.cell == cell)
    #expect(session.lastLine.contains(sentence))
    #expect(session.shows("✗"))
  }

  @Test func enterOffersTheValuesOfTheIncompleteCell() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f scene Enter")
    #expect(session.cell == "0 value")
    #expect(session.shows("Payment  26") && !session.shows("agent_id"), "\(session.screen)")
  }

  /// There is room for only half of it to the right of the value.
  @Test func aFaultIsShownInFull() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f create_time Tab Tab 2025-2-1 Ctrl-N user_id")
    #expect(session.shows("✗ not a date: 2025-12-01, 2025-12-01 08:30, 7d, 3w, today"), "\(session.screen)")
    #expect(session.shows("✗ user_id cannot be used in a filter"), "\(session.screen)")
  }

  @Test func aRowThatIsOffHasNoFault() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f scene Tab Tab a Tab create_time Tab Tab soon Shift-Tab Space Enter")
    #expect(session.sent == #"{"and":[{"scene":"a"}]}"#)
  }

  @Test func theFaultDisappearsWithItsCause() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f create_time Tab Tab 2025-12-0")
    #expect(session.shows("not a date"))
    session.keys("1")
    #expect(!session.shows("not a date") && session.shows(#"{"gte":"2025-12-01"}"#))
  }

  /// 2026-11-23 16:30 in the zone of the session.
  @Test(
    arguments: [
      ("7d", "from 2026-11-16", #"{"create_time":{"gte":"2026-11-16"}}"#),
      ("3w", "from 2026-11-02", #"{"create_time":{"gte":"2026-11-02"}}"#),
      ("yesterday", "2026-11-22", #"{"create_time":{"gte":"2026-11-22"}}"#),
    ])
  func theFormShowsWhatADateMeans(typed: String, meaning: String, condition: String) throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f create_time Tab Tab \(typed)")
    let row = try #require(session.lines.first { $0.hasPrefix("▌ 1 ") })
    let words = row.split(separator: "  ").map { $0.trimmingCharacters(in: .whitespaces) }
    #expect(words.contains(typed) && words.contains(meaning), "\(row)")
    #expect(session.shows(condition))
    session.keys("Enter")
    #expect(session.sent == #"{"and":[\#(condition)]}"#)
    #expect(session.lines[2].contains("create_time ≥ \(typed)"))
    try session.answer()
    session.keys("f")
    #expect(session.cells == ["create_time greaterOrEqual \(typed)"])
  }

  /// The sentence says what works instead, also in 80 columns.
  @Test func aFieldOfTheRecordIsRefused() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f confidence Tab > Tab 0.5 Enter")
    #expect(session.requests.count == 1 && session.cell == "0 field")
    #expect(session.lastLine == " The service cannot filter by confidence. & in the list narrows by it.")
    session.resize(40, 24)
    #expect(session.lastLine.hasPrefix(" & in the list narrows by confidence."))
    session.keys("Ctrl-U info.confidence Enter")
    #expect(session.sent == #"{"and":[{"info.confidence":{"gt":0.5}}]}"#)
  }

  private func opened(info: String) throws -> Session {
    try Session.opened(
      ScriptedService(counts: [.factual: 3]) { _, index in
        #"{"id":"f-\#(index)","memory_value":"x","info":{"\#(info)":"a"}}"#
      }, width: 120)
  }

  @Test(arguments: [
    ("status", "The service cannot filter by status. & in the list narrows by it. Or write info.status."),
    ("other", "The service cannot filter by status. & in the list narrows by it."),
  ])
  func anInfoKeyOfTheSameNameIsOfferedWhereOneWasSeen(info: String, sentence: String) throws {
    let form = try opened(info: info)
    form.keys("f status Tab Tab a Enter")
    #expect(form.lastLine.contains("\(sentence)  "), "\(form.lastLine)")
    let palette = try opened(info: info)
    palette.keys(":")
    palette.type("status=a")
    #expect(palette.lines[3].dropFirst() == sentence, "\(palette.screen)")
    palette.keys("Enter")
    #expect(palette.requests.count == 1)
  }

  /// The command line cannot know which key is bound, nor what memories have.
  @Test func theCommandLineOffersTheListToo() throws {
    #expect(
      FilterFault.fieldNotFilterable("status").sentence()
        == "The service cannot filter by status. In the list, the key & narrows the loaded rows by it; if you mean an "
        + "info key, write info.status.")
  }

  @Test func aLineOfTextHasConditionsAndNoRows() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys(":")
    session.type("scene=")
    #expect(session.lines[3] == "▌A condition has no value. Type one after its operator. (at character 7)")
  }

  @Test(arguments: [
    ("<= Tab 2025-12-01", #"{"lt":"2025-12-02"}"#), ("> Tab 2025-12-01", #"{"gte":"2025-12-02"}"#),
    ("<= Tab Today", #"{"lt":"2026-11-24"}"#), ("> Tab 7D", #"{"gte":"2026-11-17"}"#),
    (#"<= Tab "2025-12-01""#, #"{"lte":"2025-12-01"}"#),
  ])
  func aComparisonCoversTheWholeDay(keys: String, compared: String) throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f create_time Tab \(keys)")
    let cells = session.cells
    #expect(session.shows(#"{"create_time":\#(compared)}"#), "\(session.screen)")
    // The editor does not change it.
    session.keys("Ctrl-E")
    session.send(.filterEdited(try #require(session.handedOver.last)))
    #expect(session.cells == cells)
    session.keys("Enter")
    #expect(session.sent == #"{"and":[{"create_time":\#(compared)}]}"#)
    try session.answer()
    session.keys("f")
    #expect(session.cells == cells)
  }

  /// Only known on the day the filter is applied: today is 2026-11-23.
  @Test func aRangeThatEndsBeforeItsStartIsRefusedOnTheDay() throws {
    let session = try Session.opened(FilterSample.make(), width: 120)
    session.keys("f scene Tab Tab a Tab create_time Tab b Tab 2026-11-24..today Enter")
    #expect(session.requests.count == 1 && session.cell == "1 value")
    #expect(session.lastLine.contains("2026-11-24..today ends before it begins."), "\(session.lastLine)")
    session.keys("Esc : create_time=2026-11-24..yesterday Enter")
    #expect(session.requests.count == 1)
    #expect(session.lastLine.contains("ends before it begins."), "\(session.lastLine)")
    session.keys(": create_time=2026-11-23..today Enter")
    #expect(session.requests.count == 2)
  }

  @Test func theHelpOfTheFormExplainsDates() throws {
    let session = try Session.opened(FilterSample.make(), width: 120, height: 60)
    session.keys("f")
    session.keys("F1")
    let text = session.lines.map { $0.trimmingPrefix { $0 == " " } }.joined(separator: " ")
    #expect(text.contains("The time zone of the service is not documented"), "\(session.screen)")
  }

  @Test func todayIsTheLocalDay() throws {
    let session = try Session.opened(FilterSample.make())
    // 23:30 in London, 07:30 of the next day where the session is.
    session.clock = Timestamp(milliseconds: 1_795_476_600_000)
    session.keys("f create_time Tab Tab today Enter")
    #expect(session.sent == #"{"and":[{"create_time":{"gte":"2026-11-24"}}]}"#)
  }

  @Test(arguments: ["b", "between", "..", "> ..", "Up"]) func aRangeIsTwoConditions(chosen: String) throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f create_time Tab \(chosen) Tab 2025-12-01..2025-12-31 Enter")
    #expect(
      session.sent
        == #"{"and":[{"create_time":{"gte":"2025-12-01"}},{"create_time":{"lt":"2026-01-01"}}]}"#)
  }
}
