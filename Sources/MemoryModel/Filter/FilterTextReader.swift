/// Reads a line such as `scene=Payment tags:finance create_time>=7d`, joined by all, or by `or` between every pair.
public struct FilterTextReader {
  /// What is wrong, and where: scalars before it, counted from 0.
  public struct Failure: Error, Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
      case condition(FilterFault)
      /// A word without an operator: `Payment`.
      case missingOperator
      /// `a=1 or b=2 c=3`
      case mixedJunctions
      /// `or` at the beginning, at the end, or twice.
      case strayJunction
    }

    public var reason: Reason
    public var position: Int
  }

  private let text: String
  private var rest: Substring.UnicodeScalarView

  private init(_ text: String) {
    self.text = text
    rest = text[...].unicodeScalars
  }

  static func beginsSign(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "=" || scalar == ":" || scalar == ">" || scalar == "<"
  }

  public static func filter(_ text: String) throws(Failure) -> MemoryFilter {
    var reader = FilterTextReader(text)
    return .list(try reader.list())
  }

  private var position: Int {
    text.unicodeScalars.distance(from: text.startIndex, to: rest.startIndex)
  }

  private mutating func list() throws(Failure) -> ConditionList {
    var conditions: [FilterCondition] = []
    var junction: ConditionList.Junction?
    var rangeStart: Int?
    skipSpaces()
    while !rest.isEmpty {
      if !conditions.isEmpty {
        let start = position
        let found = takeJunction()
        if found != nil, rest.isEmpty { throw Failure(reason: .strayJunction, position: start) }
        guard junction == nil || junction == found ?? .all else {
          throw Failure(reason: .mixedJunctions, position: start)
        }
        junction = found ?? .all
      }
      let start = position
      let condition = try condition()
      if condition.operation == .between { rangeStart = rangeStart ?? start }
      conditions.append(condition)
      skipSpaces()
    }
    do throws(FilterFault) {
      return try ConditionList(junction ?? .all, conditions)
    } catch {
      throw Failure(reason: .condition(error), position: rangeStart ?? 0)
    }
  }

  private mutating func skipSpaces() {
    rest = rest.drop(while: QuotedText.separates)
  }

  /// `or` and `and` as words of their own.
  private mutating func takeJunction() -> ConditionList.Junction? {
    for (word, junction) in [("or", ConditionList.Junction.any), ("and", .all)] {
      let found = rest.prefix(word.unicodeScalars.count)
      let after = rest.dropFirst(word.unicodeScalars.count)
      guard String(found).lowercased() == word, after.first.map(QuotedText.separates) ?? true else {
        continue
      }
      rest = after
      skipSpaces()
      return junction
    }
    return nil
  }

  private mutating func condition() throws(Failure) -> FilterCondition {
    let start = position
    let name = try word { Self.beginsSign($0) || QuotedText.separates($0) }
    // `scene = Payment` as the chips have it; a space only behind the sign is a forgotten value.
    let isSpaced = rest.first.map(QuotedText.separates) ?? false
    if isSpaced { skipSpaces() }
    guard let sign = takeSign() else {
      let isJunction = !name.isQuoted && ["or", "and"].contains(name.text.lowercased())
      throw Failure(reason: isJunction ? .strayJunction : .missingOperator, position: start)
    }
    if isSpaced { skipSpaces() }
    let valueStart = position
    let value = try word(until: QuotedText.separates)
    guard value.isQuoted || !value.text.isEmpty else {
      throw Failure(reason: .condition(.missingValue), position: valueStart)
    }
    do throws(FilterFault) {
      let field = try FilterCondition.field(named: name.text)
      let isRange = field.kind == .time && sign == .equal && value.text.contains("..")
      return try FilterCondition(field, isRange ? .between : sign, text: value.text, isQuoted: value.isQuoted)
    } catch {
      throw Failure(reason: .condition(error), position: error.isAboutValue ? valueStart : start)
    }
  }

  private mutating func word(
    until ends: (Unicode.Scalar) -> Bool
  ) throws(Failure) -> (text: String, isQuoted: Bool) {
    guard rest.first == "\"" else {
      let word = rest.prefix { !ends($0) }
      rest = rest.dropFirst(word.count)
      return (String(word), false)
    }
    let start = position
    guard let text = QuotedText.take(from: &rest) else {
      throw Failure(reason: .condition(.openQuote), position: start)
    }
    guard rest.first.map(ends) ?? true else {
      throw Failure(reason: .condition(.textAfterQuote), position: position)
    }
    return (text, true)
  }

  private mutating func takeSign() -> FilterOperation? {
    // `>=` before `>`.
    for operation: FilterOperation in [.greaterOrEqual, .lessOrEqual, .greater, .less, .equal, .contains] {
      let sign = operation.sign.unicodeScalars
      guard rest.starts(with: sign) else { continue }
      rest = rest.dropFirst(sign.count)
      return operation
    }
    return nil
  }
}

extension FilterFault {
  /// Of a condition's two ends, the right one.
  public var isAboutValue: Bool {
    switch self {
    case .missingValue, .notANumber, .notADate, .notARange, .rangeBackwards, .openQuote, .textAfterQuote: true
    case .missingField, .fieldNotTaken, .operationNotTaken, .betweenNeedsAll: false
    }
  }
}
