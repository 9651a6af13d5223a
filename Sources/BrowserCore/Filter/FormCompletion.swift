import MemoryModel

extension FilterForm {
  /// Behind the caret, dim: what → takes.
  public enum Suggestion: Sendable, Hashable {
    /// What follows the typed text: `ld` of `gold` behind `go`.
    case rest(String)
    /// What replaces it: `info.tier` for `tier`.
    case replacement(String)
  }

  public var suggestion: Suggestion? {
    guard let typed = suggestedLine?.text, let text = suggestedText else { return nil }
    guard let rest = text.rest(after: typed), !rest.isEmpty else { return .replacement(text) }
    return .rest(rest)
  }

  /// The line of the cell, where something may be suggested: with the caret at its end, and not for a quoted value.
  private var suggestedLine: EditedLine? {
    guard raw == nil, panel == nil, cell != .operation, completion.selection == nil else { return nil }
    let line = cell == .field ? focused.field : focused.value
    let isQuoted = cell == .value && line.text.first == "\""
    return line.isAtEnd && !line.text.isEmpty && !isQuoted ? line : nil
  }

  /// The first completion that begins with the typed text, else the first one.
  private var suggestedText: String? {
    guard let typed = suggestedLine?.text else { return nil }
    let matches = completion.matches.prefix(Self.mostSuggested)
    guard let found = (matches.first { $0.text.rest(after: typed) != nil } ?? matches.first)?.text else {
      return nil
    }
    return ByteString.isSame(found, typed) ? nil : found
  }

  private static let mostSuggested = 200

  mutating func takeSuggestion() -> Bool {
    guard let text = suggestedText else { return false }
    edit { $0 = EditedLine(text) }
    return true
  }

  /// Enter takes the selected completion, and the cursor stays; Tab takes it and moves on.
  mutating func takeCompletion() -> Bool {
    guard let selected = completion.selected else { return false }
    edit { $0 = EditedLine(selected.text) }
    return true
  }

  /// A name that no loaded memory has stops Tab once for each text.
  mutating func stopAtUnseenField(_ state: BrowserState) -> Outcome? {
    let text = focused.field.text
    guard cell == .field, focused.acceptedField.map({ !ByteString.isSame($0.text, text) }) ?? true,
      let field = try? FilterField(cell: text, in: dialect), state.isUnseen(field)
    else { return nil }
    rows[row].acceptedField = ByteString(text)
    let offered = completion.matches.prefix(Self.mostOffered).map(\.text)
    return .note(.fieldUnseen(field.name, offered: offered))
  }

  private static let mostOffered = 3

  /// Offers values of loaded memories, the most frequent first, then values used lately.
  mutating func refreshCompletion(_ state: BrowserState) {
    guard raw == nil else { return }
    let candidates: [CompletionList.Candidate] =
      switch cell {
      case .field: state.fieldCandidates
      case .value: state.valueCandidates(of: focused)
      case .operation: []
      }
    let listing = cell == .field ? state.listedFields(candidates) : candidates
    completion = CompletionList(candidates, whenEmpty: listing, typed: typedText)
  }
}

extension String {
  /// What follows a beginning, whatever the case of its letters; nil for another beginning.
  fileprivate func rest(after beginning: String) -> String? {
    let length = beginning.count
    let head = String(prefix(length))
    guard FuzzyMatch.folded(head, limit: .max) == FuzzyMatch.folded(beginning, limit: .max) else {
      return nil
    }
    return String(dropFirst(length))
  }
}

extension BrowserState {
  /// Fields that loaded memories have, the most frequent first, then those that the service documents.
  fileprivate var fieldCandidates: [CompletionList.Candidate] {
    let seen = store.facets.names
    let candidates = seen.map { name in
      CompletionList.Candidate(FilterField(name).cellText, count: store.facets.fields[ByteString(name)]?.rows)
    }
    let names = Set(seen.map { ByteString($0) })
    let documented = FilterField.documented(in: options.dialect).filter { !names.contains(ByteString($0)) }
    let earlier = earlierFacets.names.filter { !names.contains(ByteString($0)) && !documented.contains($0) }
    return candidates
      + documented.map { CompletionList.Candidate($0, count: memories(withTime: $0)) }
      + earlier.map { CompletionList.Candidate(FilterField($0).cellText) }
  }

  /// While nothing is typed: the documented fields first, in their order.
  fileprivate func listedFields(_ candidates: [CompletionList.Candidate]) -> [CompletionList.Candidate] {
    let documented = FilterField.documented(in: options.dialect)
    let places = Dictionary(documented.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
    let listed = documented.compactMap { name in candidates.first { $0.text == name } }
    return listed + candidates.filter { places[$0.text] == nil }
  }

  private func memories(withTime name: String) -> Int? {
    switch RecordField(name: name) {
    case .createTime: store.overview.created.memories
    case .updateTime: store.overview.updated.memories
    default: nil
    }
  }

  /// What was seen of this user without the active filter, or with another one.
  fileprivate var earlierFacets: FacetIndex { filter.restrictsRows ? list.earlier : FacetIndex() }

  fileprivate func valueCandidates(of row: FormRow) -> [CompletionList.Candidate] {
    let field = row.filterField
    let lately = (history.remembered.values[ByteString(field.countedName)] ?? []).map(\.text)
    guard field.kind != .time else {
      let dates = ["today", "yesterday", "7d", "30d", "12w"]
        .map { row.operation == .between ? $0 + "..today" : $0 }
      return dates.map { CompletionList.Candidate($0) }
        + usedLately(lately, besides: Set(dates.map { ByteString($0) }))
    }
    var candidates = store.facets.writtenValues(of: field.countedName).map {
      CompletionList.Candidate($0.text, count: $0.count)
    }
    let earlier = earlierFacets.writtenValues(of: field.countedName)
    guard !earlier.isEmpty || !lately.isEmpty else { return candidates }
    var known = Set(candidates.map { ByteString($0.text) })
    for (_, _, text) in earlier {
      if known.insert(ByteString(text)).inserted { candidates.append(CompletionList.Candidate(text)) }
    }
    return candidates + usedLately(lately, besides: known)
  }

  private func usedLately(_ values: [String], besides known: Set<ByteString>) -> [CompletionList.Candidate] {
    values.filter { !known.contains(ByteString($0)) }.map {
      CompletionList.Candidate($0, origin: .usedLately)
    }
  }

  /// False where that is not certain, such as while rows are still being read.
  fileprivate func isUnseen(_ field: FilterField) -> Bool {
    guard store.facets.rows > 0, !FilterField.documented(in: options.dialect).contains(field.name),
      earlierFacets.fields[ByteString(field.countedName)] == nil
    else { return false }
    guard field.isInInfo else {
      // A self-hosted server also compares fields of the record.
      return options.dialect == .cloud || field.known == nil
    }
    return store.facets.fields[ByteString(field.name)] == nil
      && counting.isLoaded(field, in: options.dialect) == false
  }
}
