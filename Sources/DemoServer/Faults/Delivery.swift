import NIOHTTP1

/// How an answer goes out.
struct Delivery {
  let head: HTTPResponseHead
  let body: AnswerBody
  /// Bytes of the body that are sent.
  let end: Int
  let isChunked: Bool
  /// Nil is as fast as the client takes it.
  private(set) var bytesPerSecond: Int?
  /// After the bytes that are sent the connection closes, though more were promised.
  let breaks: Bool
  /// The connection closes and nothing is sent.
  let closesFirst: Bool

  /// Of a huge body, so that it is never in memory as a whole.
  private static let largePiece = 65_536

  init(answer: Answer, faults: [DemoFault]) {
    let promised = faults.contains { $0.kind == .cut } ? answer.body.count / 2 : answer.body.count
    body = answer.body
    isChunked = answer.isChunked
    closesFirst = faults.contains { $0.kind == .close }
    breaks = faults.contains { $0.kind == .drop }
    end = breaks ? promised / 2 : promised
    for case .slow(let rate) in faults.map(\.kind) { bytesPerSecond = rate }
    var headers = HTTPHeaders(answer.headers.sorted { $0.key < $1.key })
    headers.add(name: "Content-Type", value: answer.contentType)
    if !isChunked { headers.add(name: "Content-Length", value: String(promised)) }
    head = HTTPResponseHead(
      version: .http1_1,
      status: HTTPResponseStatus(statusCode: answer.status, reasonPhrase: "Status \(answer.status)"),
      headers: headers)
  }

  /// Bytes that are sent at once: ten pieces a second of a slow body, the whole of a usual one.
  var pieceSize: Int {
    if let bytesPerSecond { return min(Delivery.largePiece, max(1, bytesPerSecond / 10)) }
    if case .huge = body { return Delivery.largePiece }
    return end
  }
}
