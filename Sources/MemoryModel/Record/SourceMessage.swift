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
