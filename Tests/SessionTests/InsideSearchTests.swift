import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// `/` in an open memory, raw JSON, sources, values and help.
@MainActor @Suite struct InsideSearchTests {
  private func service() -> ScriptedService {
    ScriptedService(counts: [.factual: 3]) { _, index in
      let long = (0..<60).map { $0 % 20 == 7 ? "needle \($0)" : "line \($0)" }.joined(separator: "\\n")
      return """
        {"id":"f\(index)","memory_key":"Key \(index)","memory_value":"\(long)","status":"activated",\
        "info":{"scene":"needle scene"},"sources":[{"role":"user","content":"a needle, then"},\
        {"role":"assistant","content":"noted"}]}
        """
    }
  }

  @Test func nAndNWalkTheMatchesOfAMemoryAndWrap() throws {
    let session = try Session.opened(service())
    session.keys("Enter /")
    session.type("needle")
    #expect(session.lastLine.contains("1 of 5"))
    session.keys("Enter")
    #expect(session.lastLine.contains("/needle 1 of 5"))
    #expect(session.shows("needle 7"))
    session.keys("n")
    #expect(session.lastLine.contains("/needle 2 of 5"))
    #expect(session.shows("needle 27"), "it scrolls to the match")
    session.keys("n n n")
    #expect(session.state.reading.map { $0.fields[$0.cursor].name } == "sources")
    session.keys("n")
    #expect(session.lastLine.contains("Continued from the top."))
    session.keys("N")
    #expect(session.lastLine.contains("Continued from the bottom."))
    #expect(session.requests.count == 1)
  }

  @Test(arguments: ["Enter", "Enter J", "c", "i", "?"]) func escDropsTheSearchAndThenLeaves(keys: String)
    throws
  {
    let session = try Session.opened(service())
    session.keys(keys)
    let place = session.state.place
    session.keys("/ e Enter")
    #expect(session.lastLine.hasPrefix(" /e "))
    session.keys("Esc")
    #expect(session.state.place == place && !session.lastLine.contains("/e"))
    session.keys("Esc")
    #expect(session.state.place != place)
  }

  @Test func escAtThePromptRestoresTheSearchBefore() throws {
    let session = try Session.opened(service())
    session.keys("Enter /")
    session.type("line 1")
    session.keys("Enter /")
    session.type("zzz")
    #expect(session.lastLine.contains("no match"))
    session.keys("Esc")
    #expect(session.lastLine.contains("/line 1 "))
  }

  @Test func theNextMemoryKeepsTheSearch() throws {
    let session = try Session.opened(service())
    session.keys("Enter /")
    session.type("needle")
    session.keys("Enter n ]")
    #expect(session.state.reading?.memory.id.text == "f1")
    #expect(session.lastLine.contains("/needle 1 of 5"))
    session.keys("[")
    #expect(session.state.reading?.memory.id.text == "f0")
    #expect(session.lastLine.contains("/needle 1 of 5"))
  }

  @Test func withoutASearchOfItsOwnNGoesToTheNextMatchOfTheList() throws {
    let session = try Session.opened(service())
    session.keys("/")
    session.type("needle scene")
    session.keys("Enter Enter n")
    #expect(session.state.reading?.memory.id.text == "f1")
    session.keys("/")
    session.type("noted")
    session.keys("Enter n")
    #expect(session.state.reading?.memory.id.text == "f1")
    session.keys("Esc n")
    #expect(session.state.reading?.memory.id.text == "f2")
  }

  @Test func anOpenedMemoryBeginsAtTheMatchOfTheList() throws {
    let session = try Session.opened(service())
    session.keys("/")
    session.type("needle 47")
    session.keys("Enter Enter")
    #expect(session.shows("needle 47"))
    #expect(!session.shows("needle 7 "))
  }

  @Test func furtherPagesAreNotSearched() throws {
    let session = try Session.opened(SampleService.make())
    session.keys("Enter /")
    session.type("Guangzhou")
    session.keys("Ctrl-N")
    #expect(session.requests.count == 1)
    #expect(session.lastLine.contains("Only the list searches further pages."))
  }

  @Test func rawJSONSourcesAndHelpAreSearchedToo() throws {
    let session = try Session.opened(service())
    session.keys("Enter J /")
    session.type("scene")
    session.keys("Enter")
    #expect(session.lastLine.contains("/scene 1 of 2"))
    session.keys("]")
    #expect(session.lastLine.contains("/scene 1 of 2"), "the search stays")
    session.keys("Esc Esc c /")
    session.type("noted")
    session.keys("Enter")
    #expect(session.lastLine.contains("/noted 1 of 1"))
    session.keys("n")
    #expect(session.lastLine.contains("The only match."))
    session.keys("Esc Esc Esc ? /")
    session.type("refresh")
    session.keys("Enter")
    #expect(session.lastLine.contains("/refresh 1 of "))
  }

  @Test func theValuesAreSearchedByKeyAndByValue() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("i /")
    session.type("silver")
    session.keys("Enter")
    #expect(session.lines.contains { $0.contains("▌ silver") })
    session.keys("Esc Shift-Tab g /")
    session.type("vip")
    session.keys("Enter")
    #expect(session.lines.contains { $0.contains("▌") && $0.contains("info.vip") })
  }

  @Test func aSearchSurvivesARecordThatChanges() throws {
    let session = try Session.opened(service())
    session.keys("Enter /")
    session.type("needle 47")
    session.keys("Enter")
    session.service = ScriptedService(counts: [.factual: 3]) { _, index in
      #"{"id":"f\#(index)","memory_value":"short"}"#
    }
    session.keys("r")
    try session.answer()
    #expect(session.shows("short"))
    session.keys("n N")
    #expect(session.lastLine.contains("No match here."))
  }
}
