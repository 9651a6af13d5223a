import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import BrowserCore
@testable import TUI

/// With other keys for every command, nothing on the screen names a standard one; without keys nothing names any.
@MainActor @Suite struct ReboundSentencesTests {
  /// F22, F23, … for the commands of each place.
  private func reboundKeymap() throws -> Keymap {
    try Keymap.standard.rebound(
      Place.allCases.flatMap { place in
        Keymap.standard.commands(in: place).enumerated().map { index, command in
          Keymap.Rebinding(place: place, command: command, keys: [.function(index + 22)])
        }
      })
  }

  private func keylessKeymap() throws -> Keymap {
    try Keymap.standard.rebound(
      Place.allCases.flatMap { place in
        Keymap.standard.commands(in: place).map { Keymap.Rebinding(place: place, command: $0, keys: []) }
      })
  }

  /// Signs are left out that stand for something else on a screen: `!` for a failed page, `/` for the search.
  private static let standardNames = Set(Keymap.standard.bindings.flatMap(\.keys).map(\.name))
    .filter { $0.count > 1 || $0.allSatisfy(\.isLetter) }.subtracting(["Ctrl-C"])

  private func expectNoStandardKey(
    in text: String, and names: Set<String> = [], at location: SourceLocation = #_sourceLocation
  ) {
    let marks: Set<Character> = [".", ",", ":", ";", "(", ")"]
    // `30 s` is a time.
    let tokens = text.replacing(/[0-9] s\b/, with: "").split(whereSeparator: \.isWhitespace)
      .map { $0.filter { !marks.contains($0) } }
    let found = tokens.filter { Self.standardNames.union(names).contains($0) }
    #expect(found.isEmpty, "\(text)", sourceLocation: location)
  }

  private func session(_ counts: [MemoryCategory: Int] = [.factual: 150, .preference: 3]) throws -> Session {
    let service = ScriptedService(counts: counts) { category, index in
      """
      {"id":"\(category)-\(index)","memory_value":"text \(index)","create_time":1764577800000,
       "tags":["finance"],"info":{"scene":"Payment"}}
      """
    }
    let session = Session(service, width: 120, height: 30)
    session.keymap = try reboundKeymap()
    session.send(.started)
    try session.answer()
    return session
  }

  private func run(
    _ session: Session, _ commands: BrowserCommand..., at location: SourceLocation = #_sourceLocation
  ) {
    for command in commands {
      session.send(.command(command))
      expectNoStandardKey(in: session.screen, at: location)
    }
    session.send(.ticked)
    expectNoStandardKey(in: session.screen, at: location)
  }

  @Test func popupsAndPrompts() throws {
    let session = try session()
    for command in [
      BrowserCommand.showHelp, .showNotices, .showPalette, .startCopy, .openExport, .showValues,
      .showOverview,
      .addField, .changeUser, .search, .openFilter, .open,
    ] {
      run(session, command, .back)
    }
    run(
      session, .changeUser, .flip, .accept, .back, .openExport, .nextCell, .nextCell, .nextCell, .clearText,
      .accept)
  }

  @Test func withoutUserOrRows() throws {
    let session = Session(ScriptedService(counts: [:]), subject: nil)
    session.keymap = try reboundKeymap()
    session.send(.started)
    run(session, .back)
    #expect(session.shows("No user selected. Press F"))
    let empty = try self.session([:])
    run(empty, .open, .addField, .startCopy, .copy(.text))
  }

  @Test func failuresAndRetries() throws {
    let first = Session(ScriptedService(counts: [.factual: 3]))
    first.keymap = try reboundKeymap()
    first.send(.started)
    first.fail()
    expectNoStandardKey(in: first.screen)
    #expect(first.shows("try again"))

    let session = try session()
    run(session, .goLast)
    let number = try #require(session.pending?.number)
    session.send(
      .reported(
        .retrying(ServiceError(.status(503, message: nil)), seconds: 1, attempt: 1, of: 3), number: number))
    run(session, .moveUp)
    session.fail()
    run(
      session, .moveUp, .showNotices, .back, .openFilter, .insert("scene"), .nextCell, .nextCell,
      .insert("z"), .accept)
    session.fail()
    run(session, .moveUp, .showNotices)
    #expect(session.shows("Could not load page"))
  }

  @Test func questionsAndSearches() throws {
    let session = try session([.factual: 1287])
    run(session, .goLast, .goLast)
    try session.answerAll()
    #expect(session.lastLine.contains("Continue?"))
    run(session, .back, .search, .insert("nowhere"), .searchFurther)
    try session.answerAll()
    run(session, .back, .nextMatch, .sortByNextColumn, .serverOrder, .reverseOrder, .watch, .watch)
  }

  @Test func memoriesAndSources() throws {
    let session = try session()
    run(session, .open, .showRaw, .showHelp, .back, .back, .showSources)
    let number = try #require(session.pendingRecord?.number)
    session.send(.recordFailed(ServiceError(.status(503, message: nil)), number: number))
    run(session, .moveDown)
    #expect(session.shows("to retry"))
  }

