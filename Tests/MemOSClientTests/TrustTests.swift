import Foundation
import MemoryModel
import NIOSSL
import TestSupport
import Testing

@testable import MemOSClient

@Suite struct TrustTests {
  private static func exchange(
    certificateFor name: String, _ kind: TLSIdentity.Kind = .signedByItself,
    _ adjust: (inout ClientConfiguration, TLSIdentity) -> Void
  ) async throws -> Exchange {
    let identity = try TLSIdentity(for: name, kind)
    let exchange = try await ScriptedServer.run([.answer(Exchange.emptyPage)], tls: identity) { server in
      var exchange = try await Exchange.run(at: "https://127.0.0.1:\(server.port)", key: "mpg-secret") {
        adjust(&$0, identity)
      }
      exchange.requests = server.requests
      return exchange
    }
    try identity.remove()
    return exchange
  }

  @Test func anUnknownCertificateIsRefusedBeforeAnythingIsSent() async throws {
    let exchange = try await Self.exchange(certificateFor: "IP:127.0.0.1") { _, _ in }
    #expect(exchange.fault == .selfSigned)
    #expect(exchange.reports.isEmpty)
  }

  @Test func aNamedPrivateAuthorityIsTrusted() async throws {
    let named = try await Self.exchange(certificateFor: "IP:127.0.0.1") { $0.caFile = $1.certificatePath }
    #expect(named.page != nil)
    let inEnvironment = try await Self.exchange(certificateFor: "IP:127.0.0.1") {
      $0.environment["SSL_CERT_FILE"] = $1.certificatePath
    }
    #expect(inEnvironment.page != nil)
  }

  @Test func aCertificateSignedByANamedAuthorityIsTrusted() async throws {
    let trusted = try await Self.exchange(certificateFor: "IP:127.0.0.1", .signedByAuthority) {
      $0.caFile = $1.authorityPath
    }
    #expect(trusted.page != nil && trusted.calls == 1)
    let unnamed = try await Self.exchange(certificateFor: "IP:127.0.0.1", .signedByAuthority) { _, _ in }
    #expect(unnamed.fault == .untrustedIssuer)
  }

  @Test(arguments: [TLSIdentity.Kind.signedByItself, .signedByAuthority])
  func aCertificateForAnotherHostIsReported(kind: TLSIdentity.Kind) async throws {
    let exchange = try await Self.exchange(
      certificateFor: "DNS:*.Example.org,DNS:b.test,IP:10.1.2.3,IP:fd00::7", kind
    ) {
      $0.caFile = $1.authorityPath
    }
    #expect(exchange.fault == .otherName(names: ["*.example.org", "b.test", "10.1.2.3", "fd00::7"]))
    #expect(exchange.page == nil && exchange.reports.isEmpty && exchange.requests.isEmpty)
  }

  @Test func aCertificateThatIsNotForServersIsReported() async throws {
    let exchange = try await Self.exchange(certificateFor: "IP:127.0.0.1", .forClients) {
      $0.caFile = $1.authorityPath
    }
    #expect(exchange.fault == .wrongPurpose)
    #expect(exchange.page == nil && exchange.reports.isEmpty)
  }

  /// The library cannot serve the second kind, so the certificates are checked without a server.
  @Test(
    arguments: [
      (.forClients, .wrongPurpose), (.forSigning, .wrongPurpose), (.signedByAuthority, .untrustedIssuer),
    ] as [(TLSIdentity.Kind, ServiceError.TLSFault)])
  func thePurposeOfACertificateIsChecked(kind: TLSIdentity.Kind, fault: ServiceError.TLSFault) throws {
    let identity = try TLSIdentity(for: "DNS:a.test", kind)
    let chain = try NIOSSLCertificate.fromPEMFile(identity.certificatePath)
    let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    #expect(ServiceError.TLSFault(refused: chain, now: now) == fault)
    try identity.remove()
  }

  @Test func anExpiredOrFutureCertificateIsReported() async throws {
    let expired = try await Self.exchange(certificateFor: "IP:127.0.0.1", .expired) {
      $0.caFile = $1.authorityPath
    }
    guard case .expired(let end)? = expired.fault else {
      return #expect(Bool(false), "\(String(describing: expired.error))")
    }
    let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
    #expect(end < now && now.milliseconds - end.milliseconds < 3 * 86_400_000)
    let early = try await Self.exchange(certificateFor: "IP:127.0.0.1", .notYetValid) {
      $0.caFile = $1.authorityPath
    }
    #expect(early.fault == .notYetValid(try #require(Timestamp("2090-01-01"))))
    #expect(early.page == nil && early.reports.isEmpty)
  }

