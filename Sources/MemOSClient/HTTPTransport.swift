import AsyncHTTPClient
import Logging
import MemoryModel
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// One request, one answer. It follows no redirect, retries nothing, verifies certificates and has a deadline.
final class HTTPTransport: Sendable {
  /// Never stopped: on a stopped loop, a request after its client's shutdown would wait for ever.
  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let client: HTTPClient
  private let timeout: Double
  private let longestBody: Int
  private let baseURL: BaseURL
  private let proxy: ProxySetting?
  private let redaction: Redaction
  private let logger: Logger?

  init(_ configuration: ClientConfiguration, logger: Logger? = nil) throws(ConfigurationFault) {
    let seconds = configuration.timeout
    guard seconds > 0, seconds < 1e6 else { throw .unusableTimeout(seconds) }
    timeout = seconds
    longestBody = configuration.longestBody
    baseURL = configuration.baseURL
    redaction = Redaction(key: configuration.key)
    self.logger = logger
    proxy = try ProxySetting(to: configuration.baseURL, environment: configuration.environment)
    let settings = try Self.settings(configuration, proxy)
    client = HTTPClient(eventLoopGroupProvider: .shared(Self.group), configuration: settings)
  }

  /// Calls `whenSent` once the request is sent. Throws ``ServiceError`` or `CancellationError`.
  func answer(
    to request: HTTPClient.Request, whenSent: @escaping @Sendable () -> Void
  ) async throws -> HTTPAnswer {
    try Task.checkCancellation()
    let collector = AnswerCollector(longestBody: longestBody, whenSent: whenSent)
    let task = client.execute(
      request: request, delegate: collector, deadline: .now() + .nanoseconds(Int64(timeout * 1e9)))
    do {
      return try await withTaskCancellationHandler {
        try await task.get()
      } onCancel: {
        task.cancel()
      }
    } catch {
      try Task.checkCancellation()
      let failure = TransportFailure(
        service: service,
        proxy: proxy.map { .init(authority: $0.authority, variable: $0.variable, target: service) },
        wasSent: collector.wasSent, timeout: timeout, longestBody: longestBody)
      logger?.info(
        "connection failed",
        metadata: ["error": "\(redaction.clean("\(type(of: error)): \(error)", limit: 500))"])
      let reason = await detailed(failure.reason(of: error))
      try Task.checkCancellation()
      throw ServiceError(reason, traceID: collector.traceID)
    }
  }

  private var service: String { URLParts.authority(baseURL.host, baseURL.port) }

  /// The libraries do not report which certificate was refused, or how a proxy answered: a probe finds out.
  private func detailed(_ reason: ServiceError.Reason) async -> ServiceError.Reason {
    switch reason {
    case .tls(.certificateRefused, _), .tls(.otherName(names: []), _), .proxy(.declined(status: nil), _):
      break
    default: return reason
    }
    guard proxy?.speaksHTTP != false else { return reason }
    let probe = ConnectionProbe(host: baseURL.host, port: baseURL.port, proxy: proxy, group: Self.group)
    switch (reason, await probe.find()) {
    case (.tls(.certificateRefused, let host), .certificates(let chain)):
      return .tls(ServiceError.TLSFault(refused: chain, now: .now), host: host)
    case (.tls(_, let host), .certificates(let chain)):
      return .tls(.otherName(names: chain.first.map { CertificateNames($0).shown } ?? []), host: host)
    case (.proxy(_, let proxy), .proxyStatus(let status)):
      return .proxy(status == 407 ? .requiresLogin : .declined(status: status), at: proxy)
    default: return reason
    }
  }

  func shutdown() async {
    do {
      try await client.shutdown()
    } catch {
      // The second shutdown of a client: its connections are closed already.
      return
    }
  }

  private static func settings(
    _ configuration: ClientConfiguration, _ proxy: ProxySetting?
  ) throws(ConfigurationFault) -> HTTPClient.Configuration {
    var settings = HTTPClient.Configuration(redirectConfiguration: .disallow, decompression: .disabled)
    settings.tlsConfiguration = try tls(configuration)
    settings.proxy = proxy?.proxy
    let secureHost = configuration.baseURL.scheme == .https ? configuration.baseURL.host : nil
    settings.http1_1ConnectionDebugInitializer = { channel in
      channel.eventLoop.submit { try ResponseHeadCheck.add(to: channel) }.flatMap {
        secureHost.map { CertificateNames.check(channel, is: $0) }
          ?? channel.eventLoop.makeSucceededVoidFuture()
      }
    }
    settings.httpVersion = .http1Only
    // The library's own retries would be neither shown nor counted, and delay a refusal until the timeout.
    settings.connectionPool.retryConnectionEstablishment = false
    // Usual load balancers close after a minute: with less, a request rarely meets a dead connection.
    settings.connectionPool.idleTimeout = .seconds(50)
    // The deadline of the whole request decides, not the library's ten seconds for a connection.
    settings.timeout.connect = .nanoseconds(Int64((configuration.timeout + 1) * 1e9))
    settings.tracing.tracer = nil
    return settings
  }

