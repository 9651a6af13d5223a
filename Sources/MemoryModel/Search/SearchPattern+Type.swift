/// What is searched for. In lower case it finds either case, else only what is written alike: `guang` finds
/// `Guangzhou`, `GUANG` does not.
public struct SearchPattern: Sendable, Hashable {
  public let text: String
  public let isCaseSensitive: Bool
  /// The bytes of the text; of it everything but ASCII letters is found byte by byte.
  let needle: [UInt8]
  /// How far to go on when the last byte compared does not fit (Horspool), by that byte.
  let shifts: [UInt8]
  /// Each scalar as it is and as the other case writes it, where bytes do not decide: `é` is also `É`.
  let variants: [ScalarVariants]?
  /// JSON writes every character of it as it is, or as `\uXXXX`.
  let standsInRawJSON: Bool

  struct ScalarVariants: Sendable, Hashable {
    var written: UInt32
    var other: UInt32
  }

  /// `nil` for nothing.
  public init?(_ text: String) {
    guard !text.isEmpty else { return nil }
    let scalars = text.unicodeScalars
    let isCaseSensitive = scalars.contains { $0.properties.isUppercase }
    self.text = text
    self.isCaseSensitive = isCaseSensitive
    needle = Array(text.utf8)
    shifts = Self.shifts(for: needle)
    let variants = scalars.map { Self.variants(of: $0) }
    let needsVariants =
      !isCaseSensitive && zip(scalars, variants).contains { !$0.isASCII && $1.written != $1.other }
    self.variants = needsVariants ? variants : nil
    standsInRawJSON = scalars.allSatisfy { $0.value >= 0x20 && $0 != "\"" && $0 != "\\" && $0 != "/" }
  }

  /// Whatever has this pattern in it has the earlier one too: `guang` after `gua`.
  public func narrows(_ earlier: SearchPattern) -> Bool {
    (isCaseSensitive || !earlier.isCaseSensitive) && text.utf8.starts(with: earlier.text.utf8)
  }

  private static func shifts(for needle: [UInt8]) -> [UInt8] {
    let longest = min(needle.count, 255)
    var shifts = [UInt8](repeating: UInt8(longest), count: 256)
    for (index, byte) in needle.dropLast().enumerated() {
      shifts[Int(byte)] = UInt8(min(needle.count - 1 - index, 255))
    }
    return shifts
  }

  /// One scalar for one scalar: `ß` has no other case here.
  private static func variants(of scalar: Unicode.Scalar) -> ScalarVariants {
    let other = scalar.properties.uppercaseMapping.unicodeScalars
    let upper = other.count == 1 ? other.first ?? scalar : scalar
    return ScalarVariants(written: scalar.value, other: upper.value)
  }
}
