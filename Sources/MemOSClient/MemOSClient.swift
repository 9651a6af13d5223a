import AsyncHTTPClient
import FoundationEssentials
import Logging
import MemoryModel
import NIOHTTP1

/// Asks the service for pages and memories. Owns its connections until ``shutdown()``, which must be called.
public final class MemOSClient: Sendable {
  private let transport: HTTPTransport
  private let api: any ServiceAPI
  private let dialect: Dialect
  private let retry: RetryPolicy
  private let redaction: Redaction
  /// Of times in records that name no zone.
  public let serverZone: ServerZone
  private let logger: Logger?

  public init(_ configuration: ClientConfiguration, logger: Logger? = nil) throws(ConfigurationFault) {
    let maker = try RequestMaker(configuration)
    api =
      switch configuration.dialect {
      case .cloud: CloudAPI(maker: maker)
      case .selfHosted(let cube): SelfHostedAPI(maker: maker, cube: cube)
      }
    dialect = configuration.dialect
    transport = try HTTPTransport(configuration, logger: logger)
    retry = configuration.retry
    redaction = Redaction(key: configuration.key)
    serverZone = configuration.serverZone
    self.logger = logger
  }

  /// One page, tried again as ``RetryPolicy`` says. `report` is called from other threads, in order.
  ///
  /// Throws ``ServiceError``, or `CancellationError` when the task was cancelled, which closes the connection.
  @concurrent
  public func page(
    _ request: PageRequest, depth: ReadingDepth = .list,
    report: @Sendable @escaping (CallReport) -> Void = { _ in }
  ) async throws -> PageAnswer {
    try await call(try api.page(request), report: report) { reader, milliseconds throws(ServiceError) in
      PageAnswer(page: try reader.page(depth), traceID: reader.traceID, milliseconds: milliseconds)
    }
  }

  /// One memory by its id. Throws as ``page(_:report:)`` does; an unknown id is ``ServiceError.saysNoSuchMemory``.
  @concurrent
  public func memory(
    id: String, report: @Sendable @escaping (CallReport) -> Void = { _ in }
  ) async throws -> RecordAnswer {
    try await call(try api.memory(id: id), report: report) {
      reader, milliseconds throws(ServiceError) in
      let (record, source) = try reader.record(id: id)
      return RecordAnswer(record: record, source: source, traceID: reader.traceID, milliseconds: milliseconds)
    }
  }

  /// Closes what is open; requests under way fail. Calling it again does nothing.
  public func shutdown() async {
    await transport.shutdown()
  }

  private func call<Answer>(
    _ request: HTTPClient.Request, report: @Sendable @escaping (CallReport) -> Void,
    read: (AnswerReader, Int) throws(ServiceError) -> Answer
  ) async throws -> Answer {
    var retries = 0
    while true {
      do {
        let answer = try await transport.answer(to: request) { report(.sent) }
        report(.answered(milliseconds: answer.milliseconds))
        log(request, answer)
        let reader = AnswerReader(
          answer: answer, dialect: dialect, redaction: redaction, now: .now, zone: serverZone)
        return try read(reader, answer.milliseconds)
      } catch let error as ServiceError {
        // An answer that nobody waits for is not read to its end.
        try Task.checkCancellation()
        let error = redaction.clean(error)
        logger?.info(
          "failed", metadata: ["path": "\(request.url.path)", "reason": "\(Self.kind(of: error.reason))"])
        guard let seconds = retry.delay(after: error, retries: retries) else { throw error }
        retries += 1
        report(.retrying(error, seconds: seconds, attempt: retries, of: retry.delays.count))
        try await retry.pause(seconds)
      }
    }
  }

  private func log(_ request: HTTPClient.Request, _ answer: HTTPAnswer) {
    logger?.info(
      "answered",
      metadata: [
        "method": "\(request.method.rawValue)", "path": "\(request.url.path)", "status": "\(answer.status)",
        "milliseconds": "\(answer.milliseconds)", "bytes": "\(answer.body.count)",
      ])
  }

  /// The names in a certificate are words of a stranger.
  private static func kind(of fault: ServiceError.TLSFault) -> String {
    if case .otherName = fault { "otherName" } else { "\(fault)" }
  }

  /// The name of the case: a log holds no words of the service, which may be anything.
  private static func kind(of reason: ServiceError.Reason) -> String {
    switch reason {
    case .refused: "refused"
    case .unknownHost: "unknownHost"
    case .timedOut: "timedOut"
    case .connectionLost: "connectionLost"
    case .tls(let fault, _): "TLS: \(kind(of: fault))"
    case .proxy(let fault, let proxy): "proxy \(proxy.authority): \(fault)"
    case .redirected(let status, _): "redirected \(status)"
    case .status(let status, _): "status \(status)"
    case .service(let code, _, let status): "code \(code), status \(status)"
    case .namedFailure: "a code that is no number"
    case .noMemory: "no memory with this id"
    case .notJSON(let status, _): "notJSON, status \(status)"
    case .unexpectedAnswer: "unexpectedAnswer"
    case .unsuccessful: "unsuccessful"
    case .notUnderstood: "notUnderstood"
    case .tooLarge: "tooLarge"
    case .other: "other"
    }
  }
}

