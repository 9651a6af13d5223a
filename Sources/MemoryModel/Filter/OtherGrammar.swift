/// Filters in another syntax. Read literally they would be names and values that no memory has, so they are refused.
public enum OtherGrammar: Sendable, Hashable {
  case negation(String)  // `scene!=x`, `not scene=x`, `scene<>x`, `-tags:x`
  case brackets, json
  case operation(String)  // `==`, `~`, `like`
  case junction(String)  // `&&`, `||`, `,`
  case singleQuotes

  /// What a name was meant as, and at which scalar: 4 in `tags~x`; nil for a name that only lacks its quotes.
  static func ofName(_ name: String) -> (grammar: OtherGrammar, offset: Int)? {
    if let negation = negation(ofName: name) { return (negation, 0) }
    let scalars = Array(name.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      switch scalar {
      case "!" where index == scalars.count - 1: return (.negation("!="), index)
      case "!", "≠", "¬": return (.negation(String(scalar)), index)
      case "{": return (.json, index)
      case "(", ")", "[", "]", "}": return (.brackets, index)
      case "~", "≥", "≤", "∋", "^", "=", ">", "<", ":": return (.operation(String(scalar)), index)
      case "&", "|": return (.junction(String(String.UnicodeScalarView([scalar, scalar]))), index)
      case ",", ";": return (.junction(String(scalar)), index)
      case "'": return (.singleQuotes, index)
      default: continue
      }
    }
    return nil
  }

  /// `-tags`, `not(scene`: no name of a documented field begins with `-`.
  static func negation(ofName name: String) -> OtherGrammar? {
    let scalars = name.unicodeScalars
    if scalars.first == "-", FilterField.documented(in: .cloud).contains(String(scalars.dropFirst())) {
      return .negation("-")
    }
    return name.lowercased().hasPrefix("not(") ? .negation(String(scalars.prefix(3))) : nil
  }

  /// From a word in the place of an operator: `like` of `scene like x`, `!=` of `scene != x`.
  static func ofWord(_ word: String) -> OtherGrammar? {
    let lowercased = word.lowercased()
    guard let first = lowercased.unicodeScalars.first else { return nil }
    if first == "!" || first == "≠" {
      return .negation(String(word.unicodeScalars.prefix(lowercased.hasPrefix("!=") ? 2 : 1)))
    }
    if ["not", "ne", "neq"].contains(lowercased) { return .negation(word) }
    if operatorWords.contains(lowercased) { return .operation(word) }
    if "~≥≤∋".unicodeScalars.contains(first) { return .operation(String(first)) }
    return ["&&", "||", "&", "|"].contains(word) ? .junction(word) : nil
  }

  /// From a value without quotes. Real values like these need quotes, and get them when memtui writes them.
  static func ofValue(_ value: String) -> OtherGrammar? {
    let scalars = Array(value.unicodeScalars)
    guard let first = scalars.first, let last = scalars.last else { return nil }
    if "=<>~".unicodeScalars.contains(first) { return .operation(String(first)) }
    if first == "'" { return .singleQuotes }
    if scalars.count > 1, last == "," || last == ";" { return .junction(String(last)) }
    if let sign = doubled("&", in: scalars) ?? doubled("|", in: scalars) { return .junction(sign) }
    return isUnbalanced(scalars) ? .brackets : nil
  }

  private static let operatorWords: Set<String> = [
    "in", "like", "ilike", "is", "eq", "equals", "contains", "between", "has", "matches", "gt", "gte", "lt",
    "lte", "ge", "le",
  ]

  /// `&&` where one follows the other.
  private static func doubled(_ sign: Unicode.Scalar, in scalars: [Unicode.Scalar]) -> String? {
    let isDoubled = zip(scalars, scalars.dropFirst()).contains { $0 == sign && $1 == sign }
    return isDoubled ? String(String.UnicodeScalarView([sign, sign])) : nil
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
