import MemoryModel

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
  private(set) var memories: [OverviewTopic: Int] = [:]
  private(set) var topKinds = MostFrequent<Kind>(limit: 12)
  private(set) var topTools = MostFrequent<ByteString>(limit: 10)
  private(set) var topFacets: [OverviewTopic: MostFrequent<Facet>] = [:]

  static let mostFacets = 10
  /// A service that invents a name for each memory must not exhaust our memory.
  static let mostNames = 5_000

  /// `step` is 1, or -1 for a replaced record; `counted` has already counted the facets of this row.
  mutating func count(
    _ memory: Memory, by step: Int, facets: [Facet], counted: FacetIndex, offsetSeconds: (Timestamp) -> Int
  ) {
    updated.count(memory.updated, by: step, offsetSeconds: offsetSeconds)
    created.count(memory.created, by: step, offsetSeconds: offsetSeconds)
    count(kind: memory.kind, of: memory.category, by: step)
    // Values outside 0…1 say nothing.
    if let value = memory.confidence, value >= 0, value <= 1 {
      memories[.confidence, default: 0] += step
      confidence[min(9, Int(value * 10))] += step
    }
    if !memory.toolUses.isEmpty {
      memories[.tools, default: 0] += step
      for use in memory.toolUses { count(use, by: step) }
      if step < 0 { topTools.recount(tools.lazy.map { ($0.key, $0.value.uses) }) { $0.text } }
    }
    if step > 0 { add(facets, counted) } else { remove(facets, counted) }
  }

  private mutating func count(kind name: String?, of category: MemoryCategory, by step: Int) {
    guard let name, !name.isEmpty else { return }
    memories[.kinds, default: 0] += step
    let kind = Kind(category: category, name: ByteString(name))
    guard kinds.count(kind, by: step, limit: Self.mostNames) else { return }
    if step > 0 {
      topKinds.counted(kind, count: kinds[kind] ?? 0, text: "\(category.rawValue) \(name)")
    } else {
      topKinds.recount(kinds.lazy.map { ($0.key, $0.value) }) { "\($0.category.rawValue) \($0.name.text)" }
    }
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
    if step > 0 { topTools.counted(name, count: record.uses, text: use.name) }
  }

  private mutating func add(_ facets: [Facet], _ index: FacetIndex) {
    var previous: OverviewTopic?
    for facet in facets {
      let topic = OverviewTopic(facetField: facet.field)
      // Facets of a topic are adjacent; the row counts once for it.
      if topic != previous { memories[topic, default: 0] += 1 }
      previous = topic
      guard let count = index.fields[ByteString(facet.field)]?.counts[facet.value] else { continue }
      topFacets[topic, default: MostFrequent(limit: Self.mostFacets)]
        .counted(facet, count: count, text: facet.sortingText)
    }
  }

  private mutating func remove(_ facets: [Facet], _ index: FacetIndex) {
    for topic in Set(facets.map({ OverviewTopic(facetField: $0.field) })) {
      memories[topic, default: 1] -= 1
      let fields = index.fields.lazy.filter { OverviewTopic(facetField: $0.key.text) == topic }
      let counts = fields.flatMap { field, content in
        content.counts.lazy.map { (Facet(field: field.text, value: $0.key), $0.value) }
      }
      topFacets[topic]?.recount(counts) { $0.sortingText }
    }
  }
}

extension Facet {
  fileprivate var sortingText: String { "\(field) \(value.cellText(in: FilterField(field)))" }
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

  var latestFirst: [(month: CivilMonth, count: Int)] {
    counts.sorted { $0.key > $1.key }.map { (month: $0.key, count: $0.value) }
  }

  /// Without a gap, oldest first, up to the latest month that is not in the future: `(2025-11, [3, 0, 7])`.
  public func trend(until now: CivilMonth, length: Int) -> (first: CivilMonth, counts: [Int])? {
    let past = counts.keys.filter { $0 <= now }
    let months = past.isEmpty ? Array(counts.keys) : past
    guard let oldest = months.min(), let latest = months.max() else { return nil }
    let span = min(oldest.distance(to: latest) + 1, max(1, length))
    let first = latest.advanced(by: 1 - span)
    return (first, (0..<span).map { counts[first.advanced(by: $0)] ?? 0 })
  }
}

/// The most frequent values. While counts grow, a value can enter only when it is counted itself.
struct MostFrequent<Value: Sendable & Hashable>: Sendable, Hashable {
  struct Entry: Sendable, Hashable {
    var value: Value
    var count: Int
    /// Orders equally frequent values, so that the order does not depend on which came first.
    let text: String
  }

  private(set) var entries: [Entry] = []
  let limit: Int

  mutating func counted(_ value: Value, count: Int, text: @autoclosure () -> String) {
    if let last = entries.last, entries.count == limit, count < last.count { return }
    if let index = entries.firstIndex(where: { $0.value == value }) {
      entries[index].count = count
      moveUp(from: index)
      return
    }
    let entry = Entry(value: value, count: count, text: text())
    if entries.count < limit {
      entries.append(entry)
    } else if let last = entries.last, Self.precedes(entry, last) {
      entries[entries.count - 1] = entry
    } else {
      return
    }
    moveUp(from: entries.count - 1)
  }

  /// From all counts, after one of them fell: another value may take its place.
  mutating func recount(_ counts: some Sequence<(Value, Int)>, text: (Value) -> String) {
    entries = []
    for (value, count) in counts { counted(value, count: count, text: text(value)) }
  }

  private mutating func moveUp(from index: Int) {
    var index = index
    while index > 0, Self.precedes(entries[index], entries[index - 1]) {
      entries.swapAt(index, index - 1)
      index -= 1
    }
  }

  private static func precedes(_ one: Entry, _ other: Entry) -> Bool {
    (other.count, one.text) < (one.count, other.text)
  }
}
