import MemoryModel

extension FilterForm {
  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    if panel != nil { return performInPanel(command, state, context) }
    if raw != nil, command.needsRows { return [] }
    let before = (row, cell)
    let wentToEnd = wentToEnd
    self.wentToEnd = command == .caretEnd
    var outcomes: [Outcome] = []
    switch command {
    case .back where completion.selection != nil: completion.clearSelection()
    case .back: return [.close, .keepDraft(differs(from: state.activeForm) ? self : nil)]
    case .accept: return takeCompletion() ? [] : apply(state, context)
    case .select(let candidate):
      completion.select(candidate)
      _ = takeCompletion()
      return []
    case .selectOperation(let operation):
      if rows[row].choose(operation) { textChanged() }
      return []
    case .openMatch(let index):
      guard let matches = state.formCounts?.matches, matches.indices.contains(index) else { return [] }
      let draft = differs(from: state.activeForm) ? self : nil
      return [.close, .keepDraft(draft), .openMatch(matches[index])]
    case .caretRight where takeSuggestion(): return []
    case .caretEnd where wentToEnd && takeSuggestion(): return []
    case .nextCell:
      _ = takeCompletion()
      if let stop = stopAtUnseenField(state) { return [stop] }
      nextCell()
    case .previousCell: previousCell()
    case .selectCell(let row, let cell): focus(row: row, cell)
    case .moveDown: outcomes = moveUpOrDown(by: 1)
    case .moveUp: outcomes = moveUpOrDown(by: -1)
    case .addRow: if raw == nil { addRow() } else { outcomes = [.note(.formIsRaw)] }
    case .removeRow: removeRow()
    case .flipJunction: junction = junction == .all ? .any : .all
    case .toggleCondition: rows[row].isOn.toggle()
    case .restoreForm:
      self = state.activeForm
      outcomes = [.keepDraft(nil)]
    case .editJSON: return edit(state, context)
    case .saveFilter:
      guard let filter = try? filter() else { return showFault(state) }
      guard !filter.isEmpty else { return [.note(.nothingToSave)] }
      panel = .naming(EditedLine())
    case .loadFilter:
      panel = .choosing(0)
      // Another memtui may have saved one.
      return [.effect(.recall)]
    default: if raw == nil { outcomes = type(command) }
    }
    // Another row may be under the cursor, though the cursor did not move.
    if before != (row, cell) || command.changesRows { refreshCompletion(state) }
    return outcomes
  }

  private mutating func moveUpOrDown(by step: Int) -> [Outcome] {
    if cell == .operation {
      let field = focused.filterField
      guard field.operations.count > 1 else { return [.note(.noSuchOperator("", field))] }
      rows[row].chooseOperation(by: step)
      textChanged()
    } else if completion.matches.isEmpty {
      moveRow(by: step)
    } else if step > 0 {
      completion.selectNext()
    } else {
      completion.selectPrevious()
    }
    return []
  }

  private mutating func apply(_ state: BrowserState, _ context: UpdateContext) -> [Outcome] {
    guard let filter = try? filter() else { return showFault(state) }
    let today = state.options.filterTarget(at: context.now).today
    if let fault = filter.rangeFault(today: today) {
      let faulty = rows.firstIndex { row in
        row.isOn && (try? row.condition(in: dialect))?.rangeFault(today: today) != nil
      }
      focus(row: faulty ?? row, .value)
      refreshCompletion(state)
      return [.note(.filterFault(fault))]
    }
    var applied = self
    // The cursor may be in a blank row, which is about to be removed.
    applied.focus(row: 0, .field)
    applied.rows.removeAll(where: \.isBlank)
    if applied.rows.isEmpty { applied.rows = [FormRow()] }
    return [.close, .keepDraft(nil), .apply(filter, form: applied, isRemembered: true)]
  }

  private mutating func showFault(_ state: BrowserState) -> [Outcome] {
    do throws(Problem) {
      _ = try filter()
      return []
    } catch {
      focus(row: error.row, FormRow.cell(of: error.fault))
      reportsMissingCells = true
      refreshCompletion(state)
      return [.note(state.notice(of: error.fault))]
    }
  }

  var isOff: Bool { raw == nil && rows.allSatisfy { !$0.isOn || $0.isBlank } }
}

extension BrowserState {
  var activeForm: FilterForm { filter.form(in: options.dialect) }
  public var isDraft: Bool { form.map { $0.differs(from: activeForm) } ?? false }
}

extension BrowserCommand {
  fileprivate var needsRows: Bool {
    [.nextCell, .previousCell, .moveDown, .moveUp, .flipJunction, .toggleCondition].contains(self)
  }

  fileprivate var changesRows: Bool { [.addRow, .removeRow, .restoreForm].contains(self) }
}

/// Ctrl-E: the filter as JSON in an editor, and what comes back.
extension FilterForm {
  /// An incomplete row cannot be written as JSON: it is reported, not left out.
  private mutating func edit(_ state: BrowserState, _ context: UpdateContext) -> [Outcome] {
    guard let json = json(for: state.options.filterTarget(at: context.now)) else { return showFault(state) }
    if let rejected, ByteString.isSame(rejected.original, json) {
      return [.effect(.editFilter(rejected.text))]
    }
    return [.effect(.editFilter(json))]
  }

  /// What came back from the editor, as rows. Nothing is sent before Enter.
  mutating func edited(_ text: String, _ state: BrowserState, _ context: UpdateContext) -> [Outcome] {
    let target = state.options.filterTarget(at: context.now)
    let before = json(for: target)
    do throws(MemoryFilter.JSONFault) {
      var edited = FilterForm(try MemoryFilter(json: text, for: target), in: dialect)
      // Unchanged JSON must not turn `7d` into the day that it is today.
      if let before, ByteString.isSame(edited.json(for: target), before) {
        rejected = nil
        return []
      }
      edited.keepWhatIsOff(of: self)
      self = edited
      refreshCompletion(state)
      return raw.map { [.note(.filterIsRaw)] + MemoryFilter.raw($0).warnings(state.options, state.store) }
        ?? []
    } catch {
      rejected = before.map { RejectedEdit(text: text, original: $0) }
      return [.note(.editedFilterFault(error, line: error.line(in: text)))]
    }
  }

  private func json(for target: FilterTarget) -> String? {
    (try? filter()).map { $0.json(for: target)?.prettyPrinted() ?? "{}" }
  }
}
