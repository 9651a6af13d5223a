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
