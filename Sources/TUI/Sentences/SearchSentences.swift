import BrowserCore
import Canvas
import MemoryModel

extension SearchEnd {
  /// `No match for "latex" in all 1,287 facts, 183 preferences and 91 tool memories.`
  var sentence: String {
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

/// `local: memory_type = UserMemory · 16 of 50 loaded · Esc shows all`
struct NarrowingLabel {
  let state: BrowserState
  let context: DrawingContext

  func draw(in row: Rect, on drawing: inout Drawing) {
    guard row.height > 0, let label = label else { return }
    let room = row.inset(left: 1, right: 1)
    let fits = context.columns(label.full) <= room.width
    drawing.write(fits ? label.full : label.short, in: room, .label)
  }

  /// In a narrow window the count comes first.
  private var label: (full: String, short: String)? {
    guard let narrowing = state.list.narrowing, let matches = state.list.narrowed(state.category) else {
      return nil
    }
    let dot = context.glyphs.separator
    let all = state.store[state.category].count
    let count = matches.isComplete ? narrowing.count.grouped : context.glyphs.ellipsis
    let covered =
      matches.isPartial && matches.isComplete
      ? "\(narrowing.checked.grouped) of \(all.grouped) loaded, the others were dropped from memory"
      : "\(all.grouped) loaded"
    let key = context.keys(in: .list).part("\(dot)\(.back) shows all")
    let rule = narrowing.rule.label(context.glyphs)
    return ("local: \(rule)\(dot)\(count) of \(covered)\(key)", "local \(count) of \(all.grouped): \(rule)")
  }
}
