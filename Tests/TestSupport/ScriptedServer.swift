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

  /// A port that was free a moment ago: connecting to it is refused.
  public static func unusedPort() async throws -> Int {
    let server = try await ScriptedServer([])
    try await server.stop()
    return server.port
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
