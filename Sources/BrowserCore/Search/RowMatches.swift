import MemoryModel

/// What a search knows about the rows of one pane. Rows keep their marks when their page is dropped.
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
  func count(before row: Int) -> Int { marks.prefix(row).reduce(0) { $0 + ($1 == Mark.match ? 1 : 0) } }

  /// Reads to the end, or until the budget is used up: bytes of a plain walk (2 to 3 ns each).
  mutating func read(_ rows: CategoryRows, budget: inout Int, _ matches: (Memory, inout Int) -> Bool) {
    if marks.count < rows.count {
      marks += repeatElement(Mark.unchecked, count: rows.count - marks.count)
    }
    for segment in rows.segments where segment.range.upperBound > next {
      guard let memories = segment.rows else {
        next = segment.range.upperBound
        continue
      }
      while next < segment.range.upperBound {
        guard budget > 0 else { return }
        if marks[next] == Mark.unchecked {
          var cost = 0
          let memory = memories[next - segment.start]
          let isMatch = !rows.isGone(memory.id) && matches(memory, &cost)
          budget -= cost
          set(next, isMatch ? Mark.match : Mark.other)
        }
        next += 1
      }
    }
  }

  /// How many rows from this one on match.
  func count(from row: Int) -> Int {
    marks.dropFirst(max(0, row)).reduce(0) { $0 + ($1 == Mark.match ? 1 : 0) }
  }

  /// Matches in server order.
  var rows: [Int32] { marks.indices.compactMap { marks[$0] == Mark.match ? Int32($0) : nil } }

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

  /// Rows whose page was dropped match nothing until they are back.
  mutating func forgetDropped(_ range: Range<Int>) { forget(range.clamped(to: 0..<marks.count)) }

  private mutating func forget(_ range: Range<Int>) { for row in range { set(row, Mark.unchecked) } }

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
