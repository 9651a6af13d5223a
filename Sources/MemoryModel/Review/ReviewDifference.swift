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
  /// In UTF-8 offsets, for each text the words that not all of them have in this order. What is masked is one word:
  /// `12 May 2026`, `¥1,955`.
  public static func ranges(in texts: [String]) -> [[Range<Int>]] {
    var reader = WordReader()
    let pieces = texts.map { text in Wording(reader.read(text), of: text).pieces }
    guard var common = pieces.first?.map(\.hash) else { return [] }
    for other in pieces.dropFirst() {
      var shared = SharedSequence(common, other.map(\.hash))
      shared.find()
      common = zip(common, shared.isKept).filter(\.1).map(\.0)
    }
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
}
