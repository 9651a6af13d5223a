import MemoryModel

extension MemoryField {
  /// What a person reads as the field's value: text as it is, tags in one line, times in words, the rest as JSON.
  public func words(_ context: DrawingContext, relativeTimes: Bool) -> String {
    if Self.timeNames.contains(name) {
      switch RecordTime(value, zone: context.serverZone) {
      case .moment(let time): return relativeTimes ? context.relative(time) : context.absolute(time)
      case .none where value != .null && value != .string(""):
        return "no time (\(value.plainText ?? value.encoded()))"
      case .none, .other: break
      }
    }
    switch (name, value) {
    case ("tool_used_status", .array(let uses)):
      return uses.map { Self.toolUse($0, context) }.joined(separator: "\n")
    case ("sources", .array(let sources)):
      return sources.map(Self.source).joined(separator: "\n")
    case (_, .array(let elements)):
      let texts = elements.map(\.plainText)
      let words = texts.compactMap(\.self)
      return words.count == elements.count ? words.joined(separator: ", ") : value.prettyPrinted()
    default:
      return value.plainText ?? value.prettyPrinted()
    }
  }

  private static let timeNames = [
    "create_time", "update_time", "created_at", "updated_at", "createTime", "updateTime",
  ]

  /// `search_flights  ████░ 92%` with what else the service says of it below.
  private static func toolUse(_ value: JSONValue, _ context: DrawingContext) -> String {
    guard case .object(let use) = value else { return value.plainText ?? value.prettyPrinted() }
    var lines = [use["used_tool"]?.plainText ?? "tool"]
    for member in use.members where member.key != "used_tool" {
      let text = member.value.plainText ?? member.value.encoded()
      if member.key == "success_rate", let rate = Double(text) {
        lines[0] += "  " + context.glyphs.bar(rate, width: 5) + " " + percent(rate)
      } else {
        lines.append("  \(member.key): \(text)")
      }
    }
    return lines.joined(separator: "\n")
  }

  /// `user: I fly on Friday` for a message, JSON for anything else.
  private static func source(_ value: JSONValue) -> String {
    guard case .object(let message) = value, let content = message["content"]?.plainText else {
      return value.plainText ?? value.encoded()
    }
    let role = message["role"]?.plainText ?? "message"
    let time = message["chat_time"]?.plainText.map { "  (\($0))" } ?? ""
    return "\(role): \(content)\(time)"
  }

  /// `0.923` is `92%`. What is no share is shown as the service sent it: `95`.
  static func percent(_ share: Double) -> String {
    guard share >= 0, share <= 1 else { return ServiceError.number(share) }
    return "\(Int((share * 100).rounded()))%"
  }
}

extension JSONValue {
  /// A string, number, boolean or null as it reads; `nil` for arrays and objects.
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
