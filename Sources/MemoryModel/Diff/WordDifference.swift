/// Which words of two texts differ, for marking them: of `by train in May` and `by plane in May`, `train` and `plane`.
public struct WordDifference: Sendable, Hashable {
  /// In UTF-8 offsets, in order.
  public let a: [Range<Int>]
  public let b: [Range<Int>]

  /// Of longer texts everything between their common beginning and end differs: comparing takes the square.
  private static let mostSteps = 1 << 18

  public init(_ a: String, _ b: String) {
    let (one, other) = (Self.words(a), Self.words(b))
    let (left, right) = (Array(a.utf8), Array(b.utf8))
    func isSame(_ i: Int, _ j: Int) -> Bool { left[one[i]] == right[other[j]] }
    var start = 0
    while start < min(one.count, other.count), isSame(start, start) { start += 1 }
    var end = 0
    while end < min(one.count, other.count) - start, isSame(one.count - 1 - end, other.count - 1 - end) {
      end += 1
    }
    let (rows, columns) = (one.count - start - end, other.count - start - end)
    var kept: (a: Set<Int>, b: Set<Int>) = ([], [])
    if rows > 0, columns > 0, rows * columns <= Self.mostSteps {
      for (row, column) in Self.common(rows, columns, isSame: { isSame(start + $0, start + $1) }) {
        kept.a.insert(start + row)
        kept.b.insert(start + column)
      }
    }
    self.a = Self.joined((start..<start + rows).filter { !kept.a.contains($0) }.map { one[$0] }, left)
    self.b = Self.joined((start..<start + columns).filter { !kept.b.contains($0) }.map { other[$0] }, right)
  }

  /// The longest common subsequence, as pairs of places.
  private static func common(
    _ rows: Int, _ columns: Int, isSame: (Int, Int) -> Bool
  ) -> [(Int, Int)] {
    let width = columns + 1
    var lengths = [UInt16](repeating: 0, count: (rows + 1) * width)
    for row in (0..<rows).reversed() {
      for column in (0..<columns).reversed() {
        let place = row * width + column
        lengths[place] =
          isSame(row, column)
          ? lengths[place + width + 1] &+ 1 : max(lengths[place + width], lengths[place + 1])
      }
    }
    var pairs: [(Int, Int)] = []
    var (row, column) = (0, 0)
    while row < rows, column < columns {
      let place = row * width + column
      if isSame(row, column) {
        pairs.append((row, column))
        (row, column) = (row + 1, column + 1)
      } else if lengths[place + width] >= lengths[place + 1] {
        row += 1
      } else {
        column += 1
      }
    }
    return pairs
  }

  /// Words without the spaces between them. Of scripts without spaces each character is one.
  private static func words(_ text: String) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    var offset = 0
    for scalar in text.unicodeScalars {
      let end = offset + UTF8.width(scalar)
      if scalar.properties.isWhitespace {
        if let begun = start { words.append(begun..<offset) }
        start = nil
      } else if scalar.isWordItself {
        if let begun = start { words.append(begun..<offset) }
        words.append(offset..<end)
        start = nil
      } else if start == nil {
        start = offset
      }
      offset = end
    }
    if let start { words.append(start..<offset) }
    return words
  }

  /// Neighbours with nothing but spaces between them are one part.
  private static func joined(_ words: [Range<Int>], _ bytes: [UInt8]) -> [Range<Int>] {
    var parts: [Range<Int>] = []
    for word in words {
      if let last = parts.last, bytes[last.upperBound..<word.lowerBound].allSatisfy({ $0 == 0x20 }) {
        parts[parts.count - 1] = last.lowerBound..<word.upperBound
      } else {
        parts.append(word)
      }
    }
    return parts
  }
}
