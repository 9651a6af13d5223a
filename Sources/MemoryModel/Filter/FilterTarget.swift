/// What JSON depends on: the dialect of the service, and the clocks of its dates.
public struct FilterTarget: Sendable {
  public var dialect: Dialect
  public var today: CivilDate  // Today in the zone of the screen; relative dates count from it
  /// Seconds east of UTC at a moment, in the zone of the screen.
  public var zoneOffset: @Sendable (Timestamp) -> Int
  /// The same for the clock of the service, if known: a self-hosted server reads times without a zone by it.
  public var serverZoneOffset: @Sendable (Timestamp) -> Int

  public init(
    today: CivilDate, dialect: Dialect = .cloud,
    zoneOffset: @escaping @Sendable (Timestamp) -> Int = { _ in 0 },
    serverZoneOffset: @escaping @Sendable (Timestamp) -> Int = { _ in 0 }
  ) {
    self.today = today
    self.dialect = dialect
    self.zoneOffset = zoneOffset
    self.serverZoneOffset = serverZoneOffset
  }

  func sent(_ date: FilterDate) -> String {
    switch date {
    case .literal(let day): day.text
    case .moment(let day, let second): sent(day, second: second)
    case .day, .today, .yesterday, .daysAgo, .weeksAgo: sent(firstMomentOf: date.day(today: today))
    }
  }

  /// `2025-12-01`; for a server in another zone when that day begins here: `2025-11-30 16:00:00`.
  func sent(firstMomentOf day: CivilDate) -> String {
    convertedInstant(day, second: 0).map(serverText) ?? day.text
  }

  private func sent(_ day: CivilDate, second: Int) -> String {
    convertedInstant(day, second: second).map(serverText) ?? "\(day.text) \(clockText(second, seconds: true))"
  }

  func shown(_ day: CivilDate, second: Int) -> (day: CivilDate, second: Int) {
    guard case .selfHosted = dialect else { return (day, second) }
    let instant = Self.instant(day, second: second, offset: serverZoneOffset)
    return instant.clock(offsetSeconds: zoneOffset(instant))
  }

  /// nil where the service's clock shows the same as the screen's, or nobody knows what it shows.
  private func convertedInstant(_ day: CivilDate, second: Int) -> Timestamp? {
    guard case .selfHosted = dialect else { return nil }
    let instant = Self.instant(day, second: second, offset: zoneOffset)
    return zoneOffset(instant) == serverZoneOffset(instant) ? nil : instant
  }

  private func serverText(at instant: Timestamp) -> String {
    let (day, second) = instant.clock(offsetSeconds: serverZoneOffset(instant))
    // Four digits say no year before or after these.
    if day > .last { return "\(CivilDate.last.text) 23:59:59" }
    if day.year < 1 { return "0001-01-01 00:00:00" }
    return "\(day.text) \(clockText(second, seconds: true))"
  }

  /// The first moment at which a clock shows this; for a skipped hour, the moment at which it would have.
  private static func instant(_ day: CivilDate, second: Int, offset: (Timestamp) -> Int) -> Timestamp {
    let shown = day.daysSince1970 * 86_400 + second
    func instant(_ seconds: Int) -> Timestamp { Timestamp(milliseconds: Int64(seconds) * 1000) }
    let before = offset(instant(shown - 86_400))  // No zone is further from UTC than a day
    let after = offset(instant(shown + 86_400))
    let candidates = [shown - before, shown - after].filter { offset(instant($0)) + $0 == shown }
    return instant(candidates.min() ?? shown - before)
  }
}

public enum FilterFault: Error, Sendable, Hashable {
  case missingField, missingValue
  /// `user_id`, which the service does not accept within a filter, and the logical words.
  case fieldNotTaken(String)
  /// A field of the record that the service does not filter by: `memory_type` on the cloud.
  case fieldNotFilterable(String)
  case fieldCharacters(String)  // `my key`, which needs quotes
  case otherGrammar(OtherGrammar)
  case operationNotTaken(FilterField, FilterOperation)
  case notANumber(String)
  case notADate(String)
  case notARange(String)  // Not `2025-12-01..2025-12-31`
  case rangeBackwards(String)  // `2025-12-31..2025-12-01`
  case nothingAfter(String)  // `> 9999-12-31`
  case betweenNeedsAll  // A range is two conditions of which both must match
  case openQuote
  case textAfterQuote  // `"a"b`

  public var isAboutValue: Bool {
    switch self {
    case .missingValue, .notANumber, .notADate, .notARange, .rangeBackwards, .nothingAfter, .openQuote,
      .textAfterQuote:
      true
    case .missingField, .fieldNotTaken, .fieldNotFilterable, .fieldCharacters, .otherGrammar,
      .operationNotTaken, .betweenNeedsAll:
      false
    }
  }
}
