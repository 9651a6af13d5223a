extension Timestamp {
  /// The years 1 to 9999: what a date with four digits can say.
  public static let representable =
    Timestamp(
      milliseconds: -62_135_596_800_000)...Timestamp(
      milliseconds: 253_402_300_799_999)

  /// Numbers are milliseconds, below 1e11 seconds; strings are numbers of nine digits or more, or
  /// `2026-10-01T12:00:00Z`, `2026-03-17 10:00`, `2026-03-17`. What is neither, or outside the years 1 to 9999, is nil.
  public init?(_ value: JSONValue) {
    switch value {
    case .number(let number): self.init(number: number.literal)
    case .string(let text): self.init(text)
    case .null, .bool, .array, .object: return nil
    }
  }

  /// `1770801661875`, `2026-10-01T12:00:00.5+02:00`, `2026-03-17 10:00` (no zone: UTC), `2026-03-17`.
  public init?(_ text: String) {
    let trimmed = text.utf8.drop { $0 == 0x20 || $0 == 0x09 }
    let looksNumeric = trimmed.prefix { 0x30...0x39 ~= $0 }.count >= 9
    if looksNumeric {
      self.init(number: text.filter { $0 != " " && $0 != "\t" })
    } else {
      self.init(calendar: trimmed)
    }
  }

  private init?(number literal: String) {
    let milliseconds: Int64
    if let whole = Int64(literal) {
      let (product, overflow) = whole.multipliedReportingOverflow(
        by: whole.magnitude < 100_000_000_000 ? 1000 : 1)
      guard !overflow else { return nil }
      milliseconds = product
    } else if let number = Double(literal), number.magnitude < 1e15 {
      milliseconds = Int64((number.magnitude < 1e11 ? number * 1000 : number).rounded(.down))
    } else {
      return nil
    }
    self.init(representable: milliseconds)
  }

  private init?(calendar text: Substring.UTF8View.SubSequence) {
    var scanner = DigitScanner(text)
    guard let year = scanner.number(digits: 4), scanner.skip("-"), let month = scanner.number(digits: 2),
      scanner.skip("-"), let day = scanner.number(digits: 2),
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    var milliseconds = date.daysSince1970 * 86_400_000
    if scanner.skip("T") || scanner.skip("t") || scanner.skip(" ") {
      guard let time = scanner.timeOfDay(), let offset = scanner.zone() else { return nil }
      milliseconds += time - offset * 1000
    }
    scanner.skipSpaces()
    guard scanner.isAtEnd else { return nil }
    self.init(representable: Int64(milliseconds))
  }

  private init?(representable milliseconds: Int64) {
    self.init(milliseconds: milliseconds)
    guard Self.representable.contains(self) else { return nil }
  }
}

/// Reads the figures of `10:00:05.250+08:00` from left to right.
private struct DigitScanner {
  private var rest: Substring.UTF8View.SubSequence

  init(_ text: Substring.UTF8View.SubSequence) {
    rest = text
  }

  var isAtEnd: Bool { rest.isEmpty }

  mutating func skip(_ mark: Unicode.Scalar) -> Bool {
    guard let first = rest.first, UInt32(first) == mark.value else { return false }
    rest.removeFirst()
    return true
  }

  mutating func skipSpaces() {
    while skip(" ") {}
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

  /// Seconds east of UTC: `Z`, `+08:00`, `+0800`, `+08` or nothing.
  mutating func zone() -> Int? {
    skipSpaces()
    if isAtEnd || skip("Z") || skip("z") { return 0 }
    let isWest = skip("-")
    guard isWest || skip("+"), let hours = number(digits: 2), hours < 24 else { return nil }
    var minutes = 0
    if skip(":") || !isAtEnd {
      guard let figures = number(digits: 2), figures < 60 else { return nil }
      minutes = figures
    }
    return (isWest ? -1 : 1) * (hours * 60 + minutes) * 60
  }
}
