/// One row of a filter: `scene = Payment`. What is made by its initializers can be sent.
public struct FilterCondition: Sendable, Hashable {
  public let field: FilterField
  public let operation: FilterOperation
  public let value: FilterValue

  /// From values; `value` must be one that the field takes.
  public init(
    _ field: FilterField, _ operation: FilterOperation, _ value: FilterValue
  ) throws(FilterFault) {
    try self.init(field: field.name, operation, cell: value.cellText(in: field))
  }

  /// From the cells of a row, as typed: `info.tier`, `=`, `"3"`.
  public init(
    field: String, _ operation: FilterOperation, cell: String
  ) throws(FilterFault) {
    let field = try Self.field(named: field)
    guard !cell.isEmpty else { throw .missingValue }
    guard cell.hasQuoteInFront else {
      try self.init(field, operation, text: cell, isQuoted: false)
      return
    }
    var rest = cell[...].unicodeScalars
    guard let text = QuotedText.take(from: &rest) else { throw .openQuote }
    guard rest.allSatisfy(QuotedText.separates) else { throw .textAfterQuote }
    try self.init(field, operation, text: text, isQuoted: true)
  }

  init(
    _ field: FilterField, _ operation: FilterOperation, text: String, isQuoted: Bool
  ) throws(FilterFault) {
    guard field.operations.contains(operation) else { throw .operationNotTaken(field, operation) }
    value = try Self.value(of: field, operation, text: text, isQuoted: isQuoted)
    self.field = field
    self.operation = operation
  }

  static func field(named name: String) throws(FilterFault) -> FilterField {
    let name = name.trimmed
    guard !name.isEmpty, name != FilterField.infoPrefix else { throw .missingField }
    guard !FilterField.reserved.contains(name) else { throw .fieldNotTaken(name) }
    return FilterField(name)
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
      return .date(date)
    case (.custom, .equal): return isQuoted ? .string(text) : .bare(text)
    case (.custom, _):
      guard !isQuoted, case .number(let number) = FilterValue.bare(text) else { throw .notANumber(text) }
      return .number(number)
    }
  }
}
