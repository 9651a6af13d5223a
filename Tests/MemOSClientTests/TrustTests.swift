import MemOSClient
import MemoryModel
import TestSupport
import Testing

@Suite struct TrustTests {
  private static func exchange(
    certificateFor name: String, _ kind: TLSIdentity.Kind = .signedByItself,
    _ adjust: (inout ClientConfiguration, TLSIdentity) -> Void
  ) async throws -> Exchange {
    let identity = try TLSIdentity(for: name, kind)
    let exchange = try await ScriptedServer.run([.answer(Exchange.emptyPage)], tls: identity) { server in
      try await Exchange.run(at: "https://127.0.0.1:\(server.port)", key: "mpg-secret") {
        adjust(&$0, identity)
      }
    }
    try identity.remove()
    return exchange
  }

  @Test func anUnknownCertificateIsNotTrustedAndNothingIsSent() async throws {
    let exchange = try await Self.exchange(certificateFor: "IP:127.0.0.1") { _, _ in }
    #expect(exchange.error?.reason == .notTrusted(detail: "certificate verify failed"))
    #expect(exchange.reports.isEmpty)
  }

  @Test func aPrivateAuthorityIsTrustedWhenNamed() async throws {
    let named = try await Self.exchange(certificateFor: "IP:127.0.0.1") { $0.caFile = $1.certificatePath }
    #expect(named.page != nil)
    let inEnvironment = try await Self.exchange(certificateFor: "IP:127.0.0.1") {
      $0.environment["SSL_CERT_FILE"] = $1.certificatePath
    }
    #expect(inEnvironment.page != nil)
  }

  @Test func whatANamedAuthoritySignedIsTrusted() async throws {
    let trusted = try await Self.exchange(certificateFor: "IP:127.0.0.1", .signedByAuthority) {
      $0.caFile = $1.authorityPath
    }
    #expect(trusted.page != nil && trusted.calls == 1)
    let unnamed = try await Self.exchange(certificateFor: "IP:127.0.0.1", .signedByAuthority) { _, _ in }
    #expect(unnamed.error?.reason == .notTrusted(detail: "certificate verify failed"))
  }

  @Test(
    arguments: [
      ("DNS:example.org", .signedByItself), ("DNS:example.org", .signedByAuthority),
      ("IP:127.0.0.1", .expired),
    ]
      as [(String, TLSIdentity.Kind)])
  func aCertificateForAnotherHostOrAnotherTimeIsNotTrusted(name: String, kind: TLSIdentity.Kind) async throws
  {
    let exchange = try await Self.exchange(certificateFor: name, kind) { $0.caFile = $1.authorityPath }
    guard case .notTrusted = exchange.error?.reason else {
      return #expect(Bool(false), "\(String(describing: exchange.error))")
    }
    #expect(exchange.page == nil && exchange.reports.isEmpty)
  }

  @Test func aServerThatSpeaksNoTLSIsNotTrusted() async throws {
    try await ScriptedServer.run([.answer(Exchange.emptyPage)]) { server in
      let exchange = try await Exchange.run(at: "https://127.0.0.1:\(server.port)", key: "mpg-secret")
      #expect(exchange.error?.reason == .notTrusted(detail: "EOF during handshake"))
      #expect(exchange.reports.isEmpty)
      #expect(server.requests.isEmpty)
    }
  }

  @Test func anUnreadableAuthorityIsAConfigurationFault() throws {
    var configuration = ClientConfiguration(baseURL: try BaseURL("https://127.0.0.1"))
    configuration.caFile = "/nonexistent/ca.pem"
    #expect(throws: ConfigurationFault.self) { try MemOSClient(configuration) }
  }
}
