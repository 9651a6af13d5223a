import MemoryModel

/// The active filter, one for all panes.
public struct AppliedFilter: Sendable, Hashable {
  public let filter: MemoryFilter
  /// As it goes with each page request. Dates are resolved once, so that pages agree.
  public let sent: JSONValue
  /// What each condition that is sent was typed as; empty for a raw filter.
  public let conditions: [FilterCondition]
  /// The day that relative dates were counted from.
  public let today: CivilDate

  /// nil for a filter without conditions: nothing is sent then.
  public init?(_ filter: MemoryFilter, for target: FilterTarget) {
    guard let sent = filter.json(for: target) else { return nil }
    self.filter = filter
    self.sent = sent
    conditions = filter.conditionsSent(for: target)
    today = target.today
  }

  /// To compare by: `==` takes `é` of one and of two scalars for the same, and services need not.
  var sentBytes: [UInt8] { Array(sent.encoded().utf8) }
}

/// What stands on the screen while the first page of another filter is not here.
struct FilterBefore: Sendable, Hashable {
  var filter: AppliedFilter?
  /// The form that it was applied with.
  var form: FilterForm?
}

extension BrowserState {
  /// The rows on the screen belong to another filter: the first page of this one is not here.
  public var showsOldRows: Bool { filterBefore != nil }

  /// Makes a filter the active one and loads its first page. A filter that would send the same sends nothing.
  mutating func apply(_ filter: MemoryFilter?, now: Timestamp) -> [BrowserEffect] {
    let applied = filter.flatMap { AppliedFilter($0, for: options.filterTarget(at: now)) }
    guard applied?.sentBytes != self.filter?.sentBytes else {
      self.filter = applied
      return []
    }
    let told = filter.map { noteWarnings(about: $0, now: now) } ?? []
    fieldsToFind = undocumentedFields(of: filter).filter { !told.contains($0) }
    contradictions = [:]
    droppable = 0
    if let before = filterBefore, before.filter?.sentBytes == applied?.sentBytes {
      // Back to what the rows on the screen are: nothing needs to be asked.
      self.filter = applied
      return stopRefiltering()
    }
    if filterBefore == nil { filterBefore = FilterBefore(filter: self.filter) }
    self.filter = applied
    guard subject != nil else {
      filterBefore = nil
      return []
    }
    failure = nil
    return stopLoading() + returnToList() + cancelExport(now: now) + ask(.refilter)
  }

  /// Esc while the new rows are not here: the filter before, whose rows still stand on the screen.
  mutating func putFilterBack() -> [BrowserEffect] {
    guard let before = filterBefore else { return [] }
    filter = before.filter
    fieldsToFind = []
    appliedForm = before.form
    contradictions = [:]
    return stopRefiltering()
  }

  private mutating func stopRefiltering() -> [BrowserEffect] {
    filterBefore = nil
    failure = nil
    return stopLoading()
  }

  /// `F`: away with it; again: back.
  mutating func clearFilter(now: Timestamp) -> [BrowserEffect] {
    if let current = filter {
      clearedFilter = current.filter
      return apply(nil, now: now)
    }
    guard let cleared = clearedFilter else {
      note(.noFilterToClear, at: now)
      return []
    }
    return apply(cleared, now: now)
  }

  /// The conditions that an empty answer offers to drop.
  public var droppableConditions: [FilterCondition] {
    guard rows.count == 0, counter.lastPage > 0, !showsOldRows, case .list(let list)? = filter?.filter else {
      return []
    }
    return list.conditions
  }

  mutating func dropCondition(now: Timestamp) -> [BrowserEffect] {
    var conditions = droppableConditions
    guard conditions.indices.contains(droppable), case .list(let list)? = filter?.filter else { return [] }
    conditions.remove(at: droppable)
    // Fewer conditions are allowed wherever more were.
    guard let fewer = try? ConditionList(list.junction, conditions) else { return [] }
    return apply(.list(fewer), now: now)
  }

  func undocumentedFields(of filter: MemoryFilter?) -> [FilterField] {
    filter?.undocumentedFields(in: options.dialect) ?? []
  }

  /// What a filter that is about to be sent will not do: of the raw ones, what the service ignores; of names that are
  /// not documented, that no loaded memory has them.
  /// - Returns: names that no loaded memory has.
  @discardableResult mutating func noteWarnings(about filter: MemoryFilter, now: Timestamp) -> Set<
    FilterField
  > {
    for warning in filter.warnings(in: options.dialect) { note(.filterWarning(warning), at: now) }
    guard store.facets.rows > 0 else { return [] }
    let unseen = undocumentedFields(of: filter).filter { isSeen($0) == false }
    for field in unseen { note(.filterWarning(.unseenField(field.name)), at: now) }
    return Set(unseen)
  }

  /// Whether a loaded memory has a field of this name, in `info` or in the record; nil where there are more rows than
  /// can be read while somebody waits. Short values of `info` are counted for all rows.
  private func isSeen(_ field: FilterField) -> Bool? {
    if store.facets.fields[ByteString(FilterField.ofInfo(key: field.name).name)] != nil { return true }
    var isAllRead = true
    for category in MemoryCategory.allCases {
      let rows = store[category]
      if rows.count > Self.mostRowsRead { isAllRead = false }
      for index in 0..<min(rows.count, Self.mostRowsRead) {
        guard let memory = rows.memory(at: index) else {
          isAllRead = false
          continue
        }
        if memory.has(field, in: options.dialect) { return true }
      }
    }
    return isAllRead ? false : nil
  }

  private static let mostRowsRead = 500

  /// Says of the filter's fields that none of the first rows has that came with it. The filter may have been there
  /// before any row, as `--where` is; without rows there is nothing to say.
  mutating func lookForFields(in page: MemoryPage, now: Timestamp) {
    guard !fieldsToFind.isEmpty, page.rows.values.contains(where: { !$0.isEmpty }) else { return }
    let rows = page.rows.values.joined()
    for field in fieldsToFind where !rows.contains(where: { $0.has(field, in: options.dialect) }) {
      note(.filterWarning(.unseenField(field.name)), at: now)
    }
    fieldsToFind = []
  }

  /// Holds the rows of a page against the filter, and says once of each condition that the service seems to ignore it.
  mutating func checkAgainstFilter(_ page: MemoryPage, now: Timestamp) {
    guard let filter, let check = FilterCheck(sent: filter.sent, in: options.dialect) else { return }
    var found: [Int: Int] = [:]
    for row in page.rows.values.joined() {
      for index in check.contradicted(by: row) { found[index, default: 0] += 1 }
    }
    for (index, rows) in found.sorted(by: { $0.key < $1.key }) {
      if contradictions[index] == nil {
        let typed = filter.conditions.indices.contains(index) ? filter.conditions[index] : nil
        note(.conditionIgnored(typed, sent: check.conditions[index], rows: rows), at: now)
      }
      contradictions[index, default: 0] += rows
    }
  }
}

extension BrowserOptions {
  /// What filters are written for at a moment: the day that the local calendar shows, and both clocks.
  public func filterTarget(at now: Timestamp) -> FilterTarget {
    FilterTarget(
      today: CivilDate(at: now, offsetSeconds: zoneOffset(now)), dialect: dialect, zoneOffset: zoneOffset,
      serverZoneOffset: serverZoneOffset)
  }
}
