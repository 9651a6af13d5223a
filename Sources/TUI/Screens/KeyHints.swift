import BrowserCore
import Canvas
import MemoryModel

/// The keys that matter here and now, the most important first: `Enter open  / search  f filter  ? keys`.
struct KeyHints {
  let state: BrowserState
  let context: DrawingContext
  private typealias Hint = (command: BrowserCommand, key: String, label: String)
  /// Between two hints.
  private static let gap = 2

  /// At the right end of the area, as many as there is room for.
  func draw(in area: Rect, on drawing: inout Drawing) {
    let hints = fitting(area.width)
    let width = hints.reduce(-Self.gap) { $0 + self.width(of: $1) }
    guard width > 0 else { return }
    var place = area.inset(left: area.width - width)
    for hint in hints {
      let used = drawing.write(hint.key, in: place, .hintKey)
      drawing.write(" " + hint.label, in: place.inset(left: used))
      drawing.onClick(keyOf: [hint.command], in: place.first(self.width(of: hint) - Self.gap))
      place = place.inset(left: self.width(of: hint))
    }
  }

  /// The one that leaves always has its place, then the one that lists all keys, at the end.
  private func fitting(_ room: Int) -> [Hint] {
    let table = context.keymap.hints(in: state.place).map { hint in
      (
        hint.command, hint.key.sign(context.glyphs),
        label(of: hint.command, room: room) ?? hint.label
      )
    }
    let all = momentary + table
    let help = all.first { Self.explaining.contains($0.command) }
    let leave = state.place == .list ? nil : all.first { $0.command.closes }
    var free = room + Self.gap - (leave.map(width) ?? 0)
    guard free >= 0 else { return [] }
    let isHelpShown = help.map { width(of: $0) <= free } ?? false
    if let help, isHelpShown { free -= width(of: help) }
    var chosen: [Hint] = []
    for hint in all where !Self.explaining.contains(hint.command) && !isPointless(hint.command) {
      guard !chosen.contains(where: { $0.command == hint.command }) else { continue }
      if hint.command != leave?.command {
        guard width(of: hint) <= free else { continue }
        free -= width(of: hint)
      }
      chosen.append(hint)
    }
    return chosen + (isHelpShown ? [help].compactMap(\.self) : [])
  }

  private static let explaining: [BrowserCommand] = [.showHelp, .showFields]

  /// What a key does now, if that is not what its hint says.
  private func label(of command: BrowserCommand, room: Int) -> String? {
    switch (command, state.place) {
    case (.accept, .form), (.accept, .formOperation): state.form?.completion.selected == nil ? nil : "take"
    case (.showFields, .help): room >= 45 ? "fields and operators" : nil
    case (.showFields, _): room >= 100 ? "fields and keys" : nil
    case (.accept, .values): valuesHint
    case (.accept, .overview):
      state.screens.find(OverviewState.self)?.acceptFilters(state) == false ? "narrow" : nil
    default: nil
    }
  }

  private var valuesHint: String? {
    guard let values = state.screens.find(ValuesState.self) else { return nil }
    return !values.isInValues ? "values" : values.acceptFilters ? nil : "narrow"
  }

  private func width(of hint: Hint) -> Int {
    context.columns(hint.key) + 1 + context.columns(hint.label) + Self.gap
  }

  /// What leads after a failure, in an empty pane, during a search.
  private var momentary: [Hint] {
    if state.place == .differences {
      return state.loading.failure == nil ? [] : hints((.refresh, "retry"))
    }
    guard state.place == .list else {
      return state.retryIsOffered ? hints((.refresh, "retry")) : []
    }
    var commands: [(BrowserCommand, String)] = []
    if state.hasFailed(state.category) { commands.append((.refresh, "retry")) }
    if !state.droppableConditions.isEmpty { commands.append((.open, "drop")) }
    let isNarrowed = state.list.narrowing != nil
    if state.rows.count == 0 { commands.append(isNarrowed ? (.back, "all rows") : (.changeUser, "user")) }
    if state.search.pattern != nil {
      commands += [
        (.open, "open"), (.nextMatch, "next"), (.previousMatch, "previous"),
        (.narrow, isNarrowed ? "all rows" : "only these"), (.back, "drop"),
      ]
    } else if isNarrowed {
      commands += state.rows.count == 0 ? [] : [(.open, "open"), (.narrow, "all rows")]
    }
    if state.filter.active != nil { commands += [(.openFilter, "filter"), (.clearFilter, "clear filter")] }
    return hints(commands)
  }

  private func hints(_ commands: (BrowserCommand, String)...) -> [Hint] { hints(commands) }

  private func hints(_ commands: [(BrowserCommand, String)]) -> [Hint] {
    commands.compactMap { command, label in
      context.keymap.keys(for: command, in: state.place).first.map {
        (command, $0.sign(context.glyphs), label)
      }
    }
  }

  /// Without a row there is nothing to open, to copy or to search, and beside a memory outside the panes is no other.
  private func isPointless(_ command: BrowserCommand) -> Bool {
    if state.reading?.isOutside == true, command == .nextMemory || command == .previousMemory { return true }
    // Enter goes there too, and says so.
    if command == .nextCell, state.place == .values { return true }
    if command == .accept || command == .nextCell, state.place == .values || state.place == .overview {
      return state.store.facets.rows == 0
    }
    if state.place == .review {
      return state.reviewing.lineCount == 0 && command != .showHelp && command != .refresh && !command.closes
    }
    if state.place == .differences, let differences = state.differences {
      switch command {
      case .accept: return differences.count(of: differences.group) == 0
      case .nextCell: return differences.differences == nil
      default: return false
      }
    }
    guard state.place == .list, state.rows.count == 0 else { return false }
    switch command {
    case .open: return state.droppableConditions.isEmpty
    case .search, .showValues, .showOverview, .startCopy, .openExport: return true
    default: return false
    }
  }
}

extension BrowserState {
  /// In a place on top of the list, whether a page failed that it would show something of.
  fileprivate var retryIsOffered: Bool {
    switch place {
    case .memory: hasFailed(category)
    case .review: screens.find(ReviewState.self).map { hasFailed($0.category) } ?? false
    case .values, .overview: categories.contains(where: hasFailed)
    default: false
    }
  }
}
