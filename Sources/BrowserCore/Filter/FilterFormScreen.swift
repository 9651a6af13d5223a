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
