import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// `x`: the loaded memories of a pane that say nearly the same.
@MainActor @Suite struct ReviewScreenTests {
  private func marked(_ session: Session) -> String {
    session.lines.first { $0.contains("▌") } ?? ""
  }

  @Test func groupsAreShownByKindWithTimesAndConfidence() throws {
    let session = try Session.opened(ReviewSample.make(), width: 120)
    session.keys("x")
    #expect(session.lines[2] == " Review of 11 facts: 2 groups may contradict, 1 near, 1 identical")
    let text = session.screen
    let kinds = ["MAY CONTRADICT", "NEAR", "IDENTICAL"].compactMap { text.firstRange(of: $0)?.lowerBound }
    #expect(kinds.count == 3 && kinds == kinds.sorted())
    #expect(session.lines.contains { $0.contains("October budget") && $0.contains("3 memories") })
    #expect(marked(session).contains("2h"))
    #expect(marked(session).contains(".97"))
    #expect(marked(session).contains("¥1,955"))
    #expect(session.lastLine.contains("text 1 of 8"))
    #expect(session.lastLine.contains("Enter open  y copy ids  Tab next kind"))
    #expect(session.requests.count == 1)
  }

  @Test func wordsThatDifferStandOut() throws {
    let session = try Session.opened(ReviewSample.make(), width: 120)
    session.keys("x")
    let row = try #require(session.lines.firstIndex { $0.contains("¥1,955") })
    let line = session.lines[row]
    let place = try #require(line.firstRange(of: "¥1,955"))
    let column = line.distance(from: line.startIndex, to: place.lowerBound)
    let cells = Array(session.frame.canvas[row: row])
    let plain = cells[column - 2].style
    #expect(cells[column..<(column + 6)].allSatisfy { $0.style != plain })
    #expect(cells[column + 7].style == plain)
  }

  @Test func enterOpensAMemoryAndEscComesBackToTheSamePlace() throws {
    let session = try Session.opened(ReviewSample.make())
    session.keys("x j j j")
    let before = session.screen
    #expect(marked(session).contains("12:30"))
    session.keys("Enter")
    #expect(session.state.place == .memory)
    #expect(session.shows("The team meets every Monday at 12:30"))
    session.keys("Esc")
    #expect(session.screen == before)
    session.keys("Esc")
    #expect(session.state.place == .list)
  }

  @Test func tabGoesFromKindToKind() throws {
    let session = try Session.opened(ReviewSample.make())
    session.keys("x Tab")
    #expect(marked(session).contains("when it rains"))
    session.keys("Tab")
    #expect(marked(session).contains("oat milk"))
    session.keys("Tab")
    #expect(marked(session).contains("¥1,955"))
    session.keys("Shift-Tab")
    #expect(marked(session).contains("oat milk"))
  }

  @Test func yCopiesTheIdsOfTheGroupNewestFirst() throws {
    let session = try Session.opened(ReviewSample.make())
    session.keys("x y")
    #expect(session.copied.map(\.content) == [.text("f-1\nf-4\nf-7")])
    session.send(.copied(.ids, .sentToTerminal(bytes: 11)))
    #expect(session.lastLine.contains("Copied the ids of the group. (11 bytes, OSC 52)"))
  }

  /// They share a row; left and right choose which one Enter opens.
  @Test func identicalMemoriesShareARow() throws {
    let session = try Session.opened(ReviewSample.make(), width: 100)
    session.keys("x Tab Tab")
    #expect(marked(session).contains("6h"))
    #expect(marked(session).contains("20h"))
    session.keys("Right Enter")
    #expect(session.state.reading?.memory.id == "f-10")
    session.keys("Esc Left Left Enter")
    #expect(session.state.reading?.memory.id == "f-3")
  }

  @Test func itSaysWhatPartIsCoveredAndLoadsTheRest() throws {
    let session = try Session.opened(ReviewSample.make(facts: 120), width: 120)
    session.keys("x")
    #expect(session.lines[2].hasPrefix(" Review of 50 loaded facts, the service has more (G G loads all): "))
    session.keys("G G")
    #expect(session.isAsking)
    try session.answerAll()
    #expect(session.lines[2].hasPrefix(" Review of 120 facts: "))
    #expect(session.requests.count == 3)
    #expect(session.state.place == .review)
  }

  @Test func moreThanTwentyCallsAreAskedFor() throws {
    let session = try Session.opened(ReviewSample.make(facts: 60), pageSize: 1)
    session.keys("x G G")
    while session.isAsking { try session.answer() }
    #expect(session.lastLine.contains("20 calls"), "\(session.lastLine)")
    session.keys("Esc")
    #expect(session.state.place == .review)
    #expect(!session.isAsking)
  }