  @Test func formsAndTheirFaults() throws {
    let session = try session()
    run(session, .openFilter, .showFields, .back, .loadFilter, .back, .insert("{"), .accept, .clearText)
    run(
      session, .insert("create_time"), .nextCell, .insert("b"), .flipJunction, .nextCell, .insert("7d..today")
    )
    run(session, .accept, .flipJunction, .saveFilter, .insert("name"), .accept, .loadFilter, .back)
    run(session, .accept, .openFilter, .addRow, .insert("scene"), .back, .openFilter)
    let raw = Session(
      ScriptedService(counts: [.factual: 3]), width: 120,
      filter: try MemoryFilter(
        json: #"{"and":[{"scene":{"like":"x"}}]}"#, for: FilterTarget(today: CivilDate(daysSince1970: 0))))
    raw.keymap = try reboundKeymap()
    raw.send(.started)
    try raw.answer()
    run(raw, .openFilter, .addRow)
    #expect(raw.shows("starts over"))
  }

  nonisolated private static let facts: [Notice.Fact] = [
    .declinedMore(.factual), .declinedFurtherSearch(.factual), .nothingSearched, .noMatch, .nothingSorted,
    .matchesElsewhere([RowCount(category: .tool, pane: 3, count: 2)]),
    .watchStarted(seconds: 30), .watchStopped,
    .watchStoppedUnattended(minutes: 15),
    .watchMissed, .watchFailed(ServiceError(.noMemory), seconds: 60), .filterSaved("name"),
    .filterNotSaved("name", .switchedOff), .filterDeleted("name"), .filterNotDeleted("name", .noFolder),
    .editedFilterFault(.notAnObject, line: nil), .editedFilterFault(.notAnObject, line: 3), .filterIsRaw,
    .formIsRaw,
    .fieldNotFilterable("confidence"), .fieldNotFilterable("status", isInfoKey: true), .commandMeansNothing,
    .nothingToSave, .nameMissing, .noRoomForPreview, .previewOff, .nothingToExport,
    .filterSaved("name", replaced: true), .valueNotText("scene"), .nothingFilterable, .noFilterToClear,
    .copied(.text, .tooLong(bytes: 100_000)), .copied(.id, .sentToTerminal(bytes: 36)), .exportUnderWay,
    .nothingToCopy, .keysDropped(3), .filterFault(.otherGrammar(.json)), .filterFault(.betweenNeedsAll),
    .filterFault(.missingField), .filterFault(.missingValue), .filterFault(.fieldNotFilterable("status")),
    .loadingCancelled, .openMemoryGone, .refreshed(rows: 50), .keptFilterUnreadable,
    .textTooLong(bytes: 9999),
    .childFailed(command: "vi", .exited(127)),
    .pageFailed(ServiceError(.refused(host: "localhost")), page: 2),
    .fieldUnseen("sc", offered: ["scene", "score"]), .fieldUnseen("sc", offered: []),
    .noSuchOperator("x", FilterField("scene")), .noSuchOperator("", FilterField("scene")),
    .keyMeansNothing("F9"), .declinedEverything, .valueNotFilterable("info.notes"), .onlyToolsSorted,
    .outsidePanes, .furtherOnlyInList, .noPane(7), .searchEnded(searchEnd),
  ]

  nonisolated private static let searchEnd = SearchEnd(
    rule: .text(SearchPattern("latex")!), matches: 2,
    rows: [RowCount(category: .factual, pane: 1, count: 150)],
    unread: 3)

  @Test(arguments: facts)
  func notices(fact: Notice.Fact) throws {
    for place in Place.allCases {
      let notice = Notice(fact: fact, time: Session.now)
      let rebound = KeyNames(keymap: try reboundKeymap(), place: place)
      expectNoStandardKey(in: notice.sentence(rebound), and: ["/", "+", "?", "↓"])
      let sentence = notice.sentence(KeyNames(keymap: try keylessKeymap(), place: place))
      expectNoStandardKey(in: sentence, and: ["/", "+", "?", "↓"])
      #expect(sentence == notice.sentence(.none))
      #expect(!sentence.contains("  ") && sentence.last.map { ".)".contains($0) } == true, "\(sentence)")
    }
  }

  /// Each part of the advice is there if its key is.
  @Test(
    arguments: [
      ([], ["score"], " Tab again keeps it; ↓ chooses score."), ([], [], " Tab again keeps it."),
      ([.moveDown], ["score"], " Tab again keeps it."), ([.nextCell], ["score"], " ↓ chooses score."),
      ([.nextCell], [], ""), ([.nextCell, .moveDown], ["score"], ""),
    ] as [([BrowserCommand], [String], String)])
  func anUnseenFieldWithSomeKeys(unbound: [BrowserCommand], offered: [String], advice: String) throws {
    let keymap = try Keymap.standard.rebound(
      unbound.map { Keymap.Rebinding(place: .form, command: $0, keys: []) })
    let notice = Notice(fact: .fieldUnseen("sc", offered: offered), time: Session.now)
    #expect(
      notice.sentence(KeyNames(keymap: keymap, place: .form)) == #"No loaded memory has a field "sc"."#
        + advice)
  }

  @Test func withoutKeysNothingOnTheScreenNamesOne() throws {
    let session = try session()
    session.keymap = try keylessKeymap()
    run(
      session, .startCopy, .back, .openExport, .back, .search, .back, .changeUser, .back, .openFilter, .back)
    expectNoStandardKey(in: session.screen, and: ["F2", "F3"])
  }
}
