import MemoryModel

/// What to export, and where to. It is complete: what happens in the browser meanwhile does not change it.
public struct ExportOrder: Sendable, Hashable {
  public enum Reach: Sendable, Hashable {
    /// The loaded rows: no call.
    case shown
    case loaded
    /// Every page from the first, one call each.
    case everything
  }

  public var subject: Subject
  public var filter: JSONValue?
  /// The filter's conditions as they were typed.
  public var conditions: [FilterCondition] = []
  public var dialect = Dialect.cloud
  public var pageSize: Int
  /// nil for all panes.
  public var category: MemoryCategory?
  public var reach: Reach
  public var format: ExportFormat
  public var path: String
  public var replaces = false

  public var walk: PageWalk { PageWalk(subject: subject, pageSize: pageSize, filter: filter, only: category) }
}

public struct ExportProgress: Sendable, Hashable {
  public var rows: Int
  public var pages: Int
  public var expectedPages: Int?

  public init(rows: Int = 0, pages: Int = 0, expectedPages: Int? = nil) {
    self.rows = rows
    self.pages = pages
    self.expectedPages = expectedPages
  }
}

public struct ExportFindings: Sendable, Hashable {
  public var shortfalls: [Shortfall] = []
  public var unknownLists: [UnknownListCount] = []

  /// The service contradicts itself about a category. `total` alone does not count: its meaning is not documented.
  public var isContradiction: Bool { shortfalls.contains { $0.category != nil } }

  public init() {}
  public init(_ walk: PageWalk) { (shortfalls, unknownLists) = (walk.shortfalls, walk.unknownLists) }
}

public enum ExportOutcome: Sendable, Hashable {
  /// - Parameter path: the full path; nil if it is the order's.
  case written(
    rows: Int, path: String? = nil, changes: ExportChanges = ExportChanges(),
    findings: ExportFindings = ExportFindings())
  /// Nothing was written: the file already exists.
  case fileExists
  case failed(ServiceError)
  /// The system's message: `Permission denied`.
  case notWritten(String)
  /// Rows that can be placed only at the end wait in a temporary file, which could not be created.
  case noTemporaryFile(folder: String, reason: String)
}

public struct Exporting: Sendable, Hashable {
  public let order: ExportOrder
  public fileprivate(set) var progress = ExportProgress()
  /// Loaded rows that were dropped from memory and will be missing in the file.
  public let dropped: Int
  public fileprivate(set) var retry: Loading.Retry?
}

public struct ExportState: Sendable {
  public private(set) var active: Exporting?
  /// An order whose file exists. The question waits until it covers nothing.
  private(set) var unasked: ExportOrder?
  /// The form to open next: as it was left, until its file is written.
  private(set) var form = ExportForm()

  mutating func begin(_ order: ExportOrder, _ list: MemoryList) -> BrowserEffect {
    let dropped = order.reach == .everything ? 0 : list.droppedRows(in: order.category)
    active = Exporting(order: order, dropped: dropped)
    unasked = nil
    return .export(order)
  }

  mutating func reported(_ report: CallReport) {
    guard var active else { return }
    report.change(&active.retry)
    self.active = active
  }

  mutating func progressed(_ progress: ExportProgress) { active?.progress = progress }

  mutating func ended(_ outcome: ExportOutcome) -> [Outcome] {
    guard let ended = active else { return [] }
    active = nil
    if case .written = outcome { form = ExportForm() }
    guard outcome == .fileExists else {
      return [.note(.exported(outcome, path: ended.order.path, without: ended.dropped))]
    }
    unasked = ended.order
    return []
  }

  mutating func keep(_ form: ExportForm) { self.form = form.fromTheTop }

  mutating func takeUnasked() -> ExportOrder? {
    defer { unasked = nil }
    return unasked
  }

  mutating func cancel() -> [Outcome] {
    unasked = nil
    guard let cancelled = active else { return [] }
    active = nil
    let notice = Notice.Fact.exportCancelled(rows: cancelled.progress.rows, path: cancelled.order.path)
    return [.note(notice), .effect(.cancelExport)]
  }
}

extension MemoryList {
  public func memories(for order: ExportOrder) -> [Memory] {
    memories(in: order.category, reach: order.reach)
  }

  /// - Parameter most: of each pane.
  public func memories(
    in category: MemoryCategory?, reach: ExportOrder.Reach, most: Int = .max
  ) -> [Memory] {
    (category.map { [$0] } ?? categories).flatMap { category in
      let rows = reach == .shown ? ordered(category) : OrderedRows(rows: store[category])
      let all = store[category]
      return Array(
        (0..<rows.count).lazy.compactMap { rows.memory(at: $0) }.filter { !all.isGone($0.id) }.prefix(most))
    }
  }

  /// How many rows an export of those that are shown writes; nil where no pane is narrowed.
  public func shownRows(in category: MemoryCategory?) -> Int? {
    let wanted = category.map { [$0] } ?? categories
    guard wanted.contains(where: { narrowings[$0] != nil }) else { return nil }
    return wanted.reduce(0) { $0 + (narrowings[$1]?.count ?? store[$1].presentCount) }
  }

