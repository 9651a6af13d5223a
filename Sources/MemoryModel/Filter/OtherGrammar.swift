/// Filters in another syntax. Read literally they would be names and values that no memory has, so they are refused.
public enum OtherGrammar: Sendable, Hashable {
  /// `scene!=x`, `not scene=x`, `scene<>x`, `-tags:x`
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
  /// What a name was meant as; nil for a name that only lacks its quotes.
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

  /// `-tags`, `not(scene`: no name of a documented field begins with `-`.
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

  /// From a word in the place of an operator: `like` of `scene like x`, `!=` of `scene != x`.
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

  /// From a value without quotes. Real values like these need quotes, and get them when memtui writes them.
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
