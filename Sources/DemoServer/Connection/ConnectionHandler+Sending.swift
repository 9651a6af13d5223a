import NIOCore
import NIOHTTP1

extension ConnectionHandler {
  /// Head, body and end of a usual page leave in one write.
  func send(_ delivery: Delivery, to request: HTTPRequestHead, _ context: ChannelHandlerContext) {
    guard !delivery.closesFirst else { return context.close(promise: nil) }
    let transmission = Transmission(delivery, to: request)
    self.transmission = transmission
    context.write(wrapOutboundOut(.head(transmission.head)), promise: nil)
    guard let time = transmission.nextTime else { return sendNext(context) }
    context.flush()
    wait(until: time, context) { [self] in sendNext(context) }
  }

  /// One piece, and the next when the client has room for more.
  private func sendNext(_ context: ChannelHandlerContext) {
    guard let piece = transmission?.next(), let transmission else { return }
    let flushed = context.eventLoop.makePromise(of: Void.self)
    flushed.futureResult.assumeIsolated().whenComplete { [self] result in
      switch result {
      case .success where !transmission.isWhole:
        // By way of the event loop, even without a pause: a fast client must not keep the others waiting.
        wait(until: transmission.nextTime ?? .now(), context) { [self] in sendNext(context) }
      case .success where transmission.keepsConnection: return
      case .success, .failure: context.close(promise: nil)
      }
    }
    let body = wrapOutboundOut(.body(.byteBuffer(piece)))
    guard transmission.isWhole, !transmission.delivery.breaks else {
      return context.writeAndFlush(body, promise: flushed)
    }
    if piece.readableBytes > 0 { context.write(body, promise: nil) }
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: flushed)
  }
}
