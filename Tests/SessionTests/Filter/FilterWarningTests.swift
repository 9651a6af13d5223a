import Canvas
import MemoryModel
import SessionHarness
import TUI
import Testing

@testable import BrowserCore

/// Filters that are sent but may not match, and filters that could not be saved.
@MainActor @Suite struct FilterWarningTests {
  private static func selfHosted() -> ScriptedService {
    ScriptedService(counts: [.factual: 30]) { _, index in
      #"{"id":"f-\#(index)","memory":"note \#(index)","metadata":{"memory_type":"UserMemory","confidence":0.5,"#
        + #""info":{"my key":"a b"},"created_at":"2026-08-12T09:20:00.084116","session_id":"s-1"}}"#
    }
  }

  private func opened(_ json: String? = nil, dialect: Dialect = .cloud) throws -> Session {
    let service = dialect == .cloud ? FilterSample.make() : Self.selfHosted()
    let target = FilterTarget(today: CivilDate(daysSince1970: 20_000), dialect: dialect)
    let filter = try json.map { try MemoryFilter(json: $0, for: target) }
    let session = Session(service, width: 140, filter: filter, dialect: dialect)
    session.send(.started)
    try session.answer()
    return session
  }

  private func notices(_ session: Session) -> [String] {
    session.state.notices.all.map { $0.sentence(.none) }
  }

  @Test func anUnknownFieldIsSentWithAWarning() throws {
    let session = try opened()
    session.keys(": teir=gold Enter")
    #expect(session.sent == #"{"and":[{"teir":"gold"}]}"#)
    #expect(session.lastLine.contains(#"No loaded memory has a field "teir"."#), "\(session.lastLine)")
  }

  private static let unseen = #"No loaded memory has a field "mystery"."#

