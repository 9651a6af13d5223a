import MemoryModel

extension FilterForm {
  /// What the cell under the cursor can hold: what was seen in loaded memories, the most frequent first, then what was
  /// used lately.
  mutating func refreshCompletion(_ state: BrowserState) {
    guard raw == nil else { return }
    let candidates: [CompletionList.Candidate] =
      switch cell {
      case .field: state.fieldCandidates
      case .value: state.valueCandidates(of: focused)
      case .operation: []
      }
    completion = CompletionList(candidates, typed: typedText)
  }

  /// What a completion is matched with: of `"two wo` the text after the quote.
  var typedText: String {
    switch cell {
    case .field: focused.filterField.name
    case .operation: ""
    case .value: String(focused.value.text.drop { $0 == "\"" }).trimmed
    }
  }
}

extension BrowserState {
  fileprivate var fieldCandidates: [CompletionList.Candidate] {
    let seen = store.facets.names
    let candidates = seen.map { name in
      CompletionList.Candidate(FilterField(name).cellText, count: store.facets.fields[ByteString(name)]?.rows)
    }
    let known = FilterField.documented(in: options.dialect)
    let names = Set(seen.map { ByteString($0) })
    return candidates + known.filter { !names.contains(ByteString($0)) }.map { CompletionList.Candidate($0) }
  }

  fileprivate func valueCandidates(of row: FormRow) -> [CompletionList.Candidate] {
    let field = row.filterField
    let lately = (history.remembered.values[ByteString(field.countedName)] ?? []).map(\.text)
    guard field.kind != .time else {
      let dates = ["today", "yesterday", "7d", "30d", "12w"]
        .map { row.operation == .between ? $0 + "..today" : $0 }
      return dates.map { CompletionList.Candidate($0) }
        + usedLately(lately, besides: Set(dates.map { ByteString($0) }))
    }
    let seen = store.facets.values(of: field.countedName).map { value, count in
      CompletionList.Candidate(value.cellText(in: field), count: count)
    }
    return seen + usedLately(lately, besides: Set(seen.map { ByteString($0.text) }))
  }

  private func usedLately(_ values: [String], besides known: Set<ByteString>) -> [CompletionList.Candidate] {
    values.filter { !known.contains(ByteString($0)) }.map {
      CompletionList.Candidate($0, origin: .usedLately)
    }
  }

}

extension FilterField {
  /// `tier` typed without a dot is counted as `info.tier`.
  var countedName: String { kind != .custom && !isInInfo ? name : FilterField.ofInfo(key: infoKey).name }
}
