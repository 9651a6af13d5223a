import FlyingSocks

/// A body that arrives slowly, breaks off, or both.
struct FaultyBody: AsyncBufferedSequence {
  typealias Element = UInt8

  let bytes: [UInt8]
  /// Nil is as fast as the connection takes it.
  var bytesPerSecond: Int?
  /// After so many bytes the connection is closed.
  var breaksAfter: Int?

  struct Broken: Error {}

  func makeAsyncIterator() -> Iterator { Iterator(body: self) }

  struct Iterator: AsyncBufferedIteratorProtocol {
    let body: FaultyBody
    private var sent = 0

    init(body: FaultyBody) {
      self.body = body
    }

    mutating func next() async throws -> UInt8? {
      try await nextBuffer(suggested: 1)?.first
    }

    mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
      let end = body.breaksAfter ?? body.bytes.count
      guard sent < end else {
        if body.breaksAfter != nil { throw Broken() }
        return nil
      }
      var length = Swift.min(count, end - sent)
      if let rate = body.bytesPerSecond {
        length = Swift.min(length, Swift.max(1, rate / 10))
        try await Task.sleep(for: .seconds(Double(length) / Double(rate)))
      }
      defer { sent += length }
      return body.bytes[sent..<sent + length]
    }
  }
}
