/// The message in a failed answer, wherever a gateway or framework puts it; not safe for a terminal.
/// `{"detail":[{"loc":["body","page"],"msg":"not an integer"}]}` gives `body.page: not an integer`.
public enum ServiceMessage {
  public static let longest = 4_000
  private static let largestBody = 1 << 20  // Larger ones are not searched
  private static let mostElements = 3  // Of a list of messages
  private static let deepest = 4

  public static func inJSON(_ body: [UInt8]) -> String? {
    guard body.count <= largestBody, let value = try? JSONValue(parsing: body[...]) else { return nil }
    return message(of: value, depth: 0).map {
      String(String.UnicodeScalarView($0.unicodeScalars.prefix(longest)))
    }
  }

  /// The first one wins; upper case counts as lower case.
  private static let names = [
    "message", "msg", "detail", "error", "errors", "data", "error_description", "error_message",
    "errormessage", "error_msg", "errmsg", "reason", "description", "title",
  ]
  /// An object or a list under these is better than no message.
  private static let shownWhole = ["message", "msg", "detail", "error", "errors"]
  /// Used only if there is nothing else.
  private static let hollow = [
    "ok", "success", "error", "errors", "fail", "failed", "failure", "none", "null",
  ]

  static func isHollow(_ message: String) -> Bool { hollow.contains(message.lowercased()) }

  private static func message(of object: JSONObject, depth: Int) -> String? {
    guard depth < deepest else { return nil }
    var found: [String: JSONValue] = [:]
    for member in object.members {
      let name = member.key.lowercased()
      // Of two members with one name the last counts, as everywhere.
      if names.contains(name) { found[name] = member.value }
    }
    var second: String?
    for name in names {
      guard let value = found[name] else { continue }
      if name == "data", case .array = value { continue }
      guard let message = message(of: value, depth: depth + 1) else { continue }
      var isWeak = isHollow(message)
      if case .number = value { isWeak = true }
      guard isWeak else {
        let detail = found["detail"] ?? found["errors"]
        return withPath(of: object, withFields(of: detail, message, depth: depth))
      }
      second = second ?? message
    }
    if let second { return withPath(of: object, second) }
    guard depth == 0 else { return nil }
    for name in shownWhole {
      switch found[name] {
      case .object(let object) where !object.members.isEmpty: return JSONValue.object(object).encoded()
      case .array(let elements) where !elements.isEmpty: return JSONValue.array(elements).encoded()
      default: continue
      }
    }
    return nil
  }

  private static func message(of value: JSONValue, depth: Int) -> String? {
    switch value {
    case .null, .bool: return nil
    case .number(let number): return number.literal
    case .string(let text): return text.contains { !$0.isWhitespace } ? text : nil
    case .object(let object): return message(of: object, depth: depth)
    case .array(let elements):
      guard depth < deepest else { return nil }
      let shown = elements.lazy.compactMap { message(of: $0, depth: depth + 1) }.prefix(mostElements + 1)
      guard let first = shown.first else { return nil }
      guard shown.count > 1 else { return first }
      return shown.prefix(mostElements).map { withoutPunctuationAround($0) }.joined(separator: "; ")
        + (shown.count > mostElements ? "; and more" : "")
    }
  }

  /// `Parameter validation error: body.page: …` if wrong fields are listed beside a message that does not name them.
  private static func withFields(of detail: JSONValue?, _ message: String, depth: Int) -> String {
    guard case .array(let elements)? = detail, elements.contains(where: isAboutField),
      let fields = Self.message(of: .array(elements), depth: depth + 1), !message.contains(fields)
    else { return message }
    return withoutPunctuationAround(message) + ": " + fields
  }

  private static func isAboutField(_ element: JSONValue) -> Bool {
    guard case .object(let object) = element, case .array(let parts)? = object["loc"] else { return false }
    return !parts.isEmpty
  }

  /// For a part of a sentence: `field required.` -> `field required`, `Reason:` -> `Reason`. Three dots stay.
  public static func withoutPunctuationAround(_ message: String) -> String {
    var text = message.drop { $0.isWhitespace || ":;,".contains($0) }
    while let last = text.last, last.isWhitespace || ".:;,：；，".contains(last), !text.hasSuffix("..") {
      text.removeLast()
    }
    return String(text)
  }

  /// `body.page: …` for an element with a `loc`, as FastAPI sends it.
  private static func withPath(of object: JSONObject, _ message: String) -> String {
    guard case .array(let parts)? = object["loc"] else { return message }
    let path = parts.prefix(8).compactMap { part -> String? in
      switch part {
      case .string(let text): text
      case .number(let number): number.literal
      default: nil
      }
    }
    return path.isEmpty ? message : path.joined(separator: ".") + ": " + message
  }

