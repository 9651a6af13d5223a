/// The text of a search. In lower case it matches either case, `guang` also `Guangzhou`; else only the same case.
/// Both sides are compared in normal form C, see ``NormalForm``.
public struct SearchPattern: Sendable, Hashable {
  public let text: String
  public let isCaseSensitive: Bool
  let needle: [UInt8]  // The bytes of the text. Only ASCII letters are compared without case in this way.
  private let shifts: [UInt8]  // By the last byte compared, how far to move after a mismatch (Horspool)
  /// Each scalar in both cases, where bytes are not enough: `é` is also `É`.
  private let variants: [ScalarVariants]?
  private let isPlainInJSON: Bool  // In JSON every character of it is either unchanged or `\uXXXX`
  private let isASCII: Bool

  private struct ScalarVariants: Sendable, Hashable {
    var written: UInt32
    var other: UInt32
  }

  public init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    isASCII = text.utf8.allSatisfy { $0 < 0x80 }
    let text = isASCII ? text : NormalForm.composed(text)
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
    isPlainInJSON = scalars.allSatisfy { $0.value >= 0x20 && $0 != "\"" && $0 != "\\" && $0 != "/" }
  }

  /// Whatever matches this pattern matches the earlier one too: `guang` after `gua`.
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

/// Which members a search reads: all but times, types, links, sources and the ids of users, which every row has.
public enum SearchedText {
  private static let endings: [StaticString] = ["_id", "_ids", "_time", "_type", "_url"]
  /// Names with such an ending that are read all the same.
  private static let searched: [StaticString] = RecordField.searched + ["memory_id"]

  fileprivate static func excludes(_ key: JSONToken, in reader: JSONReader) -> Bool {
    for name in RecordField.unsearched where reader.matches(key, name) { return true }
    let content = key.content
    let hasEnding = endings.contains { ending in
      let count = ending.utf8CodeUnitCount
      guard content.count > count else { return false }
      let start = content.upperBound - count
      return (0..<count).allSatisfy { reader.bytes[start + $0] == ending.utf8Start[$0] }
    }
    return hasEnding && !searched.contains { reader.matches(key, $0) }
  }

  /// Whether a search reads a field of an open memory: `memory_value`, `info.scene`, not `update_time`.
  public static func includes(_ field: MemoryField) -> Bool {
    let name = field.name.split(separator: ".", maxSplits: 1).first.map(String.init) ?? field.name
    if searched.contains(where: { $0.description == name }) || FilterField(field.name).isInInfo {
      return true
    }
    return !RecordField.unsearched.contains { $0.description == name }
      && !endings.contains { name.hasSuffix($0.description) }
  }
}

extension SearchPattern {
  /// All matches, in UTF-8 offsets, at most `limit`.
  public func ranges(in text: String, limit: Int = .max) -> [Range<Int>] {
    var text = text
    if let ranges = text.withUTF8({ mayDiffer($0) ? nil : ranges(in: $0, limit) }) { return ranges }
    let composed = ComposedText(text)
    return composed.bytes.withUnsafeBufferPointer { ranges(in: $0, limit) }.map(composed.origin)
  }

  private func ranges(in bytes: UnsafeBufferPointer<UInt8>, _ limit: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    while ranges.count < limit, let range = first(in: bytes, from: start) {
      ranges.append(range)
      start = range.upperBound
    }
    return ranges
  }

  public func matches(_ text: String) -> Bool {
    var text = text
    if let found = text.withUTF8({ mayDiffer($0) ? nil : first(in: $0, from: 0) != nil }) { return found }
    var composed = NormalForm.composed(text)
    return composed.withUTF8 { first(in: $0, from: 0) != nil }
  }

  /// Whether these bytes must be composed first. For ASCII ``first(in:from:)`` looks at what follows a match.
  private func mayDiffer(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    !isASCII && NormalForm.mayChange(bytes)
  }

  fileprivate func matches(bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    mayDiffer(bytes) ? matches(String(decoding: bytes, as: UTF8.self)) : first(in: bytes, from: 0) != nil
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
            if index == last, !(isASCII && NormalForm.composes(bytes, at: end)) {
              return end - last..<end + 1
            }
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

  /// Bytes of a page may be ill-formed: what is not a scalar is skipped byte by byte.
  @inline(__always)
  static func scalar(in bytes: UnsafeBufferPointer<UInt8>, at position: Int) -> (
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

  /// Whether text, title, reasoning, tags, tools or values of `info` match, see ``SearchedText``.
  /// - Parameter cost: grows by the work done, in bytes read once.
  public func matches(_ memory: Memory, cost: inout Int) -> Bool {
    memory.source.page.withUnsafeBufferPointer { page in
      let record = UnsafeBufferPointer(rebasing: page[memory.source.range])
      // Measured: comparing scalars in either case takes six times as long as bytes.
      let walk = record.count * (variants == nil ? isASCII ? 1 : 2 : 6)
      cost += walk
      // For most rows the bytes are enough.
      if isPlainInJSON, first(in: record, from: 0) == nil, !Self.hasUnicodeEscape(record), !mayDiffer(record)
      {
        return false
      }
      cost += walk
      var reader = JSONReader(record)
      do throws(JSONError) {
        return try reader.finds(self)
      } catch {
        // Not reached: the record was read when its page arrived.
        return false
      }
    }
  }

  /// `\u4e2d` may hide a match. An escaped backslash before a `u` counts too, which costs time but no match.
  private static func hasUnicodeEscape(_ record: UnsafeBufferPointer<UInt8>) -> Bool {
    var place = 0
    while true {
      place = record.firstPlace(from: place) {
        $0.marks(of: 0x5C)
      } where: {
        $0 == 0x5C
      }
      guard place + 1 < record.count else { return false }
      if record[place + 1] == UInt8(ascii: "u") { return true }
      place += 1
    }
  }
}

extension JSONReader {
  /// Reads the value that starts here; true if one of its strings has the pattern.
  /// - Parameter everywhere: also in members with the name of an id or a time: below `info` names are the user's own.
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
        if found || !everywhere && SearchedText.excludes(key, in: reader) {
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
      case .plainString: return pattern.matches(bytes: UnsafeBufferPointer(rebasing: bytes[token.content]))
      case .escapedString: return pattern.matches(text(token))
      default: return false
      }
    }
  }
}
