import MemoryModel

/// What does not change while the program runs.
public struct BrowserOptions: Sendable {
  /// Entries per category and page, 1…50.
  public var pageSize: Int
  /// How filters are sent, and whether there are agents.
  public var dialect: Dialect
  /// Bytes that the process may take before pages far from the cursor are dropped.
  public var memoryLimit: Int
  /// Seconds between two readings of page 1 while it is watched.
  public var watchInterval: Double
  /// Watches from the start: `--watch 5s`.
  public var startsWatching: Bool
  /// The profile, or where the memories come from: shown after the user in the first line.
  public var source: String
  /// What the program starts with.
  public var filter: MemoryFilter?
  /// Seconds east of UTC at a moment: dates in filters are local.
  public var zoneOffset: @Sendable (Timestamp) -> Int
  /// Of times in records that name no zone, and of the dates that a self-hosted server is sent.
  public var serverZone: ServerZone

  var serverZoneOffset: @Sendable (Timestamp) -> Int {
    { [serverZone] time in serverZone.offsetSeconds(at: time) }
  }

  public init(
    pageSize: Int = 50, dialect: Dialect = .cloud, memoryLimit: Int = 256 << 20, watchInterval: Double = 30,
    startsWatching: Bool = false, source: String, filter: MemoryFilter? = nil,
    zoneOffset: @escaping @Sendable (Timestamp) -> Int = { _ in 0 }, serverZone: ServerZone = .utc
  ) {
    self.pageSize = pageSize
    self.dialect = dialect
    self.memoryLimit = memoryLimit
    self.watchInterval = watchInterval
    self.startsWatching = startsWatching
    self.source = source
    self.filter = filter
    self.zoneOffset = zoneOffset
    self.serverZone = serverZone
  }
}

extension BrowserOptions {
  /// What filters are written for at a moment: the day that the local calendar shows, and both clocks.
  public func filterTarget(at now: Timestamp) -> FilterTarget {
    FilterTarget(
      today: CivilDate(at: now, offsetSeconds: zoneOffset(now)), dialect: dialect, zoneOffset: zoneOffset,
      serverZoneOffset: serverZoneOffset)
  }
}
