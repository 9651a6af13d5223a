import NIOCore

enum AnswerBody {
  case bytes([UInt8])
  case huge(HugeBody)

  var count: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .huge(let body): body.count
    }
  }

  /// - Returns: at least a byte, unless `length` is 0.
  func piece(from start: Int, atMost length: Int) -> ByteBuffer {
    switch self {
    case .bytes(let bytes): ByteBuffer(bytes: bytes[start..<start + length])
    case .huge(let body): body.piece(from: start, atMost: length)
    }
  }
}
