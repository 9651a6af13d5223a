import MemoryModel

/// The one question that is under way.
public struct Loading: Sendable, Hashable {
  public enum Purpose: Sendable, Hashable {
    /// The page after the last.
    case next
    /// Page 1, which replaces everything when it is here.
    case replace
    /// Page 1 of another filter, which replaces everything when it is here.
    case refilter
    /// A page that was dropped from memory.
    case restore
    /// Page 1 once more, to see what is new.
    case watch
  }

  public struct Retry: Sendable, Hashable {
    public var error: ServiceError
    public var seconds: Double
    public var attempt: Int
    public var of: Int
  }

  public let request: PageRequest
  public let purpose: Purpose
  public let question: Int
  /// Ticks that it took so far. Short work shows no spinner: it would cost bytes and tell nothing.
  public var ticks = 0
  /// Set while it waits to ask again.
  public var retry: Retry?
}

/// What the list showed when Esc ended the loading of a dropped page.
struct RestorePlace: Sendable, Hashable {
  var category: MemoryCategory
  var top: Int
}

/// A page that did not come. Only `r` asks for it again.
public struct PageFailure: Sendable, Hashable {
  public var request: PageRequest
  public var purpose: Loading.Purpose
  public var error: ServiceError
}

/// `G` `G`: loads page after page until a pane has ended.
public struct LoadingRest: Sendable, Hashable {
  public let category: MemoryCategory
  public var calls = 0
  public var mayGoOn = false

  /// Beyond this many calls it asks first.
  public static let callsWithoutAsking = 20
}
