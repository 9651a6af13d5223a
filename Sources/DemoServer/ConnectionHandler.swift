import NIOCore
import NIOHTTP1

/// The server's end of one connection: collects a request, lets the desk answer it, and sends the answer as the faults
/// demand. Requests that come before an answer is out wait in the pipeline.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let desk: Desk
  private var head: HTTPRequestHead?
  private var body = ByteBuffer()
  /// What the connection waits for: the latency, or the time of the next bytes.
  private var pause: Scheduled<Void>?
  var transmission: Transmission?

  init(_ desk: Desk) {
    self.desk = desk
  }

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

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  /// The client may leave meanwhile: then nothing is done.
  func wait(until time: NIODeadline, _ context: ChannelHandlerContext, then work: @escaping () -> Void) {
    pause = context.eventLoop.assumeIsolated().scheduleTask(deadline: time, work)
  }

  private func answer(_ context: ChannelHandlerContext) {
    guard let head else { return }
    let ticket = desk.take(DemoCall(head, body: body))
    self.head = nil
    body = ByteBuffer()
    guard ticket.latency > 0 else { return send(desk.delivery(for: ticket), to: head, context) }
    wait(until: .now() + .milliseconds(Int64(ticket.latency)), context) { [self] in
      send(desk.delivery(for: ticket), to: head, context)
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
