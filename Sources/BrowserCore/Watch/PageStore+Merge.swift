import MemoryModel

extension PageStore {
  /// Rows that came on top belong to no page of the service, and are not dropped.
  static let topPage = 0

  struct Merge {
    var new: [Memory] = []
    var changed: [Memory] = []
    /// A category had rows, and none of its full page was known.
    var mayMiss = false
  }

  /// Page 1 once more: what was not seen comes on top, what changed changes in its place.
  mutating func merge(_ page: MemoryPage, pageSize: Int, offsetSeconds: (Timestamp) -> Int) -> Merge {
    var merge = Merge()
    for (category, received) in page.rows.sorted(by: { $0.key < $1.key }) {
      var fresh: [Memory] = []
      for (index, memory) in received.enumerated() where seen.insert(memory) {
        fresh.append(memory.detached)
        count(memory, page.facets[category]?[index] ?? [], offsetSeconds: offsetSeconds)
      }
      let known = categories[category]?.count ?? 0
      if fresh.count >= pageSize, known > 0 { merge.mayMiss = true }
      let freshIDs = Set(fresh.map(\.id))
      merge.changed += updateRows(
        of: category, to: received.filter { !freshIDs.contains($0.id) }, offsetSeconds: offsetSeconds)
      if !fresh.isEmpty { categories[category, default: CategoryRows()].putOnTop(fresh) }
      merge.new += fresh
    }
    retainedBytes += merge.new.reduce(0) { $0 + $1.retainedBytes + $1.source.range.count }
    return merge
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
    renumber()
    changes.append(.inserted(0..<rows.count))
  }

  /// - Parameter fromEnd: where to begin: page 1 is mostly found at the top, a row that moved down near the end, so that
  ///   this seldom walks far.
  /// - Returns: those whose bytes are others than before. A record that says it is older than the one that is here
  ///   changes nothing.
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
        changes.append(.replaced(row..<row + 1))
        changed.append((before, memory.detached))
      }
    }
    return changed
  }
}

extension CategoryRows {
  /// Rows that page 1 no longer holds: all that did not come, where it holds everything; else those between two rows that
  /// came right after each other. A row that moved elsewhere tells nothing about the rows around it.
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
