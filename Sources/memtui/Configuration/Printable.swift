import Canvas

/// Text from outside as a part of a message, on one line: what a terminal would obey or hide becomes a visible mark, the
/// same as on the screen. `"a\u{1B}[2J"` -> `a^[[2J`. Beyond `limit` scalars it is cut.
func printable(_ text: some StringProtocol, limit: Int = 300) -> String {
  let scalars = text.unicodeScalars
  let end =
    scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex) ?? scalars.endIndex
  let shown = VisibleText(String(String.UnicodeScalarView(scalars[..<end])), width: .table)
  return shown.reduce(into: "") { $0 += $1.text } + (end == scalars.endIndex ? "" : "…")
}

/// A whole message, line ends kept. All that goes to stdout or stderr before and after the screen passes here, whatever it
/// is made of; text that passed ``printable(_:limit:)`` before stays as it is.
func printableLines(_ text: String) -> String { VisibleText.printable(text, width: .table) }
