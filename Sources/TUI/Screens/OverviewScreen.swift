import BrowserCore
import Canvas
import MemoryModel

/// Two columns of groups, in a narrow window one. They scroll together, and each long list scrolls in itself.
@MainActor struct OverviewScreen: ScreenView {
  let state: BrowserState
  let overview: OverviewState
  let context: DrawingContext
  private static let leastWidthForTwo = 76

  func draw(in layout: Layout, on drawing: inout Drawing) {
    drawing.writeTitle(state.coverage("Overview of", context), in: layout.title.inset(left: 1, right: 1))
    guard !overview.sections.isEmpty else {
      drawing.write(
        state.nothing("The loaded memories have nothing to count."), in: layout.text.inset(left: 1, right: 1))
      return
    }
    let cursor = overview.cursor
    for (line, row) in visible(in: layout.text) {
      let section = overview.sections[line.section]
      let bar = cursor?.section == line.section ? cursor?.bar : nil
      addPlaces(of: line, section, cursor: bar, in: row, on: &drawing)
      let drawn = OverviewGroup(
        section: section, cursor: bar, isStale: state.showsOldRows)
      if line.isMarked { drawing.mark(row) }
      switch line.content {
      case .sparkline: drawn.drawSparkline(in: row.inset(left: 1, right: 1), on: &drawing)
      case .others: drawn.drawOthers(in: row.inset(left: 1, right: 1), on: &drawing)
      case .heading(let shown):
        drawn.drawHeading(
          shown, sortsByUses: overview.sortsToolsByUses, in: row.inset(left: 1, right: 1), on: &drawing)
      case .bar(let index): drawn.drawBar(index, in: row.inset(left: 2, right: 1), on: &drawing)
      }
    }
  }

  /// The wheel moves within the group that it is over, and from its end to the next one.
  private func addPlaces(
    of line: Line, _ section: OverviewSection, cursor: Int?, in row: Rect, on drawing: inout Drawing
  ) {
    let before = overview.sections[..<line.section].reduce(0) { $0 + $1.bars.count }
    func onClick(_ index: Int) -> BrowserCommand {
      index == cursor ? .accept : .select(before + index)
    }
    let last = section.bars.count - 1
    func moved(_ step: Int) -> BrowserCommand {
      guard let cursor else { return .select(before + max(0, min(step, last))) }
      if cursor == (step < 0 ? 0 : last) { return step < 0 ? .moveUp : .moveDown }
      return .select(before + max(0, min(cursor + step, last)))
    }
    if last >= 0 { drawing.onWheel(in: row, up: moved(-MousePlaces.step), down: moved(MousePlaces.step)) }
    switch line.content {
    case .bar(let index): drawing.onClick(onClick(index), in: row)
    case .sparkline:
      let group = OverviewGroup(section: section, cursor: nil, isStale: false)
      for (index, place) in group.bars(in: row.inset(left: 1, right: 1)).enumerated() {
        drawing.onClick(onClick(index), in: place)
      }
    case .heading where section.topic == .tools && last >= 0:
      // `success      uses`
      for (place, isUses) in OverviewGroup.toolHeads(in: row.inset(left: 1, right: 1))
      where isUses != overview.sortsToolsByUses {
        drawing.onClick(.select(before), .sortByNextColumn, in: place)
      }
    case .heading, .others: break
    }
  }

  private struct Line {
    enum Content {
      case sparkline, others
      case heading(Range<Int>)
      case bar(Int)
    }

    var section: Int
    var content: Content
    var isMarked = false
  }

  private func visible(in area: Rect) -> [(line: Line, row: Rect)] {
    let columns = columns(in: area)
    let width = area.width / max(1, columns.count)
    let count = columns.map(\.count).max() ?? 0
    let marked = columns.lazy.compactMap { $0.firstIndex { $0?.isMarked == true } }.first
    let top = ChoiceList(in: area, count: count, selected: marked).top
    return columns.enumerated().flatMap { number, lines in
      lines.enumerated().dropFirst(top).prefix(area.height).compactMap { index, line in
        let row = Rect(x: area.x + number * width, y: area.y + index - top, width: width, height: 1)
        return line.map { ($0, row) }
      }
    }
  }

  /// The lines of each column; nil is a gap.
  private func columns(in area: Rect) -> [[Line?]] {
    let isWide = area.width >= Self.leastWidthForTwo
    let width = isWide ? area.width / 2 : area.width
    var columns: [[Line?]] = Array(repeating: [], count: isWide ? 2 : 1)
    for (number, section) in overview.sections.enumerated() {
      let column = isWide && section.topic.isRight ? 1 : 0
      columns[column] += lines(of: section, number, height: area.height, width: width, isWide: isWide)
    }
    guard isWide else { return columns }
    // Types and tools start on one line.
    let heads = [OverviewTopic.created, .updated].map { topic in
      columns[topic.isRight ? 1 : 0].prefix {
        $0.map { overview.sections[$0.section].topic == topic } ?? true
      }.count
    }
    let head = max(heads[0], heads[1])
    for column in 0...1 {
      columns[column].insert(contentsOf: repeatElement(nil, count: head - heads[column]), at: heads[column])
    }
    return columns
  }

  private func lines(
    of section: OverviewSection, _ number: Int, height: Int, width: Int, isWide: Bool
  ) -> [Line?] {
    let cursor = overview.cursor.flatMap { $0.section == number ? $0.bar : nil }
    guard !section.topic.isSparkline else {
      let group = OverviewGroup(section: section, cursor: nil, isStale: false)
      var lines: [Line?] = [Line(section: number, content: .sparkline, isMarked: cursor != nil)]
      if section.others > 0, !group.fitsOthers(width: width - 2, context) {
        lines.append(Line(section: number, content: .others))
      }
      // In one column the months stay together.
      let next = overview.sections.dropFirst(number + 1).first?.topic
      return isWide || section.topic != .created || next != .updated ? lines + [nil] : lines
    }
    let most = height >= 26 ? 8 : max(3, height / 3)
    let rows = min(most, section.bars.count)
    let area = Rect(x: 0, y: 0, width: width, height: rows)
    let shown = ChoiceList(in: area, count: section.bars.count, selected: cursor ?? 0).shown
    return [Line(section: number, content: .heading(shown))]
      + shown.map { Line(section: number, content: .bar($0), isMarked: $0 == cursor) } + [nil]
  }
}

extension OverviewTopic {
  fileprivate var isRight: Bool {
    switch self {
    case .updated, .tools, .confidence, .agents, .apps: true
    case .created, .kinds, .info, .tags: false
    }
  }
}
