import MemoryModel

/// Everything the program knows, in parts. It changes only in ``update(_:_:)``.
/// A part or a screen changes only itself. Update.swift and PageAnswers.swift carry out its ``Outcome``s.
public struct BrowserState: Sendable {
  public let options: BrowserOptions
  public internal(set) var subject: Subject?
  public internal(set) var list = MemoryList()
  public internal(set) var loading: Loading
  public internal(set) var filter = FilterState()
  var counting: FormCounting
  public internal(set) var reviewing = Reviewing()
  public internal(set) var search = SearchState()
  public internal(set) var watch = WatchState()
  public internal(set) var export = ExportState()
  public internal(set) var history = History()
  public internal(set) var notices = NoticeLog()
  public internal(set) var screens = ScreenStack()
  /// The memory that was requested by its id, to be opened outside the panes.
  public internal(set) var lookup: RecordLookup?
  var findings = PageFindings()
  /// The rest of the rows is searched, narrowed and counted after the keys that wait.
  var isSliceScheduled = false

  public init(subject: Subject?, options: BrowserOptions) {
    self.subject = subject
    self.options = options
    loading = Loading(pageSize: options.pageSize)
    counting = FormCounting(options)
  }

  public var place: Place { screens.topHandler?.place ?? .list }
  public var reading: Reading? { screens.find(Reading.self) }
  public var sources: SourcesView? { screens.find(SourcesView.self) }
  public var form: FilterForm? { screens.find(FilterForm.self) }
  /// nil while no form is open, and for a raw filter.
  public var formCounts: FormCounts? { counting.counts }
  public var store: PageStore { list.store }
  public var category: MemoryCategory { list.category }
  public var categories: [MemoryCategory] { list.categories }
  public var pane: Pane { list.pane }
  public var rows: OrderedRows { list.rows }
  public var selectedMemory: Memory? { list.selectedMemory }
  public var counter: PageCounter { loading.counter }
  public var notice: Notice? { notices.current }
  public var showsOldRows: Bool { filter.showsOldRows }
  /// The service no longer returns it, or it no longer matches.
  public func isGone(_ memory: Memory) -> Bool { store[memory.category].isGone(memory.id) }
  /// The record that a marked memory had before it changed; nil for one that did not change.
  public func earlierRecord(of memory: Memory) -> Memory? { watch.marks.earlier[memory] }
  /// Rows have signs in front: new, changed or gone.
  public var hasMarks: Bool {
    !watch.marks.isEmpty || MemoryCategory.allCases.contains { store[$0].hasGoneRows }
  }
  public var searchCount: SearchCount? { search.count(in: list) }
  public func isMatch(at place: Int) -> Bool { search.isMatch(rows.row(at: place), in: category) }

  /// Somebody waits for something: not for the watch in the background.
  public var isBusy: Bool {
    !loading.isWatchOnly || sources?.request != nil || lookup?.request != nil || export.active != nil
      || differences?.isComparing == true
  }

  /// The service knows no memory of this subject: its id may be mistyped.
  public var hasNoMemories: Bool {
    filter.active == nil && counter.everythingHasEnded && categories.allSatisfy { store[$0].count == 0 }
      && loading.failure == nil
  }

  /// The agent with the id of a user without memories, and the other way round.
  public var otherSubject: Subject? {
    guard hasNoMemories, options.dialect.knowsAgents else { return nil }
    return switch subject {
    case .user(let id): .agent(id)
    case .agent(let id): .user(id)
    case .cube, nil: nil
    }
  }

  public func hasFailed(_ category: MemoryCategory) -> Bool {
    switch loading.failure?.purpose {
    case .next: !counter.hasEnded(category)
    case .refresh, .newFilter, .restore: true
    case .watch, .otherUser, nil: false
    }
  }

  public func isLoading(_ category: MemoryCategory) -> Bool {
    switch loading.request?.purpose {
    case .next: !counter.hasEnded(category)
    case .refresh, .newFilter: true
    case .restore: category == self.category
    case .watch, .otherUser, nil: false
    }
  }
}

public struct KnownSubject: Sendable, Hashable {
  public let subject: Subject
  /// `a nurse`
  public let character: String?
  public let memories: Int

  public init(_ subject: Subject, character: String?, memories: Int) {
    self.subject = subject
    self.character = character
    self.memories = memories
  }
}

public struct BrowserOptions: Sendable {
  /// Entries per category and page, 1…50.
  public var pageSize: Int
  public var dialect: Dialect
  /// Bytes that the process may take before pages far from the cursor are dropped.
  public var memoryLimit: Int
  /// Seconds between two readings of page 1 while it is watched.
  public var watchInterval: Double
  /// Watches from the start: `--watch 5s`.
  public var startsWatching: Bool
  /// The profile, or where the memories come from: shown after the user in the first line.
  public var source: String
  public var filter: MemoryFilter?
  /// Seconds east of UTC at a moment: dates in filters are local.
  public var zoneOffset: @Sendable (Timestamp) -> Int
  /// The zone of times in records that name none, and of dates sent to a self-hosted server.
  public var serverZone: ServerZone
  /// Users to offer beside the recent ones: those of the demo.
  public var knownSubjects: [KnownSubject] = []
  /// Of a file name as it was typed: `~/x.csv` is `/home/ann/x.csv`.
  public var fullPath: @Sendable (String) -> String

  var serverZoneOffset: @Sendable (Timestamp) -> Int {
    { [serverZone] time in serverZone.offsetSeconds(at: time) }
  }

  public init(
    pageSize: Int = 50, dialect: Dialect = .cloud, memoryLimit: Int = 256 << 20, watchInterval: Double = 30,
    startsWatching: Bool = false, source: String, filter: MemoryFilter? = nil,
    zoneOffset: @escaping @Sendable (Timestamp) -> Int = { _ in 0 }, serverZone: ServerZone = .utc,
    fullPath: @escaping @Sendable (String) -> String = { $0 }
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
    self.fullPath = fullPath
  }

  /// What filters are written for at a moment: the day that the local calendar shows, and both clocks.
  public func filterTarget(at now: Timestamp) -> FilterTarget {
    FilterTarget(
      today: CivilDate(at: now, offsetSeconds: zoneOffset(now)), dialect: dialect, zoneOffset: zoneOffset,
      serverZoneOffset: serverZoneOffset)
  }
}
