import MemoryModel

/// The rows of one category, page after page. A page that was dropped from memory keeps its place and its count.
public struct CategoryRows: Sendable {
  struct Segment: Sendable {
    let page: Int
    var start: Int
    var count: Int
    var rows: [Memory]?
    /// Another one with each change of its rows.
    var edit = 0

    var range: Range<Int> { start..<start + count }
  }

  private(set) var segments: [Segment] = []
  public private(set) var count = 0
  private var changes: [RowChange] = []
  private(set) var edits = 0
  /// Rows that the service no longer returns, as they were counted.
  private var gone: [ByteString: Memory] = [:]

  /// `nil` beyond the end, and where the page was dropped.
  public func memory(at index: Int) -> Memory? {
    guard let position = position(of: index) else { return nil }
    return segments[position].rows?[index - segments[position].start]
  }

  public var countInMemory: Int { segments.reduce(0) { $0 + ($1.rows?.count ?? 0) } }

  public func page(of index: Int) -> Int? { position(of: index).map { segments[$0].page } }

  public func index(of id: ByteString) -> Int? {
    for segment in segments {
      if let offset = segment.rows?.firstIndex(where: { $0.id == id }) { return segment.start + offset }
    }
    return nil
  }

  var lastPage: Int { segments.last?.page ?? 0 }

  var hasChanges: Bool { !changes.isEmpty }

  mutating func takeChanges() -> [RowChange] {
    defer { changes = [] }
    return changes
  }

  mutating func append(_ rows: [Memory], page: Int) {
    guard !rows.isEmpty else { return }
    segments.append(Segment(page: page, start: count, count: rows.count, rows: rows))
    noteEdit(of: segments.count - 1)
    count += rows.count
  }

  private mutating func noteEdit(of position: Int) {
    edits += 1
    segments[position].edit = edits
  }

  mutating func drop(page: Int) {
    guard let position = segments.firstIndex(where: { $0.page == page }) else { return }
    segments[position].rows = nil
    noteEdit(of: position)
    changes.append(.dropped(segments[position].range))
  }

  /// Puts a dropped page back, without rows that a page near by has; places that stay empty are closed.
  mutating func restore(_ received: [Memory], page: Int) {
    guard let position = segments.firstIndex(where: { $0.page == page && $0.rows == nil }) else { return }
    let near = segments[max(0, position - 2)...min(segments.count - 1, position + 2)]
    let known = Set(near.flatMap { $0.rows ?? [] }.map(\.id))
    let rows = received.filter { !known.contains($0.id) }
    let places = segments[position].range
    segments[position].rows = rows
    segments[position].count = rows.count
    noteEdit(of: position)
    renumber()
    let end = places.lowerBound + rows.count
    if end > places.upperBound { changes.append(.inserted(places.upperBound..<end)) }
    if end < places.upperBound { changes.append(.removed(end..<places.upperBound)) }
    changes.append(.replaced(segments[position].range))
    segments.removeAll { $0.count == 0 }
  }

  mutating func renumber() {
    var start = 0
    for index in segments.indices {
      segments[index].start = start
      start += segments[index].count
    }
    count = start
  }

  private func position(of index: Int) -> Int? {
    guard index >= 0, index < count else { return nil }
    var low = 0
    var high = segments.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if segments[middle].start <= index { low = middle } else { high = middle - 1 }
    }
    return low
  }
}

/// Another record under the same id.
struct MemoryChange: Sendable {
  let before: Memory
  let after: Memory

  /// Whether a field says something else: see ``RecordComparison``.
  var isReal: Bool { RecordComparison(betweenUsers: false).differ(before, after) }
}

/// A change of a category's rows that is not an append: cursors, orders and matches follow it.
enum RowChange: Sendable, Hashable {
  case inserted(Range<Int>)
  case removed(Range<Int>)
  /// These places hold other records: a dropped page is back, a row changed, or is gone.
  case replaced(Range<Int>)
  case dropped(Range<Int>)

