/// Why a condition cannot be sent. Where it is wrong is known to whoever asked.
public enum FilterFault: Error, Sendable, Hashable {
  case missingField
  case missingValue
  /// `user_id`, which the service does not take within a filter, and the logical words.
  case fieldNotTaken(String)
  /// A field of the record that the service does not compare: `memory_type` on the cloud.
  case fieldNotFilterable(String)
  /// `my key`, which needs quotes.
  case fieldCharacters(String)
  case otherGrammar(OtherGrammar)
  case operationNotTaken(FilterField, FilterOperation)
  /// Greater and less compare numbers.
  case notANumber(String)
  case notADate(String)
  /// Not `2025-12-01..2025-12-31`.
  case notARange(String)
  /// `2025-12-31..2025-12-01`, which no time is in.
  case rangeBackwards(String)
  /// `> 9999-12-31`
  case nothingAfter(String)
  /// A range is two conditions, and both must hold.
  case betweenNeedsAll
  case openQuote
  /// `"a"b`
  case textAfterQuote
}

extension FilterFault {
  /// Of a condition's two ends, the right one.
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
