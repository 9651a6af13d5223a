/// Why no client can be made of a configuration.
public enum ConfigurationFault: Error, Sendable, Hashable {
  /// The key holds characters that a header cannot carry: a line break, a space, another script.
  case unusableKey
  /// Seconds that are not above zero.
  case unusableTimeout(Double)
  /// The file named by `ca_file` or `SSL_CERT_FILE`.
  case unreadableCertificates(path: String, detail: String)
  /// The variable whose value is no proxy that is spoken: `http://host:port` and `socks5://host:port` are.
  case unusableProxy(variable: String)
}
