import MemoryModel

public struct FormRow: Sendable, Hashable {
  public enum Cell: Sendable, Hashable, CaseIterable { case field, operation, value }

  public internal(set) var field = EditedLine()
  public internal(set) var operation = FilterOperation.equal
  public internal(set) var value = EditedLine()
  /// A condition that is off stays in the form and is not sent.
  public internal(set) var isOn = true
  /// An operator that was chosen by hand stays as long as the field takes it.
  var isOperationChosen = false
  /// What was typed on the operator so far: `>` of `>=`.
  var typedSign = ""
  /// A name that no loaded memory has, and that Tab does not stop at again.
  var acceptedField: ByteString?

  init() {}

  init(_ condition: FilterCondition) {
    field = EditedLine(condition.field.cellText)
    operation = condition.operation
    value = EditedLine(condition.value.cellText(in: condition.field))
    isOperationChosen = condition.operation != condition.field.standardOperation
  }

  var isBlank: Bool { filterField.name.isEmpty && value.text.isEmpty }
  public var filterField: FilterField { FilterField(unchecked: field.text) }

  public func condition(in dialect: Dialect) throws(FilterFault) -> FilterCondition {
    try FilterCondition(field: field.text, operation, cell: value.text, in: dialect)
  }

  mutating func fieldChanged() {
    let field = filterField
    if !isOperationChosen || !field.operations.contains(operation) {
      operation = field.standardOperation
      isOperationChosen = false
    }
  }

  mutating func chooseOperation(by step: Int) {
    operation = filterField.operations.cycled(from: operation, by: step)
    isOperationChosen = true
    typedSign = ""
  }

  /// - Returns: false for an operator that the field does not take.
  mutating func choose(_ operation: FilterOperation) -> Bool {
    guard filterField.operations.contains(operation) else { return false }
    self.operation = operation
    isOperationChosen = true
    typedSign = ""
    return true
  }

  /// `>`, then `=` is `>=` if the field takes it, else `=`; `.` may be the beginning of `..`.
  /// - Returns: false for what begins no sign that the field takes.
  mutating func typeSign(_ text: String) -> Bool {
    for typed in [typedSign + text, text] {
      guard let operation = Self.operation(typed: typed, among: filterField.operations) else { continue }
      self.operation = operation
      isOperationChosen = true
      typedSign = typed
      return true
    }
    let takes = filterField.operations
    let isBeginning =
      text == "." && takes.contains(.between) || text == "=" && takes.contains(.greaterOrEqual)
    typedSign = isBeginning ? text : ""
    return isBeginning
  }

  /// `>=`, `≥`, `:`, `c` for contains, `b` for between.
  private static func operation(typed: String, among operations: [FilterOperation]) -> FilterOperation? {
    let signs = ["≥": ">=", "=>": ">=", "≤": "<=", "=<": "<=", "==": "=", "∋": ":"]
    let sign = signs[typed] ?? typed
    let bySign = operations.first { $0.sign == sign && $0 != .between }
    return bySign
      ?? operations.first { operation in
        switch operation {
        case .contains: !typed.isEmpty && "contains".hasPrefix(typed.lowercased())
        case .between: !typed.isEmpty && "between".hasPrefix(typed.lowercased()) || typed == ".."
        default: false
        }
      }
  }

  static func cell(of fault: FilterFault) -> Cell {
    switch fault {
    case .missingField, .fieldNotTaken, .fieldNotFilterable, .fieldCharacters, .otherGrammar: .field
    case .operationNotTaken, .betweenNeedsAll: .operation
    case .missingValue, .notANumber, .notADate, .notARange, .rangeBackwards, .nothingAfter, .openQuote,
      .textAfterQuote:
      .value
    }
  }

  struct Content: Equatable {
    var field: FilterField
    var operation: FilterOperation
    var value: ByteString
    var isOn: Bool
  }

  var content: Content {
    Content(field: filterField, operation: operation, value: ByteString(value.text), isOn: isOn)
  }
}
