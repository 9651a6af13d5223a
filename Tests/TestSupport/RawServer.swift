import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// A server on a loopback port that answers every connection with the same bytes, whatever it receives, and closes it.
public enum RawServer {
  /// - Parameters:
  ///   - bytes: nil closes the connection without an answer.
  ///   - afterBlankLine: waits for the whole head of a request, not just for the first bytes.
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
    return try await finally {
      try await channel.close()
      try await group.shutdownGracefully()
    } _: {
      try await body(channel.localAddress?.port ?? 0, { connections.value })
    }
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
    // Closing while the client still sends would turn the answer into a reset.
    context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(200)) { context.close(promise: nil) }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}

/// Ports of this machine at which no service answers. Each stays taken until the tests end, so that the server of another
/// test cannot get it.
public enum LoopbackPort {
  /// Connections are refused: the socket is bound but does not listen.
  public static func refusing() throws -> Int { try open(listening: false) }

  /// The kernel accepts connections, but nobody reads the requests.
  public static func silent() throws -> Int { try open(listening: true) }

  private static func open(listening: Bool) throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isOpen = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 && (!listening || listen(descriptor, 8) == 0)
          && getsockname(descriptor, address, &length) == 0
      }
    }
    guard isOpen else { throw IOError(errnoCode: errno, reason: "bind") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
