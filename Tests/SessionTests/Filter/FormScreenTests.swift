import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// What the form shows beside what is typed: counts, reasons, what would be left, the memories that match.
@MainActor @Suite struct FormScreenTests {
  private func opened(_ keys: String, width: Int = 120, height: Int = 36) throws -> Session {
    let session = try Session.opened(FilterSample.make(), width: width, height: height)
    session.keys(keys)
    return session
  }

  private func line(_ session: Session, _ text: String) -> String {
    session.lines.first { $0.contains(text) } ?? "no line with \(text)\n\(session.screen)"
  }

  @Test(arguments: [(80, 24), (120, 36), (200, 50)]) func theRowsHaveHeadings(width: Int, height: Int) throws
  {
    let session = try opened("f", width: width, height: height)
    let headings = line(session, "FIELD")
    #expect(headings.contains("OPERATOR") && headings.contains("VALUE"))
    #expect(headings.contains(width < 100 ? "MATCHES OF 53" : "MATCHES OF 53 LOADED"), "\(headings)")
    #expect(line(session, "▌").hasPrefix("▌ 1  "))
  }

  @Test func theTitleNamesTheJunctionAndTheKeyThatFlipsIt() throws {
    let session = try opened("f")
    #expect(session.lines[2].hasPrefix(" Filter · all of these must match"))
    #expect(session.lines[2].hasSuffix("Ctrl-O any of these"))
    #expect(!session.lines[2].contains("Ctrl-R"))
    session.keys("scene Ctrl-O")
    #expect(session.lines[2].hasPrefix(" Filter · any of these must match"))
    #expect(session.lines[2].hasSuffix("unsaved draft   Ctrl-R revert   Ctrl-O all of these"))
  }

  @Test(
    arguments: [
      ("scene", "=  is"), ("tags", ":  contains"), ("create_time", "≥  since"), ("info.n", "=  is"),
      ("info.score Tab >", ">  above"), ("create_time Tab <", "<  before"),
      ("create_time Tab b", ".. between"),
    ])
  func anOperatorIsShownWithItsWord(keys: String, operation: String) throws {
    for width in [80, 120] {
      let session = try opened("f \(keys)", width: width, height: 24)
      #expect(line(session, "▌ 1").contains("  \(operation)"), "\(session.screen)")
    }
  }

