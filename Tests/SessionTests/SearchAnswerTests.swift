import MemoryModel
import SessionHarness
import TUI
import Testing

@testable import BrowserCore

/// What a search says at its end, and about the other panes.
@MainActor @Suite struct SearchAnswerTests {
  private func opened(_ facts: Int, preferences: Int) throws -> Session {
    let service = ScriptedService(counts: [.factual: facts, .preference: preferences]) { category, index in
      let text = index % 10 == 7 ? "seven" : "row \(index)"
      return #"{"id":"\#(category)-\#(index)","memory_value":"\#(text)"}"#
    }
    return try Session.opened(service, width: 120, height: 36)
  }

  private func answer(_ session: Session) -> String? {
    session.state.notice?.sentence(session.context.keys(in: session.state.place))
  }

  @Test func aMatchInAnotherPaneIsNamedAndTheCursorStays() throws {
    let session = try opened(400, preferences: 120)
    session.service.record = { category, index in
      let text = category == .preference && (70..<72).contains(index) ? "latex" : "row \(index)"
      return #"{"id":"\#(category)-\#(index)","memory_value":"\#(text)"}"#
    }
    session.keys("Down Down / latex Ctrl-N")
    try session.answerAll()
    #expect(session.pages == [1, 2])
    #expect(session.state.pane.cursor == 2)
    #expect(answer(session) == "2 matches in Preferences: Enter, then press 2.")
    session.keys("Enter")
    #expect(answer(session) == "2 matches in Preferences: press 2.")
    session.keys("2 n")
    #expect(session.state.pane.cursor == 70)
  }

  @Test func aUserWithoutMemoriesHasNothingToSearch() throws {
    let session = try opened(0, preferences: 0)
    session.keys("/ a Ctrl-N")
    #expect(answer(session) == #"No match for "a": there are no memories."#)
  }

  @Test func theEndOfASearchOfSeveralPanesIsTheAnswer() throws {
    let session = try opened(90, preferences: 60)
    session.keys("/ latex Ctrl-N")
    try session.answerAll()
    #expect(answer(session) == #"No match for "latex" in all 90 facts and 60 preferences."#)
    session.keys("Enter")
    #expect(answer(session) == #"No match for "latex" in all 90 facts and 60 preferences."#)
    session.keys("/ Ctrl-U seven Enter Ctrl-N")
    #expect(answer(session) == #"15 matches for "seven" in all 90 facts and 60 preferences."#)
    #expect(session.pages == [1, 2])
  }

  @Test func rowsThatWereDroppedAreNotClaimed() throws {
    let session = try opened(5, preferences: 0)
    let end = SearchEnd(
      rule: .text(try #require(SearchPattern("latex"))), matches: 0,
      rows: [RowCount(category: .factual, pane: 1, count: 150)], unread: 100)
    let notice = Notice(fact: .searchEnded(end), time: Session.now)
    #expect(
      notice.sentence(session.context.keys(in: .list))
        == #"No match for "latex" in 150 facts; 100 rows of them were not searched: dropped from memory (memory_limit)."#
    )
  }

  @Test func theNextMatchSaysWhereTheMatchesAre() throws {
    let session = try opened(5, preferences: 20)
    session.keys("/ seven Enter")
    #expect(answer(session) == "2 matches in Preferences: press 2.")
    session.keys("j n")
    #expect(answer(session) == "2 matches in Preferences: press 2.")
    session.keys("/ Ctrl-U nothing Enter n")
    #expect(answer(session) == #"No match for "nothing" in all 5 facts and 20 preferences."#)
    #expect(session.requests.count == 1)
  }

  @Test func thePreviewStartsAtTheMatch() throws {
    let service = ScriptedService(counts: [.factual: 3]) { _, index in
      let text = (0..<90).map { "line \($0) of \(index)\\n" }.joined()
      return #"{"id":"\#(index)","memory_key":"k","memory_value":"\#(text)"}"#
    }
    let session = try Session.opened(service, width: 120, height: 36)
    #expect(!session.shows("line 60 of 1"))
    session.keys("/")
    session.type("line 60 of 1")
    #expect(session.shows("line 60 of 1"))
    #expect(!session.shows("line 1 of 1"))
    session.keys("Enter k j")
    #expect(session.shows("line 60 of 1"), "it starts there each time")
    session.keys("Esc")
    #expect(session.shows("line 1 of 1"))
  }
}
