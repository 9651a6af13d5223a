import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import TUI
import Testing

/// A few rows of each kind as the service sends them, with wide characters, hostile text and numbers as strings.
enum SampleService {
  static func make(facts: Int = 150, preferences: Int = 37, tools: Int = 12) -> ScriptedService {
    ScriptedService(counts: [.factual: facts, .preference: preferences, .tool: tools]) { category, index in
      switch category {
      case .preference: preference(index)
      case .tool: tool(index)
      default: fact(index)
      }
    }
  }

  /// One memory with its messages, one of which has an image.
  static func conversation() -> ScriptedService {
    ScriptedService(counts: [.factual: 1]) { _, _ in
      """
      {"id":"f","memory_key":"Allergy: penicillin","memory_value":"The user is allergic to penicillin and carries \
      medicine when travelling.","conversation_id":"conv_2a1fdec9c9","agent_id":"agent_travel","sources":[\
      {"role":"user","content":"I must not get penicillin again, remember that.","chat_time":"2026-03-17 10:00"},\
      {"role":"assistant","content":"Noted.","chat_time":"2026-03-17 10:01"},\
      {"role":"user","content":[{"type":"text","text":"My card:"},{"type":"image_url","image_url":\
      {"url":"data:image/png;base64,\(String(repeating: "iVBO", count: 12_333))"}}],\
      "chat_time":"2026-03-18 09:00"}]}
      """
    }
  }

  private static let texts = [
    ("Guangzhou trip", "plans to travel to Guangzhou in the summer of 2026, by train, with two children"),
    ("支付方式", "用户喜欢用支付宝付款，不喜欢信用卡。"),
    ("Allergy", "is allergic to peanuts 🥜 and carries an EpiPen"),
    ("Hostile", #"red \u001b[31mtext\u001b[0m and a bell\u0007, right\u202eleft, [/etc/passwd]"#),
    ("Family", "👨‍👩‍👧 travels as a family of three\\nwith a second line"),
  ]

  private static func fact(_ index: Int) -> String {
    let (key, value) = texts[index % texts.count]
    let updated = 1_795_422_600_000 - index * 7_200_000
    return """
      {"id":"f-\(index)","memory_key":"\(key)","memory_value":"\(value)","memory_type":"\
      \(index % 3 == 0 ? "UserMemory" : "LongTermMemory")","confidence":0.9\(index % 10),"create_time":1764577800000,\
      "update_time":\(updated),"conversation_id":"c-\(index / 4)","status":"activated",\
      "tags":["finance","travel"],"info":{"scene":"Payment","tier":"gold","score":3,"vip":true,\
      "trip":{"city":"Guangzhou","nights":4}},"sources":[{"role":"user","content":"I fly on Friday"}],"odd":null}
      """
  }

  private static func preference(_ index: Int) -> String {
    """
    {"id":"p-\(index)","preference":"Prefers an aisle seat","preference_type":"\
    \(index % 2 == 0 ? "explicit" : "implicit")_preference","reasoning":"Asked for it three times.",\
    "update_time":"2026-11-20 08:30"}
    """
  }

  private static func tool(_ index: Int) -> String {
    """
    {"id":"t-\(index)","tool_type":"ToolTrajectoryMemory","tool_value":"search, then book",\
    "tool_used_status":[{"used_tool":"search_flights","success_rate":"0.84","error_type":"none"},\
    {"used_tool":"book","success_rate":1}],"update_time":"2026-11-01T12:00:00Z"}
    """
  }
}

/// Memories for filters: of six consecutive facts three are about payments, two about travel, one about work.
enum FilterSample {
  static func make(facts: Int = 60, preferences: Int = 3, tools: Int = 0) -> ScriptedService {
    ScriptedService(counts: [.factual: facts, .preference: preferences, .tool: tools]) { category, index in
      category == .factual ? fact(index) : other(category, index)
    }
  }

  /// The rows of a service where every scene is `Payment`.
  static func payments(_ facts: Int) -> ScriptedService {
    ScriptedService(counts: [.factual: facts]) { _, index in
      """
      {"id":"pay-\(index)","memory_value":"payment \(index)","info":{"scene":"Payment"}}
      """
    }
  }

  private static func fact(_ index: Int) -> String {
    let scene = ["Payment", "Payment", "Payment", "Travel", "Travel", "Work"][index % 6]
    let tier = index % 2 == 0 ? "gold" : "silver"
    return """
      {"id":"f-\(index)","memory_value":"text \(index)","create_time":1764577800000,"update_time":1795422600000,\
      "tags":["finance","tag \(index % 4)"],"agent_id":"a1",\
      "info":{"scene":"\(scene)","tier":"\(tier)","score":\(index % 3),"vip":true,"code":"7"}}
      """
  }

  private static func other(_ category: MemoryCategory, _ index: Int) -> String {
    """
    {"id":"\(category)-\(index)","preference":"likes \(index)","update_time":1795422600000,"info":{"scene":"Travel"}}
    """
  }
}

/// Facts from 30 months with a few kinds and values, and tools with mixed success.
enum OverviewSample {
  static func make() -> ScriptedService {
    ScriptedService(counts: [.factual: 150, .preference: 37, .tool: 12]) { category, index in
      let month = CivilMonth(CivilDate(daysSince1970: 20_780)).advanced(by: -(index * index / 25 % 30)).text
      switch category {
      case .preference:
        return """
          {"id":"p-\(index)","preference":"x","update_time":"2026-10-02","preference_type":"\
          \(index % 3 == 0 ? "im" : "ex")plicit_preference"}
          """
      case .tool:
        return """
          {"id":"t-\(index)","tool_type":"ToolTrajectoryMemory","update_time":"2026-09-02","tool_used_status":[\
          {"used_tool":"search_flights","success_rate":"0.84"},{"used_tool":"book","success_rate":0.\(index % 10)}]}
          """
      default:
        return """
          {"id":"f-\(index)","memory_value":"x","memory_type":"\(index % 4 == 0 ? "UserMemory" : "LongTermMemory")",\
          "confidence":0.\(99 - index % 60),"update_time":"\(month)-10","create_time":"\(month)-09",\
          "tags":["travel"\(index % 3 == 0 ? #","finance""# : "")],"agent_id":"planner",\
          "info":{"scene":"\(index % 5 == 0 ? "Payment" : "Shopping")","tier":"t\(index % 20)"}}
          """
      }
    }
  }
}

extension Session {
  /// The cursor of the open memory goes to a field.
  func moveToField(_ name: String) throws {
    let fields = try #require(state.reading).fields
    keys("g")
    keys("j", times: try #require(fields.firstIndex { $0.name == name }))
    try #require(state.reading.map { $0.fields[$0.cursor].name } == name)
  }
}
