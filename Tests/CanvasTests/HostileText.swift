/// Texts of memories that try to harm a terminal or its reader.
enum HostileText {
  static let all: [String] = [
    "\u{1B}[2J\u{1B}]52;c;aGk=\u{07}", "\u{1B}P+q\u{1B}\\", "\u{9B}31m", "\u{90}\u{9C}",
    "\u{7F}\u{00}\u{08}\u{0E}",
    "\u{202A}\u{202B}\u{202C}\u{202D}\u{202E}", "\u{2066}\u{2067}\u{2068}\u{2069}",
    "\u{200E}\u{200F}\u{061C}",
    "a\u{200B}b\u{2060}c\u{FEFF}d\u{AD}e\u{180E}f\u{34F}g", "\u{2061}\u{2062}\u{2063}\u{2064}",
    "\u{115F}\u{1160}\u{3164}\u{FFA0}", "\u{206A}\u{206F}", "\u{FFF9}x\u{FFFA}y\u{FFFB}",
    "\u{2028}\u{2029}\u{85}",
    "\u{E0001}\u{E0041}\u{E007F}", "🏴\u{E0041}\u{E0042}", "a\u{E0067}\u{E007F}", "🏴\u{E007F}",
    "\u{200D}", "\u{200C}", "a\u{200D}b", "a\u{200C}b", "👨\u{200D}", "\u{200D}👨", "👨\u{200D}a",
    "👨\u{200D}\u{200D}👩",
    "م\u{200D}\u{200D}م", "م\u{200C}a", "a\u{FE0F}", "1\u{FE0F}", "❤\u{FE0F}\u{FE0F}", "\u{FE0F}", "\u{FE00}",
    "a\u{FE00}",
    "a\u{E0100}", "中\u{E0100}\u{E0100}", "\u{180B}", "a\u{180B}", "\u{301}",
    "\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}",
    "e" + String(repeating: "\u{301}", count: 300), "👨\u{200D}👩" + String(repeating: "\u{20E3}", count: 9),
    "\u{17B4}\u{17B5}", "\u{1D173}\u{1D17A}", "\u{13430}", "\u{110BD}", "\u{600}\u{6DD}",
    "\u{FFFD}\u{10FFFD}",
    "\u{378}", "\u{FFF0}", "\u{1BCA0}", "\r", "\r\n", "\n", "\t", "\u{B}\u{C}",
    "\u{303}\n\u{302}",
  ]
}

/// Characters that must never reach a terminal, listed independently of the code that removes them.
enum Harm {
  /// The first scalar that is harmful next to its neighbours.
  static func found(in text: String) -> Unicode.Scalar? {
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() where isHarmful(scalar, before: scalars[..<index]) {
      return scalar
    }
    return nil
  }

  private static func isHarmful(_ scalar: Unicode.Scalar, before: ArraySlice<Unicode.Scalar>) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B, 0x200E,
      0x200F,
      0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB, 0xE0001:
      true
    case 0x200C, 0x200D: before.last.map { $0.isASCII } ?? true
    case 0xFE0E, 0xFE0F, 0xE0100...0xE01EF: before.isEmpty
    case 0xFE00...0xFE0D, 0x180B...0x180F: before.last?.isASCII ?? true
    case 0xE0020...0xE007F: before.first?.value != 0x1F3F4
    default: false
    }
  }
}
