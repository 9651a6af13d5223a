/// The values that were counted most, without looking at all of them: counts only grow, so a value can enter only when
/// it is counted itself.
struct MostFrequent<Value: Sendable & Hashable>: Sendable, Hashable {
  struct Entry: Sendable, Hashable {
    var value: Value
    var count: Int
    /// Tells apart what is equally frequent, so that the order does not depend on what came first.
    let text: String
  }

  /// The most frequent first.
  private(set) var entries: [Entry] = []
  let limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  /// To be said each time that a value was counted.
  /// - Parameter text: only asked for where it decides.
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

  /// Again from all counts, after one of them fell: another value may have its place now.
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
