public enum FilterValue: Sendable, Hashable {
  case string(String)
  case number(JSONNumber)
  case bool(Bool)
  case date(FilterDate)
  case dates(FilterDate, FilterDate)  // From the first to the second, both included

  public static func == (one: FilterValue, other: FilterValue) -> Bool {
    switch (one, other) {
    case (.string(let one), .string(let other)): ByteString.isSame(one, other)
    case (.number(let one), .number(let other)): one == other
    case (.bool(let one), .bool(let other)): one == other
    case (.date(let one), .date(let other)): one == other
    case (.dates(let start, let end), .dates(let otherStart, let otherEnd)):
      start == otherStart && end == otherEnd
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    switch self {
    case .string(let text): ByteString.hash(text, into: &hasher)
    case .number(let number): hasher.combine(number)
    case .bool(let flag): hasher.combine(flag)
    case .date(let start), .dates(let start, _): hasher.combine(start)
    }
  }

  /// In the form: `gold`, `3`, `"3"` for a string that looks like a number, `7d`, `2025-12-01..today`.
  public func cellText(in field: FilterField) -> String {
    switch self {
    case .string(let text): Self.needsQuotes(text, in: field) ? QuotedText.quoted(text) : text
    case .number(let number): number.literal
    case .bool(let flag): flag ? "true" : "false"
    case .date(let date): date.text
    case .dates(let start, let end): "\(start.text)..\(end.text)"
    }
  }

  /// In text, where spaces need quotes, and what would look like another syntax.
  func lineText(in field: FilterField) -> String {
    let text = cellText(in: field)
    let needsQuotes =
      text.unicodeScalars.contains(where: QuotedText.separates) || OtherGrammar.ofValue(text) != nil
    return needsQuotes && !text.hasQuoteInFront ? QuotedText.quoted(text) : text
  }

  private static func needsQuotes(_ text: String, in field: FilterField) -> Bool {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else { return true }
    return first == "\"" || QuotedText.separates(first) || QuotedText.separates(last)
      || (field.kind == .custom && bare(text) != .string(text))
  }

  public var isString: Bool { if case .string = self { true } else { false } }

  /// nil for the empty string, null, arrays and objects.
  public init?(_ value: JSONValue) {
    switch value {
    case .string(let text) where !text.isEmpty: self = .string(text)
    case .number(let number): self = .number(number)
    case .bool(let flag): self = .bool(flag)
    case .string, .null, .array, .object: return nil
    }
  }

  /// The value of a custom key without quotes: `3`, `0.5`, `true`, `gold`.
  static func bare(_ text: String) -> FilterValue {
    let trimmed = text.trimmed
    if trimmed == "true" { return .bool(true) }
    if trimmed == "false" { return .bool(false) }
    return JSONNumber(strict: trimmed).map { .number($0) } ?? .string(text)
  }
}

extension JSONNumber {
  /// By the grammar of JSON; nil for `NaN`, `+3`, `.5` and `007`.
  init?(strict text: String) {
    guard let first = text.utf8.first, first == UInt8(ascii: "-") || 0x30...0x39 ~= first,
      text.utf8.allSatisfy({ 0x30...0x39 ~= $0 || "+-.eE".utf8.contains($0) }),
      case .number(let number)? = try? JSONValue(parsing: text)
    else { return nil }
    self = number
  }
}

extension String {
  public var trimmed: String {
    let scalars = unicodeScalars.drop(while: QuotedText.separates)
    guard let last = scalars.lastIndex(where: { !QuotedText.separates($0) }) else { return "" }
    return String(scalars[...last])
  }

  var hasQuoteInFront: Bool { unicodeScalars.first == "\"" }
}
