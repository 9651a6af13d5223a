import MemoryModel

extension BrowserState {
  /// What can stand in the cell under the cursor: what was seen in loaded memories, the most frequent first, then what
  /// was used lately.
  mutating func refreshCompletion() {
    guard let form, form.raw == nil else { return }
    let candidates: [CompletionList.Candidate] =
      switch form.cell {
      case .field: fieldCandidates
      case .value: valueCandidates(of: form.focused)
      case .operation: []
      }
    self.form?.completion = CompletionList(candidates, typed: form.typedText)
  }

  private var fieldCandidates: [CompletionList.Candidate] {
    let seen = store.facets.names
    let candidates = seen.map { name in
      CompletionList.Candidate(FilterField(name).cellText, count: store.facets.fields[ByteString(name)]?.rows)
    }
    var known = FilterField.known
    if case .selfHosted = options.dialect { known.append("conversation_id") }
    let names = Set(seen.map { ByteString($0) })
    return candidates + known.filter { !names.contains(ByteString($0)) }.map { CompletionList.Candidate($0) }
  }

  private func valueCandidates(of row: FormRow) -> [CompletionList.Candidate] {
    let field = row.filterField
    let lately = (remembered.values[ByteString(facetName(of: field))] ?? []).map(\.text)
    guard field.kind != .time else {
      let dates = ["today", "yesterday", "7d", "30d", "12w"]
        .map { row.operation == .between ? $0 + "..today" : $0 }
      return dates.map { CompletionList.Candidate($0) }
        + usedLately(lately, besides: Set(dates.map { ByteString($0) }))
    }
    let seen = store.facets.values(of: facetName(of: field)).map { value, count in
      CompletionList.Candidate(value.cellText(in: field), count: count)
    }
    return seen + usedLately(lately, besides: Set(seen.map { ByteString($0.text) }))
  }

  private func usedLately(_ values: [String], besides known: Set<ByteString>) -> [CompletionList.Candidate] {
    values.filter { !known.contains(ByteString($0)) }.map {
      CompletionList.Candidate($0, origin: .usedLately)
    }
  }

  /// `tier` typed without a dot is counted as `info.tier`.
  func facetName(of field: FilterField) -> String {
    field.kind != .custom && !field.isInInfo ? field.name : FilterField.ofInfo(key: field.infoKey).name
  }
}

extension FilterForm {
  /// What a completion is matched with: of `"two wo` the text behind the quote.
  var typedText: String {
    switch cell {
    case .field: focused.filterField.name
    case .operation: ""
    case .value: String(focused.value.text.drop { $0 == "\"" }).trimmed
    }
  }
}
