/// Double quotes around a text, `\"` and `\\` in it: `"say \"hi\""`.
enum QuotedText {
  /// What separates the terms of a line: the spaces of ASCII, and no others, which belong to the text of other scripts.
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

  /// The text between the quote at `place` and the one that closes it, behind which `place` is moved; nil where none
  /// does. A backslash before anything else is text.
  static func take(from scalars: [Unicode.Scalar], at place: inout Int) -> String? {
    var result = String.UnicodeScalarView()
    var index = place + 1
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      switch scalar {
      case "\"":
        place = index
        return String(result)
      case "\\":
        if index < scalars.count, scalars[index] == "\"" || scalars[index] == "\\" {
          result.append(scalars[index])
          index += 1
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
