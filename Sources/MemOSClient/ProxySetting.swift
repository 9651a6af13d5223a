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