  func moved(_ row: Int) -> Int {
    switch self {
    case .inserted(let range): row >= range.lowerBound ? row + range.count : row
    case .removed(let range): row >= range.upperBound ? row - range.count : min(row, range.lowerBound)
    case .replaced, .dropped: row
    }
  }
}

/// A row that is gone keeps its place in the list, but nothing counts, searches or exports it.
extension CategoryRows {
  var hasGoneRows: Bool { !gone.isEmpty }
  /// Without those that are gone.
  public var presentCount: Int { max(0, count - gone.count) }
  func isGone(_ id: ByteString) -> Bool { !gone.isEmpty && gone[id] != nil }

  /// The rows that are gone and in memory. They are on page 1 and near it, so few rows are read.
  var goneRows: [Int] {
    guard hasGoneRows else { return [] }
    var found: [Int] = []
    for segment in segments where segment.start < Self.lastGoneRow && found.count < gone.count {
      for (offset, memory) in (segment.rows ?? []).enumerated() where isGone(memory.id) {
        found.append(segment.start + offset)
      }
    }
    return found
  }

  /// Reading all of a hundred thousand rows would delay a key.
  private static let lastGoneRow = 10_000

  /// The rows of a segment that are in memory, without those that are gone.
  func presentRows(of segment: Segment) -> [Memory] {
    guard let rows = segment.rows, hasGoneRows else { return segment.rows ?? [] }
    return rows.filter { !isGone($0.id) }
  }

  /// - Parameter received: the ids of page 1, which was merged.
  /// - Returns: rows that were not gone before.
  mutating func markGone(after received: [ByteString], isAll: Bool) -> [Memory] {
    var missing = Set(missing(in: received, known: received.count, isAll: isAll)).subtracting(gone.keys)
    return changeRows(&missing) { rows, memory in rows.gone[memory.id] = memory.detached }
  }

  /// - Returns: the rows that were gone until now, as they were counted.
  mutating func returned(_ received: [Memory]) -> [Memory] {
    guard hasGoneRows else { return [] }
    let returned = received.compactMap { gone.removeValue(forKey: $0.id) }
    var ids = Set(returned.map(\.id))
    _ = changeRows(&ids) { _, _ in }
    return returned
  }

  /// Has these rows searched and counted again. Rows side by side are one change.
  private mutating func changeRows(
    _ ids: inout Set<ByteString>, _ change: (inout Self, Memory) -> Void
  ) -> [Memory] {
    var changed: [Memory] = []
    for position in segments.indices where !ids.isEmpty {
      var run: Range<Int>?
      for (offset, memory) in (segments[position].rows ?? []).enumerated() {
        guard ids.remove(memory.id) != nil else { continue }
        change(&self, memory)
        changed.append(memory)
        let row = segments[position].start + offset
        if let before = run, before.upperBound == row {
          run = before.lowerBound..<row + 1
          continue
        }
        if let run { changes.append(.replaced(run)) }
        run = row..<row + 1
      }
      guard let run else { continue }
      changes.append(.replaced(run))
      noteEdit(of: position)
    }
    return changed
  }
}

extension Memory {
  /// False where one of them does not say when it was updated.
  fileprivate func isOlder(than other: Memory) -> Bool {
    guard let updated, let otherUpdated = other.updated else { return false }
    return updated < otherUpdated
  }
}

extension CategoryRows {
  mutating func putOnTop(_ rows: [Memory]) {
    if segments.first?.page == PageStore.topPage, let before = segments[0].rows {
      segments[0].rows = rows + before
      segments[0].count += rows.count
    } else {
      segments.insert(Segment(page: PageStore.topPage, start: 0, count: rows.count, rows: rows), at: 0)
    }
    noteEdit(of: 0)
    renumber()
    changes.append(.inserted(0..<rows.count))
  }

