import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import TUI
import Testing

/// `r` and `w` mark what is new, changed or gone, and a changed memory shows what it was.
@MainActor @Suite struct ChangeTests {
  private func opened(_ width: Int = 80, _ height: Int = 24, step: Int = 0) throws -> Session {
    try Session.opened(ChangeSample.make(step: step), width: width, height: height)
  }

  // MARK: Marks of r

  @Test func rMarksWhatIsNewChangedAndGone() throws {
    let session = try opened()
    try session.reload(step: 1)
    #expect(session.signs == ["+flight", "allergy", "meeting", "trip", "budget", "shoes"])
    #expect(session.lines[3].hasPrefix(" +"))
    #expect(session.lastLine.contains("Reloaded: 6 rows, 1 new."))
    try session.reload(step: 2)
    #expect(session.signs == ["≠allergy", "flight", "meeting", "trip", "budget", "shoes"])
    #expect(session.lastLine.contains("Reloaded: 6 rows, 1 changed. The selected memory changed."))
    try session.reload(step: 4)
    #expect(session.signs == ["≠budget", "allergy", "flight", "meeting", "–trip", "shoes"])
    #expect(session.lastLine.contains("Reloaded: 5 rows, 1 changed, 1 gone or no longer matching."))
    #expect(session.state.loading.calls == 4)
  }

  @Test func aRowThatIsGoneIsNotCounted() throws {
    let session = try opened(step: 3)
    try session.reload(step: 4)
    #expect(session.signs == ["budget", "allergy", "flight", "meeting", "–trip", "shoes"])
    session.keys("g j j j")
    #expect(session.lastLine.contains("row 4 of 5 "))
    session.keys("j")
    #expect(session.lastLine.contains("gone, 5 rows "))
    session.keys("j")
    #expect(session.lastLine.contains("row 5 of 5 "))
    session.keys("Enter")
    #expect(session.shows("fact 5 of 5"))
    session.keys("q / y o g a Enter")
    #expect(session.lastLine.contains("1 of 1 in 5 loaded"))
  }

  @Test func changesInAnotherPaneAreNamedWithIt() throws {
    let session = try opened()
    session.keys("2")
    try session.reload(step: 1)
    #expect(session.lastLine.contains("Reloaded: 2 rows, 1 change in Facts."))
  }

  @Test func aPaneThatWasNeverShownOpensWithItsNewRowOnTop() throws {
    let session = try opened()
    session.keys("2 w")
    let facts = ChangeSample.make(step: 1)
    session.service = facts
    session.passWatchTime()
    try session.answer()
    #expect(session.lastLine.contains("1 change in Facts."))
    session.keys("1")
    #expect(session.shows("Flight to Lisbon"))
  }

  @Test func anotherRDropsTheRowsThatWereGone() throws {
    let session = try opened(step: 3)
    try session.reload(step: 4)
    #expect(session.signs.contains("–trip"))
    try session.reload(step: 4)
    #expect(session.signs == ["budget", "allergy", "flight", "meeting", "shoes"])
    #expect(!session.state.hasMarks)
    #expect(session.lastLine.contains("Reloaded: 5 rows. "))
  }

  @Test func theCursorStaysOnAMemoryThatIsGone() throws {
    let session = try opened(step: 3)
    session.keys("Down Down Down Down")
    #expect(session.state.selectedMemory?.id == "trip")
    try session.reload(step: 4)
    #expect(session.state.selectedMemory?.id == "trip")
    #expect(session.shows("gone, or no longer matches"))
    session.keys("Enter")
    #expect(session.shows("this is the last record read"))
    try session.reload(step: 4)
    #expect(session.shows("gone, or no longer matches"), "nothing else is known about it")
  }

