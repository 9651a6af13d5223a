import AsyncHTTPClient
import Logging
import MemoryModel
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// One request, one answer. Follows no redirect, tries nothing twice, verifies certificates, gives up at the deadline.
final class HTTPTransport: Sendable {
  /// One thread for all clients of the process, started by the first and never stopped: a request that comes after its
  /// client's shutdown is refused by a loop that still runs, and on one that has stopped it would wait for ever.
  private static let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

  private let client: HTTPClient
  private let timeout: Double
  private let longestBody: Int
  private let baseURL: BaseURL
  /// Where connections go that do not go to the service itself.
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

  /// `whenSent` is called when the request goes out, never for a connection that did not come about. Throws
  /// ``ServiceError``, or `CancellationError` after the socket was closed.
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
        service: service, proxy: proxySetting, wasSent: collector.wasSent, timeout: timeout,
        longestBody: longestBody)
      logger?.info(
        "connection failed",
        metadata: ["error": "\(redaction.clean("\(type(of: error)): \(error)", limit: 500))"])
      let reason = await explained(failure.reason(of: error))
      try Task.checkCancellation()
      throw ServiceError(reason, traceID: collector.traceID)
    }
  }

  /// `memos.test:443`, `[::1]:8787`.
  private var service: String {
    "\(baseURL.host.contains(":") ? "[\(baseURL.host)]" : baseURL.host):\(baseURL.port)"
  }

  private var proxySetting: ServiceError.Proxy? {
    proxy.map { .init(authority: $0.authority, variable: $0.variable, target: service) }
  }

  /// Which certificate was refused, and how a proxy answered, the libraries do not tell.
  private func explained(_ reason: ServiceError.Reason) async -> ServiceError.Reason {
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
    default:
      return reason
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
    // The library's own second attempts would neither be seen nor counted, and make a refusal last until the timeout.
    settings.connectionPool.retryConnectionEstablishment = false
    // Below the minute after which usual load balancers close, so that a request rarely meets a dead connection.
    settings.connectionPool.idleTimeout = .seconds(50)
    // The deadline of the whole request decides, not the library's ten seconds for a connection.
    settings.timeout.connect = .nanoseconds(Int64((configuration.timeout + 1) * 1e9))
    settings.tracing.tracer = nil
    return settings
  }

  /// The system's certificates, or those of a file; full verification; no TLS that is known to be weak.
  private static func tls(_ configuration: ClientConfiguration) throws(ConfigurationFault)
    -> TLSConfiguration?
  {
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

/// Collects one answer up to a limit, and says when the request has really gone out: a connection that was refused has
/// cost nobody a call.
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

  /// Known once the head is here, also when the rest never comes.
  var traceID: String? {
    state.withLock { $0.head?.headers.first(name: "traceid") }
  }

  /// The request went out, whole or in part.
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
        milliseconds: Self.milliseconds(since: state.sent))
    }
  }

  /// Chunks of unknown number leave up to half of the buffer unused, and rows keep it for long.
  private static func withoutSlack(_ body: [UInt8]) -> [UInt8] {
    guard body.capacity - body.count > max(4096, body.count / 16) else { return body }
    return [UInt8](unsafeUninitializedCapacity: body.count) { buffer, count in
      count = buffer.initialize(fromContentsOf: body)
    }
  }

  private static func milliseconds(since start: ContinuousClock.Instant?) -> Int {
    guard let start else { return 0 }
    return Int((ContinuousClock.now - start) / .milliseconds(1))
  }
}

/// A whole answer, good or not.
struct HTTPAnswer: Sendable {
  var status: Int
  var headers: HTTPHeaders
  /// One allocation without slack worth naming: the rows of a page keep it.
  var body: [UInt8]
  /// From the request's head going out to the last byte of the body.
  var milliseconds: Int

  /// The server named neither a length nor chunks: the body ends where the connection does, whole or not.
  var endsWithConnection: Bool {
    !headers.contains(name: "content-length") && !headers.contains(name: "transfer-encoding")
  }
}

/// Stands between the parser and the HTTP library, which ends the process when parts of an answer reach it in an order
/// that it does not expect. It takes a head of `HTTP/1.1 099` for one of a preliminary answer, which has no body, and
/// traps at the body that follows. Such an answer is refused here, and its connection is closed.
final class ResponseHeadCheck: ChannelInboundHandler {
  typealias InboundIn = HTTPClientResponsePart
  typealias InboundOut = HTTPClientResponsePart

  /// The status as it was sent, `99` for `099`; nil for parts without a head.
  struct UnusableAnswer: Error {
    let status: Int?
  }

  private enum State {
    case waitingForHead
    case inBody
    case refused
  }

  private var state = State.waitingForHead

  /// Puts the check behind the parser that turns bytes into heads and bodies.
  static func add(to channel: any Channel) throws {
    let pipeline = channel.pipeline.syncOperations
    let parser = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
    try pipeline.addHandler(ResponseHeadCheck(), position: .after(parser))
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch (unwrapInboundIn(data), state) {
    case (_, .refused): return
    case (.head(let head), .waitingForHead) where 200..<1000 ~= head.status.code: state = .inBody
    // 100 Continue and 103 Early Hints are heads alone; the real one follows. Nobody asked for 101.
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
