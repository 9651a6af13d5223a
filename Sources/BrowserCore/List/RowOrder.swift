import MemoryModel

/// A pane in another order than the service's: which row stands in which place. Rows that it does not know yet stand
/// behind the others in the service's order, and those of dropped pages too: nothing is known of them.
public struct RowOrder: Sendable {
  public let column: SortColumn
  public let isDescending: Bool
  /// By place.
  private var rows: [Int32] = []
  /// By row.
  private var keys: [SortKey] = []
  /// Rows that have left their place and wait for a new one.
  private var unplaced: Set<Int> = []

  init(_ column: SortColumn, isDescending: Bool) {
    self.column = column
    self.isDescending = isDescending
  }

  func row(at place: Int) -> Int { rows.indices.contains(place) ? Int(rows[place]) : place }

  func place(of row: Int) -> Int { rows.firstIndex(of: Int32(row)) ?? row }

  func covers(_ count: Int) -> Bool { keys.count == count && unplaced.isEmpty }

  mutating func follow(_ change: RowChange) {
    switch change {
    case .inserted(let range):
      shiftRows(from: range.lowerBound, by: range.count)
      keys.insert(contentsOf: repeatElement(.missing, count: range.count), at: range.lowerBound)
      unplaced = Set(unplaced.map(change.moved)).union(range)
    case .removed(let range):
      takeOut(range)
      shiftRows(from: range.upperBound, by: -range.count)
      keys.removeSubrange(range)
      unplaced = Set(unplaced.subtracting(range).map(change.moved))
    case .replaced(let range), .dropped(let range):
      takeOut(range)
      unplaced.formUnion(range)
    }
  }

  /// Gives places to the rows that have none: new ones are merged in, so that a page costs what it holds.
  mutating func place(all memories: CategoryRows) {
    let fresh = Array(unplaced) + Array(keys.count..<max(keys.count, memories.count))
    unplaced = []
    guard !fresh.isEmpty else { return }
    if keys.count < memories.count {
      keys += repeatElement(.missing, count: memories.count - keys.count)
    }
    var words: [String?] = []
    for row in fresh {
      let memory = memories.memory(at: row)
      keys[row] = memory.map { column.key(of: $0) } ?? .unknown
      words.append(memory.flatMap { column.words(of: $0) })
    }
    let sorted = fresh.indices.sorted { one, other in
      precedes(fresh[one], fresh[other], words[one], words[other])
    }
    .map { Int32(fresh[$0]) }
    rows = rows.isEmpty ? sorted : merged(sorted, memories)
  }

  private func merged(_ fresh: [Int32], _ memories: CategoryRows) -> [Int32] {
    var result: [Int32] = []
    result.reserveCapacity(rows.count + fresh.count)
    var start = 0
    for row in fresh {
      let end = placeBefore(Int(row), from: start, memories)
      result += rows[start..<end]
      result.append(row)
      start = end
    }
    result += rows[start...]
    return result
  }

  /// The first place whose row comes after the new one.
  private func placeBefore(_ row: Int, from start: Int, _ memories: CategoryRows) -> Int {
    let own = words(of: row, memories)
    var low = start
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      let other = Int(rows[middle])
      if precedes(row, other, own, words(of: other, memories)) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private func words(of row: Int, _ memories: CategoryRows) -> String? {
    memories.memory(at: row).flatMap { column.words(of: $0) }
  }

  /// What is missing comes last in either direction; what is equal keeps the service's order.
  private func precedes(_ one: Int, _ other: Int, _ words: String?, _ otherWords: String?) -> Bool {
    let (key, otherKey) = (keys[one], keys[other])
    if key != otherKey {
      guard key.isValue, otherKey.isValue else { return key < otherKey }
      return (key < otherKey) != isDescending
    }
    if let words, let otherWords {
      let comparison = Self.compare(words, otherWords)
      if comparison != 0 { return (comparison < 0) != isDescending }
    }
    return one < other
  }

  /// Byte by byte, capital letters as small ones.
  private static func compare(_ one: String, _ other: String) -> Int {
    let left = one.utf8Span.span
    let right = other.utf8Span.span
    for index in 0..<min(left.count, right.count) where left[index] != right[index] {
      let (byte, otherByte) = (left[index].lowercasedASCII, right[index].lowercasedASCII)
      if byte != otherByte { return byte < otherByte ? -1 : 1 }
    }
    return left.count - right.count
  }

  private mutating func takeOut(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    rows.removeAll { range.contains(Int($0)) }
  }

  private mutating func shiftRows(from first: Int, by distance: Int) {
    for place in rows.indices where rows[place] >= first { rows[place] += Int32(distance) }
  }
}
