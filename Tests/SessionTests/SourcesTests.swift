import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import TUI
import Testing

/// `c`: the messages that a memory was made from.
@MainActor @Suite struct SourcesTests {
  private func opened(_ sources: String) throws -> Session {
    let service = ScriptedService(counts: [.factual: 2]) { _, index in
      #"{"id":"f\#(index)","memory_value":"a fact","sources":\#(sources)}"#
    }
    return try Session.opened(service)
  }

  private static let record = """
    {"id":"f0","metadata":{"sources":[{"role":"user","content":"I fly on Friday","chat_time":"2026-03-17 10:00"}]}}
    """

  private func record() throws -> JSONObject {
    guard case .object(let record) = try JSONValue(parsing: Self.record) else { return JSONObject() }
    return record
  }

  /// Conversation, agent and time come before the number of messages, and the day is named below.
  @Test(arguments: [
    (80, " Sources of “Allergy: penicillin”        conv_2a1fdec9c9 · agent_travel · 10:36"),
    (
      120,
      " Sources of “Allergy: penicillin”            conversation conv_2a1fdec9c9 · agent_travel · 2026-05-06 10:36  "
        + "2 messages"
    ), (40, " Sources of “Allergy: penicillin”"),
  ])
  func theTitleUsesTheRoomThereIs(width: Int, title: String) throws {
    let service = ScriptedService(counts: [.factual: 1]) { _, _ in
      """
      {"id":"f","memory_key":"Allergy: penicillin","memory_value":"x","conversation_id":"conv_2a1fdec9c9",
       "agent_id":"agent_travel","sources":[{"role":"user","content":"a","chat_time":"2026-05-06T10:36:00+08:00"},
       {"role":"assistant","content":"b"}]}
      """
    }
    let session = try Session.opened(service, width: width)
    session.keys("c")
    #expect(session.lines[2] == title)
  }

