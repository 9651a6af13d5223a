/// Why a call brought no page: the facts. TUI and the command line turn them into sentences.
public struct ServiceError: Error, Sendable, Hashable {
  public enum Reason: Sendable, Hashable {
    /// Nothing listens at the address.
    case refused(host: String)
    case unknownHost(String)
    /// No complete answer within the limit, in seconds.
    case timedOut(seconds: Double)
    /// The connection broke before the answer was whole.
    case connectionLost(detail: String)
    /// The certificate or the TLS handshake was not good.
    case notTrusted(detail: String)
    /// The service pointed elsewhere; it is not followed.
    case redirected(status: Int, location: String?)
    /// An HTTP status without a body code.
    case status(Int, message: String?)
    /// The body's own `code`, under whatever HTTP status.
    case service(code: Int, message: String?, status: Int)
    /// The body is not JSON; the first bytes of it as text.
    case notJSON(status: Int, beginning: String)
    /// JSON, but not an answer of this contract.
    case unexpectedAnswer(detail: String)
    /// `"success":false`, without a code that says why.
    case unsuccessful(message: String?)
    /// A good code, but no memories: the message is the service's.
    case notUnderstood(AnswerFinding, message: String?)
    /// The body is over the limit, in bytes.
    case tooLarge(limit: Int)
    /// Anything that the HTTP library reports and that has no case of its own.
    case other(detail: String)
  }

  public var reason: Reason
  /// The `traceid` header: support asks for it.
  public var traceID: String?
  /// What the service asked to wait before trying again, in seconds.
  public var retryAfter: Double?
  /// The answer looks like one of a service of the other dialect: its name, as `--dialect` takes it.
  public var likelyDialect: String?

  public init(
    _ reason: Reason, traceID: String? = nil, retryAfter: Double? = nil, likelyDialect: String? = nil
  ) {
    self.likelyDialect = likelyDialect
    self.reason = reason
    self.traceID = traceID
    self.retryAfter = retryAfter
  }
}
