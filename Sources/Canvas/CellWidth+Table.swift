extension CellWidth {
  /// A width of its own for every scalar, the same on every machine: ASCII 1, 中 2, 😀 2, U+0301 0, U+0007 -1.
  ///
  /// Near to glibc's `wcwidth`, which is what the program uses.
  public static let table = CellWidth { scalar in
    let value = scalar.value
    if value < 0x7F { return value < 0x20 ? -1 : 1 }
    if value < 0xA0 { return -1 }
    if isWide(value) { return 2 }
    switch value {
    case 0x1160...0x11FF, 0xD7B0...0xD7FB: return 0
    case 0x1F1E6...0x1F1FF: return 1
    default: break
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    case .unassigned, .surrogate, .control, .lineSeparator, .paragraphSeparator: return -1
    default: return scalar.properties.isEmojiPresentation ? 2 : 1
    }
  }

  /// East Asian wide and fullwidth blocks; emoji are found by their property.
  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x3029, 0x302E...0x303E, 0x3041...0x3098, 0x309B...0xA4CF,
      0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60,
      0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      true
    default:
      false
    }
  }
}