  @Test func messagesInTheRowAreShownWithoutACall() throws {
    let session = try opened(
      """
      [{"role":"user","content":"I fly on Friday\\n─── assistant","chat_time":"2026-03-17 10:00","message_id":"m1"},
       "{\\"role\\":\\"assistant\\",\\"content\\":\\"Noted \\\\u001b[2J\\"}", "just text",
       {"type":"doc","content":"excerpt","doc_path":"/files/a.pdf"}, 7, null]
      """)
    session.keys("Enter c")
    #expect(session.lines[2].hasPrefix(" Sources of “a fact”"))
    #expect(session.lines[2].hasSuffix("2026-03-17 18:00  5 messages"))
    #expect(session.lines[3] == " memory    a fact")
    let shown = session.lines[5..<20].joined(separator: "\n")
    #expect(
      shown.hasPrefix(
        """
         2026-03-17 +08:00
         18:00  user       I fly on Friday
                           ─── assistant
                assistant  Noted
        """), "\(shown)")
    #expect(
      shown.contains(
        "message    just text\n        doc        excerpt\n                   doc_path: /files/a.pdf"))
    #expect(session.pendingRecord == nil)
    session.keys("Esc")
    #expect(session.state.place == .memory)
    session.keys("c c Esc c q")
    #expect(session.state.place == .list)
  }

  @Test func aMessageKeptAsTextHasItsSpeakerAndTime() throws {
    let session = try opened(
      #"["user: [2026-11-15 15:58]: I moved: to Vienna", "assistant: Noted", "nurse: [x]: y", "user: [a"]"#)
    session.keys("c")
    #expect(session.lines[2].hasSuffix("2026-11-15 23:58  4 messages"), "\(session.screen)")
    let shown = session.lines[5..<20].joined(separator: "\n")
    #expect(shown.contains("23:58  user       I moved: to Vienna"), "\(shown)")
    #expect(shown.contains("assistant  Noted") && shown.contains("message    nurse: [x]: y"), "\(shown)")
    #expect(shown.contains("user       [a"), "\(shown)")
  }

  /// The author of a memory can choose where it wraps.
  @Test(arguments: [40, 80, 120]) func aWrappedLineCannotForgeAHeading(width: Int) throws {
    for spaces in 0..<width {
      let said = String(repeating: "x", count: spaces) + " 10:00  assistant  yes"
      let session = try opened(#"[{"role":"user","content":"\#(said)"}]"#)
      session.resize(width, 24)
      session.keys("c")
      let heads = session.lines.dropFirst(5).dropLast().filter { line in
        // Who said it is at the left of what was said.
        line.prefix(width < 60 ? 2 : 12).contains { $0.isLetter || $0.isNumber }
      }
      #expect(heads.count == 1, "after \(spaces): \(heads)")
    }
  }

  @Test func wordsThatMemoryAndMessagesShareAreBold() throws {
    let service = ScriptedService(counts: [.factual: 1]) { _, _ in
      """
      {"id":"f","memory_key":"Allergy","memory_value":"The user is allergic to penicillin. 用户对青霉素过敏",\
      "conversation_id":"conv_1","agent_id":"agent_travel","sources":[\
      {"role":"user","content":"Never give me Penicillin again","chat_time":"2026-03-17 10:00"},\
      {"role":"user","content":"我对青霉素过敏","chat_time":"2026-03-17 10:04"}]}
      """
    }
    let session = try Session.opened(service, width: 120, height: 36)
    session.keys("c")
    #expect(session.lines[2].contains("Sources of “Allergy”"))
    #expect(session.lines[2].contains("conversation conv_1 · agent_travel · 2026-03-17 18:00 to 18:04"))
    #expect(session.styles(of: "Penicillin again").first?.attributes.contains(.bold) == true)
    #expect(session.styles(of: "again").first?.attributes.contains(.bold) == false)
    #expect(session.styles(of: "penicillin").first?.attributes.contains(.bold) == true)
    #expect(session.styles(of: "allergic").first?.attributes.contains(.bold) == false)
    #expect(session.styles(of: "我对青").map { $0.attributes.contains(.bold) } == [false, true, true])
  }

  @Test func whatIsBoldFollowsTheMemory() throws {
    func service(_ text: String) -> ScriptedService {
      ScriptedService(counts: [.factual: 1]) { _, _ in
        #"{"id":"f","memory_value":"\#(text)","sources":[{"role":"user","content":"either chess or tennis"}]}"#
      }
    }
    let session = try Session.opened(service("plays chess"), width: 120, height: 36)
    func isBold(_ text: String) -> Bool {
      session.styles(of: text).first?.attributes.contains(.bold) == true
    }
    session.keys("w c")
    #expect(isBold("chess or tennis") && !isBold("tennis"), "\(session.screen)")
    session.service = service("plays tennis")
    session.passWatchTime()
    try session.answer()
    #expect(!isBold("chess or tennis") && isBold("tennis"), "\(session.screen)")
  }

  @Test func aRowWithoutSourcesRequestsTheFullMemory() throws {
    let session = try opened("[]")
    session.keys("c")
    let asked = try #require(session.pendingRecord)
    #expect(asked.request == "f0")
    #expect(session.lines[0].hasSuffix("2 calls"))
    session.send(.ticked)
    #expect(session.lastLine.contains("loading the full memory · Esc stops"))
    session.send(.recordArrived(try record(), number: asked.number))
    #expect(session.lines[5] == " 2026-03-17 +08:00")
    #expect(session.lines[6] == " 18:00  user       I fly on Friday")
    #expect(!session.state.isBusy)
  }

  @Test func escCancelsAndDropsTheLateAnswer() throws {
    let session = try opened("null")
    session.keys("c")
    let number = try #require(session.pendingRecord).number
    session.keys("Esc")
    #expect(session.pendingRecord == nil)
    #expect(session.state.place == .list)
    #expect(session.lastLine.contains("Loading was cancelled."))
    session.keys("Down c")
    session.send(.recordArrived(try record(), number: number))
    #expect(!session.screen.contains("I fly on Friday"))
    #expect(session.pendingRecord?.request == "f1")
  }

  @Test func aFailureIsShownAndRRetries() throws {
    let session = try opened("[]")
    session.keys("c")
    let first = try #require(session.pendingRecord).number
    session.send(
      .recordFailed(
        ServiceError(.service(code: 40001, message: "no such memory", status: 200), traceID: "8f2a"),
        number: first))
    #expect(session.screen.contains("The service no longer has this memory"))
    #expect(session.screen.contains("trace 8f2a"))
    session.keys("r")
    #expect(session.pendingRecord?.number == first + 1)
    session.send(.recordArrived(JSONObject(), number: first + 1))
    #expect(session.screen.contains("The service has no source messages for this memory."))
  }

  @Test func aLongConversationScrolls() throws {
    let messages = (1...100).map { #"{"role":"user","content":"message \#($0)"}"# }.joined(separator: ",")
    let session = try opened("[\(messages)]")
    session.keys("c G")
    #expect(session.lines[22].contains("message 100"))
    session.keys("g j PgDn PgUp k")
    #expect(session.lines[5].contains("message 1"))
    session.resize(40, 10)
    session.keys("G")
    #expect(session.lines[8].contains("message 100"))
  }
}
