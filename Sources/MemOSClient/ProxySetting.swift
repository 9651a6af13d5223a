import AsyncHTTPClient

/// `NO_PROXY`: `localhost,.example.com,10.0.0.0/8,api.memt.ai:443` or `*`. A name covers its subdomains.
struct ProxyExclusions {
  private let entries: [Substring]

  init(_ text: String) { entries = text.lowercased().split { $0 == "," || $0.isWhitespace } }

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

  private func coversAddress(_ host: String, network: Substring) -> Bool {
    let parts = network.split(separator: "/")
    guard parts.count == 2, let length = Int(parts[1]), let address = IPAddress.bytes(of: host),
      let base = IPAddress.bytes(of: String(parts[0])), address.count == base.count,
      0...base.count * 8 ~= length
    else { return false }
    return (0..<length).allSatisfy { bit in
      (address[bit / 8] ^ base[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
    }
  }
}

/// The proxy that leads to the service: `HTTPS_PROXY=http://user:password@proxy:3128`, unless `NO_PROXY` names the host.
struct ProxySetting: Sendable {
  let proxy: HTTPClient.Configuration.Proxy
  let variable: String
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

  var authority: String { URLParts.authority(proxy.host, proxy.port) }

  private static func proxy(_ text: String) -> HTTPClient.Configuration.Proxy? {
    let parts = text.firstRange(of: "://")
    let scheme = parts.map { text[..<$0.lowerBound].lowercased() } ?? "http"
    var authority = text[(parts?.upperBound ?? text.startIndex)...].prefix { !"/?#".contains($0) }
    var login: (user: String, password: String)?
    if let at = authority.lastIndex(of: "@") {
      let words = authority[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard let user = URLParts.decoded(words[0]),
        let password = URLParts.decoded(words.count > 1 ? words[1] : "")
      else { return nil }
      login = (user, password)
      authority = authority[at...].dropFirst()
    }
    guard let (host, port) = try? URLParts.hostAndPort(authority) else { return nil }
    switch scheme {
    case "http":
      let authorization = login.map {
        HTTPClient.Authorization.basic(username: $0.user, password: $0.password)
      }
      return .server(host: host, port: port ?? 80, authorization: authorization)
    case "socks5", "socks5h":
      // The library has no SOCKS authentication, and the proxy's refusal would be hard to understand.
      return login == nil ? .socksServer(host: host, port: port ?? 1080) : nil
    default: return nil
    }
  }
}
