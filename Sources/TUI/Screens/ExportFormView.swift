import BrowserCore
import Canvas
import MemoryModel

/// `e`: four rows, the one under the cursor marked, what is chosen highlighted.
struct ExportFormView {
  let state: BrowserState
  let form: ExportForm
  let context: DrawingContext

  private static let labelWidth = 9

  /// - Returns: where the caret stands, in the row of the file.
  func draw(in area: Rect, on canvas: inout Canvas) -> Frame.Caret? {
    canvas.write("Export", x: 1, y: area.y, maxWidth: area.width - 2, style: context.theme.strong)
    var caret: Frame.Caret?
    for row in ExportForm.Row.allCases {
      let y = area.y + 1 + row.rawValue
      if row == form.row {
        canvas.write(context.glyphs.marker, x: 0, y: y, maxWidth: 1, style: context.theme.marker)
      }
      canvas.write(label(row), x: 1, y: y, style: context.theme.label)
      let place = Rect(x: 1 + Self.labelWidth, y: y, width: area.width - 2 - Self.labelWidth, height: 1)
      if row == .file {
        caret = drawFile(in: place, on: &canvas)
      } else {
        drawChoices(choices(row), in: place, on: &canvas)
      }
    }
    let y = area.y + 2 + ExportForm.Row.allCases.count
    canvas.write(
      explanation, x: 1, y: y, maxWidth: area.width - 2,
      style: form.needsFile || isIncomplete ? context.theme.failed : context.theme.faint)
    return form.row == .file ? caret : nil
  }

  private func label(_ row: ExportForm.Row) -> String {
    switch row {
    case .panes: "panes"
    case .reach: "rows"
    case .format: "format"
    case .file: "file"
    }
  }

  private func choices(_ row: ExportForm.Row) -> [(words: String, isChosen: Bool)] {
    switch row {
    case .panes: [("this (\(state.category.title))", !form.allPanes), ("all", form.allPanes)]
    case .reach: [("loaded", form.reach == .loaded), ("everything", form.reach == .everything)]
    case .format: ExportFormat.allCases.map { ($0.title, $0 == form.format) }
    case .file: []
    }
  }

  private func drawChoices(
    _ choices: [(words: String, isChosen: Bool)], in area: Rect, on canvas: inout Canvas
  ) {
    var x = area.x
    for choice in choices {
      // Not told by colour alone.
      let words = choice.isChosen ? "[\(choice.words)]" : " \(choice.words) "
      x += canvas.write(
        words, x: x, y: area.y, maxWidth: max(0, area.x + area.width - x),
        style: choice.isChosen ? context.theme.selected : context.theme.text)
      x += 1
    }
  }

  private func drawFile(in area: Rect, on canvas: inout Canvas) -> Frame.Caret {
    let before = form.file.textBeforeCaret
    // The end of a long name is what one looks at while typing.
    let tail = before.count > area.width - 2 ? String(before.suffix(area.width - 2)) : before
    let used = canvas.write(
      tail, x: area.x, y: area.y, maxWidth: area.width - 1, style: context.theme.text,
      markStyle: context.theme.mark)
    canvas.write(
      String(form.file.text.dropFirst(before.count)), x: area.x + used, y: area.y,
      maxWidth: max(0, area.width - used), style: context.theme.text, markStyle: context.theme.mark)
    return Frame.Caret(x: min(area.x + used, area.x + area.width - 1), y: area.y)
  }

  private var explanation: String {
    if form.needsFile { return "Type the name of a file." }
    guard form.reach == .loaded else {
      return "Reads every page from the first: a call each, beside browsing."
    }
    return isIncomplete
      ? "Without \(dropped) loaded \(dropped == 1 ? "row that was" : "rows that were") dropped from memory; "
        + "everything has all."
      : "Writes the rows that are loaded; no call is made."
  }

  private var isIncomplete: Bool { form.reach == .loaded && dropped > 0 }
  private var dropped: Int { state.droppedRows(in: form.allPanes ? nil : state.category) }
}

extension ExportFormat {
  var title: String {
    switch self {
    case .ndjson: "NDJSON"
    case .json: "JSON"
    case .csv: "CSV"
    case .markdown: "Markdown"
    }
  }
}

/// What can be copied, in the last line, with the keys that are bound: `Copy: y text  i id  j JSON  c curl  Esc leave`.
struct CopyLine {
  let context: DrawingContext

  func draw(in area: Rect, on canvas: inout Canvas) {
    let choices = context.keymap.bindings
      .filter { $0.places.contains(.copy) }
      .compactMap { binding in
        binding.hint.map { (rank: $0.rank, words: "\(binding.keys[0].name) \($0.words)") }
      }
      .sorted { $0.rank < $1.rank }
    let label = canvas.write("Copy: ", x: 1, y: area.y, maxWidth: area.width - 2, style: context.theme.strong)
    canvas.write(
      choices.map(\.words).joined(separator: "  "), x: 1 + label, y: area.y,
      maxWidth: area.width - 2 - label, style: context.theme.text)
  }
}
