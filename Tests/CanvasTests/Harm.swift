/// What must never reach a terminal, written down apart from the code that keeps it away.
enum Harm {
  /// The first scalar with no business in a piece, taken together with its neighbours.
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
