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

/// A column of the list. The last one, the text, takes what the others leave.
struct ListColumn: Sendable {
  let title: String
  let sort: SortColumn
  /// Cells, the gap to the next column included.
  let width: Int
  let text: @Sendable (Memory, DrawingContext) -> String

  /// Columns to the right of this many cells of text are given up, the least important first.
  private static let leastTextWidth = 24

  /// The columns that fit beside the text, in the order they stand in. Of those that do not fit the later ones of
  /// `byImportance` go first.
  static func fitting(
    _ category: MemoryCategory, width: Int, absoluteTimes: Bool
  ) -> [ListColumn] {
    var columns = byImportance(category, absoluteTimes: absoluteTimes)
    while !columns.isEmpty, width - columns.reduce(0, { $0 + $1.width }) < leastTextWidth {
      columns.removeLast()
    }
    return columns
  }

  static func textTitle(_ category: MemoryCategory) -> String {
    switch category {
    case .factual: "MEMORY"
    case .preference: "PREFERENCE"
    case .tool: "TEXT"
    case .skill: "SKILL"
    case .profile: "PROFILE"
    case .event: "EVENT"
    }
  }

  private static func byImportance(_ category: MemoryCategory, absoluteTimes: Bool) -> [ListColumn] {
    let updated = updated(absolute: absoluteTimes)
    switch category {
    case .factual: return [updated, type, confidence]
    case .preference: return [updated, type]
    case .tool: return [updated, tools, success]
    case .skill, .profile, .event: return [updated]
    }
  }

  private static func updated(absolute: Bool) -> ListColumn {
    ListColumn(title: "UPDATED", sort: .updated, width: absolute ? 24 : 10) { memory, context in
      // What is not understood is shown as it is.
      if memory.updated == nil, let text = memory.unreadTimes?.updated { return text }
      guard let time = memory.updated ?? memory.created else { return memory.unreadTimes?.created ?? "" }
      return absolute ? context.absolute(time) : context.relative(time)
    }
  }

  private static let type = ListColumn(title: "TYPE", sort: .kind, width: 10) { memory, _ in
    shortKind(memory.kind ?? "")
  }

  private static let confidence = ListColumn(title: "CONF", sort: .confidence, width: 6) { memory, _ in
    memory.confidence.map(twoDigits) ?? ""
  }

  private static let tools = ListColumn(title: "TOOLS", sort: .tools, width: 22) { memory, _ in
    memory.toolUses.map(\.name).joined(separator: ", ")
  }

  private static let success = ListColumn(title: "SUCCESS", sort: .success, width: 12) { memory, context in
    let rates = memory.toolUses.compactMap(\.successRate)
    guard !rates.isEmpty else { return "" }
    let mean = rates.reduce(0, +) / Double(rates.count)
    return context.glyphs.bar(mean, width: 5) + " " + MemoryField.percent(mean)
  }

  /// `LongTermMemory` is `LongTerm`, `explicit_preference` is `explicit`.
  static func shortKind(_ kind: String) -> String {
    for ending in ["Memory", "_preference"] where kind.hasSuffix(ending) && kind.count > ending.count {
      return String(kind.dropLast(ending.count))
    }
    return kind
  }

  /// `0.9` is `0.90`; out of range it is shown as it is.
  static func twoDigits(_ value: Double) -> String {
    guard value >= 0, value < 10 else { return "\(value)" }
    let hundredths = Int((value * 100).rounded())
    let fraction = hundredths % 100
    return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
  }
}
