/// Reads JSON text value by value. It is strict except for three things that Python services send: `NaN` and `Infinity`
/// are numbers, broken UTF-8 and lone surrogates become U+FFFD when decoded, and a byte order mark is skipped.
/// Skipping a value checks its whole grammar, so a skipped value can be read later without an error.
struct JSONReader {
  typealias Failure = JSONError
  let bytes: UnsafeBufferPointer<UInt8>
  var position: Int
  private var depth = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  mutating func skipPreamble() {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
    skipSpace()
  }

  mutating func expectEnd() throws(Failure) {
    skipSpace()
    guard position == bytes.count else { throw Failure(.bytesAfterValue, at: position) }
  }

  @inline(__always)
  mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  mutating func peek() throws(Failure) -> UInt8 {
    skipSpace()
    guard position < bytes.count else { throw Failure(.unexpectedEnd, at: position) }
    return bytes[position]
  }

  mutating func skipValue() throws(Failure) -> JSONToken {
    let first = try peek()
    let start = position
    switch first {
    case UInt8(ascii: "\""): return try skipString()
    case UInt8(ascii: "{") where isDeepest, UInt8(ascii: "[") where isDeepest:
      try skipDeepContainer()
      return JSONToken(kind: first == UInt8(ascii: "{") ? .object : .array, range: start..<position)
    case UInt8(ascii: "{"):
      try forEachMember { reader, _ throws(Failure) in _ = try reader.skipValue() }
      return JSONToken(kind: .object, range: start..<position)
    case UInt8(ascii: "["):
      try forEachElement { reader throws(Failure) in _ = try reader.skipValue() }
      return JSONToken(kind: .array, range: start..<position)
    case UInt8(ascii: "t"): return try skipWord("true", .true)
    case UInt8(ascii: "f"): return try skipWord("false", .false)
    case UInt8(ascii: "n"): return try skipWord("null", .null)
    default:
      try skipNumber()
      return JSONToken(kind: .number, range: start..<position)
    }
  }

  /// Reads the object that starts here. `body` gets each key and must read the value after it.
  @inline(__always)
  mutating func forEachMember(_ body: (inout JSONReader, JSONToken) throws(Failure) -> Void) throws(Failure) {
    enter()
    defer { depth -= 1 }
    if try peek() == UInt8(ascii: "}") {
      position += 1
      return
    }
    while true {
      try body(&self, try skipKey())
      guard try continues(before: UInt8(ascii: "}")) else { return }
    }
  }

  /// Reads the array that starts here. `body` must read one value each time.
  @inline(__always)
  mutating func forEachElement(_ body: (inout JSONReader) throws(Failure) -> Void) throws(Failure) {
    enter()
    defer { depth -= 1 }
    if try peek() == UInt8(ascii: "]") {
      position += 1
      return
    }
    repeat { try body(&self) } while try continues(before: UInt8(ascii: "]"))
  }

  @inline(__always)
  func forEachMember(
    of object: JSONToken, _ body: (inout JSONReader, JSONToken) throws(Failure) -> Void
  ) throws(Failure) {
    var reader = JSONReader(bytes, at: object.range.lowerBound)
    try reader.forEachMember(body)
  }

  @inline(__always)
  func forEachElement(
    of list: JSONToken, _ body: (inout JSONReader) throws(Failure) -> Void
  ) throws(Failure) {
    var reader = JSONReader(bytes, at: list.range.lowerBound)
    try reader.forEachElement(body)
  }

  private mutating func enter() {
    depth += 1
    position += 1
  }

  /// Nothing deeper is read by recursion: the stack is finite.
  var isDeepest: Bool { depth >= JSONValue.deepestNesting }

  private mutating func skipKey() throws(Failure) -> JSONToken {
    guard try peek() == UInt8(ascii: "\"") else { throw unexpected() }
    let key = try skipString()
    guard try peek() == UInt8(ascii: ":") else { throw unexpected() }
    position += 1
    return key
  }

