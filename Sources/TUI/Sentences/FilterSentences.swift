import BrowserCore
import Canvas
import MemoryModel

extension FilterFault {
  func label(_ keys: KeyNames) -> String {
    switch self {
    case .missingField: "a field is missing"
    case .missingValue: "a value is missing"
    case .fieldNotTaken(let name): "\(brief(name)) cannot be used in a filter"
    case .fieldNotFilterable(let name): "the service cannot filter by \(brief(name))"
    case .fieldCharacters: "put other characters in double quotes"
    case .otherGrammar(.negation): "negation is not supported"
    case .otherGrammar(.brackets): "brackets are not supported"
    case .otherGrammar(.json): "this is JSON" + keys.part(": edit it with \(.editJSON, in: .form)")
    case .otherGrammar(.operation): "choose the operator in the next cell"
    case .otherGrammar(.junction): "one condition per row"
    case .otherGrammar(.singleQuotes): "use double quotes"
    case .operationNotTaken(let field, _): "\(brief(field.name)) does not take this operator"
    case .notANumber: "> and < compare numbers"
    case .notADate(let text) where text.contains(".."): "choose between (b) for a range"
    case .notADate: "not a date: 2025-12-01, 2025-12-01 08:30, 7d, 3w, today"
    case .notARange: "not a range: 2025-12-01..2025-12-31, 7d..today"
    case .rangeBackwards: "the range ends before it begins"
    case .nothingAfter: "there is no later date"
    case .betweenNeedsAll: "between needs all" + keys.part(" (\(.flipJunction, in: .form))")
    case .openQuote: "the quote is not closed"
    case .textAfterQuote: "text after the closing quote"
    }
  }

  public func sentence(_ keys: KeyNames = .none) -> String {
    switch self {
    case .missingField: "A row has a value but no field. Type a field, or remove the row."
    case .missingValue: "A row has no value. Type one, or remove the row."
    case .fieldNotTaken(let name): "\(brief(name)) cannot be used in a filter."
    // On the command line, where no key works.
    case .fieldNotFilterable(let name):
      "The service cannot filter by \(brief(name)). In the list, the key & narrows the loaded rows by it; "
        + "if you mean an info key, write info.\(brief(name))."
    case .fieldCharacters(let name):
      "\"\(brief(name))\" is not a field name: without double quotes, names hold letters, digits, _ - and ."
    case .otherGrammar(let other): other.sentence(keys)
    case .operationNotTaken(let field, let operation):
      "\(brief(field.name)) takes \(Self.signs(of: field)), not \"\(operation.sign)\"."
    case .notANumber(let text): "> and < compare numbers; \"\(brief(text))\" is not a number."
    case .notADate(let text) where text.contains(".."):
      "\"\(brief(text))\" is a range: choose between in the form, or = in a line of text."
    case .notADate(let text):
      "\"\(brief(text))\" is not a date. Use 2025-12-01, 2025-12-01 08:30, 7d, 3w, today or yesterday."
    case .notARange(let text): "\"\(brief(text))\" is not a range of dates. Use 2025-12-01..2025-12-31."
    case .rangeBackwards(let text): "\(brief(text)) ends before it begins. Swap the two dates."
    case .nothingAfter(let text): "No date comes after \(brief(text)). Use an earlier one."
    case .betweenNeedsAll: "A range needs all conditions to match: it cannot be combined with \"or\"."
    case .openQuote: "A double quote is not closed."
    case .textAfterQuote: "Text follows a closing quote. Add a space, or escape the quote as \\\"."
    }
  }

  /// `The service cannot filter by id. & in the list narrows by it. Or write info.id.` The key comes first: a last line
  /// of 80 columns must hold it.
  static func notFilterable(_ name: String, isInfoKey: Bool, _ keys: KeyNames) -> String {
    "The service cannot filter by \(brief(name))."
      + keys.part(" \(.narrow, in: .list) in the list narrows by it.")
      + (isInfoKey ? " Or write info.\(brief(name))." : "")
  }

