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
