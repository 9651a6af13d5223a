@_spi(_Unicode) import Swift

/// What a scalar is to a review, and what it is compared as: compatibility decomposition and folded case. `Ｂ` is `b`.
struct FoldedScalar {
  enum Kind: UInt8 {
    case letter, digit
    /// Of a script that puts no spaces between words: each is a word of its own.
    case unspaced
    case mark
    case currency, symbol
    case space, punctuation
    /// Joiners, selectors, bidi controls.
    case ignored
  }

  var kind: Kind
  var isCapital = false
  /// One for most.
  var folded: [UInt32]
}

/// Looks scalars up. What is not ASCII is worked out once and kept.
struct ScalarFolding {
  private var pages = [[Int32]](repeating: [], count: 0x1100)
  private var entries: [FoldedScalar] = []

  @inline(__always)
  static func isPlainHan(_ value: UInt32) -> Bool { 0x4E00...0x9FFF ~= value }

  subscript(value: UInt32) -> FoldedScalar {
    mutating get {
      let page = Int(value >> 8)
      guard page < pages.count else { return FoldedScalar(kind: .ignored, folded: []) }
      if pages[page].isEmpty { pages[page] = [Int32](repeating: -1, count: 256) }
      let known = pages[page][Int(value & 0xFF)]
      if known >= 0 { return entries[Int(known)] }
      let entry = Self.fold(value)
      pages[page][Int(value & 0xFF)] = Int32(entries.count)
      entries.append(entry)
      return entry
    }
  }

  private static func fold(_ value: UInt32) -> FoldedScalar {
    guard let scalar = Unicode.Scalar(value) else { return FoldedScalar(kind: .ignored, folded: []) }
    let decomposed = compatibility[value] ?? canonical(scalar)
    var folded: [UInt32] = []
    for value in decomposed {
      guard let part = Unicode.Scalar(value) else { continue }
      for upper in part.properties.uppercaseMapping.unicodeScalars {
        folded += upper.properties.lowercaseMapping.unicodeScalars.map(\.value)
      }
    }
    // `①` is a digit, `㎏` a word, `：` punctuation.
    let first = decomposed.first.flatMap { Unicode.Scalar($0) } ?? scalar
    return FoldedScalar(
      kind: kind(first), isCapital: first.properties.isUppercase,
      folded: kind(first) == .digit ? digits(folded) : folded)
  }

  private static func canonical(_ scalar: Unicode.Scalar) -> [UInt32] {
    var values: [UInt32] = []
    for part in String(scalar)._nfd { values.append(part.value) }
    return values
  }

  /// `٣` is `3`.
  private static func digits(_ values: [UInt32]) -> [UInt32] {
    values.map { value in
      guard let scalar = Unicode.Scalar(value), scalar.properties.numericType == .decimal,
        let number = scalar.properties.numericValue, 0...9 ~= number
      else { return value }
      return 0x30 + UInt32(number)
    }
  }

  private static func kind(_ scalar: Unicode.Scalar) -> FoldedScalar.Kind {
    // ASCII calls them punctuation, and a full-width ～ ends sentences.
    if [0x5E, 0x60, 0x7C, 0x7E].contains(scalar.value) { return .punctuation }
    let properties = scalar.properties
    if properties.isDefaultIgnorableCodePoint { return .ignored }
    switch properties.generalCategory {
    case .decimalNumber: return .digit
    case .nonspacingMark, .spacingMark, .enclosingMark: return .mark
    case .currencySymbol: return .currency
    case .mathSymbol, .modifierSymbol, .otherSymbol: return .symbol
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber,
      .otherNumber:
      return isUnspaced(scalar.value) ? .unspaced : .letter
    case .control, .spaceSeparator, .lineSeparator, .paragraphSeparator: return .space
    case .format: return .ignored
    default: return .punctuation
    }
  }

  private static func isUnspaced(_ value: UInt32) -> Bool {
    switch value {
    // Thai, Lao, Tibetan, Burmese, Khmer
    case 0x0E00...0x0EFF, 0x0F00...0x0FFF, 0x1000...0x109F, 0x1780...0x17FF: true
    case 0x2E80...0x2FDF, 0x3005...0x3007, 0x3040...0x30FF, 0x31F0...0x31FF: true
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
    default: false
    }
  }

  private static let compatibility: [UInt32: [UInt32]] = {
    var table: [UInt32: [UInt32]] = [:]
    let text = Substring(decoding: PackageResources.compatibility_txt, as: UTF8.self)
    for line in text.split(separator: "\n") where !line.hasPrefix("/") {
      let columns = line.split(separator: " ")
      let first = (columns.first ?? "").split(separator: "+").compactMap { UInt32($0, radix: 16) }
      let values = columns.dropFirst().compactMap { UInt32($0, radix: 16) }
      guard let start = first.first else { continue }
      for step in 0...(first.count > 1 ? first[1] : 0) {
        table[start &+ step] = values.count == 1 ? [values[0] &+ step] : values
      }
    }
    return table
  }()
}

/// Mixes numbers into one. The same in every run, unlike `Hasher`, so that a review is.
@inline(__always)
func mixed(_ hash: UInt64, _ value: UInt64) -> UInt64 {
  let product = (hash ^ value).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
  return product.high ^ product.low &+ 0xD6E8_FEB8_6659_FD93
}
