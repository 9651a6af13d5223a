import MemoryModel

/// Counts what the open form would match among the loaded rows. Rows that are not in the index yet are read in slices, so
/// that no key waits; nothing is done while the form is closed.
public struct FormCounting: Sendable {
  public private(set) var counts: FormCounts?
  private var index: FilterIndex
  /// Of the conditions in the form.
  private var marks: [ExactCondition: RowMarks] = [:]
  private var generation = 0
  private var counted: Query?
  private var bytesBefore = 0
  private var otherValues: [FilterField: [FormCounts.Value]] = [:]
  private var completions = CompletionConditions()
  private var remaining: Remaining?
  private let zone: ServerZone

  /// What one slice may cost, in bytes of records: some milliseconds.
  static let budget = 1 << 19

  /// What is known of the form and the rows. While it stays the same, the counts do.
  struct Query: Hashable {
    fileprivate struct Condition: Hashable {
      let exact: ExactCondition
      let isOn: Bool
    }

    fileprivate var version: PageStore.Version
    fileprivate var conditions: [Condition?]
    fileprivate var junction: ConditionList.Junction
    fileprivate var isOfActiveFilter: Bool
    fileprivate var row: Int
    /// In a value cell: the conditions that the completions would make, from the first one that is counted.
    fileprivate var completions: [ExactCondition?]
    fileprivate var firstCompletion: Int
  }

  init(_ options: BrowserOptions) {
    zone = options.serverZone
    index = FilterIndex(dialect: options.dialect, zone: options.serverZone)
  }

  var bytes: Int { index.bytes }

  /// Whether rows were read since the last call: pages may have to be dropped for it.
  mutating func takeGrowth() -> Bool {
    defer { bytesBefore = index.bytes }
    return index.bytes > bytesBefore
  }

  /// nil while rows are still being read, or if no column holds it.
  func isLoaded(_ field: FilterField, in dialect: Dialect) -> Bool? {
    guard index.isComplete, let code = FieldCode(field, in: dialect) else { return nil }
    return index.has(code)
  }

  /// Called after each event.
  /// - Parameter mayRead: false while keys that wait come before the rest of the rows.
  /// - Returns: whether nothing is left to be read.
  mutating func update(
    _ form: FilterForm?, _ store: PageStore, isOfActiveFilter: Bool, _ target: FilterTarget, mayRead: Bool
  ) -> Bool {
    guard let form, form.raw == nil else {
      if index.isOutdated(store) { index.follow(store) }
      close()
      return true
    }
    index.follow(store)
    let query = Query(form, store, isOfActiveFilter: isOfActiveFilter, target, &completions)
    guard query != counted else { return true }
    var budget = mayRead ? Self.budget : 0
    index.build(store, budget: &budget)
    if generation != index.generation {
      generation = index.generation
      marks = [:]
    }
    mark(query, store, target.dialect, budget: &budget)
    let isComplete = isComplete(query)
    counts = counts(query, form, store, target.dialect)
    counted = isComplete ? query : nil
    return isComplete
  }

  private mutating func close() {
    counts = nil
    counted = nil
    marks = [:]
    otherValues = [:]
    completions = CompletionConditions()
    remaining = nil
  }

  private mutating func mark(_ query: Query, _ store: PageStore, _ dialect: Dialect, budget: inout Int) {
    let conditions = Set(query.conditions.compactMap { $0?.exact })
    marks = marks.filter { conditions.contains($0.key) }
    for condition in conditions {
      // Out of the dictionary, so that the bits are not copied.
      var own = marks.removeValue(forKey: condition) ?? RowMarks()
      if let field = FieldCode(condition.field, in: dialect) {
        index.mark(&own, condition, on: field)
      } else {
        index.read(&own, store, budget: &budget) { $0.matches(condition, in: dialect, zone) }
      }
      marks[condition] = own
    }
  }

  private func isComplete(_ query: Query) -> Bool {
    index.isComplete && marks.values.allSatisfy { index.isComplete($0) }
  }

  private func bits(_ condition: ExactCondition) -> RowBits { marks[condition]?.bits ?? [] }

