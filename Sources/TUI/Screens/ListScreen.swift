import BrowserCore
import Canvas
import MemoryModel

@MainActor struct ListScreen: ScreenView {
  let state: BrowserState
  let preview: PreviewText?
  let context: DrawingContext

  func draw(in layout: Layout, on drawing: inout Drawing) {
    ListPane(state: state, context: context).draw(in: layout, on: &drawing)
    PreviewPane(state: state, text: preview).draw(in: layout, on: &drawing)
    FailureBanner(state: state, context: context).draw(in: layout.banner, on: &drawing)
  }

  func click(_ report: MouseReport, in layout: Layout) -> BrowserCommand? {
    ListPane(state: state, context: context).rows(in: layout).click(report, onSelected: .open)
  }

  func wheel(by lines: Int, _ report: MouseReport, in layout: Layout) -> [BrowserCommand] {
    guard layout.preview.contains(report) else { return [.scroll(by: lines)] }
    return Array(repeating: lines > 0 ? .scrollPreviewDown : .scrollPreviewUp, count: abs(lines))
  }
}

struct ListPane {
  let state: BrowserState
  let context: DrawingContext

  /// The marker's column, and while a watch has marked rows, a column for these marks.
  private var textStart: Int { state.watch.marks.isEmpty ? 1 : 2 }

  func rows(in layout: Layout) -> ChoiceList {
    ChoiceList(in: layout.list, count: state.rows.count, selected: state.pane.cursor, top: state.pane.top)
  }

  func draw(in layout: Layout, on drawing: inout Drawing) {
    let columns = ListColumn.fitting(
      state.category, width: layout.list.width - textStart, absoluteTimes: state.list.swapsTimes)
    drawHeads(columns, in: layout.columnHeads.first(layout.list.width), on: &drawing)
    guard state.rows.count > 0 else {
      return EmptyPane(state: state, context: context).draw(in: layout.list, on: &drawing)
    }
    rows(in: layout).draw(on: &drawing) { index, row, isSelected, drawing in
      drawRow(index, isSelected, columns, in: row, on: &drawing)
    }
  }

  private func drawHeads(_ columns: [ListColumn], in row: Rect, on drawing: inout Drawing) {
    var place = row.inset(left: textStart)
    for column in columns {
      drawing.write(column.title + arrow(column.sort), in: place.first(column.width - 1), .columnHead)
      place = place.inset(left: column.width)
    }
    drawing.write(ListColumn.textTitle(state.category) + arrow(.text), in: place, .columnHead)
  }

  private func arrow(_ column: SortColumn) -> String {
    guard let order = state.rows.order, order.column == column else { return "" }
    return order.isDescending ? context.glyphs.descending : context.glyphs.ascending
  }

  private func drawRow(
    _ index: Int, _ isSelected: Bool, _ columns: [ListColumn], in row: Rect, on drawing: inout Drawing
  ) {
    var place = row.inset(left: textStart)
    guard let memory = state.rows.memory(at: index) else {
      let page = state.rows.page(of: index) ?? 0
      drawing.write("page \(page) was dropped from memory \(context.glyphs.ellipsis)", in: place, .faint)
      return
    }
    drawWatchMark(memory, in: row, on: &drawing)
    let plain: Theme.Role = state.showsOldRows ? .stale : .text
    var role = isSelected ? .selected : plain
    for column in columns {
      drawing.write(column.text(memory, context), in: place.first(column.width - 1), role)
      place = place.inset(left: column.width)
      role = plain
    }
    let matches = MatchMarks(state.isMatch(at: index) ? state.search.pattern : nil)
    matches.write(memory, in: place, role, on: &drawing)
  }

  private func drawWatchMark(_ memory: Memory, in row: Rect, on drawing: inout Drawing) {
    let (marks, glyphs) = (state.watch.marks, context.glyphs)
    let kinds: [(Set<ByteString>, String, Theme.Role)] = [
      (marks.new, glyphs.new, .new), (marks.changed, glyphs.changed, .changed),
      (marks.gone, glyphs.gone, .faint),
    ]
    guard let (_, sign, role) = kinds.first(where: { $0.0.contains(memory.id) }) else { return }
    drawing.write(sign, in: row.inset(left: 1).first(1), role)
  }
}

/// A column of the list. The last one, the text, takes what the others leave.
struct ListColumn: Sendable {
  let title: String
  let sort: SortColumn
  let width: Int
  let text: @Sendable (Memory, DrawingContext) -> String
  /// If the text had fewer columns than these, other columns are left out, the least important first.
  private static let leastTextWidth = 24

  static func fitting(_ category: MemoryCategory, width: Int, absoluteTimes: Bool) -> [ListColumn] {
    var columns = byImportance(category, absoluteTimes: absoluteTimes)
    while !columns.isEmpty, width - columns.reduce(0, { $0 + $1.width }) < leastTextWidth {
      columns.removeLast()
    }
    return columns
  }

  static func textTitle(_ category: MemoryCategory) -> String {
    switch category {
    case .factual: "MEMORY"
    case .tool: "TEXT"
    default: category.noun(1).uppercased()
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
