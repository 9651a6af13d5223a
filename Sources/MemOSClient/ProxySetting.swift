import AsyncHTTPClient
import FoundationEssentials
import Glibc

/// `NO_PROXY`: `localhost,.example.com,10.0.0.0/8,api.memt.ai:443` or `*`. A name covers its subdomains.
struct ProxyExclusions {
  private let entries: [Substring]

  init(_ text: String) {
    entries = text.lowercased().split { $0 == "," || $0.isWhitespace }
  }

  func cover(host: String, port: Int) -> Bool {
    entries.contains { covers(host: host, port: port, entry: $0) }
  }

  private func covers(host: String, port: Int, entry: Substring) -> Bool {
    if entry == "*" { return true }
    if entry.contains("/") { return coversAddress(host, network: entry) }
    var name = entry
    let colons = entry.filter { $0 == ":" }.count
    if colons == 1 || entry.hasPrefix("["), let colon = entry.lastIndex(of: ":"),
      let end = Int(entry[colon...].dropFirst())
    {
      guard end == port else { return false }
      name = entry[..<colon]
    }
    if name.hasPrefix("["), name.hasSuffix("]") { name = name.dropFirst().dropLast() }
    if name.hasPrefix("*.") { name = name.dropFirst() }
    if name.hasPrefix(".") { name = name.dropFirst() }
    return !name.isEmpty && (host == name || host.hasSuffix("." + name))
  }

  /// `10.0.0.0/8` and `fd00::/8`.
  private func coversAddress(_ host: String, network: Substring) -> Bool {
    let parts = network.split(separator: "/")
    guard parts.count == 2, let length = Int(parts[1]), let address = Self.bytes(of: host),
      let base = Self.bytes(of: String(parts[0])), address.count == base.count, 0...base.count * 8 ~= length
    else { return false }
    return (0..<length).allSatisfy { bit in
      (address[bit / 8] ^ base[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
    }
  }

  /// Four or sixteen bytes, nil for a name.
  private static func bytes(of host: String) -> [UInt8]? {
    for (family, length) in [(AF_INET, 4), (AF_INET6, 16)] {
      var bytes = [UInt8](repeating: 0, count: length)
      if inet_pton(family, host, &bytes) == 1 { return bytes }
    }
    return nil
  }
}

/// The way to the service: `HTTPS_PROXY=http://user:password@proxy:3128`, unless `NO_PROXY` names the host.
struct ProxySetting: Sendable {
  let proxy: HTTPClient.Configuration.Proxy
  /// `HTTPS_PROXY`: where it was set.
  let variable: String
  /// SOCKS is another protocol.
  let speaksHTTP: Bool

  /// nil for a direct connection: plain HTTP, this machine, a host in `NO_PROXY`, no proxy set.
  init?(to baseURL: BaseURL, environment: [String: String]) throws(ConfigurationFault) {
    guard baseURL.scheme == .https, !baseURL.isLoopback else { return nil }
    let excluded = environment["NO_PROXY"] ?? environment["no_proxy"] ?? ""
    guard !ProxyExclusions(excluded).cover(host: baseURL.host, port: baseURL.port) else { return nil }
    for variable in ["HTTPS_PROXY", "https_proxy"] {
      guard let text = environment[variable], !text.isEmpty else { continue }
      guard let proxy = Self.proxy(text) else { throw .unusableProxy(variable: variable) }
      self.proxy = proxy
      self.variable = variable
      speaksHTTP = !text.lowercased().hasPrefix("socks")
      return
    }
    return nil
  }

  /// `proxy:3128`.
  var authority: String {
    proxy.host.contains(":") ? "[\(proxy.host)]:\(proxy.port)" : "\(proxy.host):\(proxy.port)"
  }

  private static func proxy(_ text: String) -> HTTPClient.Configuration.Proxy? {
    guard let parts = URLComponents(string: text.contains("://") ? text : "http://" + text),
      var host = parts.host, !host.isEmpty, 1...65535 ~= parts.port ?? 80
    else { return nil }
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    switch parts.scheme?.lowercased() {
    case "http":
      let authorization = parts.user.map {
        HTTPClient.Authorization.basic(username: $0, password: parts.password ?? "")
      }
      return .server(host: host, port: parts.port ?? 80, authorization: authorization)
    case "socks5", "socks5h":
      // The library speaks no SOCKS authentication; without it the proxy would refuse in words nobody understands.
      return parts.user == nil ? .socksServer(host: host, port: parts.port ?? 1080) : nil
    default:
      return nil
    }
  }
}
