/// What a filter is written for: the words of the service, and the clocks by which its dates are read.
public struct FilterTarget: Sendable {
  public var dialect: Dialect
  /// The day that the zone of the screen shows, which relative dates count from.
  public var today: CivilDate
  /// Seconds east of UTC at a moment, in the zone of the screen.
  public var zoneOffset: @Sendable (Timestamp) -> Int
  /// The same of the service's clock, where it is known: a self-hosted server reads times without a zone by it.
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
}

extension FilterTarget {
  /// A date as it is sent: `2025-12-01`, `2025-12-01 08:30:00`.
  func sent(_ date: FilterDate) -> String {
    switch date {
    case .literal(let day): day.text
    case .moment(let day, let second): sent(day, second: second)
    case .day, .today, .yesterday, .daysAgo, .weeksAgo: sent(firstMomentOf: date.day(today: today))
    }
  }

  /// `2025-12-01`; on a server in another zone the moment of its clock at which that day begins here, such as
  /// `2025-11-30 16:00:00`.
  func sent(firstMomentOf day: CivilDate) -> String {
    guard let instant = convertedInstant(day, second: 0) else { return day.text }
    return serverText(at: instant)
  }

  private func sent(_ day: CivilDate, second: Int) -> String {
    guard let instant = convertedInstant(day, second: second) else {
      return "\(day.text) \(FilterDate.clock(second, seconds: true))"
    }
    return serverText(at: instant)
  }

  /// What was sent, by the clock of the screen: the reverse of the above for what a row is to show.
  func shown(_ day: CivilDate, second: Int) -> (day: CivilDate, second: Int) {
    guard case .selfHosted = dialect else { return (day, second) }
    let instant = Self.instant(day, second: second, offset: serverZoneOffset)
    return Self.clock(at: instant, offset: zoneOffset(instant))
  }

  /// nil where the service's clock shows the same as the screen's, or nobody knows what it shows.
  private func convertedInstant(_ day: CivilDate, second: Int) -> Timestamp? {
    guard case .selfHosted = dialect else { return nil }
    let instant = Self.instant(day, second: second, offset: zoneOffset)
    return zoneOffset(instant) == serverZoneOffset(instant) ? nil : instant
  }

  private func serverText(at instant: Timestamp) -> String {
    let (day, second) = Self.clock(at: instant, offset: serverZoneOffset(instant))
    // Four digits say no year before or after these.
    if day > .last { return "\(CivilDate.last.text) 23:59:59" }
    if day.year < 1 { return "0001-01-01 00:00:00" }
    return "\(day.text) \(FilterDate.clock(second, seconds: true))"
  }

  private static func clock(at instant: Timestamp, offset: Int) -> (day: CivilDate, second: Int) {
    let day = CivilDate(at: instant, offsetSeconds: offset)
    return (day, Int(instant.milliseconds / 1000) + offset - day.daysSince1970 * 86_400)
  }

  /// When a clock shows this for the first time; where it skips over it, when it would have.
  private static func instant(
    _ day: CivilDate, second: Int, offset: (Timestamp) -> Int
  ) -> Timestamp {
    let shown = day.daysSince1970 * 86_400 + second
    func instant(_ seconds: Int) -> Timestamp { Timestamp(milliseconds: Int64(seconds) * 1000) }
    // No zone is further from UTC than a day.
    let before = offset(instant(shown - 86_400))
    let after = offset(instant(shown + 86_400))
    let candidates = [shown - before, shown - after].filter { offset(instant($0)) + $0 == shown }
    return instant(candidates.min() ?? shown - before)
  }
}

/// Why a condition cannot be sent. Where it is wrong is known to whoever asked.
public enum FilterFault: Error, Sendable, Hashable {
  case missingField
  case missingValue
  /// `user_id`, which the service does not take within a filter, and the logical words.
  case fieldNotTaken(String)
  /// A field of the record that the service does not compare: `memory_type` on the cloud.
  case fieldNotFilterable(String)
  /// `my key`, which needs quotes.
  case fieldCharacters(String)
  case otherGrammar(OtherGrammar)
  case operationNotTaken(FilterField, FilterOperation)
  /// Greater and less compare numbers.
  case notANumber(String)
  case notADate(String)
  /// Not `2025-12-01..2025-12-31`.
  case notARange(String)
  /// `2025-12-31..2025-12-01`, which no time is in.
  case rangeBackwards(String)
  /// `> 9999-12-31`
  case nothingAfter(String)
  /// A range is two conditions, and both must hold.
  case betweenNeedsAll
  case openQuote
  /// `"a"b`
  case textAfterQuote
}

extension FilterFault {
  /// Of a condition's two ends, the right one.
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
