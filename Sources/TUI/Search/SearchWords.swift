import BrowserCore
import MemoryModel

/// What the last line says of a search and of a sort, each with what it covers.
struct SearchWords {
  let state: BrowserState
  let context: DrawingContext

  /// `3 of 17 in 150 loaded`, `no match in 9000 of 10000 loaded`; `nil` without a search.
  var count: String? {
    guard let count = state.searchCount else { return nil }
    guard count.isComplete else { return "searching \(context.glyphs.ellipsis)" }
    let loaded = count.checked < count.loaded ? "\(count.checked) of \(count.loaded)" : "\(count.loaded)"
    let found =
      switch (count.matches, count.current) {
      case (0, _): "no match"
      case (let matches, let current?): "\(current) of \(matches)"
      case (let matches, nil): "\(matches) \(matches == 1 ? "match" : "matches")"
      }
    return "\(found) in \(loaded) loaded"
  }

  /// `/guang 3 of 17 in 150 loaded`
  var found: String? {
    guard let count, let pattern = state.search?.pattern else { return nil }
    let text = pattern.text.count > 20 ? pattern.text.prefix(19) + context.glyphs.ellipsis : pattern.text
    return "/\(text) \(count)"
  }

  /// `sorted by confidence ↓ of what is loaded`; `nil` in the service's order.
  var order: String? {
    guard let order = shortOrder else { return nil }
    let loaded = state.store[state.category].countInMemory
    // What was dropped from memory stands at the end, in the service's order.
    let covered = loaded < state.rows.count ? "\(loaded) of \(state.rows.count) loaded" : "what is loaded"
    return "\(order) of \(covered)"
  }

  /// `sorted by confidence ↓`
  var shortOrder: String? {
    guard let order = state.rows.order else { return nil }
    let arrow = order.isDescending ? context.glyphs.descending : context.glyphs.ascending
    return "sorted by \(order.column.words) \(arrow)"
  }
}

extension SortColumn {
  var words: String {
    switch self {
    case .updated: "updated"
    case .kind: "type"
    case .confidence: "confidence"
    case .tools: "tools"
    case .success: "success"
    case .text: "text"
    }
  }
}
