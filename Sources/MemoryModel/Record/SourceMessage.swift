/// One of the messages that a memory came from.
public struct SourceMessage: Sendable, Hashable {
  /// `user`, `assistant`; `doc` for a document. `nil` where the service does not say.
  public var role: String?
  /// As the service sent it: `2026-08-12 09:20:00`, milliseconds.
  public var time: JSONValue?
  public var text: String
  /// Members that are neither of these, such as `doc_path`.
  public var others: [JSONObject.Member]
}

extension SourceMessage {
  /// The messages of a record, of its `sources` or of `metadata.sources`; none where there is no such list.
  public static func all(in record: JSONObject) -> [SourceMessage] {
    for holder in [JSONValue.object(record), record[.metadata]] {
      guard case .object(let object)? = holder else { continue }
      switch object[.sources] {
      case .array(let sources)?:
        let messages = sources.compactMap(SourceMessage.init)
        if !messages.isEmpty { return messages }
      case .object?, .string?:
        if let message = object[.sources].flatMap(SourceMessage.init) { return [message] }
      default: continue
      }
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
      // One backend of the open-source server sends objects as strings.
      if text.utf8.first == UInt8(ascii: "{"), case .object(let object)? = try? JSONValue(parsing: text) {
        self.init(object)
      } else {
        self.init(role: nil, time: nil, text: text, others: [])
      }
    default: self.init(role: nil, time: nil, text: source.encoded(), others: [])
    }
  }

  private init(_ object: JSONObject) {
    let time = Self.timeNames.first { object[$0] != nil }
    let content = Self.contentNames.first { object[$0] != nil }
    role = Self.text(object["role"]) ?? Self.text(object["type"])
    self.time = time.flatMap { object[$0] }
    text = content.flatMap { object[$0] }.map(Self.words) ?? ""
    let told = ["role", "type", "message_id", time, content]
    others = object.members.filter { !told.contains($0.key) && $0.value != .null }
  }

  private static let timeNames = [
    "chat_time", "time", "timestamp", RecordField.createTime.name, RecordField.createdAt.name,
  ]
  private static let contentNames = ["content", "text", "message", RecordField.memory.name]

  private static func text(_ value: JSONValue?) -> String? {
    if case .string(let text)? = value, !text.isEmpty { text } else { nil }
  }

  /// Text as it is; `[{"type":"text","text":"hi"}]`, as chat services send it, is `hi`; anything else is JSON.
  private static func words(_ content: JSONValue) -> String {
    switch content {
    case .string(let text): return text
    case .array(let parts):
      let texts = parts.map { part in
        if case .object(let object) = part, case .string(let text)? = object["text"] {
          text
        } else {
          part.encoded()
        }
      }
      return texts.joined(separator: "\n")
    default: return content.encoded()
    }
  }
}

extension SourceMessage {
  public static func == (one: SourceMessage, other: SourceMessage) -> Bool {
    ByteString.isSame(one.role, other.role) && one.time == other.time
      && ByteString.isSame(one.text, other.text) && one.others == other.others
  }

  public func hash(into hasher: inout Hasher) {
    ByteString.hash(text, into: &hasher)
    hasher.combine(time)
    hasher.combine(others)
  }
}

/// Text that is the same only where its UTF-8 bytes are: `"\u{E9}"` and `"e\u{301}"` are two.
///
/// Swift's `String` calls these equal, by canonical equivalence. A service does not: to it ids, names and values are
/// bytes. So whatever came from a service or goes to it and is looked up, counted or told apart is held in this, and the
/// types made of such text (``JSONValue``, ``Facet``, ``FilterField``, ``Subject``) compare by it.
public struct ByteString: Sendable, Hashable, Comparable {
  public let text: String

  public init(_ text: String) {
    self.text = text
  }

  public static func == (one: ByteString, other: ByteString) -> Bool {
    isSame(one.text, other.text)
  }

  public static func < (one: ByteString, other: ByteString) -> Bool {
    one.text.utf8.lexicographicallyPrecedes(other.text.utf8)
  }

  public func hash(into hasher: inout Hasher) {
    Self.hash(text, into: &hasher)
  }

  /// For types that hold text as `String`.
  public static func isSame(_ one: String, _ other: String) -> Bool {
    one.utf8.count == other.utf8.count && one.utf8.elementsEqual(other.utf8)
  }

  /// The same for text that may be absent.
  public static func isSame(_ one: String?, _ other: String?) -> Bool {
    switch (one, other) {
    case (nil, nil): true
    case (let one?, let other?): isSame(one, other)
    default: false
    }
  }

  public static func hash(_ text: String, into hasher: inout Hasher) {
    let isHashed: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
      hasher.combine(bytes.count)
      hasher.combine(bytes: UnsafeRawBufferPointer(bytes))
    }
    if isHashed == nil { hasher.combine(Array(text.utf8)) }
  }
}

extension ByteString: ExpressibleByStringLiteral, CustomStringConvertible {
  public init(stringLiteral text: String) {
    self.init(text)
  }

  public var description: String { text }
}
