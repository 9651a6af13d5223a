import MemoryModel

/// What a search knows of the rows of one pane. Rows of dropped pages keep what was found out before.
struct RowMatches: Sendable {
  private enum Mark {
    static let unchecked: UInt8 = 0
    static let other: UInt8 = 1
    static let match: UInt8 = 2
  }

  /// A byte a row: counting a hundred thousand of them takes some microseconds.
  private var marks: [UInt8] = []
  /// Rows before it were checked, or were not there.
  private var next = 0
  private(set) var count = 0
  private(set) var checked = 0

  func isComplete(_ rows: CategoryRows) -> Bool { next >= rows.count }

  func isMatch(_ row: Int) -> Bool { row < marks.count && marks[row] == Mark.match }

  /// Matches in the first rows.
  func count(before row: Int) -> Int {
    marks.prefix(row).reduce(0) { $0 + ($1 == Mark.match ? 1 : 0) }
  }

  /// Checks rows from where it stopped, until the end or until the budget is used up.
  /// - Parameter budget: bytes of a plain walk, two or three nanoseconds each.
  mutating func search(_ rows: CategoryRows, for pattern: SearchPattern, budget: Int) {
    if marks.count < rows.count {
      marks += repeatElement(Mark.unchecked, count: rows.count - marks.count)
    }
    var cost = 0
    for segment in rows.segments where segment.range.upperBound > next {
      guard let memories = segment.rows else {
        next = segment.range.upperBound
        continue
      }
      while next < segment.range.upperBound {
        guard cost < budget else { return }
        if marks[next] == Mark.unchecked {
          set(next, pattern.matches(memories[next - segment.start], cost: &cost) ? Mark.match : Mark.other)
        }
        next += 1
      }
    }
  }

  /// For a pattern that finds less: what was no match stays none.
  func narrowed() -> RowMatches {
    var result = self
    for row in marks.indices where marks[row] == Mark.match { result.set(row, Mark.unchecked) }
    result.next = 0
    return result
  }

  mutating func follow(_ change: RowChange) {
    switch change {
    case .inserted(let range) where range.lowerBound <= marks.count:
      marks.insert(contentsOf: repeatElement(Mark.unchecked, count: range.count), at: range.lowerBound)
      next = min(next, range.lowerBound)
    case .removed(let range):
      let known = range.clamped(to: 0..<marks.count)
      forget(known)
      marks.removeSubrange(known)
      next = min(next, range.lowerBound)
    case .replaced(let range):
      forget(range.clamped(to: 0..<marks.count))
      next = min(next, range.lowerBound)
    case .dropped, .inserted: break
    }
  }

  private mutating func forget(_ range: Range<Int>) {
    for row in range { set(row, Mark.unchecked) }
  }

  private mutating func set(_ row: Int, _ mark: UInt8) {
    let before = marks[row]
    guard before != mark else { return }
    if before == Mark.unchecked { checked += 1 }
    if mark == Mark.unchecked { checked -= 1 }
    if before == Mark.match { count -= 1 }
    if mark == Mark.match { count += 1 }
    marks[row] = mark
  }
}
