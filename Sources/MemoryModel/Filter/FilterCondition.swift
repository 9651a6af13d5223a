/// One row of a filter, `scene = Payment`, that can be sent.
public struct FilterCondition: Sendable, Hashable {
  public let field: FilterField
  public let operation: FilterOperation
  public let value: FilterValue

  public init(
    _ field: FilterField, _ operation: FilterOperation, _ value: FilterValue, in dialect: Dialect = .cloud
  ) throws(FilterFault) {
    try self.init(field: field.cellText, operation, cell: value.cellText(in: field), in: dialect)
  }

  public init(
    field: String, _ operation: FilterOperation, cell: String, in dialect: Dialect = .cloud
  ) throws(FilterFault) {
    let field = try FilterField(cell: field, in: dialect)
    guard !cell.isEmpty else { throw .missingValue }
    let (text, isQuoted) = try QuotedText.read(cell: cell)
    try self.init(field, operation, text: text, isQuoted: isQuoted)
  }

  init(_ field: FilterField, _ operation: FilterOperation, text: String, isQuoted: Bool) throws(FilterFault) {
    guard field.operations.contains(operation) else { throw .operationNotTaken(field, operation) }
    value = try Self.value(of: field, operation, text: text, isQuoted: isQuoted)
    self.field = field
    self.operation = operation
  }

  private static func value(
    of field: FilterField, _ operation: FilterOperation, text: String, isQuoted: Bool
  ) throws(FilterFault) -> FilterValue {
    switch (field.kind, operation) {
    case (.text, _), (.tags, _): return .string(text)
    case (.time, .between):
      guard let dots = text.firstRange(of: ".."),
        let start = FilterDate(String(text[..<dots.lowerBound]).trimmed),
        let end = FilterDate(String(text[dots.upperBound...]).trimmed)
      else { throw .notARange(text) }
      guard !start.isSurelyAfter(end) else { throw .rangeBackwards(text) }
      return .dates(start, end)
    case (.time, _):
      guard let date = FilterDate(text.trimmed) else { throw .notADate(text) }
      // Around anything else quotes only protect spaces.
      if isQuoted, case .day(let day) = date { return .date(.literal(day)) }
      if operation == .greater, case .day(.last) = date { throw .nothingAfter(text) }
      return .date(date)
    case (.custom, .equal): return isQuoted ? .string(text) : .bare(text)
    case (.custom, _):
      guard !isQuoted, case .number(let number) = FilterValue.bare(text) else { throw .notANumber(text) }
      return .number(number)
    }
  }
}

public enum FilterOperation: Sendable, Hashable, CaseIterable {
  case equal, contains, greater, greaterOrEqual, less, lessOrEqual
  case between  // Times from the start to the end, both included: two conditions when sent

  private var names: (sign: String, member: String?) {
    switch self {
    case .equal, .between: ("=", nil)
    case .contains: (":", "contains")
    case .greater: (">", "gt")
    case .greaterOrEqual: (">=", "gte")
    case .less: ("<", "lt")
    case .lessOrEqual: ("<=", "lte")
    }
  }

  /// In text: `scene=Payment`, `tags:finance`. A range has no sign of its own: `create_time=7d..today`.
  public var sign: String { names.sign }
  /// The member with the value: `{"tags":{"contains":"finance"}}`; nil for equality and ranges.
  var memberName: String? { names.member }

  init?(memberName: String) {
    guard let found = Self.allCases.first(where: { $0.memberName == memberName }) else { return nil }
    self = found
  }
}

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
      || (mayBeBare(first) && field.kind == .custom && bare(text) != .string(text))
  }

  /// How `true`, `false` and numbers begin. Most values do not, and need no reading.
  private static func mayBeBare(_ first: Unicode.Scalar) -> Bool {
    first == "t" || first == "f" || first == "-" || ("0"..."9").contains(first)
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

public enum FilterFault: Error, Sendable, Hashable {
  case missingField, missingValue
  /// `user_id`, which the service does not accept within a filter, and the logical words.
  case fieldNotTaken(String)
  /// A field of the record that the service does not filter by: `memory_type` on the cloud.
  case fieldNotFilterable(String)
  case fieldCharacters(String)  // `my key`, which needs quotes
  case otherGrammar(OtherGrammar)
  case operationNotTaken(FilterField, FilterOperation)
  case notANumber(String)
  case notADate(String)
  case notARange(String)  // Not `2025-12-01..2025-12-31`
  case rangeBackwards(String)  // `2025-12-31..2025-12-01`
  case nothingAfter(String)  // `> 9999-12-31`
  case betweenNeedsAll  // A range is two conditions of which both must match
  case openQuote
  case textAfterQuote  // `"a"b`

  public var isAboutValue: Bool {
    switch self {
    case .missingValue, .notANumber, .notADate, .notARange, .rangeBackwards, .nothingAfter, .openQuote,
      .textAfterQuote:
      true
    case .missingField, .fieldNotTaken, .fieldNotFilterable, .fieldCharacters, .otherGrammar,
      .operationNotTaken, .betweenNeedsAll:
      false
    }
  }
}
