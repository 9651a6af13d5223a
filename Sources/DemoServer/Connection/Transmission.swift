import NIOCore
import NIOHTTP1

/// A delivery on its way through a connection.
struct Transmission {
  let delivery: Delivery
  let head: HTTPResponseHead
  private let keepsAlive: Bool
  /// Bytes of the body that are to be sent: none for `HEAD` and for a status such as 204.
  private let end: Int
  private var sent = 0
  private let start = NIODeadline.now()

  init(_ delivery: Delivery, to request: HTTPRequestHead) {
    self.delivery = delivery
    // HTTP/1.0 knows no chunks: there the connection's end is the end of such a body.
    keepsAlive = request.isKeepAlive && !(delivery.isChunked && request.version == .http1_0)
    var head = delivery.head
    head.version = request.version
    head.headers.add(name: "Connection", value: keepsAlive ? "keep-alive" : "close")
    self.head = head
    end = request.method != .HEAD && head.status.mayHaveResponseBody ? delivery.end : 0
  }

  var isWhole: Bool { sent == end }

  var keepsConnection: Bool { keepsAlive && !delivery.breaks }

  /// When the next piece of a slow body is due; nil is as soon as the client takes it.
  var nextTime: NIODeadline? {
    delivery.bytesPerSecond.map { rate in
      start + .nanoseconds(Int64(Double(min(end, sent + delivery.pieceSize)) / Double(rate) * 1e9))
    }
  }

  mutating func next() -> ByteBuffer {
    let piece = delivery.body.piece(from: sent, atMost: min(delivery.pieceSize, end - sent))
    sent += piece.readableBytes
    return piece
  }
}
