import MemoryModel

public struct AppliedFilter: Sendable, Hashable {
  public let filter: MemoryFilter
  /// As it goes with each page request. Dates are resolved once, so that pages agree.
  public let sent: JSONValue
  /// What each condition that is sent was typed as; empty for a raw filter.
  public let conditions: [FilterCondition]
  public let today: CivilDate

  /// nil for a filter without conditions: nothing is sent then.
  init?(_ filter: MemoryFilter, for target: FilterTarget) {
    guard let sent = filter.json(for: target) else { return nil }
    self.filter = filter
    self.sent = sent
    conditions = filter.conditionsSent(for: target)
    today = target.today
  }

  /// For comparing: `==` equates `é` written as one scalar and as two, which a service may tell apart.
  var sentBytes: [UInt8] { Array(sent.encoded().utf8) }
}

public struct FilterState: Sendable {
  public private(set) var active: AppliedFilter?
  public private(set) var draft: FilterForm?
  /// Of the conditions that an empty answer offers to drop, the one under the cursor.
  public private(set) var droppable = 0
  /// The filter before and its form, until the first page of the new one arrives: the rows belong to it.
  private var before: (filter: AppliedFilter?, form: FilterForm?)?
  private(set) var cleared: MemoryFilter?
  /// The form as it was last applied, with the conditions that are off.
  private var appliedForm: FilterForm?
  /// Fields of the filter, not documented, that no row of the next page may have.
  private var fieldsToFind: [FilterField] = []
  /// Rows that contradict the filter, by the index of the condition.
  private var contradictions: [Int: Int] = [:]

  enum Change { case none, noUser, restored, new }

  public var showsOldRows: Bool { before != nil }
  /// The loaded rows are only the answer to a filter.
  var restrictsRows: Bool { before.map { $0.filter != nil } ?? (active != nil) }

  /// The form of the active filter. Conditions that were switched off stay with the filter they were applied with.
  func form(in dialect: Dialect) -> FilterForm {
    if let applied = appliedForm,
      (try? applied.filter()) == active?.filter || active == nil && applied.isOff
    {
      return applied
    }
    return FilterForm(active?.filter, in: dialect)
  }

  mutating func start(_ applied: AppliedFilter?, fields: [FilterField]) {
    active = applied
    fieldsToFind = fields
  }

  /// Makes a filter the active one. One that would send the same changes nothing, and the one before needs no call.
  mutating func apply(_ applied: AppliedFilter?, form: FilterForm?, fields: [FilterField], hasSubject: Bool)
    -> Change
  {
    let formBefore = appliedForm
    if let form { appliedForm = form }
    let isSame = applied?.sentBytes == active?.sentBytes
    let earlier = active
    active = applied
    if isSame { return .none }
    fieldsToFind = fields
    contradictions = [:]
    droppable = 0
    if let before, before.filter?.sentBytes == applied?.sentBytes {
      self.before = nil
      return .restored
    }
    guard hasSubject else {
      before = nil
      return .noUser
    }
    if before == nil { before = (earlier, formBefore) }
    return .new
  }

  /// Esc before the new rows arrive: back to the filter before.
  mutating func restore() {
    guard let before else { return }
    active = before.filter
    appliedForm = before.form
    self.before = nil
    fieldsToFind = []
    contradictions = [:]
  }

  mutating func keepDraft(_ draft: FilterForm?) { self.draft = draft }
  mutating func select(droppable: Int) { self.droppable = droppable }

  /// `F`: clears the filter; again: restores it.
  mutating func clear() -> Outcome {
    guard let active else { return cleared.map { .apply($0) } ?? .note(.noFilterToClear) }
    cleared = active.filter
    return .apply(nil)
  }

  mutating func reset(fields: [FilterField]) {
    before = nil
    contradictions = [:]
    droppable = 0
    fieldsToFind = fields
  }

  mutating func rowsArrived() { before = nil }

