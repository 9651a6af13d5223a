import BrowserCore
import Canvas
import MemoryModel

/// A group of the overview: a heading with bars, or a sparkline on one line.
struct OverviewGroup {
  let section: OverviewSection
  /// The bar under the cursor, if it is in this group.
  let cursor: Int?
  let isStale: Bool

  private static let countWidth = 7
  private static let percentWidth = 6

  /// `Types  150`, `Tools, worst first  37              success   uses`
  func drawHeading(_ shown: Range<Int>, sortsByUses: Bool, in row: Rect, on drawing: inout Drawing) {
    var bar = Bar(in: Rect(x: row.x - 1, y: row.y, width: row.width + 2, height: 1))
    if section.topic == .tools { bar.right(toolHeads(row.width), .columnHead, on: &drawing) }
    bar.left(section.topic.title(sortsByUses: sortsByUses), .label, on: &drawing)
    var text = "  \(section.memories.grouped)"
    if shown.count < section.bars.count {
      let dash = drawing.context.glyphs.dash
      text +=
        "\(drawing.context.glyphs.separator)\(shown.lowerBound + 1)\(dash)\(shown.upperBound) of "
        + section.bars.count.grouped
    }
    bar.left(text, .faint, on: &drawing)
  }

  private func toolHeads(_ width: Int) -> String {
    Self.toolHeads.success + String(repeating: " ", count: Self.toolGap(width)) + Self.toolHeads.uses
  }

  private static let toolHeads = (success: "success", uses: "uses")
  private static func toolGap(_ width: Int) -> Int { width < 44 ? 1 : 6 }

  /// Where the two words are at the right end of the heading.
  static func toolHeads(in row: Rect) -> [(place: Rect, isUses: Bool)] {
    let uses = row.inset(left: row.width - toolHeads.uses.count)
    let success = row.inset(left: uses.x - row.x - toolGap(row.width) - toolHeads.success.count)
    return [(success.first(toolHeads.success.count), false), (uses, true)]
  }

  /// `gold                      33 ━━━━━━━━━━━━━━━━`
  func drawBar(_ index: Int, in row: Rect, on drawing: inout Drawing) {
    let bar = section.bars[index]
    let role: Theme.Role = index == cursor ? .selected : plain
    let barWidth = row.width < 44 ? 8 : 18
    if case .tool = bar.subject { return drawTool(bar, role, in: row, on: &drawing) }
    let label = min(30, row.width - Self.countWidth - barWidth - 1)
    drawing.write(bar.subject.label(drawing.context.glyphs), in: row.first(label), role)
    drawing.writeRight(bar.count.grouped, in: row.inset(left: label).first(Self.countWidth), plain)
    drawing.write(
      drawing.context.glyphs.thinBar(bar.share ?? 0, width: barWidth),
      in: row.inset(left: label + Self.countWidth + 1).first(barWidth), .label)
  }

  /// `read_calendar            65% ━━━━━━━━       7 !`
  private func drawTool(_ bar: OverviewBar, _ role: Theme.Role, in row: Rect, on drawing: inout Drawing) {
    let barWidth = row.width < 44 ? 6 : 10
    let label = row.width - Self.percentWidth - barWidth - 1 - Self.countWidth - 2
    drawing.write(bar.subject.label(drawing.context.glyphs), in: row.first(label), role)
    var place = row.inset(left: label)
    if let success = bar.share {
      drawing.writeRight(MemoryField.percent(success), in: place.first(Self.percentWidth), plain)
      drawing.write(
        drawing.context.glyphs.thinBar(success, width: barWidth),
        in: place.inset(left: Self.percentWidth + 1).first(barWidth), .label)
    } else {
      drawing.writeRight(drawing.context.glyphs.dash, in: place.first(Self.percentWidth), .faint)
    }
    place = place.inset(left: Self.percentWidth + 1 + barWidth)
    drawing.writeRight(bar.count.grouped, in: place.first(Self.countWidth), plain)
    if let success = bar.share, success < SuccessRange.leastGood {
      drawing.write("!", in: place.inset(left: Self.countWidth + 1), .failed)
    }
  }

  private var plain: Theme.Role { isStale ? .stale : .text }
}

extension OverviewGroup {
  /// `Created    66 in 2026-11  ▁▂▁▁▃▃▂█  Apr–Nov  12 without a time`
  func drawSparkline(in row: Rect, on drawing: inout Drawing) {
    let context = drawing.context
    var place = row
    drawing.write(
      section.topic.title(sortsByUses: false), in: place.first(Self.titleWidth(section.topic, row.width)),
      .label)
    place = place.inset(left: Self.titleWidth(section.topic, row.width))
    let chosen = shownBar
    if let chosen {
      drawing.write(
        chosen.chosenText(context.glyphs), in: place.first(textWidth), cursor == nil ? plain : .selected)
    }
    place = place.inset(left: textWidth + 1)
    let blocks = bins
    drawing.write(context.glyphs.sparkline(blocks.map(\.count)), in: place, .label)
    if let chosen, cursor != nil, let bin = blocks.firstIndex(where: { $0.subject == chosen.subject }) {
      drawing.highlight([bin..<bin + 1], in: place)
    }
    place = place.inset(left: blocks.count + 1)
    let range = range(context.glyphs)
    if place.width >= context.columns(range) {
      place = place.inset(left: drawing.write(range, in: place, .faint))
    }
    let others = others
    if place.width > context.columns(others) + 2 { drawing.write(others, in: place.inset(left: 2), .faint) }
  }

