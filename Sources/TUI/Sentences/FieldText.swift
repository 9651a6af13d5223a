import MemoryModel

extension MemoryField {
  /// The field's value for a person: text unchanged, tags in one line, times as dates, the rest as JSON.
  public func text(_ context: DrawingContext, relativeTimes: Bool) -> String {
    if known?.kind == .time {
      switch RecordTime(value, zone: context.serverZone) {
      case .moment(let time): return relativeTimes ? context.relative(time) : context.absolute(time)
      case .none where value != .null && value != .string(""):
        return "no time (\(value.plainText ?? value.encoded()))"
      case .none, .other: break
      }
    }
    switch (known?.kind, value) {
    case (.toolUses, .array(let uses)): return uses.map { Self.toolUse($0, context) }.joined(separator: "\n")
    case (.sources, .array(let sources)): return sources.map(Self.source).joined(separator: "\n")
    case (_, .array(let elements)):
      let texts = elements.map(\.plainText)
      let shown = texts.compactMap(\.self)
      return shown.count == elements.count ? shown.joined(separator: ", ") : value.prettyPrinted()
    default: return value.plainText ?? value.prettyPrinted()
    }
  }

  /// `search_flights  ████░ 92%` with its other fields below.
  private static func toolUse(_ value: JSONValue, _ context: DrawingContext) -> String {
    guard case .object(let use) = value else { return value.plainText ?? value.prettyPrinted() }
    let name = ToolUse.nameMember.description
    var lines = [use[name]?.plainText ?? "tool"]
    for member in use.members where member.key != name {
      let text = member.value.plainText ?? member.value.encoded()
      if member.key == ToolUse.rateMember.description, let rate = Double(text) {
        lines[0] += "  " + context.glyphs.bar(rate, width: 5) + " " + percent(rate)
      } else {
        lines.append("  \(member.key): \(text)")
      }
    }
    return lines.joined(separator: "\n")
  }

  /// `user: I fly on Friday` for a message, JSON for anything else.
  private static func source(_ value: JSONValue) -> String {
    guard case .object(let message) = value, let said = message["content"], said != .null else {
      return MessageContent.value(value)
    }
    let content = MessageContent.text(said)
    let role = message["role"]?.plainText ?? "message"
    let time = message["chat_time"]?.plainText.map { "  (\($0))" } ?? ""
    return "\(role): \(content)\(time)"
  }

  /// `0.923` is `92%`. A number outside 0…1 is shown as the service sent it: `95`.
  static func percent(_ share: Double) -> String {
    guard share >= 0, share <= 1 else { return ServiceError.number(share) }
    return "\(Int((share * 100).rounded()))%"
  }
}

extension JSONValue {
  var plainText: String? {
    switch self {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let number): number.literal
    case .string(let text): text
    case .array, .object: nil
    }
  }
}
