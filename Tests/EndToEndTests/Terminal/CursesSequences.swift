import Foundation

/// The sequences that curses itself sends to an xterm-256color, and those of paste and mouse mode.
enum CursesSequences {
  /// What may stand between ESC and the final character, as a regular expression.
  private static let parameters: [Character: String] = [
    "m": #"\[[0-9;]*"#, "H": #"\[([0-9]+(;[0-9]+)?)?"#, "A": #"\[[0-9]*"#, "B": #"\(|\[[0-9]*"#,
    "C": #"\[[0-9]*"#, "D": #"\[[0-9]*"#, "G": #"\[[0-9]*"#, "d": #"\[[0-9]*"#, "J": #"\[[012]?"#,
    "K": #"\[[01]?"#, "X": #"\[[0-9]+"#, "b": #"\[[0-9]+"#, "L": #"\[[0-9]*"#, "M": #"(\[[0-9]*)?"#,
    "P": #"\[[0-9]*"#, "S": #"\[[0-9]*"#, "T": #"\[[0-9]*"#, "r": #"\[([0-9]+;[0-9]+)?"#,
    "t": #"\[2[23];0;0"#, "h": #"\[\?(1|7|25|1000|1006|1049|2004|12;25)"#,
    "l": #"\[\?(1|7|12|25|1000|1006|1049|2004)|\[4"#,
    "7": "", "8": "", "=": "", ">": "", "0": #"\("#,
  ]

  /// Attributes and the sixteen colours' first eight: the theme uses no others.
  static let renditions: Set<Int> = [
    0, 1, 2, 4, 7, 22, 24, 27, 30, 31, 32, 33, 34, 35, 36, 37, 39, 49, 10, 11,
  ]

  static func contain(_ sequence: TerminalStream.Sequence) -> Bool {
    guard let form = parameters[sequence.final] else { return false }
    return sequence.parameters.range(of: "^(\(form))$", options: .regularExpression) != nil
  }
}
