import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import Testing

@testable import TUI

/// The columns of the panes, and the preview.
@MainActor @Suite struct ListTests {
  private func opened(
    _ record: String, _ category: MemoryCategory = .factual, width: Int = 120, height: Int = 36
  ) throws -> Session {
    let service = ScriptedService(counts: [category: 1]) { _, _ in record }
    let session = try Session.opened(service, width: width, height: height)
    if category == .tool { session.keys("3") }
    return session
  }

  private func heads(_ session: Session) -> [String] {
    session.lines[2].split(separator: " ").map(String.init)
  }

  @Test(
    arguments: [
      (40, "UPDATED MEMORY"), (80, "UPDATED CONF MEMORY SCENE"),
      (120, "UPDATED CREATED TYPE CONF MEMORY SCENE TAGS"),
      (200, "UPDATED CREATED TYPE CONF MEMORY SCENE TAGS AGENT APP CONVERSATION STATUS"),
    ])
  func `the width decides which columns of the facts there are`(width: Int, columns: String) throws {
    let session = try Session.opened(SampleService.make(), width: width, height: 36)
    #expect(heads(session).joined(separator: " ") == columns)
  }

  /// The narrowest windows of each set of columns, and the columns before them.
  @Test(
    arguments: [
      (41, "UPDATED CONF MEMORY"), (53, "UPDATED CONF MEMORY"), (54, "UPDATED CONF MEMORY SCENE"),
      (65, "UPDATED CONF MEMORY SCENE"), (66, "UPDATED TYPE CONF MEMORY SCENE"),
      // From 70 columns on the text has 40.
      (69, "UPDATED TYPE CONF MEMORY SCENE"), (70, "UPDATED CONF MEMORY SCENE"),
      (81, "UPDATED CONF MEMORY SCENE"), (82, "UPDATED TYPE CONF MEMORY SCENE"),
      (92, "UPDATED TYPE CONF MEMORY SCENE"), (93, "UPDATED CREATED TYPE CONF MEMORY SCENE"),
      (105, "UPDATED CREATED TYPE CONF MEMORY SCENE"), (106, "UPDATED CREATED TYPE CONF MEMORY SCENE TAGS"),
      (123, "UPDATED CREATED TYPE CONF MEMORY SCENE TAGS"),
      (124, "UPDATED CREATED TYPE CONF MEMORY SCENE TAGS AGENT"),
      (169, "UPDATED CREATED TYPE CONF MEMORY SCENE TAGS AGENT APP CONVERSATION"),
      (170, "UPDATED CREATED TYPE CONF MEMORY SCENE TAGS AGENT APP CONVERSATION STATUS"),
    ])
  func `a column joins where the text keeps its room`(width: Int, columns: String) throws {
    let session = try Session.opened(SampleService.make(), width: width, height: 36)
    #expect(heads(session).joined(separator: " ") == columns)
  }

  @Test(
    arguments: [
      (79, "UPDATED CONF MEMORY"), (80, "UPDATED CONF MEMORY SCENE"), (110, "UPDATED TYPE CONF MEMORY SCENE"),
      (111, "UPDATED CREATED TYPE CONF MEMORY SCENE"),
    ])
  func `absolute times take more room`(width: Int, columns: String) throws {
    let session = try Session.opened(SampleService.make(), width: width, height: 36)
    session.keys("t")
    #expect(heads(session).joined(separator: " ") == columns)
  }

