import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import BrowserCore
@testable import TUI

/// `:` finds commands and runs them in the place where it was opened.
@MainActor @Suite struct PaletteTests {
  private func found(_ text: String, in place: Place = .list) -> [PaletteEntry] {
    PaletteSearch(keymap: .standard, place: place, glyphs: .unicode).matches(text).map(\.entry)
  }

  @Test(
    arguments: [
      ("page_down", .pageDown), ("page down", .pageDown), ("Refresh", .refresh), ("notic", .showNotices),
      ("user", .changeUser), ("pane 3", .showPane(3)), ("3", .showPane(3)), ("prev", .moveUp),
      ("prev pane", .previousPane),
      ("cycle", .cyclePreview), ("preview", .cyclePreview), ("narrow", .narrow), ("susp", .suspend),
      ("rfsh", .refresh), ("relative", .toggleTimes), ("diff", .compareUsers), ("compare", .compareUsers),
    ] as [(String, BrowserCommand)])
  func theBestMatchComesFirst(text: String, command: BrowserCommand) {
    #expect(found(text).first == .command(command))
  }

  @Test func anEmptyPaletteListsEveryCommandOnceInTableOrder() {
    for place in [Place.list, .memory, .raw] {
      let commands = Keymap.standard.commands(in: place).filter { $0 != .showPalette }
      #expect(found("", in: place) == commands.map { .command($0) })
    }
    #expect(found("xyzzy") == [])
  }

  private func remembering() throws -> Session {
    let session = try Session.opened(SampleService.make(), width: 120)
    var remembered = Remembered()
    for change: RememberedChange in [
      .savedFilter(NamedFilter(name: "goldpay", filter: .text("scene=Payment info.tier=gold"))),
      .opened(.user("memos_user_456")), .opened(.user("memos_user_123")),
    ] {
      remembered.apply(change)
    }
    session.send(.remembered(remembered))
    return session
  }

  @Test func aSavedFilterIsAppliedByItsName() throws {
    let session = try remembering()
    session.keys(": goldp")
    #expect(session.lines[3].hasPrefix("▌saved filter goldpay: scene=Payment info.tier=gold"))
    session.keys("Enter")
    #expect(session.sent == #"{"and":[{"scene":"Payment"},{"info.tier":"gold"}]}"#)
  }

  @Test func aRecentUserIsSwitchedTo() throws {
    let session = try remembering()
    session.keys(": 456")
    #expect(session.lines[3].hasPrefix("▌switch to user memos_user_456"))
    session.keys("Ctrl-U")
    session.type("user_123")
    #expect(!session.shows("switch to user memos_user_123"), "it is the user on the screen")
    session.keys("Ctrl-U 456 Enter")
    #expect(session.requests.last?.subject == .user("memos_user_456"))
  }

  @Test func anIDThatIsLoadedOpensWithoutACall() throws {
    let session = try Session.opened(SampleService.make(), width: 120)
    session.keys(": id Space t-3")
    #expect(session.lines[3].hasPrefix("▌open the memory with the id t-3"))
    session.keys("Enter")
    #expect(session.state.reading?.memory.id == "t-3")
    #expect(session.state.place == .memory)
    #expect(session.pendingRecord == nil && session.requests.count == 1)
    #expect(session.lastLine.contains("opened by its id"))
    #expect(!session.shows("previous") && !session.shows(" of 12"), "\(session.screen)")
    session.keys("]")
    #expect(session.lastLine.contains("This memory was opened by its id"))
    #expect(session.state.reading?.memory.id == "t-3")
    session.keys("Esc")
    #expect(session.state.place == .list)
    #expect(session.state.pane.cursor == 0 && session.state.category == .factual)
  }

  @Test func anotherIDIsLoadedByOneCall() throws {
    let session = try Session.opened(SampleService.make(), width: 120)
    session.keys(": id Space far-9 Enter")
    #expect(session.pendingRecord?.request == "far-9")
    session.send(.ticked)
    #expect(session.lastLine.contains("loading the memory · Esc stops"))
    try session.answerRecord(
      #"{"id":"far-9","memory_value":"from afar","info":{"scene":"Travel"},"sources":[{"role":"user","content":"I said so"}]}"#
    )
    #expect(session.state.reading?.memory.text == "from afar")
    session.keys("c")
    #expect(session.shows("I said so"))
    session.keys("Esc")
    try session.moveToField("info.scene")
    session.keys("+")
    #expect(session.cells == ["scene equal Travel"])
  }

