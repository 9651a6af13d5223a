/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Sendable, Hashable, Comparable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.milliseconds < right.milliseconds
  }
}

/// A day of the proleptic Gregorian calendar.
public struct CivilDate: Sendable, Hashable, Comparable {
  public var year: Int
  public var month: Int
  public var day: Int

  /// nil for 30 February, month 13, year 0 or 10000.
  public init?(year: Int, month: Int, day: Int) {
    guard 1...9999 ~= year, 1...12 ~= month, 1...Self.days(in: month, of: year) ~= day else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The day that is `days` days after 1970-01-01 (Howard Hinnant's `civil_from_days`).
  public init(daysSince1970 days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Howard Hinnant's `days_from_civil`: years that start in March end with the leap day.
  public var daysSince1970: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

/// A month of the proleptic Gregorian calendar: `2025-12`.
public struct CivilMonth: Sendable, Hashable, Comparable {
  public let year: Int
  /// 1…12
  public let month: Int

  public init(_ day: CivilDate) {
    year = day.year
    month = day.month
  }

  private init(number: Int) {
    year = number / 12
    month = number % 12 + 1
  }

  /// Months of the calendar count on: December 2025 and January 2026 are 1 apart.
  private var number: Int { year * 12 + month - 1 }

  public func advanced(by months: Int) -> CivilMonth { CivilMonth(number: number + months) }

  public func distance(to other: CivilMonth) -> Int { other.number - number }

  public static func < (left: CivilMonth, right: CivilMonth) -> Bool { left.number < right.number }
}

extension CivilMonth {
  /// The first and the last day; nil outside the years 1 to 9999.
  public var days: (first: CivilDate, last: CivilDate)? {
    guard let first = CivilDate(year: year, month: month, day: 1),
      let last = CivilDate(year: year, month: month, day: CivilDate.days(in: month, of: year))
    else { return nil }
    return (first, last)
  }

  /// `2025-12`
  public var text: String { days.map { String($0.first.text.dropLast(3)) } ?? "\(year)-\(month)" }
}

extension Timestamp {
  /// The years 1 to 9999: what a date with four digits can say.
  public static let representable =
    Timestamp(
      milliseconds: -62_135_596_800_000)...Timestamp(
      milliseconds: 253_402_300_799_999)

  /// The moment of a record's time; nil for none, and for what is not understood: see ``RecordTime``.
  public init?(_ value: JSONValue, zone: ServerZone = .utc) {
    guard let time = RecordTime(value, zone: zone).moment else { return nil }
    self = time
  }

  /// `2026-10-01T12:00:00.5+02:00`, `2026-03-17 10:00` (read in the zone), `2026-03-17`; of any year.
  public init?(_ text: String, zone: ServerZone = .utc) {
    guard let time = CalendarText(text.utf8[...])?.moment(in: zone) else { return nil }
    self = time
  }
}

/// A date as text, `2026-10-01T12:00:00.5+02:00`: what its figures say, and the zone if it names one.
struct CalendarText {
  /// Since 1970-01-01 00:00 on the clock that the text was read from.
  private let milliseconds: Int
  /// Seconds east of UTC; nil where the text names no zone.
  let offset: Int?

  init?(_ text: Substring.UTF8View) {
    var scanner = DigitScanner(text)
    scanner.skipSpaces()
    guard let year = scanner.number(digits: 4), scanner.skip("-"), let month = scanner.number(digits: 2),
      scanner.skip("-"), let day = scanner.number(digits: 2),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    var milliseconds = date.daysSince1970 * 86_400_000
    var offset: Int?
    if scanner.skip("T") || scanner.skip("t") || scanner.skip(" ") {
      guard let time = scanner.timeOfDay(), let zone = scanner.zone() else { return nil }
      milliseconds += time
      offset = zone.offset
    }
    scanner.skipSpaces()
    guard scanner.isAtEnd else { return nil }
    self.milliseconds = milliseconds
    self.offset = offset
  }

  /// nil outside the years 1 to 9999.
  func moment(in zone: ServerZone) -> Timestamp? {
    let seconds = offset ?? zone.offsetSeconds(atLocal: Int64(milliseconds / 1000))
    let time = Timestamp(milliseconds: Int64(milliseconds - seconds * 1000))
    return Timestamp.representable.contains(time) ? time : nil
  }
}

/// Reads the figures of `10:00:05.250+08:00` from left to right.
private struct DigitScanner {
  private var rest: Substring.UTF8View

  init(_ text: Substring.UTF8View) {
    rest = text
  }

  struct Zone {
    var offset: Int?
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ mark: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == mark.value else { return false }
    rest.removeFirst()
    return true
  }

  mutating func skipSpaces() {
    while skip(" ") || skip("\t") {}
  }

  mutating func number(digits: Int) -> Int? {
    let figures = rest.prefix(digits)
    guard figures.count == digits, figures.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    rest.removeFirst(digits)
    return figures.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// Milliseconds since midnight of `10:00`, `10:00:05`, `10:00:05.250001`. The second 60 of a leap second is allowed.
  mutating func timeOfDay() -> Int? {
    guard let hour = number(digits: 2), hour < 24, skip(":"), let minute = number(digits: 2), minute < 60
    else { return nil }
    var milliseconds = (hour * 60 + minute) * 60_000
    guard skip(":") else { return milliseconds }
    guard let second = number(digits: 2), second <= 60 else { return nil }
    milliseconds += second * 1000
    guard skip(".") || skip(",") else { return milliseconds }
    let fraction = rest.prefix { 0x30...0x39 ~= $0 }
    guard !fraction.isEmpty else { return nil }
    rest.removeFirst(fraction.count)
    var scale = 100
    for figure in fraction.prefix(3) {
      milliseconds += Int(figure - 0x30) * scale
      scale /= 10
    }
    return milliseconds
  }

  /// Seconds east of UTC of `Z`, `+08:00`, `+0800`, `+08`, an offset of nil for nothing; nil for anything else.
  mutating func zone() -> Zone? {
    skipSpaces()
    if isAtEnd { return Zone(offset: nil) }
    if skip("Z") || skip("z") { return Zone(offset: 0) }
    let isWest = skip("-")
    guard isWest || skip("+"), let hours = number(digits: 2), hours < 24 else { return nil }
    var minutes = 0
    if skip(":") || !isAtEnd {
      guard let figures = number(digits: 2), figures < 60 else { return nil }
      minutes = figures
    }
    return Zone(offset: (isWest ? -1 : 1) * (hours * 60 + minutes) * 60)
  }
}

extension Timestamp {
  /// `2025-12-01 08:30 +08:00` for an offset of 28,800 seconds east of UTC. Empty outside the years 1 to 9999.
  public func formatted(offsetSeconds: Int) -> String {
    guard Self.representable.contains(self), abs(offsetSeconds) < 86_400 else { return "" }
    let local = Int(milliseconds / 1000) - (milliseconds % 1000 < 0 ? 1 : 0) + offsetSeconds
    let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    let minute = (local - day * 86_400) / 60
    let date = CivilDate(daysSince1970: day)
    let zone = abs(offsetSeconds) / 60
    let sign = offsetSeconds < 0 ? "-" : "+"
    return padded(date.year, 4) + "-" + padded(date.month) + "-" + padded(date.day) + " "
      + padded(minute / 60)
      + ":" + padded(minute % 60) + " " + sign + padded(zone / 60) + ":" + padded(zone % 60)
  }

  /// `2025-12-01T08:30:00Z`, with milliseconds where there are any. Nil outside the years 1 to 9999.
  public var iso8601: String? {
    guard Self.representable.contains(self) else { return nil }
    let (seconds, fraction) = milliseconds.quotientAndRemainder(dividingBy: 1000)
    let thousandths = Int(fraction < 0 ? fraction + 1000 : fraction)
    let whole = Int(fraction < 0 ? seconds - 1 : seconds)
    let day = whole >= 0 ? whole / 86_400 : (whole - 86_399) / 86_400
    let second = whole - day * 86_400
    let date = CivilDate(daysSince1970: day)
    let time =
      "\(padded(second / 3600)):\(padded(second / 60 % 60)):\(padded(second % 60))"
      + (thousandths == 0 ? "" : ".\(padded(thousandths, 3))")
    return "\(padded(date.year, 4))-\(padded(date.month))-\(padded(date.day))T\(time)Z"
  }

  private func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// `now` within a minute, then `5m ago`, `3h ago`, `2d ago`, `3w ago`, `5mo ago`, `2y ago`, or `in 2d`.
  public func relative(to now: Timestamp) -> String {
    let (difference, overflow) = now.milliseconds.subtractingReportingOverflow(milliseconds)
    let seconds = overflow ? Int64.max.magnitude : difference.magnitude / 1000
    let days = seconds / 86_400
    let amount =
      switch seconds {
      case ..<60: ""
      case ..<3600: "\(seconds / 60)m"
      case ..<86_400: "\(seconds / 3600)h"
      default:
        switch days {
        case ..<7: "\(days)d"
        case ..<30: "\(days / 7)w"
        case ..<365: "\(min(days / 30, 11))mo"
        default: "\(days / 365)y"
        }
      }
    if amount.isEmpty { return "now" }
    return milliseconds > now.milliseconds ? "in " + amount : amount + " ago"
  }
}