  public func droppedRows(in category: MemoryCategory?) -> Int {
    (category.map { [$0] } ?? categories).reduce(0) { $0 + store[$1].count - store[$1].countInMemory }
  }
}

public struct ExportForm: ScreenHandler {
  public enum Row: Int, Sendable, Hashable, CaseIterable { case panes, reach, format, file }

  public private(set) var row = Row.panes
  public private(set) var allPanes = false
  private var reach = ExportOrder.Reach.loaded
  public private(set) var format = ExportFormat.ndjson
  public private(set) var file = EditedLine("memories.ndjson")
  public private(set) var needsFile = false

  var place: Place { row == .file ? .exportFile : .export }
  var editedLine: EditedLine? { file }

  mutating func perform(_ command: BrowserCommand, _ state: BrowserState, _ context: UpdateContext)
    -> [Outcome]
  {
    needsFile = false
    switch command {
    case .back, .backOrQuit: return [.close]
    case .accept:
      guard let subject = state.subject, !isEmpty(state) else { return [.note(.nothingToExport)] }
      if !file.text.isEmpty { return [.close, .export(order(subject, state), from: self)] }
      needsFile = true
      row = .file
    case .moveDown, .nextCell: row = row.cycled(by: 1)
    case .moveUp, .previousCell: row = row.cycled(by: -1)
    case .select(let number): row = Row(rawValue: number) ?? row
    case .choose(let number, let index): choose(index, in: number, state)
    case .chooseNext: choose(by: 1, state)
    case .choosePrevious: choose(by: -1, state)
    default: file.edit(command)
    }
    return []
  }

  /// A file without a memory might replace one that has some.
  private func isEmpty(_ state: BrowserState) -> Bool {
    switch reach(in: state.list) {
    case .everything: false
    case .loaded: (category(state).map { [$0] } ?? state.categories).allSatisfy { state.store[$0].count == 0 }
    case .shown: state.list.shownRows(in: category(state)) == 0
    }
  }

  public func category(_ state: BrowserState) -> MemoryCategory? { allPanes ? nil : state.category }

  /// The calls that all pages take, as far as it is known: a page more where the end was not reached yet.
  public func calls(_ state: BrowserState) -> (count: Int, isLeast: Bool) {
    let counter = state.counter
    var (most, isLeast) = (1, false)
    for category in category(state).map({ [$0] }) ?? state.categories {
      if let pages = counter.pages(of: category), !counter.hasEnded(category) {
        most = max(most, pages)
      } else if counter.hasEnded(category) {
        most = max(most, state.store[category].count / counter.pageSize + 1)
      } else {
        most = max(most, counter.lastPage + 1)
        isLeast = true
      }
    }
    return (most, isLeast)
  }

  /// The same with the cursor on its first row, so that keys mean the same whenever it opens.
  fileprivate var fromTheTop: ExportForm {
    var form = self
    form.row = .panes
    return form
  }

  private func order(_ subject: Subject, _ state: BrowserState) -> ExportOrder {
    let filter = state.filter.active
    return ExportOrder(
      subject: subject, filter: filter?.sent, conditions: filter?.conditions ?? [],
      dialect: state.options.dialect, pageSize: state.options.pageSize,
      category: category(state), reach: reach(in: state.list), format: format, path: file.text)
  }

  /// What can be chosen: rows that are shown only where not all are.
  public func reaches(in list: MemoryList) -> [ExportOrder.Reach] {
    let isNarrowed = list.shownRows(in: allPanes ? nil : list.category) != nil
    return (isNarrowed ? [.shown] : []) + [.loaded, .everything]
  }

  public func reach(in list: MemoryList) -> ExportOrder.Reach {
    reaches(in: list).contains(reach) ? reach : .loaded
  }

  private mutating func choose(by step: Int, _ state: BrowserState) {
    switch row {
    case .panes: allPanes.toggle()
    case .reach: reach = reaches(in: state.list).cycled(from: reach(in: state.list), by: step)
    case .format: choose(format.cycled(by: step))
    case .file: return
    }
  }

  /// The value with this number in a row.
  private mutating func choose(_ index: Int, in number: Int, _ state: BrowserState) {
    row = Row(rawValue: number) ?? row
    let reaches = reaches(in: state.list)
    switch row {
    case .panes: allPanes = index > 0
    case .reach: if reaches.indices.contains(index) { reach = reaches[index] }
    case .format:
      if ExportFormat.allCases.indices.contains(index) { choose(Array(ExportFormat.allCases)[index]) }
    case .file: break
    }
  }

  /// The file's extension changes too, unless the user typed another one.
  private mutating func choose(_ next: ExportFormat) {
    let ending = "." + format.fileExtension
    if file.text.hasSuffix(ending) {
      file = EditedLine(file.text.dropLast(ending.count) + "." + next.fileExtension)
    }
    format = next
  }
}

extension ExportFormat {
  var fileExtension: String { self == .markdown ? "md" : rawValue }
}
