import NIOCore
import NIOPosix
import Synchronization

/// A port of this machine that answers every connection with the same bytes, whatever it is sent, and closes it.
public enum RawServer {
  /// - Parameters:
  ///   - bytes: nil for closing without an answer.
  ///   - afterBlankLine: waits for the head of a request, else for any byte.
  public static func run<Result>(
    answering bytes: [UInt8]?, afterBlankLine: Bool = false,
    _ body: (_ port: Int, _ connections: @Sendable () -> Int) async throws -> Result
  ) async throws -> Result {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let connections = Counter()
    let channel = try await ServerBootstrap(group: group)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          connections.add()
          try channel.pipeline.syncOperations.addHandler(
            RawHandler(bytes: bytes, afterBlankLine: afterBlankLine))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    let result: Swift.Result<Result, any Error>
    do {
      result = .success(try await body(channel.localAddress?.port ?? 0, { connections.value }))
    } catch {
      result = .failure(error)
    }
    try await channel.close()
    try await group.shutdownGracefully()
    return try result.get()
  }

  public static func run<Result>(
    answering bytes: [UInt8]?, _ body: (_ port: Int) async throws -> Result
  ) async throws -> Result {
    try await run(answering: bytes) { port, _ in try await body(port) }
  }
}

private final class Counter: Sendable {
  private let count = Mutex(0)
  var value: Int { count.withLock { $0 } }
  func add() { count.withLock { $0 += 1 } }
}

private final class RawHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let bytes: [UInt8]?
  private let afterBlankLine: Bool
  private var received: [UInt8] = []

  init(bytes: [UInt8]?, afterBlankLine: Bool) {
    self.bytes = bytes
    self.afterBlankLine = afterBlankLine
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    received += unwrapInboundIn(data).readableBytesView
    if afterBlankLine, !received.suffix(4).elementsEqual("\r\n\r\n".utf8) { return }
    guard let bytes else { return context.close(promise: nil) }
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: bytes)), promise: nil)
    // What the client still sends must not turn the answer into a reset.
    context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(200)) { context.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
