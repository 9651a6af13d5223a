import MemoryModel

public struct KeptFilter: Sendable, Hashable {
  public var name: String?
  public var filter: StoredFilter
}

extension Remembered {
  public var keptFilters: [KeptFilter] {
    filters.map { KeptFilter(name: $0.name, filter: $0.filter) }
      + recentFilters.map { KeptFilter(name: nil, filter: $0) }
  }
}

extension FilterForm {
  mutating func performInPanel(
    _ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext
  ) -> [Outcome] {
    if command == .back {
      panel = nil
      return []
    }
    switch panel {
    case .naming(var line):
      if command == .accept { return save(as: line.text.trimmed) }
      line.edit(command)
      panel = .naming(line)
      return []
    case .choosing(let selected): return perform(command, choosing: selected, state, context)
    case nil: return []
    }
  }

  private mutating func save(as name: String) -> [Outcome] {
    guard !name.isEmpty else { return [.note(.nameMissing)] }
    guard let filter = try? filter() else { return [] }
    panel = nil
    return [.remember(.savedFilter(NamedFilter(name: name, filter: StoredFilter(filter))))]
  }

  private mutating func perform(
    _ command: BrowserCommand, choosing selected: Int, _ state: BrowserState, _ context: UpdateContext
  ) -> [Outcome] {
    let kept = state.history.remembered.keptFilters
    switch command {
    case .accept:
      panel = nil
      return kept.indices.contains(selected) ? load(kept[selected].filter, state, context) : []
    case .removeRow:
      guard kept.indices.contains(selected), let name = kept[selected].name else { return [] }
      panel = .choosing(max(0, min(selected, kept.count - 2)))
      return [.remember(.deletedFilter(name: name))]
    default:
      panel = .choosing(command.moved(selected, rows: context.sizes.textLines, count: kept.count))
      return []
    }
  }

  private mutating func load(_ stored: StoredFilter, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    guard let filter = stored.filter(for: state.options.filterTarget(at: context.now)) else {
      return [.note(.keptFilterUnreadable)]
    }
    self = FilterForm(filter, in: dialect)
    focus(row: 0, .field)
    refreshCompletion(state)
    return filter.isRaw ? filter.warnings(state.options, state.store) : []
  }
}

extension MemoryFilter {
  var uses: [RememberedChange] {
    let stored = StoredFilter(self)
    guard !isEmpty, stored.bytes <= Remembered.longestRecentFilter else { return [] }
    guard case .list(let list) = self else { return [.usedFilter(stored)] }
    return [.usedFilter(stored)]
      + list.conditions.prefix(Remembered.mostValues).map {
        .usedValue(field: $0.field.countedName, value: $0.value.cellText(in: $0.field))
      }
  }
}

extension StoredFilter {
  fileprivate var bytes: Int {
    switch self {
    case .text(let text), .json(let text): text.utf8.count
    }
  }

  init(_ filter: MemoryFilter) {
    if filter.text == nil, case .raw(let value) = filter {
      self = .json(value.encoded())
    } else {
      self = .text(filter.text ?? "")
    }
  }

  /// nil if it cannot be read: an editor or another version may have written it.
  public func filter(for target: FilterTarget) -> MemoryFilter? {
    switch self {
    case .text(let text): try? MemoryFilter(savedText: text, for: target)
    case .json(let json): try? MemoryFilter(json: json, for: target)
    }
  }
}
