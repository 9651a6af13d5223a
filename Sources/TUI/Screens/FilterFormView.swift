import BrowserCore
import Canvas
import MemoryModel

/// The form: rows of field, operator and value, what is known of the cell under the cursor, and the JSON that is sent.
struct FilterFormView {
  let state: BrowserState
  let form: FilterForm
  let context: DrawingContext

  /// - Returns: where text is typed.
  func draw(in area: Rect, on canvas: inout Canvas) -> Frame.Caret? {
    drawTitle(in: area, on: &canvas)
    let rows = rowsArea(in: area)
    let json = wrappedJSON(width: area.width - 2)
    let jsonTop = rows.y + rows.height
    for line in 0..<area.y + area.height - jsonTop {
      guard let text = json.line(line) else { break }
      canvas.write(
        text, x: 1, y: jsonTop + line, maxWidth: area.width - 2, style: context.theme.faint,
        markStyle: context.theme.mark)
    }
    if case .choosing(let selected)? = form.panel {
      drawKept(selected, in: rows, on: &canvas)
      return nil
    }
    guard form.raw == nil else {
      drawRaw(in: rows, on: &canvas)
      return nil
    }
    return FilterRowsView(state: state, form: form, context: context).draw(in: rows, on: &canvas)
  }

  /// Between the title and the JSON, which takes a third of the form at most.
  func rowsArea(in area: Rect) -> Rect {
    let json = wrappedJSON(width: area.width - 2).lineCount(limit: max(1, area.height / 3))
    return Rect(x: area.x, y: area.y + 1, width: area.width, height: area.height - 1 - json)
  }

  private func drawTitle(in area: Rect, on canvas: inout Canvas) {
    let junction = form.junction == .all ? "all of these (and)" : "any of these (or)"
    let words = form.raw == nil ? junction : "raw JSON"
    var x = 1 + canvas.write("Filter", x: 1, y: area.y, maxWidth: area.width - 2, style: context.theme.title)
    x += 2
    x += canvas.write(words, x: x, y: area.y, maxWidth: area.width - x, style: context.theme.text)
    guard state.isDraft else { return }
    let draft = area.width - x > 46 ? "draft \(context.glyphs.dot) Ctrl-R: the one in force" : "draft"
    canvas.write(draft, x: area.width - 1 - draft.count, y: area.y, style: context.theme.strong)
  }

  private func wrappedJSON(width: Int) -> WrappedText {
    WrappedText(jsonWords, columns: max(1, width), width: context.cellWidth)
  }

  private var jsonWords: String {
    guard let filter = try? form.filter() else { return "not complete: nothing is sent" }
    return filter.json(for: state.options.filterTarget(at: context.now))?.encoded()
      ?? "no conditions: no filter is sent"
  }

  private func drawRaw(in area: Rect, on canvas: inout Canvas) {
    let words = """
      The rows cannot show this filter, so it is kept as it is. Ctrl-E edits it, Ctrl-K starts with rows anew.

      \(form.raw?.prettyPrinted() ?? "")
      """
    let wrapped = WrappedText(words, columns: max(1, area.width - 2), width: context.cellWidth)
    for line in 0..<area.height {
      guard let text = wrapped.line(line) else { break }
      canvas.write(
        text, x: 1, y: area.y + line, maxWidth: area.width - 2, style: context.theme.text,
        markStyle: context.theme.mark)
    }
  }

  private func drawKept(_ selected: Int, in area: Rect, on canvas: inout Canvas) {
    let kept = state.keptFilters
    guard !kept.isEmpty else {
      canvas.write(
        "No filter is kept yet: Ctrl-S in the form keeps one.", x: 1, y: area.y, maxWidth: area.width - 2,
        style: context.theme.text)
      return
    }
    let top = max(0, min(selected - area.height / 2, kept.count - area.height))
    for line in 0..<min(area.height, kept.count) {
      let entry = kept[top + line]
      let isSelected = top + line == selected
      let y = area.y + line
      if isSelected {
        canvas.write(context.glyphs.marker, x: 0, y: y, maxWidth: 1, style: context.theme.marker)
      }
      let used = canvas.write(
        entry.name ?? "used lately", x: 1, y: y, maxWidth: max(12, area.width / 3),
        style: entry.name == nil
          ? context.theme.faint : isSelected ? context.theme.selected : context.theme.label,
        markStyle: context.theme.mark)
      let words =
        entry.filter.filter(for: state.options.filterTarget(at: context.now))?.words(context.glyphs)
        ?? "unreadable"
      canvas.write(
        words, x: used + 3, y: y, maxWidth: area.width - used - 4, style: context.theme.text,
        markStyle: context.theme.mark)
    }
  }
}