  @Test func theCursorStaysOnItsMemoryWhenAPageArrives() throws {
    let session = try Session.opened(ReviewSample.make(facts: 120))
    session.keys("G")
    session.keys("x j j j")
    #expect(marked(session).contains("12:30"))
    #expect(session.lines[2].contains("50 loaded facts") || session.lines[2].contains("50+ facts"))
    session.service.record = { category, index in
      ReviewSample.fact(index == 70 ? 1 : index).replacing("f-1\"", with: index == 70 ? "f-70\"" : "f-1\"")
        .replacing("¥1,955", with: index == 70 ? "¥7" : "¥1,955")
    }
    try session.answer()
    #expect(marked(session).contains("12:30"))
    #expect(session.lastLine.contains("text 5 of 9"))
    session.keys("g")
    #expect(marked(session).contains("¥"))
  }

  @Test func aRefreshKeepsTheCursorToo() throws {
    let session = try Session.opened(ReviewSample.make())
    session.keys("x j j j r")
    #expect(session.isAsking)
    session.service.record = { category, index in
      ReviewSample.fact(index).replacing("¥180", with: "¥1,955")
    }
    try session.answer()
    #expect(marked(session).contains("12:30"))
    #expect(session.lines.contains { $0.contains("2 memories") || $0.contains("3 memories") })
  }

  @Test(arguments: ["Esc", "q", "x"]) func oneKeyLeavesTheReview(key: String) throws {
    let session = try Session.opened(ReviewSample.make())
    let before = session.screen
    session.keys("x Down PgDn \(key)")
    #expect(session.screen == before)
    #expect(session.exit == nil)
  }

  @Test func whereNothingIsFoundItSaysSo() throws {
    let session = try Session.opened(ReviewSample.make(facts: 0), width: 100)
    session.keys("x j Tab Enter y Right")
    #expect(session.shows("No fact is loaded."))
    session.service = ReviewSample.unlike()
    session.keys("x r")
    try session.answer()
    session.keys("x j Tab Enter y Right")
    #expect(
      session.shows("No two of the 3 loaded facts are identical or near, and none may contradict each other.")
    )
    #expect(session.copied.isEmpty)
  }

  @Test func aClickSelectsARowAndASecondOneOpensIt() throws {
    let session = try Session.opened(ReviewSample.make())
    session.keys("x")
    try session.click("¥180")
    #expect(marked(session).contains("¥180"))
    try session.click("¥180")
    #expect(session.state.reading?.memory.id == "f-4")
  }

  /// A difference far into a text is still in view.
  @Test func aRowBeginsWhereItsDifferenceIsVisible() throws {
    let session = try Session.opened(ReviewSample.make(), width: 40, height: 10)
    session.keys("x")
    #expect(marked(session).contains("¥1,955"))
    session.keys("j j j")
    #expect(marked(session).contains("12:30"))
  }

  /// While pages arrive, groups are made only now and then: the number is of the rows that they cover.
  @Test func theTitleCountsWhatTheGroupsCover() throws {
    let session = try Session.opened(ReviewSample.make(facts: 1_000), width: 120)
    session.keys("x G G")
    var counts: [Int] = []
    while session.isAsking, session.pages.count < 19 {
      try session.answer()
      let compared = session.state.reviewing.compared
      counts.append(compared)
      let shown = session.lines[2].contains(" \(compared.grouped) compared …")
      #expect(shown || compared == session.state.store[.factual].count, "\(session.lines[2])")
      #expect(session.state.reviewing.groups.allSatisfy { $0.items.allSatisfy { $0 < compared } })
    }
    #expect(counts.last ?? 0 >= 800 && Set(counts).count >= 8, "\(counts)")
    #expect(Set(counts).count < counts.count, "\(counts)")
    session.keys("Esc")
    #expect(session.lines[2].contains("2 groups may contradict"))
    #expect(session.state.reviewing.compared == session.state.store[.factual].count)
  }

  @Test func afterAFailureTheLastLineLeadsWithRetry() throws {
    let session = try Session.opened(ReviewSample.make(facts: 120), width: 120)
    session.keys("x G G")
    session.fail()
    session.keys("j")
    #expect(session.lastLine.contains("r retry  Enter open  y copy ids"), "\(session.lastLine)")
    #expect(session.lines[2].hasPrefix(" Review of 50 loaded facts, page 2 failed (r retries): "))
    session.keys("r")
    #expect(session.requests.last?.page == 2)
    try session.answer()
    session.keys("j")
    #expect(!session.lastLine.contains("retry"))
    #expect(session.lines[2].contains("(G G loads all)"))
  }

  @Test func withoutAGroupTheFailureIsOfferedToo() throws {
    let service = ScriptedService(counts: [.factual: 120]) { _, index in ReviewSample.fact(index + 20) }
    let session = try Session.opened(service, width: 120)
    session.keys("x G G")
    session.fail()
    session.keys("j")
    #expect(session.state.reviewing.lineCount == 0)
    #expect(session.lastLine.contains("r retry"), "\(session.lastLine)")
  }

  @Test(arguments: [("i", "Values in"), ("o", "Overview of")])
  func soDoTheValuesAndTheOverview(_ key: String, _ title: String) throws {
    let session = try Session.opened(ReviewSample.make(facts: 120), width: 120)
    session.keys("\(key) G G")
    session.fail()
    session.keys("j")
    #expect(session.lastLine.contains("r retry"), "\(session.lastLine)")
    #expect(session.lines[2] == " \(title) 50 loaded memories, page 2 failed (r retries)")
    session.keys("r")
    #expect(session.requests.last?.page == 2)
    try session.answer()
    #expect(session.lines[2] == " \(title) 100 loaded memories, the service has more (G G loads all)")
  }

  @Test func digitsReviewAnotherPane() throws {
    let session = try Session.opened(ReviewSample.make(preferences: 4), width: 100)
    session.keys("x j j 2")
    #expect(session.lines[2] == " Review of 4 preferences: 0 groups may contradict, 0 near, 1 identical")
    #expect(session.state.category == .preference)
    let before = session.screen
    session.keys("2")
    #expect(session.screen == before)
    session.keys("7")
    #expect(session.lastLine.contains("There is no pane 7."))
    #expect(session.state.place == .review)
    try session.click("Facts")
    #expect(session.lines[2].hasPrefix(" Review of 11 facts: 2 groups may contradict"))
    session.keys("Esc")
    #expect(session.state.place == .list && session.state.category == .factual)
  }

  @Test func theMemoriesOfTheOtherPanesAreNotInIt() throws {
    let session = try Session.opened(ReviewSample.make(preferences: 4))
    session.keys("2 x")
    #expect(
      session.lines[2].contains("Review of 4 preferences: 0 groups may contradict, 0 near, 1 identical"))
  }
}

