/// Why a call failed: the facts, which TUI and the command line turn into sentences.
public struct ServiceError: Error, Sendable, Hashable {
  public enum Reason: Sendable, Hashable {
    case refused(host: String)
    case unknownHost(String)
    case timedOut(seconds: Double)
    case connectionLost(detail: String)  // Before the answer was complete
    case tls(TLSFault, host: String)  // No secure connection to the host, `memos.test:443`; nothing was sent
    case proxy(ProxyFault, at: Proxy)
    case redirected(status: Int, location: String?)  // Redirects are not followed
    case status(Int, message: String?)  // An HTTP status without a body code
    case service(code: Int, message: String?, status: Int)  // The `code` of the body, with any HTTP status
    /// A `code` that is not an integer, `ERR_X`, with a good HTTP status.
    case namedFailure(code: String, message: String?)
    case noMemory  // A good answer by id without a memory
    case notJSON(status: Int, beginning: String)  // The body is not JSON but begins with this text
    case unexpectedAnswer(detail: String)  // JSON, but not an answer of this contract
    case unsuccessful(message: String?)  // `"success":false` without a code
    case notUnderstood(AnswerFinding, message: String?)  // A good code, but no memories
    case tooLarge(limit: Int)  // In bytes
    /// The detail is a sentence of memtui or empty: texts of libraries go to the log.
    case other(detail: String)
  }

  public enum TLSFault: Sendable, Hashable {
    case untrustedIssuer  // No trusted authority signed the certificate
    case selfSigned
    case expired(Timestamp)
    case notYetValid(Timestamp)
    case wrongPurpose  // The certificate is not for servers but for clients, mail or an authority
    /// The certificate is for other hosts: `example.org`, `*.example.org`, `127.0.0.1`.
    case otherName(names: [String])
    case certificateRefused  // For an unknown reason
    case notTLS  // The port answers without TLS
    case closed  // During the handshake
    case version  // No TLS version in common
    case refusedByServer  // No cipher in common, or another parameter that the server did not accept
    case wantsClientCertificate, other
  }

  public struct Proxy: Sendable, Hashable {
    public var authority: String  // `proxy.example:3128`; never with a user name or a password
    public var variable: String  // The variable that it is from: `HTTPS_PROXY`
    public var target: String  // The service: `memos.test:443`

    public init(authority: String, variable: String, target: String) {
      self.authority = authority
      self.variable = variable
      self.target = target
    }
  }

  public enum ProxyFault: Sendable, Hashable {
    case refused, unknownHost
    case requiresLogin  // Answered 407
    case declined(status: Int?)  // Answered with another HTTP status; nil if unknown
    case closed  // Closed the connection without the answer of a proxy
    case notAProxy
    case timedOut(seconds: Double)
    case other
  }

  public var reason: Reason
  public var traceID: String?  // The `traceid` header, which support asks for
  public var retryAfter: Double?  // Seconds to wait before a retry, from the service
  /// The value for `--dialect`, if the answer looks like one of the other dialect.
  public var likelyDialect: String?

  public init(
    _ reason: Reason, traceID: String? = nil, retryAfter: Double? = nil, likelyDialect: String? = nil
  ) {
    self.reason = reason
    self.traceID = traceID
    self.retryAfter = retryAfter
    self.likelyDialect = likelyDialect
  }

  public var isUnknownMemory: Bool {
    switch reason {
    case .noMemory, .service(40_001, _, _): true
    default: false
    }
  }
}
