/// Double quotes around a text, `\"` and `\\` in it: `"say \"hi\""`.
enum QuotedText {
  /// What parts the terms of a line: the spaces of ASCII, and no others, which belong to the text of other scripts.
  static func separates(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
  }

  static func quoted(_ text: String) -> String {
    var result = String.UnicodeScalarView("\"".unicodeScalars)
    for scalar in text.unicodeScalars {
      if scalar == "\"" || scalar == "\\" { result.append("\\") }
      result.append(scalar)
    }
    result.append("\"")
    return String(result)
  }

  /// The text between the quote that `rest` begins with and the one that closes it, which is taken off `rest`; nil
  /// where none does. A backslash before anything else stands for itself.
  static func take(from rest: inout Substring.UnicodeScalarView) -> String? {
    var result = String.UnicodeScalarView()
    var scalars = rest.dropFirst()
    while let scalar = scalars.popFirst() {
      switch scalar {
      case "\"":
        rest = scalars
        return String(result)
      case "\\":
        if let next = scalars.first, next == "\"" || next == "\\" {
          result.append(next)
          scalars.removeFirst()
        } else {
          result.append(scalar)
        }
      default:
        result.append(scalar)
      }
    }
    return nil
  }
}
