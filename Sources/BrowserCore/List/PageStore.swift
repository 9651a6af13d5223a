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
        fresh.changed += updateRows(
          of: category, to: repeated, fromEnd: true, offsetSeconds: offsetSeconds)
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

  /// - Returns: those of which a field says something else.
  private mutating func updateRows(
    of category: MemoryCategory, to received: [Memory], fromEnd: Bool = false,
    offsetSeconds: (Timestamp) -> Int
  ) -> [MemoryChange] {
    let changes = categories[category]?.replaceChanged(received, fromEnd: fromEnd) ?? []
    for change in changes {
      let (before, after) = (change.before, change.after)
      retainedBytes += after.retainedBytes + after.source.range.count
      count(before, before.facets, by: -1, offsetSeconds: offsetSeconds)
      count(after, after.facets, by: 1, offsetSeconds: offsetSeconds)
    }
    return changes.filter(\.isReal)
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
    guard categories[category]?.hasChanges == true else { return [] }
    return categories[category]?.takeChanges() ?? []
  }
}

/// Digests of the ids that were seen: an id of 36 characters costs 8 bytes here, also after its page was dropped.
struct SeenMemories: Sendable {
  private var digests: Set<Int> = []

  var count: Int { digests.count }

  func contains(_ memory: Memory) -> Bool { digests.contains(Self.digest(memory)) }
  mutating func insert(_ memory: Memory) -> Bool { digests.insert(Self.digest(memory)).inserted }

  private static func digest(_ memory: Memory) -> Int {
    var hasher = Hasher()
    hasher.combine(memory.category)
    hasher.combine(memory.unknownList)
    hasher.combine(memory.id)
    return hasher.finalize()
  }
}

extension PageStore {
  /// The page of rows that a watch put on top. The service has no such page, so it is never dropped.
  static let topPage = 0

  /// What page 1 brought, compared with the rows before it.
  struct Merge {
    var new: [Memory] = []
    var changed: [MemoryChange] = []
    var gone: [Memory] = []
    /// A category had rows, and all rows of its full page are new.
    var mayMiss = false

    var isEmpty: Bool { new.isEmpty && changed.isEmpty && gone.isEmpty }

    /// For somebody who sees one pane.
    func counts(in category: MemoryCategory) -> ChangeCounts {
      func count(_ rows: [Memory]) -> Int { rows.count { $0.category == category } }
      let all = new + changed.map(\.after) + gone
      return ChangeCounts(
        new: count(new), changed: count(changed.map(\.after)), gone: count(gone),
        elsewhere: Dictionary(grouping: all.filter { $0.category != category }, by: \.category)
          .mapValues(\.count))
    }
  }

  /// Merges page 1: new rows come on top, changed rows are replaced in place, and missing rows are marked as gone.
  /// - Parameters:
  ///   - counter: which categories have ended on page 1.
  ///   - loaded: which had ended before.
  mutating func merge(
    _ page: MemoryPage, pageSize: Int, _ counter: PageCounter, loaded: PageCounter,
    offsetSeconds: (Timestamp) -> Int
  ) -> Merge {
    var merge = Merge()
    countReturned(page, offsetSeconds: offsetSeconds)
    for (category, received) in page.rows.sorted(by: { $0.key < $1.key }) {
      let end = endOfNewRows(in: received, isAllLoaded: loaded.hasEnded(category))
      var (fresh, later): ([Memory], [Memory]) = ([], [])
      for (index, memory) in received.enumerated() where seen.insert(memory) {
        if index < end { fresh.append(memory.detached) } else { later.append(memory.detached) }
        count(memory, page.facets[category]?[index] ?? [], by: 1, offsetSeconds: offsetSeconds)
      }
      let known = categories[category]?.count ?? 0
      if fresh.count >= pageSize, known > 0 { merge.mayMiss = true }
      let unknownIDs = Set((fresh + later).map(\.id))
      merge.changed += updateRows(
        of: category, to: received.filter { !unknownIDs.contains($0.id) }, offsetSeconds: offsetSeconds)
      if !later.isEmpty {
        categories[category, default: CategoryRows()].insert(later, after: received[end - 1].id)
      }
      if !fresh.isEmpty { categories[category, default: CategoryRows()].putOnTop(fresh) }
      merge.new += fresh
      retainDetached(fresh + later)
    }
    for category in MemoryCategory.allCases {
      let received = page.rows[category]?.map(\.id) ?? []
      let gone = categories[category]?.markGone(after: received, isAll: counter.hasEnded(category)) ?? []
      for memory in gone { count(memory, memory.facets, by: -1, offsetSeconds: offsetSeconds) }
      merge.gone += gone
    }
    return merge
  }

  /// A row below all known ones is not called new: it may have moved up from a page that was not loaded.
  private func endOfNewRows(in received: [Memory], isAllLoaded: Bool) -> Int {
    guard !isAllLoaded, let last = received.lastIndex(where: { seen.contains($0) }) else {
      return received.count
    }
    return last + 1
  }

  private mutating func retainDetached(_ rows: [Memory]) {
    retainedBytes += rows.reduce(0) { $0 + $1.retainedBytes + $1.source.range.count }
  }
}

extension PageStore {
  /// Compares page 1, which has replaced all rows, with the rows before. Those that are gone are put back in their places.
  /// - Parameters:
  ///   - counter: which categories have ended on page 1.
  ///   - loaded: which had ended before.
  mutating func compare(
    _ page: MemoryPage, with before: PageStore, _ counter: PageCounter, loaded: PageCounter
  ) -> Merge {
    var merge = Merge()
    for category in MemoryCategory.allCases {
      let received = page.rows[category] ?? []
      let end = before.endOfNewRows(in: received, isAllLoaded: loaded.hasEnded(category))
      merge.new += received[..<end].filter { !before.seen.contains($0) }
      let known = received.filter { before.seen.contains($0) }
      merge.changed += before[category].changes(to: known).filter(\.isReal)
      let runs = before[category].goneRuns(
        after: received.map(\.id), known: known.count, isAll: counter.hasEnded(category))
      for run in runs {
        let rows = run.rows.filter { seen.insert($0) }.map(\.detached)
        categories[category, default: CategoryRows()].insertGone(rows, after: run.above)
        retainDetached(rows)
        merge.gone += rows
      }
    }
    return merge
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
