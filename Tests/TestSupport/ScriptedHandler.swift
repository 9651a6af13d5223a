import Glibc
import NIOCore
import NIOHTTP1
import Synchronization

/// The state that all connections of a server share.
final class ServerScript: Sendable {
  private struct State {
    var replies: [ScriptedReply]
    var requests: [ReceivedRequest] = []
    var connections = 0
    var fault: (any Error)?
  }

  private let state: Mutex<State>
  let closings: AsyncStream<Void>
  let arrivals: AsyncStream<Void>
  private let closed: AsyncStream<Void>.Continuation
  private let arrived: AsyncStream<Void>.Continuation

  init(_ replies: [ScriptedReply]) {
    state = Mutex(State(replies: replies))
    (closings, closed) = AsyncStream.makeStream()
    (arrivals, arrived) = AsyncStream.makeStream()
  }

  var requests: [ReceivedRequest] { state.withLock(\.requests) }
  var connections: Int { state.withLock(\.connections) }

  /// The first step that the server could not carry out.
  var fault: (any Error)? { state.withLock(\.fault) }

  func record(_ fault: any Error) {
    state.withLock { $0.fault = $0.fault ?? fault }
  }

  func connected() -> Int {
    state.withLock { state in
      state.connections += 1
      return state.connections
    }
  }

  func disconnected() { closed.yield() }

  func reply(to request: ReceivedRequest) -> ScriptedReply {
    let reply = state.withLock { state in
      state.requests.append(request)
      return state.replies.count > 1 ? state.replies.removeFirst() : state.replies.first ?? .hang
    }
    arrived.yield()
    return reply
  }
}

/// Collects a request and plays the next reply.
final class ScriptedHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = ByteBuffer

  private let script: ServerScript
  private var connection = 0
  private var head: HTTPRequestHead?
  private var body = ByteBuffer()
  private var isEndedHere = false

  init(_ script: ServerScript) {
    self.script = script
  }

  func channelActive(context: ChannelHandlerContext) {
    connection = script.connected()
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    if !isEndedHere { script.disconnected() }
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head): self.head = head
    case .body(let part): body.writeImmutableBuffer(part)
    case .end: answer(context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }

  private func answer(_ context: ChannelHandlerContext) {
    guard let head else { return }
    let headers = Dictionary(head.headers.map { ($0.name.lowercased(), $0.value) }) { first, _ in first }
    let reply = script.reply(
      to: ReceivedRequest(
        method: head.method.rawValue, path: head.uri, headers: headers, body: String(buffer: body),
        connection: connection))
    body.clear()
    if !reply.bytes.isEmpty {
      context.writeAndFlush(
        wrapOutboundOut(context.channel.allocator.buffer(bytes: reply.bytes)), promise: nil)
    }
    end(context, reply.ending)
  }

  private func end(_ context: ChannelHandlerContext, _ ending: ScriptedReply.Ending) {
    switch ending {
    case .keepAlive, .hang: return
    case .close: break
    case .reset:
      (context.channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0))
        .whenFailure { [script] error in script.record(error) }
    }
    isEndedHere = true
    context.close(promise: nil)
  }
}
