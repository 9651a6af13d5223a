import MemoryModel

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
