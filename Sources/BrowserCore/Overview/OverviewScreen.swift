import MemoryModel

/// `o`: the loaded memories at a glance, in groups.
public struct OverviewState: ScreenHandler {
  public private(set) var sections: [OverviewSection]
  /// The bar under the cursor. It stays under it while pages arrive and bars change places.
  public private(set) var selected: OverviewBar.Subject?
  public private(set) var sortsToolsByUses = false
  var place: Place { .overview }

  init(_ state: BrowserState) {
    sections = state.overviewSections(sortingToolsByUses: false)
    let first = sections.first { !$0.topic.isSparkline } ?? sections.first
    selected = first.flatMap { Self.entry(of: $0)?.subject }
  }

  /// Where the cursor is: the number of the group, and of the bar in it.
  public var cursor: (section: Int, bar: Int)? {
    for (number, section) in sections.enumerated() {
      if let bar = section.bars.firstIndex(where: { $0.subject == selected }) { return (number, bar) }
    }
    return nil
  }

  public var selectedBar: OverviewBar? { cursor.map { sections[$0.section].bars[$0.bar] } }

  /// A page arrived.
  mutating func recount(_ state: BrowserState) {
    sections = state.overviewSections(sortingToolsByUses: sortsToolsByUses)
    guard cursor == nil else { return }
    let first = sections.first { !$0.topic.isSparkline } ?? sections.first
    selected = first.flatMap { Self.entry(of: $0)?.subject }
  }

  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    switch command {
    case .back where state.loading.goal?.kind == .everything: return [.cancel]
    case .back, .backOrQuit, .showOverview: return [.close]
    case .goLast where state.list.wentToLast: return [.loadEverything]
    case .refresh: return [.refresh]
    case .select(let index):
      let bars = sections.flatMap(\.bars)
      if bars.indices.contains(index) { selected = bars[index].subject }
      return []
    default: break
    }
    guard let cursor else { return [] }
    let section = sections[cursor.section]
    switch command {
    case .accept: return accept(section.bars[cursor.bar], state)
    case .nextCell: enter((cursor.section + 1) % sections.count)
    case .previousCell: enter((cursor.section + sections.count - 1) % sections.count)
    case .chooseNext, .choosePrevious:
      let step = command == .chooseNext ? 1 : -1
      if section.topic.isSparkline {
        select(cursor.bar + step, in: section)
      } else {
        enter(max(0, min(cursor.section + step, sections.count - 1)))
      }
    case .sortByNextColumn:
      guard section.topic == .tools else { return [.note(.onlyToolsSorted)] }
      sortsToolsByUses.toggle()
      sections = state.overviewSections(sortingToolsByUses: sortsToolsByUses)
      if let tools = sections.first(where: { $0.topic == .tools }) { selected = tools.bars.first?.subject }
    case .moveDown where section.topic.isSparkline || cursor.bar == section.bars.count - 1:
      if cursor.section < sections.count - 1 { enter(cursor.section + 1) }
    case .moveUp where section.topic.isSparkline || cursor.bar == 0:
      if cursor.section > 0 { enter(cursor.section - 1, atEnd: true) }
    default:
      let rows = max(1, context.sizes.textLines / 3)
      select(command.moved(cursor.bar, rows: rows, count: section.bars.count), in: section)
    }
    return []
  }

  /// False where Enter narrows the loaded rows instead.
  public func acceptFilters(_ state: BrowserState) -> Bool {
    selectedBar.map { $0.condition(in: state.options.dialect) != nil } ?? true
  }

  private func accept(_ bar: OverviewBar, _ state: BrowserState) -> [Outcome] {
    if let condition = bar.condition(in: state.options.dialect) { return [.close, .add(condition)] }
    return bar.rule.map { [.close, .narrowAll(.condition($0))] } ?? [
      .note(.fieldNotFilterable(bar.fieldName))
    ]
  }

  private mutating func select(_ bar: Int, in section: OverviewSection) {
    let bar = max(0, min(bar, section.bars.count - 1))
    if section.bars.indices.contains(bar) { selected = section.bars[bar].subject }
  }

  private mutating func enter(_ number: Int, atEnd: Bool = false) {
    guard sections.indices.contains(number) else { return }
    let section = sections[number]
    let isList = !section.topic.isSparkline
    if let bar = atEnd && isList ? section.bars.last : Self.entry(of: section) { selected = bar.subject }
  }

  /// The first of a list, the latest month, the highest confidence that some memory has.
  private static func entry(of section: OverviewSection) -> OverviewBar? {
    guard section.topic.isSparkline else { return section.bars.first }
    return section.bars.last { $0.count > 0 && $0.subject != .outsideConfidence } ?? section.bars.last
  }
}
