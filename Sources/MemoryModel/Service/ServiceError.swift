/// Why a call failed: the facts, which TUI and the command line turn into sentences.
public struct ServiceError: Error, Sendable, Hashable {
  public enum Reason: Sendable, Hashable {
    /// Nothing listens at the address.
    case refused(host: String)
    case unknownHost(String)
    case timedOut(seconds: Double)
    /// Before the answer was complete.
    case connectionLost(detail: String)
    /// No secure connection to the host, `memos.test:443`; nothing was sent.
    case tls(TLSFault, host: String)
    case proxy(ProxyFault, at: Proxy)
    /// Redirects are not followed.
    case redirected(status: Int, location: String?)
    /// An HTTP status without a body code.
    case status(Int, message: String?)
    /// The `code` of the body, with any HTTP status.
    case service(code: Int, message: String?, status: Int)
    /// A `code` that is not an integer, `ERR_X`, with a good HTTP status.
    case namedFailure(code: String, message: String?)
    /// A good answer by id without a memory.
    case noMemory
    /// The body is not JSON but begins with this text.
    case notJSON(status: Int, beginning: String)
    /// JSON, but not an answer of this contract.
    case unexpectedAnswer(detail: String)
    /// `"success":false` without a code.
    case unsuccessful(message: String?)
    /// A good code, but no memories.
    case notUnderstood(AnswerFinding, message: String?)
    /// In bytes.
    case tooLarge(limit: Int)
    /// The detail is a sentence of memtui or empty: texts of libraries go to the log.
    case other(detail: String)
  }

  public enum TLSFault: Sendable, Hashable {
    /// No trusted authority signed the certificate.
    case untrustedIssuer
    case selfSigned
    case expired(Timestamp)
    case notYetValid(Timestamp)
    /// The certificate is not for servers but for clients, mail or an authority.
    case wrongPurpose
    /// The certificate is for other hosts: `example.org`, `*.example.org`, `127.0.0.1`.
    case otherName(names: [String])
    /// For an unknown reason.
    case certificateRefused
    /// The port answers without TLS.
    case notTLS
    /// During the handshake.
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
    /// The variable that it is from: `HTTPS_PROXY`.
    public var variable: String
    /// The service: `memos.test:443`.
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
    /// Answered with another HTTP status; nil if unknown.
    case declined(status: Int?)
    /// Closed the connection without the answer of a proxy.
    case closed
    case notAProxy
    case timedOut(seconds: Double)
    case other
  }

  public var reason: Reason
  /// The `traceid` header, which support asks for.
  public var traceID: String?
  /// Seconds to wait before a retry, from the service.
  public var retryAfter: Double?
  /// The value for `--dialect`, if the answer looks like one of the other dialect.
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
  /// The service has no memory with the requested id.
  public var isUnknownMemory: Bool {
    switch reason {
    case .noMemory, .service(40_001, _, _): true
    default: false
    }
  }
}
