import BrowserCore
import Canvas
import MemoryModel

@MainActor struct ListScreen: ScreenView {
  let state: BrowserState
  let preview: PreviewText?
  let details: RowDetailsCache
  let context: DrawingContext

  private var pane: ListPane { ListPane(state: state, details: details, context: context) }

  func draw(in layout: Layout, on drawing: inout Drawing) {
    pane.draw(in: layout, on: &drawing)
    PreviewPane(state: state, text: preview).draw(in: layout, on: &drawing)
    FailureBanner(state: state, context: context).draw(in: layout.banner, on: &drawing)
  }
}

@MainActor struct ListPane {
  let state: BrowserState
  let details: RowDetailsCache
  let context: DrawingContext

  /// A column with its place in each row, without the gap behind it.
  private typealias Cell = (column: ListColumn, start: Int, width: Int)

  private var absoluteTimes: Bool { state.list.swapsTimes }

  private func rows(in layout: Layout) -> ChoiceList {
    ChoiceList(in: layout.list, count: state.rows.count, selected: state.pane.cursor, top: state.pane.top)
  }

  func draw(in layout: Layout, on drawing: inout Drawing) {
    let hasMarks = state.hasMarks
    // The marker's column, and while a watch has marked rows, a column for these marks.
    let start = hasMarks ? 2 : 1
    let cells = cells(from: start, width: layout.list.width)
    drawHeads(cells, in: layout.columnHeads.first(layout.list.width), on: &drawing)
    guard state.rows.count > 0 else {
      return EmptyPane(state: state, context: context).draw(in: layout.list, on: &drawing)
    }
    let memories = state.rows
    rows(in: layout).draw(onClick: ChoiceList.selecting(then: .open), on: &drawing) {
      index, row, isSelected, drawing in
      guard let memory = memories.memory(at: index) else {
        let page = memories.page(of: index) ?? 0
        let text = "page \(page) was dropped from memory \(context.glyphs.ellipsis)"
        drawing.write(text, in: row.inset(left: start), .faint)
        return
      }
      if hasMarks { drawWatchMark(memory, in: row, on: &drawing) }
      draw(memory, at: index, isSelected, cells, in: row, on: &drawing)
    }
  }

  private func cells(from start: Int, width: Int) -> [Cell] {
    let columns = ListColumn.fitting(
      state.category, width: width, room: width - start, absoluteTimes: absoluteTimes)
    let others = columns.reduce(-ListColumn.gap) {
      $0 + $1.width(absoluteTimes: absoluteTimes) + ListColumn.gap
    }
    var next = start
    return columns.map { column in
      let own = column == .text ? width - start - others : column.width(absoluteTimes: absoluteTimes)
      defer { next += own + ListColumn.gap }
      return (column, next, own)
    }
  }

  private func drawHeads(_ cells: [Cell], in row: Rect, on drawing: inout Drawing) {
    for (column, start, width) in cells {
      let title = column.title(state.category) + arrow(column.sort)
      // The arrow may take a part of the gap.
      let head = row.inset(left: start).first(width + 1)
      drawing.write(title, in: head, .columnHead)
      if row.height > 0 { drawing.onClick(.sortBy(column.sort), in: head) }
    }
  }

  private func arrow(_ column: SortColumn?) -> String {
    guard let column, let order = state.rows.order, order.column == column else { return "" }
    return order.isDescending ? context.glyphs.descending : context.glyphs.ascending
  }

  private func draw(
    _ memory: Memory, at index: Int, _ isSelected: Bool, _ cells: [Cell], in row: Rect,
    on drawing: inout Drawing
  ) {
    let details = details.details(of: memory)
    let isOld = state.showsOldRows
    for (column, start, width) in cells {
      let place = row.inset(left: start).first(width)
      if column == .text {
        let matches = MatchMarks(state.isMatch(at: index) ? state.search.pattern : nil)
        matches.write(memory, details, in: place, isOld ? .stale : .text, on: &drawing)
      } else {
        let isHead = isSelected && column == cells.first?.column
        let text = column.text(memory, details, absoluteTimes: absoluteTimes, context)
        drawing.write(text, in: place, isHead ? .selected : isOld ? .stale : role(column, memory))
      }
    }
  }

  private func role(_ column: ListColumn, _ memory: Memory) -> Theme.Role {
    column == .success && SuccessRange(memory)?.isLow == true ? .failed : column.role
  }

  private func drawWatchMark(_ memory: Memory, in row: Rect, on drawing: inout Drawing) {
    let (marks, glyphs) = (state.watch.marks, context.glyphs)
    let kinds: [(isMarked: Bool, sign: String, role: Theme.Role)] = [
      (marks.new.contains(memory.id), glyphs.new, .new),
      (marks.changed.contains(memory.id), glyphs.changed, .changed),
      (state.isGone(memory), glyphs.gone, .faint),
    ]
    guard let (_, sign, role) = kinds.first(where: \.isMarked) else { return }
    drawing.write(sign, in: row.inset(left: 1).first(1), role)
  }
}

/// The details of the rows that were drawn lately: reading thirty records of a megabyte at each key would be felt.
@MainActor final class RowDetailsCache {
  private var known: [ByteString: (source: MemorySource, details: RowDetails)] = [:]
  private static let most = 400

  /// Of the record itself: after a refresh, its id may have another one.
  func details(of memory: Memory) -> RowDetails {
    if let kept = known[memory.id], kept.source == memory.source { return kept.details }
    if known.count >= Self.most { known = [:] }
    let details = RowDetails(memory)
    known[memory.id] = (memory.source, details)
    return details
  }
}
