import BrowserCore
import Canvas
import MemoryModel
import ScriptedService
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

extension Session {
  /// Keys by name, parted by spaces: `f scene Tab Tab Payment Enter`. What is no name is typed.
  func keys(_ words: String) {
    let named: [String: Key] = [
      "Tab": .tab, "BackTab": .backTab, "Enter": .enter, "Esc": .escape, "Up": .up, "Down": .down,
      "Left": .left,
      "Right": .right, "Space": .character(" "), "Home": .home, "End": .end, "Backspace": .backspace,
    ]
    for word in words.split(separator: " ").map(String.init) {
      if let key = named[word] {
        press(key)
      } else if word.hasPrefix("C-"), word.count == 3, let letter = word.last {
        press(.control(letter))
      } else {
        type(word)
      }
    }
  }

  /// The filter of the last request, as it is sent.
  var sent: String? { requests.last?.filter?.encoded() }

  func says(_ text: String) -> Bool { screen.contains(text) }

  /// What stands in the cells of the form: `scene = Payment`, with `off` in front where it is.
  var cells: [String] {
    (state.form?.rows ?? []).map { row in
      "\(row.isOn ? "" : "off ")\(row.field.text) \(row.operation) \(row.value.text)"
    }
  }

  /// Where the cursor of the form stands.
  var cell: String? { state.form.map { "\($0.row) \($0.cell)" } }

  /// The styles of the cells that spell the text, where it stands first.
  func styles(of text: String) -> [Style] {
    let canvas = frame.canvas
    for y in 0..<size.height {
      let row = canvas.row(y).filter { !$0.text.isEmpty }
      let letters = text.map(String.init)
      for start in row.indices where row[start...].prefix(letters.count).map(\.text) == letters {
        return row[start..<start + letters.count].map(\.style)
      }
    }
    return []
  }
}