  /// Each column is sorted by what it shows.
  @Test(
    arguments: [
      ("s s s", "SUCCESS↓", ["b", "a", "c"]), ("s s s s", "ERROR↑", ["c", "b", "a"]),
      ("s s s s s", "EXPERIENCE↑", ["a", "c", "b"]),
    ])
  func `tools are sorted by any column`(keys: String, head: String, ids: [String]) throws {
    let rows = [
      #"{"id":"a","tool_value":"3","experience":"Ask","tool_used_status":[{"used_tool":"x","success_rate":0.5,"error_type":"z"},{"success_rate":0.9}]}"#,
      #"{"id":"b","tool_value":"2","experience":"Wait","tool_used_status":[{"used_tool":"x","success_rate":0.6,"error_type":"y"}]}"#,
      #"{"id":"c","tool_value":"1","tool_used_status":[{"used_tool":"x","success_rate":0.1,"tool_experience":"Read","error_type":"b"}]}"#,
    ]
    let session = try Session.opened(
      ScriptedService(counts: [.tool: 3]) { _, index in rows[index] }, width: 120, height: 36)
    session.keys("3 \(keys)")
    #expect(session.lines[2].contains(head), "\(session.lines[2])")
    #expect((0..<3).map { session.state.rows.memory(at: $0)?.id.text } == ids, "\(session.screen)")
  }

  @Test(arguments: 40...220)
  func `the text keeps its room and the columns end at the right margin`(width: Int) throws {
    for category in MemoryCategory.allCases {
      for absoluteTimes in [false, true] {
        let columns = ListColumn.fitting(
          category, width: width, room: width - 1, absoluteTimes: absoluteTimes)
        let others = columns.filter { $0 != .text }.reduce(0) {
          $0 + $1.width(absoluteTimes: absoluteTimes) + ListColumn.gap
        }
        #expect(columns == columns.sorted() && columns.contains(.text))
        // The names of the tools say much of what a memory of tools is about.
        let leastText = width < 70 || category == .tool ? 24 : 40
        #expect(width - 1 - others >= leastText, "\(category)")
      }
    }
  }

  @Test(
    arguments: [
      (0, ".00"), (0.9, ".90"), (0.999, "1.00"), (9.99, "9.99"), (10, "10.0"), (12.5, "12.5"), (-0.5, "-0.5"),
    ])
  func `a confidence has two digits where it can`(value: Double, text: String) {
    #expect(ListColumn.hundredths(value) == text)
  }

  @Test(
    arguments: [
      ("LongTermMemory", "LongTerm"), ("explicit_preference", "explicit"), ("Memory", "Memory"),
      ("_preference", "_preference"), ("other", "other"),
    ])
  func `a kind is shown without its usual ending`(kind: String, text: String) {
    #expect(ListColumn.shortKind(kind) == text)
  }

