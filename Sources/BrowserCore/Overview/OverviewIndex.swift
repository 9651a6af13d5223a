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
