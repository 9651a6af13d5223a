import BrowserCore
import Canvas
import MemoryModel

/// The rows of the form, and under the cell with the cursor what can stand there.
struct FilterRowsView {
  let state: BrowserState
  let form: FilterForm
  let context: DrawingContext

  /// Marker, and `off`.
  private static let start = 5
  private static let operationWidth = 9
  /// What is said of a row stands behind its value where it fits, else below it, or cut where so many cells are left.
  private static let leastNoteWidth = 24

  private static let mostCandidates = 10
  /// Lines that completions want below the row.
  private static let wantedLines = 4

  /// What came to stand where.
  private struct Placement {
    var caret: Frame.Caret?
    /// The first line of each row that is shown.
    var lines: [(row: Int, y: Int)] = []
    /// Of the completions; empty without any.
    var list = Rect(x: 0, y: 0, width: 0, height: 0)
  }

  func draw(in area: Rect, on canvas: inout Canvas) -> Frame.Caret? { place(in: area, on: &canvas).caret }

  private func place(in area: Rect, on canvas: inout Canvas) -> Placement {
    var placement = Placement()
    guard area.height > 0 else { return placement }
    var y = area.y
    for index in firstRow(area)..<form.rows.count where y < area.y + area.height {
      placement.lines.append((index, y))
      let row = drawRow(index, y: y, area, &canvas)
      if let found = row.caret { placement.caret = found }
      y = row.next
      guard index == form.row else { continue }
      placement.list = listArea(below: y, in: area)
      y += placement.list.height
    }
    if placement.list.height > 0 {
      CompletionView(list: form.completion, context: context).draw(in: placement.list, on: &canvas)
    }
    return placement
  }

  /// What a click means: the cell that it hits, or the completion, which is taken.
  func command(at x: Int, _ y: Int, in area: Rect, screen: Size) -> BrowserCommand? {
    var canvas = Canvas(size: screen, width: context.cellWidth)
    let placement = place(in: area, on: &canvas)
    let list = placement.list
    if (list.x..<list.x + list.width).contains(x), (list.y..<list.y + list.height).contains(y) {
      let first = CompletionView(list: form.completion, context: context).first(height: list.height)
      return .select(first + y - list.y)
    }
    guard let row = placement.lines.first(where: { $0.y == y })?.row else { return nil }
    let cell = FormRow.Cell.allCases.last { x >= cellX($0, area.width) } ?? .field
    return .selectCell(row: row, cell)
  }

  /// The first row that is shown, so that the one with the cursor has room below it.
  private func firstRow(_ area: Rect) -> Int {
    // What is said of the row, and a completion.
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

  private func drawRow(
    _ index: Int, y: Int, _ area: Rect, _ canvas: inout Canvas
  ) -> (next: Int, caret: Frame.Caret?) {
    let row = form.rows[index]
    let theme = context.theme
    let hasCursor = index == form.row
    let style = row.isOn ? theme.text : theme.stale
    if hasCursor { canvas.write(context.glyphs.marker, x: 0, y: y, maxWidth: 1, style: theme.marker) }
    if !row.isOn { canvas.write("off", x: 1, y: y, maxWidth: 3, style: theme.stale) }
    var caret: Frame.Caret?
    let fieldArea = Rect(
      x: cellX(.field, area.width), y: y, width: fieldWidth(area.width), height: 1)
    caret = drawText(row.field, hasCursor && form.cell == .field, fieldArea, style, &canvas).caret ?? caret
    let isChosen = hasCursor && form.cell == .operation
    canvas.write(
      row.operation.cellWords(context.glyphs), x: cellX(.operation, area.width), y: y,
      maxWidth: Self.operationWidth, style: isChosen ? theme.activeTab : style)
    let valueX = cellX(.value, area.width)
    let valueArea = Rect(x: valueX, y: y, width: max(1, area.width - valueX - 1), height: 1)
    let value = drawText(row.value, hasCursor && form.cell == .value, valueArea, style, &canvas)
    caret = value.caret ?? caret
    return (drawNote(index, y: y, behind: value.end, area, &canvas), caret)
  }

  private func drawText(
    _ line: EditedLine, _ hasCursor: Bool, _ area: Rect, _ style: Style, _ canvas: inout Canvas
  ) -> (caret: Frame.Caret?, end: Int) {
    guard hasCursor else {
      let used = canvas.write(
        line.text, x: area.x, y: area.y, maxWidth: area.width, style: style, markStyle: context.theme.mark)
      return (nil, area.x + used)
    }
    let cell = TextCell(line: line, context: context).draw(in: area, style: context.theme.strong, on: &canvas)
    return (cell.caret, cell.end)
  }

  /// - Returns: the line below the row and its note.
  private func drawNote(_ index: Int, y: Int, behind end: Int, _ area: Rect, _ canvas: inout Canvas) -> Int {
    guard let (words, style) = note(index) else { return y + 1 }
    let x = end + 2
    let hasLineBelow = y + 1 < area.y + area.height
    if area.width - x - 1 >= (hasLineBelow ? words.count : min(Self.leastNoteWidth, words.count)) {
      canvas.write(words, x: x, y: y, maxWidth: area.width - x - 1, style: style)
      return y + 1
    }
    guard hasLineBelow else { return y + 1 }
    canvas.write(words, x: Self.start, y: y + 1, maxWidth: area.width - Self.start - 1, style: style)
    return y + 2
  }

  private func note(_ index: Int) -> (String, Style)? {
    if let fault = form.fault(of: index) {
      return ("\(context.glyphs.cross) \(fault.shortWords)", context.theme.fault)
    }
    guard let condition = try? form.rows[index].condition(in: state.options.dialect),
      let meaning = condition.value.meaning(today: context.today)
    else { return nil }
    return ("= \(meaning)", context.theme.faint)
  }

  /// Between the row and those below it, which keep their room while there is any.
  private func listArea(below top: Int, in area: Rect) -> Rect {
    let x = max(1, min(cellX(form.cell, area.width) - 1, area.width - 26))
    let all = area.y + area.height - top
    let below = (form.row + 1..<form.rows.count).map { note($0) == nil ? 1 : 2 }.reduce(0, +)
    let room = max(all - below, min(all, Self.wantedLines))
    return Rect(
      x: x, y: top, width: min(46, area.width - x - 1),
      height: min(form.completion.matches.count, Self.mostCandidates, room))
  }
}

/// The filter in force, under the tabs: ` scene = Payment  AND  tags ∋ finance      f edit  F clear`.
struct ChipLine {
  let state: BrowserState
  let context: DrawingContext

  func draw(in area: Rect, on canvas: inout Canvas) {
    guard area.height > 0, let applied = state.filter else { return }
    let hints = hints
    // In a narrow window the filter is worth more than its keys.
    let hintWidth = hints.isEmpty || area.width < 60 ? 0 : hints.count + 3
    let words = applied.filter.words(context.glyphs, today: applied.today)
    canvas.write(
      words, x: 1, y: area.y, maxWidth: area.width - 2 - hintWidth, style: context.theme.chip,
      markStyle: context.theme.mark)
    guard hintWidth > 0 else { return }
    canvas.write(hints, x: area.width - 1 - hints.count, y: area.y, style: context.theme.faint)
  }

  private var hints: String {
    let named: [(BrowserCommand, String)] = [(.openFilter, "edit"), (.clearFilter, "clear")]
    return named.compactMap { command, words in
      context.keymap.bindings.first { $0.command == command && $0.places.contains(.list) }?.keys.first
        .map { "\($0.name) \(words)" }
    }.joined(separator: "  ")
  }
}
