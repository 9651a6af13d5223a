import MemoryModel

public struct PageStore: Sendable {
  private var categories: [MemoryCategory: CategoryRows] = [:]
  private var seen = SeenMemories()
  /// Values of all rows seen, also of dropped pages.
  public private(set) var facets = FacetIndex()
  public private(set) var overview = OverviewIndex()
  private var retained: [Int: Int] = [:]
  public private(set) var retainedBytes = 0
  /// Pages that were dropped so far.
  private(set) var drops = 0
  /// Of the rows that were replaced as a whole: another user, another filter, page 1 again.
  let generation: Int

  init(generation: Int = 0) { self.generation = generation }

  /// For the rows that replace all of these.
  var emptied: PageStore { PageStore(generation: generation + 1) }

  /// Grows with each change of the rows in memory.
  var edits: Int { categories.values.reduce(0) { $0 + $1.edits } }

  public subscript(category: MemoryCategory) -> CategoryRows { categories[category] ?? CategoryRows() }

  /// What the digests cost, in bytes (measured: a `Set<Int>` at its usual load).
  var bookkeepingBytes: Int { seen.count * 24 }

  /// - Returns: how many were new. Rows of an unknown list are counted, not kept: no pane shows them.
  mutating func append(_ page: MemoryPage, number: Int, offsetSeconds: (Timestamp) -> Int) -> FreshRows {
    var fresh = FreshRows()
    countReturned(page, offsetSeconds: offsetSeconds)
    for (category, rows) in page.rows {
      var unseen: [Memory] = []
      var repeated: [Memory] = []
      for (index, row) in rows.enumerated() {
        guard seen.insert(row) else {
          repeated.append(row)
          continue
        }
        unseen.append(row)
        count(row, page.facets[category]?[index] ?? [], by: 1, offsetSeconds: offsetSeconds)
      }
      // A row that moved here from an earlier page may have changed meanwhile.
      if !repeated.isEmpty {
        updateRows(of: category, to: repeated, fromEnd: true, offsetSeconds: offsetSeconds)
      }
      categories[category, default: CategoryRows()].append(unseen, page: number)
      fresh.categories[category] = unseen.count
    }
    for list in page.unknownLists {
      fresh.unknownLists[list.name, default: 0] += list.rows.count { seen.insert($0) }
    }
    retain(page.retainedBytes, number)
    return fresh
  }

  @discardableResult mutating func updateRows(
    of category: MemoryCategory, to received: [Memory], fromEnd: Bool = false,
    offsetSeconds: (Timestamp) -> Int
  ) -> [Memory] {
    let changes = categories[category]?.replaceChanged(received, fromEnd: fromEnd) ?? []
    for (before, after) in changes {
      retainedBytes += after.retainedBytes + after.source.range.count
      count(before, before.facets, by: -1, offsetSeconds: offsetSeconds)
      count(after, after.facets, by: 1, offsetSeconds: offsetSeconds)
    }
    return changes.map(\.after)
  }

  private mutating func count(
    _ row: Memory, _ facets: [Facet], by step: Int, offsetSeconds: (Timestamp) -> Int
  ) {
    self.facets.count(facets, by: step)
    overview.count(row, by: step, offsetSeconds: offsetSeconds)
  }

  mutating func restore(_ page: MemoryPage, number: Int, offsetSeconds: (Timestamp) -> Int) {
    countReturned(page, offsetSeconds: offsetSeconds)
    for category in categories.keys {
      let rows = page.rows[category] ?? []
      for row in rows { _ = seen.insert(row) }
      categories[category]?.restore(rows, page: number)
    }
    retain(page.retainedBytes, number)
  }

  mutating func drop(page: Int) {
    guard let bytes = retained.removeValue(forKey: page) else { return }
    retainedBytes -= bytes
    drops += 1
    for category in categories.keys { categories[category]?.drop(page: page) }
  }

  var pagesInMemory: [Int] { Array(retained.keys) }

  private mutating func retain(_ bytes: Int, _ page: Int) {
    retainedBytes += bytes - (retained.updateValue(bytes, forKey: page) ?? 0)
  }