  /// The title or else the text of an HTML page; the message of XML; plain text unchanged.
  public static func inText(_ body: String) -> String {
    let text = body.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
    guard isMarkup(text) else { return String(text) }
    for name in ["title", "message", "h1", "faultstring"] {
      if let content = content(of: name, in: text) { return content }
    }
    return collapsed(withoutTags(text))
  }

  /// `<html>`, `<!DOCTYPE`, `<?xml`: not `<3`.
  private static func isMarkup(_ text: Substring) -> Bool {
    let bytes = Array(text.utf8.prefix(2))
    return bytes.count == 2 && bytes[0] == UInt8(ascii: "<") && bytes.startsTag(at: 0)
  }

  /// `502 Bad Gateway` of `<title>502\n Bad Gateway</title>`; nil without text.
  private static func content(of name: String, in text: Substring) -> String? {
    let bytes = Array(text.utf8)
    let open = Array("<\(name)".utf8)
    guard let start = bytes.firstIndex(of: open, from: 0), start + open.count < bytes.count,
      // Not `<titles>`.
      [0x20, 0x09, 0x0A, 0x0D, UInt8(ascii: ">")].contains(bytes[start + open.count]),
      let begin = bytes[(start + open.count)...].firstIndex(of: UInt8(ascii: ">"))
    else { return nil }
    let end = bytes.firstIndex(of: Array("</\(name)".utf8), from: begin) ?? bytes.endIndex
    let text = collapsed(withoutTags(Substring(decoding: bytes[(begin + 1)..<end], as: UTF8.self)))
    return text.isEmpty ? nil : text
  }

  /// A space in place of each tag, and of each script, style and comment.
  private static func withoutTags(_ text: Substring) -> String {
    let bytes = Array(text.utf8)
    var kept: [UInt8] = []
    var index = 0
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "<"), bytes.startsTag(at: index) else {
        kept.append(bytes[index])
        index += 1
        continue
      }
      kept.append(UInt8(ascii: " "))
      let hidden = [("<!--", "-->"), ("<script", "</script"), ("<style", "</style")].first { start, _ in
        bytes.holds(Array(start.utf8), at: index)
      }
      if let hidden {
        let end = Array(hidden.1.utf8)
        index = bytes.firstIndex(of: end, from: index).map { $0 + end.count - 1 } ?? bytes.count
      }
      while index < bytes.count, bytes[index] != UInt8(ascii: ">") { index += 1 }
      index += 1
    }
    return String(decoding: kept, as: UTF8.self)
  }

  private static func collapsed(_ text: String) -> String {
    decoded(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static let entities = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "ndash": "–", "mdash": "—",
    "hellip": "…", "middot": "·", "bull": "•", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
    "laquo": "«", "raquo": "»", "copy": "©", "reg": "®",
  ]

  private static func decoded(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let mark = rest.firstIndex(of: "&") {
      result += rest[..<mark]
      let name = rest[mark...].dropFirst().prefix { $0 != ";" && $0 != "&" }
      let end = name.endIndex
      guard name.utf8.count <= 10, end < rest.endIndex, rest[end] == ";", let character = character(of: name)
      else {
        result += "&"
        rest = rest[mark...].dropFirst()
        continue
      }
      result += character
      rest = rest[end...].dropFirst()
    }
    return result + rest
  }

  private static func character(of entity: Substring) -> String? {
    guard entity.first == "#" else { return entities[String(entity)] }
    let digits = entity.dropFirst()
    let number = digits.first?.lowercased() == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    return number.flatMap(Unicode.Scalar.init).map { String($0) }
  }
}

extension [UInt8] {
  /// `wanted` is in lower case and matches either case.
  fileprivate func firstIndex(of wanted: [UInt8], from start: Int) -> Int? {
    guard start + wanted.count <= count else { return nil }
    return (start...count - wanted.count).first { holds(wanted, at: $0) }
  }

  fileprivate func startsTag(at index: Int) -> Bool {
    guard index + 1 < count else { return false }
    let next = self[index + 1]
    return 0x41...0x5A ~= next & 0xDF || "!?/".utf8.contains(next)
  }

  fileprivate func holds(_ wanted: [UInt8], at start: Int) -> Bool {
    guard start + wanted.count <= count else { return false }
    return wanted.indices.allSatisfy { offset in
      let byte = self[start + offset]
      return (0x41...0x5A ~= byte ? byte | 0x20 : byte) == wanted[offset]
    }
  }
}
