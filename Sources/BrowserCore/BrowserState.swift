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
  var unwantedRestore: RestorePlace?
  /// Dropped pages that were asked for since the last key: each once.
  var restoredPages: Set<Int> = []
  /// The page that arrived with this event.
  var arrivedPage: Int?
  /// Of the last request; answers to older ones are dropped.
  var requestNumber = 0
  /// HTTP requests that were sent: they cost quota.
  public internal(set) var calls = 0
  /// Of the last answer, good or not.
  public internal(set) var milliseconds: Int?

  /// Lists of names that no contract has, of which a notice told already.
  var announcedLists: Set<String> = []
  /// What the service reported beyond what it returned, as far as a notice told of it.
  var announcedShortfalls: Set<Shortfall> = []

  /// The active filter, for all panes; nil without conditions.
  public internal(set) var filter: AppliedFilter?
  var filterBefore: FilterBefore?
  /// What `F` cleared last.
  var clearedFilter: MemoryFilter?
  /// Fields of the filter, not documented, that the next rows are looked through for.
  var fieldsToFind: [FilterField] = []
  /// Rows that contradict the filter, by the index of the condition.
  var contradictions: [Int: Int] = [:]
  /// Of the conditions that an empty answer offers to drop, the one under the cursor.
  public internal(set) var droppable = 0
  public internal(set) var form: FilterForm?
  /// The form as it was left without being applied.
  public internal(set) var draft: FilterForm?
  /// The form as it was applied last, with what was switched off in it.
  var appliedForm: FilterForm?

  public internal(set) var category = MemoryCategory.factual
  public internal(set) var panes: [MemoryCategory: Pane] = [:]
  public internal(set) var preview = PreviewPlacement.below
  /// The first line of the preview that is shown.
  public internal(set) var previewTop = 0
  /// `t`: turns relative times absolute, and absolute ones relative.
  public internal(set) var swapsTimes = false

  /// Panes in another order than the service's.
  public internal(set) var orders: [MemoryCategory: RowOrder] = [:]
  public internal(set) var search: Search?
  public internal(set) var searchPrompt: SearchPrompt?
  public internal(set) var searchingOn: SearchingOn?
  public internal(set) var watch: Watch?
  public internal(set) var watchMarks = WatchMarks()

  public internal(set) var reading: Reading?
  public internal(set) var sources: SourcesView?
  public internal(set) var overlay: Overlay?
  /// What the help or the notices were opened on top of.
  var covered: Overlay?
  /// The lines of the facets while they are open: sorting all values at each key would be felt.
  public internal(set) var facetRows: [FacetRow] = []

  /// Recent users, named filters and used values of the profile.
  public internal(set) var remembered = Remembered()
  var hasRecalled = false
  var changesBeforeRecall: [RememberedChange] = []

  /// The export that is under way.
  public internal(set) var exporting: Exporting?

  public internal(set) var notices: [Notice] = []
  /// Stands in the last line until the next key.
  public internal(set) var notice: Notice?
  /// Counts while something is under way.
  public internal(set) var spinner = 0
  /// As measured last, less what was dropped since.
  var residentBytes = 0
  /// That times lie in the future is said once.
  var hasNotedTimes = false
  /// The rest of the rows is searched after the keys that wait.
  var isSearchScheduled = false
  /// `G` was the last key: a second one loads the rest.
  var wentToLast = false

  public init(subject: Subject?, options: BrowserOptions) {
    self.subject = subject
    self.options = options
    counter = PageCounter(pageSize: options.pageSize)
  }
}

/// What does not change while the program runs.
public struct BrowserOptions: Sendable {
  /// Entries per category and page, 1…50.
  public var pageSize: Int
  /// In which words filters are sent, and whether there are agents.
  public var dialect: Dialect
  /// Bytes that the process may take before pages far from the cursor are dropped.
  public var memoryLimit: Int
  /// Seconds between two readings of page 1 while it is watched.
  public var watchInterval: Double
  /// Watches from the start: `--watch 5s`.
  public var startsWatching: Bool
  /// The profile, or where the memories come from: stands behind the user in the first line.
  public var source: String
  /// What the program starts with.
  public var filter: MemoryFilter?
  /// Seconds east of UTC at a moment: dates in filters are local.
  public var zoneOffset: @Sendable (Timestamp) -> Int
  /// Of times in records that name no zone, and of the dates that a self-hosted server is sent.
  public var serverZone: ServerZone

  var serverZoneOffset: @Sendable (Timestamp) -> Int {
    { [serverZone] time in serverZone.offsetSeconds(at: time) }
  }

  public init(
    pageSize: Int = 50, dialect: Dialect = .cloud, memoryLimit: Int = 256 << 20, watchInterval: Double = 30,
    startsWatching: Bool = false, source: String, filter: MemoryFilter? = nil,
    zoneOffset: @escaping @Sendable (Timestamp) -> Int = { _ in 0 }, serverZone: ServerZone = .utc
  ) {
    self.pageSize = pageSize
    self.dialect = dialect
    self.memoryLimit = memoryLimit
    self.watchInterval = watchInterval
    self.startsWatching = startsWatching
    self.source = source
    self.filter = filter
    self.zoneOffset = zoneOffset
    self.serverZone = serverZone
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
    case .facets: .facets
    case .overview: .overview
    case .conditions: .conditions
    case .export(let form): form.row == .file ? .exportFile : .export
    case nil where form != nil: formPlace
    case .copy: .copy
    case nil where sources != nil: .sources
    case nil where searchPrompt != nil: .search
    case nil:
      if let reading { reading.rawTop == nil ? .memory : .raw } else { .list }
    }
  }

  private var formPlace: Place {
    switch form?.panel {
    case .naming: .formName
    case .choosing: .formChoice
    case nil: form?.cell == .operation ? .formOperation : .form
    }
  }

  /// Asking again for a watch is nobody's wait.
  public var isBusy: Bool {
    loading != nil && loading?.purpose != .watch || recordRequest != nil || exporting != nil
  }

  /// The panes that have a tab, in its order.
  public var categories: [MemoryCategory] {
    MemoryCategory.allCases.filter { $0.isAlwaysShown || store[$0].count > 0 }
  }

  public var rows: OrderedRows { ordered(category) }
  public var pane: Pane { panes[category] ?? Pane() }
  public var selectedMemory: Memory? { rows.memory(at: pane.cursor) }

  /// The last question that was to bring rows of it failed.
  public func hasFailed(_ category: MemoryCategory) -> Bool {
    switch failure?.purpose {
    case .next: !counter.hasEnded(category)
    case .replace, .refilter, .restore: true
    case .watch, nil: false
    }
  }

  public func isLoading(_ category: MemoryCategory) -> Bool {
    switch loading?.purpose {
    case .next: !counter.hasEnded(category)
    case .replace, .refilter: true
    case .restore: category == self.category
    case .watch, nil: false
    }
  }
}
