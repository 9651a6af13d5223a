extension JSONReader {
  /// Reads the string that starts here, checking its escapes but not its UTF-8.
  mutating func skipString() throws(Failure) -> JSONToken {
    let start = position
    position += 1
    var kind = JSONToken.Kind.plainString
    while true {
      skipOrdinaryBytes()
      guard position < bytes.count else { throw Failure(.unexpectedEnd, at: position) }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        position += 1
        return JSONToken(kind: kind, range: start..<position)
      case UInt8(ascii: "\\"):
        kind = .escapedString
        try skipEscape()
      case let byte:
        throw Failure(.controlCharacterInString(byte), at: position)
      }
    }
  }

  /// Stops at the next quote, backslash or C0 byte, eight bytes at a stride: most of a page is text.
  @inline(__always)
  private mutating func skipOrdinaryBytes() {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let high: UInt64 = 0x8080_8080_8080_8080
    if let base = UnsafeRawPointer(bytes.baseAddress) {
      while position + 8 <= bytes.count {
        let word = base.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        let quote = word ^ (ones &* 0x22)
        let slash = word ^ (ones &* 0x5C)
        let special =
          ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | ((word &- ones &* 0x20) & ~word)
        if special & high != 0 { break }
        position += 8
      }
    }
    while position < bytes.count {
      let byte = bytes[position]
      if byte == 0x22 || byte == 0x5C || byte < 0x20 { return }
      position += 1
    }
  }

  private mutating func skipEscape() throws(Failure) {
    guard position + 1 < bytes.count else { throw Failure(.unexpectedEnd, at: bytes.count) }
    switch bytes[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 2
    case UInt8(ascii: "u"):
      for offset in 2..<6 {
        guard position + offset < bytes.count else { throw Failure(.unexpectedEnd, at: bytes.count) }
        guard hexValue(bytes[position + offset]) != nil else {
          throw Failure(.badEscape, at: position + offset)
        }
      }
      position += 6
    default:
      throw Failure(.badEscape, at: position + 1)
    }
  }

  func hexValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }
}
