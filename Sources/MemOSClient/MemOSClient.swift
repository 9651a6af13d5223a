import AsyncHTTPClient
import Glibc
import Logging
import MemoryModel
import NIOHTTP1

/// Loads pages and memories from the service. Owns its connections until ``shutdown()``, which must be called.
public final class MemOSClient: Sendable {
  private let transport: HTTPTransport
  private let requests: RequestMaker
  private let dialect: Dialect
  private let retry: RetryPolicy
  private let redaction: Redaction
  public let serverZone: ServerZone
  /// Whether requests stay on the loopback interface.
  public let isOnThisMachine: Bool
  private let logger: Logger?

  public init(_ configuration: ClientConfiguration, logger: Logger? = nil) throws(ConfigurationFault) {
    requests = try RequestMaker(configuration)
    dialect = configuration.dialect
    transport = try HTTPTransport(configuration, logger: logger)
    retry = configuration.retry
    redaction = Redaction(key: configuration.key)
    serverZone = configuration.serverZone
    isOnThisMachine = configuration.baseURL.isLoopback
    self.logger = logger
  }

  /// One page, retried as ``RetryPolicy`` says. `report` is called from other threads, in order.
  /// Throws ``ServiceError``, or `CancellationError` for a cancelled task, which closes the connection.
  @concurrent
  public func page(
    _ request: PageRequest, depth: ReadingDepth = .list,
    report: @Sendable @escaping (CallReport) -> Void = { _ in }
  ) async throws -> PageAnswer {
    try await call(try requests.page(request), report: report) { reader, milliseconds throws(ServiceError) in
      PageAnswer(page: try reader.page(depth), traceID: reader.traceID, milliseconds: milliseconds)
    }
  }

  /// One memory by its id. Throws as ``page(_:depth:report:)`` does; see ``ServiceError/isUnknownMemory``.
  @concurrent
  public func memory(
    id: String, report: @Sendable @escaping (CallReport) -> Void = { _ in }
  ) async throws -> RecordAnswer {
    try await call(try requests.memory(id: id), report: report) { reader, _ throws(ServiceError) in
      try reader.record(id: id)
    }
  }

  public func shutdown() async { await transport.shutdown() }

  private func call<Answer>(
    _ request: ServiceRequest, report: @Sendable @escaping (CallReport) -> Void,
    read: (AnswerReader, Int) throws(ServiceError) -> Answer
  ) async throws -> Answer {
    var retries = 0
    while true {
      do {
        let answer = try await transport.answer(to: request.http) { report(.sent) }
        report(.answered(milliseconds: answer.milliseconds))
        logger?.info(
          "answered",
          metadata: [
            "method": "\(request.http.method.rawValue)", "path": "\(request.path)",
            "status": "\(answer.status)",
            "milliseconds": "\(answer.milliseconds)", "bytes": "\(answer.body.count)",
          ])
        let reader = AnswerReader(
          answer: answer, dialect: dialect, redaction: redaction, now: .now, zone: serverZone)
        return try read(reader, answer.milliseconds)
      } catch let error as ServiceError {
        // Decoding ends early when the task is cancelled.
        try Task.checkCancellation()
        let error = redaction.clean(error)
        logger?.info(
          "failed", metadata: ["path": "\(request.path)", "reason": "\(Self.kind(of: error.reason))"])
        guard let seconds = retry.delay(after: error, retries: retries) else { throw error }
        retries += 1
        report(.retrying(error, seconds: seconds, attempt: retries, of: retry.delays.count))
        try await retry.pause(seconds)
      }
    }
  }

  /// The name of the case. The log holds nothing that the service, or a certificate, has written.
  private static func kind(of reason: ServiceError.Reason) -> String {
    switch reason {
    case .tls(.otherName, _): "TLS: otherName"
    case .tls(let fault, _): "TLS: \(fault)"
    case .proxy(let fault, let proxy): "proxy \(proxy.authority): \(fault)"
    case .redirected(let status, _): "redirected \(status)"
    case .status(let status, _): "status \(status)"
    case .service(let code, _, let status): "code \(code), status \(status)"
    case .namedFailure: "a code that is no number"
    case .noMemory: "no memory with this id"
    case .notJSON(let status, _): "notJSON, status \(status)"
    default: Mirror(reflecting: reason).children.first?.label ?? ""
    }
  }
}

extension Timestamp {
  static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
  }
}

public struct PageAnswer: Sendable {
  public var page: MemoryPage
  public var traceID: String?
  public var milliseconds: Int
}

public struct RecordAnswer: Sendable {
  public var record: JSONObject
  public var source: MemorySource
}

struct ServiceRequest {
  let http: HTTPClient.Request
  let path: String
}

/// Makes the requests to one service. No document lists `GET product/get_memory/{id}`, but MemoryOS
/// 2.0.33 answers it. That server ignores `Authorization`, but a gateway in front of it may need it.
struct RequestMaker: Sendable {
  private let baseURL: BaseURL
  private let dialect: Dialect
  private let key: Secret?
  private let userAgent: String

  init(_ configuration: ClientConfiguration) throws(ConfigurationFault) {
    baseURL = configuration.baseURL
    dialect = configuration.dialect
    userAgent = configuration.userAgent
    key = configuration.key.flatMap { $0.isEmpty ? nil : $0 }
    guard key?.reveal().utf8.allSatisfy({ 0x21...0x7E ~= $0 }) != false else { throw .unusableKey }
  }

  func page(_ page: PageRequest) throws(ServiceError) -> ServiceRequest {
    if case .selfHosted(let cube) = dialect {
      if case .agent = page.subject {
        throw ServiceError(.other(detail: "a self-hosted server keeps memories of users, not of agents"))
      }
      // An empty cube without a user would return everyone's memories.
      guard !(cube ?? page.subject.id).isEmpty else {
        throw ServiceError(.other(detail: "the cube has no name"))
      }
    }
    return try request(.POST, dialect.pagePath, body: page.body(in: dialect))
  }

  func memory(id: String) throws(ServiceError) -> ServiceRequest {
    guard !id.isEmpty else { throw ServiceError(.other(detail: "the id is empty")) }
    return try request(.GET, "\(dialect.pagePath)/\(Self.percentEncoded(id))")
  }

  private func request(
    _ method: HTTPMethod, _ path: String, body: [UInt8]? = nil
  ) throws(ServiceError) -> ServiceRequest {
    var headers: HTTPHeaders = [
      "Accept": "application/json", "Content-Type": "application/json", "User-Agent": userAgent,
    ]
    if let key { headers.add(name: "Authorization", value: "Token \(key.reveal())") }
    do {
      let http = try HTTPClient.Request(
        url: baseURL.appending(path), method: method, headers: headers, body: body.map { .bytes($0) })
      return ServiceRequest(http: http, path: "\(baseURL.path)/\(path)")
    } catch {
      throw ServiceError(.other(detail: "the base URL cannot be used"))
    }
  }

  /// `a/b%` gives `a%2Fb%25`; a dot alone is a path of its own, so `..` gives `%2E%2E`.
  private static func percentEncoded(_ id: String) -> String {
    let isDots = id == "." || id == ".."
    var encoded = ""
    for byte in id.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: ".") where !isDots: encoded += "."
      default: encoded += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }
}
