import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// A server on a loopback port that sends scripted answers, however wrong, and records the requests.
public final class ScriptedServer: Sendable {
  public let port: Int
  private let script: ServerScript
  private let channel: any Channel
  private let group: MultiThreadedEventLoopGroup

  /// Replies are sent in order, whatever the connection; the last one answers all further requests.
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

  /// Returns when a whole request has arrived.
  public func requestArrived() async {
    for await _ in script.arrivals { return }
  }

  /// Throws if a step of the script failed, so that the test fails.
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
    return try await finally(server.stop) { try await body(server) }
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

/// Runs `body`, and then `end`, also when `body` throws.
public func finally<Result>(
  _ end: () async throws -> Void, _ body: () async throws -> Result
) async throws -> Result {
  let result: Result
  do {
    result = try await body()
  } catch {
    try await end()
    throw error
  }
  try await end()
  return result
}

/// The bytes that the server sends for one request, and what it does then.
public struct ScriptedReply: Sendable {
  public enum Ending: Sendable {
    case keepAlive
    case close
    /// RST instead of FIN.
    case reset
    /// Sends nothing more and stays open.
    case hang
  }

  public var bytes: [UInt8]
  public var ending: Ending

  public init(bytes: [UInt8], ending: Ending = .keepAlive) {
    self.bytes = bytes
    self.ending = ending
  }

  /// An answer with a correct `Content-Length`.
  public static func answer(
    _ status: Int, _ body: String, headers: [String: String] = [:], ending: Ending = .keepAlive
  ) -> ScriptedReply {
    let headers = headers.merging(["Content-Length": "\(body.utf8.count)"]) { given, _ in given }
    return raw(status, headers: headers, body: Array(body.utf8), ending: ending)
  }

  public static func answer(
    _ body: String, headers: [String: String] = [:], ending: Ending = .keepAlive
  ) -> ScriptedReply {
    answer(200, body, headers: headers, ending: ending)
  }

  /// An answer with exactly these headers: `Content-Length: 100` with a body of 10 bytes is a body cut short.
  public static func raw(
    _ status: Int = 200, headers: [String: String] = [:], body: [UInt8] = [], ending: Ending = .close
  ) -> ScriptedReply {
    let lines = headers.map { "\($0): \($1)\r\n" }.joined()
    return ScriptedReply(bytes: Array("HTTP/1.1 \(status) Told\r\n\(lines)\r\n".utf8) + body, ending: ending)
  }

  public static let hang = ScriptedReply(bytes: [], ending: .hang)
  public static let close = ScriptedReply(bytes: [], ending: .close)
  public static let reset = ScriptedReply(bytes: [], ending: .reset)
}

extension ScriptedReply: CustomStringConvertible {
  /// The first 120 bytes: replies may be megabytes.
  public var description: String {
    String(decoding: bytes.prefix(120), as: UTF8.self).replacing("\r\n", with: "|")
      + " (\(bytes.count) bytes, \(ending))"
  }
}
