import BrowserCore
import Canvas
import MemoryModel

/// The conditions of the form, a row each, with what they match among the loaded rows.
struct FilterRows {
  let state: BrowserState
  let form: FilterForm
  let context: DrawingContext
  let columns: FormColumns
  private let counts: FormCounts?
  private let texts: [RowTexts]

  init(state: BrowserState, form: FilterForm, context: DrawingContext, width: Int) {
    self.state = state
    self.form = form
    self.context = context
    counts = state.formCounts
    columns = FormColumns(
      width: width,
      widestSign: form.rows.map { context.columns($0.operation.cellLabel(context.glyphs)) }.max() ?? 1)
    texts = Self.texts(state, form, context, columns)
  }

  func layout(in body: Rect) -> FormLayout {
    let most = FormLayout.mostNoteLines(in: body)
    return FormLayout(
      in: body, notes: texts.indices.map { noteLines($0, most: most) }, fitsBesideTotal: fitsBesideTotal,
      focused: form.row, isFieldEmpty: form.cell == .field && form.rows[form.row].field.text.isEmpty)
  }

  func draw(in layout: FormLayout, on drawing: inout Drawing) {
    drawHeadings(in: layout.headings, on: &drawing)
    addWheel(over: layout, on: &drawing)
    for line in layout.lines { drawRow(line, layout, on: &drawing) }
    drawTotal(in: layout, on: &drawing)
  }

  // MARK: Headings and total

  private func drawHeadings(in row: Rect, on drawing: inout Drawing) {
    guard row.height > 0 else { return }
    let room = row.width - 1 - columns.operation - 2
    let heading = countHeadings.first { context.columns($0) <= room } ?? ""
    let isCounted = !heading.isEmpty
    let start = min(columns.count, row.width - 1 - context.columns(heading))
    for (x, title) in [
      (columns.field, "FIELD"), (columns.operation, "OPERATOR"), (columns.value, "VALUE"),
    ] where !isCounted || x + context.columns(title) + 2 <= start {
      drawing.write(title, in: row.inset(left: x), .columnHead)
    }
    if isCounted { drawing.write(heading, in: row.inset(left: start), .columnHead) }
  }

  private var countHeadings: [String] {
    guard let counts, form.raw == nil else { return [] }
    let loaded = counts.loaded.grouped
    return counts.isOfActiveFilter
      ? [
        "MATCHES OF \(loaded) LOADED WITH THE ACTIVE FILTER", "OF \(loaded) OF THE ACTIVE FILTER",
        "OF \(loaded)",
      ] : columns.barWidth > 8 ? ["MATCHES OF \(loaded) LOADED"] : ["MATCHES OF \(loaded)", "OF \(loaded)"]
  }

  /// `3 all together`, and the column where it begins.
  private var total: (text: String, start: Int)? {
    guard let total = counts?.total else { return nil }
    let number = total.label(context.glyphs)
    let text = "\(number) \(form.junction.totalLabel)"
    let isAligned = columns.barWidth >= context.columns(form.junction.totalLabel)
    let start =
      isAligned
      ? columns.count + columns.countWidth - context.columns(number)
      : columns.width - 1 - context.columns(text)
    return (text, start)
  }

  private func drawTotal(in layout: FormLayout, on drawing: inout Drawing) {
    let row = layout.total
    guard row.height > 0 else { return }
    if let total { drawing.write(total.text, in: row.inset(left: total.start, right: 1), .strong) }
    guard layout.isNoteBesideTotal, let note = texts.last?.note else { return }
    drawing.write(note.text, in: row.inset(left: columns.field).first(max(0, widthBesideTotal)), note.role)
  }

  private var widthBesideTotal: Int { (total.map { $0.start - 2 } ?? columns.width - 1) - columns.field }

  /// The row with the cursor says all; what the last one says is cut beside the total.
  private var fitsBesideTotal: Bool {
    guard let note = texts.last?.note, form.row == texts.count - 1 else { return true }
    return context.columns(note.text, limit: max(0, widthBesideTotal) + 1) <= widthBesideTotal
  }

