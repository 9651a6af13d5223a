import MemoryModel

/// How the key may be repeated: `%2D`, `\u002d` or `&#45;` for `-`, any of them twice, base64, hexadecimal.
struct KeySpellings: Sendable {
  private let key: [UInt8]
  private let encoded: [[UInt8]]

  init(_ key: String) {
    self.key = Array(key.utf8)
    // Base64 turns three bytes into four characters, so where the key starts decides which of them depend on it alone.
    var encoded = [
      Self.hexadecimal(self.key, "0123456789abcdef"), Self.hexadecimal(self.key, "0123456789ABCDEF"),
    ]
    for alphabet in [Self.standardAlphabet, Self.addressAlphabet] {
      for before in 0..<3 { encoded.append(Self.base64(self.key, before: before, alphabet)) }
    }
    // The encoding of a key of three letters would be found in any text.
    self.encoded = encoded.filter { $0.count >= Self.shortestEncoding }
  }

  private static let shortestEncoding = 6

  func masked(_ text: String, with mask: String) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var copied = 0
    var index = 0
    while index < bytes.count {
      guard let end = end(in: bytes, at: index) else {
        index += 1
        continue
      }
      result += bytes[copied..<index]
      result += Array(mask.utf8)
      index = end
      copied = end
    }
    guard copied > 0 else { return text }
    return String(decoding: result + bytes[copied...], as: UTF8.self)
  }

  private func end(in bytes: [UInt8], at start: Int) -> Int? {
    if let end = endOfEscaped(in: bytes, at: start) { return end }
    for text in encoded where bytes[start...].starts(with: text) {
      var end = start + text.count
      // The last character also holds bits of what follows the key.
      while end < bytes.count, Self.isBase64(bytes[end]) { end += 1 }
      return end
    }
    return nil
  }

  private func endOfEscaped(in bytes: [UInt8], at start: Int) -> Int? {
    var index = start
    for wanted in key {
      guard let (byte, end) = Self.character(in: bytes, at: index, wanted: wanted), byte == wanted else {
        return nil
      }
      index = end
    }
    return key.isEmpty ? nil : index
  }

  /// The character that is spelled there. A key may itself contain `%` and `&`, so the plain byte is tried too.
  private static func character(in bytes: [UInt8], at start: Int, wanted: UInt8) -> (byte: UInt8, end: Int)? {
    guard start < bytes.count else { return nil }
    switch bytes[start] {
    case UInt8(ascii: "%"):
      // `%252D` is `%2D` is `-`.
      var digits = start + 1
      while bytes[digits...].starts(with: "25".utf8), digits + 2 < bytes.count, isHex(bytes[digits + 2]) {
        digits += 2
      }
      if let value = number(in: bytes, from: digits, digits: 2), value == wanted {
        return (value, digits + 2)
      }
    case UInt8(ascii: "\\"):
      var next = start
      while next < bytes.count, bytes[next] == UInt8(ascii: "\\") { next += 1 }
      guard next < bytes.count else { break }
      if "uU".utf8.contains(bytes[next]) {
        if bytes[(next + 1)...].starts(with: "00".utf8),
          let value = number(in: bytes, from: next + 3, digits: 2),
          value == wanted
        {
          return (value, next + 5)
        }
      } else if bytes[next] == UInt8(ascii: "x"), let value = number(in: bytes, from: next + 1, digits: 2),
        value == wanted
      {
        return (value, next + 3)
      }
      if wanted == UInt8(ascii: "\\") {
        // One, or two where it is escaped.
        return (wanted, start + (next - start >= 2 ? 2 : 1))
      }
      if bytes[next] == wanted { return (wanted, next + 1) }
    case UInt8(ascii: "&"):
      if let entity = entity(in: bytes, at: start), entity.byte == wanted { return entity }
    case let byte: return (byte, start + 1)
    }
    return (bytes[start], start + 1)
  }

  /// `&#45;`, `&#x2d;`, `&amp;`
  private static func entity(in bytes: [UInt8], at start: Int) -> (byte: UInt8, end: Int)? {
    guard let end = bytes[start...].prefix(12).firstIndex(of: UInt8(ascii: ";")) else { return nil }
    var name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
    if name.hasPrefix("#") {
      name.removeFirst()
      let value = name.lowercased().hasPrefix("x") ? UInt8(name.dropFirst(), radix: 16) : UInt8(name)
      return value.map { ($0, end + 1) }
    }
    let named = ["amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'"]
    return named[name]?.utf8.first.map { ($0, end + 1) }
  }

  private static func number(in bytes: [UInt8], from start: Int, digits: Int) -> UInt8? {
    guard start <= bytes.count, bytes.count - start >= digits else { return nil }
    let text = bytes[start..<(start + digits)]
    guard text.allSatisfy(isHex) else { return nil }
    return UInt8(String(decoding: text, as: UTF8.self), radix: 16)
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    0x30...0x39 ~= byte || 0x41...0x46 ~= byte || 0x61...0x66 ~= byte
  }

  private static func isBase64(_ byte: UInt8) -> Bool {
    standardAlphabet.contains(byte) || "-_=".utf8.contains(byte)
  }

  private static func hexadecimal(_ bytes: [UInt8], _ digits: String) -> [UInt8] {
    let digits = Array(digits.utf8)
    return bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
  }

  /// The characters that hold only bits of `bytes`, when `before` other bytes precede them.
  private static func base64(_ bytes: [UInt8], before: Int, _ alphabet: [UInt8]) -> [UInt8] {
    let bits = (Array(repeating: 0, count: before) + bytes).flatMap { byte in
      (0..<8).map { byte >> (7 - $0) & 1 }
    }
    let first = (before * 8 + 5) / 6
    return (first..<max(first, bits.count / 6)).map { place in
      alphabet[Int(bits[(place * 6)..<(place * 6 + 6)].reduce(0) { $0 << 1 | $1 })]
    }
  }

  private static let alphanumerics = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
  private static let standardAlphabet = Array((alphanumerics + "+/").utf8)
  private static let addressAlphabet = Array((alphanumerics + "-_").utf8)
}

