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

extension BrowserState {
  /// Fields and their values, the most frequent first.
  public var facetRows: [FacetRow] {
    let index = store.facets
    return index.names.flatMap { name -> [FacetRow] in
      let values = index.values(of: name)
      let left = values.count - FacetRow.mostValues
      return [.field(name, rows: index.fields[name]?.rows ?? 0)]
        + values.prefix(FacetRow.mostValues).map {
          .value(Facet(field: name, value: $0.value), count: $0.count)
        }
        + (left > 0 ? [.more(left)] : [])
    }
  }

  mutating func performInFacets(
    _ command: BrowserCommand, viewport: Viewport, now: Timestamp
  ) -> [BrowserEffect] {
    guard case .facets(let selected) = overlay else { return [] }
    let rows = facetRows
    switch command {
    case .back, .backOrQuit, .showFacets: overlay = nil
    case .accept:
      guard rows.indices.contains(selected), case .value(let facet, _) = rows[selected] else { return [] }
      overlay = nil
      return addAndApply(facet, now: now)
    default:
      var target = moved(selected, by: command, rows: viewport.textLines, count: rows.count)
      // Headings are passed over.
      let step = target < selected ? -1 : 1
      while rows.indices.contains(target), !rows[target].isValue { target += step }
      if !rows.indices.contains(target) { target = rows.firstIndex(where: \.isValue) ?? 0 }
      overlay = .facets(selected: target)
    }
    return []
  }

  mutating func showFacets() {
    overlay = .facets(selected: facetRows.firstIndex(where: \.isValue) ?? 0)
  }

  private mutating func addAndApply(_ facet: Facet, now: Timestamp) -> [BrowserEffect] {
    let field = FilterField(facet.field)
    guard let condition = try? FilterCondition(field, field.standardOperation, facet.value) else { return [] }
    switch filter?.filter {
    case .raw:
      note(.formIsRaw, at: now)
      return []
    case .list(let list) where list.conditions.contains(condition):
      note(.alreadyFiltered(condition), at: now)
      return []
    case .list(let list):
      guard let more = try? ConditionList(list.junction, list.conditions + [condition]) else { return [] }
      return apply(.list(more), now: now)
    case nil:
      guard let only = try? ConditionList(.all, [condition]) else { return [] }
      return apply(.list(only), now: now)
    }
  }
}

extension FacetRow {
  var isValue: Bool {
    if case .value = self { true } else { false }
  }
}