  // MARK: A row

  /// The wheel goes to other rows where not all have room.
  private func addWheel(over layout: FormLayout, on drawing: inout Drawing) {
    guard let first = layout.lines.first, layout.lines.count < form.rows.count else { return }
    let area = Rect(x: 0, y: first.y, width: columns.width, height: layout.rowsEnd - first.y)
    drawing.onWheel(
      in: area, up: .selectCell(row: form.row - 1, form.cell), down: .selectCell(row: form.row + 1, form.cell)
    )
  }

  private func drawRow(_ line: FormLayout.Line, _ layout: FormLayout, on drawing: inout Drawing) {
    let (index, row) = (line.row, form.rows[line.row])
    let place = Rect(x: 0, y: line.y, width: columns.width, height: 1)
    let hasCursor = index == form.row
    let role: Theme.Role = row.isOn ? .text : .stale
    if hasCursor { drawing.mark(place) }
    for (cell, area) in columns.cells(in: place) {
      drawing.onClick(.selectCell(row: index, cell), in: area)
    }
    let number = row.isOn ? "\(index + 1)" : "off"
    let numberStart = max(1, 3 - number.count)
    drawing.write(number, in: place.inset(left: numberStart).first(3), row.isOn ? .faint : .stale)

    func cell(_ cell: FormRow.Cell, _ width: Int) -> Rect {
      place.inset(left: columns.start(of: cell)).first(width)
    }
    drawText(row.field, at: .field, hasCursor, cell(.field, columns.fieldWidth), role, &drawing)
    drawOperation(row, hasCursor && form.cell == .operation, in: place, role, &drawing)
    drawText(row.value, at: .value, hasCursor, cell(.value, columns.valueWidth), role, &drawing)
    drawCount(index, in: place, on: &drawing)
    drawNote(line, in: place, on: &drawing)
  }

  private func drawText(
    _ line: EditedLine, at cell: FormRow.Cell, _ isRowFocused: Bool, _ place: Rect, _ role: Theme.Role,
    _ drawing: inout Drawing
  ) {
    guard isRowFocused, form.cell == cell else {
      drawing.write(line.text, in: place, role)
      return
    }
    let end = LineField(line: line, role: .strong).draw(in: place, on: &drawing)
    guard let suggestion = Self.suggestion(form, context.glyphs) else { return }
    drawing.write(suggestion, in: place.inset(left: end - place.x), .faint)
  }

  private func drawOperation(
    _ row: FormRow, _ isFocused: Bool, in place: Rect, _ role: Theme.Role, _ drawing: inout Drawing
  ) {
    let cell = place.inset(left: columns.operation)
    let role = isFocused ? .activeTab : role
    guard columns.wordWidth > 0 else {
      drawing.write(row.operation.cellLabel(context.glyphs), in: cell.first(columns.signWidth), role)
      return
    }
    let sign = row.operation.formSign(context.glyphs)
    let padding = String(repeating: " ", count: max(1, columns.signWidth - context.columns(sign)))
    drawing.write(
      sign + padding + row.operation.word(for: row.filterField),
      in: cell.first(columns.signWidth + columns.wordWidth), role)
  }

  // MARK: Counts and notes

  private func row(_ index: Int) -> FormCounts.Row? {
    guard let counts, counts.rows.indices.contains(index) else { return nil }
    return counts.rows[index]
  }

  private func drawCount(_ index: Int, in place: Rect, on drawing: inout Drawing) {
    guard let counted = row(index), let count = counted.count else { return }
    let isOn = form.rows[index].isOn
    let cell = place.inset(left: columns.count).first(columns.countWidth)
    if counted.blocksAll { drawing.write(context.glyphs.cross, in: cell.first(1), .fault) }
    drawing.writeRight(count.label(context.glyphs), in: cell, isOn ? .text : .stale)
    guard case .exactly(let matches) = count, let loaded = counts?.loaded, loaded > 0 else { return }
    let bar = context.glyphs.thinBar(Double(matches) / Double(loaded), width: columns.barWidth)
    drawing.write(bar, in: place.inset(left: columns.bar), isOn ? .label : .stale)
  }

