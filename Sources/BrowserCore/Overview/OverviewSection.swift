import MemoryModel

/// A group of the overview.
public enum OverviewTopic: Sendable, Hashable {
  case created, updated, kinds, tools
  /// A key of `info`, by its name in a filter.
  case info(ByteString)
  case tags, agents, apps, confidence

  /// Drawn as a sparkline on one line; the others are lists.
  public var isSparkline: Bool {
    switch self {
    case .created, .updated, .confidence: true
    case .kinds, .tools, .info, .tags, .agents, .apps: false
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
    case outsideConfidence
    case facet(Facet)
    case tool(ByteString)
  }

  public var subject: Subject
  public var count: Int
  /// 0…1: against the most frequent bar, for a tool the mean of its successes; nil where none is known.
  public var share: Double?
}

public struct OverviewSection: Sendable, Hashable {
  public var topic: OverviewTopic
  /// Memories that are counted in it.
  public var memories: Int
  public var bars: [OverviewBar]
  /// Memories without a time, or with a confidence outside 0…1.
  public var others = 0
}

extension OverviewBar {
  /// What Enter adds to the filter. What the service cannot filter by has none.
  func condition(in dialect: Dialect) -> FilterCondition? {
    switch subject {
    case .month(let field, let month):
      guard let days = month.days else { return nil }
      return try? FilterCondition(field, .between, .dates(.day(days.first), .day(days.last)))
    case .facet(let facet): return facet.condition
    case .kind(let kind):
      let field = kind.category.kindField
      guard field.isSuggested(in: dialect) else { return nil }
      return try? FilterCondition(FilterField(field), .equal, .string(kind.name.text), in: dialect)
    case .confidence, .outsideConfidence, .tool: return nil
    }
  }

  /// What Enter narrows the loaded rows by, where the service cannot filter.
  var rule: RecordCondition? {
    switch subject {
    case .kind(let kind): RecordCondition(path: [fieldName], equals: .string(kind.name.text))
    case .confidence(let tenth):
      RecordCondition(
        path: [fieldName], from: Double(tenth) / 10, to: Double(tenth + 1) / 10, includesUpper: tenth == 9)
    case .tool(let name):
      RecordCondition(path: [fieldName, ToolUse.nameMember.description], equals: .string(name.text))
    case .month, .facet, .outsideConfidence: nil
    }
  }

  var fieldName: String {
    switch subject {
    case .month(let field, _): field.name
    case .facet(let facet): facet.field
    case .confidence, .outsideConfidence: RecordField.confidence.name
    case .tool: RecordField.toolUses.name
    case .kind(let kind): kind.category.kindField.name
    }
  }
}

extension BrowserState {
  /// In the order in which Tab goes through them.
  func overviewSections(sortingToolsByUses: Bool) -> [OverviewSection] {
    let index = store.overview
    let sections =
      [
        months(index.created, .created, field: .createTime),
        months(index.updated, .updated, field: .updateTime),
        Self.list(
          .kinds, index.kinds.map { (.kind($0.key), $0.value, $0.key.name) }, of: index.memoriesWithKind),
        tools(byUses: sortingToolsByUses),
      ] + mainInfoKeys.map { facets(.info(ByteString($0)), field: $0) } + [
        facets(.tags, field: RecordField.tags.name),
        confidence(index),
        facets(.agents, field: RecordField.agentID.name),
        facets(.apps, field: RecordField.appID.name),
      ]
    return sections.filter { !$0.bars.isEmpty }
  }

  static let mostMonths = 8
  static let mostInfoKeys = 6

  /// Keys whose values repeat: an id or a measurement says nothing at a glance.
  private var mainInfoKeys: [String] {
    let others = [RecordField.tags, .agentID, .appID].map(\.name)
    let keys = store.facets.fields.filter { name, field in
      !others.contains(name.text) && (field.counts.count <= 12 || field.counts.count * 2 <= field.rows)
        && !(field.counts.count > 1 && field.counts.count == field.rows)
    }
    return keys.sorted { ($1.value.rows, $0.key) < ($0.value.rows, $1.key) }.prefix(Self.mostInfoKeys)
      .map(\.key.text)
  }

  private func months(_ months: MonthCounts, _ topic: OverviewTopic, field: RecordField) -> OverviewSection {
    let last = months.last(Self.mostMonths)
    let most = Double(max(1, last.map(\.count).max() ?? 1))
    return OverviewSection(
      topic: topic, memories: months.memories,
      bars: last.map { month in
        OverviewBar(
          subject: .month(FilterField(field), month.month), count: month.count,
          share: Double(month.count) / most)
      }, others: max(0, store.facets.rows - months.memories))
  }

  private func confidence(_ index: OverviewIndex) -> OverviewSection {
    let counted = index.confidence.reduce(0, +)
    let outside = index.outsideConfidence
    guard counted + outside > 0 else { return OverviewSection(topic: .confidence, memories: 0, bars: []) }
    let most = Double(max(1, index.confidence.max() ?? 1))
    var bars = index.confidence.enumerated().map { tenth, count in
      OverviewBar(subject: .confidence(tenth: tenth), count: count, share: Double(count) / most)
    }
    if outside > 0 { bars.append(OverviewBar(subject: .outsideConfidence, count: outside)) }
    return OverviewSection(topic: .confidence, memories: counted, bars: bars, others: outside)
  }

