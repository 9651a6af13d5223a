import MemoryModel

/// The rows of one category, page after page. A page that was dropped from memory keeps its place and its count.
public struct CategoryRows: Sendable {
  struct Segment: Sendable {
    let page: Int
    let start: Int
    var count: Int
    /// `nil` once dropped.
    var rows: [Memory]?
  }

  private(set) var segments: [Segment] = []
  public private(set) var count = 0

  /// `nil` beyond the end, and where the page was dropped.
  public func memory(at index: Int) -> Memory? {
    guard let position = position(of: index) else { return nil }
    return segments[position].rows?[index - segments[position].start]
  }

  /// The page that brought a row.
  public func page(of index: Int) -> Int? {
    position(of: index).map { segments[$0].page }
  }

  public func index(of id: String) -> Int? {
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
  }

  /// Puts a dropped page back. What the service moved meanwhile may not fit its old place: rows that stand in a
  /// page near by are left out, and places that stay empty are closed.
  mutating func restore(_ received: [Memory], page: Int) {
    guard let position = segments.firstIndex(where: { $0.page == page && $0.rows == nil }) else { return }
    let near = segments[max(0, position - 2)...min(segments.count - 1, position + 2)]
    let known = Set(near.flatMap { $0.rows ?? [] }.map(\.id))
    let rows = received.filter { !known.contains($0.id) }
    segments[position].rows = rows
    segments[position].count = rows.count
    var start = segments[position].start
    for later in position..<segments.count {
      let segment = segments[later]
      segments[later] = Segment(
        page: segment.page, start: start, count: segment.count, rows: segment.rows)
      start += segment.count
    }
    count = start
    segments.removeAll { $0.count == 0 }
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
