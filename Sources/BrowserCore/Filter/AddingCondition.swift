import MemoryModel

extension BrowserState {
  /// `+` in a memory: the field under the cursor. A list of tags offers each of them.
  mutating func addFieldUnderCursor(now: Timestamp) {
    guard let reading, reading.fields.indices.contains(reading.cursor) else { return }
    let field = reading.fields[reading.cursor]
    let conditions = self.conditions(for: field)
    if conditions.count > 1 {
      overlay = .conditions(conditions, selected: 0)
    } else if let condition = conditions.first {
      addToForm(condition, now: now)
    } else if let text = field.filterField(in: options.dialect), text.kind == .text {
      note(.valueNotText(text.name), at: now)
    } else {
      note(.fieldNotFilterable(field.name), at: now)
    }
  }

  /// `+` in the list: the fields of the selected memory are offered first.
  mutating func offerFields(now: Timestamp) {
    guard let memory = selectedMemory else { return }
    var offered: [FilterCondition] = []
    for field in memory.fields where offered.count < Facet.mostTags { offered += conditions(for: field) }
    offered = Array(offered.prefix(Facet.mostTags))
    if offered.isEmpty {
      note(.nothingFilterable, at: now)
    } else {
      overlay = .conditions(offered, selected: 0)
    }
  }

  mutating func performInConditions(_ command: BrowserCommand, measure: Measure, now: Timestamp) {
    guard case .conditions(let offered, let selected) = overlay else { return }
    switch command {
    case .back, .backOrQuit: overlay = nil
    case .accept:
      overlay = nil
      addToForm(offered[selected], now: now)
    default:
      let target = moved(selected, by: command, rows: measure(self).sizes.textLines, count: offered.count)
      overlay = .conditions(offered, selected: target)
    }
  }

  /// Where a cursor in a list of choices goes.
  func moved(_ selected: Int, by command: BrowserCommand, rows: Int, count: Int) -> Int {
    let step: Int
    switch command {
    case .moveDown: step = 1
    case .moveUp: step = -1
    case .scroll(let rows): step = rows
    case .select(let row): step = row - selected
    case .halfPageDown: step = max(1, rows / 2)
    case .halfPageUp: step = -max(1, rows / 2)
    case .pageDown: step = rows
    case .pageUp: step = -rows
    case .goFirst: step = -count
    case .goLast: step = count
    default: step = 0
    }
    return max(0, min(selected + step, count - 1))
  }

  private mutating func addToForm(_ condition: FilterCondition, now: Timestamp) {
    openForm()
    guard form?.raw == nil else {
      note(.formIsRaw, at: now)
      return
    }
    form?.append(condition)
    refreshCompletion()
  }

  private func conditions(for field: MemoryField) -> [FilterCondition] {
    switch field.known?.kind {
    case .tags:
      guard case .array(let tags) = field.value else { return [] }
      var conditions: [FilterCondition] = []
      for case .string(let text) in tags.prefix(Facet.mostTags) where !text.isEmpty {
        if let condition = try? FilterCondition(FilterField(.tags), .contains, .string(text)) {
          conditions.append(condition)
        }
      }
      return conditions
    case .time where FilterField(field.name).kind == .time:
      guard let time = Timestamp(field.value, zone: options.serverZone) else { return [] }
      let day = CivilDate(at: time, offsetSeconds: options.zoneOffset(time))
      return [try? FilterCondition(FilterField(field.name), .greaterOrEqual, .date(.day(day)))].compactMap(
        \.self)
    default:
      guard let name = field.filterField(in: options.dialect), let value = FilterValue(field.value) else {
        return []
      }
      // What is compared as a string would not match a number.
      if name.kind == .text, !value.isString { return [] }
      return [try? FilterCondition(name, .equal, value, in: options.dialect)].compactMap(\.self)
    }
  }
}

extension MemoryField {
  /// What a filter asks for it by: `scene` for `info.scene`, nil for what no filter compares for equality.
  fileprivate func filterField(in dialect: Dialect) -> FilterField? {
    let field = FilterField(name)
    if field.isInInfo { return FilterField.ofInfo(key: field.infoKey) }
    return known?.isSuggested(in: dialect) == true ? field : nil
  }
}

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
    let known = FilterField.documented(in: options.dialect)
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
