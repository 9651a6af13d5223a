import NIOCore

/// A valid answer with one endless fact, made while it is sent: its size costs no memory here.
struct HugeBody {
  /// Of the whole body.
  let count: Int

  private static let head = Array(
    #"{"code":0,"message":"ok","data":{"memory_detail_list":[{"id":"00000000-0000-4000-8000-000000000000","memory_value":""#
      .utf8)
  private static let tail = Array(#""}]}}"#.utf8)

  init(count: Int) {
    self.count = max(count, HugeBody.head.count + HugeBody.tail.count)
  }

  func piece(from start: Int, atMost length: Int) -> ByteBuffer {
    let tailStart = count - HugeBody.tail.count
    if start < HugeBody.head.count {
      return ByteBuffer(bytes: HugeBody.head[start...].prefix(length))
    } else if start < tailStart {
      return ByteBuffer(repeating: UInt8(ascii: "x"), count: min(length, tailStart - start))
    } else {
      return ByteBuffer(bytes: HugeBody.tail[(start - tailStart)...].prefix(length))
    }
  }
}
