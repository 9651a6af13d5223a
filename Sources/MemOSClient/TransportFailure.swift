import AsyncHTTPClient
import Glibc
import MemoryModel
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL

/// Turns the errors of the libraries into the facts of ``ServiceError``, without their texts, which name classes.
struct TransportFailure {
  /// `127.0.0.1:8787`: the service.
  let service: String
  let proxy: ServiceError.Proxy?
  /// If the request was sent, the proxy has done its part.
  let wasSent: Bool
  let timeout: Double
  let longestBody: Int

  func reason(of error: any Error) -> ServiceError.Reason {
    if let fault = tlsFault(of: error) {
      // In TLS 1.3 a server demands a certificate only after the handshake.
      guard wasSent, fault != .wantsClientCertificate else { return .tls(fault, host: service) }
      return .connectionLost(detail: "TLS failed in the middle")
    }
    if let proxy, !wasSent { return .proxy(proxyFault(of: error), at: proxy) }
    return switch error {
    case is AnswerCollector.TooLarge: .tooLarge(limit: longestBody)
    case let error as ResponseHeadCheck.UnusableAnswer:
      .unexpectedAnswer(detail: error.status.map { "its HTTP status is \($0)" } ?? "it is not HTTP")
    case let error as HTTPClientError: reason(of: error)
    case let error as NIOConnectionError: reason(of: error)
    case let error as IOError: reason(of: error, at: service)
    case ChannelError.connectTimeout: .timedOut(seconds: timeout)
    case is ChannelError: .connectionLost(detail: Self.closed)
    case HTTPParserError.invalidEOFState, HTTPParserError.closedConnection:
      .connectionLost(detail: Self.closed)
    case is HTTPParserError: .unexpectedAnswer(detail: "it is not HTTP")
    default: .other(detail: "")
    }
  }

  private static let closed = "the server closed it"

  private func reason(of error: HTTPClientError) -> ServiceError.Reason {
    switch error {
    case _ where Self.isTimeout(error): .timedOut(seconds: timeout)
    case .remoteConnectionClosed: .connectionLost(detail: Self.closed)
    case .uncleanShutdown: .connectionLost(detail: "it was not closed as TLS demands")
    default: .other(detail: "")
    }
  }

  private static func isTimeout(_ error: HTTPClientError) -> Bool {
    [
      .deadlineExceeded, .connectTimeout, .readTimeout, .writeTimeout, .tlsHandshakeTimeout,
      .httpProxyHandshakeTimeout, .socksHandshakeTimeout, .getConnectionFromPoolTimeout,
    ].contains(error)
  }

  private func reason(of error: NIOConnectionError) -> ServiceError.Reason {
    let reached = "\(error.host):\(error.port)"
    if error.connectionErrors.isEmpty {
      let lookups = [error.dnsAError, error.dnsAAAAError].compactMap(\.self)
      return lookups.isEmpty ? .other(detail: "") : .unknownHost(error.host)
    }
    let reasons = error.connectionErrors.map { failure -> ServiceError.Reason in
      switch failure.error {
      case let error as IOError: reason(of: error, at: reached)
      case ChannelError.connectTimeout: .timedOut(seconds: timeout)
      default: .other(detail: "")
      }
    }
    // Of several addresses (::1 and 127.0.0.1) a refusal is the most telling.
    return reasons.first { $0 == .refused(host: reached) } ?? reasons[0]
  }

  private func reason(of error: IOError, at place: String) -> ServiceError.Reason {
    switch error.errnoCode {
    case ECONNREFUSED: .refused(host: place)
    case ECONNRESET, EPIPE, ECONNABORTED, ENOTCONN: .connectionLost(detail: "the server broke it off")
    case ETIMEDOUT: .timedOut(seconds: timeout)
    default: .other(detail: "\(place): \(String(cString: strerror(error.errnoCode)))")
    }
  }

