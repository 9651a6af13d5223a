import BrowserCore
import Canvas
import MemoryModel
import SessionHarness
import TUI

/// Memories that a filter can tell apart: of six facts in a row three are about payments, two about travel, one about
/// work.
enum FilterSample {
  static func make(facts: Int = 60, preferences: Int = 3, tools: Int = 0) -> ScriptedService {
    ScriptedService(counts: [.factual: facts, .preference: preferences, .tool: tools]) { category, index in
      category == .factual ? fact(index) : other(category, index)
    }
  }

  /// Rows as a service sends them that knows of no other scene.
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
