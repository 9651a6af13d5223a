import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import TUI
import Testing

/// `u`: whose memories are shown.
@MainActor @Suite struct SubjectTests {
  /// Remembers a user, an agent and the open user.
  private func opened() throws -> Session {
    let session = try Session.opened(SampleService.make())
    var remembered = Remembered()
    for subject: Subject in [.user("memos_user_456"), .agent("planner"), .user("memos_user_123")] {
      remembered.apply(.opened(subject))
    }
    session.send(.remembered(remembered))
    return session
  }

  @Test func recentSubjectsAreOfferedAndNoneIsSelected() throws {
    let session = try opened()
    session.keys("u")
    #expect(session.lines[21] == " planner         agent")
    #expect(session.lines[22] == " memos_user_456  user")
    #expect(session.lines[20].hasPrefix("────"))
    session.keys("Enter")
    #expect(session.lastLine.contains("type the id of a user"))
  }

  @Test func arrowsSelectAndEnterOpens() throws {
    let session = try opened()
    session.keys("u Down")
    #expect(session.lines[21].hasPrefix("▌planner"))
    session.keys("Enter")
    #expect(session.requests.last?.subject == .agent("planner"))
    #expect(session.changes.last == .opened(.agent("planner"), at: Session.now))
    try session.answer()
    #expect(session.lines[0].hasPrefix("memtui  agent planner"))
    // And back to the previous user.
    session.keys("u Down Enter")
    #expect(session.requests.last?.subject == .user("memos_user_123"))
  }

  @Test func typingNarrowsTabCompletesAndEnterUsesTheText() throws {
    let session = try opened()
    session.keys("u")
    session.type("m4")
    #expect(session.lines[22] == " memos_user_456  user")
    #expect(!session.screen.contains("planner"))
    session.keys("Tab")
    #expect(session.lastLine == " User id: m4")
    session.keys("Up Tab")
    #expect(session.lastLine == " User id: memos_user_456")
    session.keys("Backspace Enter")
    #expect(session.requests.last?.subject == .user("memos_user_45"))
  }

  /// A consonant, the caret, and a vowel that would join the consonant.
  @Test func textAfterTheCaretIsDrawnAlsoIfItCouldJoinTheTextBeforeIt() throws {
    let session = try opened()
    session.keys("u")
    session.type("\u{1100}x\u{1161}")
    session.keys("Left Backspace")
    #expect(session.lastLine.unicodeScalars.contains("\u{1161}"))
  }

  @Test func anAgentCanBeTyped() throws {
    let session = try opened()
    session.keys("u")
    #expect(session.lastLine.contains("Ctrl-O for an agent"))
    session.keys("Ctrl-O")
    #expect(session.lastLine.hasPrefix(" Agent id: "))
    session.type("helper-1")
    session.keys("Enter")
    #expect(session.requests.last?.subject == .agent("helper-1"))
  }

  @Test func atStartupRecentSubjectsAppearOnceTheFileIsRead() {
    let session = Session(SampleService.make(), subject: nil)
    session.send(.started)
    session.type("me")
    var remembered = Remembered()
    remembered.apply(.opened(.user("memos_user_456")))
    remembered.apply(.opened(.agent("planner")))
    session.send(.remembered(remembered))
    #expect(session.lines[22] == " memos_user_456  user")
    #expect(!session.screen.contains("planner"))
    #expect(session.lastLine == " User id: me")
  }

  @Test func aSmallWindowShowsTheSubjectsAroundTheSelection() throws {
    let session = try opened()
    var remembered = Remembered()
    for number in 1...20 { remembered.apply(.opened(.user("user-\(number)"))) }
    session.send(.remembered(remembered))
    session.resize(40, 10)
    session.keys("u")
    for _ in 1...12 { session.keys("Down") }
    #expect(session.lines[1].contains("1 Facts"))
    #expect(session.lines.contains { $0.hasPrefix("▌user-") })
    session.keys("Up", times: 12)
    #expect(!session.lines.contains { $0.hasPrefix("▌user-") })
    session.keys("Up")
    #expect(session.lines[8].hasPrefix("▌user-"))
  }

  @Test func recentUsersShowWhenTheyWereOpenedAndHowManyMemoriesTheyHad() throws {
    let session = Session(ScriptedService(counts: [.factual: 60, .preference: 12]), subject: .user("ann"))
    session.send(.started)
    session.send(.remembered(Remembered()))
    try session.answer()
    // The first page was not the last.
    #expect(session.changes.last == .counted(.user("ann"), memories: 62, isAll: false))
    session.clock = Timestamp(milliseconds: Session.now.milliseconds + 2 * 86_400_000)
    session.keys("u bob Enter")
    try session.answer()
    session.keys("u")
    #expect(session.lines[22] == " ann  user  62+ memories  2d")
    session.keys("Esc G")
    session.keys("u Down Enter")
    try session.answer()
    session.keys("G")
    try session.answer()
    #expect(session.changes.last == .counted(.user("ann"), memories: 72, isAll: true))
    session.keys("u bob Enter u")
    #expect(session.lines[22] == " ann  user  72 memories  now")
  }