  /// Of 50 rows on page 1 one is gone, so the first of page 2 moves up: it was not loaded, and is not new.
  @Test(arguments: ["r", "w"]) func aRowThatMovesUpFromPageTwoIsNotNew(key: String) throws {
    let session = try Session.opened(ChangeSample.make(step: 3, more: 60))
    #expect(session.state.rows.count == 50)
    if key == "r" {
      try session.reload(step: 4, more: 60)
    } else {
      session.keys("w")
      try session.watch(step: 4, more: 60)
    }
    #expect(session.signs[3...5] == ["meeting", "–trip", "shoes"])
    #expect(session.signs.last == "more 44")
    #expect(session.state.watch.marks.isEmpty)
    session.keys("G")
    try session.answer()
    #expect(Set(session.ids(.factual)).count == session.ids(.factual).count)
  }

  @Test func aRowThatIsGoneAndComesOnALaterPageIsAnOrdinaryRow() throws {
    let session = try Session.opened(ChangeSample.make(step: 3, more: 60))
    try session.reload(step: 4, more: 60)
    // Page 2 has it after all.
    session.service = ScriptedService(counts: [.factual: 100]) { _, index in
      index == 70 ? #"{"id":"trip","memory_value":"back"}"# : #"{"id":"later \#(index)","memory_value":"x"}"#
    }
    session.keys("G")
    try session.answer()
    #expect(!session.signs.contains("–trip"))
    #expect(session.signs.count { $0.hasSuffix("trip") } == 1)
  }

  @Test func anEmptiedUserHasOnlyRowsThatAreGone() throws {
    let session = try opened()
    session.service = ScriptedService(counts: [:])
    session.keys("r")
    try session.answer()
    #expect(session.signs == ["–allergy", "–meeting", "–trip", "–budget", "–shoes"])
    session.keys("r")
    try session.answer()
    #expect(session.signs.isEmpty && session.shows("No memories"))
  }

  @Test func everythingIsNewForAUserWithoutMemories() throws {
    let session = try Session.opened(ScriptedService(counts: [:]))
    session.service = ChangeSample.make()
    session.keys("r")
    try session.answer()
    #expect(session.signs.allSatisfy { $0.hasPrefix("+") } && session.signs.count == 5)
  }

  @Test func aFirstPageThatFailedMarksNothing() throws {
    let session = Session(ChangeSample.make())
    session.send(.started)
    session.fail()
    session.keys("r")
    try session.answer()
    #expect(session.state.rows.count == 5 && !session.state.hasMarks)
  }

  @Test(arguments: ["f scene Tab Tab Payment Enter", "u u2 Enter"]) func aNewQuestionClearsAllMarks(
    keys: String
  ) throws {
    let session = try opened()
    try session.reload(step: 4)
    session.keys(keys)
    try session.answer()
    #expect(!session.state.hasMarks)
    #expect(session.state.earlierRecord(of: try #require(session.state.rows.memory(at: 1))) == nil)
  }

  // MARK: What is a change

  /// The first record is loaded, the second one arrives with `r`.
  private func marks(_ was: String, _ now: String) throws -> Session {
    let session = try Session.opened(
      ScriptedService(counts: [.factual: 1]) { _, _ in was }, width: 120, height: 36)
    session.service.record = { _, _ in now }
    session.keys("r")
    try session.answer()
    return session
  }

