/// Text from outside for a message on stderr: what a terminal would obey or hide becomes a visible mark.
/// `"a\u{1B}[2J"` -> `a<U+001B>[2J`. Beyond `limit` scalars it is cut.
func printable(_ text: some StringProtocol, limit: Int = 300) -> String {
  var result = ""
  for (index, scalar) in text.unicodeScalars.enumerated() {
    if index == limit { return result + "…" }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
      let code = String(scalar.value, radix: 16, uppercase: true)
      result += "<U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code + ">"
    default:
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}
