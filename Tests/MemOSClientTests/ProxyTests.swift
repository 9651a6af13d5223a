import MemoryModel
import TestSupport
import Testing

@testable import MemOSClient

@Suite struct ProxyTests {
  @Test func theProxyGetsATunnelRequestWithoutTheKey() async throws {
    try await ScriptedServer.run([.answer(403, "no")]) { proxy in
      let exchange = try await Exchange.run(at: "https://memtui.invalid/v1", key: "mpg-secret") {
        $0.environment = ["HTTPS_PROXY": "http://user:p%40ss@127.0.0.1:\(proxy.port)"]
      }
      let request = try #require(proxy.requests.first)
      #expect(request.method == "CONNECT")
      #expect(request.path == "memtui.invalid:443")
      #expect(request.headers["authorization"] == nil)
      #expect(request.headers["proxy-authorization"] == "Basic dXNlcjpwQHNz")
      #expect(exchange.page == nil)
      #expect(exchange.reports.isEmpty)
    }
  }

  /// A service on this machine with a name that only the proxy knows.
  private static func throughProxy(
    certificateFor name: String, _ kind: TLSIdentity.Kind = .signedByAuthority, host: String = "memos.test",
    noProxy: String? = nil
  ) async throws -> (exchange: Exchange, proxy: TunnelProxy, service: [ReceivedRequest]) {
    let identity = try TLSIdentity(for: name, kind)
    let result = try await ScriptedServer.run([.answer(Exchange.emptyPage)], tls: identity) { server in
      let proxy = try await TunnelProxy(to: server.port)
      let exchange = try await Exchange.run(at: "https://\(host)/v1", key: "mpg-secret") {
        $0.caFile = identity.authorityPath
        $0.environment = ["HTTPS_PROXY": "http://127.0.0.1:\(proxy.port)"]
        $0.environment["NO_PROXY"] = noProxy
      }
      try await proxy.stop()
      return (exchange, proxy, server.requests)
    }
    try identity.remove()
    return result
  }

  @Test func theTunnelIsUnreadableForTheProxy() async throws {
    let (exchange, proxy, service) = try await Self.throughProxy(certificateFor: "DNS:memos.test")
    #expect(exchange.page != nil)
    #expect(exchange.calls == 1)
    #expect(service.map(\.path) == ["/v1/get/memory"])
    #expect(service.first?.headers["authorization"] == "Token mpg-secret")
    #expect(proxy.requests.count == 1)
    #expect(proxy.requests.first?.hasPrefix("CONNECT memos.test:443 HTTP/1.1\r\n") == true)
    #expect(proxy.requests.first?.contains("mpg-secret") == false)
    let carried = String(decoding: proxy.carried, as: UTF8.self)
    #expect(!proxy.carried.isEmpty && !carried.contains("mpg-secret") && !carried.contains("memos_user_123"))
  }

  @Test(
    arguments: [
      ("DNS:other.test", .signedByAuthority),
      ("DNS:memos.test", .expired),
    ]
      as [(String, TLSIdentity.Kind)])
  func aCertificateForAnotherHostIsRefusedThroughAProxy(name: String, kind: TLSIdentity.Kind) async throws {
    let (exchange, proxy, service) = try await Self.throughProxy(certificateFor: name, kind)
    switch exchange.fault {
    case .otherName(let names) where kind == .signedByAuthority: #expect(names == ["other.test"])
    case .expired where kind == .expired: break
    default: #expect(Bool(false), "\(String(describing: exchange.error))")
    }
    // The second connection only reads the certificate; nothing is sent through it.
    #expect(proxy.requests.count == 2)
    #expect(service.isEmpty && exchange.reports.isEmpty)
  }

