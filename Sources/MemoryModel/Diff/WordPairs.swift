/// The pairs of neighbouring words of a text, as hashes, sorted and each once. Case and punctuation do not count; of
/// scripts without spaces each character is a word. `I like tea` has `I like` and `like tea`.
struct WordPairs {
  let hashes: [UInt32]

  init(of text: String) {
    var pairs: [UInt32] = []
    var last: UInt64?
    var word = Self.seed
    var isInWord = false
    func add(_ value: UInt32) {
      word = Self.mixed(word, UInt64(value))
      isInWord = true
    }
    func end() {
      guard isInWord else { return }
      if let last { pairs.append(UInt32(truncatingIfNeeded: Self.mixed(last, word) >> 16)) }
      last = word
      word = Self.seed
      isInWord = false
    }
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x41...0x5A: add(scalar.value | 0x20)
      case 0x30...0x39, 0x61...0x7A: add(scalar.value)
      case ..<0x80: end()
      case _ where scalar.isWordItself:
        end()
        add(scalar.value)
        end()
      case _ where Self.isInWord(scalar):
        for folded in scalar.properties.lowercaseMapping.unicodeScalars { add(folded.value) }
      default: end()
      }
    }
    end()
    // One word has no pair.
    if pairs.isEmpty, let last { pairs = [UInt32(truncatingIfNeeded: last >> 16)] }
    pairs.sort()
    hashes = pairs.enumerated().filter { $0.offset == 0 || pairs[$0.offset - 1] != $0.element }.map(\.element)
  }

  private static func isInWord(_ scalar: Unicode.Scalar) -> Bool {
    let properties = scalar.properties
    return properties.isAlphabetic || properties.numericType != nil
      || properties.canonicalCombiningClass != .notReordered
  }

  private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325

  static func mixed(_ one: UInt64, _ other: UInt64) -> UInt64 {
    let sum = (one ^ other) &* 0x9E37_79B9_7F4A_7C15
    return sum ^ sum >> 29
  }
}

extension Unicode.Scalar {
  /// Of a script that has no spaces between words.
  var isWordItself: Bool {
    switch value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3040...0x30FF, 0x3400...0x9FFF,
      0xF900...0xFAFF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
