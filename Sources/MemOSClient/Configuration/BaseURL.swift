import NIOCore

/// Where the service lives: `https://memos.memtensor.cn/api/openmem/v1`, to which `get/memory` is appended.
///
/// Only plain ASCII URLs pass, so that the host that is checked here is the host that the HTTP library connects to.
public struct BaseURL: Sendable, Hashable {
  public enum Scheme: String, Sendable, Hashable {
    case http
    case https

    var standardPort: Int { self == .http ? 80 : 443 }
  }

  public enum Fault: Error, Sendable, Hashable {
    case notAURL
    /// `ftp`; anything but `http` and `https`.
    case unsupportedScheme(String)
    /// The key would travel in the clear to a host that is not this machine.
    case insecureHTTP(host: String)
    case hasUserInfo
    case hasQuery
    case hasFragment
  }

  public let scheme: Scheme
  /// In lower case, an IPv6 address without its brackets.
  public let host: String
  /// 1…65535.
  public let port: Int
  /// `/api/openmem/v1`; empty for the root. No slash at the end.
  public let path: String

  public init(_ text: String, allowInsecureHTTP: Bool = false) throws(Fault) {
    let parts = try URLParts(text)
    guard let scheme = Scheme(rawValue: parts.scheme) else { throw .unsupportedScheme(parts.scheme) }
    self.scheme = scheme
    host = parts.host
    port = parts.port ?? scheme.standardPort
    path = parts.path
    guard scheme == .https || allowInsecureHTTP || isLoopback else { throw .insecureHTTP(host: host) }
  }

  /// 127.0.0.0/8, ::1 and the name localhost. Numbers are read as the socket layer reads them: `127.1` is a name.
  public var isLoopback: Bool {
    if host == "localhost" { return true }
    guard let address = try? SocketAddress(ipAddress: host, port: 0) else { return false }
    return switch address {
    case .v4: host.hasPrefix("127.")
    case .v6: address == (try? SocketAddress(ipAddress: "::1", port: 0))
    case .unixDomainSocket: false
    }
  }

  /// `memos.memtensor.cn`, `127.0.0.1:8787`, `[::1]:8787`: the port only where it is not the scheme's own.
  public var authority: String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port == scheme.standardPort ? name : "\(name):\(port)"
  }

  /// `get/memory` gives `https://memos.memtensor.cn/api/openmem/v1/get/memory`.
  public func appending(_ relativePath: String) -> String {
    "\(scheme.rawValue)://\(authority)\(path)/\(relativePath)"
  }
}

extension BaseURL: CustomStringConvertible {
  public var description: String { "\(scheme.rawValue)://\(authority)\(path)" }
}
