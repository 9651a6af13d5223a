import AsyncHTTPClient
import Logging
import MemoryModel
import NIOCore
import NIOPosix
import NIOSSL

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
