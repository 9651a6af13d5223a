import NIOCore
import NIOHTTP1
import NIOPosix

/// One connection. Requests that arrive before an answer is sent wait in the pipeline.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart
  private let dispatcher: Dispatcher
  private var head: HTTPRequestHead?
  private var body = ByteBuffer()
  private var pause: Scheduled<Void>?
  private var transmission: Transmission?

  init(_ dispatcher: Dispatcher) { self.dispatcher = dispatcher }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body(let part): body.writeImmutableBuffer(part)
    case .end: answer(context)
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    pause?.cancel()
    transmission = nil
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  private func wait(
    until time: NIODeadline, _ context: ChannelHandlerContext, then work: @escaping () -> Void
  ) { pause = context.eventLoop.assumeIsolated().scheduleTask(deadline: time, work) }

  private func answer(_ context: ChannelHandlerContext) {
    guard let head else { return }
    let accepted = dispatcher.accept(DemoCall(head, body: body))
    self.head = nil
    body = ByteBuffer()
    guard accepted.latency > 0 else { return send(dispatcher.delivery(for: accepted), to: head, context) }
    wait(until: .now() + .milliseconds(Int64(accepted.latency)), context) { [self] in
      send(dispatcher.delivery(for: accepted), to: head, context)
    }
  }
}

extension DemoCall {
  fileprivate init(_ head: HTTPRequestHead, body: ByteBuffer) {
    self.init(
      method: head.method.rawValue,
      path: String(head.uri.prefix { $0 != "?" }),
      headers: Dictionary(
        head.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first }),
      body: Array(body.readableBytesView))
  }
}

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

extension ConnectionHandler {
  /// Head, body and end of a usual page leave in one write.
  private func send(_ delivery: Delivery, to request: HTTPRequestHead, _ context: ChannelHandlerContext) {
    guard !delivery.closesFirst else { return context.close(promise: nil) }
    let transmission = Transmission(delivery, to: request)
    self.transmission = transmission
    context.write(wrapOutboundOut(.head(transmission.head)), promise: nil)
    guard let time = transmission.nextTime else { return sendNext(context) }
    context.flush()
    wait(until: time, context) { [self] in sendNext(context) }
  }

  private func sendNext(_ context: ChannelHandlerContext) {
    guard let piece = transmission?.next(), let transmission else { return }
    let flushed = context.eventLoop.makePromise(of: Void.self)
    flushed.futureResult.assumeIsolated().whenComplete { [self] result in
      switch result {
      case .success where !transmission.isWhole:
        // Through the event loop, even without a pause: a fast client must not keep the others waiting.
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

// NIO's own run on the global executor; after that, libdispatch wakes the process every second.

extension EventLoopFuture where Value: Sendable {
  nonisolated(nonsending) func result() async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      whenComplete { continuation.resume(with: $0) }
    }
  }
}

extension MultiThreadedEventLoopGroup {
  nonisolated(nonsending) func end() async {
    await withCheckedContinuation { continuation in
      // An error means that the threads have ended before.
      shutdownGracefully { _ in continuation.resume() }
    }
  }
}
