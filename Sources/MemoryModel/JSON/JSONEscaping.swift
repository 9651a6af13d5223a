/// Which characters of a string are written as escapes: ESC as `\u001b`.
public enum JSONEscaping: Sendable, Hashable {
  /// What JSON demands: quotes, backslashes and C0.
  case required
  /// Also everything that does not print or that rearranges what prints: DEL, C1, bidirectional controls, zero-width
  /// characters, line separators, unassigned and private code points. Harmless in any editor, and the same JSON.
  case unprintable

  func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x20 { return true }
    guard self == .unprintable, scalar.value > 0x7E else { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned:
      return true
    default:
      return scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}

extension JSONEscaping {
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
