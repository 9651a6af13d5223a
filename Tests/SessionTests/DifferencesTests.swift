import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import TUI
import Testing

/// `D`: what differs between two users.
@MainActor @Suite struct DifferencesTests {
  private static func service(_ facts: [String], tools: [String] = []) -> ScriptedService {
    ScriptedService(counts: [.factual: facts.count, .tool: tools.count]) { category, index in
      category == .factual ? facts[index] : tools[index]
    }
  }

  private static func fact(_ id: String, _ key: String, _ text: String, _ more: String = "") -> String {
    #"{"id":"\#(id)","memory_key":"\#(key)","memory_value":"\#(text)"\#(more.isEmpty ? "" : "," + more)}"#
  }

  private let own = service(
    [
      fact("f1", "Tea", "likes green tea", #""tags":["tea","morning"],"conversation_id":"c1""#),
      fact("f2", "Trip", "flies to Kiel in May by train", #""info":{"scene":"Travel"}"#),
      fact("f3", "Cat", "has a cat named Mia"), fact("f4", "Work", "works from home"),
    ], tools: [#"{"id":"t1","tool_value":"search"}"#])
  private let other = service([
    fact("g1", "Cat", "has a cat named Leo"),
    fact("g2", "Trip", "flies to Kiel in May by plane", #""info":{"scene":"Work"}"#),
    fact("g3", "Tea", "likes green tea", #""tags":["tea","morning"],"conversation_id":"c9""#),
    fact("g4", "Dog", "walks \u{202E}Bolt at noon"),
  ])

  private func answer(_ session: Session) throws {
    while let request = session.pending?.request {
      session.service = request.subject == .user("memos_user_456") ? other : own
      try session.answer()
    }
  }

  private func compared(_ width: Int = 80, _ height: Int = 24, _ keys: String = "") throws -> Session {
    let session = try Session.opened(own, width: width, height: height)
    session.keys("D memos_user_456 Enter")
    try answer(session)
    session.keys(keys)
    return session
  }

  @Test(arguments: [(40, 10), (80, 24), (120, 36), (200, 50)])
  func whatDiffersIsShownInGroups(width: Int, height: Int) throws {
    let session = try compared(width, height)
    try expectScreen(session.screen, "differences-\(width)x\(height)")
    session.keys("Tab Tab Down")
    try expectScreen(session.screen, "differences-changed-\(width)x\(height)")
  }

  @Test func bothAreLoadedWithTheActiveFilterAndOnlyOnce() throws {
    let session = try Session.opened(own)
    session.keys("f scene Tab Tab Payment Enter")
    try answer(session)
    let before = session.requests.count
    session.keys("D memos_user_456 Enter")
    try answer(session)
    let others = session.requests.dropFirst(before)
    #expect(others.map(\.subject) == [.user("memos_user_456")])
    #expect(others.first?.filter == session.requests[before - 1].filter)
    #expect(session.shows("memos_user_123 and memos_user_456: all 5 and 4 memories, 1 the same"))
  }

  @Test func tabShowsTheNextGroupAndEnterOpensTheMemory() throws {
    let session = try compared()
    #expect(session.lines[3].contains("Only in memos_user_123 2   Only in memos_user_456 1   Changed 2"))
    #expect(session.shows("works from home"))
    #expect(session.shows("tool memory search"))
    session.keys("Tab")
    // Hostile text is marked, as everywhere.
    #expect(session.shows("walks <U+202E>Bolt at noon"))
    session.keys("Enter")
    #expect(session.state.reading?.memory.id.text == "g4")
    #expect(session.lastLine.contains("memory of memos_user_456"))
    session.keys("]")
    #expect(session.lastLine.contains("opened from the comparison"))
    // A message hides the label in the last line, but not the one in the title.
    #expect(session.shows("of memos_user_456"))
    let requests = session.requests.count
    session.keys("r w")
    #expect(session.lastLine.contains("does nothing here"))
    #expect(session.requests.count == requests && session.state.watch.active == nil)
    #expect(session.shows("of memos_user_456"))
    session.keys("Esc Tab")
    #expect(session.shows("info.scene: Travel → Work"))
    session.keys("Enter")
    #expect(session.state.reading?.memory.id.text == "g2")
    session.keys("q Shift-Tab Shift-Tab")
    #expect(session.shows("works from home"))
  }

  @Test func wordsThatDifferAreMarked() throws {
    let session = try compared(80, 24, "Tab Tab")
    #expect(session.shows("memory_value: flies to Kiel in May by train → flies to Kiel in May by plane"))
    let changed = Theme.standard[.changed]
    let styles = session.styles(of: "by train → flies to Kiel in May by plane")
    #expect(styles.count == 40)
    #expect(
      styles.enumerated().filter { $0.element == changed }.map(\.offset) == Array(3..<8) + Array(35..<40))
  }

  /// The same wherever a change is shown: here and in `memtui diff`.
  @Test(arguments: [
    (#""tags":["a","b"]"#, #""tags":["a, b"]"#, #"tags: ["a","b"] → ["a, b"]"#),
    (#""info":{"vip":true}"#, #""info":{"vip":"true"}"#, #"info.vip: true → "true""#),
    (#""n":3"#, #""n":"3""#, #"n: 3 → "3""#), (#""s":"x""#, #""s":"x ""#, #"s: "x" → "x ""#),
    (#""s":"a b""#, #""s":"a  b""#, #"s: "a b" → "a  b""#),
    (#""s":"a\nb""#, #""s":"a b""#, #"s: "a\nb" → "a b""#),
    (#""s":"é""#, #""s":"e\u0301""#, #"s: "\u00e9" → "e\u0301""#),
    (#""s":"a b""#, #""s":"a\u00a0b""#, #"s: "a b" → "a\u00a0b""#),
    (#""s":"ab""#, #""s":"a\u200bb""#, "s: ab → a<U+200B>b"), (#""s":"(none)""#, "", #"s: "(none)" → null"#),
    (#""s":"^[x""#, #""s":"\u001bx""#, #"s: "^[x" → "\u001bx""#),
    (#""s":" ""#, "", #"s: " " → (none)"#), ("", #""tags":[]"#, "tags: (none) → []"),
    (#""s":"true""#, #""s":false"#, "s: true → false"),
  ])
  func valuesThatWouldLookAlikeAreJSON(a: String, b: String, line: String) throws {
    let session = try Session.opened(Self.service([Self.fact("f1", "K", "likes tea", a)]), width: 100)
    session.keys("D memos_user_456 Enter")
    session.service = Self.service([Self.fact("g1", "K", "likes tea", b)])
    try session.answerAll()
    #expect(session.shows(line), "\(session.screen)")
    func memory(_ more: String) throws -> Memory {
      try Memory(decoding: Array(Self.fact("f1", "K", "likes tea", more).utf8), category: .factual)
    }
    let (one, other) = (try memory(a), try memory(b))
    let text = DiffText("a", "b", session.context)
      .change(one, other, RecordComparison(betweenUsers: false).differences(one, other))
    #expect(text == "~ fact f1: K\n    \(line)\n")
  }

  @Test func bothMemoriesOfAChangedPairCanBeOpened() throws {
    let session = try compared(80, 24, "Tab Tab [")
    #expect(session.state.reading?.memory.id.text == "f2")
    #expect(session.state.reading?.comparedUser == .user("memos_user_123"))
    session.keys("[")
    #expect(session.lastLine.contains("opened from the comparison"))
    session.keys("]")
    #expect(session.state.reading?.memory.id.text == "g2")
    session.keys("q")
    #expect(session.state.place == .differences)
    session.keys("]")
    #expect(session.state.reading?.memory.id.text == "g2")
    session.keys("[ q Shift-Tab")
    #expect(session.state.place == .differences)
    // Only B has it.
    session.keys("[")
    #expect(session.state.place == .differences)
    #expect(session.lastLine.contains("does nothing here"))
  }

  @Test(arguments: ["Esc", "q"]) func leavingDropsTheOtherUser(key: String) throws {
    let session = try compared()
    session.keys(key)
    #expect(session.state.place == .list)
    #expect(session.state.differences == nil)
    #expect(session.lines[0].contains("memos_user_123"))
    #expect(session.exit == nil)
  }

  @Test func escStopsLoading() throws {
    let session = try Session.opened(ScriptedService(counts: [.factual: 120]))
    session.keys("D memos_user_456 Enter")
    #expect(session.shows("Loading all memories of both: 50 memories of memos_user_123, 0 of"))
    #expect(session.shows("Esc stops."))
    session.keys("Esc")
    #expect(session.cancelled == 1)
    #expect(session.state.place == .list)
    #expect(!session.isAsking)
  }

  /// A takes 15 pages, B 15: each less than 20.
  @Test func oneQuestionIsAskedForBoth() throws {
    let session = try Session.opened(ScriptedService(counts: [.factual: 725]))
    session.keys("D memos_user_456 Enter")
    try session.answerAll()
    #expect(session.state.place == .question)
    #expect(session.lastLine.contains("20 calls so far and there is more. Continue?"))
    #expect(session.pages.count == 21)
    session.keys("Enter")
    try session.answerAll()
    #expect(session.state.place == .differences)
    #expect(session.pages == [1, 1] + Array(2...15) + Array(2...15))
    #expect(session.shows("all 725 and 725 memories, 725 the same"))
  }

  /// A takes 26 pages, and B 3.
  @Test func theQuestionSaysHowManyCallsAreLeftWhereTheServiceSaysIt() throws {
    func service(_ facts: Int) -> ScriptedService {
      var service = ScriptedService(counts: [.factual: facts, .preference: 60])
      service.totals = [.factual: facts, .preference: 60]
      return service
    }
    let session = Session(service(1_287), dialect: .selfHosted(cube: nil))
    session.send(.started)
    try session.answer()
    session.keys("D memos_user_456 Enter")
    while let request = session.pending?.request {
      session.service = service(request.subject == .user("memos_user_456") ? 130 : 1_287)
      try session.answer()
    }
    #expect(session.lastLine.contains("20 calls so far, 8 more to go. Continue?"))
    session.resize(55, 24)
    #expect(session.lastLine.contains("20 calls, 8 more. Continue?"))
  }

  @Test func decliningTheQuestionComparesNothing() throws {
    let session = try Session.opened(ScriptedService(counts: [.factual: 2_000]))
    session.keys("D memos_user_456 Enter")
    try session.answerAll()
    session.keys("Esc")
    #expect(session.state.place == .list)
    #expect(session.lastLine.contains("Nothing was compared: the rest is not loaded."))
  }

  @Test func aFailedPageIsRequestedAgainByAKey() throws {
    let session = try Session.opened(own)
    session.keys("D memos_user_456 Enter")
    session.fail()
    #expect(session.shows("Could not load page 1 of memos_user_456."))
    #expect(session.shows("Press r to retry."))
    #expect(session.lastLine.hasPrefix(" ") && session.lastLine.contains("r retry"), "\(session.lastLine)")
    session.keys("r")
    try answer(session)
    #expect(session.shows("all 5 and 4 memories"))
    // The failure of the other user is none of the list.
    session.keys("q D memos_user_456 Enter")
    session.fail()
    session.keys("Esc")
    #expect(session.state.loading.failure == nil)
  }

  @Test func usersThatDoNotFitIntoTheMemoryAreComparedInTheShell() throws {
    let session = Session(own) { $0.memoryLimit = 32 << 20 }
    session.send(.started)
    try session.answer()
    session.keys("D memos_user_456 Enter")
    session.send(.measured(residentBytes: 40 << 20))
    try answer(session)
    #expect(session.shows("do not fit into memory_limit (32 MiB)"))
    #expect(session.screen.replacing("\n", with: " ").contains("memtui diff --user memos_user_123"))
    #expect(session.state.differences?.loaded == 0)
    session.keys("Esc")
    #expect(session.state.place == .list)
  }

  @Test func theUserOnTheScreenIsRefusedAndRecentOnesAreOffered() throws {
    let session = try Session.opened(own)
    var remembered = Remembered()
    for subject: Subject in [.user("memos_user_456"), .user("memos_user_123")] {
      remembered.apply(.opened(subject))
    }
    session.send(.remembered(remembered))
    session.keys("D")
    #expect(session.lastLine.hasPrefix(" Compare with user id:"))
    session.keys("memos_user_123 Enter")
    #expect(session.lastLine.contains("these memories are on the screen"))
    session.keys("Ctrl-U Down Enter")
    #expect(session.requests.last?.subject == .user("memos_user_456"))
    #expect(session.state.subject == .user("memos_user_123"))
  }

  @Test func usersWithoutDifferencesAreSaidToBeTheSame() throws {
    let session = try Session.opened(own)
    session.keys("D memos_user_789 Enter")
    try session.answerAll()
    #expect(session.shows("all 5 and 5 memories, 5 the same"))
    #expect(session.shows("Every memory of memos_user_123 has a counterpart in those of memos_user_789."))
    session.keys("Tab Tab")
    #expect(session.shows("No memory that both have differs in a field."))
    session.keys("Enter j G Ctrl-E Ctrl-Y PgDn")
    #expect(session.state.place == .differences)
  }

  @Test func aUserWithoutMemoriesIsSaidToHaveNone() throws {
    let session = try Session.opened(own)
    session.keys("D nobody Enter")
    session.service = Self.service([])
    try session.answerAll()
    #expect(session.shows(#"No memories for "nobody". A mistyped id looks the same."#))
    #expect(session.shows("works from home"))
    session.keys("Tab")
    #expect(session.shows(#"No memories for "nobody"."#))
    #expect(session.shows("A mistyped id looks the same: the service gives the same answer."))
  }

  /// Before the calls that reading all of A takes.
  @Test(arguments: [(40, 10), (80, 24)]) func aMistypedIDShowsAfterOneCall(width: Int, height: Int) throws {
    let session = try Session.opened(ScriptedService(counts: [.factual: 130]), width: width, height: height)
    session.keys("D nobody Enter")
    session.service = Self.service([])
    try session.answer()
    #expect(
      session.requests.map(\.subject) == [.user("memos_user_123"), .user("nobody"), .user("memos_user_123")])
    let text = session.screen.split { $0.isWhitespace }.joined(separator: " ")
    #expect(text.contains(#"No memories for "nobody". A mistyped id looks the same"#))
    #expect(text.contains("Loading all memories of both: 50 memories"))
    session.service = ScriptedService(counts: [.factual: 130])
    try session.answerAll()
    #expect(session.requests.map(\.page) == [1, 1, 2, 3])
    let compared = session.screen.split { $0.isWhitespace }.joined(separator: " ")
    #expect(
      compared.contains(#"No memories for "nobody". A mistyped id looks the same."#), "\(session.screen)")
    #expect(session.shows("text 0"))
  }

  @Test func withAFilterNoMemoryMatches() throws {
    let session = try Session.opened(own)
    session.keys("f scene Tab Tab Payment Enter")
    try session.answerAll()
    session.keys("D nobody Enter")
    session.service = Self.service([])
    try session.answerAll()
    #expect(session.shows(#"No memories for "nobody" match the filter."#))
  }

  @Test func theMouseChoosesGroupsAndMemories() throws {
    let session = try compared()
    try session.click("Changed")
    #expect(session.state.differences?.group == .changed)
    try session.click("Cat", row: 5)
    #expect(session.state.differences?.cursor == 1)
    try session.click("Cat", row: 5)
    #expect(session.state.reading?.memory.id.text == "g1")
  }
}
