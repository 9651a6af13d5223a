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

/// A line of the facets.
public enum FacetRow: Sendable, Hashable {
  /// The field, and how many loaded memories have it.
  case field(String, rows: Int)
  case value(Facet, count: Int)
  /// Values that are not listed.
  case more(Int)

  static let mostValues = 50
}

extension FacetIndex {
  /// Fields and their values, the most frequent first.
  var listed: [FacetRow] {
    names.flatMap { name -> [FacetRow] in
      let values = values(of: name)
      let left = values.count - FacetRow.mostValues
      return [.field(name, rows: fields[ByteString(name)]?.rows ?? 0)]
        + values.prefix(FacetRow.mostValues).map {
          .value(Facet(field: name, value: $0.value), count: $0.count)
        }
        + (left > 0 ? [.more(left)] : [])
    }
  }
}

extension BrowserState {

  mutating func performInFacets(
    _ command: BrowserCommand, measure: Measure, now: Timestamp
  ) -> [BrowserEffect] {
    guard case .facets(let selected) = overlay else { return [] }
    let rows = facetRows
    switch command {
    case .back, .backOrQuit, .showFacets: closeFacets()
    case .accept:
      guard rows.indices.contains(selected), case .value(let facet, _) = rows[selected] else { return [] }
      closeFacets()
      return facet.condition.map { addAndApply($0, now: now) } ?? []
    default:
      var target = moved(selected, by: command, rows: measure(self).sizes.textLines, count: rows.count)
      // Headings are passed over.
      let step = target < selected ? -1 : 1
      while rows.indices.contains(target), !rows[target].isValue { target += step }
      if !rows.indices.contains(target) { target = rows.firstIndex(where: \.isValue) ?? 0 }
      overlay = .facets(selected: target)
    }
    return []
  }

  mutating func showFacets() {
    facetRows = store.facets.listed
    overlay = .facets(selected: facetRows.firstIndex(where: \.isValue) ?? 0)
  }

  /// A page came while they are looked at: what is under the cursor stays under it.
  mutating func recountFacets() {
    guard case .facets(let selected) = overlay else { return }
    let before = facetRows.indices.contains(selected) ? facetRows[selected].facet : nil
    facetRows = store.facets.listed
    let kept = before.flatMap { facet in facetRows.firstIndex { $0.facet == facet } }
    overlay = .facets(selected: kept ?? facetRows.firstIndex(where: \.isValue) ?? 0)
  }

  private mutating func closeFacets() {
    overlay = nil
    facetRows = []
  }

  /// Appends it to the active filter, and loads what that finds.
  mutating func addAndApply(_ condition: FilterCondition, now: Timestamp) -> [BrowserEffect] {
    switch filter?.filter {
    case .raw:
      note(.formIsRaw, at: now)
      return []
    case .list(let list) where list.conditions.contains(condition):
      note(.alreadyFiltered(condition), at: now)
      return []
    case .list(let list):
      return apply(list.junction, list.conditions + [condition], now: now)
    case nil:
      return apply(.all, [condition], now: now)
    }
  }

  private mutating func apply(
    _ junction: ConditionList.Junction, _ conditions: [FilterCondition], now: Timestamp
  ) -> [BrowserEffect] {
    do throws(FilterFault) {
      return apply(.list(try ConditionList(junction, conditions)), now: now)
    } catch {
      note(.filterFault(error), at: now)
      return []
    }
  }
}

extension Facet {
  /// What asks for the memories that have it.
  var condition: FilterCondition? {
    let field = FilterField(field)
    return try? FilterCondition(field, field.standardOperation, value)
  }
}

extension FacetRow {
  var isValue: Bool { facet != nil }

  fileprivate var facet: Facet? {
    if case .value(let facet, _) = self { facet } else { nil }
  }
}
