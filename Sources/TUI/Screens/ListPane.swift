import BrowserCore
import Canvas
import MemoryModel

/// The rows of one category, a line each.
struct ListPane {
  let state: BrowserState
  let context: DrawingContext

  /// The marker's column stands left of the rows, and while a watch has marked some, another one for these marks.
  private var textStart: Int { state.watchMarks.isEmpty ? 1 : 2 }

  func draw(in layout: Layout, on canvas: inout Canvas) {
    let columns = ListColumn.fitting(
      state.category, width: layout.list.width - textStart, absoluteTimes: state.swapsTimes)
    drawHeads(columns, layout, &canvas)
    guard state.rows.count > 0 else {
      EmptyPane(state: state, context: context).draw(in: layout.list, on: &canvas)
      return
    }
    for line in 0..<layout.list.height {
      let index = state.pane.top + line
      guard index < state.rows.count else { break }
      drawRow(
        index, columns, Rect(x: 0, y: layout.list.y + line, width: layout.list.width, height: 1), &canvas)
    }
  }

  private func drawHeads(_ columns: [ListColumn], _ layout: Layout, _ canvas: inout Canvas) {
    var x = textStart
    for column in columns {
      canvas.write(
        column.title + arrow(column.sort), x: x, y: layout.columnHeads.y, maxWidth: column.width - 1,
        style: context.theme.columnHead)
      x += column.width
    }
    canvas.write(
      ListColumn.textTitle(state.category) + arrow(.text), x: x, y: layout.columnHeads.y,
      maxWidth: layout.list.width - x,
      style: context.theme.columnHead)
  }

  /// Which column the pane is sorted by, and in which direction.
  private func arrow(_ column: SortColumn) -> String {
    guard let order = state.rows.order, order.column == column else { return "" }
    return order.isDescending ? context.glyphs.descending : context.glyphs.ascending
  }

  private func drawRow(_ index: Int, _ columns: [ListColumn], _ area: Rect, _ canvas: inout Canvas) {
    let theme = context.theme
    let isSelected = index == state.pane.cursor
    if isSelected { canvas.write(context.glyphs.marker, x: 0, y: area.y, maxWidth: 1, style: theme.marker) }
    guard let memory = state.rows.memory(at: index) else {
      let page = state.rows.page(of: index) ?? 0
      canvas.write(
        "page \(page) was dropped from memory \(context.glyphs.ellipsis)", x: textStart, y: area.y,
        maxWidth: area.width - textStart, style: theme.faint)
      return
    }
    let plain = state.showsOldRows ? theme.stale : theme.text
    drawWatchMark(memory, area, &canvas)
    let matches = MatchMarks(state.isMatch(at: index) ? state.search?.pattern : nil, context)
    var x = textStart
    var isHead = true
    for column in columns {
      canvas.write(
        column.text(memory, context), x: x, y: area.y, maxWidth: column.width - 1,
        style: isSelected && isHead ? theme.selected : plain, markStyle: theme.mark)
      isHead = false
      x += column.width
    }
    let style = isSelected && isHead ? theme.selected : plain
    let room = Rect(x: x, y: area.y, width: area.width - x, height: 1)
    matches.write(memory, in: room, style: style, on: &canvas)
  }

  private func drawWatchMark(_ memory: Memory, _ area: Rect, _ canvas: inout Canvas) {
    let marks = state.watchMarks
    if marks.new.contains(memory.id) {
      canvas.write(context.glyphs.new, x: 1, y: area.y, maxWidth: 1, style: context.theme.new)
    } else if marks.changed.contains(memory.id) {
      canvas.write(context.glyphs.changed, x: 1, y: area.y, maxWidth: 1, style: context.theme.changed)
    } else if marks.gone.contains(memory.id) {
      canvas.write(context.glyphs.gone, x: 1, y: area.y, maxWidth: 1, style: context.theme.faint)
    }
  }
}