  @Test(arguments: [
    #"{"id":"f","memory_value":"tea","tags":["a"],"update_time":1795422600000}"#,
    #"{"tags":["a"],"id":"f","memory_value":"tea","update_time":1764577800000}"#,
    #"{"id":"f","memory_value":"tea","tags":["a"],"update_time":1764577800000,"status":null,"relativity":0.7}"#,
  ])
  func otherTimesOrdersAndNullsAreNoChange(now: String) throws {
    let session = try marks(
      #"{"id":"f","memory_value":"tea","tags":["a"],"update_time":1764577800000,"relativity":0.3}"#, now)
    #expect(!session.state.hasMarks && !session.shows("≠"))
    #expect(session.state.selectedMemory.map { String(decoding: $0.source.bytes, as: UTF8.self) } == now)
    session.keys("Enter")
    #expect(!session.shows("changed: this is the new record"))
  }

  @Test func aFieldThatIsNewOrMissingWasOrIsNone() throws {
    let session = try marks(
      #"{"id":"f","memory_value":"tea","info":{"tier":"gold","n":3}}"#,
      #"{"id":"f","memory_value":"tea","info":{"n":"3"},"status":""}"#)
    #expect(session.signs == ["≠f"])
    #expect(session.shows(#"status none → ""   info.tier gold → none   info.n 3 → "3""#), "in the preview")
    session.keys("Enter")
    #expect(session.shows("gold → none"))
    #expect(session.shows(#"3 → "3""#))
    #expect(session.shows(#"none → """#))
  }

  // MARK: What was

  @Test(arguments: [(40, 10), (80, 24), (120, 36), (200, 50)])
  func thePreviewShowsWhatWasAndIs(width: Int, height: Int) throws {
    let session = try opened(width, height)
    session.keys("Down")
    try session.reload(step: 2)
    session.keys("g")
    try expectScreen(session.screen, "changed-\(width)x\(height)")
  }

  @Test(arguments: [(40, 10), (80, 24), (120, 36)])
  func theOpenMemoryShowsWhatWasAndIs(width: Int, height: Int) throws {
    let session = try opened(width, height)
    session.keys("Enter")
    try session.reload(step: 2)
    #expect(session.lastLine.contains("This memory changed. The new record is shown.".prefix(30)))
    session.keys("Down")
    try expectScreen(session.screen, "changed-memory-\(width)x\(height)")
  }

  @Test func theDifferingWordsAreMarked() throws {
    for theme in [Theme.dark, .light, .mono] {
      let session = try opened(120, 36)
      session.theme = theme
      session.keys("Enter")
      try session.reload(step: 2)
      let marked = theme[.changed]
      func isMarked(_ text: String) -> Bool {
        let styles = session.styles(of: text)
        return !styles.isEmpty
          && styles.allSatisfy {
            $0.attributes.isSuperset(of: marked.attributes) && $0.attributes.contains(.underline)
          }
      }
      #expect(isMarked("and carries medicine when travelling"))
      #expect(isMarked("the allergy specialist confirmed it"))
      #expect(!isMarked("The user is allergic to"))
      let confidence = session.styles(of: "0.78 → 0.97").map { $0.attributes.contains(.underline) }
      #expect(confidence.prefix(4).allSatisfy { $0 } && confidence.suffix(4).allSatisfy { $0 })
      #expect(confidence.dropFirst(4).first == false)
      #expect(isMarked("emergency"))
    }
  }

  @Test func charactersOfChineseAreMarked() throws {
    let session = try opened(step: 2)
    try session.reload(step: 3)
    session.keys("g")
    #expect(session.shows("用户十月的预算是¥1,955（不含房租）。 → 用户九月的预算是¥2,400（不含房租）。"))
    func marked(_ text: String) -> String {
      let styles = session.styles(of: text)
      return zip(text, styles).map { $1.attributes.contains(.underline) ? String($0) : "_" }.joined()
    }
    #expect(marked("用户十月的预算是¥1,955（") == "__十______1,955_")
    #expect(marked("→ 用户九月的预算是¥2,400（") == "____九______2,400_")
  }

  /// It shows what it was before its first mark, not what it was at the change before.
  @Test func aMemoryThatChangesTwiceShowsWhatItWasFirst() throws {
    let session = try opened(120, 36)
    session.keys("w Enter")
    try session.watch(step: 2)
    try session.watch(step: 5)
    #expect(session.shows("was  The user is allergic to penicillin and carries medicine when travelling."))
    #expect(session.shows("→    The user is allergic to penicillin and to nuts."))
    #expect(!session.shows("skin test"))
    // `r` compares with what was loaded last.
    try session.reload(step: 5)
    #expect(!session.shows("was  ") && !session.shows("changed:"))
  }

  @Test func aMemoryThatIsAsItWasHasNotChanged() throws {
    let session = try opened()
    session.keys("w")
    try session.watch(step: 2)
    #expect(session.signs.contains("≠allergy"))
    session.service = ScriptedService(counts: [.factual: 1]) { _, _ in
      ChangeSample.make().record(.factual, 0).replacing("1795410000000", with: "1795420000000")
    }
    session.passWatchTime()
    try session.answer()
    #expect(session.signs.contains("allergy"))
  }

  @Test func aNewMemoryThatChangesIsStillNewAndShowsWhatItWas() throws {
    let session = try Session.opened(ScriptedService(counts: [.factual: 0]))
    session.keys("w")
    session.service = ScriptedService(counts: [.factual: 1]) { _, _ in
      #"{"id":"f","memory_value":"green tea"}"#
    }
    session.passWatchTime()
    try session.answer()
    session.service.record = { _, _ in #"{"id":"f","memory_value":"black tea"}"# }
    session.passWatchTime()
    try session.answer()
    #expect(session.signs == ["+f"])
    #expect(session.shows("green tea → black tea"))
  }

  @Test func aLaterPageBringsANewerRecord() throws {
    // Ten new rows push ten rows from page 1 to page 2; one of them changed meanwhile.
    func service(_ drink: String) -> ScriptedService {
      ScriptedService(counts: [.factual: 60]) { _, index in
        #"{"id":"f\#(index)","memory_value":"drinks \#(index == 45 ? drink : "tea")"}"#
      }
    }
    let session = try Session.opened(service("tea"))
    session.service = service("coffee")
    session.service.shift = 10
    session.service.answered = 1
    session.keys("G")
    session.keys("Up", times: 4)
    try session.answer()
    #expect(session.signs.filter { $0.hasPrefix("≠") } == ["≠f45"])
    #expect(session.state.selectedMemory?.id == "f45")
    #expect(session.shows("≠ changed"))
    #expect(session.shows("drinks tea → drinks coffee"))
  }

  @Test(arguments: [(80, 24), (120, 36)]) func aLongTextShowsTheNeighbourhoodOfTheChange(
    width: Int, height: Int
  ) throws {
    func text(_ city: String) -> String {
      let words = (0..<600).map { "word\($0)" }
      return (words[..<400] + ["lives in \(city) now"] + words[400...]).joined(separator: " ")
    }
    func service(_ city: String) -> ScriptedService {
      ScriptedService(counts: [.factual: 1]) { _, _ in #"{"id":"f","memory_value":"\#(text(city))"}"# }
    }
    let session = try Session.opened(service("Leeds"), width: width, height: height)
    session.service = service("York")
    session.keys("r")
    try session.answer()
    #expect(session.lines.contains { $0.hasPrefix(" was  …") } && session.shows("Leeds"))
    #expect(session.lines.contains { $0.hasPrefix(" →    …") } && session.shows("York"))
    session.keys("Ctrl-E", times: 4)
    #expect(session.lines.contains { $0.hasPrefix(" word0 word1") }, "all of it follows")
    session.keys("Enter")
    #expect(session.shows("lives in Leeds now") && session.shows("lives in York now"))
    #expect(session.shows(" word0 word1"))
    session.keys("/ lives Enter n n")
    #expect(session.lastLine.contains("3 of 3"), "what it was is found too")
    #expect(session.styles(of: "word399 lives in York").last?.attributes.contains(.underline) == true)
  }

  @Test func theOpenMemoryScrollsToItsEnd() throws {
    let session = try opened(40, 10)
    session.keys("Enter")
    try session.reload(step: 2)
    session.keys("G")
    let position = try #require(session.lines.first { $0.contains(" of ") && $0.contains("–") })
    let numbers = position.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
    #expect(numbers.suffix(2).first == numbers.last, "\(position): the last line is on the screen")
    session.keys("g")
    #expect(session.shows("was "))
  }

  @Test func keysOfAnOpenMemoryWorkOnTheNewRecord() throws {
    let session = try opened()
    session.keys("Enter")
    try session.reload(step: 2)
    session.keys("p y y")
    #expect(session.handedOver.last?.hasPrefix("The user is allergic to penicillin; the allergy") == true)
    #expect(session.copied.last?.content == .text(try #require(session.state.reading?.memory.text)))
    session.keys("J")
    #expect(!session.shows("carries medicine"))
  }
}
