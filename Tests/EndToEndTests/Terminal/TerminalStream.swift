import Foundation

/// Bytes for a terminal, split into text and the sequences that begin with ESC.
struct TerminalStream: Sendable {
  var sequences: [Sequence] = []
  /// Everything outside sequences, control characters included.
  var text = ""
  /// The last sequence has no end.
  var isCut = false

  struct Sequence: Sendable, Hashable, CustomStringConvertible {
    /// `[?1049` and `h` of `ESC [ ? 1049 h`; `(` and `B`; nothing and `7`.
    var parameters: String
    var final: Character
    var description: String { "ESC \(parameters)\(final)" }
  }

  init(_ bytes: some Collection<UInt8>) {
    var text: [UInt8] = []
    var rest = Array(bytes)[...]
    while let byte = rest.popFirst() {
      guard byte == 0x1B else {
        text.append(byte)
        continue
      }
      var parameters = ""
      var mayHaveParameters = true
      isCut = true
      while let next = rest.popFirst() {
        let character = Character(Unicode.Scalar(next))
        if parameters.isEmpty, "[(".contains(character) {
          parameters.append(character)
          mayHaveParameters = character == "["
        } else if mayHaveParameters, !parameters.isEmpty, (0x20...0x3F).contains(next) {
          parameters.append(character)
        } else {
          sequences.append(Sequence(parameters: parameters, final: character))
          isCut = false
          break
        }
      }
    }
    self.text = String(decoding: text, as: UTF8.self)
  }

  /// Whether a mode such as 2004 or 1049 was last switched on (`h`) or off (`l`); nil if neither.
  func mode(_ number: Int) -> Bool? {
    let last = sequences.last { sequence in
      sequence.parameters.hasPrefix("[?") && "hl".contains(sequence.final)
        && sequence.parameters.dropFirst(2).split(separator: ";").contains(Substring("\(number)"))
    }
    return last.map { $0.final == "h" }
  }

  /// The numbers of every `ESC [ … m`; an empty one is 0.
  var renditions: Set<Int> {
    var numbers: Set<Int> = []
    for sequence in sequences where sequence.final == "m" && sequence.parameters.hasPrefix("[") {
      let fields = sequence.parameters.dropFirst().split(separator: ";", omittingEmptySubsequences: false)
      numbers.formUnion(fields.map { Int($0) ?? 0 })
    }
    return numbers
  }
}

/// The sequences that curses sends to an xterm-256color, and those of paste and mouse mode.
enum CursesSequences {
  /// The regular expression for what comes between ESC and the final character.
  private static let parameters: [Character: String] = [
    "m": #"\[[0-9;]*"#, "H": #"\[([0-9]+(;[0-9]+)?)?"#, "A": #"\[[0-9]*"#, "B": #"\(|\[[0-9]*"#,
    "C": #"\[[0-9]*"#, "D": #"\[[0-9]*"#, "G": #"\[[0-9]*"#, "d": #"\[[0-9]*"#, "J": #"\[[012]?"#,
    "K": #"\[[01]?"#, "X": #"\[[0-9]+"#, "b": #"\[[0-9]+"#, "L": #"\[[0-9]*"#, "M": #"(\[[0-9]*)?"#,
    "P": #"\[[0-9]*"#, "S": #"\[[0-9]*"#, "T": #"\[[0-9]*"#, "r": #"\[([0-9]+;[0-9]+)?"#,
    "t": #"\[2[23];0;0"#, "h": #"\[\?(1|7|25|1000|1006|1049|2004|12;25)"#,
    "l": #"\[\?(1|7|12|25|1000|1006|1049|2004)|\[4"#,
    "7": "", "8": "", "=": "", ">": "", "0": #"\("#,
  ]

  /// Attributes and the first eight colours: the theme uses no others.
  static let renditions: Set<Int> = [
    0, 1, 2, 4, 7, 22, 24, 27, 30, 31, 32, 33, 34, 35, 36, 37, 39, 49, 10, 11,
  ]

  static func contain(_ sequence: TerminalStream.Sequence) -> Bool {
    guard let form = parameters[sequence.final] else { return false }
    return sequence.parameters.range(of: "^(\(form))$", options: .regularExpression) != nil
  }
}