/// Removes the key from texts of a service, a proxy or a library, which are shown, logged and copied.
struct Redaction: Sendable {
  private let key: Secret?
  private let spellings: KeySpellings?
  private static let longestMessage = 2_000
  private static let longestBeginning = 200

  init(key: Secret?) {
    self.key = key.flatMap { $0.isEmpty ? nil : $0 }
    spellings = self.key.map { KeySpellings($0.reveal()) }
  }

  /// At most `limit` scalars. The key is removed first, so that no half of it is left at the end.
  func clean(_ text: String, limit: Int = longestMessage) -> String {
    let redacted = spellings?.masked(text, with: Secret.mask) ?? text
    return String(String.UnicodeScalarView(redacted.unicodeScalars.prefix(limit)))
  }

  /// The title of an HTML page, or `limit` scalars of text. Only the first ``searchedBytes`` are read.
  func beginning(of body: [UInt8], limit: Int = longestBeginning) -> String {
    var text = clean(
      String(decoding: body.prefix(Self.searchedBytes), as: UTF8.self), limit: Self.searchedBytes)
    // Half a key at the end would not be found.
    if body.count > Self.searchedBytes { text = String(text.dropLast(key?.reveal().count ?? 0)) }
    return clean(ServiceMessage.inText(text), limit: limit)
  }

  private static let searchedBytes = 64 << 10

  func clean(_ error: ServiceError) -> ServiceError {
    ServiceError(
      clean(error.reason), traceID: error.traceID.map { clean($0, limit: 200) }, retryAfter: error.retryAfter,
      likelyDialect: error.likelyDialect)
  }

  private func clean(_ reason: ServiceError.Reason) -> ServiceError.Reason {
    switch reason {
    case .connectionLost(let detail): .connectionLost(detail: clean(detail))
    case .tls(.otherName(let names), let host):
      .tls(.otherName(names: names.map { clean($0, limit: Self.longestBeginning) }), host: host)
    case .redirected(let status, let location):
      .redirected(status: status, location: location.map { clean($0) })
    case .status(let status, let message): .status(status, message: message.map { clean($0) })
    case .service(let code, let message, let status):
      .service(code: code, message: message.map { clean($0) }, status: status)
    case .namedFailure(let code, let message):
      .namedFailure(code: clean(code, limit: 100), message: message.map { clean($0) })
    case .notJSON(let status, let beginning): .notJSON(status: status, beginning: clean(beginning))
    case .unexpectedAnswer(let detail): .unexpectedAnswer(detail: clean(detail))
    case .other(let detail): .other(detail: clean(detail))
    case .unsuccessful(let message): .unsuccessful(message: message.map { clean($0) })
    case .notUnderstood(let finding, let message):
      .notUnderstood(clean(finding), message: message.map { clean($0) })
    case .refused, .unknownHost, .timedOut, .tooLarge, .tls, .proxy, .noMemory: reason
    }
  }

  private func clean(_ finding: AnswerFinding) -> AnswerFinding {
    switch finding {
    case .list(let name, let count): .list(name: name.map { clean($0, limit: 100) }, count: count)
    case .object(let name): .object(name: clean(name, limit: 100))
    case .value(let name, let kind): .value(name: name.map { clean($0, limit: 100) }, kind)
    case .noList(let name, let kind): .noList(name: clean(name, limit: 100), kind)
    case .otherRecord(let id): .otherRecord(id: clean(id, limit: 200))
    case .record, .nothing, .unknownLists, .onlyMessage: finding
    }
  }
}
