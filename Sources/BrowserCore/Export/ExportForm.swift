import MemoryModel

/// What is to be written where. It says all that a run needs: what is done in the browser meanwhile does not change it.
public struct ExportOrder: Sendable, Hashable {
  public enum Reach: Sendable, Hashable {
    /// What is here already: no call.
    case loaded
    /// Page by page from the first, a call each.
    case everything
  }

  public var subject: Subject
  public var filter: JSONValue?
  /// What each condition of the filter was typed as.
  public var conditions: [FilterCondition]
  /// In whose words the filter is.
  public var dialect: Dialect
  public var pageSize: Int
  /// One pane's, or all of them.
  public var category: MemoryCategory?
  public var reach: Reach
  public var format: ExportFormat
  public var path: String
  /// A file that is there may go.
  public var replaces = false

  public init(
    subject: Subject, filter: JSONValue? = nil, conditions: [FilterCondition] = [], dialect: Dialect = .cloud,
    pageSize: Int,
    category: MemoryCategory?, reach: Reach,
    format: ExportFormat, path: String
  ) {
    self.subject = subject
    self.filter = filter
    self.conditions = conditions
    self.dialect = dialect
    self.pageSize = pageSize
    self.category = category
    self.reach = reach
    self.format = format
    self.path = path
  }

  public var walk: PageWalk { PageWalk(subject: subject, pageSize: pageSize, filter: filter, only: category) }
}

/// What an export has done so far.
public struct Exporting: Sendable, Hashable {
  public var order: ExportOrder
  public var progress = ExportProgress()
  /// Loaded rows that are not in memory any more, and will not be in the file.
  public internal(set) var dropped = 0
  /// Set while it waits to ask again.
  public var retry: Loading.Retry?
}

public struct ExportProgress: Sendable, Hashable {
  public var rows: Int
  public var pages: Int
  /// How many pages the service says there are.
  public var expectedPages: Int?

  public init(rows: Int = 0, pages: Int = 0, expectedPages: Int? = nil) {
    self.rows = rows
    self.pages = pages
    self.expectedPages = expectedPages
  }
}

/// What an export found out about the service, once everything was read.
public struct ExportFindings: Sendable, Hashable {
  public var shortfalls: [Shortfall]
  public var unknownLists: [UnknownListCount]

  /// The service contradicts itself about a category. What `total` counts is not documented: alone it is no fault.
  public var isContradiction: Bool { shortfalls.contains { $0.category != nil } }

  public init(shortfalls: [Shortfall] = [], unknownLists: [UnknownListCount] = []) {
    self.shortfalls = shortfalls
    self.unknownLists = unknownLists
  }

  public init(_ walk: PageWalk) {
    self.init(shortfalls: walk.shortfalls, unknownLists: walk.unknownLists)
  }
}

public enum ExportOutcome: Sendable, Hashable {
  /// - Parameter path: of the file in full, nil where only the order says it.
  case written(
    rows: Int, path: String? = nil, changes: ExportChanges = ExportChanges(),
    findings: ExportFindings = ExportFindings())
  /// Nothing was done: a file of that name is there.
  case fileExists
  case failed(ServiceError)
  /// The system's words: `Permission denied`.
  case notWritten(String)
  /// What can be placed only at the end waits in a temporary file, and none could be written.
  case noTemporaryFile(folder: String, reason: String)
}

/// What `e` asks: which panes, how far, as what, and into which file.
public struct ExportForm: Sendable, Hashable {
  public enum Row: Int, Sendable, Hashable, CaseIterable {
    case panes
    case reach
    case format
    case file
  }

  public internal(set) var row = Row.panes
  public internal(set) var allPanes = false
  public internal(set) var reach = ExportOrder.Reach.loaded
  public internal(set) var format = ExportFormat.ndjson
  public internal(set) var file = EditedLine("memories.ndjson")
  /// Why Enter was not taken.
  public internal(set) var needsFile = false

  mutating func move(by rows: Int) {
    let count = Row.allCases.count
    row = Row(rawValue: (row.rawValue + rows + count) % count) ?? .panes
  }