  /// Nothing is known about it before the first row; then it is reported once.
  @Test(
    arguments: [
      (#"{"and":[{"mystery":3}]}"#, Dialect.cloud), (#"{"or":[{"mystery":3}]}"#, .selfHosted(cube: nil)),
      (#"{"and":[{"mystery":{"contains":"x"}}]}"#, .cloud), (#"{"mystery":{"contains":"x"}}"#, .cloud),
      (#"{"mystery":"x"}"#, .selfHosted(cube: nil)), (#"{"and":[{"scene":"a","mystery":1}]}"#, .cloud),
    ])
  func anUnknownFieldOfTheInitialFilterIsReportedOnceRowsArrive(json: String, dialect: Dialect) throws {
    let target = FilterTarget(today: CivilDate(daysSince1970: 20_000), dialect: dialect)
    let session = Session(
      dialect == .cloud ? FilterSample.make() : Self.selfHosted(), width: 140,
      filter: try MemoryFilter(json: json, for: target), dialect: dialect)
    session.send(.started)
    #expect(!notices(session).contains { $0.contains("has a field") })
    try session.answer()
    #expect(notices(session).contains(Self.unseen), "\(notices(session))")
    session.keys("r")
    try session.answer()
    #expect(notices(session).count { $0 == Self.unseen } == 1)
  }

  @Test func withoutRowsNoFieldIsReported() throws {
    let session = Session(
      FilterSample.make(facts: 0, preferences: 0), width: 140,
      filter: try FilterTextReader.filter("mystery=3 scene=a"))
    session.send(.started)
    while session.pending != nil { try session.answer() }
    #expect(!notices(session).contains { $0.contains("has a field") }, "\(notices(session))")
    // Rows that arrive later are checked.
    session.service.counts = [.factual: 3]
    session.keys("r")
    while session.pending != nil { try session.answer() }
    #expect(notices(session).contains(Self.unseen), "\(notices(session))")
  }

  /// A field that the old rows have and the new rows do not.
  @Test func fieldsAreLookedUpInTheNewRows() throws {
    let session = try opened()
    session.service = FilterSample.payments(5)
    session.keys(": tier=gold Enter")
    #expect(!notices(session).contains { $0.contains("has a field") })
    try session.answer()
    #expect(notices(session).contains(#"No loaded memory has a field "tier"."#), "\(notices(session))")
    session.keys(": mystery=1 Enter")
    #expect(session.lastLine.contains(Self.unseen))
    try session.answer()
    #expect(notices(session).count { $0 == Self.unseen } == 1)
  }

  /// Answitch user's memories are checked again.
  @Test func fieldsAreLookedUpForEachUser() throws {
    let session = try opened(#"{"and":[{"mystery":3}]}"#)
    session.keys("u other Enter")
    try session.answer()
    #expect(notices(session).count { $0 == Self.unseen } == 2, "\(notices(session))")
  }

  /// The server has `memory` and `key`; an open memory shows `memory_key`, which the server does not know.
  @Test(
    arguments: [
      ("memory=zz", []), ("memory_key=zz", ["A self-hosted server calls memory_key key."]),
      ("memory_value=zz", ["A self-hosted server calls memory_value memory."]),
      ("tool_value=zz", ["A self-hosted server calls tool_value memory."]),
      ("key=zz", [#"No loaded memory has a field "key"."#]),
    ] as [(String, [String])])
  func namesOfTheServerAndOfTheCloudAreDistinguished(text: String, sentences: [String]) throws {
    let session = try opened(dialect: .selfHosted(cube: nil))
    session.keys(": \(text) Enter")
    try session.answer()
    let shown = notices(session)
    for word in sentences { #expect(shown.contains { $0.contains(word) }, "\(shown)") }
    #expect(shown.contains { $0.contains("has a field") } == text.hasPrefix("key"), "\(shown)")
    #expect(shown.contains { $0.contains("ignored") } == text.hasPrefix("memory="), "\(shown)")
  }

  /// Found in `info`, or documented to be there.
  @Test(arguments: ["tier=gold", "info.teir=gold", "scene=Nowhere", "agent_id=x"])
  func knownFieldsCauseNoWarning(text: String) throws {
    let session = try opened()
    session.keys(": \(text) Enter")
    #expect(session.requests.count == 2)
    #expect(!notices(session).contains { $0.contains("has a field") })
  }

  @Test func aSelfHostedServerKnowsFieldsOfTheRecord() throws {
    let session = try opened(dialect: .selfHosted(cube: nil))
    session.keys(": memory_type=UserMemory Enter")
    #expect(session.sent == #"{"and":[{"memory_type":"UserMemory"}]}"#)
    #expect(!notices(session).contains { $0.contains("has a field") })
    try session.answer()
    session.keys(": memory_kind=x Enter")
    #expect(session.lastLine.contains(#"No loaded memory has a field "memory_kind"."#))
    try session.answer()
    session.keys(": conversation_id=s-1 Enter")
    #expect(session.sent == #"{"and":[{"session_id":"s-1"}]}"#)
    try session.answer()
    #expect(session.shows("conversation_id = s-1"))
  }

  @Test(
    arguments: [
      (#"{"and":[{"memory_type":"UserMemory"}]}"#, Dialect.cloud, "cannot filter by memory_type"),
      (#"{"and":[{"scene":{"neq":"x"}}]}"#, .cloud, #"does not know the operator "neq" (scene)"#),
      (#"{"AND":[{"scene":"x"}]}"#, .selfHosted(cube: nil), #""AND" is neither "and" nor "or""#),
      (
        #"{"and":[{"create_time":{"gte":"2025-12-01"}}]}"#, .selfHosted(cube: nil),
        "calls create_time created_at"
      ),
    ])
  func rawJSONIsKeptWithAWarning(json: String, dialect: Dialect, sentences: String) throws {
    let session = try opened(json, dialect: dialect)
    #expect(session.requests.first?.filter?.encoded() == json)
    #expect(notices(session).contains { $0.contains(sentences) }, "\(notices(session))")
    #expect(session.shows("raw {"))
    // The same from the editor, where it is the last notice.
    let other = try opened(dialect: dialect)
    other.keys("f Ctrl-E")
    other.send(.filterEdited(json))
    #expect(other.lastLine.contains(sentences), "\(other.lastLine)")
    #expect(other.state.form?.raw?.encoded() == json)
    other.keys("Enter")
    #expect(other.sent == json)
  }

  @Test func aSavedFilterWithARefusedNameIsKeptRaw() throws {
    let session = try opened()
    var remembered = Remembered()
    remembered.apply(.savedFilter(NamedFilter(name: "old", filter: .text("status=activated scene=a"))))
    session.send(.remembered(remembered))
    session.keys("f Ctrl-L Enter")
    #expect(session.state.form?.raw?.encoded() == #"{"and":[{"status":"activated"},{"scene":"a"}]}"#)
    #expect(session.lastLine.contains("cannot filter by status"), "\(session.lastLine)")
  }

  @Test func offeredNamesWithSpacesAreQuoted() throws {
    let session = try opened(dialect: .selfHosted(cube: nil))
    session.keys("f my Down")
    #expect(session.shows(#""info.my key""#), "\(session.screen)")
    session.keys("Tab Tab a")
    session.keys("Space b Enter")
    #expect(session.sent == #"{"and":[{"info.my key":"a b"}]}"#)
    try session.answer()
    #expect(session.shows(#""info.my key" = a b"#), "\(session.screen)")
    session.keys("f")
    #expect(session.cells == [#""info.my key" equal a b"#])
    session.keys("Esc F")
    try session.answer()
    session.keys("+")
    guard let offered = (session.state.screens.top as? ConditionChoice)?.conditions else {
      Issue.record("nothing is offered")
      return
    }
    #expect(offered.map(\.text).contains(#""info.my key"="a b""#))
    #expect(offered.map(\.text).contains("conversation_id=s-1"))
  }

  @Test func savedIsShownOnceTheFilterIsWritten() throws {
    let session = try opened()
    session.keys("f scene Tab Tab Payment Ctrl-S nm Enter")
    #expect(session.changes.last == .savedFilter(NamedFilter(name: "nm", filter: .text("scene=Payment"))))
    #expect(session.lastLine.contains("Saved as nm."))
    session.keys("Ctrl-L Ctrl-K")
    #expect(session.lastLine.contains("Deleted the saved filter nm."), "\(session.lastLine)")
  }

  @Test(
    arguments: [
      (
        .fault(.system("Permission denied"), path: "/s/memtui/a.json"),
        "could not write /s/memtui/a.json (Permission denied)"
      ),
      (.fault(.busy, path: "/s/a.json"), "another memtui is writing /s/a.json"),
      (.switchedOff, "--no-state saves nothing"),
      (.noFolder, "there is no folder for it; set XDG_STATE_HOME"),
      (.full(most: 500), "there are already 500 saved filters"),
    ] as [(Notice.NotKept, String)])
  func aFailedWriteIsReported(reason: Notice.NotKept, sentences: String) throws {
    let session = try opened()
    session.notKept = reason
    session.keys("f scene Tab Tab Payment Ctrl-S nm Enter")
    #expect(session.lastLine.contains("Could not save the filter: \(sentences)"), "\(session.lastLine)")
    #expect(!notices(session).contains { $0.contains("Saved as") })
    session.keys("Ctrl-L Ctrl-K")
    #expect(session.lastLine.contains("Could not delete the filter: \(sentences)"), "\(session.lastLine)")
  }

  /// Every input line has the same limit, and reports it.
  @Test(arguments: [":", "/", "u", "f", "f scene Tab Tab", "f scene Tab Tab a Ctrl-S", "e Down Down Down"])
  func aTextThatIsTooLongIsRefused(keys: String) throws {
    let session = try opened()
    session.keys(keys)
    session.press(.paste(String(repeating: "ab ", count: 6_000)))
    #expect(
      session.lastLine.contains("too long (17 KB)") && session.lastLine.contains("16 KB"),
      "\(session.lastLine)")
    session.press(.paste(String(repeating: "x", count: 300_000)))
    #expect(session.lastLine.contains("(292 KB)"))
    // Text that fits is accepted.
    session.press(.paste("fits"))
    #expect(session.shows("fits"), "\(session.screen)")
  }
}
