import MemoryModel

public enum BrowserEffect: Sendable, Hashable {
  /// Request a page. Its events carry the request's number.
  case load(PageRequest, number: Int)
  case cancelLoad
  case loadRecord(id: String, number: Int)
  case cancelRecord
  /// Give the memory of dropped pages back to the system.
  case trimMemory
  /// Come back with ``BrowserEvent/readingContinued`` after the keys that wait.
  case continueReading
  /// Come back with ``BrowserEvent/watchIsDue(_:)``, once; an earlier one is no longer wanted.
  case scheduleWatch(seconds: Double, number: Int)
  case cancelWatch
  case editFilter(String)
  /// Read what is remembered of earlier days; it arrives as ``BrowserEvent/remembered(_:)``.
  case recall
  case remember(RememberedChange)
  case copy(Copying)
  /// Lend the terminal to `$PAGER` with this text, which is not clean yet.
  case openPager(String)
  /// Lend the terminal to `$EDITOR` with a copy of this JSON, only to be read.
  case openEditor(String)
  /// Write memories to a file in the background. Ends with ``BrowserEvent/exportEnded(_:)``.
  case export(ExportOrder)
  case cancelExport, suspend, redraw
  /// Compare ``BrowserState/comparedMemories`` in the background. Ends with ``BrowserEvent/usersCompared(_:number:)``.
  case compareUsers(number: Int)
  case quit(ExitReason)
}

public enum ExitReason: Sendable, Hashable { case asked, interrupted }

public enum BrowserEvent: Sendable {
  case started
  case command(BrowserCommand)
  case resized
  /// A tenth of a second of work went by; only sent while ``BrowserState/isBusy``.
  case ticked
  case reported(CallReport, number: Int)
  case pageArrived(MemoryPage, number: Int)
  case pageFailed(ServiceError, number: Int)
  case recordArrived(JSONObject, number: Int)
  case recordFailed(ServiceError, number: Int)
  /// The process's RSS. An estimate from the pages alone would miss the holes in the heap.
  case measured(residentBytes: Int)
  case filterEdited(String)
  /// The profile's state was read; comes once, soon after the start.
  case remembered(Remembered)
  case kept(RememberedChange)
  /// The change is not in the profile's file: this program forgets it when it ends.
  case notKept(RememberedChange, Notice.NotKept)
  case copied(Copying.Part, CopyOutcome)
  case exportReported(CallReport)
  case exportProgressed(ExportProgress)
  case exportEnded(ExportOutcome)
  case usersCompared(UserDifferences, number: Int)
  case noticed(Notice.Fact)
  case readingContinued
  case watchIsDue(Int)
}

/// What a handler asks for beyond its own part: an effect, a notice, or a request to another part. Only
/// ``BrowserState/update(_:_:)`` carries it out.
enum Outcome {
  case effect(BrowserEffect)
  case note(Notice.Fact)
  /// Carries out a command where it would go if its key was pressed now.
  case perform(BrowserCommand)
  case open(any ScreenHandler)
  case close, openMemory
  case openForm(adding: FilterCondition? = nil)
  /// With the cursor on a condition of the active filter.
  case openFormAt(condition: Int)
  /// In its pane, without a call.
  case openMatch(Memory)
  case openSources, askForSubject, askForOtherUser
  /// A memory by its id, whether a pane has it or not.
  case openRecord(id: String)
  /// From a comparison.
  case openCompared(Memory, of: Subject)
  /// The selected difference as one user has it, also in place of that of the other user.
  case showCompared(DiffSide)
  /// Moving down loads the next page when few rows follow.
  case move(by: Int, scrolling: Bool = false)
  case goToEnd
  /// `G` `G` where all panes are counted.
  case loadEverything
  case moveCursor(to: Int)
  /// To the memory above or below; the list's cursor moves too.
  case stepMemory(by: Int)
  case showPane(Int)
  case sort(RowOrder?)
  case cyclePreview, toggleTimes
  case scrollPreview(by: Int)
  case load(Loading.Purpose)
  /// The next page, where few rows follow the cursor.
  case loadAhead
  case refresh
  /// Esc: the loading and its goal (the previous filter returns), else the export.
  case cancel
  case answer(Question, isYes: Bool)
  case search(String, from: SearchPrompt)
  case stepToMatch(by: Int)
  case searchFurther, endSearch
  /// The search at the prompt is kept: says what it found, where that is not on the screen.
  case answerSearch
  case reportNoMatch
  case narrow(NarrowingRule)
  /// In every pane that has a match; the pane with the most is shown.
  case narrowAll(NarrowingRule)
  case showAllRows
  /// Esc at the prompt: the search before, and the cursor where it was.
  case leaveSearch(SearchPrompt)
  case restoreSearch(Search?)
  /// In the screen below a prompt; nil drops the search there.
  case searchInside(SearchPattern?, from: TextAnchor)
  case stepInside(by: Int)
  case apply(MemoryFilter?, form: FilterForm? = nil, isRemembered: Bool = false)
  case add(FilterCondition)
  case clearFilter, toggleWatch
  case selectDroppable(Int)
  case keepDraft(FilterForm?)
  case show(Subject)
  /// With another user.
  case compare(with: Subject)
  case resumeComparison, leaveComparison
  case export(ExportOrder, from: ExportForm)
  case remember(RememberedChange)
}
