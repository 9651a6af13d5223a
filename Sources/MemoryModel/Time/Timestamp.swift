/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Sendable, Hashable, Comparable {
  public var milliseconds: Int64

  public init(milliseconds: Int64) { self.milliseconds = milliseconds }
  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }
}

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

  public var text: String { "\(padded(year, 4))-\(padded(month))-\(padded(day))" }
  static let last = CivilDate(daysSince1970: 2_932_896)  // Four digits cannot name the day after it
  var next: CivilDate { CivilDate(daysSince1970: daysSince1970 + 1) }

  public init(at time: Timestamp, offsetSeconds: Int) { self = time.clock(offsetSeconds: offsetSeconds).day }

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
  public let month: Int  // 1…12

  public init(_ day: CivilDate) {
    year = day.year
    month = day.month
  }

  private init(number: Int) {
    year = number / 12
    month = number % 12 + 1
  }

  private var number: Int { year * 12 + month - 1 }

  public func advanced(by months: Int) -> CivilMonth { CivilMonth(number: number + months) }
  public func distance(to other: CivilMonth) -> Int { other.number - number }
  public static func < (left: CivilMonth, right: CivilMonth) -> Bool { left.number < right.number }

  public var days: (first: CivilDate, last: CivilDate)? {
    guard let first = CivilDate(year: year, month: month, day: 1),
      let last = CivilDate(year: year, month: month, day: CivilDate.days(in: month, of: year))
    else { return nil }
    return (first, last)
  }

  public var text: String { "\(padded(year, 4))-\(padded(month))" }
}

extension Timestamp {
  /// The years 1 to 9999, which have four digits.
  static let representable =
    Timestamp(milliseconds: -62_135_596_800_000)...Timestamp(milliseconds: 253_402_300_799_999)

  /// The moment of a record's time; nil for none, and for an unknown format: see ``RecordTime``.
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

/// A date as text, `2026-10-01T12:00:00.5+02:00`: the time that its digits show, and the zone if it names one.
struct CalendarText {
  private let milliseconds: Int  // Since 1970-01-01 00:00 on the clock that the text shows
  let offset: Int?  // Seconds east of UTC; nil where the text names no zone