  /// The worst first: whoever asks about tools asks which of them fail.
  private func tools(byUses: Bool) -> OverviewSection {
    let tools = store.overview.tools.map { (name: $0.key, uses: $0.value.uses, success: $0.value.success) }
    let sorted = tools.sorted { one, other in
      // The means of equal rates may differ in the last bit.
      let rates = (
        one.success.map { ($0 * 1e6).rounded() } ?? .infinity,
        other.success.map { ($0 * 1e6).rounded() } ?? .infinity
      )
      if !byUses, rates.0 != rates.1 { return rates.0 < rates.1 }
      return (other.uses, one.name) < (one.uses, other.name)
    }
    return OverviewSection(
      topic: .tools, memories: store.overview.memoriesWithTools,
      bars: sorted.map { OverviewBar(subject: .tool($0.name), count: $0.uses, share: $0.success) })
  }

  private func facets(_ topic: OverviewTopic, field: String) -> OverviewSection {
    let values = store.facets.values(of: field)
    return Self.scaled(
      topic, values.map { (.facet(Facet(field: field, value: $0.value)), $0.count) },
      of: store.facets.fields[ByteString(field)]?.rows ?? 0)
  }

  private static func list(
    _ topic: OverviewTopic, _ bars: [(subject: OverviewBar.Subject, count: Int, name: ByteString)],
    of memories: Int
  ) -> OverviewSection {
    let sorted = bars.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
    return scaled(topic, sorted.map { ($0.subject, $0.count) }, of: memories)
  }

  private static func scaled(
    _ topic: OverviewTopic, _ bars: [(OverviewBar.Subject, Int)], of memories: Int
  ) -> OverviewSection {
    let most = Double(max(1, bars.map(\.1).max() ?? 1))
    return OverviewSection(
      topic: topic, memories: memories,
      bars: bars.map { OverviewBar(subject: $0.0, count: $0.1, share: Double($0.1) / most) })
  }
}

/// Counts of the loaded memories, updated row by row; rows of dropped pages stay counted.
public struct OverviewIndex: Sendable {
  public struct Kind: Sendable, Hashable {
    public var category: MemoryCategory
    public var name: ByteString
  }

  struct ToolRecord: Sendable, Hashable {
    fileprivate(set) var uses = 0
    /// The sum and the number of the success rates.
    fileprivate var rates = 0.0
    fileprivate var rated = 0

    var success: Double? { rated > 0 ? rates / Double(rated) : nil }
  }

  public private(set) var updated = MonthCounts()
  public private(set) var created = MonthCounts()
  private(set) var kinds: [Kind: Int] = [:]
  private(set) var tools: [ByteString: ToolRecord] = [:]
  private(set) var confidence = [Int](repeating: 0, count: 10)
  /// Memories with a confidence that is not within 0…1.
  private(set) var outsideConfidence = 0
  private(set) var memoriesWithKind = 0
  private(set) var memoriesWithTools = 0

  /// A service that invents a name for each memory must not exhaust our memory.
  static let mostNames = 5_000

  /// `step` is 1, or -1 for a replaced record.
  mutating func count(_ memory: Memory, by step: Int, offsetSeconds: (Timestamp) -> Int) {
    updated.count(memory.updated, by: step, offsetSeconds: offsetSeconds)
    created.count(memory.created, by: step, offsetSeconds: offsetSeconds)
    if let name = memory.kind, !name.isEmpty {
      memoriesWithKind += step
      let kind = Kind(category: memory.category, name: ByteString(name))
      _ = kinds.count(kind, by: step, limit: step > 0 ? Self.mostNames : 0)
    }
    if let value = memory.confidence {
      if value >= 0, value <= 1 {
        confidence[min(9, Int(value * 10))] += step
      } else {
        outsideConfidence += step
      }
    }
    guard !memory.toolUses.isEmpty else { return }
    memoriesWithTools += step
    for use in memory.toolUses { count(use, by: step) }
  }

  private mutating func count(_ use: ToolUse, by step: Int) {
    let name = ByteString(use.name)
    guard tools[name] != nil || (step > 0 && tools.count < Self.mostNames) else { return }
    var record = tools[name] ?? ToolRecord()
    record.uses += step
    if let rate = use.successRate, rate >= 0, rate <= 1 {
      record.rates += Double(step) * rate
      record.rated += step
    }
    tools[name] = record.uses > 0 ? record : nil
  }
}

public struct MonthCounts: Sendable, Hashable {
  public private(set) var counts: [CivilMonth: Int] = [:]
  public private(set) var memories = 0

  /// A century. Absurd times must not exhaust our memory.
  static let mostMonths = 1_200

  mutating func count(_ time: Timestamp?, by step: Int, offsetSeconds: (Timestamp) -> Int) {
    guard let time else { return }
    memories += step
    let month = CivilMonth(CivilDate(at: time, offsetSeconds: offsetSeconds(time)))
    _ = counts.count(month, by: step, limit: Self.mostMonths)
  }

  /// The last months with data, the oldest first.
  func last(_ length: Int) -> [(month: CivilMonth, count: Int)] {
    counts.sorted { $0.key < $1.key }.suffix(length).map { (month: $0.key, count: $0.value) }
  }
}
