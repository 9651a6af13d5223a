import MemoryModel

/// The order of a sorted pane. New rows and rows of dropped pages come last, in server order.
public struct RowOrder: Sendable {
  public let column: SortColumn
  public let isDescending: Bool
  private var rows: [Int32] = []
  private var keys: [SortKey] = []
  /// Rows that have left their place and wait for a new one.
  private var unplaced: Set<Int> = []

  init(_ column: SortColumn, isDescending: Bool) {
    self.column = column
    self.isDescending = isDescending
  }

  /// `s`: the next column, and after the last one the server order, which is nil.
  static func next(after order: RowOrder?, of category: MemoryCategory) -> RowOrder? {
    let columns = SortColumn.columns(of: category)
    let next = order.map { (columns.firstIndex(of: $0.column) ?? 0) + 1 } ?? 0
    guard columns.indices.contains(next) else { return nil }
    return RowOrder(columns[next], isDescending: columns[next].isDescendingAtFirst)
  }

  /// A click on a heading; on that of the current order it reverses it.
  static func clicked(_ column: SortColumn, before order: RowOrder?) -> RowOrder {
    guard let order, order.column == column else {
      return RowOrder(column, isDescending: column.isDescendingAtFirst)
    }
    return order.reversed
  }

  var reversed: RowOrder { RowOrder(column, isDescending: !isDescending) }
  var emptied: RowOrder { RowOrder(column, isDescending: isDescending) }

  func row(at place: Int) -> Int { rows.indices.contains(place) ? Int(rows[place]) : place }
  func place(of row: Int) -> Int { rows.firstIndex(of: Int32(row)) ?? row }

  /// The rows that match, in this order.
  func rows(in matches: RowMatches) -> [Int32] { rows.filter { matches.isMatch(Int($0)) } }

  /// How many of some rows come before this one.
  func count(of some: Set<Int32>, before row: Int) -> Int {
    rows.prefix { $0 != row }.reduce(0) { $0 + (some.contains($1) ? 1 : 0) }
  }

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