  init?(_ text: Substring.UTF8View) {
    var scanner = DigitScanner(text)
    scanner.skipSpaces()
    guard let date = scanner.date() else { return nil }
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

/// Reads the parts of `2026-10-01 10:00:05.250+08:00` from left to right.
struct DigitScanner {
  var rest: Substring.UTF8View

  init(_ text: Substring.UTF8View) { rest = text }

  struct Zone {
    var offset: Int?
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ mark: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == mark.value else { return false }
    rest.removeFirst()
    return true
  }

  mutating func skipSpaces() { while skip(" ") || skip("\t") {} }

  mutating func number(digits count: Int, below limit: Int = .max) -> Int? {
    let digits = rest.prefix(count)
    guard digits.count == count, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    guard number < limit else { return nil }
    rest.removeFirst(count)
    return number
  }

  mutating func date() -> CivilDate? {
    guard let year = number(digits: 4), skip("-"), let month = number(digits: 2), skip("-"),
      let day = number(digits: 2)
    else { return nil }
    return CivilDate(year: year, month: month, day: day)
  }

  /// Seconds since midnight of `10:00` and `10:00:05`, and whether there were seconds.
  mutating func clock(leapSeconds: Bool) -> (second: Int, isPrecise: Bool)? {
    guard let hour = number(digits: 2, below: 24), skip(":"), let minute = number(digits: 2, below: 60)
    else { return nil }
    let second = hour * 3600 + minute * 60
    guard skip(":") else { return (second, false) }
    return number(digits: 2, below: leapSeconds ? 61 : 60).map { (second + $0, true) }
  }

  /// Milliseconds since midnight of `10:00`, `10:00:05`, `10:00:05.250001`.
  mutating func timeOfDay() -> Int? {
    guard let (second, isPrecise) = clock(leapSeconds: true) else { return nil }
    guard isPrecise, skip(".") || skip(",") else { return second * 1000 }
    let fraction = rest.prefix { 0x30...0x39 ~= $0 }
    guard !fraction.isEmpty else { return nil }
    rest.removeFirst(fraction.count)
    let digits = fraction.prefix(3) + Array(repeating: 0x30, count: max(0, 3 - fraction.count))
    return second * 1000 + digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  /// Seconds east of UTC of `Z`, `+08:00`, `+0800`, `+08`, an offset of nil for nothing; nil for anything else.
  mutating func zone() -> Zone? {
    skipSpaces()
    if isAtEnd { return Zone(offset: nil) }
    if skip("Z") || skip("z") { return Zone(offset: 0) }
    let isWest = skip("-")
    guard isWest || skip("+"), let hours = number(digits: 2, below: 24) else { return nil }
    var minutes = 0
    if skip(":") || !isAtEnd {
      guard let number = number(digits: 2, below: 60) else { return nil }
      minutes = number
    }
    return Zone(offset: (isWest ? -1 : 1) * (hours * 60 + minutes) * 60)
  }
}

extension Timestamp {
  func clock(offsetSeconds: Int) -> (day: CivilDate, second: Int) {
    let seconds = Int(milliseconds.dividedDown(by: 1000)) + offsetSeconds
    let day = seconds.dividedDown(by: 86_400)
    return (CivilDate(daysSince1970: day), seconds - day * 86_400)
  }

  /// `2025-12-01 08:30 +08:00` for an offset of 28,800 seconds east of UTC. Empty outside the years 1 to 9999.
  public func formatted(offsetSeconds: Int) -> String {
    guard Self.representable.contains(self), abs(offsetSeconds) < 86_400 else { return "" }
    let (day, second) = clock(offsetSeconds: offsetSeconds)
    let zone = abs(offsetSeconds) / 60
    return
      "\(day.text) \(clockText(second)) \(offsetSeconds < 0 ? "-" : "+")\(padded(zone / 60)):\(padded(zone % 60))"
  }

  /// `2025-12-01T08:30:00Z`, with milliseconds where there are any. Nil outside the years 1 to 9999.
  public var iso8601: String? {
    guard Self.representable.contains(self) else { return nil }
    let (day, second) = clock(offsetSeconds: 0)
    let thousandths = Int(milliseconds - milliseconds.dividedDown(by: 1000) * 1000)
    let fraction = thousandths == 0 ? "" : ".\(padded(thousandths, 3))"
    return "\(day.text)T\(clockText(second, seconds: true))\(fraction)Z"
  }

  /// `now` within a minute, then `5m ago`, `3h ago`, `2d ago`, `3w ago`, `5mo ago`, `2y ago`, or `in 2d`.
  public func relative(to now: Timestamp) -> String {
    let age = age(at: now)
    return milliseconds > now.milliseconds || age == "now" ? age : age + " ago"
  }

  /// `now`, `5m`, `3h`, `2d`, `3w`, `5mo`, `2y`, or `in 2d`.
  public func age(at now: Timestamp) -> String {
    let (difference, overflow) = now.milliseconds.subtractingReportingOverflow(milliseconds)
    let seconds = overflow ? Int64.max.magnitude : difference.magnitude / 1000
    let days = seconds / 86_400
    let amount: String
    switch (seconds, days) {
    case (..<60, _): return "now"
    case (..<3600, _): amount = "\(seconds / 60)m"
    case (..<86_400, _): amount = "\(seconds / 3600)h"
    case (_, ..<7): amount = "\(days)d"
    case (_, ..<30): amount = "\(days / 7)w"
    case (_, ..<365): amount = "\(min(days / 30, 11))mo"
    default: amount = "\(days / 365)y"
    }
    return milliseconds > now.milliseconds ? "in " + amount : amount
  }
}

extension FixedWidthInteger {
  /// -1 divided by 1000 is -1.
  func dividedDown(by divisor: Self) -> Self {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}

/// `7` is `07`.
func padded(_ number: some BinaryInteger, _ width: Int = 2, radix: Int = 10) -> String {
  let digits = String(number, radix: radix)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// `08:30` or `08:30:15` for seconds since midnight.
func clockText(_ second: Int, seconds: Bool = false) -> String {
  "\(padded(second / 3600)):\(padded(second / 60 % 60))" + (seconds ? ":\(padded(second % 60))" : "")
}
