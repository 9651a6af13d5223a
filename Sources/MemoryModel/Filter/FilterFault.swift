/// Why a condition cannot be sent. Where it is wrong is known to whoever asked.
public enum FilterFault: Error, Sendable, Hashable {
  case missingField
  case missingValue
  /// `user_id`, which the service does not take within a filter, and the logical words.
  case fieldNotTaken(String)
  case operationNotTaken(FilterField, FilterOperation)
  /// Greater and less compare numbers.
  case notANumber(String)
  case notADate(String)
  /// Not `2025-12-01..2025-12-31`.
  case notARange(String)
  /// `2025-12-31..2025-12-01`, which no time is in.
  case rangeBackwards(String)
  /// A range is two conditions, and both must hold.
  case betweenNeedsAll
  case openQuote
  /// `"a"b`
  case textAfterQuote
}
