import AsyncHTTPClient
import MemoryModel
import NIOCore
import NIOPosix
import NIOSSL

/// Finds out why no connection came about, where the libraries keep it to themselves: which certificates the server
/// has, or with which status the proxy answered. It connects once more and sends no request and no key; TLS is broken
/// off as soon as the certificates are here.
struct ConnectionProbe {
  enum Finding: Sendable {
    /// The server's own first.
    case certificates([NIOSSLCertificate])
    case proxyStatus(Int)
    case nothing
  }

  let host: String
  let port: Int
  /// nil for a direct connection.
  let proxy: ProxySetting?
  let group: any EventLoopGroup

  /// Longer is not worth the wait: the failure itself is known.
  private static let limit = TimeAmount.seconds(5)

  func find() async -> Finding {
    let loop = group.next()
    let found = loop.makePromise(of: Finding.self)
    let end = loop.scheduleTask(in: Self.limit) { found.succeed(.nothing) }
    let connected = ClientBootstrap(group: loop)
      .connectTimeout(Self.limit)
      .channelInitializer { [self] channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(ProbeHandler(self, found))
        }
      }
      .connect(host: proxy?.proxy.host ?? host, port: proxy?.proxy.port ?? port)
    connected.whenFailure { _ in found.succeed(.nothing) }
    let finding = (try? await found.futureResult.get()) ?? .nothing
    end.cancel()
    connected.whenSuccess { $0.close(promise: nil) }
    return finding
  }

  fileprivate func tlsHandler(_ found: EventLoopPromise<Finding>) throws -> NIOSSLClientHandler {
    let isAddress = (try? SocketAddress(ipAddress: host, port: 0)) != nil
    return try NIOSSLClientHandler(
      context: NIOSSLContext(configuration: .makeClientConfiguration()),
      serverHostname: isAddress ? nil : host,
      customVerificationCallback: { chain, verified in
        found.succeed(.certificates(chain))
        verified.succeed(.failed)
      })
  }

  /// What asks an HTTP proxy for a way to the service.
  fileprivate var tunnelRequest: String? {
    guard let proxy else { return nil }
    let target = "\(host.contains(":") ? "[\(host)]" : host):\(port)"
    let login = proxy.proxy.authorization.map { "Proxy-Authorization: \($0.headerValue)\r\n" } ?? ""
    return "CONNECT \(target) HTTP/1.1\r\nHost: \(target)\r\n\(login)\r\n"
  }
}

/// Asks the proxy, if there is one, and begins TLS.
private final class ProbeHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let probe: ConnectionProbe
  private let found: EventLoopPromise<ConnectionProbe.Finding>
  private var head: [UInt8] = []
  private var hasTunnel = false

  private static let longestHead = 16 << 10

  init(_ probe: ConnectionProbe, _ found: EventLoopPromise<ConnectionProbe.Finding>) {
    self.probe = probe
    self.found = found
  }

  func channelActive(context: ChannelHandlerContext) {
    if let request = probe.tunnelRequest {
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: request)), promise: nil)
    } else {
      startTLS(context)
    }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    guard !hasTunnel else { return }
    head += unwrapInboundIn(data).readableBytesView
    let text = String(decoding: head, as: UTF8.self)
    guard text.contains("\r\n\r\n") else {
      if head.count > Self.longestHead { found.succeed(.nothing) }
      return
    }
    // `HTTP/1.1 502 Bad Gateway`
    let words = text.prefix { $0 != "\r\n" }.split(separator: " ")
    guard words.count >= 2, words[0].hasPrefix("HTTP/"), let status = Int(words[1]) else {
      return found.succeed(.nothing)
    }
    guard 200..<300 ~= status else { return found.succeed(.proxyStatus(status)) }
    startTLS(context)
  }

  private func startTLS(_ context: ChannelHandlerContext) {
    hasTunnel = true
    do {
      try context.pipeline.syncOperations.addHandler(probe.tlsHandler(found), position: .first)
    } catch {
      found.succeed(.nothing)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    found.succeed(.nothing)
    context.close(promise: nil)
  }

  func channelInactive(context: ChannelHandlerContext) {
    found.succeed(.nothing)
  }
}
