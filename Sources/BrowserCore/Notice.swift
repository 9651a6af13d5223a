import MemoryModel

/// Something that happened, kept for `!` with its time.
public struct Notice: Sendable, Hashable {
  public enum Fact: Sendable, Hashable {
    case pageFailed(ServiceError, page: Int)
    case loadingCancelled
    case refreshed(rows: Int)
    case everythingLoaded(MemoryCategory, rows: Int)
    case declinedMore(MemoryCategory)
    case nothingSearched
    case noMatch
    case searchWentToTop, searchWentToBottom
    case declinedSearchingOn(MemoryCategory)
    case everythingSearched(MemoryCategory)
    case nothingSorted
    case watchStarted(seconds: Double)
    case watchStopped
    /// No key for that many minutes.
    case watchStoppedUnattended(minutes: Int)
    case watchBrought(new: Int, changed: Int)
    /// All of page 1 was new: rows between it and what is here may be missing.
    case watchMissed
    case watchFailed(ServiceError, seconds: Double)
    /// The terminal's type is not known on this machine; the one used instead.
    case unknownTerminal(String, instead: String)
  }

  public var fact: Fact
  public var time: Timestamp

  public init(_ fact: Fact, at time: Timestamp) {
    self.fact = fact
    self.time = time
  }

  /// The older ones go.
  static let most = 500
}
