import AsyncHTTPClient
import FoundationEssentials

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
