public struct SourceMessage: Sendable, Hashable {
  public var role: String?  // `user`, `assistant`; `doc` for a document; nil where the service names none
  public var time: JSONValue?  // As the service sent it: `2026-08-12 09:20:00`, or milliseconds
  public var text: String
  public var others: [JSONObject.Member]  // All other members, such as `doc_path`
}

extension SourceMessage {
  /// The messages of a record, from its `sources` or from `metadata.sources`.
  public static func all(in record: JSONObject) -> [SourceMessage] {
    sources(of: record).compactMap(SourceMessage.init)
  }

  public static func count(in record: JSONObject) -> Int { sources(of: record).count }

  private static func sources(of record: JSONObject) -> [JSONValue] {
    for holder in [JSONValue.object(record), record[.metadata]] {
      guard case .object(let object)? = holder else { continue }
      let sources: [JSONValue] =
        switch object[.sources] {
        case .array(let elements)?: elements
        case .object(let source)?: [.object(source)]
        case .string(let source)?: [.string(source)]
        default: []
        }
      let messages = sources.filter { $0 != .null && $0 != .string("") }
      if !messages.isEmpty { return messages }
    }
    return []
  }

  /// An object, an object as JSON text, or plain text. `null` and empty text are no messages.
  private init?(_ source: JSONValue) {
    switch source {
    case .null: return nil
    case .object(let object): self.init(object)
    case .string(let text):
      guard !text.isEmpty else { return nil }
      // One backend of the open-source server sends objects as JSON text.
      if text.utf8.first == UInt8(ascii: "{"), case .object(let object)? = try? JSONValue(parsing: text) {
        self.init(object)
      } else {
        self.init(spoken: text)
      }
    default: self.init(role: nil, time: nil, text: source.encoded(), others: [])
    }
  }

  /// The server writes a message that it keeps as text as `user: [2026-11-15 15:58]: I moved to Vienna.`
  private init(spoken line: String) {
    var rest = line[...]
    var role: String?
    if let speaker = Self.speakers.first(where: { rest.hasPrefix($0 + ": ") }) {
      role = speaker
      rest = rest.dropFirst(speaker.count + 2)
    }
    var time: JSONValue?
    if role != nil, rest.first == "[", let end = rest.firstRange(of: "]: "),
      rest[..<end.lowerBound].count <= 40
    {
      time = .string(String(rest[..<end.lowerBound].dropFirst()))
      rest = rest[end.upperBound...]
    }
    self.init(role: role, time: time, text: String(rest), others: [])
  }

  private static let speakers = ["user", "assistant", "system", "tool"]

  private init(_ object: JSONObject) {
    let time = Self.timeNames.first { object[$0] != nil }
    let content = Self.contentNames.first { object[$0] != nil }
    role = Self.text(object["role"]) ?? Self.text(object["type"])
    self.time = time.flatMap { object[$0] }
    text = content.flatMap { object[$0] }.map(MessageContent.text) ?? ""
    let shown = ["role", "type", "message_id", time, content]
    others = object.members.filter { !shown.contains($0.key) && $0.value != .null }
  }

  private static let timeNames = [
    "chat_time", "time", "timestamp", RecordField.createTime.name, RecordField.createdAt.name,
  ]
  private static let contentNames = ["content", "text", "message", RecordField.memory.name]

  private static func text(_ value: JSONValue?) -> String? {
    if case .string(let text)? = value, !text.isEmpty { text } else { nil }
  }

  public static func == (one: SourceMessage, other: SourceMessage) -> Bool {
    ByteString.isSame(one.role, other.role) && one.time == other.time
      && ByteString.isSame(one.text, other.text) && one.others == other.others
  }

  public func hash(into hasher: inout Hasher) { ByteString.hash(text, into: &hasher) }
}

/// What a message says, for a person to read. `data:image/png;base64,iVBOR…` is `image/png, 37 kB`.
public enum MessageContent {
  /// Text as it is; `[{"type":"text","text":"hi"}]`, as chat services send it, is `hi`; anything else is JSON.
  public static func text(_ content: JSONValue) -> String {
    switch content {
    case .array(let parts):
      return parts.map { part in
        if case .object(let object) = part, case .string(let text)? = object["text"] {
          return shortened(text)
        }
        return value(part)
      }.joined(separator: "\n")
    default: return value(content)
    }
  }

