extension JSONReader {
  /// The text of a string, or the bytes of any other value as they were written.
  func text(_ token: JSONToken) -> String {
    guard token.kind == .escapedString else {
      return String(decoding: bytes[token.content], as: UTF8.self)
    }
    var text: [UInt8] = []
    text.reserveCapacity(token.range.count)
    appendText(of: token, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// At most `limit` scalars of the text; the cost does not grow with what follows.
  func text(_ token: JSONToken, limit: Int) -> String {
    var text: [UInt8] = []
    appendText(of: token, to: &text, limit: limit)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the text as UTF-8, escapes resolved; ill-formed UTF-8 is passed on for the caller's `String` to repair.
  func appendText(of token: JSONToken, to text: inout [UInt8], limit: Int = .max) {
    let content = token.content
    guard token.kind == .escapedString else {
      text.append(contentsOf: bytes[content.lowerBound..<end(of: content, limit: limit)])
      return
    }
    var index = content.lowerBound
    var scalars = 0
    while index < content.upperBound {
      let byte = bytes[index]
      // A continuation byte belongs to the scalar that was counted with its first byte.
      if byte & 0xC0 != 0x80 {
        guard scalars < limit else { return }
        scalars += 1
      }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        index += 1
        continue
      }
      index = appendEscape(at: index, of: content, to: &text)
    }
  }

  /// Where `limit` scalars end. Stray continuation bytes count no scalar, so bytes are limited too.
  private func end(of content: Range<Int>, limit: Int) -> Int {
    guard limit < content.count else { return content.upperBound }
    var index = content.lowerBound
    var scalars = 0
    let last = limit < content.count / 4 ? content.lowerBound + limit * 4 : content.upperBound
    while index < last {
      if bytes[index] & 0xC0 != 0x80 {
        if scalars == limit { break }
        scalars += 1
      }
      index += 1
    }
    return index
  }

  /// Returns the index after the escape, or after both of a surrogate pair.
  private func appendEscape(at index: Int, of content: Range<Int>, to text: inout [UInt8]) -> Int {
    switch bytes[index + 1] {
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): return appendUnicodeEscape(at: index, of: content, to: &text)
    case let itself: text.append(itself)
    }
    return index + 2
  }

  private func appendUnicodeEscape(at index: Int, of content: Range<Int>, to text: inout [UInt8]) -> Int {
    var value = codeUnit(at: index)
    var next = index + 6
    if value & 0xFC00 == 0xD800, next + 6 <= content.upperBound, bytes[next] == UInt8(ascii: "\\"),
      bytes[next + 1] == UInt8(ascii: "u")
    {
      let low = codeUnit(at: next)
      if low & 0xFC00 == 0xDC00 {
        value = 0x10000 + (value & 0x3FF) << 10 + (low & 0x3FF)
        next += 6
      }
    }
    text.append(
      contentsOf: UTF8.encode(Unicode.Scalar(value) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
    return next
  }

  private func codeUnit(at index: Int) -> UInt32 {
    (index + 2..<index + 6).reduce(0) { $0 << 4 | (hexValue(bytes[$1]) ?? 0) }
  }
}
