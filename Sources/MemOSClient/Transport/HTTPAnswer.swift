import NIOHTTP1

/// A whole answer, good or not.
struct HTTPAnswer: Sendable {
  var status: Int
  var headers: HTTPHeaders
  /// One allocation without slack worth naming: the rows of a page keep it.
  var body: [UInt8]
  /// From the request's head going out to the last byte of the body.
  var milliseconds: Int

  /// The server named neither a length nor chunks: the body ends where the connection does, whole or not.
  var endsWithConnection: Bool {
    !headers.contains(name: "content-length") && !headers.contains(name: "transfer-encoding")
  }
}
