import Glibc

/// When the rows of one category were last touched: row 0 is the newest, the last one is fourteen months old.
/// Rows come in conversations of two to six, a minute or more apart, so that a screen shows bursts as real use does.
struct Timeline {
  /// Milliseconds since 1970; nothing that exists from the start is newer.
  let anchor: Int64
  let count: Int
  static let span: Int64 = 426 * 86_400_000
  private static let block = 12
  private static let cuts: [[Int]] = [
    [5, 4, 3], [3, 3, 2, 4], [6, 6], [2, 4, 6], [4, 2, 2, 4], [5, 3, 4], [2, 3, 3, 2, 2], [6, 2, 4],
  ]

  /// Rows beyond `count` are those that arrived later: each a minute newer than the one before.
  func place(of row: Int, noise: Noise) -> (conversation: Int, time: Int64) {
    guard row < count else { return (row, anchor + Int64(row - count + 1) * 60_000) }
    let number = row / Timeline.block
    let blockNoise = Noise(noise, number)
    let cut = blockNoise.element(1, of: Timeline.cuts)
    var (part, first) = (0, 0)
    while first + cut[part] <= row % Timeline.block {
      first += cut[part]
      part += 1
    }
    let slot = max(slotLength / Int64(cut.count), 2)
    let start = Int64(number) * slotLength + Int64(part) * slot
    let pace = 90_000 + Int64(blockNoise.pick(UInt64(20 + part), below: 300)) * 1000
    let step = min(pace, slot / Int64(2 * cut[part]))
    // The first conversation is recent also where rows are rare.
    let looseness = number == 0 && part == 0 ? slot / 40 : slot / 2
    let drift = Int64(blockNoise.pick(UInt64(2 + part), below: 1000)) * looseness / 1000
    let within = Int64(row % Timeline.block - first) * step
    return (number * 8 + part, awake(-1000 - start - drift - within))
  }

  /// Moves a time, relative to the anchor, into the 16 hours of its day in which people write, in the same order.
  private func awake(_ offset: Int64) -> Int64 {
    let day: Int64 = 86_400_000
    let days = (offset - day + 1) / day
    let within = offset - days * day
    return (anchor + days * day + day * 7 / 24 + within * 2 / 3) / 1000 * 1000
  }

  /// Minutes between rows are certain, so a time may be written without its seconds and rows stay in order.
  var isCoarse: Bool { slotLength >= 12 * 600_000 }
  private var slotLength: Int64 { Timeline.span * Int64(Timeline.block) / Int64(max(count, 1)) }
}

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
  var date: String { "\(padded(year, 4))-\(padded(month))-\(padded(day))" }
  var minutes: String { "\(date) \(clock)" }
  var iso8601: String { "\(date)T\(clock):\(padded(second))Z" }
  private var clock: String { "\(padded(hour)):\(padded(minute))" }
}
