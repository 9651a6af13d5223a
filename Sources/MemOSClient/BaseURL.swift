import Glibc

/// Refuses what two parsers may read in two ways: spaces, `\`, other scripts, users, dot and empty segments.
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

  static func hostAndPort(_ authority: Substring) throws(BaseURL.Fault) -> (String, Int?) {
    var host = authority
    var port: Substring?
    if authority.first == "[" {
      guard let close = authority.firstIndex(of: "]") else { throw .notAURL }
      host = authority[..<close].dropFirst()
      let rest = authority[close...].dropFirst()
      guard rest.isEmpty || rest.first == ":" else { throw .notAURL }
      if !rest.isEmpty { port = rest.dropFirst() }
      guard host.contains(":"), IPAddress.bytes(of: String(host)) != nil else { throw .notAURL }
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

  /// `p%40ss` is `p@ss`; nil for `p%4`.
  static func decoded(_ text: Substring) -> String? {
    guard hasWholeEscapes(text) else { return nil }
    var bytes: [UInt8] = []
    var rest = text.utf8
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      bytes.append(UInt8(Substring(rest.prefix(2)), radix: 16) ?? byte)
      rest.removeFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func authority(_ host: String, _ port: Int?) -> String {
    let name = host.contains(":") ? "[\(host)]" : host
    return port.map { "\(name):\($0)" } ?? name
  }
}

/// Addresses as the system reads them: `127.1` is a name.
enum IPAddress {
  /// Four or sixteen bytes; nil for a name.
  static func bytes(of host: String) -> [UInt8]? {
    for (family, length) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: length)
      if inet_pton(family, host, &bytes) == 1 { return bytes }
    }
    return nil
  }

  static func text(_ address: [UInt8]) -> String? {
    guard address.count == 4 || address.count == 16 else { return nil }
    var text = [CChar](repeating: 0, count: 64)
    let family = address.count == 4 ? AF_INET : AF_INET6
    guard inet_ntop(family, address, &text, socklen_t(text.count)) != nil else { return nil }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

/// `https://memos.memtensor.cn/api/openmem/v1`, to which `get/memory` is appended. It must be plain ASCII,
/// so that the host that is checked here is the host that the HTTP library connects to.
public struct BaseURL: Sendable, Hashable, CustomStringConvertible {
  public enum Scheme: String, Sendable, Hashable {
    case http, https

    var standardPort: Int { self == .http ? 80 : 443 }
  }

  public enum Fault: Error, Sendable, Hashable {
    case notAURL
    /// Anything but `http` and `https`: `ftp`.
    case unsupportedScheme(String)
    /// The key would travel in the clear to a host that is not this machine.
    case insecureHTTP(host: String)
    case hasUserInfo, hasQuery, hasFragment
  }

  public let scheme: Scheme
  /// In lower case, an IPv6 address without its brackets.
  public let host: String
  public let port: Int
  /// `/api/openmem/v1` without a slash at the end; empty for the root.
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

  /// 127.0.0.0/8, ::1 and the name localhost.
  public var isLoopback: Bool {
    guard let address = IPAddress.bytes(of: host) else { return host == "localhost" }
    return address.count == 4 ? address[0] == 127 : address == Array(repeating: 0, count: 15) + [1]
  }

  /// `memos.memtensor.cn`, `127.0.0.1:8787`, `[::1]:8787`: the port only where it is not the scheme's own.
  public var authority: String { URLParts.authority(host, port == scheme.standardPort ? nil : port) }

  /// `get/memory` gives `https://memos.memtensor.cn/api/openmem/v1/get/memory`.
  public func appending(_ relativePath: String) -> String { "\(self)/\(relativePath)" }

  public static let cloud = "https://memos.memtensor.cn/api/openmem/v1"
  public static let global = "https://api.memt.ai/platform/api/openmem/v1"

  public var description: String { "\(scheme.rawValue)://\(authority)\(path)" }
}
