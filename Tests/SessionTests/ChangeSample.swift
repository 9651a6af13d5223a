import BrowserCore
import MemoryModel
import SessionHarness

/// What the demo tells while one watches: at each step a memory arrives, changes or vanishes.
enum ChangeSample {
  private struct Fact {
    var id: String
    var key: String
    var text: String
    var confidence: String
    var tags: [String]
    var info = #"{"scene":"Wellbeing","tier":"silver"}"#
    var minute = 0

    var json: String {
      let list = tags.map { "\"\($0)\"" }.joined(separator: ",")
      return """
        {"id":"\(id)","memory_key":"\(key)","memory_value":"\(text)","memory_type":"UserMemory","confidence":\
        \(confidence),"create_time":1764577800000,"update_time":\(1_795_410_000_000 + minute * 60_000),\
        "status":"activated","tags":[\(list)],"info":\(info),"sources":[{"role":"user","content":"Keep that."}]}
        """
    }
  }

  private static let beginning: [Fact] = [
    Fact(
      id: "allergy", key: "Allergy: penicillin",
      text: "The user is allergic to penicillin and carries medicine when travelling.", confidence: "0.78",
      tags: ["allergy", "health"]),
    Fact(
      id: "meeting", key: "Monday meeting", text: "The team meets every Monday at 09:30.", confidence: "0.91",
      tags: ["work"]),
    Fact(
      id: "trip", key: "Copenhagen trip", text: "The user plans to travel to Copenhagen in the spring.",
      confidence: "0.6", tags: []),
    Fact(id: "budget", key: "十月预算", text: "用户十月的预算是¥1,955（不含房租）。", confidence: "0.97", tags: ["budget"]),
    Fact(
      id: "shoes", key: "Yoga", text: "The user needs new shoes for a yoga class.", confidence: "0.5",
      tags: []),
  ]

  private static func facts(at step: Int) -> [Fact] {
    var facts = beginning
    func move(_ id: String, _ change: (inout Fact) -> Void) {
      guard let place = facts.firstIndex(where: { $0.id == id }) else { return }
      var fact = facts.remove(at: place)
      change(&fact)
      fact.minute = step
      facts.insert(fact, at: 0)
    }
    if step >= 1 {
      facts.insert(
        Fact(
          id: "flight", key: "Flight to Lisbon",
          text: "The user wants to fly to Lisbon for the long weekend.",
          confidence: "0.72", tags: ["flight"], minute: 1), at: 0)
    }
    if step >= 2 {
      move("allergy") {
        $0.text =
          "The user is allergic to penicillin; the allergy specialist confirmed it with a second skin test."
        $0.tags.append("emergency")
        $0.confidence = "0.97"
        $0.info = #"{"scene":"Wellbeing"}"#
      }
    }
    if step >= 3 { move("budget") { $0.text = "用户九月的预算是¥2,400（不含房租）。" } }
    if step >= 4 { facts.removeAll { $0.id == "trip" } }
    if step >= 5 {
      move("allergy") { $0.text = "The user is allergic to penicillin and to nuts." }
    }
    if step >= 6, let place = facts.firstIndex(where: { $0.id == "meeting" }) { facts[place].minute = 6 }
    return facts
  }

  /// Five facts, `more` others below them, and two preferences.
  static func make(step: Int = 0, more: Int = 0) -> ScriptedService {
    let facts = facts(at: step)
    return ScriptedService(counts: [.factual: facts.count + more, .preference: 2]) { category, index in
      switch category {
      case .factual where index < facts.count: facts[index].json
      case .factual: #"{"id":"more \#(index - facts.count)","memory_value":"text \#(index - facts.count)"}"#
      default:
        #"{"id":"p\#(index)","preference":"Prefers an aisle seat","preference_type":"explicit_preference"}"#
      }
    }
  }
}

extension Session {
  /// The service moves on to a step of ``ChangeSample``, and `r` reads page 1.
  func reload(step: Int, more: Int = 0) throws {
    service = ChangeSample.make(step: step, more: more)
    keys("r")
    try answer()
  }

  /// The same for a watch that was started with `w`.
  func watch(step: Int, more: Int = 0) throws {
    service = ChangeSample.make(step: step, more: more)
    passWatchTime()
    try answer()
  }

  /// The rows of the list with their signs: `≠Allergy: penicillin`.
  var signs: [String] {
    state.store[.factual].count == 0
      ? []
      : (0..<state.store[.factual].count).compactMap { row in
        guard let memory = state.store[.factual].memory(at: row) else { return nil }
        let marks = state.watch.marks
        let sign =
          state.isGone(memory)
          ? "–" : marks.new.contains(memory.id) ? "+" : marks.changed.contains(memory.id) ? "≠" : ""
        return sign + memory.id.text
      }
  }
}
