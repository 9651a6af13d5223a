import MemoryModel

extension BrowserState {
  /// Whether a command of the list would change nothing and say nothing: an empty pane has no row to open or to sort.
  public func meansNothing(_ command: BrowserCommand) -> Bool {
    if command == .flip { return otherSubject == nil }
    guard rows.count == 0, !isBusy, !showsOldRows else { return false }
    let canLoad = subject != nil && loading.canLoadMore(of: category)
    let movementLoads = canLoad && list.narrowing == nil
    switch command {
    case .moveDown: return droppableConditions.isEmpty && !movementLoads
    case .moveUp, .open: return droppableConditions.isEmpty
    case .halfPageDown, .pageDown: return !movementLoads
    case .goLast: return !canLoad
    case .halfPageUp, .pageUp, .goFirst, .addField, .showSources, .sortByNextColumn, .serverOrder,
      .cyclePreview, .scrollPreviewDown, .scrollPreviewUp:
      return true
    // Rows that arrive later may match.
    case .narrow: return store[category].count == 0 && !canLoad && list.narrowing == nil
    default: return false
    }
  }
}

extension BrowserCommand {
  func listOutcomes(_ state: BrowserState, _ context: UpdateContext) -> [Outcome] {
    let distance = distance(rows: context.sizes.listRows, count: state.rows.count) ?? 0
    let droppable = state.droppableConditions
    switch self {
    case .moveDown where !droppable.isEmpty:
      return [.selectDroppable(min(state.filter.droppable + 1, droppable.count - 1))]
    case .moveUp where !droppable.isEmpty: return [.selectDroppable(max(0, state.filter.droppable - 1))]
    case .moveDown, .moveUp: return [.move(by: distance)]
    case .halfPageDown, .halfPageUp, .pageDown, .pageUp, .goFirst, .scroll:
      return [.move(by: distance, scrolling: true)]
    case .goLast: return [.goToEnd]
    case .select(let row) where !droppable.isEmpty:
      return [.selectDroppable(max(0, min(row, droppable.count - 1)))]
    case .select(let row): return [.move(by: row - state.pane.cursor)]
    case .open: return droppable.isEmpty ? [.openMemory] : state.dropCondition()
    case .addField: return offerFields(state)
    case .showValues: return [.open(ValuesState(state))]
    case .showOverview: return [.open(OverviewState(state))]
    case .showReview: return [.open(ReviewState(state))]
    case .openExport: return [state.export.active == nil ? .open(state.export.form) : .note(.exportUnderWay)]
    case .compareUsers: return [state.subject == nil ? .askForSubject : .askForOtherUser]
    case .cyclePreview: return [.cyclePreview]
    case .scrollPreviewDown: return [.scrollPreview(by: 1)]
    case .scrollPreviewUp: return [.scrollPreview(by: -1)]
    case .backOrQuit: return [.effect(.cancelLoad), .effect(.quit(.asked))]
    case .back:
      let hasWork = state.isBusy || state.loading.goal != nil || state.showsOldRows
      return [hasWork ? .cancel : state.search.active == nil ? .showAllRows : .endSearch]
    case .search: return [.open(SearchPrompt(state))]
    case .nextMatch: return [.stepToMatch(by: 1)]
    case .previousMatch: return [.stepToMatch(by: -1)]
    case .searchFurther: return [.searchFurther]
    case .narrow:
      if state.list.narrowing != nil { return [.showAllRows] }
      return [state.search.pattern.map { .narrow(.text($0)) } ?? .open(NarrowPrompt())]
    case .sortByNextColumn:
      return [.sort(RowOrder.next(after: state.list.orders[state.category], of: state.category))]
    case .reverseOrder:
      return [state.list.orders[state.category].map { .sort($0.reversed) } ?? .note(.nothingSorted)]
    case .sortBy(let column):
      guard let column else { return [.note(.columnNotSorted)] }
      return [.sort(RowOrder.clicked(column, before: state.list.orders[state.category]))]
    case .serverOrder: return [.sort(nil)]
    case .flip: return state.otherSubject.map { [.show($0)] } ?? []
    default: return browsingOutcomes(state)
    }
  }

  func browsingOutcomes(_ state: BrowserState) -> [Outcome] {
    let count = state.categories.count
    let pane = state.categories.firstIndex(of: state.category) ?? 0
    switch self {
    case .showPane(let number):
      return [number <= count ? .showPane(number - 1) : .note(.noPane(number))]
    case .nextPane: return [.showPane((pane + 1) % count)]
    case .previousPane: return [.showPane((pane + count - 1) % count)]
    case .toggleTimes: return [.toggleTimes]
    case .refresh: return [.refresh]
    case .watch: return [.toggleWatch]
    case .openFilter: return [.openForm()]
    case .editCondition(let index): return [.openFormAt(condition: index)]
    case .showSubject(let subject): return [.show(subject)]
    case .clearFilter: return [.clearFilter]
    case .changeUser: return [.askForSubject]
    case .showSources: return [.openSources]
    default: return []
    }
  }

  private func offerFields(_ state: BrowserState) -> [Outcome] {
    guard let memory = state.selectedMemory else { return [] }
    var offered: [FilterCondition] = []
    for field in memory.fields where offered.count < Facet.mostTags {
      offered += field.conditions(for: state.options)
    }
    offered = Array(offered.prefix(Facet.mostTags))
    return [offered.isEmpty ? .note(.nothingFilterable) : .open(ConditionChoice(conditions: offered))]
  }

  /// The cursor is about to be somewhere else: a pending jump to a match would take it away again.
  var movesCursor: Bool {
    [.moveDown, .moveUp, .halfPageDown, .halfPageUp, .pageDown, .pageUp, .goFirst, .goLast].contains(self)
  }
}
