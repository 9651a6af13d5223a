import MemoryModel
import NIOCore
import NIOSSL

#if canImport(Glibc)
  import Glibc
#else
  import Musl
#endif

/// The hosts that a certificate is for: `*.example.org`, `127.0.0.1`.
///
/// swift-nio-ssl takes a certificate that is for the address of the socket instead of the name that was asked for;
/// behind a proxy that is the proxy's address. ``cover(_:)`` is the check that it leaves out.
struct CertificateNames {
  struct Mismatch: Error {
    let names: [String]
  }

  /// In small letters.
  private(set) var names: [String] = []
  private var addresses: [[UInt8]] = []
  /// A certificate of old: only its common name says what it is for, and the library has compared that.
  let isEmpty: Bool

  init(_ certificate: NIOSSLCertificate) {
    let all = certificate._subjectAlternativeNames()
    isEmpty = all.isEmpty
    for name in all {
      switch name.nameType {
      case .dnsName: names.append(String(decoding: name.contents, as: UTF8.self).lowercased())
      case .ipAddress: addresses.append(Array(name.contents))
      default: continue
      }
    }
  }

  init(names: [String], addresses: [String] = []) {
    self.names = names.map { $0.lowercased() }
    self.addresses = addresses.compactMap(Self.bytes)
    isEmpty = names.isEmpty && addresses.isEmpty
  }

  /// For a person: `a.example`, `10.0.0.1`.
  var shown: [String] { names + addresses.compactMap(Self.text) }

  /// - Parameter host: as in ``BaseURL/host``: in small letters, an IPv6 address without brackets.
  func cover(_ host: String) -> Bool {
    if let address = Self.bytes(of: host) { return addresses.contains(address) }
    let host = host.hasSuffix(".") ? host.dropLast() : host[...]
    return names.contains { name in
      let name = name.hasSuffix(".") ? name.dropLast() : name[...]
      if name == host { return true }
      // `*.example.org` is for `api.example.org`, neither for `example.org` nor for `a.b.example.org`.
      guard name.hasPrefix("*."), let dot = host.firstIndex(of: "."), dot != host.startIndex else {
        return false
      }
      return name.dropFirst() == host[dot...]
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

  private static func text(_ address: [UInt8]) -> String? {
    let family: Int32
    switch address.count {
    case 4: family = AF_INET
    case 16: family = AF_INET6
    default: return nil
    }
    var text = [CChar](repeating: 0, count: 64)
    guard inet_ntop(family, address, &text, socklen_t(text.count)) != nil else { return nil }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}

extension CertificateNames {
  /// Fails unless the server's certificate is for the host. Called when TLS is up, before anything is sent.
  static func check(_ channel: any Channel, is host: String) -> EventLoopFuture<Void> {
    channel.eventLoop.submit {
      guard let certificate = try channel.pipeline.syncOperations.nioSSL_peerCertificate() else {
        throw Mismatch(names: [])
      }
      let names = CertificateNames(certificate)
      guard !names.isEmpty, !names.cover(host) else { return }
      // The library forgets a connection that failed here, but leaves it open.
      channel.eventLoop.execute { channel.close(promise: nil) }
      throw Mismatch(names: names.shown)
    }
  }
}

extension ServiceError.TLSFault {
  /// What is wrong with a chain of certificates that was refused, the server's own first.
  init(refused chain: [NIOSSLCertificate], now: Timestamp) {
    let seconds = now.milliseconds / 1000
    if let certificate = chain.first(where: { $0.notValidAfter < seconds }) {
      self = .expired(
        Timestamp(
          milliseconds: Int64(certificate.notValidAfter).multipliedReportingOverflow(by: 1000).partialValue))
    } else if let certificate = chain.first(where: { $0.notValidBefore > seconds }) {
      self = .notYetValid(
        Timestamp(
          milliseconds: Int64(certificate.notValidBefore).multipliedReportingOverflow(by: 1000).partialValue))
    } else if let certificate = chain.first, chain.count == 1, certificate.isSelfIssued {
      self = .selfSigned
    } else {
      self = chain.isEmpty ? .certificateRefused : .untrustedIssuer
    }
  }
}

extension NIOSSLCertificate {
  /// The issuer is the subject.
  fileprivate var isSelfIssued: Bool {
    guard let bytes = try? toDERBytes() else { return false }
    var file = DERReader(bytes[...])
    guard let certificate = file.next() else { return false }
    var parts = DERReader(certificate.content)
    guard let signed = parts.next() else { return false }
    var fields = DERReader(signed.content)
    // version (tagged 0xA0, may be missing), serial number, algorithm, issuer, validity, subject
    guard let first = fields.next() else { return false }
    if first.tag == 0xA0 { _ = fields.next() }
    _ = fields.next()
    guard let issuer = fields.next(), fields.next() != nil, let subject = fields.next() else { return false }
    return issuer.content == subject.content
  }
}

/// Walks the elements of DER: a tag, a length, and so many bytes.
private struct DERReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) {
    rest = bytes
  }

  /// nil at the end, and for what is not DER.
  mutating func next() -> (tag: UInt8, content: ArraySlice<UInt8>)? {
    guard let tag = rest.popFirst(), let first = rest.popFirst() else { return nil }
    var length = Int(first)
    if first >= 0x80 {
      guard 0x81...0x84 ~= first else { return nil }
      length = 0
      for _ in 0..<first - 0x80 {
        guard let byte = rest.popFirst() else { return nil }
        length = length << 8 | Int(byte)
      }
    }
    guard rest.count >= length else { return nil }
    defer { rest = rest.dropFirst(length) }
    return (tag, rest.prefix(length))
  }
}
