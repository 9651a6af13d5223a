import MemoryModel

/// What to do about it, in the order of the list.
public enum BrowserEffect: Sendable, Hashable {
  /// Ask for a page. Whatever comes of it carries the question's number.
  case load(PageRequest, question: Int)
  /// Close the connection of the question that is under way.
  case cancelLoad
  /// Pages were dropped: give the freed memory back to the system.
  case trimMemory
  /// Come back with ``BrowserEvent/searchContinued`` after the keys that wait.
  case continueSearch
  /// Come back with ``BrowserEvent/watchIsDue(_:)``, once; an earlier one is no longer wanted.
  case scheduleWatch(seconds: Double, number: Int)
  case cancelWatch
  case suspend
  case redraw
  case quit(ExitReason)
}

public enum ExitReason: Sendable, Hashable {
  case asked
  case interrupted
}
