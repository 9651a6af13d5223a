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