  private mutating func counts(
    _ query: Query, _ form: FilterForm, _ store: PageStore, _ dialect: Dialect
  ) -> FormCounts {
    var counts = FormCounts(
      rows: query.conditions.map { _ in FormCounts.Row() }, total: nil,
      loaded: index.loadedRows, isOfActiveFilter: query.isOfActiveFilter)
    let isEvaluable = query.conditions.map { $0.map { self.isEvaluable($0.exact.field, dialect) } ?? false }
    guard isComplete(query) else {
      for (row, condition) in query.conditions.enumerated() where condition != nil {
        counts.rows[row].count = .counting
        if condition?.isOn == true { counts.total = .counting }
      }
      counts.left = form.completion.matches.map { _ in nil }
      return counts
    }
    let all = index.all
    for (row, condition) in query.conditions.enumerated() {
      guard let condition else { continue }
      guard isEvaluable[row] else {
        counts.rows[row].count = .unknown
        continue
      }
      var bits = bits(condition.exact)
      bits.keep(all)
      let count = bits.rowCount
      counts.rows[row].count = .exactly(count)
      if count == 0, counts.loaded > 0 {
        counts.rows[row].reason = reason(condition.exact.field, query, among: all, store, dialect)
      }
    }
    let on = query.conditions.indices.filter { query.conditions[$0]?.isOn == true }
    let evaluated = on.filter { isEvaluable[$0] }
    let joined = joined(evaluated.compactMap { query.conditions[$0]?.exact }, query.junction, among: all)
    if !on.isEmpty {
      counts.total =
        evaluated.count == on.count
        ? .exactly(joined.rowCount)
        : query.junction == .all && !evaluated.isEmpty ? .atMost(joined.rowCount) : .unknown
      if !evaluated.isEmpty {
        counts.byPane = index.byPane(joined)
        counts.matches = index.rows(joined, most: FormCounts.mostMatches, in: store)
      }
    }
    if query.junction == .all, !query.isOfActiveFilter, evaluated.count >= 2, joined.rowCount == 0 {
      for row in blocking(evaluated, query, among: all) { counts.rows[row].blocksAll = true }
    }
    counts.left = left(query, form, isEvaluable, among: all, dialect)
    return counts
  }

  /// The cloud does not say whether it compares fields of the record, such as `background`, or only keys of `info`.
  private func isEvaluable(_ field: FilterField, _ dialect: Dialect) -> Bool {
    guard dialect == .cloud, field.kind == .custom, !field.isInInfo, field.known != nil,
      let code = FieldCode(field, in: dialect)
    else { return true }
    return index.has(code)
  }

  private func joined(
    _ conditions: [ExactCondition], _ junction: ConditionList.Junction, among all: RowBits
  ) -> RowBits {
    guard let first = conditions.first else { return all }
    var joined = bits(first)
    for condition in conditions.dropFirst() {
      switch junction {
      case .all: joined.keep(bits(condition))
      case .any: joined.add(bits(condition))
      }
    }
    joined.keep(all)
    return joined
  }

  /// The rows of the form without which at least one memory would match.
  private func blocking(_ rows: [Int], _ query: Query, among all: RowBits) -> [Int] {
    let columns = rows.map { query.conditions[$0].map { bits($0.exact) } ?? [] }
    var isBlocking = rows.map { _ in false }
    var rest = [UInt64](repeating: 0, count: rows.count + 1)
    for word in all.indices where all[word] != 0 {
      rest[rows.count] = all[word]
      for place in columns.indices.reversed() { rest[place] = rest[place + 1] & columns[place][word] }
      var before = all[word]
      for place in columns.indices {
        if before & rest[place + 1] != 0 { isBlocking[place] = true }
        before &= columns[place][word]
      }
    }
    return zip(rows, isBlocking).filter(\.1).map(\.0)
  }

  private mutating func reason(
    _ field: FilterField, _ query: Query, among all: RowBits, _ store: PageStore, _ dialect: Dialect
  ) -> FormCounts.Reason {
    if query.isOfActiveFilter { return .notInActiveFilter }
    guard let code = FieldCode(field, in: dialect) else { return .otherValues(field, []) }
    guard index.has(code) else { return .absentField(field) }
    return .otherValues(field, otherValues(of: field, code, among: all, store))
  }

  static let mostOtherValues = 3

  /// They are the same for each text that is typed.
  private mutating func otherValues(
    of field: FilterField, _ code: FieldCode, among all: RowBits, _ store: PageStore
  ) -> [FormCounts.Value] {
    if counted?.version != store.version { otherValues = [:] }
    if let known = otherValues[field] { return known }
    let values = store.facets.mostFrequent(2 * Self.mostOtherValues, of: field.countedName)
    let counts = index.counts(of: values.compactMap(\.code), on: code, among: all)
    let counted = zip(values, counts).filter { $0.1 > 0 }
      .map { FormCounts.Value(text: $0.0.cellText(in: field), count: $0.1) }
    let others = Array(counted.prefix(Self.mostOtherValues))
    otherValues[field] = others
    return others
  }

