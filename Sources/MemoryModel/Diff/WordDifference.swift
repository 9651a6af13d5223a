/// The words that differ between two texts, in UTF-8 offsets; in scripts without spaces, the characters. Differing words
/// side by side are one range: of `at 10:15` and `on Monday` each is one.
public struct WordDifference: Sendable, Hashable {
  public private(set) var was: [Range<Int>] = []
  public private(set) var now: [Range<Int>] = []

  public init(_ was: String, _ now: String) {
    var (one, other) = (was, now)
    one.withUTF8 { one in
      other.withUTF8 { other in
        let (left, right) = Self.differingParts(one, other)
        // Of a megabyte that was replaced, nobody reads which words were kept.
        guard max(left.count, right.count) <= Self.longestCompared else {
          if !left.isEmpty { self.was = [left] }
          if !right.isEmpty { self.now = [right] }
          return
        }
        var numbers = WordNumbers()
        let (before, after) = (numbers.words(of: one, in: left), numbers.words(of: other, in: right))
        var shared = SharedSequence(before.map(\.number), after.map(\.number))
        shared.find()
        self.was = Self.ranges(before, kept: shared.isKept)
        self.now = Self.ranges(after, kept: shared.isOtherKept)
      }
    }
  }

  private static let longestCompared = 128 << 10

  /// What is between the beginning and the end that both have, whole words.
  private static func differingParts(
    _ one: UnsafeBufferPointer<UInt8>, _ other: UnsafeBufferPointer<UInt8>
  ) -> (Range<Int>, Range<Int>) {
    let shorter = min(one.count, other.count)
    var start = 0
    while start < shorter, one[start] == other[start] { start += 1 }
    while start > 0, !(one.isBetweenWords(start) && other.isBetweenWords(start)) { start -= 1 }
    var end = 0
    while end < shorter - start, one[one.count - 1 - end] == other[other.count - 1 - end] { end += 1 }
    while end > 0, !(one.isBetweenWords(one.count - end) && other.isBetweenWords(other.count - end)) {
      end -= 1
    }
    return (start..<one.count - end, start..<other.count - end)
  }

  private static func ranges(_ words: [WordNumbers.Word], kept: [Bool]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var continues = false
    for (word, isKept) in zip(words, kept) {
      if !isKept {
        if continues, let last = ranges.popLast() {
          ranges.append(last.lowerBound..<word.range.upperBound)
        } else {
          ranges.append(word.range)
        }
      }
      continues = !isKept
    }
    return ranges
  }
}

/// Gives each word a number; the same word has the same number in both texts.
private struct WordNumbers {
  typealias Word = (range: Range<Int>, number: Int32)
  private var numbers: [ArraySlice<UInt8>: Int32] = [:]

  mutating func words(of bytes: UnsafeBufferPointer<UInt8>, in part: Range<Int>) -> [Word] {
    var words: [Word] = []
    var place = part.lowerBound
    while place < part.upperBound {
      let (first, next) = bytes.scalar(at: place)
      let start = place
      place = next
      if first.properties.isWhitespace { continue }
      let isLetter = first.isInWord
      while place < part.upperBound {
        let (scalar, next) = bytes.scalar(at: place)
        guard scalar.isMark || isLetter && (scalar.isInWord || bytes.isJoint(at: place)) else { break }
        place = next
      }
      let word = Array(bytes[start..<place])[...]
      let number = numbers[word] ?? Int32(clamping: numbers.count)
      numbers[word] = number
      words.append((start..<place, number))
    }
    return words
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func scalar(at place: Int) -> (scalar: Unicode.Scalar, next: Int) {
    let (value, next) = SearchPattern.scalar(in: self, at: place)
    return (Unicode.Scalar(value) ?? "\u{FFFD}", next)
  }

  private func scalar(before place: Int) -> Unicode.Scalar {
    var start = place - 1
    while start > 0, self[start] & 0xC0 == 0x80 { start -= 1 }
    return scalar(at: start).scalar
  }

  /// Beside a space, or beside a character of a script without spaces. It need not find every such place.
  fileprivate func isBetweenWords(_ place: Int) -> Bool {
    guard place > 0, place < count else { return true }
    guard self[place] & 0xC0 != 0x80 else { return false }
    let (before, after) = (scalar(before: place), scalar(at: place).scalar)
    if after.isMark { return false }
    return before.properties.isWhitespace || after.properties.isWhitespace || before.hasNoSpaces
      || after.hasNoSpaces
  }

  /// `,` in `1,955`, `:` in `10:15`, `'` in `don't`
  fileprivate func isJoint(at place: Int) -> Bool {
    guard place > 0, place + 1 < count else { return false }
    let (before, after) = (self[place - 1], self[place + 1])
    func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
    func isLetter(_ byte: UInt8) -> Bool { 0x61...0x7A ~= byte | 0x20 }
    switch self[place] {
    case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ":"): return isDigit(before) && isDigit(after)
    case UInt8(ascii: "'"): return isLetter(before) && isLetter(after)
    default: return false
    }
  }
}

extension Unicode.Scalar {
  /// Han, kana, Hangul, Thai and their neighbours.
  public var hasNoSpaces: Bool {
    switch value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7AF,
      0xF900...0xFAFF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }

  fileprivate var isInWord: Bool {
    if value < 0x80 { return 0x30...0x39 ~= value || 0x61...0x7A ~= value | 0x20 || self == "_" }
    return !hasNoSpaces && (properties.isAlphabetic || properties.numericType != nil)
  }

  /// It belongs to the character before it.
  fileprivate var isMark: Bool {
    guard value >= 0x300 else { return false }
    return properties.isGraphemeExtend || self == "\u{200D}" || 0x1F3FB...0x1F3FF ~= value
  }
}
