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
  /// An existing file may be replaced.
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
