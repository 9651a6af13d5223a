import MemoryModel

/// The header `Retry-After`: `120` or `Sun, 06 Nov 1994 08:49:37 GMT`.
enum RetryAfter {
  /// About thirty years: longer waits are all the same.
  static let longest = 1e9

  /// Seconds from now, 0 or more. A date is compared with the answer's own `Date`, so that a wrong clock here does not
  /// matter, else with `now`.
  static func seconds(_ value: String, date: String?, now: Timestamp) -> Double? {
    let trimmed = value.drop { $0 == " " }
    // Digits only: `Double` also takes `0x10` and `infinity`.
    if !trimmed.isEmpty, trimmed.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "." || $0 == " ") }) {
      // Digits beyond any number are a very long time, not none.
      return Double(trimmed.prefix { $0 != " " }).map { min($0, longest) }
    }
    guard let wanted = moment(trimmed) else { return nil }
    let reference = date.flatMap { moment($0[...]) } ?? now
    let (wait, overflow) = wanted.milliseconds.subtractingReportingOverflow(reference.milliseconds)
    return overflow ? nil : min(longest, max(0, Double(wait) / 1000))
  }

  /// The one date format that HTTP servers may send (RFC 9110, IMF-fixdate).
  static func moment(_ text: Substring) -> Timestamp? {
    let parts = text.split { $0 == " " || $0 == "," }
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard parts.count == 6, parts[5] == "GMT", parts[1].count <= 2, let day = Int(parts[1]),
      let month = months.firstIndex(of: String(parts[2]))
    else { return nil }
    let monthNumber = month + 1
    return Timestamp(
      "\(parts[3])-\(monthNumber < 10 ? "0" : "")\(monthNumber)-\(day < 10 ? "0" : "")\(day)T\(parts[4])Z")
  }
}
