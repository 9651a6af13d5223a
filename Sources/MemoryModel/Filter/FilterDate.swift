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