  @Test func eachConditionShowsWhatItMatches() throws {
    let session = try opened("f scene Tab Tab Payment Tab info.tier Tab Tab gold")
    #expect(line(session, "Payment ").hasSuffix(" 26 ━━━━━━━━━━"), "\(session.screen)")
    #expect(session.lines.contains { $0.hasSuffix(" 17 all together") }, "\(session.screen)")
    #expect(session.shows("─ 17 of 53 loaded memories match · Enter asks the service for all: 1 call ─"))
    #expect(
      session.lines[1].hasPrefix(" 1 Facts 17/50+   2 Preferences 0/3   3 Tools"), "\(session.lines[1])")
    session.keys("Ctrl-O")
    #expect(session.lines.contains { $0.contains(" any of these") && $0.contains("34") }, "\(session.screen)")
    session.keys("Esc")
    #expect(session.lines[1].hasPrefix(" 1 Facts 50+   2 Preferences 3"))
  }

  /// The cloud may not know the field, so there may be fewer.
  @Test func aTabShowsThatItsCountIsAnUpperBound() throws {
    let session = try opened("f scene Tab Tab Payment Tab background Tab Tab Tab x")
    #expect(session.lines[1].hasPrefix(" 1 Facts ≤26/50+   2 Preferences ≤0/3"), "\(session.lines[1])")
  }

  /// Three lines for two rows, the first with a note of two lines.
  @Test func theRowAboveKeepsTheFirstLineOfItsNote() {
    let body = Rect(x: 0, y: 2, width: 40, height: 6)
    let layout = FormLayout(in: body, notes: [2, 0], focused: 1, isFieldEmpty: false)
    #expect(layout.lines.map(\.row) == [0, 1])
    #expect(layout.lines.map(\.y) == [3, 5])
    #expect(layout.lines.map(\.noteLines) == [1, 0])
  }

  @Test func theMatchingMemoriesAreListed() throws {
    let session = try opened("f scene Tab Tab Travel")
    let rule = try #require(session.lines.firstIndex { $0.contains("19 of 53 loaded memories match") })
    #expect(session.lines[rule + 1].contains("text 3"))
    #expect(session.lines[rule + 2].contains("text 4"))
    #expect(session.lines[rule + 3].contains("text 9"))
  }

  @Test func aMatchingToolShowsItsExperienceAsTheListDoes() throws {
    let service = ScriptedService(counts: [.tool: 2]) { _, index in
      #"{"id":"t\#(index)","tool_value":"book","experience":"Ask for the dates first","agent_id":"a1"}"#
    }
    let session = try Session.opened(service, width: 120, height: 36)
    session.keys("3")
    #expect(session.shows("Ask for the dates first"))
    session.keys("f agent_id Tab Tab a1")
    #expect(session.lines.count { $0.hasSuffix(" Ask for the dates first") } == 2, "\(session.screen)")
  }

  @Test func aKeyWithValuesThatNoFilterFindsIsMixed() throws {
    let service = ScriptedService(counts: [.factual: 4]) { _, index in
      let value = index == 0 ? #"["plane"]"# : #""train""#
      return #"{"id":"f\#(index)","memory_value":"x","info":{"travel":\#(value)}}"#
    }
    let session = try Session.opened(service, width: 120, height: 36)
    session.keys("f travel")
    #expect(line(session, "   info.travel ").contains("info key, mixed: train"), "\(session.screen)")
  }

  @Test func aPageThatArrivesChangesWhatIsSaidOfAKey() throws {
    let session = try opened("f tier")
    #expect(line(session, "   info.tier ").contains("info key, text: gold, silver"), "\(session.screen)")
    session.keys("Esc G")
    session.service = ScriptedService(counts: [.factual: 60]) { _, index in
      #"{"id":"f-\#(index)","memory_value":"x","info":{"tier":\#(index)}}"#
    }
    try session.answer()
    session.keys("f")
    #expect(line(session, "   info.tier ").contains("info key, mixed: gold, silver"), "\(session.screen)")
  }

  @Test func whatTheArrowTakesIsShownBehindTheText() throws {
    #expect(line(try opened("f scen"), "▌").contains("scene"))
    #expect(line(try opened("f tier"), "▌").contains("tier → info.tier"))
    #expect(line(try opened("f info.tier Tab Tab go"), "▌").contains("gold"))
    // Not while a completion is selected.
    #expect(!line(try opened("f info.tier Tab Tab go Down"), "▌ 1").contains("gold"))
  }

  @Test func aConditionThatMatchesNothingShowsWhy() throws {
    let session = try opened("f info.tier Tab Tab gol")
    #expect(session.shows("0: no loaded memory has info.tier = gol; gold 25"), "\(session.screen)")
    session.keys("d")
    #expect(!session.shows("no loaded memory"))
    session.keys("Ctrl-N info.tire Tab Tab Tab gold")
    #expect(session.shows("0: no loaded memory has a field info.tire"), "\(session.screen)")
    let rows = session.lines.filter { $0.contains(" ✗ ") }
    #expect(rows.count == 1 && rows[0].contains("info.tire"), "\(session.screen)")
  }

  @Test(arguments: [(40, 10), (80, 24), (120, 36)]) func aNoteMovesNothing(width: Int, height: Int) throws {
    let session = try opened("f info.tier Tab Tab gold", width: width, height: height)
    let before = session.lines
    session.keys("x Backspace")
    #expect(session.lines == before)
  }

  @Test func aCompletionShowsWhatWouldBeLeft() throws {
    let session = try opened("f scene Tab Tab Payment Tab info.tier Tab Tab")
    #expect(line(session, "gold ").contains("17 left with 1"), "\(session.screen)")
    #expect(line(session, "silver ").contains("  9 "), "\(session.screen)")
    session.keys("gold Ctrl-N info.vip Tab Tab")
    #expect(line(session, "true ").contains("17 left with 1 and 2"), "\(session.screen)")
  }

  @Test func withoutAConditionThatIsOnEnterAsksForNothing() throws {
    let session = try opened("f scene Tab Space")
    #expect(session.shows("Enter closes the form: no condition is on"), "\(session.screen)")
    session.keys("Enter")
    #expect(session.requests.count == 1 && session.pending == nil && session.state.form == nil)
  }

  @Test func withoutOtherConditionsACompletionShowsOnlyItsCount() throws {
    let session = try opened("f scene Tab Tab")
    #expect(!session.shows(" left with"))
  }

  @Test func anEmptyFieldCellExplainsTheFields() throws {
    for (width, height) in [(80, 24), (120, 36)] {
      let session = try opened("f", width: width, height: height)
      #expect(line(session, "scene ").contains("indexed info field"), "\(session.screen)")
      #expect(line(session, "create_time ").contains("when it was first stored"))
      #expect(line(session, "tags ").contains("labels"))
      for name in FilterField.documented(in: .cloud) {
        #expect(session.shows(" \(name) "), "\(session.screen)")
      }
      session.keys("tier")
      #expect(line(session, "info key, text: gold, silver").contains(" info.tier "), "\(session.screen)")
      session.keys("Ctrl-U score")
      #expect(line(session, "info key, number 0 … 2").contains(" info.score "), "\(session.screen)")
    }
  }

  @Test func theFilterIsShownAsTextAndAsJSON() throws {
    let session = try opened("f scene Tab Tab Payment Tab create_time Tab Tab 30d Tab info.tier Tab Tab gold")
    #expect(session.shows(" text  scene=Payment create_time>=30d info.tier=gold"))
    #expect(
      session.shows(
        #" JSON  {"and":[{"scene":"Payment"},{"create_time":{"gte":"2026-10-24"}},{"info.tier":"gold"}]}"#))
    #expect(session.shows("30d  from 2026-10-24 00:00"))
    session.keys("Ctrl-N scene Tab Tab")
    session.type(String(repeating: "long", count: 40))
    #expect(line(session, " JSON ").contains("…  Ctrl-E shows all"), "\(session.screen)")
  }

  @Test func withTheActiveFilterTheHeadingSaysWhatIsCounted() throws {
    let session = try opened("f scene Tab Tab Payment Enter", width: 80, height: 24)
    session.service = FilterSample.payments(40)
    try session.answer()
    session.keys("f Tab Tab Ctrl-U Travel")
    #expect(session.shows("MATCHES OF 40 LOADED WITH THE ACTIVE FILTER"), "\(session.screen)")
    #expect(session.shows("0: not among the rows of the active filter"))
    #expect(!session.shows("✗"))
  }

  @Test func aSmallWindowKeepsRowsCompletionsAndJSON() throws {
    let session = try opened("f scene Tab Tab Payment Tab info.tier Tab Tab g", width: 40, height: 10)
    #expect(session.lines[2].contains("all must match · 0"), "\(session.screen)")
    #expect(session.shows("Payment") && session.shows(#"{"and":[{"scene":"Payment"},{"info.ti…"#))
    #expect(session.lines.contains { $0.trimmingPrefix { $0 == " " }.hasPrefix("gold") }, "\(session.screen)")
  }

  @Test func clicksFindCellsAndCompletions() throws {
    let session = try opened("f scene Tab Tab Payment Tab info.tier Tab Tab")
    let silver = try #require(session.lines.firstIndex { $0.contains("silver") })
    session.press(.mouse(MouseReport(.press, x: 8, y: silver)))
    #expect(session.cells == ["scene equal Payment", "info.tier equal silver"])
    let first = try #require(session.lines.firstIndex { $0.contains("Payment ") })
    session.press(.mouse(MouseReport(.press, x: 28, y: first)))
    #expect(session.cell == "0 operation")
    session.press(.mouse(MouseReport(.press, x: 41, y: first)))
    #expect(session.cell == "0 value")
  }

  /// At 80 columns the reason of the row with the cursor is shown in full, on lines of its own.
  @Test(arguments: [(40, 10), (80, 24)]) func aLongReasonIsShownInFull(width: Int, height: Int) throws {
    let session = try Session.opened(FilterSample.make(), width: width, height: height)
    session.keys("f info.tier Tab Tab")
    session.type("the golden one of last year")
    let whole = "no loaded memory has info.tier = the golden one of last year; gold 25, silver 25"
    func seen() -> String {
      session.lines.map { String($0.drop { $0 == " " }) }.joined(separator: " ")
        .split(separator: " ").joined(separator: " ")
    }
    #expect(seen().contains(width == 40 ? String(whole.dropLast(20)) : whole), "\(session.screen)")
    // Beside another row, one line is enough for it.
    session.keys("Ctrl-N")
    if width == 80 { #expect(!seen().contains(whole), "\(session.screen)") }
  }

  @Test(arguments: ["f F1", "f scene Tab F1", "f scene Tab ?", "? F1"]) func aPageExplainsTheFields(
    keys: String
  )
    throws
  {
    for (width, height) in [(80, 24), (120, 36)] {
      let session = try opened(keys, width: width, height: height)
      #expect(session.shows("Fields, operators and values of a filter"), "\(session.screen)")
      #expect(line(session, "create_time ").contains(" ≥ > < ≤ between"))
      #expect(session.lines[2].contains(#/ lines 1–\d+ of \d+$/#), "\(session.screen)")
      session.keys("/ ctrl-k Enter")
      #expect(session.shows("Ctrl-K") && session.shows("remove the row"), "\(session.screen)")
      #expect(session.lastLine.contains("/ctrl-k 1 of 1"), "\(session.lastLine)")
      session.keys("Esc G")
      #expect(session.shows("Ctrl-Z") && session.shows("suspend"), "\(session.screen)")
      session.keys("Esc")
      #expect(!session.shows("Fields, operators and values"))
    }
  }

  @Test func thePageSaysThatTheZoneOfTheServiceIsNotDocumented() throws {
    let session = try opened("f F1")
    let page = session.lines.map { $0.trimmingPrefix { $0 == " " } }.joined(separator: " ")
    #expect(page.contains("The time zone of the service is not documented"), "\(session.screen)")
  }
}
