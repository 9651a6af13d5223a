import Glibc

/// A time of the UTC calendar, taken apart and put together by the C library.
struct Moment {
  var year: Int
  var month: Int
  var day: Int
  var hour = 0
  var minute = 0
  var second = 0

  init(milliseconds: Int64) {
    var seconds = time_t(milliseconds / 1000)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    (year, month, day) = (Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday))
    (hour, minute, second) = (Int(parts.tm_hour), Int(parts.tm_min), Int(parts.tm_sec))
  }

  /// `2025-12-01` or `2025-12-01 08:30:00`; nil for `2025-02-30`, `2025-1-1` and any other form.
  init?(filterText text: String) {
    let shape = text.utf8.map { (0x30...0x39).contains($0) ? UInt8(ascii: "0") : $0 }
    guard shape == Array("0000-00-00".utf8) || shape == Array("0000-00-00 00:00:00".utf8) else { return nil }
    let numbers = text.utf8.split { !(0x30...0x39).contains($0) }.map {
      $0.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    }
    (year, month, day) = (numbers[0], numbers[1], numbers[2])
    if numbers.count == 6 { (hour, minute, second) = (numbers[3], numbers[4], numbers[5]) }
    guard Moment(milliseconds: milliseconds).parts == parts else { return nil }
  }

  var milliseconds: Int64 {
    var parts = tm()
    parts.tm_year = Int32(year - 1900)
    parts.tm_mon = Int32(month - 1)
    parts.tm_mday = Int32(day)
    parts.tm_hour = Int32(hour)
    parts.tm_min = Int32(minute)
    parts.tm_sec = Int32(second)
    return Int64(timegm(&parts)) * 1000
  }

  private var parts: [Int] { [year, month, day, hour, minute, second] }

  /// `2025-12-01`.
  var date: String { "\(padded(year, 4))-\(padded(month))-\(padded(day))" }
  /// `08:30`.
  var clock: String { "\(padded(hour)):\(padded(minute))" }
  /// `2025-12-01T08:30:00Z`.
  var iso8601: String { "\(date)T\(clock):\(padded(second))Z" }

  private func padded(_ number: Int, _ width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