  @Test func anUnknownIDIsReportedAndEscapeCancelsTheCall() throws {
    let session = try Session.opened(SampleService.make(), width: 120)
    session.keys(": id Space nowhere Enter")
    let number = try #require(session.pendingRecord?.number)
    session.send(
      .recordFailed(ServiceError(.noMemory), number: number))
    #expect(session.lastLine.contains(#"The service has no memory with the id "nowhere"."#))
    session.keys(": id Space nowhere Enter Esc")
    #expect(session.pendingRecord == nil)
    #expect(session.state.place == .list)
    #expect(session.state.lookup == nil)
  }

  @Test func enterRunsTheFirstCommandInThePlaceBelow() throws {
    let session = try Session.opened(SampleService.make())
    session.keys(":")
    session.type("last")
    session.keys("Enter")
    #expect(session.state.place == .list)
    #expect(session.lastLine.contains("row 50 of"))
    session.keys("Enter :")
    session.type("raw")
    session.keys("Enter")
    #expect(session.state.place == .raw)
    session.keys(":")
    session.type("back to")
    session.keys("Enter")
    #expect(session.state.place == .memory)
    session.keys(":")
    session.type("help")
    session.keys("Enter")
    #expect(session.screen.contains("Keys of the open memory"))
  }

  @Test func arrowsSelectAndTypingSelectsTheFirstAgain() throws {
    let session = try Session.opened(SampleService.make())
    session.keys(":")
    session.type("pane")
    session.keys("Down Down Down Up")
    #expect(session.lines.first { $0.hasPrefix("▌") }?.hasPrefix("▌show pane 1 ") == true)
    session.keys("Up Up Up")
    #expect(session.lines[3].hasPrefix("▌next pane"))
    session.keys("PgDn", times: 9)
    #expect(session.state.place == .palette)
    session.keys("Backspace")
    #expect(session.lines[3].hasPrefix("▌"))
    session.keys("Enter")
    #expect(session.state.place != .palette)
  }

  @Test func everyPrintableKeyIsTypedAndEscapeCloses() throws {
    let session = try Session.opened(SampleService.make())
    let before = session.screen
    session.keys(":")
    session.type("q -1:?")
    session.press(.paste("j\nk\n"))
    #expect(session.lastLine == " :q -1:?j k")
    #expect(session.screen.contains("No matching command."))
    session.keys("Enter Down")
    #expect(session.state.place == .palette)
    #expect(session.frame.caret == Frame.Caret(x: 11, y: 23))
    session.keys("Esc")
    #expect(session.screen == before)
    session.keys(": Ctrl-C")
    #expect(session.exit == .interrupted)
  }

  @Test func itShowsTheBoundKeys() throws {
    let session = try Session.opened(SampleService.make())
    session.keymap = try Keymap.standard.rebound([
      .init(place: .list, command: .refresh, keys: [.function(5), .control("r")]),
      .init(place: .list, command: .suspend, keys: []),
    ])
    session.keys(":")
    session.type("refresh")
    #expect(session.lines[3].hasSuffix(" F5 Ctrl-R"))
    session.keys("Ctrl-U")
    session.type("suspend")
    #expect(session.lines[3].hasPrefix("▌suspend") && session.lines[3].hasSuffix("suspend"))
  }

  @Test func aFilterFaultIsShownInFull() throws {
    let session = try Session.opened(SampleService.make())
    session.keys(":")
    session.type("scene=Payment or tags:a b=c")
    #expect(session.lines[3] == #"▌"or" cannot be mixed with conditions joined by spaces. (at character 25)"#)
    session.keys("Backspace Backspace Backspace")
    #expect(session.lines[3] == "▌filter by scene = Payment  OR  tags ∋ a")
  }
}