extension Timestamp {
  static var now: Timestamp {
    Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
  }
}

/// One way of asking: what goes where. What comes back is read alike, see ``AnswerReader``.
protocol ServiceAPI: Sendable {
  func page(_ request: PageRequest) throws(ServiceError) -> HTTPClient.Request
  func memory(id: String) throws(ServiceError) -> HTTPClient.Request
}

/// A page and how it came.
public struct PageAnswer: Sendable {
  public var page: MemoryPage
  /// The header `traceid`.
  public var traceID: String?
  /// From the request going out to the last byte, of the call that succeeded.
  public var milliseconds: Int
}

/// One memory that was asked for by its id, and how it came.
public struct RecordAnswer: Sendable {
  public var record: JSONObject
  /// The same, byte for byte.
  public var source: MemorySource
  public var traceID: String?
  public var milliseconds: Int
}

/// The service's own dialect: `POST {base}/get/memory` and `GET {base}/get/memory/{id}`.
struct CloudAPI: ServiceAPI {
  let maker: RequestMaker

  func page(_ request: PageRequest) throws(ServiceError) -> HTTPClient.Request {
    try maker.request(.POST, Dialect.cloud.pagePath, body: request.body(in: .cloud))
  }

  func memory(id: String) throws(ServiceError) -> HTTPClient.Request {
    guard !id.isEmpty else { throw ServiceError(.other(detail: "the id is empty")) }
    return try maker.request(.GET, "get/memory/" + RequestMaker.percentEncoded(id))
  }
}

/// The open-source server's dialect: `POST {base}/product/get_memory`, and by id `GET {base}/product/get_memory/{id}`,
/// which api.md does not list and MemoryOS 2.0.33 answers. It ignores `Authorization`, which a gateway in
/// front of it may want.
struct SelfHostedAPI: ServiceAPI {
  let maker: RequestMaker
  /// nil: the cube that goes by the user's name.
  let cube: String?

  func page(_ request: PageRequest) throws(ServiceError) -> HTTPClient.Request {
    if case .agent = request.subject {
      throw ServiceError(.other(detail: "a self-hosted server keeps memories of users, not of agents"))
    }
    // An empty cube without a user would bring the memories of everyone.
    guard !(cube ?? request.subject.id).isEmpty else {
      throw ServiceError(.other(detail: "the cube has no name"))
    }
    let dialect = Dialect.selfHosted(cube: cube)
    return try maker.request(.POST, dialect.pagePath, body: request.body(in: dialect))
  }

  func memory(id: String) throws(ServiceError) -> HTTPClient.Request {
    guard !id.isEmpty else { throw ServiceError(.other(detail: "the id is empty")) }
    return try maker.request(.GET, "product/get_memory/" + RequestMaker.percentEncoded(id))
  }
}

/// Requests to one service, with its key where there is one.
struct RequestMaker: Sendable {
  private let baseURL: BaseURL
  private let key: Secret?
  private let userAgent: String

  init(_ configuration: ClientConfiguration) throws(ConfigurationFault) {
    baseURL = configuration.baseURL
    userAgent = configuration.userAgent
    key = configuration.key.flatMap { $0.isEmpty ? nil : $0 }
    guard key?.reveal().utf8.allSatisfy({ 0x21...0x7E ~= $0 }) != false else { throw .unusableKey }
  }

  func request(
    _ method: HTTPMethod, _ path: String, body: [UInt8]? = nil
  ) throws(ServiceError) -> HTTPClient.Request {
    var headers: HTTPHeaders = [
      "Accept": "application/json", "Content-Type": "application/json", "User-Agent": userAgent,
    ]
    if let key { headers.add(name: "Authorization", value: "Token \(key.reveal())") }
    do {
      return try HTTPClient.Request(
        url: baseURL.appending(path), method: method, headers: headers, body: body.map { .bytes($0) })
    } catch {
      throw ServiceError(.other(detail: "the base URL cannot be used"))
    }
  }

  /// `a/b%` gives `a%2Fb%25`; a dot alone is a path of its own, so `..` gives `%2E%2E`.
  static func percentEncoded(_ id: String) -> String {
    let isDots = id == "." || id == ".."
    var encoded = ""
    for byte in id.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: ".") where !isDots:
        encoded += "."
      default:
        encoded += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }
}
