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

/// A name or a line of the palette being typed, in the last line.
struct NameLine {
  let label: String
  let line: EditedLine
  let context: DrawingContext

  func draw(in area: Rect, on canvas: inout Canvas) -> Frame.Caret {
    let x = 1 + canvas.write(label, x: 1, y: area.y, maxWidth: area.width - 2, style: context.theme.strong)
    let refusal = line.refusal
    let reserved = refusal.map { $0.count + 3 } ?? 0
    let cell = Rect(x: x, y: area.y, width: max(4, area.width - x - 1 - reserved), height: 1)
    let (caret, end) = TextCell(line: line, context: context).draw(
      in: cell, style: context.theme.text, on: &canvas)
    if let refusal {
      canvas.write(
        refusal, x: end + 2, y: area.y, maxWidth: max(0, area.width - end - 3), style: context.theme.failed)
    }
    return caret
  }
}

extension EditedLine {
  /// Of a text that was too long to be taken, for the lines that no notice covers.
  var refusal: String? {
    refusedBytes.map { "too long (\(max(1, $0 / 1024)) KB); at most \(Self.longest / 1024) KB" }
  }
}

/// What `+` can add to the filter: a condition a line.
struct ConditionChoiceView {
  let conditions: [FilterCondition]
  let selected: Int
  let context: DrawingContext

  func draw(in area: Rect, on canvas: inout Canvas) {
    let title =
      conditions.count < Facet.mostTags
      ? "Add to the filter" : "Add to the filter \(context.glyphs.dot) the first \(conditions.count.grouped)"
    canvas.write(title, x: 1, y: area.y, maxWidth: area.width - 2, style: context.theme.strong)
    let height = area.height - 1
    let top = ChoiceWindow(height: height, selected: selected, count: conditions.count).top
    for line in 0..<min(height, conditions.count) {
      let y = area.y + 1 + line
      let isSelected = top + line == selected
      if isSelected {
        canvas.write(context.glyphs.marker, x: 0, y: y, maxWidth: 1, style: context.theme.marker)
      }
      canvas.write(
        conditions[top + line].words(context.glyphs), x: 2, y: y, maxWidth: area.width - 3,
        style: isSelected ? context.theme.selected : context.theme.text, markStyle: context.theme.mark)
    }
  }
}
