extension Span where Element == UInt8 {
  /// The scalar whose first byte is at `offset`, and the offset of the next one. The bytes are those of a `String`,
  /// so they are valid.
  func scalar(at offset: Int) -> (scalar: Unicode.Scalar, next: Int) {
    let first = self[offset]
    if first < 0x80 { return (Unicode.Scalar(first), offset + 1) }
    let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    guard offset + length <= count else { return ("\u{FFFD}", count) }
    var value = UInt32(first) & (length == 2 ? 0x1F : length == 3 ? 0x0F : 0x07)
    for index in offset + 1..<offset + length {
      value = value << 6 | UInt32(self[index] & 0x3F)
    }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", offset + length)
  }

  /// A copy of the bytes of whole scalars, as text.
  func string(from start: Int, to end: Int) -> String {
    var scalars = String.UnicodeScalarView()
    var offset = start
    while offset < end {
      let (scalar, next) = scalar(at: offset)
      scalars.append(scalar)
      offset = next
    }
    return String(scalars)
  }
}
