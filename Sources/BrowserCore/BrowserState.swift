import MemoryModel

/// Everything the program knows. It changes only in `update`.
public struct BrowserState: Sendable {
  public let options: BrowserOptions
  public internal(set) var subject: Subject?

  public internal(set) var store = PageStore()
  public internal(set) var counter: PageCounter
  public internal(set) var loading: Loading?
  public internal(set) var failure: PageFailure?
  public internal(set) var loadingRest: LoadingRest?
  /// The number of the last question; answers to older ones are dropped.
  public internal(set) var question = 0
  /// HTTP requests that were sent: they cost quota.
  public internal(set) var calls = 0
  /// Of the last answer, good or not.
  public internal(set) var milliseconds: Int?

  public internal(set) var category = MemoryCategory.factual
  public internal(set) var panes: [MemoryCategory: Pane] = [:]
  public internal(set) var preview = PreviewPlacement.below
  /// The first line of the preview that is shown.
  public internal(set) var previewTop = 0
  /// `t`: turns relative times absolute, and absolute ones relative.
  public internal(set) var swapsTimes = false

  public internal(set) var reading: Reading?
  public internal(set) var overlay: Overlay?

  public internal(set) var notices: [Notice] = []
  /// Stands in the last line until the next key.
  public internal(set) var notice: Notice?
  /// Counts while something is under way.
  public internal(set) var spinner = 0
  /// As measured last, less what was dropped since.
  var residentBytes = 0
  /// `G` was the last key: a second one loads the rest.
  var wentToLast = false

  public init(subject: Subject?, options: BrowserOptions) {
    self.subject = subject
    self.options = options
    counter = PageCounter(pageSize: options.pageSize)
  }
}

/// What does not change while the program runs.
public struct BrowserOptions: Sendable, Hashable {
  /// Entries per category and page, 1…50.
  public var pageSize: Int
  /// Bytes that the process may take before pages far from the cursor are dropped.
  public var memoryLimit: Int
  /// The profile, or where the memories come from: stands behind the user in the first line.
  public var source: String

  public init(pageSize: Int = 50, memoryLimit: Int = 256 << 20, source: String) {
    self.pageSize = pageSize
    self.memoryLimit = memoryLimit
    self.source = source
  }
}

extension BrowserState {
  public var place: Place {
    switch overlay {
    case .help: .help
    case .notices: .notices
    case .prompt: .prompt
    case .palette: .palette
    case .question: .question
    case nil:
      if let reading { reading.rawTop == nil ? .memory : .raw } else { .list }
    }
  }

  public var isBusy: Bool { loading != nil }

  /// The panes that have a tab, in its order.
  public var categories: [MemoryCategory] {
    MemoryCategory.allCases.filter { $0.isAlwaysShown || store[$0].count > 0 }
  }

  public var rows: CategoryRows { store[category] }
  public var pane: Pane { panes[category] ?? Pane() }
  public var selectedMemory: Memory? { rows.memory(at: pane.cursor) }

  /// The last question that was to bring rows of it failed.
  public func hasFailed(_ category: MemoryCategory) -> Bool {
    switch failure?.purpose {
    case .next: !counter.hasEnded(category)
    case .replace, .restore: true
    case nil: false
    }
  }

  public func isLoading(_ category: MemoryCategory) -> Bool {
    switch loading?.purpose {
    case .next: !counter.hasEnded(category)
    case .replace: true
    case .restore: category == self.category
    case nil: false
    }
  }
}