  /// True after a comma, false after the closing bracket.
  private mutating func continues(before close: UInt8) throws(Failure) -> Bool {
    let next = try peek()
    guard next == UInt8(ascii: ",") || next == close else { throw unexpected() }
    position += 1
    return next != close
  }

  @discardableResult
  private mutating func skipWord(_ word: StaticString, _ kind: JSONToken.Kind) throws(Failure) -> JSONToken {
    let start = position
    for offset in 0..<word.utf8CodeUnitCount {
      guard position < bytes.count else { throw Failure(.unexpectedEnd, at: position) }
      guard bytes[position] == word.utf8Start[offset] else { throw unexpected() }
      position += 1
    }
    return JSONToken(kind: kind, range: start..<position)
  }

  private mutating func skipNumber() throws(Failure) {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    switch try current() {
    case UInt8(ascii: "N") where position == start:
      try skipWord("NaN", .number)
      return
    case UInt8(ascii: "I"):
      try skipWord("Infinity", .number)
      return
    case UInt8(ascii: "0"): position += 1
    case UInt8(ascii: "1")...UInt8(ascii: "9"): skipDigits()
    default: throw position == start ? unexpected() : Failure(.badNumber, at: position)
    }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      try expectDigits()
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      let sign = try current()
      if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { position += 1 }
      try expectDigits()
    }
    if position < bytes.count, isDigit(bytes[position]) { throw Failure(.badNumber, at: position) }
  }

  private func current() throws(Failure) -> UInt8 {
    guard position < bytes.count else { throw Failure(.unexpectedEnd, at: position) }
    return bytes[position]
  }

  private mutating func expectDigits() throws(Failure) {
    guard isDigit(try current()) else { throw Failure(.badNumber, at: position) }
    skipDigits()
  }

  private mutating func skipDigits() {
    while position < bytes.count, isDigit(bytes[position]) { position += 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
  private func unexpected() -> Failure { Failure(.unexpectedByte(bytes[position]), at: position) }
}

/// The place and the kind of a value that is not decoded: `"a\n"` is `.escapedString`, quotes included.
struct JSONToken {
  enum Kind: UInt8 {
    case null, `true`, `false`, number
    case plainString  // No backslash between the quotes: the bytes are the text
    case escapedString, array, object
  }

  var kind: Kind
  var range: Range<Int>
  var isString: Bool { kind == .plainString || kind == .escapedString }
  var content: Range<Int> { isString ? range.lowerBound + 1..<range.upperBound - 1 : range }
}

extension MemorySource {
  /// Whether arrays and objects are nested more deeply. It looks only at brackets.
  public func liesDeeper(than limit: Int) -> Bool {
    page.withUnsafeBufferPointer { page in
      let bytes = UnsafeBufferPointer(rebasing: page[range])
      var depth = 0
      var isInString = false
      var index = 0
      while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "\\") where isInString: index += 1
        case UInt8(ascii: "\""): isInString.toggle()
        case UInt8(ascii: "["), UInt8(ascii: "{"):
          if !isInString { depth += 1 }
          if depth > limit { return true }
        case UInt8(ascii: "]"), UInt8(ascii: "}"): if !isInString { depth -= 1 }
        default: break
        }
        index += 1
      }
      return false
    }
  }
}

