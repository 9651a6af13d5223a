// The tables of Unicode are in Swift's own library. Foundation would bring another 38 MB of them.
@_spi(_Unicode) import Swift

/// Normal form C of Unicode, in which `e` and an accent are one `é`: a search finds either by either.
enum NormalForm {
  static func composed(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text._nfc { scalars.append(scalar) }
    return String(scalars)
  }

  /// Whether the form may differ from these bytes. Quick, and never false where it differs.
  static func mayChange(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      // ASCII, Latin up to U+02FF, most of Chinese.
      if byte < 0xCC || 0xE4...0xE9 ~= byte {
        position += 1
        continue
      }
      let (value, next) = SearchPattern.scalar(in: bytes, at: position)
      if !isStable(value) { return true }
      position = next
    }
    return false
  }

  /// Scalars that no normal form changes and that join no scalar before them. Others may be so too.
  private static func isStable(_ value: UInt32) -> Bool {
    switch value {
    case ..<0x300, 0x388...0x482, 0x48A...0x590, 0x2002...0x2125, 0x212C...0x2328, 0x232B...0x2ADB: true
    case 0x2E80...0x3029, 0x3030...0x3098, 0x309B...0x9FFF, 0xAC00...0xD7A3, 0xFE00...0xFE0F: true
    case 0xFF00...0xFFFD, 0x1F000...0x1FAFF, 0x20000...0x2F7FF: true
    default: false
    }
  }

  /// Whether an ASCII letter and the scalars after it are one letter: `e` before U+0301.
  static func composes(_ bytes: UnsafeBufferPointer<UInt8>, at letter: Int) -> Bool {
    guard letter + 1 < bytes.count, bytes[letter + 1] >= 0xCC else { return false }
    var text = String.UnicodeScalarView()
    text.append(Unicode.Scalar(bytes[letter]))
    var position = letter + 1
    while position < bytes.count, text.count < longestCluster {
      let (value, next) = SearchPattern.scalar(in: bytes, at: position)
      guard let scalar = Unicode.Scalar(value), scalar.properties.canonicalCombiningClass != .notReordered
      else { break }
      text.append(scalar)
      position = next
    }
    guard text.count > 1 else { return false }
    return composed(String(text)).unicodeScalars.first?.value != UInt32(bytes[letter])
  }

  private static let longestCluster = 16
}

/// A text in normal form, and where its bytes come from.
struct ComposedText {
  private(set) var bytes: [UInt8] = []
  private var starts: [Int] = []
  private var ends: [Int] = []

  /// Composition never reaches beyond a grapheme cluster.
  init(_ text: String) {
    var offset = 0
    for character in text {
      let cluster = String(character)
      let end = offset + cluster.utf8.count
      let before = bytes.count
      if end - offset == 1 { bytes += cluster.utf8 } else { bytes += NormalForm.composed(cluster).utf8 }
      starts += repeatElement(offset, count: bytes.count - before)
      ends += repeatElement(end, count: bytes.count - before)
      offset = end
    }
  }

  /// In the text as it was: whole clusters.
  func origin(of range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty, range.upperBound <= ends.count else { return 0..<0 }
    return starts[range.lowerBound]..<max(starts[range.lowerBound], ends[range.upperBound - 1])
  }
}
