/// A number as its digits without zeros at both ends, and the power of ten of the last: `-12.50` is -125 · 10⁻¹. Exact,
/// unlike a double, to which 9007199254740993 and 9007199254740992 are the same.
struct DecimalNumber: Hashable {
  private let isNegative: Bool
  private let digits: [UInt8]
  private let exponent: Int

  /// Nil for `NaN`, infinities, and an exponent beyond 64 bits.
  init?(_ literal: String) {
    var rest = literal.utf8[...]
    let sign = rest.first == UInt8(ascii: "-")
    if sign { rest.removeFirst() }
    let power: Int
    if let place = rest.firstIndex(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
      guard let written = Int(Substring(rest[rest.index(after: place)...])) else { return nil }
      power = written
      rest = rest[..<place]
    } else {
      power = 0
    }
    let parts = rest.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), parts.joined().allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
    var digits = Array(parts.joined().drop { $0 == 0x30 })
    let decimals = parts.count == 2 ? parts[1].count : 0
    let significant = digits.count - digits.reversed().prefix { $0 == 0x30 }.count
    let zeros = digits.count - significant
    digits.removeLast(zeros)
    let (exponent, overflows) = power.addingReportingOverflow(zeros - decimals)
    guard !overflows else { return nil }
    self.digits = digits
    self.exponent = digits.isEmpty ? 0 : exponent
    isNegative = sign && !digits.isEmpty
  }
}

extension JSONNumber {
  /// `1`, `1.0` and `1e0` are the same.
  func isSame(as other: JSONNumber) -> Bool {
    if ByteString.isSame(literal, other.literal) { return true }
    guard let one = DecimalNumber(literal), let other = DecimalNumber(other.literal) else { return false }
    return one == other
  }
}
