/// When the clocks of a zone change, from a file of the zone database (RFC 9636, TZif).
public struct ZoneRules: Sendable {
  /// Seconds since 1970, ascending; from each on the offset at the same place holds.
  private var transitions: [Int64] = []
  private var offsets: [Int] = []
  private var firstOffset = 0  // Before the first transition
  private var yearly: YearlyRule?  // After the last transition

  public init?(file: [UInt8]) {
    guard let first = Header(file, at: 0) else { return nil }
    // From version 2 on, the same follows in 64 bits, and a rule for the future.
    guard first.version >= UInt8(ascii: "2") else {
      guard read(file, first, timeBytes: 4) else { return nil }
      return
    }
    guard let second = Header(file, at: first.end(timeBytes: 4)), read(file, second, timeBytes: 8) else {
      return nil
    }
    let footer = file[second.end(timeBytes: 8)...].drop { $0 == 0x0A }.prefix { $0 != 0x0A }
    yearly = YearlyRule(String(decoding: footer, as: UTF8.self))
  }

  func offset(at seconds: Int64) -> Int {
    guard let last = transitions.last, seconds < last else {
      return yearly?.offset(at: seconds) ?? offsets.last ?? firstOffset
    }
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? firstOffset : offsets[low - 1]
  }

  private struct Header {
    let version: UInt8
    let start: Int
    let counts: [Int]

    init?(_ file: [UInt8], at start: Int) {
      guard file.count >= start + 44, file[start..<start + 4].elementsEqual("TZif".utf8) else { return nil }
      self.start = start
      version = file[start + 4]
      counts = (0..<6).map { field in
        let at = start + 20 + field * 4
        return file[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
      }
      guard counts.allSatisfy({ $0 <= 1 << 16 }) else { return nil }
    }

    private var leaps: Int { counts[2] }
    var times: Int { counts[3] }
    var types: Int { counts[4] }
    var body: Int { start + 44 }

    func end(timeBytes: Int) -> Int {
      body + times * (timeBytes + 1) + types * 6 + counts[5] + leaps * (timeBytes + 4) + counts[1] + counts[0]
    }
  }

  private mutating func read(_ file: [UInt8], _ header: Header, timeBytes: Int) -> Bool {
    guard header.types > 0, header.end(timeBytes: timeBytes) <= file.count else { return false }
    func number(_ at: Int, _ count: Int) -> Int64 {
      let first: Int64 = file[at] >= 0x80 ? -1 : 0
      return file[at..<at + count].reduce(first) { $0 << 8 | Int64($1) }
    }
    let types = header.body + header.times * (timeBytes + 1)
    let all = (0..<header.types).map { Int(number(types + $0 * 6, 4)) }
    firstOffset = all[0]
    for index in 0..<header.times {
      let type = Int(file[header.body + header.times * timeBytes + index])
      guard type < all.count else { return false }
      transitions.append(number(header.body + index * timeBytes, timeBytes))
      offsets.append(all[type])
    }
    return true
  }
}

/// `CET-1CEST,M3.5.0,M10.5.0/3`: the same changes every year. Also without changes: `CST-8`.
private struct YearlyRule: Sendable {
  fileprivate struct Turn: Sendable {
    var month: Int
    var week: Int  // 5 is the last one of the month
    var weekday: Int  // 0 is Sunday
    /// Seconds after midnight on the clock before the change; may be negative or more than a day.
    var second: Int
  }

  private let standard: Int
  private let summer: Int
  private let turns: [Turn]

  init?(_ text: String) {
    var reader = DigitScanner(text.utf8[...])
    guard reader.zoneName(), let west = reader.offset() else { return nil }
    standard = -west
    guard !reader.isAtEnd else {
      (summer, turns) = (standard, [])
      return
    }
    guard reader.zoneName() else { return nil }
    if reader.rest.first == UInt8(ascii: ",") {
      summer = standard + 3600
    } else {
      guard let west = reader.offset() else { return nil }
      summer = -west
    }
    guard let start = reader.turn(), let end = reader.turn() else { return nil }
    turns = [start, end]
  }

  func offset(at seconds: Int64) -> Int {
    guard turns.count == 2, abs(seconds) < 1 << 40 else { return standard }
    let day = Int((seconds + Int64(standard)) / 86_400)
    let year = CivilDate(daysSince1970: day).year
    let start = moment(turns[0], year) - standard
    let end = moment(turns[1], year) - summer
    let now = Int(seconds)
    let isSummer = start < end ? start <= now && now < end : !(end <= now && now < start)
    return isSummer ? summer : standard
  }

  /// Seconds since 1970 on the local clock.
  private func moment(_ turn: Turn, _ year: Int) -> Int {
    guard let first = CivilDate(year: year, month: turn.month, day: 1)?.daysSince1970 else { return 0 }
    let weekday = ((first + 4) % 7 + 7) % 7  // 1970-01-01 was a Thursday
    var day = (turn.weekday - weekday + 7) % 7 + (turn.week - 1) * 7
    while day >= CivilDate.days(in: turn.month, of: year) { day -= 7 }
    return (first + day) * 86_400 + turn.second
  }
}

extension DigitScanner {
  /// `CET`, `<+0330>`
  fileprivate mutating func zoneName() -> Bool {
    if skip("<") {
      rest = rest.drop { $0 != UInt8(ascii: ">") }
      return skip(">")
    }
    let letters = rest.prefix { 0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 }
    rest = rest.dropFirst(letters.count)
    return letters.count >= 3
  }

  /// Seconds of `-1`, `3:30`, `+10:00:00`.
  fileprivate mutating func offset() -> Int? {
    let isNegative = skip("-")
    if !isNegative { _ = skip("+") }
    guard let hours = number() else { return nil }
    var seconds = hours * 3600
    for unit in [60, 1] where skip(":") {
      guard let part = number() else { return nil }
      seconds += part * unit
    }
    return isNegative ? -seconds : seconds
  }

  /// `,M3.5.0/2`
  fileprivate mutating func turn() -> YearlyRule.Turn? {
    guard skip(","), skip("M"), let month = number(), skip("."), let week = number(), skip("."),
      let weekday = number(), 1...12 ~= month, 1...5 ~= week, 0...6 ~= weekday
    else { return nil }
    guard skip("/") else { return YearlyRule.Turn(month: month, week: week, weekday: weekday, second: 7200) }
    return offset().map { YearlyRule.Turn(month: month, week: week, weekday: weekday, second: $0) }
  }

  /// Of one to four digits.
  private mutating func number() -> Int? {
    let count = rest.prefix(4).prefix { 0x30...0x39 ~= $0 }.count
    return count == 0 ? nil : number(digits: count)
  }
}
