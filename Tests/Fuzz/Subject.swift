/// A part of memtui that reads bytes from outside, and what must hold for every input.
enum Subject: String, CaseIterable {
  /// The body of an answer of the service.
  case answers
  /// A filter: a line of text, or JSON.
  case filters
  /// config.yaml, environment variables and arguments, see ``ConfigurationSubject``.
  case configuration
  /// Bytes that a terminal sends.
  case keys
  /// Text that is drawn.
  case text

  /// - Throws: the property that does not hold. A trap or a hang is a finding, too.
  @MainActor func check(_ input: [UInt8]) throws(Finding) {
    switch self {
    case .answers: try AnswerSubject.check(input)
    case .filters: try FilterSubject.check(input)
    case .configuration: try ConfigurationSubject.check(input)
    case .keys: try KeySubject.check(input)
    case .text: try TextSubject.check(input)
    }
  }
}

/// A property that does not hold.
struct Finding: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}

func require(_ holds: Bool, _ property: @autoclosure () -> String) throws(Finding) {
  guard holds else { throw Finding(property()) }
}

/// Characters that control a terminal or hide text, listed independently of the code that replaces them. Joiners, selectors
/// and tags are missing: they are allowed within an emoji.
enum Harm {
  static func first(in text: String, except allowed: Set<Unicode.Scalar> = []) -> String? {
    let harmful = text.unicodeScalars.first { isHarmful($0) && !allowed.contains($0) }
    return harmful.map { "U+" + String($0.value, radix: 16, uppercase: true) }
  }

  static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0...0x1F, 0x7F...0x9F, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B, 0x200E,
      0x200F,
      0x2028...0x202E, 0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0, 0xFFF9...0xFFFB, 0xE0001:
      true
    default: false
    }
  }
}
