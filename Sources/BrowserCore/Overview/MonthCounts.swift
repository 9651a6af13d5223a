import MemoryModel

/// How many memories fall into each month of the local calendar, by one of their times.
public struct MonthCounts: Sendable, Hashable {
  public private(set) var counts: [CivilMonth: Int] = [:]
  /// Memories that have the time.
  public private(set) var memories = 0

  /// A century. Times that are nonsense must not fill the memory.
  static let mostMonths = 1_200

  mutating func add(_ time: Timestamp?, offsetSeconds: (Timestamp) -> Int) {
    guard let time else { return }
    memories += 1
    let month = CivilMonth(CivilDate(at: time, offsetSeconds: offsetSeconds(time)))
    guard counts[month] != nil || counts.count < Self.mostMonths else { return }
    counts[month, default: 0] += 1
  }

  mutating func remove(_ time: Timestamp?, offsetSeconds: (Timestamp) -> Int) {
    guard let time else { return }
    memories -= 1
    let month = CivilMonth(CivilDate(at: time, offsetSeconds: offsetSeconds(time)))
    counts[month] = counts[month].flatMap { $0 > 1 ? $0 - 1 : nil }
  }

  /// The months that hold something, the latest first.
  public var latestFirst: [(month: CivilMonth, count: Int)] {
    counts.sorted { $0.key > $1.key }.map { (month: $0.key, count: $0.value) }
  }

  /// Months without a gap, the oldest first, at most so many: `(2025-11, [3, 0, 7])` for three and seven memories two
  /// months apart. They end at the latest month that is not in the future, where there is one.
  public func trend(until now: CivilMonth, length: Int) -> (first: CivilMonth, counts: [Int])? {
    let past = counts.keys.filter { $0 <= now }
    let months = past.isEmpty ? Array(counts.keys) : past
    guard let oldest = months.min(), let latest = months.max() else { return nil }
    let span = min(oldest.distance(to: latest) + 1, max(1, length))
    let first = latest.advanced(by: 1 - span)
    return (first, (0..<span).map { counts[first.advanced(by: $0)] ?? 0 })
  }
}
