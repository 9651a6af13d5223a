import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// `i`: keys at the left, the values of the selected key at the right.
@MainActor @Suite struct ValuesTests {
  private func values(_ session: Session) throws -> ValuesState {
    try #require(session.state.screens.top as? ValuesState)
  }

  /// Moves to a key, and to a value of it.
  private func select(_ key: String, _ value: FilterValue? = nil, in session: Session) throws {
    session.keys("g")
    while try values(session).keys[values(session).key].name != key { session.keys("j") }
    guard let value else { return }
    session.keys("Enter")
    let facet = Facet(field: key, value: value)
    while try values(session).values[values(session).value].facet != facet { session.keys("j") }
  }

  @Test(arguments: ["i", "o"]) func afterAFailedFilterTheRowsAreSaidToBeOfThePreviousOne(key: String) throws {
    let session = try Session.opened(FilterSample.make(), width: 120, height: 36)
    session.keys("f scene Tab Tab Payment Enter")
    session.fail()
    session.keys(key)
    #expect(session.shows(" 53 loaded memories of the previous filter"), "\(session.screen)")
  }

  @Test func whereNoPageIsLoadedNothingIsClaimedOfTheService() throws {
    let session = Session(FilterSample.make())
    session.send(.started)
    session.fail(.status(404, message: nil))
    session.keys("i")
    #expect(session.lines[2] == " Values in 0 memories: nothing is loaded")
    #expect(session.shows("No memory is loaded."), "\(session.screen)")
    session.keys("q o")
    #expect(session.lines[2] == " Overview of 0 memories: nothing is loaded")
    #expect(session.shows("No memory is loaded."), "\(session.screen)")
  }

  @Test(arguments: [(40, 10), (80, 24), (120, 36)])
  func enterOnAValueFiltersByIt(width: Int, height: Int) throws {
    let session = try Session.opened(FilterSample.make(), width: width, height: height)
    session.keys("i")
    #expect(session.shows("Values in"))
    try select("scene", .string("Travel"), in: session)
    #expect(session.lines.contains { $0.contains("▌ Travel") && $0.contains("19") })
    #expect(session.requests.count == 1, "Enter on a key sends nothing")
    session.keys("Enter")
    #expect(session.sent == #"{"and":[{"scene":"Travel"}]}"#)
    #expect(session.requests.count == 2)
    #expect(session.shows("scene = Travel"))
  }

