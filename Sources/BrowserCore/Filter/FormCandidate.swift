import MemoryModel

/// A line of the list under a cell: what was seen in loaded memories, with its count, then what was used lately.
public struct FormCandidate: Sendable, Hashable {
  /// What stands in the cell once it is taken.
  public var text: String
  /// Memories that have it; nil for what no loaded memory has.
  public var count: Int?

  public static let most = 50
}

extension BrowserState {
  /// For the cell under the cursor, by what is typed there.
  public var formCandidates: [FormCandidate] {
    guard let form, form.raw == nil, form.panel == nil else { return [] }
    switch form.cell {
    case .field: return matching(form.focused.field.text.trimmed, fieldCandidates)
    case .value:
      let typed = form.focused.value.text.drop { $0 == "\"" }
      return matching(String(typed).trimmed, valueCandidates(of: form.focused))
    case .operation: return []
    }
  }

  private var fieldCandidates: [FormCandidate] {
    let seen = store.facets.names.map { FormCandidate(text: $0, count: store.facets.fields[$0]?.rows) }
    let names = Set(seen.map(\.text))
    return seen + FilterField.known.filter { !names.contains($0) }.map { FormCandidate(text: $0, count: nil) }
  }

  private func valueCandidates(of row: FormRow) -> [FormCandidate] {
    let field = row.filterField
    guard field.kind != .time else {
      let dates = ["today", "yesterday", "7d", "30d", "12w"]
      return dates.map { FormCandidate(text: row.operation == .between ? $0 + "..today" : $0, count: nil) }
    }
    let seen = store.facets.values(of: facetName(of: field)).map { value, count in
      FormCandidate(text: value.cellText(in: field), count: count)
    }
    return seen
  }

  /// `tier` typed without a dot is counted as `info.tier`.
  private func facetName(of field: FilterField) -> String {
    FilterField.known.contains(field.name) ? field.name : FilterField.ofInfo(key: field.infoKey).name
  }

  private func matching(_ typed: String, _ candidates: [FormCandidate]) -> [FormCandidate] {
    let wanted = typed.lowercased()
    guard !wanted.isEmpty else { return Array(candidates.prefix(FormCandidate.most)) }
    return Array(candidates.lazy.filter { $0.text.lowercased().contains(wanted) }.prefix(FormCandidate.most))
  }
}