  /// A member of a message: text as it is, long data by its type and size, the rest as JSON.
  public static func value(_ value: JSONValue) -> String {
    switch value {
    case .string(let text): shortened(text)
    case .number, .bool, .null: value.encoded()
    case .object(let object): data(in: object, type: nil, depth: 0) ?? value.encoded()
    case .array(let elements):
      elements.contains {
        if case .object(let object) = $0 { data(in: object, type: nil, depth: 0) != nil } else { false }
      }
        ? elements.map { Self.value($0) }.joined(separator: "\n") : value.encoded()
    }
  }

  /// `{"type":"image_url","image_url":{"url":"data:image/png;base64,…"}}`, or `{"media_type":…,"data":…}` in it.
  private static func data(in object: JSONObject, type: String?, depth: Int) -> String? {
    var type = type
    for name in ["type", "format", "media_type", "mime_type", "mimeType"] {
      if case .string(let text)? = object[name], !text.isEmpty, text.utf8.count <= 80 { type = text }
    }
    for member in object.members {
      switch member.value {
      case .string(let text): if let found = description(of: text, type: type) { return found }
      case .object(let inner) where depth < 4:
        if let found = data(in: inner, type: type, depth: depth + 1) { return found }
      default: break
      }
    }
    return nil
  }

  private static let leastData = 400

  /// nil for text that can be read.
  private static func description(of text: String, type: String?) -> String? {
    let bytes = Array(text.utf8)
    if let found = dataURL(in: bytes, from: 0), found.range == 0..<bytes.count { return found.text }
    guard bytes.count >= leastData, bytes.allSatisfy(isData) else { return nil }
    return "\(type ?? "data"), \(size(ofBase64: bytes[...]))"
  }

  /// Text in which every `data:…;base64,…` is replaced.
  private static func shortened(_ text: String) -> String {
    let bytes = Array(text.utf8)
    if bytes.count >= leastData, bytes.allSatisfy(isData) { return "data, \(size(ofBase64: bytes[...]))" }
    var result: [UInt8] = []
    var place = 0
    while let found = dataURL(in: bytes, from: place) {
      result += bytes[place..<found.range.lowerBound] + Array(found.text.utf8)
      place = found.range.upperBound
    }
    guard place > 0 else { return text }
    return String(decoding: result + bytes[place...], as: UTF8.self)
  }

  /// The next one, and what it is shown as.
  private static func dataURL(in bytes: [UInt8], from start: Int) -> (range: Range<Int>, text: String)? {
    let scheme = Array("data:".utf8)
    let mark = Array(";base64,".utf8)
    var place = start
    while place + scheme.count + mark.count <= bytes.count {
      guard bytes[place] == scheme[0], bytes[place..<place + scheme.count].elementsEqual(scheme) else {
        place += 1
        continue
      }
      let head = place + scheme.count
      // A type is short, and it has no space.
      let end = bytes[head...].prefix(120).firstIndex { $0 == UInt8(ascii: ",") || $0 <= 0x20 } ?? head
      guard end < bytes.count, end + 1 - mark.count >= head,
        bytes[(end + 1 - mark.count)...end].elementsEqual(mark)
      else {
        place = head
        continue
      }
      let data = bytes[(end + 1)...].prefix(while: isData)
      let type = bytes[head..<end].prefix { $0 != UInt8(ascii: ";") }
      let name = type.isEmpty ? "data" : String(decoding: type, as: UTF8.self)
      return (place..<data.endIndex, "\(name), \(size(ofBase64: data))")
    }
    return nil
  }

  private static func isData(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }

  /// Four characters are three bytes.
  private static func size(ofBase64 data: ArraySlice<UInt8>) -> String {
    let padding = data.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    let bytes = max(0, data.count - padding) / 4 * 3 + [0, 0, 1, 2][max(0, data.count - padding) % 4]
    switch bytes {
    case ..<1_000: return "\(bytes) B"
    case ..<1_000_000: return "\((bytes + 500) / 1_000) kB"
    default: return "\(bytes / 1_000_000).\(bytes % 1_000_000 / 100_000) MB"
    }
  }
}
