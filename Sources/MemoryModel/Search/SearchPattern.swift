/// What is searched for. In lower case it finds either case, else only what is written alike: `guang` finds
/// `Guangzhou`, `GUANG` does not.
public struct SearchPattern: Sendable, Hashable {
  public let text: String
  public let isCaseSensitive: Bool
  /// The bytes of the text; of it everything but ASCII letters is found byte by byte.
  let needle: [UInt8]
  /// How far to go on when the last byte compared does not fit (Horspool), by that byte.
  let shifts: [UInt8]
  /// Each scalar as it is and as the other case writes it, where bytes do not decide: `é` is also `É`.
  let variants: [ScalarVariants]?
  /// JSON writes every character of it as it is, or as `\uXXXX`.
  let standsInRawJSON: Bool

  struct ScalarVariants: Sendable, Hashable {
    var written: UInt32
    var other: UInt32
  }

  /// `nil` for nothing.
  public init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    let scalars = text.unicodeScalars
    let isCaseSensitive = scalars.contains { $0.properties.isUppercase }
    self.text = text
    self.isCaseSensitive = isCaseSensitive
    needle = Array(text.utf8)
    shifts = Self.shifts(for: needle)
    let variants = scalars.map { Self.variants(of: $0) }
    let needsVariants =
      !isCaseSensitive && zip(scalars, variants).contains { !$0.isASCII && $1.written != $1.other }
    self.variants = needsVariants ? variants : nil
    standsInRawJSON = scalars.allSatisfy { $0.value >= 0x20 && $0 != "\"" && $0 != "\\" && $0 != "/" }
  }

  /// Whatever has this pattern in it has the earlier one too: `guang` after `gua`.
  public func narrows(_ earlier: SearchPattern) -> Bool {
    (isCaseSensitive || !earlier.isCaseSensitive) && text.utf8.starts(with: earlier.text.utf8)
  }

  private static func shifts(for needle: [UInt8]) -> [UInt8] {
    let longest = min(needle.count, 255)
    var shifts = [UInt8](repeating: UInt8(longest), count: 256)
    for (index, byte) in needle.dropLast().enumerated() {
      shifts[Int(byte)] = UInt8(min(needle.count - 1 - index, 255))
    }
    return shifts
  }

  /// One scalar for one scalar: `ß` has no other case here.
  private static func variants(of scalar: Unicode.Scalar) -> ScalarVariants {
    let other = scalar.properties.uppercaseMapping.unicodeScalars
    let upper = other.count == 1 ? other.first ?? scalar : scalar
    return ScalarVariants(written: scalar.value, other: upper.value)
  }
}

/// Which members of a record a search looks into: all that read as text. Ids, times, types and the like would match
/// `a1` or `2025` in every row, and the source messages are not what the memory says.
public enum SearchedText {
  private static let endings: [StaticString] = ["_id", "_ids", "_time", "_type", "_url"]

  static func leavesOut(_ key: JSONToken, in reader: JSONReader) -> Bool {
    for name in RecordField.unsearched where reader.matches(key, name) { return true }
    let content = key.content
    return endings.contains { ending in
      let count = ending.utf8CodeUnitCount
      guard content.count > count else { return false }
      let start = content.upperBound - count
      return (0..<count).allSatisfy { reader.bytes[start + $0] == ending.utf8Start[$0] }
    }
  }

  /// Whether a search looks into a field of an open memory: `memory_value`, `info.scene`, not `update_time`.
  public static func covers(_ field: MemoryField) -> Bool {
    let name = field.name.split(separator: ".", maxSplits: 1).first.map(String.init) ?? field.name
    return !RecordField.unsearched.contains { $0.description == name }
      && !endings.contains { name.hasSuffix($0.description) }
  }
}

extension SearchPattern {
  /// Where it stands in the text, in UTF-8 offsets, one behind the other.
  /// - Parameter limit: more are not looked for.
  public func ranges(in text: String, limit: Int = .max) -> [Range<Int>] {
    var text = text
    return text.withUTF8 { bytes in
      var ranges: [Range<Int>] = []
      var start = 0
      while ranges.count < limit, let range = first(in: bytes, from: start) {
        ranges.append(range)
        start = range.upperBound
      }
      return ranges
    }
  }

  public func isIn(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { first(in: $0, from: 0) != nil }
  }

  func first(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Range<Int>? {
    if let variants { return first(of: variants, in: bytes, from: start) }
    return isCaseSensitive
      ? firstByBytes(in: bytes, from: start) { $0 }
      : firstByBytes(in: bytes, from: start) { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 }
  }

  @inline(__always)
  private func firstByBytes(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, fold: (UInt8) -> UInt8
  ) -> Range<Int>? {
    needle.withUnsafeBufferPointer { needle in
      shifts.withUnsafeBufferPointer { shifts in
        let last = needle.count - 1
        let final = needle[last]
        var end = start + last
        while end < bytes.count {
          let byte = fold(bytes[end])
          if byte == final {
            var index = 0
            while index < last, fold(bytes[end - last + index]) == needle[index] { index += 1 }
            if index == last { return end - last..<end + 1 }
          }
          end += Int(shifts[Int(byte)])
        }
        return nil
      }
    }
  }

  private func first(
    of variants: [ScalarVariants], in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Range<Int>? {
    var position = start
    while position < bytes.count {
      if let end = end(of: variants, in: bytes, at: position) { return position..<end }
      position = Self.scalar(in: bytes, at: position).next
    }
    return nil
  }

  private func end(
    of variants: [ScalarVariants], in bytes: UnsafeBufferPointer<UInt8>, at start: Int
  ) -> Int? {
    var position = start
    for variant in variants {
      guard position < bytes.count else { return nil }
      let (value, next) = Self.scalar(in: bytes, at: position)
      guard value == variant.written || value == variant.other else { return nil }
      position = next
    }
    return position
  }

  /// Bytes of a page need not be well-formed: what is no scalar is passed over byte by byte.
  @inline(__always)
  private static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> (
    value: UInt32, next: Int
  ) {
    let first = bytes[position]
    if first < 0x80 { return (UInt32(first), position + 1) }
    let length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard length > 1, position + length <= bytes.count else { return (0xFFFD, position + 1) }
    var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for index in position + 1..<position + length {
      guard bytes[index] & 0xC0 == 0x80 else { return (0xFFFD, position + 1) }
      value = value << 6 | UInt32(bytes[index] & 0x3F)
    }
    return (value, position + length)
  }
}

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
          found = try reader.finds(
            pattern, everywhere: everywhere || reader.matches(key, RecordField.info.wireName))
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