/// `memtui review` for people.
@MainActor @Suite struct ReviewTextTests {
  private func text(_ texts: [String]) throws -> String {
    var review = MemoryReview()
    for (place, text) in texts.enumerated() {
      let record =
        #"{"id":"f\#(place)","memory_value":"\#(text)","update_time":\#(1_795_422_600_000 - place)}"#
      review.add(try Memory(decoding: Array(record.utf8), category: .factual))
    }
    let session = Session([.factual: 0])
    return ReviewText(session.context).text(review.groups(), of: review.count)
  }

  @Test func wordsThatDifferAreMarked() throws {
    let text = try text(["The user meets Ana at 5 pm", "The user meets Ana at 6 pm"])
    #expect(text.contains("    The user meets Ana at *5 pm*\n"))
    #expect(text.contains("    The user meets Ana at *6 pm*\n"))
  }

  /// Marks that a text holds itself would not be told from them.
  @Test func aTextWithAsterisksHasOtherMarks() throws {
    let text = try text(["The user meets Ana at *5* pm", "The user meets Ana at 6 pm"])
    #expect(
      text.contains("    The user meets Ana at *[5]* [pm]\n") || text.contains("at *[5]* pm\n"), "\(text)")
    #expect(text.contains("    The user meets Ana at [6 pm]\n"), "\(text)")
    let brackets = try self.text(["The user [shy] meets Ana at *5* pm", "The user [shy] meets Ana at *6* pm"])
    #expect(brackets.contains("    The user [shy] meets Ana at *{5}* pm\n"), "\(brackets)")
  }
}

/// Facts of which some say the same twice or contradict each other; those from the twelfth on are unlike.
enum ReviewSample {
  static func make(facts: Int = 11, preferences: Int = 0) -> ScriptedService {
    ScriptedService(counts: [.factual: facts, .preference: preferences]) { category, index in
      category == .factual
        ? fact(index)
        : #"{"id":"p-\#(index)","preference":"Prefers an aisle seat","update_time":\#(1_795_422_600_000 - index)}"#
    }
  }

  static func unlike() -> ScriptedService {
    ScriptedService(counts: [.factual: 3]) { _, index in fact(index * 5) }
  }

  private static let texts = [
    ("Hobby", "collects stamps"),
    ("October budget", "For October the user has set aside ¥1,955 for everything except rent."),
    ("Monday meeting", "The team meets every Monday at 12:30 and the user takes the minutes."),
    ("Oat milk", "The user drinks coffee with oat milk."),
    ("October budget", "For October the user has set aside ¥180 for everything except rent."),
    (
      "Way to work",
      "The user walks to the office along the river when the weather is dry and takes the tram when it rains."
    ),
    ("Monday meeting", "The team meets every Monday at 21:00 and the user takes the minutes."),
    ("Budget", "For October the user has set aside ¥105 for everything except rent."),
    ("Family", "has two children"),
    (
      "Walk",
      "The user walks to the office along the river when the weather is dry, and takes the tram in the rain."
    ),
    ("Coffee", "the user drinks coffee with oat milk"),
  ]

  static func fact(_ index: Int) -> String {
    let other = ("Note", "word\(index) and term\(index * 7) belong to item\(index * 3)")
    let (key, value) = texts.indices.contains(index) ? texts[index] : other
    return """
      {"id":"f-\(index)","memory_key":"\(key)","memory_value":"\(value)","confidence":0.\(98 - index % 90),\
      "update_time":\(1_795_422_600_000 - index * 7_200_000)}
      """
  }
}
