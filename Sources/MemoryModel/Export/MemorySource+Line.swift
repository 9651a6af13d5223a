extension MemorySource {
  /// The record as received, on one line: line breaks can only stand between its tokens, and go. What is no UTF-8
  /// would make the whole export unreadable, and becomes U+FFFD.
  func appendLine(to line: inout [UInt8]) {
    let isLine = page.withUnsafeBufferPointer { buffer in
      Self.isPlain(UnsafeBufferPointer(rebasing: buffer[range])) || Self.isLine(buffer[range])
    }
    if isLine {
      line += bytes
    } else {
      line += String(decoding: bytes.filter { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self).utf8
    }
  }

  /// Nothing but printable ASCII, eight bytes at a stride: what most records are.
  private static func isPlain(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let ones: UInt64 = 0x0101_0101_0101_0101
    var odd: UInt64 = 0
    var position = 0
    if let base = UnsafeRawPointer(bytes.baseAddress) {
      while position + 8 <= bytes.count {
        let word = base.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        odd |= word | ((word &- ones &* 0x20) & ~word)
        position += 8
      }
    }
    return odd & (ones &* 0x80) == 0 && bytes[position...].allSatisfy { 0x20..<0x80 ~= $0 }
  }

  private static func isLine(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    let bytes = UnsafeBufferPointer(rebasing: bytes)
    return !bytes.contains { $0 == 0x0A || $0 == 0x0D } && (try? UTF8Span(validating: bytes.span)) != nil
  }
}
