import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import TUI

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
