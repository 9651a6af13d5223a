import NIOCore
import NIOHTTP1

/// Stands between the parser and the HTTP library, which ends the process when parts of an answer reach it in an order
/// that it does not expect. It takes a head of `HTTP/1.1 099` for one of a preliminary answer, which has no body, and
/// traps at the body that follows. Such an answer is refused here, and its connection is closed.
final class ResponseHeadCheck: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias InboundOut = HTTPClientResponsePart

  /// The status as it was sent, `99` for `099`; nil for parts without a head.
  struct UnusableAnswer: Error {
    let status: Int?
  }

  private enum State {
    case waitingForHead
    case inBody
    case refused
  }

  private var state = State.waitingForHead

  /// Puts the check behind the parser that turns bytes into heads and bodies.
  static func add(to channel: any Channel) throws {
    let pipeline = channel.pipeline.syncOperations
    let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
    try pipeline.addHandler(ResponseHeadCheck(), position: .after(parser))
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch (unwrapInboundIn(data), state) {
    case (_, .refused): return
    case (.head(let head), .waitingForHead) where 200..<1000 ~= head.status.code: state = .inBody
    // 100 Continue and 103 Early Hints are heads alone; the real one follows. Nobody asked for 101.
    case (.head(let head), .waitingForHead) where 100..<200 ~= head.status.code && head.status.code != 101:
      break
    case (.head(let head), _): return refuse(Int(head.status.code), context)
    case (.body, .inBody): break
    case (.end, .inBody): state = .waitingForHead
    case (.body, .waitingForHead), (.end, .waitingForHead): return refuse(nil, context)
    }
    context.fireChannelRead(data)
  }

  private func refuse(_ status: Int?, _ context: ChannelHandlerContext) {
    state = .refused
    context.fireErrorCaught(UnusableAnswer(status: status))
    context.close(promise: nil)
  }
}
