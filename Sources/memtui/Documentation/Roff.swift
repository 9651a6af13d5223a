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
    line(".TP")
    line(tag)
    line(text)
  }

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
