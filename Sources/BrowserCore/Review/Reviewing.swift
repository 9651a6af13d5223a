import MemoryModel

/// A row of the review: the heading of a kind, of a group, or a text of it with the memories that have it.
public enum ReviewRow: Sendable, Hashable {
  case kind(ReviewKind, groups: Int)
  case group(Int)
  case line(group: Int, line: Int)
}

/// Compares the texts of the pane whose review is open. It follows the pages of the ``PageStore`` and reads in slices, so
/// that no key waits; while no review is open it holds nothing.
public struct Reviewing: Sendable {
  public private(set) var groups: [ReviewGroup] = []
  public private(set) var rows: [ReviewRow] = []
  /// Places of the lines among the rows.
  private(set) var lineRows: [Int] = []
  /// Rows of memories that ``groups`` cover, and those in memory.
  public private(set) var compared = 0
  public private(set) var loaded = 0
  /// Another one with each change of ``groups``.
  private(set) var revision = 0
  private var category: MemoryCategory?
  private var review = Review()
  /// In the order of their items.
  private var chunks: [Chunk] = []
  private var read: Set<PageStore.LoadedSegment.Stamp> = []
  private var segments: [PageStore.LoadedSegment] = []
  private var segmentOf: [PageStore.LoadedSegment.Stamp: PageStore.LoadedSegment] = [:]
  private var next = 0
  private var version: PageStore.Version?
  private var removed = 0
  /// Groups that were shown before.
  private var retired: [ReviewGroup] = []

  private struct Chunk: Sendable {
    let stamp: PageStore.LoadedSegment.Stamp
    let first: Int
    var count = 0
  }

  /// What one slice may cost, in the units of ``Review``: some milliseconds.
  static let budget = 200_000

  var bytes: Int { category == nil ? 0 : review.bytes }

  /// All that is loaded was compared, and the groups are of all of it.
  public var isComplete: Bool { next >= segments.count && review.isGrouped }

  public func count(_ kind: ReviewKind) -> Int {
    for case .kind(kind, let groups) in rows { return groups }
    return 0
  }

  /// Called after each event.
  /// - Parameters:
  ///   - category: of the review that is open.
  ///   - isLoading: more pages are on their way, so groups need not be made after each.
  ///   - mayRead: false while keys that wait come before the rest of the rows.
  ///   - budget: of this slice.
  /// - Returns: whether nothing is left to be done.
  mutating func update(
    _ category: MemoryCategory?, _ store: PageStore, isLoading: Bool, mayRead: Bool,
    budget: Int = Self.budget
  ) -> Bool {
    guard let category else {
      if self.category != nil { self = Reviewing() }
      return true
    }
    if self.category != category {
      self = Reviewing()
      self.category = category
    }
    follow(store, category)
    guard mayRead else { return isComplete }
    var budget = budget
    retired.removeLast(min(Self.retiredInSlice, retired.count))
    // Groups are made beside the reading, so that neither waits for the other.
    if review.isGrouping || hasGrown(isLoading) {
      var share = budget / 2
      budget -= share
      group(&share)
      budget += share
    }
    build(store, &budget)
    let isRead = next >= segments.count
    let isWanted = hasGrown(isLoading) || (isRead && !isLoading && !review.isGrouped)
    if budget > 0, review.isGrouping || isWanted { group(&budget) }
    guard retired.isEmpty else { return false }
    return isRead && !review.isGrouping && (review.isGrouped || (isLoading && !hasGrown(isLoading)))
  }

  /// Enough for new groups. Each grouping takes all rows, so one after each page would take the square of the time.
  /// Pages arrive slowly, and leave time for it.
  private func hasGrown(_ isLoading: Bool) -> Bool {
    let grouped = review.groupedCount
    return review.count > grouped + grouped / (isLoading ? 8 : 2)
  }

  private mutating func group(_ budget: inout Int) {
    guard review.group(budget: &budget) else { return }
    compared = review.groupedCount - removed
    // Freeing thousands of arrays takes as long as making them.
    retired = groups
    show(review.groups)
    budget -= rows.count * Self.costOfShownRow
  }

  private static let costOfShownRow = 4
  private static let retiredInSlice = 500

