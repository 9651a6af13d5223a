import BrowserCore
import Canvas
import MemoryModel

/// What the first lines of a file depend on.
struct ExportSample: Equatable {
  let format: ExportFormat
  let rows: [MemorySource]
}

@MainActor struct ExportScreen: ScreenView {
  let state: BrowserState
  let form: ExportForm
  let samples: LastValue<ExportSample, [UInt8]>
  private static let labelWidth = 9

  func draw(in layout: Layout, on drawing: inout Drawing) {
    let area = layout.body
    let rows = ExportForm.Row.allCases
    drawing.write("Export", in: area.inset(left: 1, right: 1), .strong)
    let list = ChoiceList(in: area.inset(top: 1), count: rows.count, selected: form.row.rawValue)
    list.draw(onClick: ChoiceList.always(BrowserCommand.select), on: &drawing) {
      index, row, isSelected, drawing in
      drawing.write(rows[index] == .reach ? "rows" : "\(rows[index])", in: row.inset(left: 1), .label)
      let place = row.inset(left: 1 + Self.labelWidth, right: 1)
      if rows[index] == .file {
        LineField(line: form.file).draw(in: place, on: &drawing)
        if !isSelected { drawing.caret = nil }
      } else {
        drawChoices(choices(rows[index]), of: index, in: place, on: &drawing)
      }
    }
    let room = area.inset(left: 1, right: 1, top: 2 + rows.count)
    guard room.height > 0 else { return }
    drawing.write(explanation, in: room, form.needsFile || isIncomplete ? .failed : .faint)
    guard !form.needsFile, room.y + 1 < area.y + area.height else { return }
    drawing.write("Full path: \(state.options.fullPath(form.file.text))", in: room.line(1), .faint)
    drawSample(in: room.inset(top: 3), area, on: &drawing)
  }

  /// The first lines of the file, made of loaded rows.
  private func drawSample(in top: Rect, _ area: Rect, on drawing: inout Drawing) {
    let height = area.y + area.height - top.y
    guard height > 1 else { return }
    // Each has a line of its own in every format.
    let most = min(Self.sampleRows, height - 1)
    let memories = state.list.memories(in: form.category(state), reach: reach, most: most).prefix(most)
    guard !memories.isEmpty else { return }
    drawing.write("first lines", in: top, .label)
    let bytes = samples.value(for: ExportSample(format: form.format, rows: memories.map(\.source))) {
      ExportWriter.sample(form.format, of: Array(memories), zone: state.options.serverZone) { $0.title }
    }
    let lines = bytes.split(maxSplits: height, omittingEmptySubsequences: false) { $0 == UInt8(ascii: "\n") }
    for (index, line) in lines.prefix(height - 1).enumerated() {
      let text = String(decoding: line.prefix(Self.longestLine), as: UTF8.self)
      drawing.write(text.hasSuffix("\r") ? String(text.dropLast()) : text, in: top.line(index + 1))
    }
  }

  private static let sampleRows = 20
  private static let longestLine = 4096

  var scrolls: Bool { false }

  private func choices(_ row: ExportForm.Row) -> [(title: String, isChosen: Bool)] {
    switch row {
    case .panes: [("this (\(state.category.title))", !form.allPanes), ("all", form.allPanes)]
    case .reach: form.reaches(in: state.list).map { (title(of: $0), $0 == reach) }
    case .format:
      ExportFormat.allCases.map {
        ($0 == .markdown ? "Markdown" : $0.rawValue.uppercased(), $0 == form.format)
      }
    case .file: []
    }
  }

  private func drawChoices(
    _ choices: [(title: String, isChosen: Bool)], of number: Int, in row: Rect, on drawing: inout Drawing
  ) {
    var free = row
    for (index, choice) in choices.enumerated() {
      let text = choice.isChosen ? "[\(choice.title)]" : " \(choice.title) "
      let used = drawing.write(text, in: free, choice.isChosen ? .selected : .text)
      drawing.onClick(.choose(row: number, index), in: free.first(used))
      free = free.inset(left: 1 + used)
    }
  }

  private var explanation: String {
    if form.needsFile { return "Type a file name." }
    if reach == .shown { return "Writes the rows that are shown; makes no call." }
    guard reach == .loaded else {
      let (calls, isLeast) = form.calls(state)
      return
        "Reads all pages from the first: \(isLeast ? "at least " : "")\(counted(calls, "call")), in the background."
    }
    return isIncomplete
      ? "Without \(counted(dropped, "loaded row")) that \(dropped == 1 ? "was" : "were") dropped from memory; "
        + "choose everything for all rows."
      : "Writes the loaded rows; makes no call."
  }

  private var reach: ExportOrder.Reach { form.reach(in: state.list) }

  /// `shown (16)`
  private func title(of reach: ExportOrder.Reach) -> String {
    let shown = state.list.shownRows(in: form.allPanes ? nil : state.category) ?? 0
    return reach == .shown ? "shown (\(shown))" : "\(reach)"
  }

  private var isIncomplete: Bool { reach == .loaded && dropped > 0 }
  private var dropped: Int { state.list.droppedRows(in: form.allPanes ? nil : state.category) }
}
