import BrowserCore
import MemoryModel

/// `1 row`, `12 rows`, `1,561 memories`
func counted(_ count: Int, _ noun: String) -> String {
  guard count != 1 else { return "1 \(noun)" }
  return "\(count.grouped) \(noun.hasSuffix("y") ? "\(noun.dropLast())ies" : noun + "s")"
}

extension Int {
  public var grouped: String {
    let digits = Array(String(magnitude))
    let parts = digits.enumerated().map { index, digit in
      (index > 0 && (digits.count - index) % 3 == 0 ? "," : "") + String(digit)
    }
    return (self < 0 ? "-" : "") + parts.joined()
  }
}

extension MemoryCategory {
  /// `1 tool memory`, `12 tool memories`
  public func noun(_ count: Int) -> String {
    guard count == 1 else { return pluralNoun }
    return self == .tool ? "tool memory" : String(pluralNoun.dropLast())
  }

  /// `1,287 facts`
  func counted(_ count: Int) -> String { "\(count.grouped) \(noun(count))" }

  public var pluralNoun: String { self == .tool ? "tool memories" : title.lowercased() }

  public var title: String {
    switch self {
    case .factual: "Facts"
    case .preference: "Preferences"
    case .tool: "Tools"
    case .skill: "Skills"
    case .profile: "Profiles"
    case .event: "Events"
    }
  }
}

/// The search and the sort order of a pane, for the last line, each with the rows that it covers.
struct SearchStatus {
  let state: BrowserState
  let context: DrawingContext

  /// `3 of 17 in 150 loaded`, `no match in 9,000 of 10,000 loaded`; `nil` without a search.
  var count: String? {
    guard let count = state.searchCount else { return nil }
    guard count.isComplete else { return "searching \(context.glyphs.ellipsis)" }
    let loaded =
      count.checked < count.loaded
      ? "\(count.checked.grouped) of \(count.loaded.grouped)" : count.loaded.grouped
    let searched = state.list.narrowing == nil ? "\(loaded) loaded" : "\(state.rows.count.grouped) shown"
    let found =
      switch (count.matches, count.current) {
      case (0, _): "no match"
      case (let matches, let current?): "\(current.grouped) of \(matches.grouped)"
      case (let matches, nil): "\(matches.grouped) \(matches == 1 ? "match" : "matches")"
      }
    return "\(found) in \(searched)"
  }

  /// `/guang 3 of 17 in 150 loaded`
  var found: String? {
    guard let count, let pattern = state.search.pattern else { return nil }
    let text = pattern.text.count > 20 ? pattern.text.prefix(19) + context.glyphs.ellipsis : pattern.text
    return "/\(text) \(count)"
  }

  /// `sorted by confidence ↓ (loaded rows)`; `nil` in server order.
  var order: String? {
    guard let order = shortOrder else { return nil }
    let loaded = state.store[state.category].countInMemory
    // Rows that were dropped from memory come last, in server order.
    let all = state.store[state.category].count
    let covered = loaded < all ? "\(loaded.grouped) of \(all.grouped) loaded rows" : "loaded rows"
    return "\(order) (\(covered))"
  }

  var shortOrder: String? {
    guard let order = state.rows.order else { return nil }
    let arrow = order.isDescending ? context.glyphs.descending : context.glyphs.ascending
    return "sorted by \(order.column.title(state.category)) \(arrow)"
  }
}

extension SortColumn {
  func title(_ category: MemoryCategory) -> String {
    switch self {
    case .kind: "type"
    case .text where category == .tool: "experience"
    default: "\(self)"
    }
  }
}
