import MemoryModel

public enum BrowserEffect: Sendable, Hashable {
  /// Request a page. Its events carry the request's number.
  case load(PageRequest, number: Int)
  case cancelLoad
  case loadRecord(id: String, number: Int)
  case cancelRecord
  /// Give the memory of dropped pages back to the system.
  case trimMemory
  /// Come back with ``BrowserEvent/searchContinued`` after the keys that wait.
  case continueSearch
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
  /// What the process takes now, in bytes (its RSS): the estimate of the pages does not know of holes in the heap.
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
  case noticed(Notice.Fact)
  case searchContinued
  case watchIsDue(Int)
}
