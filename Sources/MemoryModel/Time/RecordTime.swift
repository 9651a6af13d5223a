/// A time as a record has it: `1770801661875`, `"2026-10-01T12:00:00Z"`, `0`, `"2025/09/18"`.
public enum RecordTime: Sendable, Hashable {
  case moment(Timestamp)
  /// 0, negative numbers, 1970-01-01T00:00:00Z and the year 1, which programs send instead of no time.
  case none
  case other(String)  // An unknown format, shown unchanged: `Thu, 18 Sep 2025 08:23:44 GMT`

  public init(_ value: JSONValue, zone: ServerZone = .utc) {
    self =
      switch value {
      case .null: .none
      case .number(let number): Self.read(number: number.literal, orElse: number.literal)
      case .string(let text): RecordTime(text, zone: zone)
      case .bool, .array, .object: .other(value.encoded())
      }
  }

  public init(_ text: String, zone: ServerZone = .utc) {
    let trimmed = text.utf8[...].trimmed
    if trimmed.isEmpty {
      self = .none
    } else if Self.isNumber(trimmed) {
      self = Self.read(number: String(Substring(trimmed)), orElse: text)
    } else if let parsed = CalendarText(trimmed) {
      let time = parsed.moment(in: zone)
      self = time.map { $0.milliseconds != 0 && $0 >= Self.endOfYear1 ? .moment($0) : .none } ?? .none
    } else {
      self = .other(text)
    }
  }

  /// True for `2026-03-17 10:00`, false for `2026-03-17 10:00Z` and for digits.
  static func namesNoZone(_ text: String) -> Bool {
    CalendarText(text.utf8[...].trimmed).map { $0.offset == nil } ?? false
  }

  public var moment: Timestamp? { if case .moment(let time) = self { time } else { nil } }
  private static let endOfYear1 = Timestamp(milliseconds: -62_104_060_800_000)

  /// Seconds, milliseconds or, below 1e17, microseconds. 253402300799, sent for "never", must not become 1978.
  private static func read(number literal: String, orElse text: String) -> RecordTime {
    guard let number = Double(literal), number.isFinite else { return .other(text) }
    guard number > 0 else { return .none }
    let scale: Int64
    switch number {
    case ..<253_402_300_800: scale = 1_000_000
    case ..<253_402_300_800_000: scale = 1_000
    case ..<1e17: scale = 1
    default: return .other(text)
    }
    // Whole numbers stay exact; the products are below 1e17.
    let microseconds = Int64(literal).map { $0 * scale } ?? Int64((number * Double(scale)).rounded(.down))
    return .moment(Timestamp(milliseconds: microseconds / 1000))
  }

  /// `-5`, `1758267685`, `1758267685.25`, `0`. Fewer than nine digits are no time, but `0` and `-1` mean "none".
  private static func isNumber(_ text: Substring.UTF8View) -> Bool {
    let digits = text.drop { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+") }
    let whole = digits.prefix { 0x30...0x39 ~= $0 }
    guard !whole.isEmpty, digits.allSatisfy({ 0x30...0x39 ~= $0 || $0 == UInt8(ascii: ".") }),
      let number = Double(String(Substring(text)))
    else { return false }
    return whole.count >= 9 || number <= 0
  }
}

extension Substring.UTF8View {
  fileprivate var trimmed: Substring.UTF8View {
    var rest = self
    while let first = rest.first, first == 0x20 || 0x09...0x0D ~= first { rest.removeFirst() }
    while let last = rest.last, last == 0x20 || 0x09...0x0D ~= last { rest.removeLast() }
    return rest
  }
}

/// The zone of times that name none: an offset, `+08:00`, or the rules of a zone, `Asia/Shanghai`.
public struct ServerZone: Sendable {
  public let name: String  // As it was given: `Asia/Shanghai`, `+08:00`
  private let offset: Int
  private let rules: ZoneRules?
  public static let utc = ServerZone(name: "UTC", offset: 0, rules: nil)

  private init(name: String, offset: Int, rules: ZoneRules?) {
    self.name = name
    self.offset = offset
    self.rules = rules
  }

  public init(name: String, rules: ZoneRules) { self.init(name: name, offset: 0, rules: rules) }

  /// `+08:00`, `-0330`, `+8`, `UTC`, `Z`; nil for anything else, such as the name of a zone.
  public init?(offset text: String) {
    if ["utc", "gmt", "z"].contains(text.lowercased()) {
      self.init(name: "UTC", offset: 0, rules: nil)
      return
    }
    guard let sign = text.utf8.first, "+-".utf8.contains(sign) else { return nil }
    let parts = text.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    let hours: Substring
    let minutes: Substring
    switch parts.count {
    case 1 where parts[0].utf8.count <= 2: (hours, minutes) = (parts[0], "0")
    case 1 where parts[0].utf8.count == 4: (hours, minutes) = (parts[0].prefix(2), parts[0].suffix(2))
    case 2 where parts[0].utf8.count <= 2 && parts[1].utf8.count == 2: (hours, minutes) = (parts[0], parts[1])
    default: return nil
    }
    guard hours.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), minutes.utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
      let hours = Int(hours), let minutes = Int(minutes), hours <= 14, minutes < 60
    else { return nil }
    let seconds = (hours * 60 + minutes) * 60
    self.init(name: text, offset: sign == UInt8(ascii: "-") ? -seconds : seconds, rules: nil)
  }

  public func offsetSeconds(at time: Timestamp) -> Int {
    guard let rules else { return offset }
    return rules.offset(at: time.milliseconds.dividedDown(by: 1000))
  }

  /// When the zone's clock shows so many seconds since 1970. Of an hour that occurs twice, the later one is meant.
  func offsetSeconds(atLocal local: Int64) -> Int {
    guard let rules else { return offset }
    let first = rules.offset(at: local - Int64(rules.offset(at: local)))
    return rules.offset(at: local - Int64(first))
  }
}
