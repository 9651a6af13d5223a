import BrowserCore
import Canvas
import MemoryModel

extension FilterFault {
  /// Behind the row that is wrong.
  var shortWords: String {
    switch self {
    case .missingField: "a field is missing"
    case .missingValue: "a value is missing"
    case .fieldNotTaken(let name): "\(brief(name)) cannot be used in a filter"
    case .fieldNotFilterable(let name): "the service cannot filter by \(brief(name))"
    case .fieldCharacters: "put other characters in double quotes"
    case .otherGrammar(.negation): "the service has no negation"
    case .otherGrammar(.brackets): "brackets are not supported"
    case .otherGrammar(.json): "edit JSON with Ctrl-E"
    case .otherGrammar(.operation): "choose the operator in the next cell"
    case .otherGrammar(.junction): "one condition a row"
    case .otherGrammar(.singleQuotes): "use double quotes"
    case .operationNotTaken(let field, _): "\(brief(field.name)) does not take this operator"
    case .notANumber: "< and > compare numbers"
    case .notADate(let text) where text.contains(".."): "choose between (b) for a range"
    case .notADate: "not a date: 2025-12-01, 2025-12-01 08:30, 7d, 3w, today"
    case .notARange: "not a range: 2025-12-01..2025-12-31, 7d..today"
    case .rangeBackwards: "the range ends before it begins"
    case .nothingAfter: "no date is after this one"
    case .betweenNeedsAll: "between needs all (Ctrl-O)"
    case .openQuote: "the quote is not closed"
    case .textAfterQuote: "text after the closing quote"
    }
  }

  public var sentence: String {
    switch self {
    case .missingField: "A row has a value but no field. Enter a field, or remove the row."
    case .missingValue: "A row has no value. Enter one, or remove the row."
    case .fieldNotTaken(let name): "\(brief(name)) cannot be used in a filter."
    case .fieldNotFilterable(let name):
      "The service cannot filter by \(brief(name)). If you mean an info key, write info.\(brief(name))."
    case .fieldCharacters(let name):
      "\"\(brief(name))\" is not a field name: without double quotes, names hold letters, digits, _ - and ."
    case .otherGrammar(let other): other.sentence
    case .operationNotTaken(let field, let operation):
      "\(brief(field.name)) takes \(Self.signs(of: field)), not \"\(operation.sign)\"."
    case .notANumber(let text): "> and < compare numbers; \"\(brief(text))\" is not a number."
    case .notADate(let text) where text.contains(".."):
      "\"\(brief(text))\" is a range: choose between in the form, or = in a line of text."
    case .notADate(let text):
      "\"\(brief(text))\" is not a date. Use 2025-12-01, 2025-12-01 08:30, 7d, 3w, today or yesterday."
    case .notARange(let text): "\"\(brief(text))\" is not a range of dates. Use 2025-12-01..2025-12-31."
    case .rangeBackwards(let text): "\(brief(text)) ends before it begins. Swap the two dates."
    case .nothingAfter(let text): "No date is after \(brief(text)). Use an earlier one."
    case .betweenNeedsAll: "A range needs all conditions to match: it cannot be combined with \"or\"."
    case .openQuote: "A double quote is not closed."
    case .textAfterQuote:
      "There is text right after a closing quote. Add a space, or escape the quote as \\\"."
    }
  }

  /// `"=" ">" ">="`
  private static func signs(of field: FilterField) -> String {
    field.operations.map { $0 == .between ? "a range (..)" : "\"\($0.sign)\"" }.joined(separator: " ")
  }
}

