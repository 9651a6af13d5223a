import MemoryModel

extension FilterForm {
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

  /// To the same cell of a row above or below.
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

  /// Puts a condition behind the others, or goes to where it stands already.
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

  /// Conditions that are off are no part of the JSON that was edited, and are not lost by it.
  mutating func keepWhatIsOff(of other: FilterForm?) {
    guard raw == nil, let other, other.raw == nil else { return }
    rows.removeAll(where: \.isBlank)
    rows += other.rows.filter { !$0.isOn && !$0.isBlank }
    if rows.isEmpty { rows = [FormRow()] }
  }

  private mutating func leaveCell() {
    rows[row].typedSign = ""
  }

  private mutating func enterCell() {
    switch cell {
    case .field: rows[row].field.moveEnd()
    case .value: rows[row].value.moveEnd()
    case .operation: break
    }
  }

  /// Changes the text under the cursor, or moves its caret; the operator follows the field.
  mutating func edit(_ change: (inout EditedLine) -> Void) {
    let before = focused
    switch cell {
    case .field:
      change(&rows[row].field)
      if focused.field.text != before.field.text { rows[row].fieldChanged() }
    case .value: change(&rows[row].value)
    case .operation: return
    }
    if focused.field.text != before.field.text || focused.value.text != before.value.text { textChanged() }
  }

  mutating func textChanged() {
    completion.narrow(to: typedText)
    saysWhatIsMissing = false
  }

  mutating func perform(_ command: BrowserCommand) {
    guard cell == .operation else { return edit { $0.edit(command) } }
    guard case .insert(let text) = command else { return }
    rows[row].typeSign(text)
    textChanged()
  }
}
