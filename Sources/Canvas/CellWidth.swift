extension Unicode.Scalar {
  /// Its block has no marks or invisible characters: é, 中, か, →. It never continues a cluster.
  var isPlain: Bool {
    switch value {
    case 0x4E00...0x9FFF, 0xAC00...0xD7A3: true
    case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x2FF, 0x370...0x482, 0x48A...0x58F: true
    case 0x2010...0x2027, 0x2030...0x205E, 0x20A0...0x20BF, 0x2100...0x2BFF: true
    case 0x3000...0x3029, 0x3030...0x3098, 0x309B...0x3163, 0x3165...0x4DFF: true
    case 0xF900...0xFAFF, 0xFF01...0xFF9D, 0x20000...0x2FA1F, 0x30000...0x323AF: true
    default: false
    }
  }

  var isControl: Bool { value < 0x20 || (0x7F...0x9F).contains(value) }

  var isCombiningMark: Bool {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark: !properties.isDefaultIgnorableCodePoint
    default: false
    }
  }

  /// Bidi controls, zero-width spaces, fillers, tags, selectors.
  var isInvisible: Bool {
    switch properties.generalCategory {
    case .format, .control, .lineSeparator, .paragraphSeparator, .surrogate: true
    default: properties.isDefaultIgnorableCodePoint
    }
  }

  var isPictograph: Bool { value > 0x7F && properties.isEmoji }
  var isKeycapBase: Bool { ("0"..."9").contains(self) || self == "#" || self == "*" }

  var isSymbol: Bool {
    switch properties.generalCategory {
    case .mathSymbol, .currencySymbol, .modifierSymbol, .otherSymbol: true
    default: isPictograph
    }
  }

  var isSkinTone: Bool { (0x1F3FB...0x1F3FF).contains(value) }
  var isRegionalIndicator: Bool { (0x1F1E6...0x1F1FF).contains(value) }

  var isHan: Bool {
    switch value {
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: true
    default: false
    }
  }

  var isEastAsian: Bool {
    switch value {
    case 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFF01...0xFFEF, 0x20000...0x323AF: true
    default: false
    }
  }

  var isHangulLead: Bool { (0x1100...0x115E).contains(value) || (0xA960...0xA97C).contains(value) }
  var isHangulVowelOrTail: Bool { (0x1161...0x11FF).contains(value) || (0xD7B0...0xD7FB).contains(value) }
  var isHangulSyllable: Bool { (0xAC00...0xD7A3).contains(value) }

  /// Removes the vowel of the letter before it; a joiner after it chooses how the next letter attaches.
  var isVirama: Bool { properties.canonicalCombiningClass.rawValue == 9 }
  var isMongolianLetter: Bool { (0x1807...0x18AA).contains(value) && isLetterOrMark }

  /// Letters of these scripts change beside a joiner: Arabic, Syriac, Indic scripts, Mongolian.
  var takesJoiners: Bool {
    switch value {
    case 0x0600...0x08FF, 0x0900...0x0DFF, 0x0F00...0x109F, 0x1700...0x18AF, 0x1900...0x1CFF,
      0xA800...0xA82F, 0xA840...0xA8FF, 0xA930...0xAADF, 0xABC0...0xABFF, 0xFB50...0xFDFF,
      0xFE70...0xFEFC, 0x10A00...0x10A5F, 0x10AC0...0x10AFF, 0x10D00...0x10FFF, 0x11000...0x11FFF,
      0x1E900...0x1E95F:
      isLetterOrMark
    default: false
    }
  }

  private var isLetterOrMark: Bool {
    switch properties.generalCategory {
    case .otherLetter, .modifierLetter, .uppercaseLetter, .lowercaseLetter, .titlecaseLetter: true
    default: isCombiningMark
    }
  }
}

/// A cluster is as wide as its scalars together: the family 👨‍👩‍👧 takes 2 + 0 + 2 + 0 + 2 columns.
public struct CellWidth: Sendable {
  /// Each cluster beyond ASCII is drawn as one ASCII mark.
  public let ascii: Bool

  /// 0 for a mark on the scalar before it, negative for what cannot be shown.
  public let columns: @Sendable (Unicode.Scalar) -> Int

  public init(ascii: Bool = false, columns: @escaping @Sendable (Unicode.Scalar) -> Int) {
    self.ascii = ascii
    self.columns = columns
  }

  public static let asciiOnly = CellWidth(ascii: true, columns: table.columns)

  /// Like glibc's `wcwidth`, but the same on every machine: ASCII 1, 中 2, 😀 2, U+0301 0, U+0007 -1.
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

  private static func isWide(_ value: UInt32) -> Bool {
    switch value {
    case 0x1100...0x115F, 0x2E80...0x3029, 0x302E...0x303E, 0x3041...0x3098, 0x309B...0xA4CF,
      0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60,
      0xFFE0...0xFFE6, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
