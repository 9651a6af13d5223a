/// What about a filter, though it is sent as it is, will not do what it says.
public enum FilterWarning: Sendable, Hashable {
  /// A field that the service does not compare.
  case fieldNotFilterable(String)
  /// A name of the cloud in a filter for a self-hosted server, which has its own.
  case otherDialectName(String, instead: String)
  /// `{"scene":{"neq":"x"}}`; "" for no operator at all.
  case unknownOperator(String, field: String)
  /// `{"AND":[…]}`
  case unknownRoot(String)
  /// `{}`, `{"and":[]}`
  case noConditions
  /// A name without `info.`, which is neither documented nor on any memory that is here.
  case unseenField(String)
  /// The same where all that the service has for the filter came.
  case absentField(String)
}

extension MemoryFilter {
  /// In the order of the conditions, each once. Rows and text refuse most of this; raw JSON does not.
  public func warnings(in dialect: Dialect) -> [FilterWarning] {
    var seen: Set<FilterWarning> = []
    return allWarnings(in: dialect).filter { seen.insert($0).inserted }
  }

  private func allWarnings(in dialect: Dialect) -> [FilterWarning] {
    var found: [FilterWarning] = []
    if case .list(let list) = self {
      // `create_time` is sent as `created_at`, but `memory_key` as it was typed.
      return list.conditions.compactMap { Self.otherName($0.field.sentName(in: dialect), in: dialect) }
    }
    guard case .raw(let value) = self, case .object(let root) = value else { return [] }
    for member in root.members {
      switch member.key {
      case "and", "or":
        guard case .array(let elements) = member.value else { continue }
        if elements.isEmpty { found.append(.noConditions) }
        for case .object(let condition) in elements {
          for part in condition.members { found += Self.warnings(of: part, in: dialect) }
        }
      case let key where ["and", "or", "not"].contains(key.lowercased()):
        found.append(.unknownRoot(key))
      default:
        // A self-hosted server takes a condition at the root, the cloud scopes such as `user`.
        if case .selfHosted = dialect { found += Self.warnings(of: member, in: dialect) }
      }
    }
    return found
  }

  private static func otherName(_ sent: String, in dialect: Dialect) -> FilterWarning? {
    guard case .selfHosted = dialect else { return nil }
    return FilterField.selfHostedName(of: sent).map { .otherDialectName(sent, instead: $0) }
  }

  private static func warnings(of part: JSONObject.Member, in dialect: Dialect) -> [FilterWarning] {
    var found: [FilterWarning] = []
    let lowercased = part.key.lowercased()
    if ["and", "or", "not"].contains(lowercased) { return [.unknownRoot(part.key)] }
    if let warning = otherName(part.key, in: dialect) {
      found.append(warning)
    } else if !FilterField(part.key).isTaken(in: dialect) {
      found.append(.fieldNotFilterable(part.key))
    }
    guard case .object(let compared) = part.value else { return found }
    if compared.members.isEmpty { found.append(.unknownOperator("", field: part.key)) }
    let known = operators(in: dialect)
    for member in compared.members where !known.contains(member.key) {
      found.append(.unknownOperator(member.key, field: part.key))
    }
    return found
  }

  private static func operators(in dialect: Dialect) -> Set<String> {
    switch dialect {
    case .cloud: ["gt", "gte", "lt", "lte", "contains", "in", "like"]
    case .selfHosted: ["gt", "gte", "lt", "lte", "=", "contains", "in", "like", "nolike"]
    }
  }
}

extension MemoryFilter {
  /// From the text of a filter that was saved. One that names a field which the service does not take is kept as JSON,
  /// and warned about like any other.
  public init(savedText text: String, for target: FilterTarget) throws(FilterTextReader.Failure) {
    let list = try FilterTextReader.savedConditions(text, in: target.dialect)
    let filter = MemoryFilter.list(list)
    let isTaken = list.conditions.allSatisfy { $0.field.isTaken(in: target.dialect) }
    self = isTaken ? filter : filter.json(for: target).map { .raw($0) } ?? filter
  }

  /// Names without `info.` that are not documented: a service may know them, or take them for info keys. Names that
  /// ``warnings(in:)`` says more about are left out.
  public func undocumentedFields(in dialect: Dialect) -> [FilterField] {
    var seen: Set<FilterField> = []
    return fields(in: dialect).filter { field in
      field.kind == .custom && !field.isInInfo && field.isTaken(in: dialect)
        && !field.isOfCloudOnly(in: dialect)
        && seen.insert(field).inserted
    }
  }

  private func fields(in dialect: Dialect) -> [FilterField] {
    switch self {
    case .list(let list): list.conditions.map(\.field)
    case .raw(let value):
      Self.membersOfConditions(value, in: dialect).map { FilterField(sentName: $0.key, in: dialect) }
    }
  }

