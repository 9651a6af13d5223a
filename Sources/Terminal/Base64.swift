/// `[0x68, 0x69]` -> `aGk=`, without line breaks.
enum Base64 {
  static func encode(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(length(of: bytes.count))
    var index = 0
    while index < bytes.count {
      let group = bytes[index..<min(index + 3, bytes.count)]
      index += 3
      let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        result.append(place <= group.count ? alphabet[value >> (18 - 6 * place) & 0x3F] : UInt8(ascii: "="))
      }
    }
    return result
  }

  static func length(of byteCount: Int) -> Int { (byteCount + 2) / 3 * 4 }

  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
}
