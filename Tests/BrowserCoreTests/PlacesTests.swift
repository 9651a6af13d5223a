import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import BrowserCore

@MainActor @Suite struct PlacesTests {
  @Test func escapeAndQGoBackOneLevel() throws {
    for key in ["Esc", "q"] {
      let session = try Session.opened([.factual: 5])
      session.keys("Enter J ?")
      #expect(session.state.place == .help)
      session.keys(key)
      #expect(session.state.place == .raw)
      session.keys(key)
      #expect(session.state.place == .memory)
      session.keys(key)
      #expect(session.state.place == .list)
    }
  }

  @Test func onTheListEscDoesNothingAndQQuits() throws {
    let session = try Session.opened([.factual: 5])
    let before = session.effects
    session.keys("Esc")
    #expect(session.effects == before)
    session.keys("q")
    #expect(session.effects.last == .quit(.asked))
  }

  @Test func withoutAUserItAsksForOne() throws {
    let session = Session([.factual: 5], subject: nil)
    session.send(.started)
    #expect(session.state.place == .prompt)
    session.keys("Enter")
    #expect(session.state.place == .prompt)
    session.type(String(repeating: "x", count: 101))
    session.keys("Enter")
    #expect(session.state.place == .prompt)
    session.keys("Ctrl-U q Space")
    session.press(.paste("-b\n"))
    session.keys("Enter")
    try session.answer()
    #expect(session.state.subject == .user("q -b"))
    #expect(session.state.rows.count == 5)
  }

  @Test func theLongestIDThatTheServiceTakesIsTaken() throws {
    let session = Session([.factual: 5], subject: nil)
    session.send(.started)
    let id = String(repeating: "é", count: 100)
    session.type(id)
    session.keys("Enter")
    #expect(session.requests.last?.subject == .user(id))
  }

  @Test func switchingTheUserCancelsTheRequest() throws {
    let session = try Session.opened([.factual: 500])
    session.keys("G u u2 Enter")
    #expect(session.effects.suffix(3).first == .cancelLoad)
    #expect(session.effects.last == .remember(.opened(.user("u2"), at: Timestamp(milliseconds: 0))))
    #expect(session.requests.last == PageRequest(subject: .user("u2"), page: 1, size: 50))
    #expect(session.state.rows.count == 0)
  }

  @Test func bracketsOpenTheNextAndPreviousMemory() throws {
    let session = try Session.opened([.factual: 60])
    session.keys("Enter")
    session.keys("]", times: 45)
    #expect(session.state.reading?.memory.id == "factual-45")
    #expect(session.pages == [1, 2])
    session.keys("[")
    #expect(session.state.reading?.memory.id == "factual-44")
  }

  @Test func aLongFieldScrollsBeforeTheCursorMovesOn() throws {
    let session = try Session.opened([.factual: 1])
    session.measurement = Measurement(
      sizes: ViewSizes(listRows: 20, textLines: 5, previewLines: 0),
      lineCount: { part, limit in min(limit, part == 0 ? 8 : 1) })
    session.keys("Enter")
    session.keys("Down", times: 3)
    #expect(session.state.reading?.cursor == 0)
    #expect(session.state.reading?.top == TextAnchor(part: 0, line: 3))
    session.keys("Down")
    #expect(session.state.reading?.cursor == 1)
    session.keys("Up Up")
    #expect(session.state.reading?.top == TextAnchor(part: 0, line: 2))
    session.keys("g")
    #expect(session.state.reading?.top == TextAnchor())
    session.keys("G")
    #expect(session.state.reading?.cursor == 1)
    #expect(session.state.reading?.top == TextAnchor(part: 0, line: 4))
  }
}