  @Test func theConditionJoinsTheActiveFilter() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("f scene Tab Tab Payment Enter")
    try session.answer()
    session.keys("i")
    try select("info.vip", .bool(true), in: session)
    session.keys("Enter")
    #expect(session.sent == #"{"and":[{"scene":"Payment"},{"info.vip":true}]}"#)
  }

  @Test func tabAndArrowsMoveBetweenTheColumns() throws {
    let session = try Session.opened(FilterSample.make())
    session.keys("i Tab")
    #expect(try values(session).isInValues)
    session.keys("j j Shift-Tab")
    #expect(try !values(session).isInValues)
    session.keys("Right")
    #expect(try values(session).value == 2, "the cursor stays on its value")
    session.keys("Left j Right")
    #expect(try values(session).value == 0, "another key begins at its first value")
  }

  @Test func eachKeyShowsItsMemoriesItsValuesAndTheirType() throws {
    let records = [
      #"{"order":"A1","score":0.5,"vip":true,"tier":"gold","mix":1,"trip":{"city":"Leeds"},"labels":["a","b"]}"#,
      #"{"order":"A2","score":3,"vip":false,"tier":"gold","mix":"x","trip":{"city":"York"},"labels":["b"]}"#,
      #"{"order":"A3","score":0.5,"tier":"silver","labels":[]}"#,
    ]
    let service = ScriptedService(counts: [.factual: 4]) { _, index in
      index == 3
        ? #"{"id":"d","memory_value":"x"}"#
        : #"{"id":"\#(index)","memory_value":"x","info":\#(records[index])}"#
    }
    let session = try Session.opened(service, width: 120)
    session.keys("i")
    let keys = try values(session).keys
    func key(_ name: String) throws -> CountedKey { try #require(keys.first { $0.name == name }) }
    #expect(try key("info.order").isAllDifferent)
    #expect(try key("info.score").kind == .number(from: "0.5", to: "3"))
    #expect(try key("info.vip").kind == .truth)
    #expect(try key("info.tier").kind == .text)
    #expect(try key("info.mix").kind == .mixed)
    #expect(try key("info.trip").kind == .object)
    #expect(try key("info.labels").kind == .list)
    #expect(try key("info.labels").memories == 3)
    #expect(try key("info.tier").values == 2)
    for line in ["info.order 3 75% 3 all different", "info.score 3 75% 2 number 0.5 … 3", "info.vip 2 50% 2"]
    {
      #expect(
        session.lines.contains {
          $0.split(whereSeparator: { $0 == " " || $0 == "▌" }).joined(separator: " ").contains(line)
        }, "\(line)")
    }
  }

  @Test func aListOrAnObjectNarrowsTheLoadedRows() throws {
    let records = [#"{"trip":{"city":"Leeds"}}"#, #"{"labels":["a","b"]}"#, #"{"labels":["b"]}"#]
    let service = ScriptedService(counts: [.factual: 3]) { _, index in
      #"{"id":"\#(index)","memory_value":"x","info":\#(records[index])}"#
    }
    let session = try Session.opened(service, width: 120)
    session.keys("i")
    try select("info.labels", in: session)
    session.keys("Enter Enter")
    #expect(session.shows("local: info.labels = b"))
    #expect(session.state.rows.count == 2)
    session.keys("Esc i")
    try select("info.trip", in: session)
    #expect(session.shows(#"{"city":"Leeds"}"#))
    session.keys("Enter Enter")
    #expect(session.shows("local: info.trip.city = Leeds"))
    #expect(session.state.rows.count == 1)
    #expect(session.requests.count == 1)
  }

  @Test func leavingSendsNothing() throws {
    for key in ["i", "q", "Esc"] {
      let session = try Session.opened(FilterSample.make())
      let before = session.screen
      session.keys("i j Enter j \(key)")
      #expect(session.screen == before)
      #expect(session.requests.count == 1)
    }
  }

  @Test func theCursorStaysOnItsKeyAndValueWhenAPageArrives() throws {
    let service = ScriptedService(counts: [.factual: 100]) { _, index in
      // The first page has only `Travel`, the second only `Payment`.
      #"{"id":"f\#(index)","memory_value":"x","info":{"scene":"\#(index < 40 ? "Travel" : "Payment")"}}"#
    }
    let session = try Session.opened(service)
    session.keys("G i Enter")
    #expect(session.lines.contains { $0.contains("▌ Travel") && $0.contains(" 40 ") })
    try session.answer()
    #expect(session.lines.contains { $0.contains("Payment") && $0.contains(" 60 ") })
    #expect(session.lines.contains { $0.contains("▌ Travel") && $0.contains(" 40 ") })
    session.keys("Enter")
    #expect(session.sent == #"{"and":[{"scene":"Travel"}]}"#)
  }

  @Test func theCursorKeepsItsPlaceWhereItsValueIsGone() throws {
    func service(_ tiers: [String]) -> ScriptedService {
      ScriptedService(counts: [.factual: 4]) { _, index in
        #"{"id":"f\#(index)","memory_value":"x","info":{"tier":"\#(tiers[index])"}}"#
      }
    }
    let session = try Session.opened(service(["a", "a", "b", "c"]))
    session.keys("w i Enter j j")
    #expect(session.lines.contains { $0.contains("▌ c") }, "\(session.screen)")
    session.service = service(["a", "a", "b", "a"])
    session.passWatchTime()
    try session.answer()
    #expect(session.lines.contains { $0.contains("▌ b") }, "\(session.screen)")
  }

  @Test func aValueOfOneMemoryIsNotAllDifferent() throws {
    let service = ScriptedService(counts: [.factual: 1]) { _, _ in
      #"{"id":"f","memory_value":"x","info":{"tier":"gold"}}"#
    }
    let session = try Session.opened(service)
    session.keys("i")
    #expect(session.shows("text") && !session.shows("all different"), "\(session.screen)")
  }

  @Test func theTitleSaysWhatPartIsCovered() throws {
    let session = try Session.opened(FilterSample.make(facts: 60, preferences: 3))
    session.keys("i")
    #expect(session.lines[2] == " Values in 53 loaded memories, the service has more (G G loads all)")
    session.keys("G G")
    try session.answerAll()
    #expect(session.lines[2] == " Values in all 63 loaded memories")
  }

  @Test func aClickSelectsAndASecondOneAccepts() throws {
    let session = try Session.opened(FilterSample.make(), width: 120)
    session.keys("i")
    let row = try #require(session.lines.firstIndex { $0.contains("info.vip") })
    session.press(.mouse(MouseReport(.press, x: 4, y: row)))
    #expect(try values(session).keys[values(session).key].name == "info.vip")
    session.press(.mouse(MouseReport(.press, x: 80, y: 4)))
    #expect(try values(session).isInValues)
    // On its key again: that leaves the values.
    session.press(.mouse(MouseReport(.press, x: 4, y: row)))
    #expect(try !values(session).isInValues)
    #expect(session.requests.count == 1)
    session.press(.mouse(MouseReport(.press, x: 80, y: 4)))
    session.press(.mouse(MouseReport(.press, x: 80, y: 4)))
    #expect(session.sent == #"{"and":[{"info.vip":true}]}"#)
  }
}
