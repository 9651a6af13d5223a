/// Text of a man page, in the macros that groff and mandoc share.
struct Roff {
  private(set) var text = ""

  mutating func section(_ title: String) { line(".SH " + Self.escaped(title)) }
  mutating func subsection(_ title: String) { line(".SS " + Self.escaped(title)) }

  /// A paragraph; `text` is escaped already.
  mutating func paragraph(_ text: String) {
    line(".PP")
    line(text)
  }

  /// `tag` on a line of its own with `text` indented below it; both are escaped already.
  mutating func item(_ tag: String, _ text: String) {
    line(".TP \(Self.indentation)")
    line(tag)
    line(text)
  }

  /// Text as in the help of a command, after its first paragraph has begun. An empty line begins another; indented lines
  /// are a list: `  latency=5s      the answer begins that much later`.
  mutating func prose(_ text: String) {
    var beginsParagraph = false
    var isInList = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let words = line.drop { $0 == " " }
      let isListed = words.startIndex != line.startIndex
      if isListed != isInList { self.line(isListed ? ".PD 0" : ".PD") }
      isInList = isListed
      if words.isEmpty {
        beginsParagraph = true
      } else if isListed {
        let gap = words.firstRange(of: "  ")
        self.line(".TP \(Self.listIndentation)")
        self.line(Self.bold(String(words[..<(gap?.lowerBound ?? words.endIndex)])))
        self.line(Self.escaped(String(words[(gap?.upperBound ?? words.endIndex)...].drop { $0 == " " })))
        beginsParagraph = false
      } else {
        if beginsParagraph { self.line(".PP") }
        self.line(Self.escaped(String(words)))
        beginsParagraph = false
      }
    }
    if isInList { line(".PD") }
  }

  /// Always given: the indentation of a list would hold for the entries after it, too.
  private static let indentation = 7
  private static let listIndentation = 18

  /// Lines that are not to be filled, with their indentation.
  mutating func example(_ lines: String) {
    // A heading leaves its own space, and mandoc warns of more.
    if text.split(separator: "\n").last?.hasPrefix(".SH") == false { line(".PP") }
    line(".RS 4")
    line(".nf")
    for part in lines.split(separator: "\n", omittingEmptySubsequences: false) {
      line(part.isEmpty ? #"\&"# : Self.escaped(String(part)))
    }
    line(".fi")
    line(".RE")
  }

  mutating func line(_ line: String) { text += line + "\n" }

  static func bold(_ text: String) -> String { #"\fB"# + escaped(text) + #"\fR"# }
  static func italic(_ text: String) -> String { #"\fI"# + escaped(text) + #"\fR"# }

  /// All characters as they are: quotes, dashes and carets would otherwise become those of a book.
  static func escaped(_ text: String) -> String {
    var escaped = text.first.map { ".'".contains($0) } ?? false ? #"\&"# : ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case #"\"#: escaped += #"\e"#
      case "-": escaped += #"\-"#
      case "'": escaped += #"\(aq"#
      case "\"": escaped += #"\(dq"#
      case "`": escaped += #"\(ga"#
      case "^": escaped += #"\(ha"#
      case "~": escaped += #"\(ti"#
      case "\n": escaped += " "
      // A terminal that shows only ASCII would show nothing.
      case "…": escaped += "..."
      case " "..."~": escaped.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        escaped += #"\[u"# + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "]"
      }
    }
    return escaped
  }
}
