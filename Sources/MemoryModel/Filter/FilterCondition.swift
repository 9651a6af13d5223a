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
