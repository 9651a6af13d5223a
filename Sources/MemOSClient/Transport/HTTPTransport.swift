import AsyncHTTPClient
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
  /// `proxy:3128`: where connections go that do not go to the service itself.
  private let proxy: String?

  init(_ configuration: ClientConfiguration) throws(ConfigurationFault) {
    let seconds = configuration.timeout
    guard seconds > 0, seconds < 1e6 else { throw .unusableTimeout(seconds) }
    timeout = seconds
    longestBody = configuration.longestBody
    let settings = try Self.settings(configuration)
    proxy = settings.proxy.map { "\($0.host):\($0.port)" }
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
        peer: proxy ?? "\(request.host):\(request.port)", timeout: timeout, longestBody: longestBody)
      throw ServiceError(failure.reason(of: error), traceID: collector.traceID)
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
    _ configuration: ClientConfiguration
  ) throws(ConfigurationFault) -> HTTPClient.Configuration {
    var settings = HTTPClient.Configuration(redirectConfiguration: .disallow, decompression: .disabled)
    settings.tlsConfiguration = try tls(configuration)
    settings.proxy = try ProxySetting(to: configuration.baseURL, environment: configuration.environment)?
      .proxy
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

  /// nil leaves the library's defaults: the system's certificates, full verification.
  private static func tls(_ configuration: ClientConfiguration) throws(ConfigurationFault)
    -> TLSConfiguration?
  {
    let path = configuration.caFile ?? configuration.environment["SSL_CERT_FILE"] ?? ""
    guard configuration.baseURL.scheme == .https, !path.isEmpty else { return nil }
    do {
      let certificates = try NIOSSLCertificate.fromPEMFile(path)
      guard !certificates.isEmpty else {
        throw ConfigurationFault.unreadableCertificates(path: path, detail: "no certificate in it")
      }
      var tls = TLSConfiguration.makeClientConfiguration()
      tls.trustRoots = .certificates(certificates)
      return tls
    } catch let fault as ConfigurationFault {
      throw fault
    } catch {
      throw .unreadableCertificates(path: path, detail: "\(error)")
    }
  }
}