  /// Puts rows behind the row with this id, or on top.
  mutating func insert(_ rows: [Memory], after id: ByteString?) {
    guard !rows.isEmpty else { return }
    guard let id, let index = index(of: id), let position = position(of: index) else { return putOnTop(rows) }
    let place = index + 1 - segments[position].start
    segments[position].rows?.insert(contentsOf: rows, at: place)
    segments[position].count += rows.count
    noteEdit(of: position)
    renumber()
    changes.append(.inserted(index + 1..<index + 1 + rows.count))
  }

  /// Rows that page 1 no longer has stay in the list.
  mutating func insertGone(_ rows: [Memory], after id: ByteString?) {
    insert(rows, after: id)
    for memory in rows { gone[memory.id] = memory }
  }

  /// - Parameter fromEnd: where to begin: a row that moved down is near the end.
  /// - Returns: those whose bytes changed. A record older than the one here changes nothing.
  mutating func replaceChanged(_ received: [Memory], fromEnd: Bool = false) -> [MemoryChange] {
    var waiting: [ByteString: Memory] = [:]
    for memory in received { waiting[memory.id] = memory }
    var changed: [MemoryChange] = []
    let positions = fromEnd ? Array(segments.indices.reversed()) : Array(segments.indices)
    for position in positions where !waiting.isEmpty {
      for offset in segments[position].rows?.indices ?? 0..<0 {
        guard let before = segments[position].rows?[offset],
          let memory = waiting.removeValue(forKey: before.id)
        else { continue }
        guard before.source != memory.source, !memory.isOlder(than: before) else { continue }
        let row = segments[position].start + offset
        segments[position].rows?[offset] = memory.detached
        noteEdit(of: position)
        changes.append(.replaced(row..<row + 1))
        changed.append(MemoryChange(before: before, after: memory.detached))
      }
    }
    return changed
  }

  /// All missing rows if page 1 holds everything, else those between two rows that it has side by side.
  /// - Parameter known: how many of the received rows are here; none is looked for behind the last of them.
  func missing(in received: [ByteString], known: Int, isAll: Bool) -> [ByteString] {
    var places: [ByteString: Int] = [:]
    for (place, id) in received.enumerated() { places[id] = place }
    var missing: [ByteString] = []
    var between: [ByteString] = []
    var last = -1
    var found = 0
    for row in 0..<count {
      guard isAll || found < known else { break }
      guard let id = memory(at: row)?.id else {
        between = []
        last = -2
        continue
      }
      guard let place = places[id] else {
        between.append(id)
        continue
      }
      found += 1
      if isAll || place == last + 1 { missing += between }
      between = []
      last = place
    }
    return isAll ? missing + between : missing
  }

  /// - Parameter received: rows of page 1.
  /// - Returns: those that were other bytes here.
  func changes(to received: [Memory]) -> [MemoryChange] {
    var waiting = Dictionary(received.map { ($0.id, $0) }) { _, last in last }
    var changes: [MemoryChange] = []
    for segment in segments where !waiting.isEmpty {
      for before in segment.rows ?? [] {
        guard let after = waiting.removeValue(forKey: before.id), before.source != after.source else {
          continue
        }
        changes.append(MemoryChange(before: before, after: after))
      }
    }
    return changes
  }

  /// The rows that page 1 no longer has and that were not gone before, each run with the row that is now above it.
  /// - Parameter known: how many of the received rows are here.
  func goneRuns(
    after received: [ByteString], known: Int, isAll: Bool
  ) -> [(above: ByteString?, rows: [Memory])] {
    var missing = Set(missing(in: received, known: known, isAll: isAll))
    let present = Set(received)
    var runs: [(above: ByteString?, rows: [Memory])] = []
    var (above, run): (ByteString?, [Memory]) = (nil, [])
    for segment in segments where !missing.isEmpty {
      for memory in segment.rows ?? [] {
        if missing.remove(memory.id) != nil {
          if !isGone(memory.id) { run.append(memory) }
        } else if present.contains(memory.id) {
          if !run.isEmpty { runs.append((above, run)) }
          (above, run) = (memory.id, [])
        }
      }
    }
    return run.isEmpty ? runs : runs + [(above, run)]
  }
}
