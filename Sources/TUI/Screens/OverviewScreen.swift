import BrowserCore
import Canvas
import MemoryModel

@MainActor struct OverviewScreen: ScreenView {
  let state: BrowserState
  let selected: OverviewBar.Subject?
  let context: DrawingContext
  private static let leastColumnWidth = 38

  func draw(in layout: Layout, on drawing: inout Drawing) {
    let title = layout.body.inset(left: 1, right: 1)
    drawing.write("Overview\(context.glyphs.separator)\(state.countedRows)", in: title, .strong)
    let sections = state.overviewSections.map { OverviewLine.lines(of: $0, state.store.overview) }
    guard !sections.isEmpty else {
      drawing.write("The loaded memories have nothing to count.", in: title.inset(top: 2))
      return
    }
    let fitsTwo = layout.text.width >= 2 * Self.leastColumnWidth
    let columns = fitsTwo ? OverviewLine.columns(sections) : [sections.flatMap(\.self)]
    let area = layout.text.first(layout.text.width / columns.count)
    let top = top(of: columns, in: area)
    for (number, lines) in columns.enumerated() {
      let selected = lines.firstIndex(where: isSelected)
      let list = ChoiceList(
        in: area.shifted(by: number * area.width), count: lines.count, selected: selected, top: top)
      list.draw(on: &drawing) { index, row, isSelected, drawing in
        draw(lines[index], isSelected, in: row, on: &drawing)
      }
    }
  }

  /// The columns scroll together, so that the terminal can move whole lines.
  private func top(of columns: [[OverviewLine]], in area: Rect) -> Int {
    let count = (columns.map(\.count).max() ?? 0) - 1
    let selected = columns.compactMap { $0.firstIndex(where: isSelected) }.first
    return ChoiceList(in: area, count: count, selected: selected).top
  }

  private func isSelected(_ line: OverviewLine) -> Bool {
    if case .bar(let bar) = line { bar.subject == selected } else { false }
  }

  private func draw(_ line: OverviewLine, _ isSelected: Bool, in row: Rect, on drawing: inout Drawing) {
    switch line {
    case .heading(let section):
      let place = row.inset(left: 1, right: 1)
      let used = drawing.write(section.topic.title, in: place, .label)
      drawing.write(" \(section.memories)", in: place.inset(left: used), .faint)
    case .trend(let months): draw(months, in: row, on: &drawing)
    case .bar(let bar): draw(bar, isSelected, in: row, on: &drawing)
    case .others(let count, let topic):
      drawing.write(topic.others(count), in: row.inset(left: 2, right: 1), .faint)
    case .gap: break
    }
  }

  /// `2019-04 ▁▃█ ▂ 2026-11`
  private func draw(_ months: MonthCounts, in row: Rect, on drawing: inout Drawing) {
    let place = row.inset(left: 2, right: 1)
    let room = place.width - 2 * ("2026-11".utf8.count + 1)
    guard let trend = months.trend(until: CivilMonth(context.today), length: room) else { return }
    let last = trend.first.advanced(by: trend.counts.count - 1)
    drawing.write(
      "\(trend.first.text) \(context.glyphs.sparkline(trend.counts)) \(last.text)", in: place, plain)
  }

  private var plain: Theme.Role { state.showsOldRows ? .stale : .text }
}

enum OverviewLine {
  case heading(OverviewSection)
  case trend(MonthCounts)
  case bar(OverviewBar)
  case others(Int, OverviewTopic)
  case gap

  static func lines(of section: OverviewSection, _ index: OverviewIndex) -> [OverviewLine] {
    var lines: [OverviewLine] = [.heading(section)]
    if section.others > 0, section.topic == .updated { lines.append(.trend(index.updated)) }
    if section.others > 0, section.topic == .created { lines.append(.trend(index.created)) }
    lines += section.bars.map { .bar($0) }
    if section.others > 0 { lines.append(.others(section.others, section.topic)) }
    return lines + [.gap]
  }

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
}

extension OverviewScreen {
  private static let countWidth = 6
  private static let percentWidth = 5
  private static let widestLabel = 44

  /// A bar with its label and count: `▌scene = Payment      120 ████████░░`, `search_flights  42 ████░  84%`.
  private func draw(_ bar: OverviewBar, _ isSelected: Bool, in row: Rect, on drawing: inout Drawing) {
    let glyphs = drawing.context.glyphs
    let barWidth = row.width < 56 ? 10 : 20
    let labelWidth = min(Self.widestLabel, row.width - 3 - Self.countWidth - 1 - barWidth)
    let count = String(bar.count)
    let place = row.inset(left: 2)
    drawing.write(
      bar.subject.label(glyphs), in: place.first(labelWidth - max(0, count.utf8.count + 1 - Self.countWidth)),
      isSelected ? .selected : plain)
    drawing.writeRight(count, in: place.first(labelWidth + Self.countWidth), plain)
    let picture = place.inset(left: labelWidth + Self.countWidth + 1).first(barWidth)
    guard case .tool = bar.subject else {
      drawing.write(
        glyphs.bar(max(bar.share ?? 0, 1 / Double(barWidth)), width: barWidth), in: picture, plain)
      return
    }
    guard let success = bar.share else { return }
    let used = drawing.write(glyphs.bar(success, width: barWidth - Self.percentWidth), in: picture, plain)
    drawing.writeRight(MemoryField.percent(success), in: picture.inset(left: used), plain)
  }
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
    let ending = count == 1 ? "" : "s"
    return switch self {
    case .updated, .created: "and \(count) earlier month\(ending)"
    case .kinds: "and \(count) more type\(ending)"
    case .tags: "and \(count) more tag\(ending)"
    case .info: "and \(count) more value\(ending)"
    case .tools: "and \(count) more tool\(ending)"
    case .confidence, .origins: "and \(count) more"
    }
  }
}

extension OverviewBar.Subject {
  /// `2025-12`, `LongTermMemory`, `0.9 to 1`, `scene = Payment`, `agent planner`. A tag needs no field before it.
  func label(_ glyphs: Glyphs) -> String {
    switch self {
    case .month(_, let month): month.text
    // Facts, preferences and tools have names of their own: `LongTermMemory`, `explicit_preference`, `ToolSchema`.
    case .kind(let kind):
      kind.category.isAlwaysShown ? kind.name.text : "\(kind.category.title) \(glyphs.dot) \(kind.name)"
    case .confidence(let tenth): "0.\(tenth) to \(tenth == 9 ? "1" : "0.\(tenth + 1)")"
    case .tool(let name): name.text
    case .facet(let facet): Self.label(facet)
    }
  }

  private static func label(_ facet: Facet) -> String {
    let value = facet.value.cellText(in: FilterField(facet.field))
    return switch RecordField(name: facet.field) {
    case .tags: value
    case .agentID: "agent \(value)"
    case .appID: "app \(value)"
    default: "\(facet.field) = \(value)"
    }
  }
}
