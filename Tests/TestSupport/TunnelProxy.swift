import NIOCore
import NIOPosix
import Synchronization

/// A forward proxy on a loopback port: every `CONNECT memos.test:443` gets a tunnel to `target`, whatever the host.
public final class TunnelProxy: Sendable {
  public let port: Int
  private let channel: any Channel
  private let group: MultiThreadedEventLoopGroup
  private let log: TunnelLog

  /// - Parameter target: a loopback port.
  public init(to target: Int) async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let log = TunnelLog()
    channel = try await ServerBootstrap(group: group)
      .childChannelOption(.autoRead, value: true)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(TunnelEntrance(target: target, log: log))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    self.group = group
    self.log = log
    port = channel.localAddress?.port ?? 0
  }

  /// The raw heads of the `CONNECT` requests.
  public var requests: [String] { log.requests.withLock { $0 } }
  /// The bytes sent through the tunnels to the service, as the proxy sees them.
  public var carried: [UInt8] { log.carried.withLock { $0 } }

  public func stop() async throws {
    try await channel.close()
    try await group.shutdownGracefully()
  }
}

final class TunnelLog: Sendable {
  let requests = Mutex<[String]>([])
  let carried = Mutex<[UInt8]>([])
}

/// Reads the head of the request, connects to the target, and forwards what follows.
private final class TunnelEntrance: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let target: Int
  private let log: TunnelLog
  private var head: [UInt8] = []
  private var exit: (any Channel)?

  init(target: Int, log: TunnelLog) {
    self.target = target
    self.log = log
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    if let exit {
      log.carried.withLock { $0 += buffer.readableBytesView }
      exit.writeAndFlush(buffer, promise: nil)
      return
    }
    head += buffer.readableBytesView
    let text = String(decoding: head, as: UTF8.self)
    guard text.hasSuffix("\r\n\r\n") else { return }
    log.requests.withLock { $0.append(text) }
    open(context)
  }

  private func open(_ context: ChannelHandlerContext) {
    let entrance = context.channel
    let opened = ClientBootstrap(group: context.eventLoop)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(TunnelExit(entrance: entrance))
        }
      }
      .connect(host: "127.0.0.1", port: target)
    // The client sends nothing more until it has the answer.
    let this = NIOLoopBound(self, eventLoop: context.eventLoop)
    opened.whenComplete { result in
      switch result {
      case .success(let exit):
        this.value.exit = exit
        entrance.writeAndFlush(
          ByteBuffer(string: "HTTP/1.1 200 Connection established\r\n\r\n"), promise: nil)
      case .failure:
        entrance.close(promise: nil)
      }
    }
  }

  func channelInactive(context: ChannelHandlerContext) {
    exit?.close(promise: nil)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}

/// The service's side of a tunnel.
private final class TunnelExit: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  private let entrance: any Channel

  init(entrance: any Channel) {
    self.entrance = entrance
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    entrance.writeAndFlush(unwrapInboundIn(data), promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    entrance.close(promise: nil)
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