  mutating func choose(by step: Int) {
    switch row {
    case .panes: allPanes.toggle()
    case .reach: reach = reach == .loaded ? .everything : .loaded
    case .format:
      let all = ExportFormat.allCases
      let index = all.firstIndex(of: format) ?? 0
      choose(all[(index + step + all.count) % all.count])
    case .file: return
    }
  }

  /// The ending of the file's name goes along, unless it is one's own.
  private mutating func choose(_ next: ExportFormat) {
    let ending = "." + format.fileExtension
    if file.text.hasSuffix(ending) {
      file = EditedLine(file.text.dropLast(ending.count) + "." + next.fileExtension)
    }
    format = next
  }
}

extension ExportFormat {
  /// `md` for Markdown.
  public var fileExtension: String { self == .markdown ? "md" : rawValue }
}

extension BrowserState {
  mutating func openExport(now: Timestamp) {
    guard exporting == nil else { return note(.exportUnderWay, at: now) }
    overlay = .export(ExportForm())
  }

  mutating func performInExport(_ command: BrowserCommand) -> [BrowserEffect] {
    guard case .export(var form) = overlay else { return [] }
    form.needsFile = false
    switch command {
    case .back, .backOrQuit:
      overlay = nil
      return []
    case .accept:
      guard !form.file.text.isEmpty, let subject else {
        form.needsFile = true
        form.row = .file
        break
      }
      return begin(
        ExportOrder(
          subject: subject, filter: filter?.sent, conditions: filter?.conditions ?? [],
          dialect: options.dialect, pageSize: options.pageSize,
          category: form.allPanes ? nil : category, reach: form.reach, format: form.format,
          path: form.file.text))
    case .moveDown, .nextCell: form.move(by: 1)
    case .moveUp, .previousCell: form.move(by: -1)
    case .chooseNext: form.choose(by: 1)
    case .choosePrevious: form.choose(by: -1)
    default: form.file.edit(command)
    }
    overlay = .export(form)
    return []
  }

  mutating func begin(_ order: ExportOrder) -> [BrowserEffect] {
    overlay = nil
    var begun = Exporting(order: order)
    if order.reach == .loaded { begun.dropped = droppedRows(in: order.category) }
    exporting = begun
    return [.export(order)]
  }

  /// What an order for the loaded rows means, in the order of the panes. Pages that were dropped from memory are not
  /// among them.
  public func loadedMemories(for order: ExportOrder) -> [Memory] {
    let wanted = order.category.map { [$0] } ?? categories
    return wanted.flatMap { category in
      let rows = store[category]
      return (0..<rows.count).compactMap { rows.memory(at: $0) }
    }
  }

  /// Loaded rows that an order for the loaded ones does not write: their pages were dropped from memory.
  public func droppedRows(in category: MemoryCategory?) -> Int {
    (category.map { [$0] } ?? categories).reduce(0) { $0 + store[$1].count - store[$1].countInMemory }
  }

  mutating func exportReported(_ report: CallReport) {
    switch report {
    case .sent:
      calls += 1
      exporting?.retry = nil
    case .answered(let milliseconds): self.milliseconds = milliseconds
    case .retrying(let error, let seconds, let attempt, let of):
      exporting?.retry = Loading.Retry(error: error, seconds: seconds, attempt: attempt, of: of)
    }
  }

  mutating func exportEnded(_ outcome: ExportOutcome, now: Timestamp) {
    guard let ended = exporting else { return }
    exporting = nil
    if outcome == .fileExists {
      // Where something else was opened meanwhile, it does not go away for a question.
      if overlay == nil { overlay = .question(.replaceFile(ended.order)) }
    } else {
      note(.exported(outcome, path: ended.order.path, without: ended.dropped), at: now)
    }
  }

  mutating func cancelExport(now: Timestamp) -> [BrowserEffect] {
    guard let cancelled = exporting else { return [] }
    exporting = nil
    note(.exportCancelled(rows: cancelled.progress.rows, path: cancelled.order.path), at: now)
    return [.cancelExport]
  }
}