  private mutating func follow(_ store: PageStore, _ category: MemoryCategory) {
    guard store.version != version else { return }
    version = store.version
    segments = store.loadedSegments.filter { $0.stamp.category == category }
    segmentOf = Dictionary(segments.map { ($0.stamp, $0) }) { first, _ in first }
    next = 0
    loaded = segments.reduce(0) { $0 + store.rows(of: $1).count }
    guard chunks.contains(where: { segmentOf[$0.stamp] == nil }) else { return }
    for chunk in chunks where segmentOf[chunk.stamp] == nil {
      for item in chunk.first..<(chunk.first + chunk.count) { review.remove(item) }
      removed += chunk.count
      compared -= max(0, min(chunk.first + chunk.count, review.groupedCount) - chunk.first)
      read.remove(chunk.stamp)
    }
    chunks.removeAll { segmentOf[$0.stamp] == nil }
    guard chunks.isEmpty || removed > review.count / 2 else { return }
    // What is left is read again: most of what is kept is of rows that are gone.
    (review, chunks, read) = (Review(), [], [])
    (compared, removed) = (0, 0)
    show([])
  }

  private mutating func build(_ store: PageStore, _ budget: inout Int) {
    while next < segments.count, budget > 0 {
      let segment = segments[next]
      guard !read.contains(segment.stamp) else {
        next += 1
        continue
      }
      if chunks.last?.stamp != segment.stamp {
        chunks.append(Chunk(stamp: segment.stamp, first: review.count))
      }
      let rows = store.rows(of: segment)
      while let count = chunks.last?.count, count < rows.count, budget > 0 {
        let memory = rows[count]
        budget -= review.add(memory.reviewText, updated: memory.updated?.milliseconds)
        budget -= memory.source.range.count + Self.costOfRow
        chunks[chunks.count - 1].count += 1
      }
      if chunks.last?.count == rows.count {
        read.insert(segment.stamp)
        next += 1
      }
    }
  }

  /// Of finding the text in a record.
  private static let costOfRow = 200

  private mutating func show(_ groups: [ReviewGroup]) {
    self.groups = groups
    revision += 1
    rows = []
    lineRows = []
    for kind in ReviewKind.allCases {
      let own = groups.indices.filter { groups[$0].kind == kind }
      guard !own.isEmpty else { continue }
      rows.append(.kind(kind, groups: own.count))
      for group in own {
        rows.append(.group(group))
        for line in groups[group].lines.indices {
          lineRows.append(rows.count)
          rows.append(.line(group: group, line: line))
        }
      }
    }
  }

  // MARK: Memories

  /// The number of an item's memory; nil once its row changed or was dropped.
  public func memory(_ item: Int, in store: PageStore) -> Memory? {
    var low = 0
    var high = chunks.count
    while low < high {
      let middle = (low + high) / 2
      if chunks[middle].first + chunks[middle].count > item { high = middle } else { low = middle + 1 }
    }
    guard low < chunks.count, item >= chunks[low].first, let segment = segmentOf[chunks[low].stamp] else {
      return nil
    }
    let rows = store.rows(of: segment)
    let place = item - chunks[low].first
    return rows.indices.contains(place) ? rows[place] : nil
  }

  func item(of id: ByteString, in store: PageStore) -> Int? {
    for chunk in chunks {
      guard let segment = segmentOf[chunk.stamp] else { continue }
      if let place = store.rows(of: segment).firstIndex(where: { $0.id == id }), place < chunk.count {
        return chunk.first + place
      }
    }
    return nil
  }

  /// The items of a line; empty if there is no such line.
  public func items(ofLine number: Int) -> [Int] {
    guard lineRows.indices.contains(number), case .line(let group, let line) = rows[lineRows[number]] else {
      return []
    }
    return groups[group].lines[line]
  }

  public func group(ofLine number: Int) -> ReviewGroup? {
    guard lineRows.indices.contains(number), case .line(let group, _) = rows[lineRows[number]] else {
      return nil
    }
    return groups[group]
  }
}

extension Reviewing {
  /// Texts, those of identical memories once.
  public var lineCount: Int { lineRows.count }

  /// The row of a line.
  public func row(ofLine number: Int) -> Int? { lineRows.indices.contains(number) ? lineRows[number] : nil }

  public func lineCount(before row: Int) -> Int {
    var low = 0
    var high = lineRows.count
    while low < high {
      let middle = (low + high) / 2
      if lineRows[middle] < row { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
