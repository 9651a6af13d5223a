/// A date as the user types it. A relative one is resolved once, when the filter is applied.
public enum FilterDate: Sendable, Hashable {
  case day(CivilDate)  // `2025-12-01`, the whole day
  /// `"2025-12-01"`, sent unchanged with its operator: the service decides what it means.
  case literal(CivilDate)
  /// `2025-12-01 08:30`, `2025-12-01 08:30:15`: seconds since midnight, 0..<86,400.
  case moment(CivilDate, second: Int)
  case today, yesterday
  case daysAgo(Int)  // `7d`
  case weeksAgo(Int)  // `3w`

  public func day(today: CivilDate) -> CivilDate {
    switch self {
    case .day(let day), .literal(let day), .moment(let day, _): day
    case .today: today
    case .yesterday: CivilDate(daysSince1970: today.daysSince1970 - 1)
    case .daysAgo(let count): CivilDate(daysSince1970: today.daysSince1970 - count)
    case .weeksAgo(let count): CivilDate(daysSince1970: today.daysSince1970 - 7 * count)
    }
  }

  public func meaning(today: CivilDate) -> String {
    if case .moment = self { text } else { day(today: today).text }
  }

  public var text: String {
    switch self {
    case .day(let day): day.text
    case .literal(let day): "\"\(day.text)\""
    case .moment(let day, let second): "\(day.text) \(clockText(second, seconds: second % 60 != 0))"
    case .today: "today"
    case .yesterday: "yesterday"
    case .daysAgo(let count): "\(count)d"
    case .weeksAgo(let count): "\(count)w"
    }
  }

  public var isWholeDay: Bool {
    switch self {
    case .moment, .literal: false
    case .day, .today, .yesterday, .daysAgo, .weeksAgo: true
    }
  }

  /// On every day. The order of a fixed and a relative date depends on the day.
  public func isSurelyAfter(_ other: FilterDate) -> Bool {
    guard isRelative == other.isRelative else { return false }
    let anyDay = CivilDate(daysSince1970: 0)
    let (day, otherDay) = (day(today: anyDay), other.day(today: anyDay))
    guard day == otherDay, case .moment(_, let second) = self, case .moment(_, let otherSecond) = other else {
      return day > otherDay
    }
    return second > otherSecond
  }

  public var isRelative: Bool {
    switch self {
    case .day, .literal, .moment: false
    case .today, .yesterday, .daysAgo, .weeksAgo: true
    }
  }

  /// `2025-12-01`, `2025-12-01 08:30`, `2025-12-01T08:30:15`, `7d`, `3w`, `today`, `yesterday`, in either case.
  public init?(_ text: String) {
    switch text.utf8.count < 10 ? text.lowercased() : text {
    case "today": self = .today
    case "yesterday": self = .yesterday
    default:
      guard let date = Self.relative(text) ?? Self.absolute(text) else { return nil }
      self = date
    }
  }

  private static func relative(_ text: String) -> FilterDate? {
    guard let unit = text.unicodeScalars.last, ["d", "D", "w", "W"].contains(unit) else { return nil }
    let digits = text.unicodeScalars.dropLast()
    guard 1...4 ~= digits.count, digits.allSatisfy({ "0"..."9" ~= $0 }),
      let count = Int(String(String.UnicodeScalarView(digits)))
    else { return nil }
    return unit == "d" || unit == "D" ? .daysAgo(count) : .weeksAgo(count)
  }

  private static func absolute(_ text: String) -> FilterDate? {
    var scanner = DigitScanner(text.utf8[...])
    guard let day = scanner.date() else { return nil }
    if scanner.isAtEnd { return .day(day) }
    guard scanner.skip(" ") || scanner.skip("T") || scanner.skip("t"),
      let second = scanner.clock(leapSeconds: false)?.second, scanner.isAtEnd
    else { return nil }
    return .moment(day, second: second)
  }
}

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
    // Four digits cannot express a year before or after these.
    if day > .last { return "\(CivilDate.last.text) 23:59:59" }
    if day.year < 1 { return "0001-01-01 00:00:00" }
    return "\(day.text) \(clockText(second, seconds: true))"
  }

  /// The first moment at which a clock shows this; for a skipped hour, the moment at which it would have.
  static func instant(_ day: CivilDate, second: Int, offset: (Timestamp) -> Int) -> Timestamp {
    let shown = day.daysSince1970 * 86_400 + second
    func instant(_ seconds: Int) -> Timestamp { Timestamp(milliseconds: Int64(seconds) * 1000) }
    let before = offset(instant(shown - 86_400))  // No zone is further from UTC than a day
    let after = offset(instant(shown + 86_400))
    let candidates = [shown - before, shown - after].filter { offset(instant($0)) + $0 == shown }
    return instant(candidates.min() ?? shown - before)
  }
}

extension FilterTarget {
  /// The moment that a date in a condition means here, and how times compare with it: `<= 2025-12-31` means before
  /// 2026-01-01 began.
  func limit(_ operation: FilterOperation, _ date: FilterDate) -> (FilterOperation, Timestamp) {
    guard date.isWholeDay, operation == .lessOrEqual || operation == .greater else {
      return (operation, moment(of: date))
    }
    let day = date.day(today: today)
    guard day < .last else { return (operation, moment(CivilDate.last, second: 86_399)) }
    return (operation == .greater ? .greaterOrEqual : .less, moment(day.next, second: 0))
  }

  private func moment(of date: FilterDate) -> Timestamp {
    switch date {
    case .moment(let day, let second): moment(day, second: second)
    // Sent unchanged: a self-hosted server reads it by its own clock.
    case .literal(let day) where dialect != .cloud: Self.instant(day, second: 0, offset: serverZoneOffset)
    case .day, .literal, .today, .yesterday, .daysAgo, .weeksAgo: moment(date.day(today: today), second: 0)
    }
  }

  private func moment(_ day: CivilDate, second: Int) -> Timestamp {
    Self.instant(day, second: second, offset: zoneOffset)
  }
}