  private mutating func left(
    _ query: Query, _ form: FilterForm, _ isEvaluable: [Bool], among all: RowBits, _ dialect: Dialect
  ) -> [Int?] {
    var left: [Int?] = form.completion.matches.map { _ in nil }
    guard !query.completions.isEmpty,
      let field = query.completions.lazy.compactMap({ $0?.field }).first,
      let code = FieldCode(field, in: dialect)
    else { return left }
    let others = query.conditions.indices.filter {
      $0 != query.row && query.conditions[$0]?.isOn == true && isEvaluable[$0]
    }
    let conditions = others.compactMap { query.conditions[$0]?.exact }
    let origin = Remaining.Origin(
      version: query.version, field: code, others: conditions, junction: query.junction)
    var known = remaining ?? Remaining(origin)
    // Released, so that the counts are changed in place.
    remaining = nil
    if known.origin != origin { known = Remaining(origin) }
    if known.among.isEmpty {
      known.among = joined(conditions, query.junction, among: all)
      if query.junction == .any {
        // What the others match is left in any case.
        known.base = others.isEmpty ? 0 : known.among.rowCount
        var rest = all
        if !others.isEmpty { rest.remove(known.among) }
        known.among = rest
      }
    }
    let wanted = query.completions.compactMap { $0?.wanted }.filter { known.counts[$0] == nil }
    if !wanted.isEmpty {
      for (code, count) in zip(wanted, index.counts(of: wanted, on: code, among: known.among)) {
        known.counts[code] = count
      }
    }
    for (offset, condition) in query.completions.enumerated() {
      guard let condition, left.indices.contains(query.firstCompletion + offset) else { continue }
      let equal = condition.wanted.map { known.counts[$0] ?? 0 }
      left[query.firstCompletion + offset] =
        known.base + (equal ?? index.count(condition, on: code, among: known.among))
    }
    remaining = known
    return left
  }

  /// What the other conditions leave, and how many of these rows have each value that was counted: typing in a value cell
  /// does not change it.
  private struct Remaining {
    struct Origin: Hashable {
      let version: PageStore.Version
      let field: FieldCode
      let others: [ExactCondition]
      let junction: ConditionList.Junction
    }

    let origin: Origin
    var among = RowBits()
    /// Rows that are left in any case.
    var base = 0
    var counts: [FilterCode: Int] = [:]

    init(_ origin: Origin) { self.origin = origin }
  }
}

/// The conditions that the completions of a value cell would make. They are kept, because it takes longer to read a
/// hundred texts than to count them.
struct CompletionConditions: Sendable {
  private struct Origin: Hashable {
    let field: ByteString
    let operation: FilterOperation
    let today: CivilDate
  }

  private var origin: Origin?
  private var known: [ByteString: ExactCondition?] = [:]

  mutating func condition(_ text: String, in row: FormRow, for target: FilterTarget) -> ExactCondition? {
    let origin = Origin(field: ByteString(row.field.text), operation: row.operation, today: target.today)
    if self.origin != origin {
      self.origin = origin
      known = [:]
    }
    let text = ByteString(text)
    if let condition = known[text] { return condition }
    let read = try? FilterCondition(field: row.field.text, row.operation, cell: text.text, in: target.dialect)
    let condition = read.map { ExactCondition($0, for: target) }
    known.updateValue(condition, forKey: text)
    return condition
  }
}

extension FormCounting.Query {
  /// Before and after the selected completion: more than a screen shows.
  private static let mostCompletions = 100

  fileprivate init(
    _ form: FilterForm, _ store: PageStore, isOfActiveFilter: Bool, _ target: FilterTarget,
    _ known: inout CompletionConditions
  ) {
    version = store.version
    self.isOfActiveFilter = isOfActiveFilter
    junction = form.junction
    row = form.row
    conditions = form.rows.map { row in
      guard !row.isBlank, let condition = try? row.condition(in: target.dialect),
        form.junction == .all || condition.operation != .between,
        condition.rangeFault(today: target.today) == nil
      else { return nil }
      return Condition(exact: ExactCondition(condition, for: target), isOn: row.isOn)
    }
    completions = []
    firstCompletion = 0
    guard form.cell == .value else { return }
    let matches = form.completion.matches
    firstCompletion = max(0, min(matches.count, (form.completion.selection ?? 0) - Self.mostCompletions / 2))
    let row = form.focused
    completions = matches[firstCompletion...].prefix(Self.mostCompletions).map {
      known.condition($0.text, in: row, for: target)
    }
  }
}

extension FilterValue {
  fileprivate var code: FilterCode? { FilterCode(self) }
}
