/// Reads a line such as `scene=Payment tags:finance create_time>=7d`: all must match, or any with `or` between every pair.
public struct FilterTextReader {
  public struct Failure: Error, Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
      case condition(FilterFault)
      case missingOperator  // A word without an operator: `Payment`
      case mixedJunctions  // `a=1 or b=2 c=3`
      case clockOutsideQuotes(String)  // `create_time>=2025-12-01 08:30` needs quotes
      case strayJunction  // `or` at the beginning, at the end, or twice
    }

    public var reason: Reason
    public var position: Int  // In scalars from the start of the line
  }

  private let scalars: [Unicode.Scalar]
  private let dialect: Dialect
  private let isLenient: Bool
  private var position = 0
  private(set) var steps = 0  // Scalars that were read, for tests: they must grow in proportion to the text

  init(_ text: String, in dialect: Dialect, isLenient: Bool = false) {
    scalars = Array(text.unicodeScalars)
    self.dialect = dialect
    self.isLenient = isLenient
  }

  public static func filter(_ text: String, in dialect: Dialect = .cloud) throws(Failure) -> MemoryFilter {
    var reader = FilterTextReader(text, in: dialect)
    return .list(try reader.list())
  }

  mutating func list() throws(Failure) -> ConditionList {
    var conditions: [FilterCondition] = []
    var junction: ConditionList.Junction?
    var rangeStart: Int?
    skipSpaces()
    while position < scalars.count {
      if !conditions.isEmpty {
        let start = position
        let found = takeJunction()
        if found != nil, position == scalars.count { throw Failure(reason: .strayJunction, position: start) }
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

  private func failure(_ fault: FilterFault, at position: Int) -> Failure {
    Failure(reason: .condition(fault), position: position)
  }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func skipSpaces() {
    while let scalar = next, QuotedText.separates(scalar) {
      steps += 1
      position += 1
    }
  }

  private mutating func word(at place: Int, longest: Int = 12) -> String {
    var word = String.UnicodeScalarView()
    for scalar in scalars[place...].prefix(longest) {
      steps += 1
      if QuotedText.separates(scalar) { break }
      word.append(scalar)
    }
    return String(word)
  }

  private mutating func takeJunction() -> ConditionList.Junction? {
    let word = word(at: position)
    let junctions: [String: ConditionList.Junction] = ["or": .any, "and": .all]
    guard let junction = junctions[word.lowercased()] else { return nil }
    position += word.unicodeScalars.count
    skipSpaces()
    return junction
  }

  private mutating func condition() throws(Failure) -> FilterCondition {
    let start = position
    let name = try takeWord { Self.beginsSign($0) || QuotedText.separates($0) }
    // `scene = Payment` as on the screen; a space only after the sign is a missing value.
    let isSpaced = next.map(QuotedText.separates) ?? false
    if isSpaced { skipSpaces() }
    let signStart = position
    guard let sign = takeSign() else { throw missingSign(after: name, start) }
    if sign == .less, next == ">" { throw failure(.otherGrammar(.negation("<>")), at: signStart) }
    if isSpaced { skipSpaces() }
    let valueStart = position
    let value = try takeWord(until: QuotedText.separates)
    guard value.isQuoted || !value.text.isEmpty else {
      // For `!=x` a fault of the name is more helpful than the missing value.
      _ = try field(name, start)
      throw failure(.missingValue, at: valueStart)
    }
    let field = try field(name, start)
    if field.kind == .time, let spaced = clock(after: value, valueStart) {
      throw Failure(reason: .clockOutsideQuotes(spaced), position: valueStart)
    }
    if !value.isQuoted, let other = OtherGrammar.ofValue(value.text) {
      throw failure(.otherGrammar(Self.whole(other, sign)), at: valueStart)
    }
    do throws(FilterFault) {
      let isRange = field.kind == .time && sign == .equal && value.text.contains("..")
      return try FilterCondition(field, isRange ? .between : sign, text: value.text, isQuoted: value.isQuoted)
    } catch {
      throw Failure(reason: .condition(error), position: error.isAboutValue ? valueStart : start)
    }
  }

  private func field(_ name: (text: String, isQuoted: Bool), _ start: Int) throws(Failure) -> FilterField {
    do throws(FilterFault) {
      return try FilterField(typed: name.text, isQuoted: name.isQuoted, in: dialect)
    } catch {
      if isLenient, case .fieldNotFilterable = error { return FilterField(sentName: name.text, in: dialect) }
      guard case .otherGrammar = error, let other = OtherGrammar.ofName(name.text) else {
        throw failure(error, at: start)
      }
      throw failure(error, at: start + other.offset)
    }
  }

  /// `==` of the sign `=` and the value `=x`.
  private static func whole(_ other: OtherGrammar, _ sign: FilterOperation) -> OtherGrammar {
    guard case .operation(let text) = other else { return other }
    return .operation(sign.sign + text)
  }

  /// For a name without an operator: `not scene=x`, `scene like x`, `Payment`.
  private mutating func missingSign(after name: (text: String, isQuoted: Bool), _ start: Int) -> Failure {
    if !name.isQuoted {
      let word = name.text.lowercased()
      if ["or", "and"].contains(word) { return Failure(reason: .strayJunction, position: start) }
      if word == "not" { return failure(.otherGrammar(.negation(name.text)), at: start) }
      if let other = OtherGrammar.ofWord(name.text) { return failure(.otherGrammar(other), at: start) }
      if let (other, offset) = OtherGrammar.ofName(name.text) {
        return failure(.otherGrammar(other), at: start + offset)
      }
    }
    if position < scalars.count, let other = OtherGrammar.ofWord(word(at: position)) {
      return failure(.otherGrammar(other), at: position)
    }
    return Failure(reason: .missingOperator, position: start)
  }

  /// Up to a scalar that ends it, or the text between double quotes.
  private mutating func takeWord(
    until ends: (Unicode.Scalar) -> Bool
  ) throws(Failure) -> (text: String, isQuoted: Bool) {
    let start = position
    guard next == "\"" else {
      while let scalar = next, !ends(scalar) {
        steps += 1
        position += 1
      }
      return (String(String.UnicodeScalarView(scalars[start..<position])), false)
    }
    guard let text = QuotedText.take(from: scalars, at: &position) else {
      throw failure(.openQuote, at: start)
    }
    steps += position - start
    guard next.map(ends) ?? true else { throw failure(.textAfterQuote, at: position) }
    return (text, true)
  }

  /// `2025-12-01 08:30`, or a range of such, where a time of day follows a date without quotes.
  private mutating func clock(after value: (text: String, isQuoted: Bool), _ start: Int) -> String? {
    guard !value.isQuoted else { return nil }
    let valueEnd = position
    defer { position = valueEnd }
    var end = valueEnd
    while true {
      skipSpaces()
      let scalars = Array(word(at: position, longest: 40).unicodeScalars)
      // `8:30`, `08:30:15`, `08:30..2025-12-02`
      let hour = scalars.prefix { "0"..."9" ~= $0 }.count
      guard 1...2 ~= hour, scalars.count > hour + 1, scalars[hour] == ":", "0"..."9" ~= scalars[hour + 1]
      else { break }
      position += scalars.count
      end = position
    }
    return end > valueEnd ? String(String.UnicodeScalarView(scalars[start..<end])) : nil
  }

  private static func beginsSign(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "=" || scalar == ":" || scalar == ">" || scalar == "<"
  }

  private mutating func takeSign() -> FilterOperation? {
    // `>=` before `>`.
    for operation: FilterOperation in [.greaterOrEqual, .lessOrEqual, .greater, .less, .equal, .contains] {
      let sign = operation.sign.unicodeScalars
      steps += sign.count
      guard scalars[position...].starts(with: sign) else { continue }
      position += sign.count
      return operation
    }
    return nil
  }
}

/// Double quotes around a text, `\"` and `\\` in it: `"say \"hi\""`.
enum QuotedText {
  /// Only ASCII spaces separate conditions; other spaces belong to the text of other scripts.
  static func separates(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
  }

  static func quoted(_ text: String) -> String {
    var result = String.UnicodeScalarView("\"".unicodeScalars)
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result.append("\\") }
      result.append(scalar)
    }
    result.append("\"")
    return String(result)
  }

  /// From a cell of the form: with or without quotes, and spaces after them.
  static func read(cell: String) throws(FilterFault) -> (text: String, isQuoted: Bool) {
    guard cell.hasQuoteInFront else { return (cell, false) }
    let scalars = Array(cell.unicodeScalars)
    var place = 0
    guard let text = take(from: scalars, at: &place) else { throw .openQuote }
    guard scalars[place...].allSatisfy(separates) else { throw .textAfterQuote }
    return (text, true)
  }

  /// The text up to the closing quote, after which `place` is moved. Any other backslash is text.
  static func take(from scalars: [Unicode.Scalar], at place: inout Int) -> String? {
    var result = String.UnicodeScalarView()
    var index = place + 1
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      switch scalar {
      case "\"":
        place = index
        return String(result)
      case "\\" where index < scalars.count && (scalars[index] == "\"" || scalars[index] == "\\"):
        result.append(scalars[index])
        index += 1
      default: result.append(scalar)
      }
    }
    return nil
  }
}
