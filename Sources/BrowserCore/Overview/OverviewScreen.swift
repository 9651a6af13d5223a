import MemoryModel

public enum OverviewTopic: Sendable, Hashable, CaseIterable {
  case updated, kinds, confidence, tags, info, origins, tools, created

  init(facetField name: String) {
    switch RecordField(name: name) {
    case .tags: self = .tags
    case .agentID, .appID: self = .origins
    default: self = .info
    }
  }
}

public struct OverviewBar: Sendable, Hashable {
  public enum Subject: Sendable, Hashable {
    /// By `update_time` or `create_time`.
    case month(FilterField, CivilMonth)
    case kind(OverviewIndex.Kind)
    /// 9 is 0.9…1.0.
    case confidence(tenth: Int)
    case facet(Facet)
    case tool(ByteString)
  }

  public var subject: Subject
  public var count: Int
  /// 0…1: against the most frequent bar, for a tool the share of its successes; nil where none is known.
  public var share: Double?
}

public struct OverviewSection: Sendable, Hashable {
  public var topic: OverviewTopic
  public var memories: Int
  public var bars: [OverviewBar]
  public var others: Int
}

extension OverviewBar {
  /// What Enter adds to the filter. What the service cannot filter by has none.
  var condition: FilterCondition? {
    switch subject {
    case .month(let field, let month):
      guard let days = month.days else { return nil }
      return try? FilterCondition(field, .between, .dates(.day(days.first), .day(days.last)))
    case .facet(let facet): return facet.condition
    case .kind, .confidence, .tool: return nil
    }
  }

  var fieldName: String {
    switch subject {
    case .month(let field, _): field.name
    case .facet(let facet): facet.field
    case .confidence: RecordField.confidence.name
    case .tool: RecordField.toolUses.name
    case .kind(let kind): kind.category.kindField.name
    }
  }
}

extension BrowserState {
  public var overviewSections: [OverviewSection] {
    OverviewTopic.allCases.map(overviewSection).filter { !$0.bars.isEmpty }
  }

  static let mostMonthBars = 12

  private func overviewSection(_ topic: OverviewTopic) -> OverviewSection {
    let index = store.overview
    switch topic {
    case .updated: return months(index.updated, topic, field: .updateTime)
    case .created: return months(index.created, topic, field: .createTime)
    case .kinds:
      let bars = index.topKinds.entries.map { OverviewBar(subject: .kind($0.value), count: $0.count) }
      return section(topic, bars, of: index.kinds.count)
    case .confidence:
      let bars = index.confidence.enumerated().reversed().filter { $0.element > 0 }
        .map { OverviewBar(subject: .confidence(tenth: $0.offset), count: $0.element) }
      return section(topic, bars, of: bars.count)
    case .tools:
      let bars = index.topTools.entries.map { entry in
        OverviewBar(
          subject: .tool(entry.value), count: entry.count, share: index.tools[entry.value]?.success)
      }
      return OverviewSection(
        topic: topic, memories: index.memories[topic] ?? 0, bars: bars, others: index.tools.count - bars.count
      )
    case .tags, .info, .origins:
      let bars = (index.topFacets[topic]?.entries ?? [])
        .map { OverviewBar(subject: .facet($0.value), count: $0.count) }
      let known = store.facets.fields.lazy.filter { OverviewTopic(facetField: $0.key.text) == topic }
      return section(topic, bars, of: known.reduce(0) { $0 + $1.value.counts.count })
    }
  }

  private func months(_ months: MonthCounts, _ topic: OverviewTopic, field: RecordField) -> OverviewSection {
    let bars = months.latestFirst.prefix(Self.mostMonthBars).map {
      OverviewBar(subject: .month(FilterField(field), $0.month), count: $0.count)
    }
    var found = section(topic, bars, of: months.counts.count)
    found.memories = months.memories
    return found
  }

  private func section(_ topic: OverviewTopic, _ bars: [OverviewBar], of known: Int) -> OverviewSection {
    let most = Double(bars.map(\.count).max() ?? 1)
    let scaled = bars.map {
      OverviewBar(subject: $0.subject, count: $0.count, share: Double($0.count) / most)
    }
    return OverviewSection(
      topic: topic, memories: store.overview.memories[topic] ?? 0, bars: scaled, others: known - bars.count)
  }
}

public struct OverviewState: ScreenHandler {
  /// The bar under the cursor. It stays under it while pages arrive and bars change places.
  public private(set) var selected: OverviewBar.Subject?
  var place: Place { .overview }

  init(_ state: BrowserState) { selected = state.overviewSections.first?.bars.first?.subject }

  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    if command.closes || command == .showOverview { return [.close] }
    let bars = state.overviewSections.flatMap(\.bars)
    let index = bars.firstIndex { $0.subject == selected } ?? 0
    guard bars.indices.contains(index) else { return [] }
    if command == .accept {
      let bar = bars[index]
      return bar.condition.map { [.close, .add($0)] } ?? [.note(.fieldNotFilterable(bar.fieldName))]
    }
    selected = bars[command.moved(index, rows: context.sizes.textLines, count: bars.count)].subject
    return []
  }
}
