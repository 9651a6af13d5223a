import MemoryModel

/// The rows of one category, page after page. A page that was dropped from memory keeps its place and its count.
public struct CategoryRows: Sendable {
  struct Segment: Sendable {
    let page: Int
    var start: Int
    var count: Int
    /// `nil` once dropped.
    var rows: [Memory]?

    var range: Range<Int> { start..<start + count }
  }

  var segments: [Segment] = []
  public internal(set) var count = 0
  /// Since they were last taken.
  var changes: [RowChange] = []

  /// `nil` beyond the end, and where the page was dropped.
  public func memory(at index: Int) -> Memory? {
    guard let position = position(of: index) else { return nil }
    return segments[position].rows?[index - segments[position].start]
  }

  /// Rows whose page is in memory.
  public var countInMemory: Int {
    segments.reduce(0) { $0 + ($1.rows?.count ?? 0) }
  }

  /// The page that brought a row.
  public func page(of index: Int) -> Int? {
    position(of: index).map { segments[$0].page }
  }

  public func index(of id: ByteString) -> Int? {
    for segment in segments {
      if let offset = segment.rows?.firstIndex(where: { $0.id == id }) {
        return segment.start + offset
      }
    }
    return nil
  }

  var lastPage: Int { segments.last?.page ?? 0 }

  mutating func append(_ rows: [Memory], page: Int) {
    guard !rows.isEmpty else { return }
    segments.append(Segment(page: page, start: count, count: rows.count, rows: rows))
    count += rows.count
  }

  mutating func drop(page: Int) {
    guard let position = segments.firstIndex(where: { $0.page == page }) else { return }
    segments[position].rows = nil
    changes.append(.dropped(segments[position].range))
  }

  /// Puts a dropped page back. What the service moved meanwhile may not fit its old place: rows that stand in a
  /// page near by are left out, and places that stay empty are closed.
  mutating func restore(_ received: [Memory], page: Int) {
    guard let position = segments.firstIndex(where: { $0.page == page && $0.rows == nil }) else { return }
    let near = segments[max(0, position - 2)...min(segments.count - 1, position + 2)]
    let known = Set(near.flatMap { $0.rows ?? [] }.map(\.id))
    let rows = received.filter { !known.contains($0.id) }
    let places = segments[position].range
    segments[position].rows = rows
    segments[position].count = rows.count
    renumber()
    let end = places.lowerBound + rows.count
    if end > places.upperBound { changes.append(.inserted(places.upperBound..<end)) }
    if end < places.upperBound { changes.append(.removed(end..<places.upperBound)) }
    changes.append(.replaced(segments[position].range))
    segments.removeAll { $0.count == 0 }
  }

  /// After a segment grew or shrank.
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