  /// swift-nio-ssl accepts a certificate for the connected address, here the proxy's, whatever the host name. memtui
  /// therefore checks it again before anything is sent.
  @Test(arguments: ["IP:127.0.0.1", "IP:127.0.0.1,DNS:other.test"])
  func aCertificateForTheProxysAddressIsNotAcceptedForTheService(name: String) async throws {
    let (exchange, _, service) = try await Self.throughProxy(certificateFor: name)
    #expect(exchange.page == nil)
    #expect(
      exchange.fault
        == .otherName(names: name.contains("other") ? ["other.test", "127.0.0.1"] : ["127.0.0.1"]))
    #expect(service.isEmpty && exchange.reports.isEmpty)
  }

  @Test(
    arguments: [
      ("memos.test", "memos.test", true), ("MEMOS.test", "memos.test", true),
      ("memos.test.", "memos.test", true),
      ("*.test", "memos.test", true), ("*.test", "a.memos.test", false), ("*.test", "test", false),
      ("m*.test", "memos.test", false), ("*", "memos.test", false), ("emos.test", "memos.test", false),
      ("memos.test.evil.test", "memos.test", false), ("10.0.0.1", "10.0.0.1", false),
      ("", "memos.test", false),
      ("*.", "memos.test", false), ("*.0.0.1", "10.0.0.1", false), ("mémos.test", "memos.test", false),
    ] as [(String, String, Bool)])
  func aCertificateCoversOnlyItsNames(name: String, host: String, isCovered: Bool) {
    #expect(CertificateNames(names: [name]).cover(host) == isCovered)
  }

  @Test func aCertificateCoversOnlyItsAddresses() {
    let names = CertificateNames(names: [], addresses: ["10.0.0.1", "fd00::7"])
    #expect(names.cover("10.0.0.1") && names.cover("fd00:0::7"))
    #expect(!names.cover("10.0.0.2") && !names.cover("memos.test") && !names.cover("10.0.0.1.test"))
    #expect(names.shown == ["10.0.0.1", "fd00::7"])
  }

  private static func failing(
    _ answer: String?, password: Bool = false
  ) async throws -> (exchange: Exchange, authority: String, connections: Int) {
    try await RawServer.run(answering: answer.map { Array($0.utf8) }, afterBlankLine: true) {
      port, connections in
      let login = password ? "user:p%40ss@" : ""
      let exchange = try await Exchange.run(at: "https://memos.test/v1", key: "mpg-secret") {
        $0.environment = ["HTTPS_PROXY": "http://\(login)127.0.0.1:\(port)"]
      }
      return (exchange, "127.0.0.1:\(port)", connections())
    }
  }

  @Test(
    arguments: [
      ("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", .requiresLogin),
      ("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", .declined(status: 502)),
      ("HTTP/1.1 503 Unavailable\r\nContent-Length: 3\r\n\r\nno!", .declined(status: 503)),
      ("HTTP/1.0 403 Forbidden\r\n\r\n<html><title>Blocked</title></html>", .declined(status: 403)),
      (
        "HTTP/1.1 302 Found\r\nLocation: http://login.test/\r\nContent-Length: 0\r\n\r\n",
        .declined(status: 302)
      ),
      ("SSH-2.0-OpenSSH_9.2p1\r\n\r\n", .closed), ("\u{1}\u{2}\u{3}\r\n\r\n", .closed), (nil, .closed),
    ] as [(String?, ServiceError.ProxyFault)])
  func aFailingProxyIsReportedAndNotRetried(answer: String?, fault: ServiceError.ProxyFault) async throws {
    let (exchange, authority, connections) = try await Self.failing(answer)
    let proxy = ServiceError.Proxy(authority: authority, variable: "HTTPS_PROXY", target: "memos.test:443")
    #expect(exchange.error?.reason == .proxy(fault, at: proxy))
    #expect(exchange.reports.isEmpty && exchange.pauses.isEmpty)
    // One more where the status has to be determined.
    if case .declined = fault { #expect(connections == 2) } else { #expect(connections == 1) }
  }

  @Test func proxyErrorsDoNotHoldItsPassword() async throws {
    for answer in ["HTTP/1.1 407 No\r\n\r\n", "HTTP/1.1 502 No\r\n\r\n", nil] {
      let (exchange, _, _) = try await Self.failing(answer, password: true)
      var dumped = ""
      dump(try #require(exchange.error), to: &dumped)
      #expect(!dumped.contains("p@ss") && !dumped.contains("p%40ss") && !dumped.contains("user:"))
    }
  }

  @Test func aMissingProxyIsReported() async throws {
    let exchange = try await Exchange.run(at: "https://memos.test") {
      $0.environment = ["HTTPS_PROXY": "http://proxy.invalid:3128"]
    }
    #expect(
      exchange.error?.reason
        == .proxy(
          .unknownHost,
          at: .init(authority: "proxy.invalid:3128", variable: "HTTPS_PROXY", target: "memos.test:443")))
  }

  @Test func aSilentProxyIsReportedAfterTheTimeout() async throws {
    try await ScriptedServer.run([.hang]) { server in
      let exchange = try await Exchange.run(at: "https://memos.test") {
        $0.environment = ["HTTPS_PROXY": "http://127.0.0.1:\(server.port)"]
        $0.timeout = 0.3
      }
      #expect(exchange.proxyFault == .timedOut(seconds: 0.3))
    }
  }

  @Test func aFailingSOCKSProxyIsReported() async throws {
    for answer in [[5, 255], [5, 0, 5, 5, 0, 1, 0, 0, 0, 0, 0, 0], Array("HTTP/1.1 400 No\r\n\r\n".utf8)]
      as [[UInt8]]
    {
      try await RawServer.run(answering: answer) { port in
        let exchange = try await Exchange.run(at: "https://memos.test") {
          $0.environment = ["HTTPS_PROXY": "socks5://127.0.0.1:\(port)"]
          $0.timeout = 2
        }
        #expect(exchange.proxyFault != nil, "\(answer): \(String(describing: exchange.error))")
      }
    }
  }

  @Test func aHostInNoProxyIsReachedDirectly() async throws {
    let (exchange, proxy, _) = try await Self.throughProxy(
      certificateFor: "DNS:memtui.invalid", host: "memtui.invalid", noProxy: "example.org,.invalid")
    #expect(exchange.error?.reason == .unknownHost("memtui.invalid"))
    #expect(proxy.requests.isEmpty)
  }

  @Test func aProxyThatRefusesConnectionsIsReported() async throws {
    let port = try LoopbackPort.refusing()
    let exchange = try await Exchange.run(at: "https://memtui.invalid") {
      $0.environment = ["https_proxy": "127.0.0.1:\(port)"]
    }
    let proxy = ServiceError.Proxy(
      authority: "127.0.0.1:\(port)", variable: "https_proxy", target: "memtui.invalid:443")
    #expect(exchange.error?.reason == .proxy(.refused, at: proxy))
  }

  @Test func thisMachineIsReachedDirectly() async throws {
    let exchange = try await Exchange.run([.answer(Exchange.emptyPage)]) {
      $0.environment = ["HTTPS_PROXY": "http://127.0.0.1:1", "HTTP_PROXY": "http://127.0.0.1:1"]
    }
    #expect(exchange.page != nil)
  }

  @Test(
    arguments: [
      ("*", true), ("api.memt.ai", true), ("memt.ai", true), (".memt.ai", true), ("*.memt.ai", true),
      ("API.Memt.AI", true), ("a.example, memt.ai", true), ("memt.ai:443", true), ("memt.ai:8443", false),
      ("emt.ai", false), ("", false), (",", false), ("10.0.0.0/8", false), ("ai.", false),
    ] as [(String, Bool)])
  func namesAreExcluded(list: String, isExcluded: Bool) {
    #expect(ProxyExclusions(list).cover(host: "api.memt.ai", port: 443) == isExcluded)
  }

  @Test(
    arguments: [
      ("10.1.2.3", "10.0.0.0/8", true), ("11.1.2.3", "10.0.0.0/8", false), ("10.1.2.3", "10.1.2.3", true),
      ("10.1.2.3", "10.1.2.3/33", false), ("192.168.129.1", "192.168.128.0/23", true),
      ("fd00::7", "fd00::/8", true), ("fe80::7", "fd00::/8", false), ("fd00::7", "[fd00::7]:443", true),
      ("fd00::7", "fd00::7", true), ("10.1.2.3", "10.0.0.0/x", false),
    ] as [(String, String, Bool)])
  func addressesAreExcluded(host: String, list: String, isExcluded: Bool) {
    #expect(ProxyExclusions(list).cover(host: host, port: 443) == isExcluded)
  }

  @Test(arguments: [
    "https://proxy:3128", "ftp://proxy", "http://", "socks5://user:secret@proxy", "http://proxy:0",
  ])
  func unsupportedProxiesAreRefusedWithoutTheirPassword(text: String) throws {
    var configuration = ClientConfiguration(baseURL: try BaseURL("https://api.memt.ai"))
    configuration.environment = ["HTTPS_PROXY": text]
    #expect(throws: ConfigurationFault.unusableProxy(variable: "HTTPS_PROXY")) {
      try MemOSClient(configuration)
    }
  }
}
