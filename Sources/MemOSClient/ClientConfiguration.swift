import MemoryModel

/// The settings of a client, which reads nothing from the system: the environment is a value too.
public struct ClientConfiguration: Sendable {
  public var baseURL: BaseURL
  public var dialect: Dialect
  /// If nil or empty, no `Authorization` header is sent, as for the demo service.
  public var key: Secret?
  /// Seconds for a whole answer, headers and body.
  public var timeout: Double
  /// PEM certificates that are trusted instead of the system's. Wins over `SSL_CERT_FILE`.
  public var caFile: String?
  /// For `HTTPS_PROXY`, `NO_PROXY` (also in lower case) and `SSL_CERT_FILE`.
  public var environment: [String: String]
  public var userAgent: String
  public var longestBody = 64 << 20
  public var retry = RetryPolicy()
  public var serverZone = ServerZone.utc

  public init(
    baseURL: BaseURL, dialect: Dialect = .cloud, key: Secret? = nil, timeout: Double = 30,
    caFile: String? = nil,
    environment: [String: String] = [:], userAgent: String = "memtui"
  ) {
    self.baseURL = baseURL
    self.dialect = dialect
    self.key = key
    self.timeout = timeout
    self.caFile = caFile
    self.environment = environment
    self.userAgent = userAgent
  }

  /// `proxy:3128`, without its password; nil where the service is reached directly.
  public func proxyAuthority() throws(ConfigurationFault) -> String? {
    try ProxySetting(to: baseURL, environment: environment)?.authority
  }
}

public enum ConfigurationFault: Error, Sendable, Hashable {
  /// The key contains characters that a header cannot carry: a line break, a space, another script.
  case unusableKey
  case unusableTimeout(Double)
  /// The file named by `ca_file` (nil) or by a variable, `SSL_CERT_FILE`.
  case certificates(path: String, variable: String?, CertificatesFault)
  /// The variable whose value is not a supported proxy URL: `http://host:port` and `socks5://host:port` are.
  case unusableProxy(variable: String)
}

public enum CertificatesFault: Error, Sendable, Hashable {
  case unreadable(Int32)
  /// `is a named pipe, not a file`
  case notAFile(String)
  case isDirectory, empty, tooLarge, notPEM, binary, damaged
  /// PEM, but only of something else, such as a private key.
  case noCertificate
}

/// Printing, dumping and interpolating it give `•••`.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  private let text: String

  public init(_ text: String) { self.text = text }

  public func reveal() -> String { text }

  public var isEmpty: Bool { text.isEmpty }

  static let mask = "•••"

  public var description: String { Self.mask }
  public var debugDescription: String { Self.mask }
  public var customMirror: Mirror { Mirror(Self.mask, children: []) }
}
