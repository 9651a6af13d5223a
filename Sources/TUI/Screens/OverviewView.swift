import BrowserCore
import Canvas
import MemoryModel

/// What is loaded at a glance: bars by month, type, confidence, tag, value and tool.
struct OverviewView {
  let state: BrowserState
  let selected: OverviewBar.Subject?
  let context: DrawingContext

  /// Where two columns of this width fit, they stand side by side.
  private static let leastColumnWidth = 38

  func draw(in area: Rect, on canvas: inout Canvas) {
    canvas.write(
      "Overview \(context.glyphs.dot) \(state.countedWords)", x: 1, y: area.y, maxWidth: area.width - 2,
      style: context.theme.strong)
    let sections = state.overviewSections.map { OverviewLine.lines(of: $0, state.store.overview) }
    guard !sections.isEmpty else {
      canvas.write(
        "None of the loaded memories says anything to count.", x: 1, y: area.y + 2, maxWidth: area.width - 2,
        style: context.theme.text)
      return
    }
    let fitsTwo = area.width >= 2 * Self.leastColumnWidth
    let columns = fitsTwo ? OverviewLine.columns(sections) : [sections.flatMap(\.self)]
    let rows = Rect(x: 0, y: area.y + 1, width: area.width / columns.count, height: area.height - 1)
    let top = top(of: columns, height: rows.height)
    for (number, lines) in columns.enumerated() {
      let column = Rect(x: number * rows.width, y: rows.y, width: rows.width, height: rows.height)
      draw(lines, from: top, in: column, &canvas)
    }
  }

  /// The columns scroll together, so that the terminal can move whole lines.
  private func top(of columns: [[OverviewLine]], height: Int) -> Int {
    // The gap at the end of the last section needs no line.
    let count = (columns.map(\.count).max() ?? 0) - 1
    let line = selected.flatMap { subject in
      columns.compactMap { $0.firstIndex { $0.isBar(of: subject) } }.first
    }
    return max(0, min((line ?? 0) - height / 2, count - height))
  }

  private func draw(_ lines: [OverviewLine], from top: Int, in area: Rect, _ canvas: inout Canvas) {
    for (offset, line) in lines.dropFirst(top).prefix(area.height).enumerated() {
      let place = Rect(x: area.x, y: area.y + offset, width: area.width, height: 1)
      switch line {
      case .heading(let section): draw(section, in: place, &canvas)
      case .trend(let months): draw(months, in: place, &canvas)
      case .bar(let bar):
        OverviewBarLine(
          bar: bar, isSelected: bar.subject == selected, isStale: state.showsOldRows, context: context
        )
        .draw(in: place, on: &canvas)
      case .others(let count, let topic):
        canvas.write(
          topic.others(count), x: place.x + 2, y: place.y, maxWidth: place.width - 3,
          style: context.theme.faint)
      case .gap: break
      }
    }
  }

  private func draw(_ section: OverviewSection, in area: Rect, _ canvas: inout Canvas) {
    let used = canvas.write(
      section.topic.title, x: area.x + 1, y: area.y, maxWidth: area.width - 2, style: context.theme.label)
    canvas.write(
      " \(section.memories)", x: area.x + 1 + used, y: area.y, maxWidth: area.width - 2 - used,
      style: context.theme.faint)
  }

  /// `2019-04 ▁▃█ ▂ 2026-11`
  private func draw(_ months: MonthCounts, in area: Rect, _ canvas: inout Canvas) {
    let room = area.width - 3 - 2 * ("2026-11".count + 1)
    guard let trend = months.trend(until: CivilMonth(context.today), length: room) else { return }
    let last = trend.first.advanced(by: trend.counts.count - 1)
    let words = "\(trend.first.text) \(context.glyphs.sparkline(trend.counts)) \(last.text)"
    canvas.write(
      words, x: area.x + 2, y: area.y, maxWidth: area.width - 3,
      style: state.showsOldRows ? context.theme.stale : context.theme.text)
  }
}