  /// The system's certificates, or those of a file; full verification; no TLS that is known to be weak.
  private static func tls(
    _ configuration: ClientConfiguration
  ) throws(ConfigurationFault) -> TLSConfiguration? {
    guard configuration.baseURL.scheme == .https else { return nil }
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.minimumTLSVersion = .tlsv12
    if let path = configuration.caFile {
      tls.trustRoots = .certificates(try TrustedCertificates.load(path, variable: nil))
    } else if let path = configuration.environment["SSL_CERT_FILE"], !path.isEmpty {
      tls.trustRoots = .certificates(try TrustedCertificates.load(path, variable: "SSL_CERT_FILE"))
    }
    return tls
  }
}

/// Collects one answer up to a limit, and reports when the request was really sent: a refused connection costs no call.
final class AnswerCollector: HTTPClientResponseDelegate {
  struct TooLarge: Error {}

  private struct State {
    var sent: ContinuousClock.Instant?
    var head: HTTPResponseHead?
    var body: [UInt8] = []
  }

  private let longestBody: Int
  private let whenSent: @Sendable () -> Void
  private let state = Mutex(State())

  init(longestBody: Int, whenSent: @escaping @Sendable () -> Void) {
    self.longestBody = longestBody
    self.whenSent = whenSent
  }

  /// Known from the head on, even if the rest never arrives.
  var traceID: String? { state.withLock { $0.head?.headers.first(name: "traceid") } }
  var wasSent: Bool { state.withLock { $0.sent != nil } }

  func didSendRequestHead(task: HTTPClient.Task<HTTPAnswer>, _ head: HTTPRequestHead) {
    state.withLock { $0.sent = .now }
    whenSent()
  }

  func didReceiveHead(task: HTTPClient.Task<HTTPAnswer>, _ head: HTTPResponseHead) -> EventLoopFuture<Void> {
    let announced = head.headers.first(name: "content-length").flatMap(Int.init).map { max(0, $0) } ?? 0
    state.withLock { $0.head = head }
    guard announced <= longestBody else { return task.eventLoop.makeFailedFuture(TooLarge()) }
    state.withLock { $0.body.reserveCapacity(announced) }
    return task.eventLoop.makeSucceededVoidFuture()
  }

  func didReceiveBodyPart(task: HTTPClient.Task<HTTPAnswer>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
    let fits = state.withLock { state in
      guard state.body.count + buffer.readableBytes <= longestBody else { return false }
      state.body.append(contentsOf: buffer.readableBytesView)
      return true
    }
    return fits ? task.eventLoop.makeSucceededVoidFuture() : task.eventLoop.makeFailedFuture(TooLarge())
  }

  func didFinishRequest(task: HTTPClient.Task<HTTPAnswer>) throws -> HTTPAnswer {
    try state.withLock { state in
      guard let head = state.head else { throw HTTPClientError.remoteConnectionClosed }
      let body = state.body
      state.body = []
      return HTTPAnswer(
        status: Int(head.status.code), headers: head.headers, body: Self.withoutSlack(body),
        milliseconds: state.sent.map { Int((ContinuousClock.now - $0) / .milliseconds(1)) } ?? 0)
    }
  }

  /// Growing by chunks leaves up to half of the buffer unused, and rows keep it for long.
  private static func withoutSlack(_ body: [UInt8]) -> [UInt8] {
    guard body.capacity - body.count > max(4096, body.count / 16) else { return body }
    return [UInt8](unsafeUninitializedCapacity: body.count) { buffer, count in
      count = buffer.initialize(fromContentsOf: body)
    }
  }
}

struct HTTPAnswer: Sendable {
  var status: Int
  var headers: HTTPHeaders
  /// Without unused capacity: the rows of a page keep it.
  var body: [UInt8]
  /// From sending the head of the request to the last byte of the body.
  var milliseconds: Int

  /// The server named neither a length nor chunks: the body ends where the connection does, whole or not.
  var endsWithConnection: Bool {
    !headers.contains(name: "content-length") && !headers.contains(name: "transfer-encoding")
  }
}

/// The HTTP library takes `HTTP/1.1 099` for a preliminary head and traps at the body: this refuses it.
final class ResponseHeadCheck: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias InboundOut = HTTPClientResponsePart

  /// The status as it was sent, `99` for `099`; nil for parts without a head.
  struct UnusableAnswer: Error {
    let status: Int?
  }

  private enum State {
    case waitingForHead, inBody, refused
  }

  private var state = State.waitingForHead

  static func add(to channel: any Channel) throws {
    let pipeline = channel.pipeline.syncOperations
    let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
    try pipeline.addHandler(ResponseHeadCheck(), position: .after(parser))
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch (unwrapInboundIn(data), state) {
    case (_, .refused): return
    case (.head(let head), .waitingForHead) where 200..<1000 ~= head.status.code: state = .inBody
    // 100 Continue and 103 Early Hints come before the real head. 101 was not requested.
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