  fileprivate static func signs(of field: FilterField) -> String {
    field.operations.map { $0 == .between ? "a range (..)" : "\"\($0.sign)\"" }.joined(separator: " ")
  }
}

extension FilterField {
  /// For a key that chooses no operator: `"x" is not an operator for scene: it takes only "=".`
  func takes(_ typed: String) -> String {
    guard !name.isEmpty else { return "Choose a field first; the operators depend on it." }
    let takes = "takes \(operations.count == 1 ? "only " : "")\(FilterFault.signs(of: self))."
    return typed.isEmpty
      ? "\(brief(name)) \(takes)" : "\"\(brief(typed))\" is not an operator for \(brief(name)): it \(takes)"
  }
}

extension OtherGrammar {
  fileprivate func sentence(_ keys: KeyNames) -> String {
    switch self {
    case .negation(let sign):
      "The service does not support negation (\"\(brief(sign))\"). List the values you want: scene=a or scene=b."
    case .brackets:
      "Brackets are not supported. Separate conditions by spaces (all must match), or by \"or\" (any must match)."
    case .json:
      "This looks like JSON. Use --filter" + keys.part(", or \(.editJSON, in: .form) in the filter form")
        + "."
    case .operation("between"): "Write a range as \(RecordField.createTime.name)=2025-12-01..2025-12-31."
    case .operation("in"): "\"in\" is not an operator. List the values you want: scene=a or scene=b."
    case .operation(let sign) where sign.first?.isLetter == true:
      "\"\(brief(sign))\" is not an operator; operators are = : > >= < <=."
    case .operation(let sign):
      "\"\(brief(sign))\" is not an operator; operators are = : > >= < <=. Put double quotes around a value "
        + "that begins with such a sign."
    case .junction(let sign):
      "\"\(brief(sign))\" does not join conditions: a space means all must match, \"or\" means any."
    case .singleQuotes: "Use double quotes around a value, not single quotes."
    }
  }
}

extension FilterWarning {
  public var sentence: String {
    switch self {
    case .fieldNotFilterable(let name):
      "The service cannot filter by \(brief(name)): it may ignore the condition, or match nothing."
    case .otherDialectName(let name, let instead):
      "A self-hosted server calls \(brief(name)) \(instead). Use \(instead): \(brief(name)) may match nothing."
    case .unknownOperator("", let field):
      "The condition on \(brief(field)) has no operator; the service may ignore it."
    case .unknownOperator(let name, let field):
      "The service does not know the operator \"\(brief(name))\" (\(brief(field))) and may ignore the condition."
    case .unknownRoot(let name):
      "\"\(brief(name))\" is neither \"and\" nor \"or\": the service may ignore it, or match nothing."
    case .noConditions: "The filter has no conditions, so it does not restrict anything."
    case .unseenField(let name): "No loaded memory has a field \"\(brief(name))\"."
    case .absentField(let name): "The service returned no memory with a field \"\(brief(name))\"."
    }
  }
}

extension FilterFindings {
  public var sentence: String? {
    guard !ignored.isEmpty else { return nil }
    let conditions = ignored.map { found in
      let condition = found.condition ?? FilterCondition(sent: found.sent)
      let text = brief(condition?.text ?? found.sent.encoded())
      return "\(text) (\(found.rows.grouped) of \(rows.grouped) memories contradict it)"
    }
    return "The service seems to have ignored \(conditions.joined(separator: ", "))."
  }
}

extension FilterCondition {
  /// A condition as it was sent, in the dialect that knows its name. Its dates are shown in the service's zone.
  init?(sent condition: JSONValue) {
    let read = [Dialect.selfHosted(cube: nil), .cloud].lazy.compactMap { dialect in
      FilterCondition(
        json: condition, for: FilterTarget(today: CivilDate(daysSince1970: 0), dialect: dialect))
    }.first
    guard let read else { return nil }
    self = read
  }
}

