import NIOCore

/// A URL taken apart, refusing everything that two parsers might read in two ways: spaces, backslashes, other scripts,
/// user names, dot segments, empty segments.
struct URLParts {
  let scheme: String
  let host: String
  let port: Int?
  let path: String

  init(_ text: String) throws(BaseURL.Fault) {
    guard text.utf8.allSatisfy({ 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "\\") }),
      let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://")
    else { throw .notAURL }
    scheme = text[..<colon].lowercased()
    let isSchemeName = scheme.utf8.allSatisfy {
      0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || "+-.".utf8.contains($0)
    }
    guard scheme.first?.isLetter == true, isSchemeName else { throw .notAURL }
    let rest = text[colon...].dropFirst(3)
    if rest.contains("#") { throw .hasFragment }
    if rest.contains("?") { throw .hasQuery }
    let authority = rest.prefix { $0 != "/" }
    if authority.contains("@") { throw .hasUserInfo }
    (host, port) = try Self.hostAndPort(authority)
    path = try Self.path(rest.dropFirst(authority.count))
  }

  private static func hostAndPort(_ authority: Substring) throws(BaseURL.Fault) -> (String, Int?) {
    var host = authority
    var port: Substring?
    if authority.first == "[" {
      guard let close = authority.firstIndex(of: "]") else { throw .notAURL }
      host = authority[..<close].dropFirst()
      let rest = authority[close...].dropFirst()
      guard rest.isEmpty || rest.first == ":" else { throw .notAURL }
      if !rest.isEmpty { port = rest.dropFirst() }
      guard host.contains(":"), (try? SocketAddress(ipAddress: String(host), port: 0)) != nil else {
        throw .notAURL
      }
    } else {
      if let colon = authority.firstIndex(of: ":") {
        host = authority[..<colon]
        port = authority[colon...].dropFirst()
      }
      let labels = host.split(separator: ".", omittingEmptySubsequences: false)
      let areNames = labels.allSatisfy { label in
        !label.isEmpty && label.first != "-"
          && label.utf8.allSatisfy {
            "abcdefghijklmnopqrstuvwxyz0123456789-_".utf8.contains($0 | 0x20) || $0 == 0x5F
          }
      }
      guard areNames else { throw .notAURL }
    }
    guard let port else { return (host.lowercased(), nil) }
    guard port.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let number = Int(port), 1...65535 ~= number
    else { throw .notAURL }
    return (host.lowercased(), number)
  }

  /// One slash at the end is dropped.
  private static func path(_ text: Substring) throws(BaseURL.Fault) -> String {
    let trimmed = text.hasSuffix("/") ? text.dropLast() : text
    guard !trimmed.isEmpty else { return "" }
    let segments = trimmed.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
    let areClean = segments.allSatisfy { segment in
      !segment.isEmpty && segment != "." && segment != ".."
        && !segment.contains { "\"<>[]^`{|}".contains($0) }
        && hasWholeEscapes(segment)
    }
    guard areClean else { throw .notAURL }
    return String(trimmed)
  }

  private static func hasWholeEscapes(_ segment: Substring) -> Bool {
    segment.split(separator: "%", omittingEmptySubsequences: false).dropFirst().allSatisfy { escape in
      escape.utf8.count >= 2 && escape.prefix(2).allSatisfy(\.isHexDigit)
    }
  }
}

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

extension BaseURL {
  /// The service's own sites (api.md section 1).
  public static let cloud = "https://memos.memtensor.cn/api/openmem/v1"
  public static let global = "https://api.memt.ai/platform/api/openmem/v1"
}
