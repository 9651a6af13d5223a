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
