import MemoryModel

/// What the memories that were loaded are: from when, of which kind, how sure, with which tags and tools. Kept up to
/// date row by row, so that the overview counts nothing when it is opened; rows of dropped pages stay counted.
public struct OverviewIndex: Sendable {
  public struct Kind: Sendable, Hashable {
    public var category: MemoryCategory
    /// As the service names it: `LongTermMemory`.
    public var name: ByteString
  }

  /// Lines of `tool_used_status` that name one tool.
  public struct ToolRecord: Sendable, Hashable {
    public fileprivate(set) var uses = 0
    /// Of those that say how often it succeeded, the shares and their number.
    fileprivate var rates = 0.0
    fileprivate var rated = 0

    /// The mean of what was said; nil where nothing was.
    public var success: Double? { rated > 0 ? rates / Double(rated) : nil }
  }

  public private(set) var updated = MonthCounts()
  public private(set) var created = MonthCounts()
  private(set) var kinds: [Kind: Int] = [:]
  private(set) var tools: [ByteString: ToolRecord] = [:]
  /// From 0.0…0.1 to 0.9…1.0.
  private(set) var confidence = [Int](repeating: 0, count: 10)
  /// Memories that say anything about a topic.
  private(set) var memories: [OverviewTopic: Int] = [:]

  private(set) var topKinds = MostFrequent<Kind>(limit: 12)
  private(set) var topTools = MostFrequent<ByteString>(limit: 10)
  private(set) var topFacets: [OverviewTopic: MostFrequent<Facet>] = [:]

  static let mostFacets = 10
  /// A service that makes up a name for each memory must not fill the memory.
  static let mostNames = 5_000

  public init() {}

  /// - Parameter counted: the index that has counted the facets of this row already.
  mutating func add(
    _ memory: Memory, facets: [Facet], counted: FacetIndex, offsetSeconds: (Timestamp) -> Int
  ) {
    updated.add(memory.updated, offsetSeconds: offsetSeconds)
    created.add(memory.created, offsetSeconds: offsetSeconds)
    add(memory.kind, of: memory.category)
    add(confidence: memory.confidence)
    if !memory.toolUses.isEmpty { memories[.tools, default: 0] += 1 }
    for use in memory.toolUses { add(use) }
    add(facets, counted)
  }

  /// A record that was counted is replaced by a newer one.
  ///
  /// - Parameter counted: the index from which the facets of this row have been removed already.
  mutating func remove(
    _ memory: Memory, facets: [Facet], counted: FacetIndex, offsetSeconds: (Timestamp) -> Int
  ) {
    updated.remove(memory.updated, offsetSeconds: offsetSeconds)
    created.remove(memory.created, offsetSeconds: offsetSeconds)
    remove(memory.kind, of: memory.category)
    if let value = memory.confidence, value >= 0, value <= 1 {
      memories[.confidence, default: 1] -= 1
      confidence[min(9, Int(value * 10))] -= 1
    }
    if !memory.toolUses.isEmpty {
      memories[.tools, default: 1] -= 1
      for use in memory.toolUses { remove(use) }
      topTools.recount(tools.lazy.map { ($0.key, $0.value.uses) }) { $0.text }
    }
    remove(facets, counted)
  }

  private mutating func remove(_ name: String?, of category: MemoryCategory) {
    guard let name, !name.isEmpty else { return }
    memories[.kinds, default: 1] -= 1
    let kind = Kind(category: category, name: ByteString(name))
    kinds[kind] = kinds[kind].flatMap { $0 > 1 ? $0 - 1 : nil }
    topKinds.recount(kinds.lazy.map { ($0.key, $0.value) }) { "\($0.category.rawValue) \($0.name.text)" }
  }

  private mutating func remove(_ use: ToolUse) {
    let name = ByteString(use.name)
    guard var record = tools[name] else { return }
    record.uses -= 1
    if let rate = use.successRate, rate >= 0, rate <= 1 {
      record.rates -= rate
      record.rated -= 1
    }
    tools[name] = record.uses > 0 ? record : nil
  }

  private mutating func remove(_ facets: [Facet], _ index: FacetIndex) {
    let topics = Set(facets.map { OverviewTopic(facetField: $0.field) })
    for topic in topics {
      memories[topic, default: 1] -= 1
      let fields = index.fields.lazy.filter { OverviewTopic(facetField: $0.key.text) == topic }
      let counts = fields.flatMap { field, content in
        content.counts.lazy.map { (Facet(field: field.text, value: $0.key), $0.value) }
      }
      topFacets[topic]?.recount(counts) { $0.sortingText }
    }
  }

  private mutating func add(_ name: String?, of category: MemoryCategory) {
    guard let name, !name.isEmpty else { return }
    memories[.kinds, default: 0] += 1
    let kind = Kind(category: category, name: ByteString(name))
    guard kinds[kind] != nil || kinds.count < Self.mostNames else { return }
    let count = (kinds[kind] ?? 0) + 1
    kinds[kind] = count
    topKinds.counted(kind, count: count, text: "\(category.rawValue) \(name)")
  }

  /// What is no share is nobody's confidence.
  private mutating func add(confidence value: Double?) {
    guard let value, value >= 0, value <= 1 else { return }
    memories[.confidence, default: 0] += 1
    confidence[min(9, Int(value * 10))] += 1
  }

  private mutating func add(_ use: ToolUse) {
    let name = ByteString(use.name)
    guard tools[name] != nil || tools.count < Self.mostNames else { return }
    var record = tools[name] ?? ToolRecord()
    record.uses += 1
    if let rate = use.successRate, rate >= 0, rate <= 1 {
      record.rates += rate
      record.rated += 1
    }
    tools[name] = record
    topTools.counted(name, count: record.uses, text: use.name)
  }

  private mutating func add(_ facets: [Facet], _ index: FacetIndex) {
    var previous: OverviewTopic?
    for facet in facets {
      let topic = OverviewTopic(facetField: facet.field)
      // What belongs to a topic stands together; the row has it once.
      if topic != previous { memories[topic, default: 0] += 1 }
      previous = topic
      guard let count = index.fields[ByteString(facet.field)]?.counts[facet.value] else { continue }
      topFacets[topic, default: MostFrequent(limit: Self.mostFacets)]
        .counted(facet, count: count, text: facet.sortingText)
    }
  }
}

extension Facet {
  fileprivate var sortingText: String { "\(field) \(value.cellText(in: FilterField(field)))" }
}