  /// Places the rows that have no place. They are merged in, so that a page costs what it holds.
  mutating func placeNewRows(of memories: CategoryRows) {
    let fresh = Array(unplaced) + Array(keys.count..<max(keys.count, memories.count))
    unplaced = []
    guard !fresh.isEmpty else { return }
    if keys.count < memories.count {
      keys += repeatElement(.missing, count: memories.count - keys.count)
    }
    var texts: [String?] = []
    for row in fresh {
      let memory = memories.memory(at: row)
      keys[row] = memory.map { column.key(of: $0) } ?? .unknown
      texts.append(memory.flatMap { column.text(of: $0) })
    }
    let sorted = fresh.indices.sorted { one, other in
      precedes(fresh[one], fresh[other], texts[one], texts[other])
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

  private func placeBefore(_ row: Int, from start: Int, _ memories: CategoryRows) -> Int {
    let own = text(of: row, memories)
    var low = start
    var high = rows.count
    while low < high {
      let middle = (low + high) / 2
      let other = Int(rows[middle])
      if precedes(row, other, own, text(of: other, memories)) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private func text(of row: Int, _ memories: CategoryRows) -> String? {
    memories.memory(at: row).flatMap { column.text(of: $0) }
  }

  /// Missing values come last in either direction; equal rows keep the server order.
  private func precedes(_ one: Int, _ other: Int, _ text: String?, _ otherText: String?) -> Bool {
    let (key, otherKey) = (keys[one], keys[other])
    if key != otherKey {
      guard key.isValue, otherKey.isValue else { return key < otherKey }
      return (key < otherKey) != isDescending
    }
    if let text, let otherText {
      let comparison = Self.compare(text, otherText)
      if comparison != 0 { return (comparison < 0) != isDescending }
    }
    return one < other
  }

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

public enum SortColumn: Sendable, Hashable {
  case updated, created, kind, confidence, tools, success, error, text

  public static func columns(of category: MemoryCategory) -> [SortColumn] {
    switch category {
    case .factual: [.updated, .kind, .confidence, .text, .created]
    case .preference: [.updated, .kind, .text, .created]
    case .tool: [.updated, .tools, .success, .error, .text, .created]
    case .skill, .profile, .event: [.updated, .text, .created]
    }
  }

  /// The newest and the most certain first, texts from A.
  var isDescendingAtFirst: Bool {
    switch self {
    case .updated, .created, .confidence, .success: true
    case .kind, .tools, .error, .text: false
    }
  }

  /// Orders rows with equal keys; nil where the key is the whole value.
  func text(of memory: Memory) -> String? {
    switch self {
    case .updated, .created, .confidence, .success: nil
    case .kind: memory.kind ?? ""
    case .tools: memory.toolUses.first?.name ?? ""
    case .error: RowDetails(memory).lastError ?? ""
    case .text where memory.category == .tool: RowDetails(memory).experience ?? memory.headline
    case .text: memory.headline
    }
  }

  func key(of memory: Memory) -> SortKey {
    switch self {
    case .updated: (memory.updated ?? memory.created).map { SortKey($0.milliseconds) } ?? .missing
    case .created: memory.created.map { SortKey($0.milliseconds) } ?? .missing
    case .confidence: memory.confidence.map { SortKey($0) } ?? .missing
    case .success: memory.toolUses.compactMap(\.successRate).min().map { SortKey($0) } ?? .missing
    case .kind, .tools, .error, .text: text(of: memory).map { SortKey(beginning: $0) } ?? .missing
    }
  }
}

/// A number, a time or the beginning of a text as one integer that sorts alike.
struct SortKey: Sendable, Hashable, Comparable {
  private let rank: UInt64
  private static let largest = UInt64.max - 2
  static let missing = SortKey(rank: .max - 1)
  /// The page of the row was dropped.
  static let unknown = SortKey(rank: .max)

  var isValue: Bool { self < .missing }

  private init(rank: UInt64) { self.rank = rank }

  init(_ number: Int64) { rank = min(UInt64(bitPattern: number) ^ 1 << 63, Self.largest) }

  /// The bits of negative numbers are inverted, so that -2 sorts before -1.
  init(_ number: Double) {
    let bits = number.bitPattern
    rank = min(bits >> 63 == 1 ? ~bits : bits | 1 << 63, Self.largest)
  }

  /// The first eight bytes in lower case. Empty text is missing.
  init(beginning text: String) {
    guard !text.isEmpty else {
      self = .missing
      return
    }
    var rank: UInt64 = 0
    var count = 0
    for byte in text.utf8 {
      guard count < 8 else { break }
      rank = rank << 8 | UInt64(byte.lowercasedASCII)
      count += 1
    }
    self.rank = min(rank << UInt64(8 * (8 - count)), Self.largest)
  }

  static func < (left: SortKey, right: SortKey) -> Bool { left.rank < right.rank }
}

extension UInt8 {
  var lowercasedASCII: UInt8 { self &- UInt8(ascii: "A") < 26 ? self | 0x20 : self }
}

/// A *row* is counted in server order, a *place* as it is shown. Cursors are places.
public struct OrderedRows: Sendable {
  let rows: CategoryRows
  public let order: RowOrder?
  /// The rows that are shown, if not all are.
  let narrowed: [Int32]?

  init(rows: CategoryRows, order: RowOrder? = nil, narrowed: [Int32]? = nil) {
    self.rows = rows
    self.order = order
    self.narrowed = narrowed
  }

  public var count: Int { narrowed?.count ?? rows.count }

  public func row(at place: Int) -> Int {
    guard let narrowed else { return order?.row(at: place) ?? place }
    return narrowed.indices.contains(place) ? Int(narrowed[place]) : rows.count
  }

  /// Of a row that is not shown, the place of the next one that is.
  public func place(of row: Int) -> Int {
    guard let narrowed else { return order?.place(of: row) ?? row }
    guard let order else {
      var (low, high) = (0, narrowed.count)
      while low < high {
        let middle = (low + high) / 2
        if narrowed[middle] < row { low = middle + 1 } else { high = middle }
      }
      return low
    }
    let shown = Int32(clamping: row)
    if let place = narrowed.firstIndex(of: shown) { return place }
    return order.count(of: Set(narrowed), before: row)
  }

  public func memory(at place: Int) -> Memory? { rows.memory(at: row(at: place)) }

  /// Without rows that are gone. A narrowed list has none.
  public var presentCount: Int { narrowed?.count ?? rows.presentCount }

  /// Counted from 1 as people count, without rows that are gone; `nil` for a row that is.
  public func number(at place: Int) -> Int? {
    guard narrowed == nil, rows.hasGoneRows else { return place + 1 }
    if let memory = memory(at: place), rows.isGone(memory.id) { return nil }
    return place + 1 - rows.goneRows.count { self.place(of: $0) < place }
  }

  public func page(of place: Int) -> Int? { rows.page(of: row(at: place)) }
}
