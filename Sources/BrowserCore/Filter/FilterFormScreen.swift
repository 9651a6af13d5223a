import MemoryModel

extension BrowserState {
  /// The unsaved draft, else the active filter.
  mutating func openForm() {
    form = draft ?? formInForce
    form?.focus(row: 0, .field)
    refreshCompletion()
  }

  /// Conditions that were switched off stay with the filter they were applied with.
  var formInForce: FilterForm {
    if let applied = appliedForm, (try? applied.filter()) == filter?.filter || filter == nil && applied.isOff
    {
      return applied
    }
    return FilterForm(filter?.filter, in: options.dialect)
  }

  public var isDraft: Bool { form.map { $0.differs(from: formInForce) } ?? false }

  mutating func performInForm(_ command: BrowserCommand, now: Timestamp) -> [BrowserEffect] {
    guard var form else { return [] }
    if form.raw != nil, command.needsRows { return [] }
    switch command {
    case .back:
      leaveForm()
      return []
    case .accept:
      guard takeCompletion() else { return applyForm(now: now) }
      return []
    case .nextCell:
      guard !takeCompletion() else { return [] }
      form.nextCell()
    case .editJSON: return editFilter(form, now: now)
    case .select(let candidate):
      self.form?.completion.select(candidate)
      _ = takeCompletion()
      return []
    case .selectCell(let row, let cell): form.focus(row: row, cell)
    case .previousCell: form.previousCell()
    case .moveDown: move(by: 1, in: &form)
    case .moveUp: move(by: -1, in: &form)
    case .addRow: form.raw == nil ? form.addRow() : note(.formIsRaw, at: now)
    case .removeRow: form.removeRow()
    case .flipJunction: form.junction = form.junction == .all ? .any : .all
    case .toggleCondition: form.rows[form.row].isOn.toggle()
    case .restoreForm:
      form = formInForce
      draft = nil
    case .saveFilter:
      guard let filter = try? form.filter(), !filter.isEmpty else { return applyFault(of: form, now: now) }
      form.panel = .naming(EditedLine())
    case .loadFilter: form.panel = .choosing(0)
    default:
      if form.raw == nil { form.perform(command) }
    }
    let place = (self.form?.row, self.form?.cell)
    self.form = form
    if place != (form.row, form.cell) || command.changesRows { refreshCompletion() }
    return []
  }

  mutating func leaveForm() {
    guard let form else { return }
    draft = form.differs(from: formInForce) ? form : nil
    self.form = nil
  }

  /// With a completion selected Tab and Enter take it, and the cursor stays in the cell.
  private mutating func takeCompletion() -> Bool {
    guard let selected = form?.completion.selected else { return false }
    form?.edit { $0 = EditedLine(selected.text) }
    return true
  }

  private func move(by step: Int, in form: inout FilterForm) {
    if form.cell == .operation {
      form.rows[form.row].chooseOperation(by: step)
      form.textChanged()
      return
    }
    guard !form.completion.matches.isEmpty else { return form.moveRow(by: step) }
    if step > 0 { form.completion.selectNext() } else { form.completion.selectPrevious() }
  }

  private mutating func applyForm(now: Timestamp) -> [BrowserEffect] {
    guard let form, let filter = try? form.filter() else {
      return form.map { applyFault(of: $0, now: now) } ?? []
    }
    let today = options.filterTarget(at: now).today
    if let fault = filter.rangeFault(today: today) {
      let row = form.rows.firstIndex { row in
        row.isOn && (try? row.condition(in: options.dialect))?.rangeFault(today: today) != nil
      }
      self.form?.focus(row: row ?? form.row, .value)
      refreshCompletion()
      note(.filterFault(fault), at: now)
      return []
    }
    var applied = form
    // First to a row that stays: the cursor may stand in a blank one.
    applied.focus(row: 0, .field)
    applied.rows.removeAll(where: \.isBlank)
    if applied.rows.isEmpty { applied.rows = [FormRow()] }
    let isFirst = filterBefore == nil
    let before = appliedForm
    appliedForm = applied
    draft = nil
    self.form = nil
    let effects = apply(filter, now: now)
    if isFirst { filterBefore?.form = before }
    // What sends nothing new is no new use.
    return effects.isEmpty ? [] : effects + rememberUse(of: filter)
  }

  /// To the fault, and what it is.
  mutating func applyFault(of form: FilterForm, now: Timestamp) -> [BrowserEffect] {
    do throws(FilterForm.Problem) {
      _ = try form.filter()
    } catch {
      self.form?.focus(row: error.row, FormRow.cell(of: error.fault))
      self.form?.saysWhatIsMissing = true
      refreshCompletion()
      note(.filterFault(error.fault), at: now)
    }
    return []
  }
}

extension BrowserCommand {
  /// Says nothing to a raw filter, which has neither rows nor cells.
  fileprivate var needsRows: Bool {
    switch self {
    case .nextCell, .previousCell, .moveDown, .moveUp, .flipJunction, .toggleCondition: true
    default: false
    }
  }

  /// Another row may stand under the cursor, though the cursor did not move.
  fileprivate var changesRows: Bool {
    switch self {
    case .addRow, .removeRow, .restoreForm: true
    default: false
    }
  }
}

extension FilterForm {
  /// No condition of it is switched on.
  var isOff: Bool { raw == nil && rows.allSatisfy { !$0.isOn || $0.isBlank } }
}

/// Ctrl-E: the filter as JSON in an editor, and what comes back.
extension BrowserState {
  /// What is not complete cannot be written as JSON, and is not left out in silence.
  mutating func editFilter(_ form: FilterForm, now: Timestamp) -> [BrowserEffect] {
    guard let json = json(of: form, now: now) else { return applyFault(of: form, now: now) }
    if let rejected = form.rejected, ByteString.isSame(rejected.original, json) {
      return [.editFilter(rejected.text)]
    }
    return [.editFilter(json)]
  }

  /// What came back from the editor: checked, and kept as a draft in the form. Nothing is sent before Enter.
  mutating func filterEdited(_ text: String, now: Timestamp) {
    let before = form.flatMap { json(of: $0, now: now) }
    do throws(MemoryFilter.JSONFault) {
      var edited = FilterForm(
        try MemoryFilter(json: text, for: options.filterTarget(at: now)), in: options.dialect)
      // Unchanged JSON must not turn `7d` into the day that it is today.
      if let before, ByteString.isSame(json(of: edited, now: now), before) {
        form?.rejected = nil
        return
      }
      edited.keepWhatIsOff(of: form)
      form = edited
      refreshCompletion()
      if let raw = edited.raw {
        note(.filterIsRaw, at: now)
        noteWarnings(about: .raw(raw), now: now)
      }
    } catch {
      form?.rejected = before.map { FilterForm.RejectedEdit(text: text, original: $0) }
      note(.editedFilterFault(error, line: error.line(in: text)), at: now)
    }
  }

  /// As the editor gets it; nil while something is not complete.
  private func json(of form: FilterForm, now: Timestamp) -> String? {
    (try? form.filter()).map {
      $0.json(for: options.filterTarget(at: now))?.prettyPrinted() ?? "{}"
    }
  }
}

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
      let target = moved(selected, by: command, rows: measure(self).sizes.textLines, count: kept.count)
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