  mutating func takeChanges(of category: MemoryCategory) -> [RowChange] {
    guard let changes = categories[category]?.changes, !changes.isEmpty else { return [] }
    categories[category]?.changes = []
    return changes
  }
}

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
  fileprivate var changes: [RowChange] = []
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

  mutating func append(_ rows: [Memory], page: Int) {
    guard !rows.isEmpty else { return }
    segments.append(Segment(page: page, start: count, count: rows.count, rows: rows))
    noteEdit(of: segments.count - 1)
    count += rows.count
  }

  fileprivate mutating func noteEdit(of position: Int) {
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

/// Digests of the ids that were seen: an id of 36 characters costs 8 bytes here, also after its page was dropped.
struct SeenMemories: Sendable {
  private var digests: Set<Int> = []

  var count: Int { digests.count }

  mutating func insert(_ memory: Memory) -> Bool {
    var hasher = Hasher()
    hasher.combine(memory.category)
    hasher.combine(memory.unknownList)
    hasher.combine(memory.id)
    return digests.insert(hasher.finalize()).inserted
  }
}

extension PageStore {
  /// The page of rows that a watch put on top. The service has no such page, so it is never dropped.
  static let topPage = 0

  struct Merge {
    var new: [Memory] = []
    var changed: [Memory] = []
    var gone: [Memory] = []
    /// A category had rows, and all rows of its full page are new.
    var mayMiss = false
  }

  /// Merges page 1: new rows come on top, changed rows are replaced in place, and missing rows are marked as gone.
  /// - Parameter counter: which categories have ended on page 1.
  mutating func merge(
    _ page: MemoryPage, pageSize: Int, _ counter: PageCounter, offsetSeconds: (Timestamp) -> Int
  ) -> Merge {
    var merge = Merge()
    countReturned(page, offsetSeconds: offsetSeconds)
    for (category, received) in page.rows.sorted(by: { $0.key < $1.key }) {
      var fresh: [Memory] = []
      for (index, memory) in received.enumerated() where seen.insert(memory) {
        fresh.append(memory.detached)
        count(memory, page.facets[category]?[index] ?? [], by: 1, offsetSeconds: offsetSeconds)
      }
      let known = categories[category]?.count ?? 0
      if fresh.count >= pageSize, known > 0 { merge.mayMiss = true }
      let freshIDs = Set(fresh.map(\.id))
      merge.changed += updateRows(
        of: category, to: received.filter { !freshIDs.contains($0.id) }, offsetSeconds: offsetSeconds)
      if !fresh.isEmpty { categories[category, default: CategoryRows()].putOnTop(fresh) }
      merge.new += fresh
    }
    for category in MemoryCategory.allCases {
      let received = page.rows[category]?.map(\.id) ?? []
      let gone = categories[category]?.markGone(after: received, isAll: counter.hasEnded(category)) ?? []
      for memory in gone { count(memory, memory.facets, by: -1, offsetSeconds: offsetSeconds) }
      merge.gone += gone
    }
    retainedBytes += merge.new.reduce(0) { $0 + $1.retainedBytes + $1.source.range.count }
    return merge
  }
}

/// A row that is gone keeps its place in the list, but nothing counts, searches or exports it.
extension CategoryRows {
  var hasGoneRows: Bool { !gone.isEmpty }
  public var presentCount: Int { count - gone.count }
  func isGone(_ id: ByteString) -> Bool { !gone.isEmpty && gone[id] != nil }

  /// The rows of a segment that are in memory, without those that are gone.
  func presentRows(of segment: Segment) -> [Memory] {
    guard let rows = segment.rows, hasGoneRows else { return segment.rows ?? [] }
    return rows.filter { !isGone($0.id) }
  }

  /// - Parameter received: the ids of page 1, which was merged.
  /// - Returns: rows that were not gone before.
  fileprivate mutating func markGone(after received: [ByteString], isAll: Bool) -> [Memory] {
    var missing = Set(missing(in: received, isAll: isAll)).subtracting(gone.keys)
    return changeRows(&missing) { rows, memory in rows.gone[memory.id] = memory.detached }
  }

  /// - Returns: the rows that were gone until now, as they were counted.
  fileprivate mutating func returned(_ received: [Memory]) -> [Memory] {
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

extension PageStore {
  /// A row that arrives again is an ordinary row.
  private mutating func countReturned(_ page: MemoryPage, offsetSeconds: (Timestamp) -> Int) {
    for (category, rows) in page.rows {
      for memory in categories[category]?.returned(rows) ?? [] {
        count(memory, memory.facets, by: 1, offsetSeconds: offsetSeconds)
      }
    }
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

  /// - Parameter fromEnd: where to begin: a row that moved down is near the end.
  /// - Returns: those whose bytes changed. A record older than the one here changes nothing.
  mutating func replaceChanged(_ received: [Memory], fromEnd: Bool = false) -> [(
    before: Memory, after: Memory
  )] {
    var waiting: [ByteString: Memory] = [:]
    for memory in received { waiting[memory.id] = memory }
    var changed: [(before: Memory, after: Memory)] = []
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
        changed.append((before, memory.detached))
      }
    }
    return changed
  }

  /// All missing rows if page 1 holds everything, else those between two rows that it has side by side.
  func missing(in received: [ByteString], isAll: Bool) -> [ByteString] {
    var places: [ByteString: Int] = [:]
    for (place, id) in received.enumerated() { places[id] = place }
    var missing: [ByteString] = []
    var between: [ByteString] = []
    var last = -1
    var found = 0
    for row in 0..<count where isAll || found < received.count {
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
}
