import MemoryModel

/// A line of what Ctrl-L offers.
public struct KeptFilter: Sendable, Hashable {
  /// nil for one that was only used.
  public var name: String?
  public var filter: StoredFilter
}

extension BrowserState {
  /// Filters with a name, then the last ones that were used.
  public var keptFilters: [KeptFilter] {
    remembered.filters.map { KeptFilter(name: $0.name, filter: $0.filter) }
      + remembered.recentFilters.map { KeptFilter(name: nil, filter: $0) }
  }

  mutating func performInFormPanel(
    _ command: BrowserCommand, measure: Measure, now: Timestamp
  ) -> [BrowserEffect] {
    switch form?.panel {
    case .naming(let line): return perform(command, naming: line, now: now)
    case .choosing(let selected): return perform(command, choosing: selected, measure: measure, now: now)
    case nil: return []
    }
  }

  private mutating func perform(
    _ command: BrowserCommand, naming line: EditedLine, now: Timestamp
  ) -> [BrowserEffect] {
    var line = line
    switch command {
    case .back:
      form?.panel = nil
      return []
    case .accept:
      let name = line.text.trimmed
      guard !name.isEmpty, let filter = try? form?.filter() else { return [] }
      form?.panel = nil
      return remember(.savedFilter(NamedFilter(name: name, filter: StoredFilter(filter))))
    default: line.edit(command)
    }
    form?.panel = .naming(line)
    return []
  }

  private mutating func perform(
    _ command: BrowserCommand, choosing selected: Int, measure: Measure, now: Timestamp
  ) -> [BrowserEffect] {
    let kept = keptFilters
    switch command {
    case .back: form?.panel = nil
    case .accept:
      form?.panel = nil
      if kept.indices.contains(selected) { load(kept[selected].filter, now: now) }
    case .removeRow:
      guard kept.indices.contains(selected), let name = kept[selected].name else { return [] }
      let effects = remember(.deletedFilter(name: name))
      let last = keptFilters.count - 1
      form?.panel = .choosing(max(0, min(selected, last)))
      return effects
    default:
      let target = moved(selected, by: command, rows: measure(self).textLines, count: kept.count)
      form?.panel = .choosing(target)
    }
    return []
  }

  /// Into the form, where Enter sends it.
  private mutating func load(_ stored: StoredFilter, now: Timestamp) {
    guard let filter = stored.filter(for: options.filterTarget(at: now)) else {
      note(.keptFilterUnreadable, at: now)
      return
    }
    form = FilterForm(filter, in: options.dialect)
    if filter.isRaw { noteWarnings(about: filter, now: now) }
    form?.focus(row: 0, .field)
    refreshCompletion()
  }

  /// What is worth keeping of a filter that was applied.
  mutating func rememberUse(of filter: MemoryFilter) -> [BrowserEffect] {
    guard !filter.isEmpty else { return [] }
    let stored = StoredFilter(filter)
    guard stored.bytes <= Remembered.longestRecentFilter else { return [] }
    var effects = remember(.usedFilter(stored))
    guard case .list(let list) = filter else { return effects }
    // A write each.
    for condition in list.conditions.prefix(Remembered.mostValues) {
      effects += remember(
        .usedValue(
          field: facetName(of: condition.field), value: condition.value.cellText(in: condition.field)))
    }
    return effects
  }
}

extension StoredFilter {
  fileprivate var bytes: Int {
    switch self {
    case .text(let text), .json(let text): text.utf8.count
    }
  }

  init(_ filter: MemoryFilter) {
    if let text = filter.text {
      self = .text(text)
    } else if case .raw(let value) = filter {
      self = .json(value.encoded())
    } else {
      self = .text("")
    }
  }

  /// nil for what an editor or another version left that cannot be read.
  public func filter(for target: FilterTarget) -> MemoryFilter? {
    switch self {
    case .text(let text): try? MemoryFilter(savedText: text, for: target)
    case .json(let json): try? MemoryFilter(json: json, for: target)
    }
  }
}
