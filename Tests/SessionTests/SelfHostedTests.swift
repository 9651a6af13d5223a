import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import TUI
import Testing

/// The open-source server: other names on the wire, the same screens.
@MainActor @Suite struct SelfHostedTests {
  private func opened(facts: Int = 60) throws -> Session {
    var service = ScriptedService(counts: [.factual: facts]) { _, index in
      #"{"id":"f-\#(index)","memory":"has a peanut allergy, note \#(index)","metadata":{"id":"f-\#(index)","#
        + #""key":"Allergy","memory_type":"UserMemory","confidence":0.53,"tags":["health"],"#
        + #""info":{"scene":"onboarding","priority":2},"created_at":"2026-08-12T09:20:00.084116","#
        + #""updated_at":"2026-11-21T08:30:00.084116","session_id":"sess-1"}}"#
    }
    service.totals = [.factual: facts]
    let session = Session(service, dialect: .selfHosted(cube: nil))
    session.send(.started)
    try session.answer()
    return session
  }

  @Test func `a tab shows the total even if fewer rows are loaded`() throws {
    let session = try opened(facts: 60)
    #expect(session.screen.contains("Facts 50 of 60"))
    session.keys("G")
    try session.answer()
    #expect(session.screen.contains("Facts 60 "))
    var service = ScriptedService(counts: [.factual: 20])
    service.totals = [.factual: 47]
    let short = Session(service, dialect: .selfHosted(cube: nil))
    short.send(.started)
    while short.pending != nil { try short.answer() }
    for _ in 0..<3 {
      short.keys("G")
      if short.pending != nil { try short.answer() }
    }
    #expect(short.state.counter.everythingHasEnded)
    #expect(short.screen.contains("Facts 20 of 47"))
    let said = short.state.notices.all.map { $0.sentence(.none) }.filter { $0.contains("reports") }
    #expect(said == ["The service reports 47 facts but returned 20."])
  }

  @Test(
    arguments: [
      (.cube("c1"), "c1", "memtui  cube c1 · staging"), (.user("ann"), nil, "memtui  ann · staging"),
      (.user("ann"), "c1", "memtui  ann · cube c1 · staging"), (.user("c1"), "c1", "memtui  c1 · staging"),
    ] as [(Subject, String?, String)])
  func `the header names the cube`(subject: Subject, cube: String?, head: String) throws {
    let session = Session(
      ScriptedService(counts: [.factual: 3]), subject: subject, dialect: .selfHosted(cube: cube))
    session.send(.started)
    try session.answer()
    #expect(session.lines.first?.hasPrefix(head) == true)
    // A cube is not a user and is not remembered as one.
    #expect(session.state.history.remembered.subjects == (subject == .cube("c1") ? [] : [subject]))
    session.keys("u")
    session.type("bob")
    session.keys("Enter")
    #expect(session.requests.last?.subject == .user("bob"))
  }

  @Test func `a row looks like a row of the cloud`() throws {
    let session = try opened()
    session.resize(120, 36)
    let row = try #require(session.lines.first { $0.contains("note 0") })
    #expect(row.hasPrefix("▌1d ") || row.hasPrefix("▌2d "))
    for part in [" User ", " .53 ", " Allergy  has a peanut allergy, note 0"] { #expect(row.contains(part)) }
  }

  @Test func `an open memory shows its fields, and J the record as received`() throws {
    let session = try opened()
    session.keys("Enter")
    for word in ["memory_type", "update_time", "conversation_id"] {
      session.keys("G")
      session.keys("g")
      #expect(session.screen.contains(word), "\(word)")
    }
    session.keys("J")
    #expect(session.screen.contains("\"metadata\": {"))
    #expect(session.screen.contains("\"created_at\": \"2026-08-12T09:20:00.084116\""))
  }

  @Test func `the form shows exactly the bytes that are sent`() throws {
    let session = try opened()
    session.keys("f")
    session.type("create_time")
    session.keys("Tab Tab")
    session.type("2026-06-01")
    // The screen is eight hours ahead of the server.
    let json = #"{"and":[{"created_at":{"gte":"2026-05-31 16:00:00"}}]}"#
    #expect(session.screen.contains(json))
    session.keys("Enter")
    #expect(session.requests.last?.filter?.encoded() == json)
    try session.answer()
    #expect(session.screen.contains("create_time ≥ 2026-06-01"))
  }

  @Test func `agents cannot be entered`() throws {
    let session = try opened()
    session.keys("u")
    #expect(!session.lastLine.contains("agent"))
    session.keys("Ctrl-O")
    #expect(session.lastLine.hasPrefix(" User id:"))
  }

  @Test func `ended categories are switched off, skills too`() throws {
    let session = try opened()
    session.keys("G")
    #expect(session.requests.last?.page == 2)
    #expect(session.requests.last?.includesSkills == false)
    #expect(session.requests.last?.includesPreferences == false)
  }

  @Test func `loading the rest shows how many calls it takes if that is known`() throws {
    let session = try opened(facts: 1200)
    session.keys("G G")
    while session.pending != nil, session.requests.count < 100 { try session.answer() }
    #expect(session.lastLine.contains("20 calls so far, 2 more to go. Continue?"))
  }

  @Test(arguments: [("i G G", "3 more to go"), ("/ zzz Enter Ctrl-N", "up to 3 more to go")])
  func `also for the values and for a search`(keys: String, rest: String) throws {
    let session = try opened(facts: 1200)
    session.keys(keys)
    while session.pending != nil, session.requests.count < 100 { try session.answer() }
    #expect(session.requests.count == 21)
    #expect(session.lastLine.contains("20 calls so far, \(rest). Continue?"))
  }
}