  /// In a narrow window the ids stay whole, and what is known of the users is cut.
  @Test func recentUsersCanBeToldApartInANarrowWindow() throws {
    let session = try Session.opened(SampleService.make(), width: 40, height: 10)
    var remembered = Remembered()
    for number in 4...5 {
      let user = Subject.user("memos_user_\(number)56")
      remembered.apply(.opened(user, at: Session.now))
      remembered.apply(.counted(user, memories: 1_561, isAll: true))
    }
    session.send(.remembered(remembered))
    session.keys("u")
    #expect(session.lines[7].hasPrefix(" memos_user_556  user  1,561 memo"), "\(session.screen)")
    #expect(session.lines[8].hasPrefix(" memos_user_456  user  1,561 memo"), "\(session.screen)")
  }

  @Test func theUsersOfTheDemoHaveACharacterAndACountBeforeTheyAreOpened() throws {
    let session = Session(SampleService.make()) {
      $0.knownSubjects = [
        KnownSubject(.user("memos_user_456"), character: "a nurse", memories: 52),
        KnownSubject(.user("memos_user_empty"), character: nil, memories: 0),
        KnownSubject(.agent("agent_concierge"), character: "a hotel", memories: 77),
      ]
    }
    session.send(.started)
    try session.answer()
    session.send(.remembered(Remembered()))
    session.keys("u")
    #expect(
      session.lines[20...22] == [
        " memos_user_456    user  a nurse  52 memories", " memos_user_empty  user  0 memories",
        " agent_concierge   agent  a hotel  77 memories",
      ])
    // The whole ids matter more.
    session.resize(40, 10)
    #expect(
      session.lines[6...8] == [
        " memos_user_456    user  52 memories", " memos_user_empty  user  0 memories",
        " agent_concierge   agent  77 memories",
      ])
    session.resize(80, 24)
    session.keys("Down Enter")
    try session.answer()
    session.keys("u")
    #expect(session.screen.contains(" memos_user_empty  user  0 memories"))
    session.keys("bob Enter u")
    #expect(session.lines.contains { $0.contains(" memos_user_456    user  a nurse  ") })
  }

  @Test func aUserWithoutMemoriesMayBeAMistypedIDOrAnAgent() throws {
    let session = try opened()
    session.service = ScriptedService(counts: [:])
    session.keys("u")
    session.type("memos_user_12")
    session.keys("Enter")
    try session.answer()
    #expect(session.shows("No memories for \"memos_user_12\"."), "\(session.screen)")
    #expect(session.shows("A mistyped id looks the same: the service gives the same answer."))
    #expect(
      session.shows("u       another user: memos_user_123, agent planner, memos_user_456"),
      "\(session.screen)")
    #expect(session.shows("Ctrl-O  treat it as an agent id"))
    session.keys("Ctrl-O")
    #expect(session.requests.last?.subject == .agent("memos_user_12"))
    try session.answer()
    #expect(session.shows("Ctrl-O  treat it as a user id"))
  }

  @Test func anAgentWithoutMemoriesIsCalledAnAgentOutsideTheQuotes() throws {
    let session = try opened()
    session.service = ScriptedService(counts: [:])
    session.keys("u Ctrl-O")
    session.type("中文用户")
    session.keys("Enter")
    try session.answer()
    #expect(session.shows("No memories for agent \"中文用户\"."), "\(session.screen)")
  }

  /// An empty pane offers none of them.
  @Test func anEmptyPaneOffersNoUserThatHadNoMemories() throws {
    let session = try Session.opened(ScriptedService(counts: [.factual: 3]))
    session.send(.remembered(Remembered()))
    session.service = ScriptedService(counts: [:])
    session.keys("u nobody Enter")
    try session.answer()
    session.keys("u nobody2 Enter")
    try session.answer()
    #expect(session.shows("  u       another user: memos_user_123\n"), "\(session.screen)")
  }

  @Test func anotherUserEndsTheSearch() throws {
    let session = try opened()
    session.keys("/ peanuts Enter")
    #expect(session.state.searchCount?.matches == 10)
    session.keys("u bob Enter")
    try session.answer()
    #expect(session.state.searchCount == nil)
    #expect(!session.shows("10 of"), "\(session.screen)")
  }

  @Test func aUserWithMemoriesIsNoAgent() throws {
    let session = try opened()
    let calls = session.requests.count
    session.keys("Ctrl-O")
    #expect(session.requests.count == calls)
  }

  @Test func hostileIDsAreDrawnAsMarks() throws {
    let session = try opened()
    var remembered = Remembered()
    remembered.apply(.opened(.user("a\u{1B}[2Jb\u{202E}")))
    session.send(.remembered(remembered))
    session.keys("u")
    #expect(session.screen.contains("a^[[2Jb") || session.screen.contains("a␛[2Jb"))
    #expect(!session.screen.unicodeScalars.contains("\u{1B}"))
  }
}
