import MemoryModel

public struct FilterForm: ScreenHandler {
  let dialect: Dialect
  public internal(set) var junction = ConditionList.Junction.all
  public internal(set) var rows: [FormRow] = [FormRow()]
  /// In place of the rows, for a filter that they cannot show.
  public internal(set) var raw: JSONValue?
  public internal(set) var row = 0
  public internal(set) var cell = FormRow.Cell.field
  /// For the cell with the cursor. Nothing selected: Tab and Enter mean the text as typed.
  public internal(set) var completion = CompletionList()
  /// Enter was pressed on an incomplete row: missing cells are reported too.
  var reportsMissingCells = false
  public internal(set) var panel: Panel?
  var rejected: RejectedEdit?
  /// End was the last key: a second one takes the suggestion.
  var wentToEnd = false

  var place: Place {
    switch panel {
    case .naming: .formName
    case .choosing: .formChoice
    case nil: cell == .operation ? .formOperation : .form
    }
  }

  var editedLine: EditedLine? { panel?.name ?? (cell == .field ? focused.field : focused.value) }

  public enum Panel: Sendable, Hashable {
    /// Ctrl-S: the name to save the filter under.
    case naming(EditedLine)
    /// Ctrl-L: the saved filters, and the ones used last.
    case choosing(Int)

    public var name: EditedLine? { if case .naming(let line) = self { line } else { nil } }
  }

  /// Text from the editor that is not a filter. The editor gets it again.
  struct RejectedEdit: Sendable, Hashable {
    var text: String
    /// The JSON of the form at that time. If it differs now, the form was changed since.
    var original: String
  }

  init(_ filter: MemoryFilter? = nil, in dialect: Dialect) {
    self.dialect = dialect
    switch filter {
    case .list(let list):
      junction = list.junction
      if !list.conditions.isEmpty { rows = list.conditions.map { FormRow($0) } }
    case .raw(let value): raw = value
    case nil: break
    }
  }

  public struct Problem: Error, Sendable, Hashable {
    public var row: Int
    public var fault: FilterFault
  }

  var focused: FormRow { rows[row] }

  public func filter() throws(Problem) -> MemoryFilter {
    if let raw { return .raw(raw) }
    var conditions: [FilterCondition] = []
    for (index, row) in rows.enumerated() where row.isOn && !row.isBlank {
      do throws(FilterFault) {
        let condition = try row.condition(in: dialect)
        if junction == .any, condition.operation == .between { throw .betweenNeedsAll }
        conditions.append(condition)
      } catch {
        throw Problem(row: index, fault: error)
      }
    }
    do throws(FilterFault) {
      return .list(try ConditionList(junction, conditions))
    } catch {
      throw Problem(row: 0, fault: error)
    }
  }

  /// What is wrong with a row while it is being typed. A cell that is still empty is reported only after Enter.
  public func fault(of index: Int) -> FilterFault? {
    let row = rows[index]
    guard row.isOn, !row.isBlank else { return nil }
    do throws(FilterFault) {
      let condition = try row.condition(in: dialect)
      return junction == .any && condition.operation == .between ? .betweenNeedsAll : nil
    } catch {
      switch error {
      case .missingField, .missingValue: return reportsMissingCells ? error : nil
      case .openQuote where index == self.row && !reportsMissingCells: return nil
      default: return error
      }
    }
  }

  func differs(from other: FilterForm) -> Bool {
    guard junction == other.junction, raw == other.raw else { return true }
    let own = rows.filter { !$0.isBlank }.map(\.content)
    return own != other.rows.filter { !$0.isBlank }.map(\.content)
  }

  /// Field, operator, value, then the field of the next row; behind the last one a new row.
  mutating func nextCell() {
    leaveCell()
    switch cell {
    case .field: cell = .operation
    case .operation: cell = .value
    case .value:
      cell = .field
      row += 1
      if row == rows.count { rows.append(FormRow()) }
    }
    enterCell()
  }