  func drawOthers(in row: Rect, on drawing: inout Drawing) {
    drawing.write(others, in: row.inset(left: Self.titleWidth(section.topic, row.width)), .faint)
  }

  func fitsOthers(width: Int, _ context: DrawingContext) -> Bool {
    let used =
      Self.titleWidth(section.topic, width) + textWidth + 1 + bins.count + 1
      + context.columns(range(context.glyphs))
    return width - used > context.columns(others) + 2
  }

  /// Where the bars of the sparkline are, a column each.
  func bars(in row: Rect) -> [Rect] {
    let start = Self.titleWidth(section.topic, row.width) + textWidth + 1
    return bins.indices.map { row.inset(left: start + $0).first(1) }
  }

  private static func titleWidth(_ topic: OverviewTopic, _ width: Int) -> Int {
    width < 44 && topic != .confidence ? 8 : 11
  }

  /// Without what lies outside of them.
  private var bins: [OverviewBar] { section.bars.filter { $0.subject != .outsideConfidence } }
  /// Of the longest text, so that the blocks stay in place.
  private var textWidth: Int {
    section.bars.map { $0.chosenText(.ascii).unicodeScalars.count }.max() ?? 0
  }

  /// The one under the cursor, else the last with something in it.
  private var shownBar: OverviewBar? {
    if let cursor, section.bars.indices.contains(cursor) { return section.bars[cursor] }
    return bins.last { $0.count > 0 } ?? section.bars.last
  }

  private var others: String {
    guard section.others > 0 else { return "" }
    return section.topic == .confidence
      ? "\(section.others.grouped) outside" : "\(section.others.grouped) without a time"
  }

  private func range(_ glyphs: Glyphs) -> String {
    guard section.topic != .confidence else { return half }
    guard case .month(_, let first)? = bins.first?.subject, case .month(_, let last)? = bins.last?.subject
    else { return "" }
    if first == last { return first.text }
    return first.year == last.year
      ? "\(first.name)\(glyphs.dash)\(last.name)" : "\(first.text)\(glyphs.dash)\(last.text)"
  }

  /// `half above 0.9`: where at least half of the memories are.
  private var half: String {
    var above = 0
    for (tenth, bar) in bins.enumerated().reversed() where tenth > 0 {
      above += bar.count
      if above * 2 >= section.memories, section.memories > 0 { return "half above 0.\(tenth)" }
    }
    return ""
  }
}

extension OverviewTopic {
  func title(sortsByUses: Bool) -> String {
    switch self {
    case .created: "Created"
    case .updated: "Updated"
    case .kinds: "Types"
    case .tools: sortsByUses ? "Tools, most used first" : "Tools, worst first"
    case .info(let name): name.text
    case .tags: "Tags"
    case .agents: "Agents"
    case .apps: "Apps"
    case .confidence: "Confidence"
    }
  }
}

extension OverviewBar {
  /// `66 in 2026-11`, `30 in 0.9…1`
  fileprivate func chosenText(_ glyphs: Glyphs) -> String {
    switch subject {
    case .outsideConfidence: "\(count.grouped) outside"
    default: "\(count.grouped) in \(subject.label(glyphs))"
    }
  }

  /// For the last line: `gold: 33 of 150`, `read_calendar: 65%, 7 uses`.
  func position(of rows: Int, _ glyphs: Glyphs) -> String {
    let label = subject.label(glyphs)
    guard case .tool = subject else { return "\(label): \(count.grouped) of \(rows.grouped)" }
    let success = share.map { MemoryField.percent($0) + ", " } ?? ""
    return "\(label): \(success)\(counted(count, "use"))"
  }
}

extension OverviewBar.Subject {
  /// `2025-12`, `LongTermMemory`, `0.9…1`, `gold`
  func label(_ glyphs: Glyphs) -> String {
    switch self {
    case .month(_, let month): month.text
    // Facts, preferences and tools have names of their own: `LongTermMemory`, `explicit_preference`, `ToolSchema`.
    case .kind(let kind):
      kind.category.isAlwaysShown ? kind.name.text : "\(kind.category.title) \(glyphs.dot) \(kind.name)"
    case .confidence(let tenth): "0.\(tenth)\(glyphs.dash)\(tenth == 9 ? "1" : "0.\(tenth + 1)")"
    case .outsideConfidence: "outside"
    case .tool(let name): name.text
    case .facet(let facet): facet.value.cellText(in: FilterField(facet.field))
    }
  }
}

extension CivilMonth {
  /// `Nov`
  fileprivate var name: String {
    let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return names.indices.contains(month - 1) ? names[month - 1] : text
  }
}
