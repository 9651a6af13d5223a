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
    /// No secure connection came about with the host, `memos.test:443`; nothing was sent.
    case tls(TLSFault, host: String)
    /// The proxy that a variable names did not lead to the service.
    case proxy(ProxyFault, at: Proxy)
    /// The service pointed elsewhere; it is not followed.
    case redirected(status: Int, location: String?)
    /// An HTTP status without a body code.
    case status(Int, message: String?)
    /// The body's own `code`, under whatever HTTP status.
    case service(code: Int, message: String?, status: Int)
    /// The body's own `code`, which is no integer: `ERR_X`. The HTTP status is a good one.
    case namedFailure(code: String, message: String?)
    /// A good answer by id that holds no memory.
    case noMemory
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
    /// Anything that has no case of its own. The detail is a plain sentence of this program or empty: what a library
    /// says is for the log.
    case other(detail: String)
  }

  /// What is wrong with the server's certificate or with TLS itself.
  public enum TLSFault: Sendable, Hashable {
    /// No authority that is trusted signed the certificate.
    case untrustedIssuer
    case selfSigned
    case expired(Timestamp)
    case notYetValid(Timestamp)
    /// The certificate is for clients, for signing mail or for an authority, not for a server.
    case wrongPurpose
    /// The certificate is for other hosts: `example.org`, `*.example.org`, `127.0.0.1`.
    case otherName(names: [String])
    /// The certificate was refused, and nothing more is known.
    case certificateRefused
    /// The port answers, but not in TLS.
    case notTLS
    /// The connection ended in the middle of the handshake.
    case closed
    /// No TLS version in common.
    case version
    /// No cipher in common, or another parameter that the server did not accept.
    case refusedByServer
    case wantsClientCertificate
    case other
  }

  public struct Proxy: Sendable, Hashable {
    /// `proxy.example:3128`; never with a user name or a password.
    public var authority: String
    /// `HTTPS_PROXY`: where it was set.
    public var variable: String
    /// `memos.test:443`: where it was to lead.
    public var target: String

    public init(authority: String, variable: String, target: String) {
      self.authority = authority
      self.variable = variable
      self.target = target
    }
  }

  public enum ProxyFault: Sendable, Hashable {
    case refused
    case unknownHost
    /// Answered 407.
    case requiresLogin
    /// Answered with another HTTP status; nil if it is not known which.
    case declined(status: Int?)
    /// Closed the connection without the answer of a proxy.
    case closed
    /// What came is not the answer of a proxy.
    case notAProxy
    case timedOut(seconds: Double)
    case other
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

extension ServiceError {
  /// The service does not know the memory that was asked for by its id.
  public var isUnknownMemory: Bool {
    switch reason {
    case .noMemory, .service(40_001, _, _): true
    default: false
    }
  }
}
