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