  /// Answers of ports without TLS.
  @Test(arguments: [
    "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n", "SSH-2.0-OpenSSH_9.2p1\r\n",
    "220 mail ESMTP\r\n",
    "<html><body>The plain HTTP request was sent to HTTPS port</body></html>",
  ])
  func aPortWithoutTLSIsReported(answer: String) async throws {
    try await RawServer.run(answering: Array(answer.utf8)) { port in
      let exchange = try await Exchange.run(at: "https://127.0.0.1:\(port)", key: "mpg-secret")
      #expect(exchange.error?.reason == .tls(.notTLS, host: "127.0.0.1:\(port)"))
      #expect(exchange.reports.isEmpty && exchange.pauses.isEmpty)
    }
  }

  @Test func aServerThatClosesDuringTheHandshakeIsReported() async throws {
    try await ScriptedServer.run([.answer(Exchange.emptyPage)]) { server in
      let exchange = try await Exchange.run(at: "https://127.0.0.1:\(server.port)", key: "mpg-secret")
      #expect(exchange.error?.reason == .tls(.closed, host: "127.0.0.1:\(server.port)"))
      #expect(exchange.reports.isEmpty)
      #expect(server.requests.isEmpty)
    }
  }

  /// A fatal alert as a server sends it: 40 no cipher in common, 70 no version, 112 no such name, 116 no certificate.
  @Test(
    arguments: [
      (40, .refusedByServer), (70, .version), (80, .refusedByServer), (112, .refusedByServer),
      (116, .wantsClientCertificate), (42, .wantsClientCertificate), (47, .refusedByServer),
    ] as [(UInt8, ServiceError.TLSFault)])
  func aTLSAlertIsNamedAsTheReason(alert: UInt8, fault: ServiceError.TLSFault) async throws {
    try await RawServer.run(answering: [0x15, 3, 3, 0, 2, 2, alert]) { port in
      let exchange = try await Exchange.run(at: "https://127.0.0.1:\(port)", key: "mpg-secret")
      #expect(exchange.fault == fault)
      #expect(exchange.reports.isEmpty)
    }
  }

  @Test(
    arguments: [
      ("", .empty), (" \n\n", .empty), ("hello", .notPEM),
      ("-----BEGIN PRIVATE KEY-----\nx\n", .noCertificate),
      ("-----BEGIN CERTIFICATE-----\nbm8=\n-----END CERTIFICATE-----\n", .damaged),
      ("-----BEGIN CERTIFICATE-----\nMII", .damaged), ("0\u{82}", .notPEM),
    ] as [(String, CertificatesFault)])
  func aFileWithoutCertificatesIsRefusedWithTheReason(text: String, fault: CertificatesFault) throws {
    let path = NSTemporaryDirectory() + "memtui-ca-\(UUID().uuidString)"
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    defer { unlink(path) }
    var configuration = ClientConfiguration(baseURL: try BaseURL("https://127.0.0.1"))
    configuration.environment["SSL_CERT_FILE"] = path
    #expect(throws: ConfigurationFault.certificates(path: path, variable: "SSL_CERT_FILE", fault)) {
      try MemOSClient(configuration)
    }
    configuration.caFile = path
    #expect(throws: ConfigurationFault.certificates(path: path, variable: nil, fault)) {
      try MemOSClient(configuration)
    }
  }

  @Test func aBinaryCertificateIsReported() throws {
    let identity = try TLSIdentity(for: "DNS:a.test")
    let certificate = try #require(try NIOSSLCertificate.fromPEMFile(identity.certificatePath).first)
    let path = identity.folder.appending(path: "certificate.der").path
    try Data(certificate.toDERBytes()).write(to: URL(filePath: path))
    var configuration = ClientConfiguration(baseURL: try BaseURL("https://127.0.0.1"))
    configuration.caFile = path
    #expect(throws: ConfigurationFault.certificates(path: path, variable: nil, .binary)) {
      try MemOSClient(configuration)
    }
    try identity.remove()
  }

  @Test func anUnreadableAuthorityIsAConfigurationFault() throws {
    var configuration = ClientConfiguration(baseURL: try BaseURL("https://127.0.0.1"))
    configuration.caFile = "/nonexistent/ca.pem"
    #expect(
      throws: ConfigurationFault.certificates(path: "/nonexistent/ca.pem", variable: nil, .unreadable(ENOENT))
    ) { try MemOSClient(configuration) }
    configuration.caFile = "/tmp"
    #expect(throws: ConfigurationFault.certificates(path: "/tmp", variable: nil, .isDirectory)) {
      try MemOSClient(configuration)
    }
  }
}
