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

/// A line of the overview.
enum OverviewLine {
  case heading(OverviewSection)
  /// Many months as a row of blocks.
  case trend(MonthCounts)
  case bar(OverviewBar)
  case others(Int, OverviewTopic)
  case gap
}

extension OverviewLine {
  /// The lines of a section, the gap to the next one at their end.
  static func lines(of section: OverviewSection, _ index: OverviewIndex) -> [OverviewLine] {
    var lines: [OverviewLine] = [.heading(section)]
    if section.others > 0, let months = index.months(of: section.topic) { lines.append(.trend(months)) }
    lines += section.bars.map { .bar($0) }
    if section.others > 0 { lines.append(.others(section.others, section.topic)) }
    return lines + [.gap]
  }

  /// The sections in two columns of about the same height, in their order.
  static func columns(_ sections: [[OverviewLine]]) -> [[OverviewLine]] {
    let heights = sections.map(\.count)
    let left = heights.indices.min { one, other in
      func taller(_ count: Int) -> Int {
        max(heights[...count].reduce(0, +), heights[(count + 1)...].reduce(0, +))
      }
      return taller(one) < taller(other)
    }
    guard let left, left + 1 < sections.count else { return [sections.flatMap(\.self)] }
    return [sections[...left].flatMap(\.self), sections[(left + 1)...].flatMap(\.self)]
  }

  func isBar(of subject: OverviewBar.Subject) -> Bool {
    if case .bar(let bar) = self { bar.subject == subject } else { false }
  }
}

extension OverviewIndex {
  fileprivate func months(of topic: OverviewTopic) -> MonthCounts? {
    switch topic {
    case .updated: updated
    case .created: created
    default: nil
    }
  }
}

/// A bar with its label and count: `▌scene = Payment      120 ████████░░`, `search_flights  42 ████░  84%`.
struct OverviewBarLine {
  let bar: OverviewBar
  let isSelected: Bool
  let isStale: Bool
  let context: DrawingContext

  private static let countWidth = 6
  private static let percentWidth = 5
  private static let widestLabel = 44

  func draw(in area: Rect, on canvas: inout Canvas) {
    let theme = context.theme
    let barWidth = area.width < 56 ? 10 : 20
    let labelWidth = min(Self.widestLabel, area.width - 3 - Self.countWidth - 1 - barWidth)
    if isSelected {
      canvas.write(context.glyphs.marker, x: area.x, y: area.y, maxWidth: 1, style: theme.marker)
    }
    let count = String(bar.count)
    canvas.write(
      bar.subject.words(context.glyphs), x: area.x + 2, y: area.y,
      maxWidth: labelWidth - max(0, count.count + 1 - Self.countWidth),
      style: isSelected ? theme.selected : plain, markStyle: theme.mark)
    let countEnd = area.x + 2 + labelWidth + Self.countWidth
    canvas.write(count, x: countEnd - count.count, y: area.y, style: plain)
    canvas.write(picture(width: barWidth), x: countEnd + 1, y: area.y, maxWidth: barWidth, style: plain)
  }

  private var plain: Style { isStale ? context.theme.stale : context.theme.text }

  private func picture(width: Int) -> String {
    guard case .tool = bar.subject else {
      return context.glyphs.bar(visible(bar.share ?? 0, width), width: width)
    }
    guard let success = bar.share else { return "" }
    let percent = MemoryField.percent(success)
    let padding = String(repeating: " ", count: max(0, Self.percentWidth - percent.count))
    return context.glyphs.bar(success, width: width - Self.percentWidth) + padding + percent
  }

  /// What was counted at all has a cell.
  private func visible(_ share: Double, _ width: Int) -> Double { max(share, 1 / Double(width)) }
}

extension OverviewTopic {
  var title: String {
    switch self {
    case .updated: "Per month, by \(RecordField.updateTime.name)"
    case .created: "Per month, by \(RecordField.createTime.name)"
    case .kinds: "Types"
    case .confidence: "Confidence"
    case .tags: "Tags"
    case .info: "Info values"
    case .origins: "Agents and apps"
    case .tools: "Tools: uses, mean success"
    }
  }

  /// `and 12 earlier months`
  func others(_ count: Int) -> String {
    let noun =
      switch self {
      case .updated, .created: count == 1 ? "earlier month" : "earlier months"
      case .kinds: count == 1 ? "more type" : "more types"
      case .confidence: "more"
      case .tags: count == 1 ? "more tag" : "more tags"
      case .info: count == 1 ? "more value" : "more values"
      case .origins: "more"
      case .tools: count == 1 ? "more tool" : "more tools"
      }
    return "and \(count) \(noun)"
  }
}

extension OverviewBar.Subject {
  /// `2025-12`, `LongTermMemory`, `0.9 to 1`, `scene = Payment`, `agent planner`. A tag needs no field before it.
  func words(_ glyphs: Glyphs) -> String {
    switch self {
    case .month(_, let month): month.text
    // Facts, preferences and tools have names of their own: `LongTermMemory`, `explicit_preference`, `ToolSchema`.
    case .kind(let kind):
      kind.category.isAlwaysShown ? kind.name.text : "\(kind.category.title) \(glyphs.dot) \(kind.name)"
    case .confidence(let tenth): "0.\(tenth) to \(tenth == 9 ? "1" : "0.\(tenth + 1)")"
    case .tool(let name): name.text
    case .facet(let facet): Self.words(of: facet)
    }
  }

  private static func words(of facet: Facet) -> String {
    let value = facet.value.cellText(in: FilterField(facet.field))
    return switch RecordField(name: facet.field) {
    case .tags: value
    case .agentID: "agent \(value)"
    case .appID: "app \(value)"
    default: "\(facet.field) = \(value)"
    }
  }
}

extension BrowserState {
  /// ``loadedWords``, and what is left out of a memory with more than anybody counts.
  var countedWords: String {
    let most = Facet.mostTags.grouped
    return loadedWords + (store.facets.isCut ? ", at most \(most) tags and info keys of each" : "")
  }

  /// How many memories tags, values and bars stand on: `150 of 150+ loaded`, while more may follow.
  var loadedWords: String {
    let counted = store.facets.rows
    return "\(counted) of \(counted)\(counter.everythingHasEnded ? "" : "+") loaded"
  }
}
