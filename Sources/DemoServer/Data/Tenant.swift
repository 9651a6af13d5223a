/// Where a row lies, written as a UUID so that a row is found from its id without a table:
/// tenant 0, facts, row 12 is `5f3e….-….-4….-….`.
struct RowID: Equatable {
  var tenant: Int
  var category: Category
  var index: Int

  private static let indexBits = 40
  private static let checkSalt: UInt64 = 0x6D65_6D74_7569_2121

  private var packed: UInt64 {
    UInt64(tenant) << 48 | UInt64(category.rawValue) << UInt64(RowID.indexBits) | UInt64(index)
  }

  /// 60 scrambled bits, the version, the variant, 4 scrambled bits and 58 bits of check.
  var uuid: String {
    let scrambled = Noise.mix(packed ^ RowID.checkSalt)
    let check = Noise.mix(scrambled ^ RowID.checkSalt) >> 10
    let high = ((scrambled >> 16) << 16) | 0x4000 | ((scrambled >> 4) & 0xFFF)
    let low = 0x8000_0000_0000_0000 | (scrambled & 0xF) << 58 | check
    var text: [UInt8] = []
    text.reserveCapacity(36)
    for place in 0..<32 {
      if place == 8 || place == 12 || place == 16 || place == 20 { text.append(UInt8(ascii: "-")) }
      let half = place < 16 ? high : low
      text.append(RowID.digits[Int(half >> UInt64(60 - place % 16 * 4) & 0xF)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static let digits = Array("0123456789abcdef".utf8)
}

extension RowID {
  /// Nil for anything that ``uuid`` did not make.
  init?(uuid text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 36, [8, 13, 18, 23].allSatisfy({ bytes[$0] == UInt8(ascii: "-") }) else {
      return nil
    }
    let digits = text.replacing("-", with: "")
    guard digits.utf8.count == 32, let high = UInt64(digits.prefix(16), radix: 16),
      let low = UInt64(digits.suffix(16), radix: 16)
    else { return nil }
    let scrambled = ((high >> 16) << 16) | (high & 0xFFF) << 4 | ((low >> 58) & 0xF)
    let packed = Noise.unmix(scrambled) ^ RowID.checkSalt
    guard let category = Category(rawValue: Int(packed >> UInt64(RowID.indexBits) & 0xFF)) else { return nil }
    self.init(
      tenant: Int(truncatingIfNeeded: packed >> 48), category: category,
      index: Int(packed & (1 << UInt64(RowID.indexBits) - 1)))
    guard uuid == text.lowercased() else { return nil }
  }
}
