import MemoryModel

/// What to do about it, in the order of the list.
public enum BrowserEffect: Sendable, Hashable {
  /// Request a page. Its events carry the request's number.
  case load(PageRequest, number: Int)
  case cancelLoad
  case loadRecord(id: String, number: Int)
  case cancelRecord, trimMemory
  /// Come back with ``BrowserEvent/searchContinued`` after the keys that wait.
  case continueSearch
  /// Come back with ``BrowserEvent/watchIsDue(_:)``, once; an earlier one is no longer wanted.
  case scheduleWatch(seconds: Double, number: Int)
  case cancelWatch
  /// Hand the filter's JSON to the user's editor.
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
  case quit(ExitReason)
}

public enum ExitReason: Sendable, Hashable {
  case asked, interrupted
}

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
  /// What the process takes now, in bytes (its RSS): the estimate of the pages does not know of holes in the heap.
  case measured(residentBytes: Int)
  case filterEdited(String)
  /// The profile's state was read; comes once, soon after the start.
  case remembered(Remembered)
  case kept(RememberedChange)
  /// It is not, and this program forgets it when it ends.
  case notKept(RememberedChange, Notice.NotKept)
  case copied(Copying.Part, CopyOutcome)
  case exportReported(CallReport)
  case exportProgressed(ExportProgress)
  case exportEnded(ExportOutcome)
  case noticed(Notice.Fact)
  case searchContinued
  case watchIsDue(Int)
}

/// What a person can do, whatever key does it. The meaning of a command depends on the ``Place``.
public enum BrowserCommand: Sendable, Hashable {
  case moveDown, moveUp, halfPageDown, halfPageUp, pageDown, pageUp, goFirst, goLast
  /// By the wheel: rows of a list, lines of a text, upwards if negative.
  case scroll(by: Int)
  /// By a click: the row, field or line with this number, counted from 0.
  case select(Int)
  case selectCell(row: Int, FormRow.Cell)
  case open
  /// Esc: undoes one thing, and in the bare list nothing.
  case back
  /// `q`: like ``back``, and in the bare list it quits.
  case backOrQuit
  case interrupt
  /// The pane with this number on its tab, counted from 1.
  case showPane(Int)
  case nextPane, previousPane, cyclePreview, scrollPreviewDown, scrollPreviewUp, toggleTimes
  /// `/`, and Ctrl-N through pages that are not loaded yet.
  case search, searchFurther
  case nextMatch, previousMatch, sortByNextColumn, reverseOrder, serverOrder, watch, refresh, changeUser
  case nextMemory, previousMemory, showRaw

  case showHelp, showNotices, showPalette, openExport
  /// Of the values of a row: `→` and `←`.
  case chooseNext, choosePrevious
  case startCopy
  case copy(Copying.Part)
  /// The memory's text in `$PAGER`; its JSON, to read, in `$EDITOR`.
  case openPager, openEditor
  case showSources, suspend, redraw
  case openFilter, clearFilter, addField, showValues, showOverview, nextCell, previousCell
  case addRow, removeRow, flipJunction, toggleCondition, saveFilter, loadFilter, editJSON, restoreForm, accept
  /// Tab where something is completed: takes what is selected into the line.
  case complete
  /// To the other of two kinds: a user's id, an agent's id.
  case flip
  case insert(String)
  case deleteBackward, deleteForward, deleteWord, clearText, caretLeft, caretRight, caretHome, caretEnd
}
