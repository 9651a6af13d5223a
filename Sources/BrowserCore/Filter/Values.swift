import MemoryModel

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
      var target = moved(selected, by: command, rows: measure(self).textLines, count: rows.count)
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