  @Test func `a row shows each field at its column`() throws {
    let session = try opened(
      """
      {"id":"1","memory_key":"Remote days","memory_value":"Works from home","memory_type":"UserMemory",\
      "confidence":0.98,"create_time":"2026-11-08 08:30","update_time":"2026-11-23 05:30","status":"activated",\
      "tags":["work","meeting"],"info":{"tier":"gold","scene":"Work"},"agent_id":"agent_travel","app_id":"app",\
      "conversation_id":"conv_1"}
      """, width: 200)
    let (heads, row) = (session.lines[2], session.lines[3])
    for (head, text) in [
      ("UPDATED", "3h "), ("CREATED", "2w "), ("TYPE", "User "), ("CONF", ".98 "),
      ("MEMORY", "Remote days  Works from home "), ("SCENE", "Work "), ("TAGS", "work +1 "),
      ("AGENT", "agent_travel "), ("APP", "app "), ("CONVERSATION", "conv_1 "), ("STATUS", "activated"),
    ] {
      let start = try #require(heads.firstRange(of: head)).lowerBound
      let column = heads.distance(from: heads.startIndex, to: start)
      #expect(row.dropFirst(column).hasPrefix(text), "\(head)")
    }
    #expect(
      session.styles(of: "Remote days  ").map(\.attributes) == Array(repeating: .bold, count: 11) + [[], []])
    #expect(session.styles(of: "agent_travel").allSatisfy { $0 == session.theme[.faint] })
    session.keys("t")
    #expect(session.lines[3].hasPrefix("▌2026-11-23 13:30   2026-11-08 16:30   User "))
  }

  @Test func `a self-hosted row shows the same fields`() throws {
    let session = try opened(
      """
      {"id":"1","memory":"Works from home","metadata":{"key":"Remote days","info":{"scene":"Work"},"tags":["work"],\
      "session_id":"conv_1","status":"activated"}}
      """, width: 200)
    for text in ["Remote days  Works from home", " Work  ", " work  ", " conv_1 ", " activated"] {
      #expect(session.lines[3].contains(text), "\(session.lines[3])")
    }
  }

  @Test(
    arguments: [
      (#"[{"used_tool":"a","success_rate":"0.6"},{"used_tool":"b","success_rate":0.99}]"#, "60…99 % !"),
      (#"[{"used_tool":"a","success_rate":0.31}]"#, "31 % !"),
      (#"[{"used_tool":"a","success_rate":0.7},{"used_tool":"b"}]"#, "70 %  "),
      (#"[{"used_tool":"a","success_rate":0.65},{"used_tool":"b","success_rate":1}]"#, "65…100 %!"),
      (#"[{"used_tool":"a","success_rate":95}]"#, "95 "), (#"[{"used_tool":"a"}]"#, "         "),
    ])
  func `success is a range with a mark below 70 %`(uses: String, success: String) throws {
    let session = try opened(#"{"id":"1","tool_value":"text","tool_used_status":\#(uses)}"#, .tool)
    let start = try #require(session.lines[2].firstRange(of: "SUCCESS")).lowerBound
    let column = session.lines[2].distance(from: session.lines[2].startIndex, to: start)
    #expect(session.lines[3].dropFirst(column).hasPrefix(success), "\(session.lines[3])")
  }

  @Test(
    arguments: [
      (#""experience":"own","tool_used_status":[{"used_tool":"a","tool_experience":"first"}]"#, "own", false),
      (#""tool_used_status":[{"used_tool":"a"},{"used_tool":"b","experience":"first"}]"#, "first", false),
      (#""tool_used_status":[{"used_tool":"a"}]"#, "the value", true),
    ])
  func `experience is the row's, else the first of its tools, else the value, dim`(
    fields: String, shown: String, isDim: Bool
  ) throws {
    let session = try opened(#"{"id":"1","tool_value":"the value",\#(fields)}"#, .tool)
    #expect(session.lines[3].hasSuffix(shown), "\(session.lines[3])")
    #expect(session.styles(of: shown).allSatisfy { $0.attributes.contains(.dim) == isDim })
  }

  @Test func `the error is the last one that is not empty`() throws {
    let uses = #"[{"error_type":"a"},{"error_type":"rate_limited"},{"error_type":""},{"error_type":null}]"#
    let session = try opened(#"{"id":"1","tool_value":"text","tool_used_status":\#(uses)}"#, .tool)
    #expect(session.lines[2].contains("ERROR") && session.lines[3].contains(" rate_limited "))
  }

  @Test func `a title that is the text is shown once`() throws {
    let session = try opened(#"{"id":"1","memory_key":"Works from home","memory_value":"Works from home"}"#)
    #expect(session.lines[3].hasSuffix("  Works from home"))
    #expect(session.lines.filter { $0.contains("Works from home") }.count == 2, "in the row and the preview")
    #expect(session.styles(of: "Works from home").allSatisfy { $0.attributes == [] })
  }

  @Test func `fields of any type leave the row readable`() throws {
    for value in ["null", "7", "true", #""""#, "[]", "[null]", #"{"a":1}"#, #"[["x"],{}]"#, "1e999"] {
      let record =
        #"{"id":"1","memory_value":"text","tags":\#(value),"info":\#(value),"agent_id":\#(value),"#
        + #""status":\#(value),"sources":\#(value),"create_time":\#(value),"tool_used_status":\#(value)}"#
      for category in [MemoryCategory.factual, .tool] {
        let session = try opened(record, category, width: 200)
        #expect(session.lines[3].hasPrefix("▌"), "\(value)")
      }
    }
  }
}

@MainActor @Suite struct PreviewTests {
  private let fact = """
    {"id":"1","memory_key":"Remote days","memory_value":"Works from home","memory_type":"UserMemory",\
    "confidence":0.98,"create_time":"2026-11-08 08:30","update_time":"2026-11-23 05:30","status":"activated",\
    "tags":["work","meeting"],"info":{"scene":"Work","tier":"gold"},"agent_id":"agent_travel",\
    "sources":[{"role":"user","chat_time":"2026-11-08 14:28:00","content":"I work from home now."},\
    {"role":"assistant","content":"Noted."}]}
    """

  private func opened(_ record: String, width: Int = 120, height: Int = 36) throws -> Session {
    try Session.opened(
      ScriptedService(counts: [.factual: 1]) { _, _ in record }, width: width, height: height)
  }

  @Test func `the rule has key, times and confidence, the last lines the rest`() throws {
    let session = try opened(fact)
    let lines = Array(session.lines[(session.lines.count - 11)...])
    #expect(lines[0].hasPrefix("─ Remote days · since 2026-11-08 · changed 3h ago · confidence 0.98 ────"))
    #expect(lines[1] == " Works from home")
    #expect(lines[7] == " info  scene Work   tier gold")
    #expect(lines[8].hasPrefix(" tags  work, meeting "))
    #expect(lines[8].contains("  agent agent_travel ") && lines[8].contains("  type  UserMemory, activated"))
    #expect(lines[9].hasPrefix(" from  user 22:28 “I work from home now.” "))
    #expect(lines[9].hasSuffix(" 2 messages · c shows them"))
    session.keys("t")
    #expect(
      session.screen.contains("since 2026-11-08 16:30 · changed 2026-11-23 13:30 +08:00 · confidence 0.98"))
  }

  @Test(arguments: [(80, 24), (80, 17), (40, 12), (60, 14), (120, 36), (200, 50)])
  func `few rows keep text, one line of info and tags, and the source`(width: Int, height: Int) throws {
    let session = try opened(fact, width: width, height: height)
    let layout = Layout(size: session.size, preview: .below, bannerLines: 0)
    let rows = layout.preview.height + 1
    #expect(session.screen.contains(" Works from home"))
    #expect(session.screen.contains("scene Work") == (rows >= 4))
    #expect(session.screen.contains(" type  ") == (rows >= 6))
    if rows >= 4 { #expect(session.lines[height - 2].hasPrefix(" from  user 22:28 “I work")) }
  }

  @Test func `labels stay in their places when the selection moves`() throws {
    let session = try Session.opened(SampleService.make(), width: 120, height: 36)
    let labels: () -> [String] = { session.lines[32..<35].map { String($0.prefix(7)) } }
    let before = labels()
    for _ in 0..<5 {
      session.keys("Down")
      #expect(labels() == before)
    }
  }

  @Test func `a row without sources says that they cost a call`() throws {
    let session = try opened(#"{"id":"1","memory_value":"text"}"#)
    #expect(session.screen.contains(" from  not in this row "))
    #expect(session.screen.contains(" c asks the service: 1 call"))
    #expect(session.screen.contains(" info  none") && session.screen.contains(" tags  none"))
    #expect(session.pendingRecord == nil)
  }

  @Test func `the rule counts the lines that do not fit`() throws {
    let text = (1...60).map { "line \($0)" }.joined(separator: "\\n")
    let session = try opened(#"{"id":"1","memory_key":"Key","memory_value":"\#(text)"}"#)
    #expect(session.screen.contains("─ … 54 more lines, Ctrl-E ─"))
    session.keys("Ctrl-E Ctrl-E")
    #expect(session.screen.contains("─ … 52 more lines, Ctrl-E ─"))
    session.keys("Ctrl-E", times: 100)
    #expect(session.screen.contains("─ … 54 lines above, Ctrl-Y ─") && session.screen.contains(" line 60"))
  }
}
