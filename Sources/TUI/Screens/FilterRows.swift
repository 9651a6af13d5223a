import BrowserCore
import Canvas
import MemoryModel

struct FilterRows {
  let state: BrowserState
  let form: FilterForm
  let context: DrawingContext
  private static let start = 5
  private static let operationWidth = 9
  /// The note of a row is behind its value where it fits, else below it, or cut if there are this many columns.
  private static let leastNoteWidth = 24
  private static let mostCandidates = 10
  private static let wantedLines = 4

  private struct Placement {
    var lines: [(row: Int, y: Int)] = []
    var completions = Rect(x: 0, y: 0, width: 0, height: 0)
  }

  func draw(in area: Rect, on drawing: inout Drawing) { _ = place(in: area, on: &drawing) }

  private func place(in area: Rect, on drawing: inout Drawing) -> Placement {
    var placement = Placement()
    guard area.height > 0 else { return placement }
    var y = area.y
    for index in firstRow(area)..<form.rows.count where y < area.y + area.height {
      placement.lines.append((index, y))
      y = drawRow(index, y: y, area, &drawing)
      guard index == form.row else { continue }
      placement.completions = completionArea(below: y, in: area)
      y += placement.completions.height
    }
    if placement.completions.height > 0 {
      CompletionView(list: form.completion).draw(in: placement.completions, on: &drawing)
    }
    return placement
  }

  func click(_ report: MouseReport, in area: Rect, screen: Size) -> BrowserCommand? {
    var scratch = Drawing(size: screen, context)
    let placement = place(in: area, on: &scratch)
    if placement.completions.contains(report) {
      return CompletionView(list: form.completion).choices(in: placement.completions).choice(at: report)
        .map { .select($0) }
    }
    guard let row = placement.lines.first(where: { $0.y == report.y })?.row else { return nil }
    let cell = FormRow.Cell.allCases.last { report.x >= cellX($0, area.width) } ?? .field
    return .selectCell(row: row, cell)
  }

  /// The first row that is shown, so that the one with the cursor has room below it.
  private func firstRow(_ area: Rect) -> Int {
    let least = note(form.row) == nil ? 1 : 2
    let room = max(1, area.height - max(least, min(Self.wantedLines, area.height / 2)))
    return max(0, form.row - room + 1)
  }

  private func fieldWidth(_ width: Int) -> Int { max(12, min(28, width * 3 / 10)) }

  private func cellX(_ cell: FormRow.Cell, _ width: Int) -> Int {
    switch cell {
    case .field: Self.start
    case .operation: Self.start + fieldWidth(width) + 1
    case .value: Self.start + fieldWidth(width) + 1 + Self.operationWidth + 1
    }
  }

  /// - Returns: the line below the row and its note.
  private func drawRow(_ index: Int, y: Int, _ area: Rect, _ drawing: inout Drawing) -> Int {
    let row = form.rows[index]
    let line = Rect(x: 0, y: y, width: area.width, height: 1)
    let hasCursor = index == form.row
    let role: Theme.Role = row.isOn ? .text : .stale
    func cell(_ cell: FormRow.Cell) -> Rect { line.inset(left: cellX(cell, area.width)) }
    if hasCursor { drawing.mark(line) }
    if !row.isOn { drawing.write("off", in: line.inset(left: 1).first(3), .stale) }
    drawText(
      row.field, hasCursor && form.cell == .field, cell(.field).first(fieldWidth(area.width)), role, &drawing)
    drawing.write(
      row.operation.cellLabel(context.glyphs), in: cell(.operation).first(Self.operationWidth),
      hasCursor && form.cell == .operation ? .activeTab : role)
    var valueCell = cell(.value).inset(right: 1)
    valueCell.width = max(1, valueCell.width)
    let end = drawText(row.value, hasCursor && form.cell == .value, valueCell, role, &drawing)
    return drawNote(index, y: y, behind: end, area, &drawing)
  }

  /// - Returns: the column behind the text.
  @discardableResult
  private func drawText(
    _ line: EditedLine, _ hasCursor: Bool, _ row: Rect, _ role: Theme.Role, _ drawing: inout Drawing
  ) -> Int {
    hasCursor
      ? LineField(line: line, role: .strong).draw(in: row, on: &drawing)
      : row.x + drawing.write(line.text, in: row, role)
  }

  /// - Returns: the line below the row and its note.
  private func drawNote(_ index: Int, y: Int, behind end: Int, _ area: Rect, _ drawing: inout Drawing) -> Int
  {
    guard let (text, role) = note(index) else { return y + 1 }
    let line = Rect(x: 0, y: y, width: area.width, height: 1)
    let behind = line.inset(left: end + 2, right: 1)
    let hasLineBelow = y + 1 < area.y + area.height
    let columns = context.columns(text)
    if behind.width >= (hasLineBelow ? columns : min(Self.leastNoteWidth, columns)) {
      drawing.write(text, in: behind, role)
      return y + 1
    }
    guard hasLineBelow else { return y + 1 }
    drawing.write(text, in: line.line(1).inset(left: Self.start, right: 1), role)
    return y + 2
  }

  private func note(_ index: Int) -> (String, Theme.Role)? {
    if let fault = form.fault(of: index) {
      return ("\(context.glyphs.cross) \(fault.label(context.keys(in: .form)))", .fault)
    }
    guard let condition = try? form.rows[index].condition(in: state.options.dialect),
      let meaning = condition.value.meaning(today: context.today)
    else { return nil }
    return ("= \(meaning)", .faint)
  }

  /// Between the row and those below it, which keep their room while there is any.
  private func completionArea(below top: Int, in area: Rect) -> Rect {
    let x = max(1, min(cellX(form.cell, area.width) - 1, area.width - 26))
    let all = area.y + area.height - top
    let below = (form.row + 1..<form.rows.count).map { note($0) == nil ? 1 : 2 }.reduce(0, +)
    let room = max(all - below, min(all, Self.wantedLines))
    return Rect(
      x: x, y: top, width: min(46, area.width - x - 1),
      height: min(form.completion.matches.count, Self.mostCandidates, room))
  }
}