  /// Names the filter's fields that no row of the first page has; an empty page says nothing.
  mutating func lookForFields(in page: MemoryPage, _ dialect: Dialect) -> [Outcome] {
    guard !fieldsToFind.isEmpty, page.rows.values.contains(where: { !$0.isEmpty }) else { return [] }
    let rows = page.rows.values.joined()
    let missing = fieldsToFind.filter { field in !rows.contains { $0.has(field, in: dialect) } }
    fieldsToFind = []
    return missing.map { .note(.filterWarning(.unseenField($0.name))) }
  }

  /// Checks the rows of a page against the filter, and names each condition that the service seems to ignore, once.
  mutating func check(_ page: MemoryPage, _ dialect: Dialect) -> [Outcome] {
    guard let active, let check = FilterCheck(sent: active.sent, in: dialect) else { return [] }
    var found: [Int: Int] = [:]
    for row in page.rows.values.joined() {
      for index in check.contradicted(by: row) { found[index, default: 0] += 1 }
    }
    var outcomes: [Outcome] = []
    for (index, rows) in found.sorted(by: { $0.key < $1.key }) {
      if contradictions[index] == nil {
        let typed = active.conditions.indices.contains(index) ? active.conditions[index] : nil
        outcomes.append(.note(.conditionIgnored(typed, sent: check.conditions[index], rows: rows)))
      }
      contradictions[index, default: 0] += rows
    }
    return outcomes
  }
}

extension MemoryFilter {
  /// What the service ignores of a raw filter, and undocumented names that no loaded memory has.
  func warnings(_ options: BrowserOptions, _ store: PageStore) -> [Outcome] {
    (warnings(in: options.dialect) + unseenFields(options, store).map { .unseenField($0.name) })
      .map { .note(.filterWarning($0)) }
  }

  func fieldsToFind(_ options: BrowserOptions, _ store: PageStore) -> [FilterField] {
    let unseen = unseenFields(options, store)
    return undocumentedFields(in: options.dialect).filter { !unseen.contains($0) }
  }

  private func unseenFields(_ options: BrowserOptions, _ store: PageStore) -> [FilterField] {
    guard store.facets.rows > 0 else { return [] }
    return undocumentedFields(in: options.dialect).filter { store.has($0, in: options.dialect) == false }
  }
}

extension PageStore {
  private static let mostRowsRead = 500

  /// Whether a loaded memory has this field; nil where there are too many rows to read while somebody waits.
  fileprivate func has(_ field: FilterField, in dialect: Dialect) -> Bool? {
    if facets.fields[ByteString(FilterField.ofInfo(key: field.name).name)] != nil { return true }
    var isAllRead = true
    for category in MemoryCategory.allCases {
      let rows = self[category]
      if rows.count > Self.mostRowsRead { isAllRead = false }
      for index in 0..<min(rows.count, Self.mostRowsRead) {
        guard let memory = rows.memory(at: index) else {
          isAllRead = false
          continue
        }
        if memory.has(field, in: dialect) { return true }
      }
    }
    return isAllRead ? false : nil
  }
}

extension BrowserState {
  /// Whether memories of this user were seen with such a key in `info`: then `info.NAME` is worth a try.
  public func hasInfoKey(_ key: String) -> Bool {
    let field = ByteString(FilterField.ofInfo(key: key).name)
    return store.facets.fields[field] != nil || list.earlier.fields[field] != nil
  }

  func notice(of fault: FilterFault) -> Notice.Fact {
    guard case .fieldNotFilterable(let name) = fault else { return .filterFault(fault) }
    return .fieldNotFilterable(name, isInfoKey: hasInfoKey(name))
  }

  public var droppableConditions: [FilterCondition] {
    guard store[category].count == 0, counter.lastPage > 0, !showsOldRows,
      case .list(let list)? = filter.active?.filter
    else { return [] }
    return list.conditions
  }

  func dropCondition() -> [Outcome] {
    var conditions = droppableConditions
    guard conditions.indices.contains(filter.droppable), case .list(let list)? = filter.active?.filter else {
      return []
    }
    conditions.remove(at: filter.droppable)
    // Fewer conditions are allowed wherever more were.
    return (try? ConditionList(list.junction, conditions)).map { [.apply(.list($0))] } ?? []
  }
}
