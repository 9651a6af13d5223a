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

/// Why no client can be made of a configuration.
public enum ConfigurationFault: Error, Sendable, Hashable {
  /// The key holds characters that a header cannot carry: a line break, a space, another script.
  case unusableKey
  /// Seconds that are not above zero.
  case unusableTimeout(Double)
  /// The file named by `ca_file` (nil) or by a variable, `SSL_CERT_FILE`.
  case certificates(path: String, variable: String?, CertificatesFault)
  /// The variable whose value is not a supported proxy URL: `http://host:port` and `socks5://host:port` are.
  case unusableProxy(variable: String)
}

/// Why a file holds no certificates that can be trusted.
public enum CertificatesFault: Error, Sendable, Hashable {
  /// The system's error number.
  case unreadable(Int32)
  case isDirectory
  /// `is a named pipe, not a file`
  case notAFile(String)
  case empty
  case tooLarge
  /// No `-----BEGIN CERTIFICATE-----` in it.
  case notPEM
  /// Binary certificates: DER.
  case binary
  /// PEM, but only of something else, such as a private key.
  case noCertificate
  /// A certificate in it that cannot be read.
  case damaged
}

/// A text that must not be seen: printing, dumping and interpolating it give `•••`.
public struct Secret: Sendable, Hashable {
  private let text: String

  public init(_ text: String) {
    self.text = text
  }

  /// For the places that send it or compare with it.
  public func reveal() -> String { text }

  public var isEmpty: Bool { text.isEmpty }

  static let mask = "•••"
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { Self.mask }
  public var debugDescription: String { Self.mask }
  public var customMirror: Mirror { Mirror(Self.mask, children: []) }
}
