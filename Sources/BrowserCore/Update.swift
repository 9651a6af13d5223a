import MemoryModel

/// Where the keys go.
public enum Place: Sendable, Hashable, CaseIterable {
  case list
  case memory
  case raw
  /// A cell of the filter form in which text is typed.
  case form
  /// The operator of a row in the filter form.
  case formOperation
  case formName
  case formChoice
  case facets
  case overview
  /// Conditions to choose from.
  case conditions
  case sources
  case help
  case notices
  case prompt
  case search
  case palette
  case question
  /// A row of the export form in which one chooses, and the one in which the file's name is typed.
  case export
  case exportFile
  /// What is to be copied is asked.
  case copy

  /// Every printable key is text here, Space and `-` and `q` included.
  public var takesText: Bool {
    switch self {
    case .prompt, .search, .palette, .form, .formName, .exportFile: true
    default: false
    }
  }

  /// A printable key that is bound to nothing chooses here: `>` the operator.
  public var choosesByTyping: Bool { self == .formOperation }
}

extension BrowserState {
  /// The one way in which anything changes.
  /// - Returns: what is to be done, in order.
  public mutating func update(_ event: BrowserEvent, _ context: UpdateContext) -> [BrowserEffect] {
    let now = context.now
    let measure = context.measure
    var effects: [BrowserEffect]
    switch event {
    case .started:
      effects = start(now: now)
    case .command(let command):
      notice = nil
      restoredPages = []
      watch?.lastKey = now
      effects = perform(command, measure: measure, now: now)
      noteRefusedText(after: command, now: now)
      wentToLast = command == .goLast && place == .list
    case .resized:
      effects = []
    case .ticked:
      spinner += 1
      loading?.ticks += 1
      recordRequest?.ticks += 1
      effects = []
    case .reported(let report, let number):
      reported(report, number: number)
      effects = []
    case .pageArrived(let page, let number):
      effects = arrived(page, number: number, now: now)
      // The form may have been opened before anything was here. What is selected stays.
      if form?.completion.selection == nil { refreshCompletion() }
      recountFacets()
    case .pageFailed(let error, let number):
      effects = failed(error, number: number, now: now)
    case .recordArrived(let record, let number):
      recordArrived(record, number: number)
      effects = []
    case .recordFailed(let error, let number):
      recordFailed(error, number: number)
      effects = []
    case .measured(let bytes):
      residentBytes = bytes
      effects = []
    case .filterEdited(let text):
      filterEdited(text, now: now)
      effects = []
    case .remembered(let remembered):
      recalled(remembered)
      effects = []
    case .copied(let part, let outcome):
      note(.copied(part, outcome), at: now)
      effects = []
    case .exportReported(let report):
      exportReported(report)
      effects = []
    case .exportProgressed(let progress):
      exporting?.progress = progress
      effects = []
    case .exportEnded(let outcome):
      exportEnded(outcome, now: now)
      effects = []
    case .noticed(let fact):
      note(fact, at: now)
      effects = []
    case .kept(let change):
      kept(change, now: now)
      effects = []
    case .notKept(let change, let reason):
      notKept(change, reason, now: now)
      effects = []
    case .searchContinued:
      isSearchScheduled = false
      effects = []
    case .watchIsDue(let number):
      effects = watchIsDue(number, now: now)
    }
    followRows()
    effects += continueLoadingRest(now: now)
    effects += goOnSearching(now: now)
    effects += goOnWatching()
    settle(measure)
    let rows = measure(self).sizes.listRows
    if let page = arrivedPage {
      effects += dropDistantPages(keeping: page, rows: rows)
      followRows()
      settle(measure)
    }
    arrivedPage = nil
    effects += loadWhatIsSeen(rows: rows)
    return effects
  }

  mutating func perform(
    _ command: BrowserCommand, measure: Measure, now: Timestamp
  ) -> [BrowserEffect] {
    switch command {
    case .interrupt: return [.cancelLoad, .cancelRecord, .quit(.interrupted)]
    case .suspend: return [.suspend]
    case .redraw: return [.redraw]
    case .showHelp:
      covered = overlay
      overlay = .help(for: place, top: 0)
      return []
    case .showNotices:
      covered = overlay
      overlay = .notices(top: 0)
      return []
    case .startCopy:
      overlay = .copy
      return []
    case .showPalette:
      overlay = .palette(CommandPalette(place: place))
      return []
    default: break
    }
    switch place {
    case .list: return performInList(command, measure: measure, now: now)
    case .memory: return performInMemory(command, measure: measure, now: now)
    case .raw: return performInRaw(command, measure: measure)
    case .sources: return performInSources(command, measure: measure, now: now)
    case .help, .notices: return performInPopup(command, measure: measure)
    case .prompt: return performInPrompt(command, now: now)
    case .search: return performInSearch(command, now: now)
    case .palette: return performInPalette(command, measure: measure, now: now)
    case .question: return performInQuestion(command, now: now)
    case .form, .formOperation: return performInForm(command, now: now)
    case .formName, .formChoice: return performInFormPanel(command, measure: measure, now: now)
    case .facets: return performInFacets(command, measure: measure, now: now)
    case .overview: return performInOverview(command, measure: measure, now: now)
    case .conditions:
      performInConditions(command, measure: measure, now: now)
      return []
    case .export, .exportFile: return performInExport(command)
    case .copy: return performInCopy(command, now: now)
    }
  }

  mutating func note(_ fact: Notice.Fact, at time: Timestamp) {
    let noted = Notice(fact, at: time)
    notice = noted
    notices.append(noted)
    if notices.count > Notice.most { notices.removeFirst(notices.count - Notice.most) }
  }

  /// Keeps every cursor and every first line where something is to be seen.
  private mutating func settle(_ measure: Measure) {
    let listRows = measure(self).sizes.listRows
    panes[category, default: Pane()].settle(count: rows.count, rows: listRows)
    // Those that are not shown, too: a refresh may have left them fewer rows.
    for other in panes.keys where other != category {
      panes[other]?.settle(count: store[other].count, rows: listRows)
    }
    if previewTop > 0 {
      let viewport = measure(self)
      let limit = previewTop + viewport.sizes.previewLines
      previewTop = max(0, min(previewTop, viewport.previewLineCount(limit) - viewport.sizes.previewLines))
    }
    settleText(measure)
    settlePalette(measure)
  }
}