  /// `{"scene":"x"}` and `{"tags":{"contains":"y"}}` of `{"and":[{"scene":"x"},{"tags":{"contains":"y"}}]}`.
  private static func membersOfConditions(_ value: JSONValue, in dialect: Dialect) -> [JSONObject.Member] {
    guard case .object(let root) = value else { return [] }
    return root.members.flatMap { member -> [JSONObject.Member] in
      if ConditionList.Junction(rawValue: member.key) != nil {
        guard case .array(let elements) = member.value else { return [] }
        return elements.flatMap { element -> [JSONObject.Member] in
          if case .object(let condition) = element { condition.members.filter(isCondition) } else { [] }
        }
      }
      // A condition at the root. The cloud's roots of other names may be scopes: `{"user":{"id":"x"}}`.
      guard isCondition(member) else { return [] }
      guard dialect == .cloud, case .object(let compared) = member.value else { return [member] }
      return compared.members.allSatisfy { operators(in: dialect).contains($0.key) } ? [member] : []
    }
  }

  private static func isCondition(_ member: JSONObject.Member) -> Bool {
    if case .array = member.value { return false }
    return !["and", "or", "not", "user_id"].contains(member.key.lowercased())
  }
}

/// Filters as other languages write them. Taken by the letter they would be sent as names and values that nothing has,
/// so they are refused.
public enum OtherGrammar: Sendable, Hashable {
  /// `scene!=x`, `not scene=x`, `scene<>x`, `-tags:x`: what was read as a negation.
  case negation(String)
  case brackets
  case json
  /// `==`, `~`, `like`
  case operation(String)
  /// `&&`, `||`, `,`
  case junction(String)
  case singleQuotes
}

extension OtherGrammar {
  /// Of a name that is no plain one, what it was meant as; nil for a name that only lacks its quotes.
  init?(inName name: String) {
    if let negation = OtherGrammar(negatedName: name) {
      self = negation
      return
    }
    let scalars = Array(name.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "!", "≠", "¬":
        self = .negation(scalar == "!" && index == scalars.count - 1 ? "!=" : String(scalar))
      case "{": self = .json
      case "(", ")", "[", "]", "}": self = .brackets
      case "~", "≥", "≤", "∋", "^", "=", ">", "<", ":": self = .operation(String(scalar))
      case "&", "|": self = .junction(String(String.UnicodeScalarView([scalar, scalar])))
      case ",", ";": self = .junction(String(scalar))
      case "'": self = .singleQuotes
      default: continue
      }
      return
    }
    return nil
  }

  /// `-tags`, `not(scene`: of the documented fields nobody means one that begins with `-`.
  init?(negatedName name: String) {
    let scalars = name.unicodeScalars
    if scalars.first == "-", FilterField.documented(in: .cloud).contains(String(scalars.dropFirst())) {
      self = .negation("-")
    } else if name.lowercased().hasPrefix("not(") {
      self = .negation(String(scalars.prefix(3)))
    } else {
      return nil
    }
  }

  /// Of a word that follows a name where an operator should be: `like` of `scene like x`, `!=` of `scene != x`.
  init?(word: String) {
    let lowercased = word.lowercased()
    if lowercased.unicodeScalars.first == "!" || lowercased.unicodeScalars.first == "≠" {
      self = .negation(String(word.unicodeScalars.prefix(lowercased.hasPrefix("!=") ? 2 : 1)))
    } else if ["not", "ne", "neq"].contains(lowercased) {
      self = .negation(word)
    } else if Self.operatorWords.contains(lowercased) {
      self = .operation(word)
    } else if let first = word.unicodeScalars.first, "~≥≤∋".unicodeScalars.contains(first) {
      self = .operation(String(first))
    } else if lowercased == "&&" || lowercased == "||" || lowercased == "&" || lowercased == "|" {
      self = .junction(word)
    } else {
      return nil
    }
  }

  /// Of a value without quotes. Texts that are meant so need quotes, and get them when they are written.
  init?(inValue value: String) {
    let scalars = Array(value.unicodeScalars)
    guard let first = scalars.first, let last = scalars.last else { return nil }
    if "=<>~".unicodeScalars.contains(first) {
      self = .operation(String(first))
    } else if first == "'" {
      self = .singleQuotes
    } else if scalars.count > 1, last == "," || last == ";" {
      self = .junction(String(last))
    } else if let sign = Self.doubled("&", in: scalars) ?? Self.doubled("|", in: scalars) {
      self = .junction(sign)
    } else if Self.isUnbalanced(scalars) {
      self = .brackets
    } else {
      return nil
    }
  }

  private static let operatorWords: Set<String> = [
    "in", "like", "ilike", "is", "eq", "equals", "contains", "between", "has", "matches", "gt", "gte", "lt",
    "lte", "ge", "le",
  ]

  /// `&&` where one follows the other.
  private static func doubled(_ sign: Unicode.Scalar, in scalars: [Unicode.Scalar]) -> String? {
    var isSecond = false
    for scalar in scalars {
      if scalar == sign, isSecond { return String(String.UnicodeScalarView([sign, sign])) }
      isSecond = scalar == sign
    }
    return nil
  }

  /// A bracket that opens in one condition and closes in another.
  private static func isUnbalanced(_ scalars: [Unicode.Scalar]) -> Bool {
    var open = 0
    for scalar in scalars {
      if scalar == "(" { open += 1 }
      if scalar == ")" { open -= 1 }
      if open < 0 { return true }
    }
    return open > 0
  }
}