extension OtherGrammar {
  fileprivate var sentence: String {
    switch self {
    case .negation(let sign):
      "The service has no negation, so \"\(brief(sign))\" cannot be sent. List the values you want: "
        + "scene=a or scene=b."
    case .brackets:
      "Brackets are not supported. Separate conditions by spaces (all must match), or by \"or\" (any must match)."
    case .json: "This looks like JSON. Use --filter, or Ctrl-E in the filter form."
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
  /// For a reader of stderr; nil while no row contradicts the filter.
  public var sentence: String? {
    guard !ignored.isEmpty else { return nil }
    let conditions = ignored.map { found in
      let condition = found.condition ?? FilterCondition(sent: found.sent)
      let text = brief(condition?.text ?? found.sent.encoded())
      return "\(text) (\(found.rows) of \(rows) memories contradict it)"
    }
    return "The service seems to have ignored \(conditions.joined(separator: ", "))."
  }
}

extension FilterCondition {
  /// A condition that was sent, by whichever dialect knows its name. Its dates are shown by the service's clock.
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
  /// What is wrong, and where, counted from 1.
  public var sentence: String {
    let words =
      switch reason {
      case .condition(let fault): fault.sentence
      case .missingOperator: "Expected field=value; operators are = : > >= < <=."
      case .clockOutsideQuotes(let text):
        "A date with a time needs double quotes: \"\(brief(text))\"."
      case .mixedJunctions: "\"or\" cannot be mixed with conditions joined by spaces."
      case .strayJunction: "\"and\" and \"or\" go between two conditions."
      }
    return "\(words) (at character \(position + 1))"
  }
}

/// A text from a filter for a sentence: as much as names it.
private func brief(_ text: String) -> String {
  let cut = text.prefix(61)
  return cut.count > 60 ? cut.prefix(59) + "…" : text
}

extension FilterOperation {
  /// As the form and the chips show it.
  func words(_ glyphs: Glyphs) -> String {
    switch self {
    case .equal: "="
    case .contains: glyphs.contains
    case .greater: ">"
    case .greaterOrEqual: glyphs.greaterOrEqual
    case .less: "<"
    case .lessOrEqual: glyphs.lessOrEqual
    case .between: "between"
    }
  }

  /// In the form there is room for the word.
  func cellWords(_ glyphs: Glyphs) -> String {
    self == .contains ? "contains" : words(glyphs)
  }
}

extension FilterCondition {
  /// `scene = Payment`, `create_time ≥ 7d (2026-11-18)`
  func words(_ glyphs: Glyphs, today: CivilDate? = nil) -> String {
    let words = "\(field.cellText) \(operation.words(glyphs)) \(value.cellText(in: field))"
    guard let today, let meaning = value.meaning(today: today) else { return words }
    return "\(words) (\(meaning))"
  }
}

extension FilterValue {
  /// What a relative date means: `2026-11-18` of `7d`; nil where that is written already.
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
  func words(_ glyphs: Glyphs, today: CivilDate? = nil) -> String {
    switch self {
    case .raw(let value): "raw \(value.encoded())"
    case .list(let list):
      list.conditions.map { $0.words(glyphs, today: today) }
        .joined(separator: list.junction == .all ? "  AND  " : "  OR  ")
    }
  }
}

extension MemoryField {
  /// What a person reads as the field's value: text as it is, tags in one line, times in words, the rest as JSON.
  public func words(_ context: DrawingContext, relativeTimes: Bool) -> String {
    if known?.kind == .time {
      switch RecordTime(value, zone: context.serverZone) {
      case .moment(let time): return relativeTimes ? context.relative(time) : context.absolute(time)
      case .none where value != .null && value != .string(""):
        return "no time (\(value.plainText ?? value.encoded()))"
      case .none, .other: break
      }
    }
    switch (known?.kind, value) {
    case (.toolUses, .array(let uses)):
      return uses.map { Self.toolUse($0, context) }.joined(separator: "\n")
    case (.sources, .array(let sources)):
      return sources.map(Self.source).joined(separator: "\n")
    case (_, .array(let elements)):
      let texts = elements.map(\.plainText)
      let words = texts.compactMap(\.self)
      return words.count == elements.count ? words.joined(separator: ", ") : value.prettyPrinted()
    default:
      return value.plainText ?? value.prettyPrinted()
    }
  }

  /// `search_flights  ████░ 92%` with what else the service says of it below.
  private static func toolUse(_ value: JSONValue, _ context: DrawingContext) -> String {
    guard case .object(let use) = value else { return value.plainText ?? value.prettyPrinted() }
    let name = ToolUse.nameMember.description
    var lines = [use[name]?.plainText ?? "tool"]
    for member in use.members where member.key != name {
      let text = member.value.plainText ?? member.value.encoded()
      if member.key == ToolUse.rateMember.description, let rate = Double(text) {
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
