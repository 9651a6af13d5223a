import Canvas

/// Keys that were read and not obeyed yet. Only a flood of them has to wait: one that would otherwise keep the screen
/// still, and Ctrl-C unseen, until it ends.
struct WaitingKeys {
  private var keys: [Key] = []
  private var next = 0
  private var dropped = 0

  /// Hardly longer than somebody holds a key down before looking.
  private static let slice = Duration.milliseconds(100)
  /// Some seconds of a flood, and a few megabytes.
  private static let most = 1 << 17

  var isEmpty: Bool { next >= keys.count }

  /// - Returns: true if Ctrl-C is among them and earlier keys still wait: it overtakes them.
  mutating func add(_ more: [Key]) -> Bool {
    guard !isEmpty else {
      keys = more
      next = 0
      return false
    }
    if more.contains(.control("c")) { return true }
    let room = max(0, Self.most - (keys.count - next))
    keys.append(contentsOf: more.prefix(room))
    dropped += more.count - min(room, more.count)
    return false
  }

  /// Hands them out in order until there are no more, or until it is time to draw.
  ///
  /// - Returns: whether none is left.
  mutating func obey(_ body: (Key) -> Void) -> Bool {
    let start = ContinuousClock.now
    while next < keys.count {
      let key = keys[next]
      next += 1
      body(key)
      if ContinuousClock.now - start > Self.slice { break }
    }
    if next > keys.count / 2 {
      keys.removeFirst(min(next, keys.count))
      next = 0
    }
    return isEmpty
  }

  /// How many there was no room for, once the flood is over.
  mutating func takeDropped() -> Int? {
    guard isEmpty, dropped > 0 else { return nil }
    defer { dropped = 0 }
    return dropped
  }
}
