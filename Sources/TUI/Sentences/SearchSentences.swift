import BrowserCore
import Canvas
import MemoryModel

extension SearchEnd {
  /// `No match for "latex" in all 1,287 facts, 183 preferences and 91 tool memories.`
  var sentence: String {
    guard rows.contains(where: { $0.count > 0 }) else {
      return "No match for \(rule.label(.unicode)): there are no memories."
    }
    let searched = rows.map { $0.category.counted($0.count) }.joinedAsList
    let result =
      switch matches {
      case 0: "No match"
      case 1: "1 match"
      default: "\(matches.grouped) matches"
      }
    guard unread > 0 else { return "\(result) for \(rule.label(.unicode)) in all \(searched)." }
    return "\(result) for \(rule.label(.unicode)) in \(searched); \(counted(unread, "row")) of them "
      + "\(unread == 1 ? "was" : "were") not searched: dropped from memory (memory_limit)."
  }
}

extension RowCount {
  /// `2 matches in Tools: press 3`
  func sentence(_ keys: KeyNames) -> String {
    let found = "\(count.grouped) \(count == 1 ? "match" : "matches") in \(category.title)"
    let pane = keys.part("press \(.showPane(self.pane), in: .list)")
    guard !pane.isEmpty else { return found + "." }
    let first = keys.place == .search ? keys.part("\(.accept), then ") : ""
    return "\(found): \(first)\(pane)."
  }
}

extension NarrowingRule {
  /// `"latex"`, `memory_type = UserMemory`
  func label(_ glyphs: Glyphs) -> String {
    switch self {
    case .text(let pattern): "\"\(pattern.text)\""
    case .condition(let condition): condition.label(glyphs)
    }
  }
}

extension RecordCondition {
  func label(_ glyphs: Glyphs) -> String {
    operation == .between
      ? "\(name) = \(value)" : "\(name) \(operation.label(glyphs)) \(value)"
  }
}

extension [String] {
  /// `a, b and c`
  fileprivate var joinedAsList: String {
    guard count > 1, let last else { return first ?? "" }
    return dropLast().joined(separator: ", ") + " and " + last
  }
}
