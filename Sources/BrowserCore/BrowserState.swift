import MemoryModel

/// Everything the program knows, in parts. It changes only in ``update(_:_:)``.
///
/// Nobody else can write the fields of a part. A part or a screen changes itself and returns ``Outcome``s: what it wants
/// from the outside and from other parts. Only Update.swift and Loading/PageAnswers.swift carry them out.
public struct BrowserState: Sendable {
  public let options: BrowserOptions
  public internal(set) var subject: Subject?
  public internal(set) var list = MemoryList()
  public internal(set) var loading: Loading
  public internal(set) var filter = FilterState()
  public internal(set) var search = SearchState()
  public internal(set) var watch = WatchState()
  public internal(set) var export = ExportState()
  public internal(set) var history = History()
  public internal(set) var notices = NoticeLog()
  public internal(set) var screens = ScreenStack()
  var findings = PageFindings()

  public init(subject: Subject?, options: BrowserOptions) {
    self.subject = subject
    self.options = options
    loading = Loading(pageSize: options.pageSize)
  }
}

/// What is asked of the state most often.
extension BrowserState {
  public var place: Place { screens.top?.place ?? .list }
  public var reading: Reading? { screens.find(Reading.self) }
  public var sources: SourcesView? { screens.find(SourcesView.self) }
  public var form: FilterForm? { screens.find(FilterForm.self) }

  public var store: PageStore { list.store }
  public var category: MemoryCategory { list.category }
  public var categories: [MemoryCategory] { list.categories }
  public var panes: [MemoryCategory: Pane] { list.panes }
  public var pane: Pane { list.pane }
  public var orders: [MemoryCategory: RowOrder] { list.orders }
  public var rows: OrderedRows { list.rows }
  public var selectedMemory: Memory? { list.selectedMemory }

  public var counter: PageCounter { loading.counter }
  public var notice: Notice? { notices.current }
  public var showsOldRows: Bool { filter.showsOldRows }
  public var searchCount: SearchCount? { search.count(in: list) }
  public func isMatch(at place: Int) -> Bool { search.isMatch(rows.row(at: place), in: category) }

  /// Somebody waits for something: not for the watch in the background.
  public var isBusy: Bool { !loading.isWatchOnly || sources?.request != nil || export.active != nil }

  /// The last request that was to bring rows of it failed.
  public func hasFailed(_ category: MemoryCategory) -> Bool {
    switch loading.failure?.purpose {
    case .next: !counter.hasEnded(category)
    case .refresh, .newFilter, .restore: true
    case .watch, nil: false
    }
  }

  public func isLoading(_ category: MemoryCategory) -> Bool {
    switch loading.request?.purpose {
    case .next: !counter.hasEnded(category)
    case .refresh, .newFilter: true
    case .restore: category == self.category
    case .watch, nil: false
    }
  }
}