  private func proxyFault(of error: any Error) -> ServiceError.ProxyFault {
    switch error {
    case let error as HTTPClientError where error == .proxyAuthenticationRequired: return .requiresLogin
    case let error as HTTPClientError where error == .invalidProxyResponse: return .declined(status: nil)
    case HTTPParserError.invalidEOFState, HTTPParserError.closedConnection, is ChannelError: return .closed
    case is HTTPParserError: return .notAProxy
    default: break
    }
    let direct = TransportFailure(
      service: service, proxy: nil, wasSent: wasSent, timeout: timeout, longestBody: longestBody)
    return switch direct.reason(of: error) {
    case .refused: .refused
    case .unknownHost: .unknownHost
    case .timedOut(let seconds): .timedOut(seconds: seconds)
    case .connectionLost: .closed
    default: .other
    }
  }

  private func tlsFault(of error: any Error) -> ServiceError.TLSFault? {
    switch error {
    case let error as CertificateNames.Mismatch: .otherName(names: error.names)
    case let error as NIOSSLExtraError:
      [.failedToValidateHostname, .serverHostnameImpossibleToMatch].contains(error)
        ? .otherName(names: []) : .other
    case NIOSSLError.handshakeFailed(let cause): handshakeFault(of: cause)
    case NIOSSLError.uncleanShutdown: wasSent ? nil : .closed
    case is NIOSSLError: .other
    case let error as BoringSSLError: handshakeFault(of: error)
    case let error as HTTPClientError: error == .uncleanShutdown && !wasSent && proxy == nil ? .closed : nil
    default: nil
    }
  }

  private func handshakeFault(of error: BoringSSLError) -> ServiceError.TLSFault {
    switch error {
    case .syscallError, .zeroReturn: .closed
    case .sslError(let stack), .unknownError(let stack): stackFault(of: stack)
    default: .other
    }
  }

  /// An element reads `Error: 268435581 error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED at …`.
  private func stackFault(of stack: NIOBoringSSLErrorStack) -> ServiceError.TLSFault {
    if stack.contains(.eofDuringHandshake) { return .closed }
    let text = stack.map { "\($0)" }.joined()
    let known: [(ServiceError.TLSFault, [String])] = [
      (.certificateRefused, ["CERTIFICATE_VERIFY_FAILED"]),
      (.notTLS, ["WRONG_VERSION_NUMBER", "HTTP_REQUEST", "HTTPS_PROXY_REQUEST"]),
      (
        .version,
        ["UNSUPPORTED_PROTOCOL", "PROTOCOL_VERSION", "NO_SUPPORTED_VERSIONS_ENABLED", "WRONG_SSL_VERSION"]
      ),
      (.wantsClientCertificate, ["CERTIFICATE_REQUIRED", "ALERT_BAD_CERTIFICATE"]),
      (.refusedByServer, ["_ALERT_", "UNRECOGNIZED_NAME", "NO_SHARED_CIPHER", "UNKNOWN_CIPHER_RETURNED"]),
    ]
    return known.first { $0.1.contains { text.contains($0) } }?.0 ?? .other
  }
}

/// Connects once more to see the certificates or the proxy's status. It sends no request and no key.
struct ConnectionProbe {
  enum Finding: Sendable {
    case certificates([NIOSSLCertificate])
    case proxyStatus(Int)
    case nothing
  }

  let host: String
  let port: Int
  let proxy: ProxySetting?
  let group: any EventLoopGroup
  /// The failure itself is known, so a longer wait is not worth it.
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
    try NIOSSLClientHandler(
      context: NIOSSLContext(configuration: .makeClientConfiguration()),
      serverHostname: IPAddress.bytes(of: host) == nil ? host : nil,
      customVerificationCallback: { chain, verified in
        found.succeed(.certificates(chain))
        verified.succeed(.failed)
      })
  }

  fileprivate var tunnelRequest: String? {
    guard let proxy else { return nil }
    let target = URLParts.authority(host, port)
    let login = proxy.proxy.authorization.map { "Proxy-Authorization: \($0.headerValue)\r\n" } ?? ""
    return "CONNECT \(target) HTTP/1.1\r\nHost: \(target)\r\n\(login)\r\n"
  }
}

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

  func channelInactive(context: ChannelHandlerContext) { found.succeed(.nothing) }
}