  mutating func previousCell() {
    leaveCell()
    switch cell {
    case .value: cell = .operation
    case .operation: cell = .field
    case .field where row > 0:
      row -= 1
      cell = .value
    case .field: break
    }
    enterCell()
  }

  mutating func moveRow(by step: Int) {
    let target = max(0, min(rows.count - 1, row + step))
    guard target != row else { return }
    focus(row: target, cell)
  }

  mutating func focus(row: Int, _ cell: FormRow.Cell) {
    leaveCell()
    self.row = max(0, min(rows.count - 1, row))
    self.cell = cell
    enterCell()
  }

  mutating func focus(on condition: FilterCondition) {
    guard raw == nil else { return }
    let found = rows.firstIndex { $0.isOn && (try? $0.condition(in: dialect)) == condition }
    if let found { focus(row: found, .value) }
  }

  mutating func addRow() {
    leaveCell()
    if rows.last?.isBlank != true { rows.append(FormRow()) }
    row = rows.count - 1
    cell = .field
    enterCell()
  }

  mutating func removeRow() {
    leaveCell()
    if raw != nil {
      self = FilterForm(in: dialect)
      return
    }
    rows.remove(at: row)
    if rows.isEmpty { rows = [FormRow()] }
    row = min(row, rows.count - 1)
    // Into a blank row a field is typed first.
    if focused.isBlank { cell = .field }
    enterCell()
  }

  mutating func append(_ condition: FilterCondition) {
    leaveCell()
    if let known = rows.firstIndex(where: { (try? $0.condition(in: dialect)) == condition }) {
      row = known
      rows[known].isOn = true
    } else {
      rows.removeAll(where: \.isBlank)
      rows.append(FormRow(condition))
      row = rows.count - 1
    }
    cell = .value
    enterCell()
  }

  /// Conditions that are off are not in the JSON that was edited, so they are added again.
  mutating func keepWhatIsOff(of other: FilterForm?) {
    guard raw == nil, let other, other.raw == nil else { return }
    rows.removeAll(where: \.isBlank)
    rows += other.rows.filter { !$0.isOn && !$0.isBlank }
    if rows.isEmpty { rows = [FormRow()] }
  }

  private mutating func leaveCell() { rows[row].typedSign = "" }

  private mutating func enterCell() {
    switch cell {
    case .field: rows[row].field.edit(.caretEnd)
    case .value: rows[row].value.edit(.caretEnd)
    case .operation: break
    }
  }

  mutating func edit(_ change: (inout EditedLine) -> Void) {
    let before = focused
    switch cell {
    case .field:
      change(&rows[row].field)
      if focused.field.text != before.field.text {
        rows[row].fieldChanged()
        rows[row].acceptedField = nil
      }
    case .value: change(&rows[row].value)
    case .operation: return
    }
    if focused.field.text != before.field.text || focused.value.text != before.value.text { textChanged() }
  }

  mutating func textChanged() {
    completion.narrow(to: typedText)
    reportsMissingCells = false
  }

  mutating func type(_ command: BrowserCommand) -> [Outcome] {
    guard cell == .operation else {
      edit { $0.edit(command) }
      return []
    }
    guard case .insert(let text) = command else { return [] }
    defer { textChanged() }
    return rows[row].typeSign(text) ? [] : [.note(.noSuchOperator(text, focused.filterField))]
  }

  /// The text that completions must match: for `"two wo` the text after the quote.
  var typedText: String {
    switch cell {
    case .field: focused.filterField.name
    case .operation: ""
    case .value: String(focused.value.text.drop { $0 == "\"" }).trimmed
    }
  }
}

extension FilterField {
  /// `tier` typed without a dot is counted as `info.tier`.
  var countedName: String { kind != .custom && !isInInfo ? name : FilterField.ofInfo(key: infoKey).name }
}
