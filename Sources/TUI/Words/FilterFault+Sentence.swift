import MemoryModel

extension FilterFault {
  /// Behind the row that is wrong.
  var shortWords: String {
    switch self {
    case .missingField: "a field is missing"
    case .missingValue: "a value is missing"
    case .fieldNotTaken(let name): "\(name) is not taken within a filter"
    case .operationNotTaken(let field, _): "\(field.name) does not take this operator"
    case .notANumber: "only numbers are greater or less"
    case .notADate(let text) where text.contains(".."): "a range goes with between (b)"
    case .notADate: "no date: 2025-12-01, 2025-12-01 08:30, 7d, 3w, today"
    case .notARange: "no range: 2025-12-01..2025-12-31, 7d..today"
    case .rangeBackwards: "the range ends before it begins"
    case .betweenNeedsAll: "between needs all (Ctrl-O)"
    case .openQuote: "the quote is not closed"
    case .textAfterQuote: "text after the closing quote"
    }
  }

  public var sentence: String {
    switch self {
    case .missingField: "A row has a value and no field: give it one, or remove it."
    case .missingValue: "A row has no value: give it one, or remove it."
    case .fieldNotTaken(let name): "The service does not take \(name) within a filter."
    case .operationNotTaken(let field, let operation):
      "\(field.name) does not take \(operation.sign); it takes "
        + field.operations.map { $0 == .between ? "a range (..)" : $0.sign }.joined(separator: " ") + "."
    case .notANumber(let text): "Greater and less compare numbers; \(text) is none."
    case .notADate(let text) where text.contains(".."):
      "\(text) is a range, which goes with between (with = in a line of text)."
    case .notADate(let text):
      "\(text) is no date: give 2025-12-01, 2025-12-01 08:30, 7d, 3w, today or yesterday."
    case .notARange(let text): "\(text) is no range of dates: give 2025-12-01..2025-12-31."
    case .rangeBackwards(let text): "\(text) ends before it begins: nothing is in it."
    case .betweenNeedsAll: "A range is two conditions that both must hold: join by all, not by any."
    case .openQuote: "A double quote is not closed."
    case .textAfterQuote: "There is text right after a closing quote."
    }
  }
}

extension MemoryFilter.JSONFault {
  public var sentence: String {
    switch self {
    case .notJSON(let error): "The filter is not JSON: see position \(error.position)."
    case .notAnObject: #"A filter is an object: {"and":[…]} or {"or":[…]}."#
    case .twoRoots: "A filter has one of and and or at its root, not both."
    case .negation: "The service knows no negation: not cannot be sent."
    case .notAnArray(let root): "\(root) must be an array of conditions."
    case .notACondition(let path): #"\#(path) must be a condition such as {"scene":"Payment"}."#
    case .nested(let path, let word): "\(path): \(word) cannot be nested within a condition."
    case .userID(let path): "\(path): the service does not take user_id within a filter."
    case .notANumber: "NaN and Infinity cannot be sent."
    }
  }
}

extension FilterTextReader.Failure {
  /// What is wrong, and where, counted from 1.
  public var sentence: String {
    let words =
      switch reason {
      case .condition(let fault): fault.sentence
      case .missingOperator: "A condition is field=value (or : > >= < <=)."
      case .mixedJunctions: "or must stand between all conditions or none."
      case .strayJunction: "and and or stand between two conditions."
      }
    return "\(words) (at character \(position + 1))"
  }
}
