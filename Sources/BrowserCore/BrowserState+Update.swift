import MemoryModel

extension BrowserState {
  /// The one way in which anything changes.
  /// - Parameters:
  ///   - viewport: the sizes of the screen for this state.
  ///   - now: the time, for notices.
  /// - Returns: what is to be done, in order.
  public mutating func update(
    _ event: BrowserEvent, viewport: Viewport, now: Timestamp
  ) -> [BrowserEffect] {
    var effects: [BrowserEffect]
    switch event {
    case .started:
      effects = start(now: now)
    case .command(let command):
      notice = nil
      watch?.lastKey = now
      effects = perform(command, viewport: viewport, now: now)
      wentToLast = command == .goLast && place == .list
    case .resized:
      effects = []
    case .ticked:
      spinner += 1
      loading?.ticks += 1
      recordQuestion?.ticks += 1
      effects = []
    case .reported(let report, let question):
      reported(report, question: question)
      effects = []
    case .pageArrived(let page, let question):
      effects = arrived(page, question: question, now: now)
      // The form may have been opened before anything was here. What is selected stays.
      if form?.completion.selection == nil { refreshCompletion() }
      recountFacets()
    case .pageFailed(let error, let question):
      effects = failed(error, question: question, now: now)
    case .recordArrived(let record, let question):
      recordArrived(record, question: question)
      effects = []
    case .recordFailed(let error, let question):
      recordFailed(error, question: question)
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
    case .searchContinued:
      isSearchScheduled = false
      effects = []
    case .watchIsDue(let number):
      effects = watchIsDue(number, now: now)
    }
    followRows()
    effects += goOnSearching(now: now)
    effects += goOnWatching()
    settle(viewport)
    effects += loadWhatIsSeen(rows: viewport.listRows)
    return effects
  }

  /// The same for a caller that measures: a banner that comes, or another place for the preview, takes rows from the
  /// list, and the cursor must stay in what is left.
  public mutating func update(
    _ event: BrowserEvent, now: Timestamp, measuring viewport: (BrowserState) -> Viewport
  ) -> [BrowserEffect] {
    let before = viewport(self)
    let effects = update(event, viewport: before, now: now)
    let after = viewport(self)
    guard after.listRows != before.listRows || after.textLines != before.textLines else { return effects }
    return effects + update(.resized, viewport: after, now: now)
  }

  mutating func perform(
    _ command: BrowserCommand, viewport: Viewport, now: Timestamp
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
    case .list: return performInList(command, viewport: viewport, now: now)
    case .memory: return performInMemory(command, viewport: viewport, now: now)
    case .raw: return performInRaw(command, viewport: viewport)
    case .sources: return performInSources(command, viewport: viewport, now: now)
    case .help, .notices: return performInPopup(command, viewport: viewport)
    case .prompt: return performInPrompt(command)
    case .search: return performInSearch(command, now: now)
    case .palette: return performInPalette(command, viewport: viewport, now: now)
    case .question: return performInQuestion(command, now: now)
    case .form, .formOperation: return performInForm(command, now: now)
    case .formName, .formChoice: return performInFormPanel(command, viewport: viewport, now: now)
    case .facets: return performInFacets(command, viewport: viewport, now: now)
    case .overview: return performInOverview(command, viewport: viewport, now: now)
    case .conditions:
      performInConditions(command, viewport: viewport, now: now)
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
  private mutating func settle(_ viewport: Viewport) {
    panes[category, default: Pane()].settle(count: rows.count, rows: viewport.listRows)
    if previewTop > 0 {
      let limit = previewTop + viewport.previewLines
      previewTop = max(0, min(previewTop, viewport.previewLineCount(limit) - viewport.previewLines))
    }
    settleText(viewport)
    settlePalette(viewport)
  }
}
