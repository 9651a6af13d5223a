extension Memory {
  /// What a review compares: `memory_value`, `preference` or `tool_value`, and the whole text of a skill, profile or
  /// event. nil for a record without.
  public var reviewText: String? {
    let field: RecordField
    switch category {
    case .factual: field = .memoryValue
    case .preference: field = .preference
    case .tool: field = .toolValue
    case .skill, .profile, .event: return text
    }
    return source.page.withUnsafeBufferPointer { page in
      let reader = JSONReader(UnsafeBufferPointer(rebasing: page[source.range]))
      // It was read without an error before.
      return (try? reader.text(of: field)) ?? nil
    }
  }
}

extension JSONReader {
  /// Of the record that begins here; an open-source server calls it `memory`, or keeps it in `metadata`.
  fileprivate func text(of field: RecordField) throws(JSONError) -> String? {
    var reader = self
    guard try reader.peek() == UInt8(ascii: "{") else { return nil }
    var tokens = RowTokens()
    try reader.forEachMember { reader, key throws(JSONError) in
      let value = try reader.skipValue()
      if let field = reader.field(key) { tokens[field] = value }
    }
    if tokens[field] == nil, let metadata = tokens[.metadata], metadata.kind == .object {
      try tokens.addMetadata(metadata, in: reader)
    }
    guard let token = tokens[field] ?? tokens[.memory], token.isString else { return nil }
    return reader.text(token)
  }
}

/// Which words differ among texts that say nearly the same.
public enum ReviewDifference {
  /// Steps of one comparison; longer texts are compared without regard to the order of their words.
  private static let mostSteps = 1 << 18

  /// In UTF-8 offsets, for each text the words that not all of them have in this order. What is masked is one word:
  /// `12 May 2026`, `¥1,955`.
  public static func ranges(in texts: [String]) -> [[Range<Int>]] {
    var reader = WordReader()
    let pieces = texts.map { text in Wording(reader.read(text), of: text).pieces }
    guard var common = pieces.first?.map(\.hash) else { return [] }
    for other in pieces.dropFirst() { common = shared(common, other.map(\.hash)) }
    return pieces.map { unmatched($0, common) }
  }

  /// Those ranges as text: `12:30`.
  public static func words(in texts: [String]) -> [[String]] {
    zip(texts, ranges(in: texts)).map { text, ranges in
      ranges.map { String(decoding: text.utf8.dropFirst($0.lowerBound).prefix($0.count), as: UTF8.self) }
    }
  }

  private static func unmatched(_ pieces: [Wording.Piece], _ common: [UInt64]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var next = common[...]
    for piece in pieces {
      if piece.hash == next.first {
        next.removeFirst()
        continue
      }
      let range = Int(piece.range.lowerBound)..<Int(piece.range.upperBound)
      // Characters of one word of Chinese.
      if let last = ranges.last, last.upperBound == range.lowerBound {
        ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
      } else {
        ranges.append(range)
      }
    }
    return ranges
  }

  /// The longest sequence that both have.
  private static func shared(_ one: [UInt64], _ other: [UInt64]) -> [UInt64] {
    let start = zip(one, other).prefix { $0 == $1 }.count
    let rest = min(one.count, other.count) - start
    let end = zip(one.reversed(), other.reversed()).prefix { $0 == $1 }.prefix(rest).count
    let left = one[start..<(one.count - end)]
    let right = other[start..<(other.count - end)]
    let middle =
      left.count * right.count <= mostSteps
      ? longestShared(Array(left), Array(right)) : anyShared(left, right)
    return one[..<start] + middle + one[(one.count - end)...]
  }

  private static func longestShared(_ one: [UInt64], _ other: [UInt64]) -> [UInt64] {
    guard !one.isEmpty, !other.isEmpty else { return [] }
    let width = other.count + 1
    var lengths = [Int32](repeating: 0, count: (one.count + 1) * width)
    for row in stride(from: one.count - 1, through: 0, by: -1) {
      for column in stride(from: other.count - 1, through: 0, by: -1) {
        lengths[row * width + column] =
          one[row] == other[column]
          ? lengths[(row + 1) * width + column + 1] + 1
          : max(lengths[(row + 1) * width + column], lengths[row * width + column + 1])
      }
    }
    var result: [UInt64] = []
    var (row, column) = (0, 0)
    while row < one.count, column < other.count {
      if one[row] == other[column] {
        result.append(one[row])
        row += 1
        column += 1
      } else if lengths[(row + 1) * width + column] >= lengths[row * width + column + 1] {
        row += 1
      } else {
        column += 1
      }
    }
    return result
  }

  private static func anyShared(_ one: ArraySlice<UInt64>, _ other: ArraySlice<UInt64>) -> [UInt64] {
    var left = other.reduce(into: [UInt64: Int]()) { $0[$1, default: 0] += 1 }
    return one.filter { hash in
      guard let count = left[hash], count > 0 else { return false }
      left[hash] = count - 1
      return true
    }
  }
}
