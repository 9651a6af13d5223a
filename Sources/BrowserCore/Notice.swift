import MemoryModel

public struct Notice: Sendable, Hashable {
  public enum Fact: Sendable, Hashable {
    case pageFailed(ServiceError, page: Int)
    case loadingCancelled
    /// A newer record of the open memory arrived and is shown, or the memory no longer exists.
    case openMemoryChanged, openMemoryGone
    case refreshed(rows: Int, ChangeCounts = ChangeCounts(), selectedChanged: Bool = false)
    case everythingLoaded(MemoryCategory, rows: Int)
    case declinedMore(MemoryCategory)
    /// Of all panes, for values and overview.
    case everythingCounted(rows: Int)
    case declinedEverything, declinedComparison
    case unknownList(name: String, rows: Int)
    case returnedFewer([Shortfall])
    /// By its id.
    case recordNotLoaded(id: String, ServiceError)
    /// The open memory was opened by its id: no row is above or below it.
    case outsidePanes
    case outsideOfComparison
    case nothingSearched, noMatch, searchWentToTop, searchWentToBottom
    /// In an open memory or another text.
    case noMatchInside, onlyMatch, furtherOnlyInList
    case declinedFurtherSearch(MemoryCategory)
    case searchEnded(SearchEnd)
    /// In panes other than the one on the screen.
    case matchesElsewhere([RowCount])
    case nothingSorted
    case watchStarted(seconds: Double)
    case watchStopped
    case watchStoppedUnattended(minutes: Int)
    case watchBrought(ChangeCounts)
    /// All of page 1 was new: rows between it and what is here may be missing.
    case watchMissed
    case watchFailed(ServiceError, seconds: Double)
    /// The condition as typed (if it was typed) and as sent; `rows` of one page contradict it.
    case conditionIgnored(FilterCondition?, sent: JSONValue, rows: Int)
    /// Times without a zone lie in the future by the answer's clock, read in this zone.
    case timesInFuture(zone: String)
    case noFilterToClear
    /// In place of another filter of that name, which was lost.
    case filterSaved(String, replaced: Bool = false)
    case filterNotSaved(String, NotKept)
    case filterDeleted(String)
    case filterNotDeleted(String, NotKept)
    /// An input line takes no more than ``EditedLine/longest``; so many bytes were to be added.
    case textTooLong(bytes: Int)
    case keyMeansNothing(String)
    /// The same of a command of the palette.
    case commandMeansNothing
    /// Ctrl-S in a form without conditions, and Enter without a name for the filter.
    case nothingToSave, nameMissing
    /// The preview was moved or switched off in a window that shows none.
    case noRoomForPreview, previewOff
    /// There is no tab with this number.
    case noPane(Int)
    case keptFilterUnreadable
    case filterFault(FilterFault)
    case filterTextFault(FilterTextReader.Failure)
    case filterWarning(FilterWarning)
    case editedFilterFault(MemoryFilter.JSONFault, line: Int?)
    /// The rows of the form cannot show it.
    case filterIsRaw
    case formIsRaw
    /// Loaded memories may have an info key of this name, which the service can filter by.
    case fieldNotFilterable(String, isInfoKey: Bool = false)
    /// Tab was pressed on a field name that no loaded memory has; completions that it may have been meant as.
    case fieldUnseen(String, offered: [String])
    /// What was typed on the operator cell, or nothing for ↓ where there is only one operator.
    case noSuchOperator(String, FilterField)
    /// The field is compared as a string, and its value in this memory is not one.
    case valueNotText(String)
    case nothingFilterable
    /// A list, an object, a long text: seen in the values.
    case valueNotFilterable(String)
    /// `s` in the overview, in another list than that of the tools.
    case onlyToolsSorted
    case columnNotSorted
    case alreadyFiltered(FilterCondition)
    case unknownTerminal(String, instead: String)
    case copied(Copying.Part, CopyOutcome)
    /// Without the loaded rows whose pages were dropped from memory.
    case exported(ExportOutcome, path: String, without: Int = 0)
    case exportCancelled(rows: Int, path: String)
    case exportUnderWay, nothingToCopy, nothingToExport
    /// In the raw record, below ``JSONLayout/deepestLevel``.
    case deepLevelsOnOneLine
    case childFailed(command: String, ChildFault)
    /// It ended before anybody could read or edit anything, as an editor with a window of its own does.
    case editorReturnedAtOnce(command: String, Edited)
    case keysDropped(Int)
    case stateNotWritten(StateFault, path: String)
    /// The file cannot be read; `keptAs` is where it was moved to, if it was.
    case stateBroken(path: String, keptAs: String?)
  }

  /// Shown once, and not listed with the others: it is about a key, not about the memories.
  public var isPassing: Bool {
    switch fact {
    case .keyMeansNothing, .commandMeansNothing, .noPane, .nothingToSave, .nameMissing, .noRoomForPreview,
      .previewOff:
      true
    default: false
    }
  }

  public enum StateFault: Sendable, Hashable {
    /// Another memtui holds the lock.
    case busy
    /// The system's message: `Permission denied`.
    case system(String)
  }

  public enum NotKept: Sendable, Hashable {
    case fault(StateFault, path: String)
    /// `--no-state`
    case switchedOff
    case noFolder
    case full(most: Int)
  }

  public enum Edited: Sendable, Hashable {
    /// A copy of a memory, which stays until memtui ends.
    case memory
    case filter(isChanged: Bool)
  }

  public enum ChildFault: Sendable, Hashable {
    /// No temporary file could be created; `reason` is the system's message.
    case noTemporaryFile(folder: String, reason: String)
    /// It could not be started; the system's message.
    case system(String)
    /// It ended well, but its file can no longer be read; the system's message.
    case leftNothing(String)
    case exited(Int32)
    case signalled(Int32)
  }

  public var fact: Fact
  public var time: Timestamp
}

public struct NoticeLog: Sendable {
  public private(set) var all: [Notice] = []
  public private(set) var current: Notice?

  private static let most = 500

  mutating func add(_ fact: Notice.Fact, at time: Timestamp) {
    let notice = Notice(fact: fact, time: time)
    current = notice
    guard !notice.isPassing else { return }
    all.append(notice)
    if all.count > Self.most { all.removeFirst(all.count - Self.most) }
  }

  mutating func hideCurrent() { current = nil }
}
