import BrowserCore

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
