import MemoryModel

/// `w`: asks for page 1 again and again.
public struct Watch: Sendable {
  public let interval: Double
  /// Failures in a row; each doubles the time to the next question.
  public internal(set) var failures = 0
  /// Of the timer that is set; earlier ones are no longer listened to.
  var number = 0
  var lastKey: Timestamp
  var phase = Phase.waiting
  /// A person moved on while page 1 was under way.
  var holdsUpNextPage = false

  enum Phase: Sendable, Hashable {
    case waiting
    /// The time has come, but another question may be under way.
    case due
    case asking
  }

  init(interval: Double, now: Timestamp) {
    self.interval = interval
    lastKey = now
  }

  /// Without a key for this long it stops: calls cost quota, and nobody is looking.
  static let unattendedMinutes = 15
  static let longestWait = 300.0

  var wait: Double {
    var wait = interval
    for _ in 0..<min(failures, 30) where wait < Self.longestWait { wait *= 2 }
    return max(interval, min(wait, Self.longestWait))
  }
}

/// What a watch brought, by id, until the next `w` or refresh.
public struct WatchMarks: Sendable, Hashable {
  public internal(set) var new: Set<ByteString> = []
  public internal(set) var changed: Set<ByteString> = []
  /// No longer there, or no longer matching.
  public internal(set) var gone: Set<ByteString> = []

  public var isEmpty: Bool { new.isEmpty && changed.isEmpty && gone.isEmpty }
}