extension MemoryFilter.JSONFault {
  public var sentence: String {
    switch self {
    case .notJSON(let error): "The filter is not valid JSON (position \(error.position))."
    case .notAnObject: #"A filter is an object: {"and":[…]} or {"or":[…]}."#
    case .twoRoots: #"A filter has either "and" or "or" at its root, not both."#
    case .repeatedRoot(let root):
      "A filter has one root, and \"\(root)\" is there more than once. Join the arrays."
    case .negation: #"The service does not support "not"."#
    case .notAnArray(let root): "\"\(root)\" must be an array of conditions."
    case .notACondition(let path): #"\#(path) must be a condition such as {"scene":"Payment"}."#
    case .nested(let path, let word): "\(path): \"\(word)\" cannot be nested inside a condition."
    case .userID(let path): "\(path): user_id cannot be used in a filter."
    case .notANumber: "NaN and Infinity cannot be sent."
    }
  }
}

extension FilterTextReader.Failure {
  public func sentence(_ keys: KeyNames = .none) -> String {
    let explanation =
      switch reason {
      case .condition(.missingField): "A condition has a value but no field."
      case .condition(.missingValue): "A condition has no value. Type one after its operator."
      case .condition(let fault): fault.sentence(keys)
      case .missingOperator: "Expected field=value; operators are = : > >= < <=."
      case .clockOutsideQuotes(let text): "A date with a time needs double quotes: \"\(brief(text))\"."
      case .mixedJunctions: "\"or\" cannot be mixed with conditions joined by spaces."
      case .strayJunction: "\"and\" and \"or\" go between two conditions."
      }
    return "\(explanation) (at character \(position + 1))"
  }
}

private func brief(_ text: String) -> String {
  let cut = text.prefix(61)
  return cut.count > 60 ? cut.prefix(59) + "…" : text
}

extension FilterOperation {
  func label(_ glyphs: Glyphs) -> String {
    switch self {
    case .contains: glyphs.contains
    case .greaterOrEqual: glyphs.greaterOrEqual
    case .lessOrEqual: glyphs.lessOrEqual
    case .between: "between"
    case .equal, .greater, .less: sign
    }
  }

  func cellLabel(_ glyphs: Glyphs) -> String { self == .contains ? "contains" : label(glyphs) }
}

extension FilterCondition {
  /// `scene = Payment`, `create_time ≥ 7d (2026-11-18)`
  func label(_ glyphs: Glyphs, today: CivilDate? = nil) -> String {
    let label = "\(field.cellText) \(operation.label(glyphs)) \(value.cellText(in: field))"
    guard let today, let meaning = value.meaning(today: today) else { return label }
    return "\(label) (\(meaning))"
  }
}

extension FilterValue {
  /// What a relative date means: `2026-11-18` for `7d`; nil for a date that is already absolute.
  func meaning(today: CivilDate) -> String? {
    switch self {
    case .date(let date): date.isRelative ? date.meaning(today: today) : nil
    case .dates(let start, let end):
      start.isRelative || end.isRelative
        ? "\(start.meaning(today: today))..\(end.meaning(today: today))" : nil
    case .string, .number, .bool: nil
    }
  }
}

extension MemoryFilter {
  /// `scene = Payment  AND  tags ∋ finance`, or the JSON of a raw one.
  func label(_ glyphs: Glyphs, today: CivilDate? = nil) -> String {
    switch self {
    case .raw(let value): "raw \(value.encoded())"
    case .list(let list):
      list.conditions.map { $0.label(glyphs, today: today) }
        .joined(separator: list.junction.chipLabel)
    }
  }
}

extension ConditionList.Junction {
  /// Between the conditions of the active filter.
  var chipLabel: String { self == .all ? "  AND  " : "  OR  " }
}
