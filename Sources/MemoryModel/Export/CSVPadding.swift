/// Gives kept rows the cells of columns that turned up after them. Both marks are bytes that no UTF-8 has.
///
/// With two columns in the end: `FE a ,1 FF ,o⏎ FE b ,2 ,3 FF ,o⏎` -> `a,1,,o⏎b,2,3,o⏎`.
public struct CSVPadding: Sendable, Hashable {
  /// From here on one column more is there.
  static let newColumn: UInt8 = 0xFE
  /// Here stand the cells of those that are missing.
  static let place: UInt8 = 0xFF

  private var missing: Int

  init(missing: Int) {
    self.missing = missing
  }

  /// The bytes of a spool, part by part from its beginning.
  public mutating func padded(_ part: some Sequence<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(part.underestimatedCount)
    for byte in part {
      switch byte {
      case Self.newColumn: missing -= 1
      case Self.place: bytes.append(contentsOf: repeatElement(UInt8(ascii: ","), count: missing))
      default: bytes.append(byte)
      }
    }
    return bytes
  }
}
