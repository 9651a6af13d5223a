import MemoryModel

/// What a client needs to know. Nothing is read from the surroundings: the environment is handed in.
public struct ClientConfiguration: Sendable {
  public var baseURL: BaseURL
  public var dialect: Dialect
  /// nil or empty: no `Authorization` header is sent, as for the demo service.
  public var key: Secret?
  /// Seconds for a whole answer, headers and body.
  public var timeout: Double
  /// PEM certificates that are trusted instead of the system's. Goes before `SSL_CERT_FILE`.
  public var caFile: String?
  /// `HTTPS_PROXY`, `NO_PROXY` (also in lower case) and `SSL_CERT_FILE` are looked up here.
  public var environment: [String: String]
  /// `memtui/1.0.0`.
  public var userAgent: String
  /// Bytes of an answer that are accepted.
  public var longestBody: Int
  public var retry: RetryPolicy
  /// Of times that name no zone.
  public var serverZone: ServerZone

  public static let standardTimeout = 30.0
  public static let standardLongestBody = 64 << 20

  public init(
    baseURL: BaseURL, dialect: Dialect = .cloud, key: Secret? = nil, timeout: Double = standardTimeout,
    caFile: String? = nil,
    environment: [String: String] = [:], userAgent: String = "memtui",
    longestBody: Int = standardLongestBody, retry: RetryPolicy = RetryPolicy(), serverZone: ServerZone = .utc
  ) {
    self.baseURL = baseURL
    self.dialect = dialect
    self.key = key
    self.timeout = timeout
    self.caFile = caFile
    self.environment = environment
    self.userAgent = userAgent
    self.longestBody = longestBody
    self.retry = retry
    self.serverZone = serverZone
  }
}

extension ClientConfiguration {
  /// `proxy:3128`, without its password; nil where the service is reached directly.
  public func proxyAuthority() throws(ConfigurationFault) -> String? {
    try ProxySetting(to: baseURL, environment: environment)?.authority
  }
}
