import MemoryModel
import Testing

@testable import BrowserCore

@Suite struct PlacesTests {
  @Test func eachBackGoesBackOneLevel() throws {
    for key in [BrowserCommand.back, .backOrQuit] {
      var browsing = try Browsing.opened([.factual: 5])
      browsing.press(.open, .showRaw, .showHelp)
      #expect(browsing.state.place == .help)
      browsing.press(key)
      #expect(browsing.state.place == .raw)
      browsing.press(key)
      #expect(browsing.state.place == .memory)
      browsing.press(key)
      #expect(browsing.state.place == .list)
    }
  }

  @Test func inTheBareListEscapeDoesNothingAndQQuits() throws {
    var browsing = try Browsing.opened([.factual: 5])
    let before = browsing.effects
    browsing.press(.back)
    #expect(browsing.effects == before)
    browsing.press(.backOrQuit)
    #expect(browsing.effects.last == .quit(.asked))
  }

  @Test func withoutAUserItAsksForOne() throws {
    var browsing = Browsing([.factual: 5], subject: nil)
    browsing.send(.started)
    #expect(browsing.state.place == .prompt)
    browsing.press(.accept)
    #expect(browsing.state.place == .prompt)
    browsing.press(.insert(String(repeating: "x", count: 101)), .accept)
    #expect(browsing.state.place == .prompt)
    browsing.press(.clearText, .insert("q"), .insert(" "), .insert("-b\n"), .accept)
    try browsing.answer()
    #expect(browsing.state.subject == .user("q -b"))
    #expect(browsing.state.rows.count == 5)
  }

  @Test func anotherUserCancelsWhatIsUnderWay() throws {
    var browsing = try Browsing.opened([.factual: 500])
    browsing.press(.goLast, .changeUser, .insert("u2"), .accept)
    #expect(browsing.effects.suffix(3).first == .cancelLoad)
    #expect(browsing.effects.last == .remember(.opened(.user("u2"))))
    #expect(browsing.requests.last == PageRequest(subject: .user("u2"), page: 1, size: 50))
    #expect(browsing.state.rows.count == 0)
  }

  @Test func readingGoesOnToTheNextMemory() throws {
    var browsing = try Browsing.opened([.factual: 60])
    browsing.press(.open)
    browsing.press(.nextMemory, times: 45)
    #expect(browsing.state.reading?.memory.id == "factual-45")
    #expect(browsing.pages == [1, 2])
    browsing.press(.previousMemory)
    #expect(browsing.state.reading?.memory.id == "factual-44")
  }

  @Test func aLongFieldScrollsBeforeTheNextOneComes() throws {
    var browsing = try Browsing.opened([.factual: 1])
    browsing.viewport = Viewport(
      listRows: 20, textLines: 5, previewLines: 0,
      lineCount: { part, limit in min(limit, part == 0 ? 8 : 1) })
    browsing.press(.open)
    browsing.press(.moveDown, times: 3)
    #expect(browsing.state.reading?.cursor == 0)
    #expect(browsing.state.reading?.top == TextAnchor(part: 0, line: 3))
    browsing.press(.moveDown)
    #expect(browsing.state.reading?.cursor == 1)
    browsing.press(.moveUp, .moveUp)
    #expect(browsing.state.reading?.top == TextAnchor(part: 0, line: 2))
    browsing.press(.goFirst)
    #expect(browsing.state.reading?.top == TextAnchor())
    browsing.press(.goLast)
    #expect(browsing.state.reading?.cursor == 1)
    #expect(browsing.state.reading?.top == TextAnchor(part: 0, line: 4))
  }
}
