import MemoryModel

/// What happened.
public enum BrowserEvent: Sendable {
  /// The screen is up; nothing was asked yet.
  case started
  case command(BrowserCommand)
  case resized
  /// A tenth of a second of work went by; only sent while ``BrowserState/isBusy``.
  case ticked
  case reported(CallReport, question: Int)
  case pageArrived(MemoryPage, question: Int)
  case pageFailed(ServiceError, question: Int)
  case recordArrived(JSONObject, question: Int)
  case recordFailed(ServiceError, question: Int)
  /// What the process takes now, in bytes (its RSS): the estimate of the pages does not know of holes in the heap.
  case measured(residentBytes: Int)
  /// The text that came back from the editor.
  case filterEdited(String)
  /// The profile's state was read; comes once, soon after the start.
  case remembered(Remembered)
  /// A change of what is remembered is in the profile's file.
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
