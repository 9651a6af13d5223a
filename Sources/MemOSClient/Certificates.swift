import Glibc
import MemoryModel
import NIOCore
import NIOSSL

/// The hosts that a certificate is for: `*.example.org`, `127.0.0.1`.
/// swift-nio-ssl also accepts the socket's address, which may be the proxy's; ``cover(_:)`` does not.
struct CertificateNames {
  struct Mismatch: Error {
    let names: [String]
  }

  private(set) var names: [String] = []
  private var addresses: [[UInt8]] = []
  /// An old certificate: it has only a common name, and the library has compared that.
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
    self.addresses = addresses.compactMap(IPAddress.bytes)
    isEmpty = names.isEmpty && addresses.isEmpty
  }

  var shown: [String] { names + addresses.compactMap(IPAddress.text) }

  /// - Parameter host: as in ``BaseURL/host``: in lower case, an IPv6 address without brackets.
  func cover(_ host: String) -> Bool {
    if let address = IPAddress.bytes(of: host) { return addresses.contains(address) }
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

  /// Fails unless the server's certificate is for the host. Called after the handshake, before anything is sent.
  static func check(_ channel: any Channel, is host: String) -> EventLoopFuture<Void> {
    channel.eventLoop.submit {
      guard let certificate = try channel.pipeline.syncOperations.nioSSL_peerCertificate() else {
        throw Mismatch(names: [])
      }
      let names = CertificateNames(certificate)
      guard !names.isEmpty, !names.cover(host) else { return }
      // The library drops a connection that failed here, but leaves it open.
      channel.eventLoop.execute { channel.close(promise: nil) }
      throw Mismatch(names: names.shown)
    }
  }
}

extension ServiceError.TLSFault {
  init(refused chain: [NIOSSLCertificate], now: Timestamp) {
    let seconds = now.milliseconds / 1000
    func time(_ seconds: Int) -> Timestamp {
      Timestamp(milliseconds: Int64(seconds).multipliedReportingOverflow(by: 1000).partialValue)
    }
    if let certificate = chain.first(where: { $0.notValidAfter < seconds }) {
      self = .expired(time(Int(certificate.notValidAfter)))
    } else if let certificate = chain.first(where: { $0.notValidBefore > seconds }) {
      self = .notYetValid(time(Int(certificate.notValidBefore)))
    } else if let certificate = chain.first, !certificate.isForServers {
      self = .wrongPurpose
    } else if let certificate = chain.first, chain.count == 1, certificate.isSelfIssued {
      self = .selfSigned
    } else {
      self = chain.isEmpty ? .certificateRefused : .untrustedIssuer
    }
  }
}

extension NIOSSLCertificate {
  fileprivate var isSelfIssued: Bool {
    guard var fields = signedFields else { return false }
    // issuer, validity, subject
    guard let issuer = fields.next(), fields.next() != nil, let subject = fields.next() else { return false }
    return issuer.content == subject.content
  }

  /// Neither its key usage nor its extended key usage rules out a TLS server (RFC 5280, 4.2.1.3 and 4.2.1.12).
  fileprivate var isForServers: Bool {
    guard var fields = signedFields else { return true }
    while let field = fields.next() {
      // Tagged 3: the list of extensions.
      guard field.tag == 0xA3 else { continue }
      var outer = DERReader(field.content)
      guard let list = outer.next() else { return true }
      var extensions = DERReader(list.content)
      while let element = extensions.next() {
        guard DERReader.allowsServers(extension: element.content) else { return false }
      }
    }
    return true
  }

  /// The signed fields after the algorithm; the issuer is the first.
  private var signedFields: DERReader? {
    guard let bytes = try? toDERBytes() else { return nil }
    var file = DERReader(bytes[...])
    guard let certificate = file.next() else { return nil }
    var parts = DERReader(certificate.content)
    guard let signed = parts.next() else { return nil }
    var fields = DERReader(signed.content)
    // version (tagged 0xA0, may be missing), serial number, algorithm
    guard let first = fields.next() else { return nil }
    if first.tag == 0xA0 { _ = fields.next() }
    _ = fields.next()
    return fields
  }
}

extension DERReader {
  private static let keyUsage: [UInt8] = [0x55, 0x1D, 0x0F]
  private static let extendedKeyUsage: [UInt8] = [0x55, 0x1D, 0x25]
  /// 1.3.6.1.5.5.7.3.1
  private static let serverAuthentication: [UInt8] = [0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01]
  private static let usagesOfTLS: UInt8 = 0b1010_1000

  /// - Parameter content: an identifier, maybe a flag, and a string of bytes that holds the value.
  fileprivate static func allowsServers(extension content: ArraySlice<UInt8>) -> Bool {
    var parts = DERReader(content)
    guard let identifier = parts.next(), var last = parts.next() else { return true }
    while let next = parts.next() { last = next }
    var value = DERReader(last.content)
    if identifier.content.elementsEqual(keyUsage) {
      // The first byte of a string of bits counts those that are not used.
      guard let bits = value.next()?.content.dropFirst().first else { return true }
      return bits & usagesOfTLS != 0
    }
    guard identifier.content.elementsEqual(extendedKeyUsage), let list = value.next() else { return true }
    var purposes = DERReader(list.content)
    while let purpose = purposes.next() {
      if purpose.content.elementsEqual(serverAuthentication) { return true }
    }
    return false
  }
}

private struct DERReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

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

enum TrustedCertificates {
  static let largestFile = 16 << 20

  /// - Parameter variable: what names the file, nil for `ca_file`.
  static func load(_ path: String, variable: String?) throws(ConfigurationFault) -> [NIOSSLCertificate] {
    do throws(CertificatesFault) {
      let bytes = try contents(of: path)
      if let fault = fault(of: bytes) { throw fault }
      guard let certificates = try? NIOSSLCertificate.fromPEMBytes(bytes), !certificates.isEmpty else {
        throw .damaged
      }
      return certificates
    } catch {
      throw .certificates(path: path, variable: variable, error)
    }
  }

  private static func fault(of bytes: [UInt8]) -> CertificatesFault? {
    let text = String(decoding: bytes, as: UTF8.self)
    let names = ["CERTIFICATE", "TRUSTED CERTIFICATE", "X509 CERTIFICATE"]
    if names.contains(where: { text.contains("-----BEGIN \($0)-----") }) { return nil }
    if text.allSatisfy(\.isWhitespace) { return .empty }
    if text.contains("-----BEGIN ") { return .noCertificate }
    // A sequence whose length takes two bytes: `30 82 …`.
    return bytes.starts(with: [0x30, 0x82]) ? .binary : .notPEM
  }

  private static func contents(of path: String) throws(CertificatesFault) -> [UInt8] {
    // A FIFO would make the program wait for whoever writes to it.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadable(errno) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(descriptor, &chunk, chunk.count)
      if count < 0 {
        let number = errno
        if number == EINTR { continue }
        throw number == EISDIR ? .isDirectory : .unreadable(number)
      }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= largestFile else { throw .tooLarge }
    }
  }
}
