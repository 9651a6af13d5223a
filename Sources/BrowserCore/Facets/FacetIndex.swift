import MemoryModel

/// How often each tag and each `info` value stands in the memories that were loaded, kept up to date row by row.
public struct FacetIndex: Sendable {
  public struct Field: Sendable {
    /// Memories that have the field.
    public fileprivate(set) var rows = 0
    public fileprivate(set) var counts: [FilterValue: Int] = [:]
    /// Memories whose values came after ``FacetIndex/mostValues`` others and are not told apart.
    public fileprivate(set) var others = 0
  }

  public private(set) var fields: [ByteString: Field] = [:]
  /// Memories that were counted, those without any facet included.
  public private(set) var rows = 0
  /// Some memory had more tags than are counted of one, see ``Facet/mostTags``.
  public private(set) var isCut = false

  /// An id in `info` has as many values as there are memories: nobody picks from that many.
  static let mostValues = 5_000
  static let mostFields = 500

  public init() {}

  mutating func add(_ facets: [Facet]) {
    rows += 1
    if facets.count >= Facet.mostTags { isCut = true }
    var previous: ByteString?
    for facet in facets {
      let field = ByteString(facet.field)
      guard fields[field] != nil || fields.count < Self.mostFields else { continue }
      // Tags of one row stand together; the row has the field once.
      fields[field, default: Field()].add(facet.value, isFirst: field != previous)
      previous = field
    }
  }

  /// A record that was counted is replaced by a newer one.
  mutating func remove(_ facets: [Facet]) {
    rows -= 1
    var previous: ByteString?
    for facet in facets {
      let field = ByteString(facet.field)
      fields[field]?.remove(facet.value, isFirst: field != previous)
      if fields[field]?.rows == 0 { fields[field] = nil }
      previous = field
    }
  }

  /// The values of a field, the most frequent first.
  public func values(of field: String) -> [(value: FilterValue, count: Int)] {
    guard let found = fields[ByteString(field)] else { return [] }
    let name = FilterField(field)
    return found.counts.map { (value: $0.key, count: $0.value, text: $0.key.cellText(in: name)) }
      .sorted { ($1.count, $0.text) < ($0.count, $1.text) }
      .map { (value: $0.value, count: $0.count) }
  }

  /// Names of the fields that were seen, the most frequent first.
  public var names: [String] {
    fields.sorted { ($1.value.rows, $0.key) < ($0.value.rows, $1.key) }.map(\.key.text)
  }
}

extension FacetIndex.Field {
  fileprivate mutating func add(_ value: FilterValue, isFirst: Bool) {
    if isFirst { rows += 1 }
    if let count = counts[value] {
      counts[value] = count + 1
    } else if counts.count < FacetIndex.mostValues {
      counts[value] = 1
    } else {
      others += 1
    }
  }

  fileprivate mutating func remove(_ value: FilterValue, isFirst: Bool) {
    if isFirst { rows -= 1 }
    if let count = counts[value] {
      counts[value] = count > 1 ? count - 1 : nil
    } else {
      others = max(0, others - 1)
    }
  }
}
