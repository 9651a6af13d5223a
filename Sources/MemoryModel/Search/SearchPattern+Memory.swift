extension SearchPattern {
  /// Whether something that a person reads of the memory has it: text, title, reasoning, tags, tools, values of `info`.
  /// JSON escapes are resolved. See ``SearchedText`` for what is left out.
  /// - Parameter cost: grows by what the answer took, in bytes of a plain walk.
  public func isIn(_ memory: Memory, cost: inout Int) -> Bool {
    memory.source.page.withUnsafeBufferPointer { page in
      let record = UnsafeBufferPointer(rebasing: page[memory.source.range])
      // Measured: scalars of other scripts in either case take six times as long as bytes.
      let walk = record.count * (variants == nil ? 1 : 6)
      cost += walk
      // Most rows are told by their bytes alone.
      if standsInRawJSON, first(in: record, from: 0) == nil, !Self.hasUnicodeEscape(record) { return false }
      cost += walk
      var reader = JSONReader(record)
      do throws(JSONParsingError) {
        return try reader.finds(self)
      } catch {
        // The record was walked when its page came, so this is not reached; what cannot be read has no text.
        return false
      }
    }
  }

  /// `\u4e2d` hides what it stands for. An escaped backslash before a `u` counts too: it costs a walk, no match.
  private static func hasUnicodeEscape(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let backslashes: UInt64 = 0x5C5C_5C5C_5C5C_5C5C
    let ones: UInt64 = 0x0101_0101_0101_0101
    let raw = UnsafeRawBufferPointer(bytes)
    var position = 0
    while position < raw.count {
      if position + 8 <= raw.count {
        let word = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self) ^ backslashes
        guard (word &- ones) & ~word & (ones << 7) != 0 else {
          position += 8
          continue
        }
      }
      for index in position..<min(position + 8, raw.count)
      where raw[index] == UInt8(ascii: "\\") && index + 1 < raw.count && raw[index + 1] == UInt8(ascii: "u") {
        return true
      }
      position += 8
    }
    return false
  }
}

extension JSONReader {
  /// Reads the value that starts here; true if one of its strings has the pattern.
  /// - Parameter everywhere: also in what bears the name of an id or a time: below `info` names are a user's own.
  fileprivate mutating func finds(
    _ pattern: SearchPattern, everywhere: Bool = false
  ) throws(Failure) -> Bool {
    switch try peek() {
    case UInt8(ascii: "{") where isDeepest, UInt8(ascii: "[") where isDeepest:
      try skipDeepContainer()
      return false
    case UInt8(ascii: "{"):
      var found = false
      try forEachMember { reader, key throws(Failure) in
        if found || !everywhere && SearchedText.leavesOut(key, in: reader) {
          _ = try reader.skipValue()
        } else {
          found = try reader.finds(pattern, everywhere: everywhere || reader.matches(key, "info"))
        }
      }
      return found
    case UInt8(ascii: "["):
      var found = false
      try forEachElement { reader throws(Failure) in
        if found {
          _ = try reader.skipValue()
        } else {
          found = try reader.finds(pattern, everywhere: everywhere)
        }
      }
      return found
    default:
      let token = try skipValue()
      switch token.kind {
      case .plainString:
        return pattern.first(in: UnsafeBufferPointer(rebasing: bytes[token.content]), from: 0) != nil
      case .escapedString: return pattern.isIn(text(token))
      default: return false
      }
    }
  }
}