  private func drawNote(_ line: FormLayout.Line, in place: Rect, on drawing: inout Drawing) {
    let texts = texts[line.row]
    var free = place.inset(left: texts.start)
    if let meaning = texts.meaning { free = free.inset(left: drawing.write(meaning, in: free, .faint) + 2) }
    guard let note = texts.note else { return }
    if texts.isBeside {
      drawing.write(note.text, in: free, note.role)
    } else {
      let area = place.line(1).inset(left: columns.field, right: 1)
      drawing.write(wrapped(note.text), lines: line.noteLines, in: area, note.role)
    }
  }

  private func wrapped(_ note: String) -> WrappedText {
    WrappedText(note, columns: max(1, columns.width - columns.field - 1), width: context.cellWidth)
  }

  private func noteLines(_ index: Int, most: Int) -> Int {
    guard let note = texts[index].note, !texts[index].isBeside else { return 0 }
    return index == form.row ? max(1, wrapped(note.text).lineCount(limit: most)) : 1
  }
}

/// What is said behind the value of a row, and below it where it has no room there.
private struct RowTexts {
  /// The first column for them.
  var start: Int
  /// What the dates mean, in the longest form that fits.
  var meaning: String?
  /// What is wrong with the row, or why it matches nothing, or the meaning that does not fit.
  var note: (text: String, role: Theme.Role)?
  var isBeside = true
}

extension FilterRows {
  private static func texts(
    _ state: BrowserState, _ form: FilterForm, _ context: DrawingContext, _ columns: FormColumns
  ) -> [RowTexts] {
    form.rows.indices.map { index in
      let row = form.rows[index]
      let counted = state.formCounts.flatMap { $0.rows.indices.contains(index) ? $0.rows[index] : nil }
      let hasCursor = index == form.row && form.cell == .value
      let typed = row.value.text + (hasCursor ? (suggestion(form, context.glyphs) ?? "") + " " : "")
      var texts = RowTexts(start: columns.value + context.columns(typed, limit: columns.valueWidth) + 2)
      let room = (counted?.count == nil ? columns.width : columns.count) - 1 - texts.start
      func fits(_ text: String, _ room: Int) -> Bool {
        context.columns(text, limit: max(0, room) + 1) <= room
      }

      if let fault = form.fault(of: index) {
        let text = "\(context.glyphs.cross) \(fault.label(context.keys(in: .form)))"
        texts.note = (text, .fault)
        texts.isBeside = fits(text, room)
        return texts
      }
      guard let condition = try? row.condition(in: state.options.dialect) else { return texts }
      let meanings = condition.meanings(today: context.today) ?? []
      texts.meaning = meanings.first { fits($0, room) }
      if let reason = counted?.reason {
        let sentence = reason.sentence(condition, context.glyphs)
        let unsaid = texts.meaning == nil ? meanings.first.map { $0 + context.glyphs.separator } : nil
        let text = (unsaid ?? "") + sentence
        // The count of 0 is at the end of the row.
        let short = text.hasPrefix("0: ") ? String(text.dropFirst(3)) : text
        let free = room - (texts.meaning.map { context.columns($0) + 2 } ?? 0)
        let beside = [text, short].first { fits($0, free) }
        texts.note = (beside ?? text, row.isOn ? .text : .stale)
        texts.isBeside = beside != nil
      } else if let shortest = meanings.last, texts.meaning == nil {
        texts.note = (meanings.first { fits($0, columns.width - columns.field - 1) } ?? shortest, .faint)
        texts.isBeside = false
      }
      return texts
    }
  }

  /// Behind the cursor: the rest of a completion, or ` → info.tier`.
  private static func suggestion(_ form: FilterForm, _ glyphs: Glyphs) -> String? {
    switch form.suggestion {
    case .rest(let text): text
    case .replacement(let text): " \(glyphs.leadsTo) \(text)"
    case nil: nil
    }
  }
}
