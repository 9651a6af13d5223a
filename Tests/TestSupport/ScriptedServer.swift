import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A server on a loopback port that answers as it is told, however wrong, and keeps what it was asked.
public final class ScriptedServer: Sendable {
  public let port: Int
  private let script: ServerScript
  private let channel: any Channel
  private let group: MultiThreadedEventLoopGroup

  /// The first reply answers the first request, whatever its connection; the last one answers all that follow.
  public init(_ replies: [ScriptedReply], tls: TLSIdentity? = nil) async throws {
    let script = ServerScript(replies)
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let context = try tls.map { try $0.serverContext() }
    let channel = try await ServerBootstrap(group: group)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let context {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
          }
          try channel.pipeline.syncOperations.addHandlers(
            ByteToMessageHandler(HTTPRequestDecoder(leftOverBytesStrategy: .dropBytes)),
            ScriptedHandler(script))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    self.script = script
    self.channel = channel
    self.group = group
    port = channel.localAddress?.port ?? 0
  }

  public var url: String { "http://127.0.0.1:\(port)" }

  public var requests: [ReceivedRequest] { script.requests }

  public var connections: Int { script.connections }

  /// Returns when a client has closed a connection.
  public func clientClosed() async {
    for await _ in script.closings { return }
  }

  /// Returns when a whole request is here.
  public func requestArrived() async {
    for await _ in script.arrivals { return }
  }

  /// Throws what the server could not do as told, so that the test fails.
  public func stop() async throws {
    try await channel.close()
    try await group.shutdownGracefully()
    if let fault = script.fault { throw fault }
  }

  /// Hands the server to `body` and stops it afterwards.
  public static func run<Result>(
    _ replies: [ScriptedReply], tls: TLSIdentity? = nil,
    _ body: (ScriptedServer) async throws -> Result
  ) async throws -> Result {
    let server = try await ScriptedServer(replies, tls: tls)
    do {
      let result = try await body(server)
      try await server.stop()
      return result
    } catch {
      try await server.stop()
      throw error
    }
  }

  /// A port at which connections are refused. A socket that does not listen holds it until the tests end: one that is only
  /// free may be taken by the server of another test.
  public static func unusedPort() async throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
      }
    }
    guard bound else { throw IOError(errnoCode: errno, reason: "bind") }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}

public struct ReceivedRequest: Sendable {
  public var method: String
  public var path: String
  public var headers: [String: String]
  public var body: String
  /// Counted from 1 in the order in which clients connected.
  public var connection: Int
}
