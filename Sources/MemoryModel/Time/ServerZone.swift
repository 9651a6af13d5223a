/// The zone that times without one are read in: an offset, `+08:00`, or the rules of a zone, `Asia/Shanghai`.
public struct ServerZone: Sendable {
  /// As it was given: `Asia/Shanghai`, `+08:00`.
  public let name: String
  private let offset: Int
  private let rules: ZoneRules?

  public static let utc = ServerZone(name: "UTC", offset: 0, rules: nil)

  private init(name: String, offset: Int, rules: ZoneRules?) {
    self.name = name
    self.offset = offset
    self.rules = rules
  }

  public init(name: String, rules: ZoneRules) {
    self.init(name: name, offset: 0, rules: rules)
  }

  /// `+08:00`, `-0330`, `+8`, `UTC`, `Z`; nil for anything else, such as the name of a zone.
  public init?(offset text: String) {
    if ["utc", "gmt", "z"].contains(text.lowercased()) {
      self.init(name: "UTC", offset: 0, rules: nil)
      return
    }
    guard let sign = text.utf8.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else {
      return nil
    }
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

  /// Seconds east of UTC at a moment.
  public func offsetSeconds(at time: Timestamp) -> Int {
    guard let rules else { return offset }
    return rules.offset(at: time.milliseconds / 1000 - (time.milliseconds % 1000 < 0 ? 1 : 0))
  }

  /// Seconds east of UTC where the zone's clock shows so many seconds since 1970-01-01 00:00. Of an hour that comes
  /// twice the later one is meant.
  func offsetSeconds(atLocal local: Int64) -> Int {
    guard let rules else { return offset }
    let first = rules.offset(at: local - Int64(rules.offset(at: local)))
    return rules.offset(at: local - Int64(first))
  }
}
