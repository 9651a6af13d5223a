/// Which characters of a string are written as escapes: ESC as `\u001b`.
public enum JSONEscaping: Sendable, Hashable {
  /// What JSON demands: quotes, backslashes and C0.
  case required
  /// For exports: also what a terminal obeys or what turns the text around it, DEL, C1, bidirectional controls and line
  /// separators. Numbers that JSON does not know are written as `null`.
  case strict
  /// Also everything that does not print or that rearranges what prints: DEL, C1, bidirectional controls, zero-width
  /// characters, line separators, unassigned and private code points. Harmless in any editor, and the same JSON.
  case unprintable

  func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x20 { return true }
    guard self != .required, scalar.value > 0x7E else { return false }
    if self == .strict { return Self.actsOnTerminal(scalar) }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
      return true
    default:
      return scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}

extension JSONEscaping {
  /// Beyond C0.
  static func actsOnTerminal(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x7F...0x9F, 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  /// JSON text with more of its strings as escapes: what must be escaped can stand nowhere but in a string. Line ends
  /// and tabs between tokens stay.
  public func escaped(inJSON text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.value >= 0x20, mustEscape(scalar) {
        result += JSONWriter.escape(scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
