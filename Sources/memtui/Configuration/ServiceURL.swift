import FoundationEssentials
import Glibc

/// An address that the service may be asked at: `https://memos.memtensor.cn/api/openmem/v1`.
struct ServiceURL: Sendable, Hashable {
  /// As given, without one slash at the end.
  let text: String
  /// Lower case, an IPv6 address without brackets.
  let host: String
  let isEncrypted: Bool

  static let cloud = "https://memos.memtensor.cn/api/openmem/v1"
  static let global = "https://api.memt.ai/platform/api/openmem/v1"

  enum Fault: Error, Sendable, Hashable {
    case notHTTP
    case userInformation
    case queryOrFragment
    /// Plain http to a host that is not this machine.
    case notEncrypted(host: String)
  }

  init(_ given: String, allowsInsecureHTTP: Bool) throws(Fault) {
    guard let parts = URLComponents(string: given, encodingInvalidCharacters: false),
      let scheme = parts.scheme?.lowercased(), scheme == "https" || scheme == "http",
      let host = parts.host, (1...65535).contains(parts.port ?? 443)
    else { throw .notHTTP }
    if parts.user != nil || parts.password != nil { throw .userInformation }
    if parts.query != nil || parts.fragment != nil { throw .queryOrFragment }
    let name = host.lowercased().trimmingPrefix("[")
    self.host = name.hasSuffix("]") ? String(name.dropLast()) : String(name)
    guard !self.host.isEmpty else { throw .notHTTP }
    isEncrypted = scheme == "https"
    text = given.hasSuffix("/") ? String(given.dropLast()) : given
    guard isEncrypted || isLoopback || allowsInsecureHTTP else { throw .notEncrypted(host: self.host) }
  }
}

extension ServiceURL {
  /// `localhost`, 127.0.0.0/8 and `::1`. A name that only begins like one (`127.0.0.1.example.com`) is not.
  var isLoopback: Bool {
    if host == "localhost" { return true }
    var four = in_addr()
    if inet_pton(AF_INET, host, &four) == 1 { return UInt32(bigEndian: four.s_addr) >> 24 == 127 }
    var six = in6_addr()
    guard inet_pton(AF_INET6, host, &six) == 1 else { return false }
    return withUnsafeBytes(of: six) { $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
  }
}