extension JSONReader {
  /// Skips the array or object that starts here without recursion: a million brackets must not overflow the stack.
  mutating func skipDeepContainer() throws(Failure) {
    var closers: [UInt8] = []
    repeat {
      let first = try peek()
      if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
        let closer = first + 2  // In ASCII a closing bracket is two places after its opening one
        position += 1
        if try peek() != closer {
          closers.append(closer)
          try skipKey(in: closer)
          continue
        }
        position += 1
      } else {
        _ = try skipValue()
      }
      try leaveClosed(&closers)
    } while !closers.isEmpty
  }

  /// After a value: moves to the next one, out of every container that ends here.
  private mutating func leaveClosed(_ closers: inout [UInt8]) throws(Failure) {
    while let closer = closers.last {
      if try continues(before: closer) { return try skipKey(in: closer) }
      closers.removeLast()
    }
  }

  private mutating func skipKey(in closer: UInt8) throws(Failure) {
    if closer == UInt8(ascii: "}") { _ = try skipKey() }
  }

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
      case let byte: throw Failure(.controlCharacterInString(byte), at: position)
      }
    }
  }

  @inline(__always)
  private mutating func skipOrdinaryBytes() {
    position = bytes.firstPlace(from: position) { word in
      word.marks(of: 0x22) | word.marks(of: 0x5C) | word.marksBelowSpace
    } where: { byte in
      byte == 0x22 || byte == 0x5C || byte < 0x20
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
    default: throw Failure(.badEscape, at: position + 1)
    }
  }

  private func hexValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  /// The text of a string, or the bytes of any other value as they were written.
  func text(_ token: JSONToken) -> String {
    guard token.kind == .escapedString else { return String(decoding: bytes[token.content], as: UTF8.self) }
    var text: [UInt8] = []
    text.reserveCapacity(token.range.count)
    appendText(of: token, to: &text)
    return String(decoding: text, as: UTF8.self)
  }

  /// Appends the text as UTF-8 without escapes; the caller's `String` repairs ill-formed UTF-8.
  func appendText(of token: JSONToken, to text: inout [UInt8], limit: Int = .max) {
    let content = token.content
    guard token.kind == .escapedString else {
      text.append(contentsOf: bytes[content.lowerBound..<end(of: content, limit: limit)])
      return
    }
    var index = content.lowerBound
    var budget = ScalarBudget(limit)
    while index < content.upperBound {
      let byte = bytes[index]
      guard budget.takes(byte) else { return }
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        index += 1
        continue
      }
      index = appendEscape(at: index, of: content, to: &text)
    }
  }

  private func end(of content: Range<Int>, limit: Int) -> Int {
    guard limit < content.count else { return content.upperBound }
    var budget = ScalarBudget(limit)
    return content.first { !budget.takes(bytes[$0]) } ?? content.upperBound
  }

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

  /// Of the escape `\uXXXX` that starts here.
  func codeUnit(at index: Int) -> UInt32 {
    (index + 2..<index + 6).reduce(0) { $0 << 4 | (hexValue(bytes[$1]) ?? 0) }
  }
}

/// Searching bytes eight at a time: most of a page is text.
extension UnsafeBufferPointer<UInt8> {
  /// The first place from `start` whose byte `matches`, or `end`. `marks` must set the high bit of the first byte in a
  /// word that matches.
  @inline(__always)
  func firstPlace(
    from start: Int, to end: Int? = nil, marks: (UInt64) -> UInt64, where matches: (UInt8) -> Bool
  ) -> Int {
    let end = end ?? count
    var place = start
    if let base = UnsafeRawPointer(baseAddress) {
      while place + 8 <= end {
        let word = base.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        if marks(word) & 0x8080_8080_8080_8080 != 0 { break }
        place += 8
      }
    }
    while place < end, !matches(self[place]) { place += 1 }
    return place
  }
}

extension UInt64 {
  private static let ones: UInt64 = 0x0101_0101_0101_0101

  @inline(__always)
  func marks(of byte: UInt64) -> UInt64 {
    let difference = self ^ (Self.ones &* byte)
    return (difference &- Self.ones) & ~difference
  }

  @inline(__always)
  var marksBelowSpace: UInt64 { (self &- Self.ones &* 0x20) & ~self }
}

/// Ends a text after some scalars. Stray continuation bytes are no scalars, so the bytes are limited too.
struct ScalarBudget {
  private let limit: Int
  private var scalars = 0
  private var bytes = 0

  init(_ limit: Int) { self.limit = limit }

  mutating func takes(_ byte: UInt8) -> Bool {
    // A continuation byte belongs to the scalar that was counted with its first byte.
    if byte & 0xC0 != 0x80 {
      guard scalars < limit else { return false }
      scalars += 1
    }
    guard bytes / 4 < limit else { return false }
    bytes += 1
    return true
  }
}
