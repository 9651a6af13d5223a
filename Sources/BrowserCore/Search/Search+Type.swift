import MemoryModel

/// What is searched for, and what was found so far. It looks at what is loaded and asks the service for nothing.
public struct Search: Sendable {
  public let pattern: SearchPattern
  var matches: [MemoryCategory: RowMatches] = [:]
  /// The cursor goes there as soon as it is known where that is.
  var jump: Jump?

  struct Jump: Sendable, Hashable {
    /// The first match at this row or behind it; rows are counted as the service sent them.
    var row: Int
    /// Matches further on, or back.
    var steps: Int
  }

  /// - Parameter earlier: what was searched for before: while one types on, only its matches have to be looked at.
  init(_ pattern: SearchPattern, after earlier: Search?) {
    self.pattern = pattern
    if let earlier, pattern.narrows(earlier.pattern) {
      matches = earlier.matches.mapValues { $0.narrowed() }
    }
  }

  mutating func forgetRows() {
    matches = [:]
    jump = nil
  }
}

/// `/`: the line being typed, and what Esc goes back to.
public struct SearchPrompt: Sendable {
  public internal(set) var line = EditedLine()
  /// Where the cursor stood, counted as the service sent the rows.
  var row: Int
  let top: Int
  /// The search that was kept before.
  var earlier: Search?
}

/// Searches on through pages that are not loaded yet, until one has a match.
public struct SearchingOn: Sendable, Hashable {
  public let category: MemoryCategory
  public internal(set) var calls = 0
  var mayGoOn = false
  /// Rows from here on are new.
  var row: Int
}

/// `3 of 17 in 150 loaded`
public struct SearchCount: Sendable, Hashable {
  /// Which of the matches is under the cursor, counted from 1.
  public var current: Int?
  public var matches: Int
  /// Rows that were looked at, and rows that are known: those of dropped pages are not looked at.
  public var checked: Int
  public var loaded: Int
  public var isComplete: Bool
}
