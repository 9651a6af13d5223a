import MemoryModel

/// What to do about it, in the order of the list.
public enum BrowserEffect: Sendable, Hashable {
  /// Ask for a page. Whatever comes of it carries the question's number.
  case load(PageRequest, question: Int)
  /// Close the connection of the question that is under way.
  case cancelLoad
  /// Ask for one memory in full.
  case loadRecord(id: String, question: Int)
  case cancelRecord
  /// Pages were dropped: give the freed memory back to the system.
  case trimMemory
  /// Come back with ``BrowserEvent/searchContinued`` after the keys that wait.
  case continueSearch
  /// Come back with ``BrowserEvent/watchIsDue(_:)``, once; an earlier one is no longer wanted.
  case scheduleWatch(seconds: Double, number: Int)
  case cancelWatch
  /// Hand the filter's JSON to the user's editor.
  case editFilter(String)
  /// Read what is remembered of earlier days; it comes as ``BrowserEvent/remembered(_:)``.
  case recall
  /// Write down a change of what is remembered.
  case remember(RememberedChange)
  case copy(Copying)
  /// Lend the terminal to `$PAGER` with this text, which is not clean yet.
  case openPager(String)
  /// Lend the terminal to `$EDITOR` with a copy of this JSON, only to be read.
  case openEditor(String)
  /// Write memories to a file, beside all else. What comes of it is told as ``BrowserEvent/exportEnded(_:)``.
  case export(ExportOrder)
  /// Stop it; nothing of the file stays.
  case cancelExport
  case suspend
  case redraw
  case quit(ExitReason)
}

public enum ExitReason: Sendable, Hashable {
  case asked
  case interrupted
}
