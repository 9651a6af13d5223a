import FlyingSocks

/// A valid answer with one endless fact, made while it is sent: its size costs no memory here.
struct HugeBody: AsyncBufferedSequence {
  typealias Element = UInt8

  /// Of the whole body.
  let count: Int

  private static let head = Array(
    #"{"code":0,"message":"ok","data":{"memory_detail_list":[{"id":"00000000-0000-4000-8000-000000000000","memory_value":""#
      .utf8)
  private static let tail = Array(#""}]}}"#.utf8)

  init(count: Int) {
    self.count = Swift.max(count, HugeBody.head.count + HugeBody.tail.count)
  }

  func makeAsyncIterator() -> Iterator { Iterator(count: count) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    let count: Int
    private var sent = 0

    init(count: Int) {
      self.count = count
    }

    mutating func next() async throws -> UInt8? {
      try await nextBuffer(suggested: 1)?.first
    }

    mutating func nextBuffer(suggested length: Int) async throws -> [UInt8]? {
      guard sent < count else { return nil }
      let tailStart = count - HugeBody.tail.count
      let part: [UInt8]
      if sent < HugeBody.head.count {
        part = Array(HugeBody.head[sent...].prefix(length))
      } else if sent < tailStart {
        part = [UInt8](repeating: UInt8(ascii: "x"), count: Swift.min(length, tailStart - sent))
      } else {
        part = Array(HugeBody.tail[(sent - tailStart)...].prefix(length))
      }
      sent += part.count
      return part
    }
  }
}
