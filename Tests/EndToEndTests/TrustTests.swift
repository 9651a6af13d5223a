import Foundation
import TestSupport
import Testing

extension EndToEnd {
  /// The program against a real TLS server, and through a real proxy.
  @Suite struct TrustTests {
    private static let page = ScriptedReply.page(facts: [Fact.json(1)])

    private func check(
      _ kind: TLSIdentity.Kind, for name: String, trusting: Bool = true,
      _ expect: (_ code: Int32, _ errors: String, _ server: ScriptedServer) throws -> Void
    ) async throws {
      let identity = try TLSIdentity(for: name, kind)
      try await ScriptedServer.run([Self.page], tls: identity) { server in
        let environment = trusting ? ["SSL_CERT_FILE": identity.authorityPath] : [:]
        try await ShellFolder.run(environment: environment) { folder in
          let code = try await folder.sh(
            "$MEMTUI check --user ann --base-url https://127.0.0.1:\(server.port) >out 2>errors")
          try expect(code, folder.text("errors"), server)
        }
      }
      try identity.remove()
    }

    @Test(arguments: [TLSIdentity.Kind.signedByItself, .signedByAuthority])
    func aNamedCertificateIsTrusted(kind: TLSIdentity.Kind) async throws {
      try await check(kind, for: "IP:127.0.0.1") { code, errors, server in
        #expect(code == 0)
        #expect(errors.isEmpty)
        #expect(server.requests.count == 1)
      }
    }

    @Test(
      arguments: [
        (.signedByItself, "IP:127.0.0.1", false, "is not trusted: it is self-signed"),
        (.signedByAuthority, "IP:127.0.0.1", false, "is not trusted: its issuer is unknown"),
        (.signedByAuthority, "DNS:other.test", true, "it is for another name (other.test)"),
        (.expired, "IP:127.0.0.1", true, "is not trusted: it expired on "),
        (.notYetValid, "IP:127.0.0.1", true, "is not trusted: it is not valid before 2090-01-01"),
      ] as [(TLSIdentity.Kind, String, Bool, String)])
    func anyOtherCertificateIsReportedAndGetsNothing(
      kind: TLSIdentity.Kind, name: String, trusting: Bool, reason: String
    ) async throws {
      try await check(kind, for: name, trusting: trusting) { code, errors, server in
        #expect(code == 1)
        try Refusal.expectOneSentence(in: errors, naming: reason)
        #expect(server.requests.isEmpty)
      }
    }

    @Test func anExportUsesTheProxyFromTheEnvironment() async throws {
      let identity = try TLSIdentity(for: "DNS:memos.test", .signedByAuthority)
      try await ScriptedServer.run([Self.page], tls: identity) { server in
        let proxy = try await TunnelProxy(to: server.port)
        let environment = [
          "SSL_CERT_FILE": identity.authorityPath, "HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)",
        ]
        try await ShellFolder.run(environment: environment) { folder in
          let export = "$MEMTUI export --user ann --base-url https://memos.test/v1"
          let code = try await folder.sh("\(export) >out 2>errors")
          #expect(code == 0)
          #expect(try folder.text("out") == "{\"category\":\"factual\",\"memory\":\(Fact.json(1))}\n")
          #expect(proxy.requests.count == 1)
          #expect(proxy.requests.first?.hasPrefix("CONNECT memos.test:443 ") == true)
          #expect(proxy.requests.first?.contains(Program.key) == false)

          let direct = try await folder.sh("NO_PROXY=.test \(export) >out 2>errors")
          #expect(direct == 1)
          try Refusal.expectOneSentence(in: folder.text("errors"), naming: "Unknown host memos.test")
          #expect(proxy.requests.count == 1)
        }
        try await proxy.stop()
      }
      try identity.remove()
    }
  }
}
