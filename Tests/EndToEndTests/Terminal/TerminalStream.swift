/// The bytes for a terminal, taken apart: text, and the sequences that begin with ESC.
struct TerminalStream: Sendable {
  var sequences: [Sequence] = []
  /// All that is no sequence, control characters included.
  var text = ""

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
      while let next = rest.popFirst() {
        let character = Character(Unicode.Scalar(next))
        if parameters.isEmpty, "[(".contains(character) {
          parameters.append(character)
          mayHaveParameters = character == "["
        } else if mayHaveParameters, !parameters.isEmpty, (0x20...0x3F).contains(next) {
          parameters.append(character)
        } else {
          sequences.append(Sequence(parameters: parameters, final: character))
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

  /// The numbers of every `ESC [ … m`; none is 0.
  var renditions: Set<Int> {
    var numbers: Set<Int> = []
    for sequence in sequences where sequence.final == "m" && sequence.parameters.hasPrefix("[") {
      let fields = sequence.parameters.dropFirst().split(separator: ";", omittingEmptySubsequences: false)
      numbers.formUnion(fields.map { Int($0) ?? 0 })
    }
    return numbers
  }
}
