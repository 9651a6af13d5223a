/// Walks JSON text value by value. Strict but for three things that Python services send: `NaN` and `Infinity`
/// count as numbers, broken UTF-8 and lone surrogates become U+FFFD when decoded, and a byte order mark is skipped.
///
/// Skipping a value checks its whole grammar, so what was skipped once can be read again without an error.
struct JSONReader {
  typealias Failure = JSONParsingError

  let bytes: UnsafeBufferPointer<UInt8>
  var position: Int
  private var depth = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  /// What follows the byte order mark and the white space in front of the first value.
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

  /// The kind of the value that starts here, white space skipped; nothing of it is read.
  mutating func peek() throws(Failure) -> UInt8 {
    skipSpace()
    guard position < bytes.count else { throw Failure(.unexpectedEnd, at: position) }
    return bytes[position]
  }

  mutating func skipValue() throws(Failure) -> JSONToken {
    let first = try peek()
    let start = position
    switch first {
    case UInt8(ascii: "\""):
      return try skipString()
    case UInt8(ascii: "{") where isDeepest, UInt8(ascii: "[") where isDeepest:
      try skipDeepContainer()
      return JSONToken(kind: first == UInt8(ascii: "{") ? .object : .array, range: start..<position)
    case UInt8(ascii: "{"):
      try forEachMember { reader, _ throws(Failure) in _ = try reader.skipValue() }
      return JSONToken(kind: .object, range: start..<position)
    case UInt8(ascii: "["):
      try forEachElement { reader throws(Failure) in _ = try reader.skipValue() }
      return JSONToken(kind: .array, range: start..<position)
    case UInt8(ascii: "t"):
      try skipWord("true")
      return JSONToken(kind: .true, range: start..<position)
    case UInt8(ascii: "f"):
      try skipWord("false")
      return JSONToken(kind: .false, range: start..<position)
    case UInt8(ascii: "n"):
      try skipWord("null")
      return JSONToken(kind: .null, range: start..<position)
    default:
      try skipNumber()
      return JSONToken(kind: .number, range: start..<position)
    }
  }

  /// Reads the object that starts here. `body` is handed each key and must read the value that follows.
  @inline(__always)
  mutating func forEachMember(
    _ body: (inout JSONReader, JSONToken) throws(Failure) -> Void
  ) throws(Failure) {
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
  mutating func forEachElement(
    _ body: (inout JSONReader) throws(Failure) -> Void
  ) throws(Failure) {
    enter()
    defer { depth -= 1 }
    if try peek() == UInt8(ascii: "]") {
      position += 1
      return
    }
    repeat { try body(&self) } while try continues(before: UInt8(ascii: "]"))
  }

  private mutating func enter() {
    depth += 1
    position += 1
  }

  /// Deeper than this nothing is read by recursion: the stack is finite.
  var isDeepest: Bool { depth >= JSONValue.deepestNesting }

  /// The key and the colon behind it.
  mutating func skipKey() throws(Failure) -> JSONToken {
    guard try peek() == UInt8(ascii: "\"") else { throw unexpected() }
    let key = try skipString()
    guard try peek() == UInt8(ascii: ":") else { throw unexpected() }
    position += 1
    return key
  }

  /// True after a comma, false after the closing bracket.
  mutating func continues(before close: UInt8) throws(Failure) -> Bool {
    let next = try peek()
    guard next == UInt8(ascii: ",") || next == close else { throw unexpected() }
    position += 1
    return next != close
  }

  private mutating func skipWord(_ word: StaticString) throws(Failure) {
    for offset in 0..<word.utf8CodeUnitCount {
      guard position < bytes.count else { throw Failure(.unexpectedEnd, at: position) }
      guard bytes[position] == word.utf8Start[offset] else { throw unexpected() }
      position += 1
    }
  }

  private mutating func skipNumber() throws(Failure) {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    switch try current() {
    case UInt8(ascii: "N") where position == start: return try skipWord("NaN")
    case UInt8(ascii: "I"): return try skipWord("Infinity")
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
