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
      self = FilterForm()
      return
    }
    rows.remove(at: row)
    if rows.isEmpty { rows = [FormRow()] }
    row = min(row, rows.count - 1)
    enterCell()
  }

  /// Puts a condition behind the others, or goes to where it stands already.
  mutating func append(_ condition: FilterCondition) {
    leaveCell()
    if let known = rows.firstIndex(where: { (try? $0.condition()) == condition }) {
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

  /// Changes the text under the cursor; the operator follows the field.
  mutating func edit(_ change: (inout EditedLine) -> Void) {
    switch cell {
    case .field:
      change(&rows[row].field)
      rows[row].fieldChanged()
    case .value: change(&rows[row].value)
    case .operation: return
    }
    textChanged()
  }

  mutating func textChanged() {
    completion.narrow(to: typedText)
    saysWhatIsMissing = false
  }

  mutating func perform(_ command: BrowserCommand) {
    switch command {
    case .insert(let text):
      if cell == .operation {
        rows[row].typeSign(text)
        textChanged()
      } else {
        edit { $0.insert(text) }
      }
    case .deleteBackward: edit { $0.deleteBackward() }
    case .deleteForward: edit { $0.deleteForward() }
    case .deleteWord: edit { $0.deleteWord() }
    case .clearText: edit { $0.clear() }
    case .caretLeft: moveCaret { $0.moveLeft() }
    case .caretRight: moveCaret { $0.moveRight() }
    case .caretHome: moveCaret { $0.moveHome() }
    case .caretEnd: moveCaret { $0.moveEnd() }
    default: break
    }
  }

  private mutating func moveCaret(_ move: (inout EditedLine) -> Void) {
    switch cell {
    case .field: move(&rows[row].field)
    case .value: move(&rows[row].value)
    case .operation: break
    }
  }
}
