/// A date as one types it. What is relative stays so in text and rows, and is resolved once, when the filter is applied.
public enum FilterDate: Sendable, Hashable {
  /// `2025-12-01`, the whole day.
  case day(CivilDate)
  /// `"2025-12-01"`, sent as it is with the operator as it is: what a service makes of that is its own matter.
  case literal(CivilDate)
  /// `2025-12-01 08:30`, `2025-12-01 08:30:15`: seconds since midnight, 0..<86,400.
  case moment(CivilDate, second: Int)
  case today
  case yesterday
  /// `7d`
  case daysAgo(Int)
  /// `3w`
  case weeksAgo(Int)
}

extension FilterDate {
  /// The day that is meant where the local calendar shows `today`.
  public func day(today: CivilDate) -> CivilDate {
    switch self {
    case .day(let day), .literal(let day), .moment(let day, _): day
    case .today: today
    case .yesterday: CivilDate(daysSince1970: today.daysSince1970 - 1)
    case .daysAgo(let count): CivilDate(daysSince1970: today.daysSince1970 - count)
    case .weeksAgo(let count): CivilDate(daysSince1970: today.daysSince1970 - 7 * count)
    }
  }

  /// What it means on a day: `2025-12-01`, `2025-12-01 08:30`.
  public func meaning(today: CivilDate) -> String {
    let day = day(today: today).text
    guard case .moment(_, let second) = self else { return day }
    return "\(day) \(Self.clock(second, seconds: second % 60 != 0))"
  }

  /// As it is typed: `2025-12-01 08:30`, `7d`.
  public var text: String {
    switch self {
    case .day(let day): day.text
    case .literal(let day): "\"\(day.text)\""
    case .moment(let day, let second): "\(day.text) \(Self.clock(second, seconds: second % 60 != 0))"
    case .today: "today"
    case .yesterday: "yesterday"
    case .daysAgo(let count): "\(count)d"
    case .weeksAgo(let count): "\(count)w"
    }
  }

  /// A date without a time of day means all of it.
  public var isWholeDay: Bool {
    switch self {
    case .moment, .literal: false
    case .day, .today, .yesterday, .daysAgo, .weeksAgo: true
    }
  }

  /// Whatever day it is. What a fixed and a relative date have between them is known only then.
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

  static func clock(_ second: Int, seconds: Bool) -> String {
    let minutes = "\(twoDigits(second / 3600)):\(twoDigits(second / 60 % 60))"
    return seconds ? "\(minutes):\(twoDigits(second % 60))" : minutes
  }

  private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension CivilDate {
  /// Four digits cannot name the day after it.
  static let last = CivilDate(daysSince1970: 2_932_896)

  var next: CivilDate { CivilDate(daysSince1970: daysSince1970 + 1) }

  /// `2025-12-01`
  public var text: String {
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// The day that a calendar shows at a moment, so many seconds east of UTC.
  public init(at time: Timestamp, offsetSeconds: Int) {
    let seconds = time.milliseconds / 1000 - (time.milliseconds % 1000 < 0 ? 1 : 0) + Int64(offsetSeconds)
    self.init(daysSince1970: Int(seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400))
  }
}

extension FilterDate {
  /// Ten thousand days or weeks are as far back as anyone means.
  static let longestCount = 4

  /// `2025-12-01`, `2025-12-01 08:30`, `2025-12-01T08:30:15`, `7d`, `3w`, `today`, `yesterday`.
  /// Case does not count.
  public init?(_ text: String) {
    switch text.utf8.count < 10 ? text.lowercased() : text {
    case "today": self = .today
    case "yesterday": self = .yesterday
    default:
      if let relative = Self.relative(text) {
        self = relative
      } else if let absolute = Self.absolute(text) {
        self = absolute
      } else {
        return nil
      }
    }
  }

  private static func relative(_ text: String) -> FilterDate? {
    guard let unit = text.unicodeScalars.last, ["d", "D", "w", "W"].contains(unit) else { return nil }
    let digits = text.unicodeScalars.dropLast()
    guard 1...longestCount ~= digits.count, digits.allSatisfy({ "0"..."9" ~= $0 }),
      let count = Int(String(String.UnicodeScalarView(digits)))
    else { return nil }
    return unit == "d" || unit == "D" ? .daysAgo(count) : .weeksAgo(count)
  }

  private static func absolute(_ text: String) -> FilterDate? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = number(bytes[0..<4]), let month = number(bytes[5..<7]),
      let dayOfMonth = number(bytes[8..<10]),
      let day = CivilDate(year: year, month: month, day: dayOfMonth)
    else { return nil }
    guard bytes.count > 10 else { return .day(day) }
    guard bytes[10] == UInt8(ascii: " ") || bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t"),
      let second = secondOfDay(bytes[11...])
    else { return nil }
    return .moment(day, second: second)
  }

  /// `08:30` and `08:30:15`
  private static func secondOfDay(_ bytes: ArraySlice<UInt8>) -> Int? {
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, parts.allSatisfy({ $0.count == 2 }) else { return nil }
    let numbers = parts.compactMap(number)
    guard numbers.count == parts.count, numbers[0] < 24, numbers[1...].allSatisfy({ $0 < 60 }) else {
      return nil
    }
    return numbers[0] * 3600 + numbers[1] * 60 + (numbers.count > 2 ? numbers[2] : 0)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
