import Testing

@testable import memtui

@Suite struct ServiceURLTests {
  @Test(arguments: [
    // Given, as kept, host.
    ("https://memos.example.com/api/v1", "https://memos.example.com/api/v1", "memos.example.com"),
    ("https://memos.example.com/api/v1/", "https://memos.example.com/api/v1", "memos.example.com"),
    ("HTTPS://Memos.Example.COM", "HTTPS://Memos.Example.COM", "memos.example.com"),
    ("http://127.0.0.1:8787", "http://127.0.0.1:8787", "127.0.0.1"),
    ("http://127.8.9.1/", "http://127.8.9.1", "127.8.9.1"),
    ("http://localhost:1/v1", "http://localhost:1/v1", "localhost"),
    ("http://[::1]:8787/v1", "http://[::1]:8787/v1", "::1"),
  ])
  func `accepted`(given: String, text: String, host: String) throws {
    let url = try ServiceURL(given, allowsInsecureHTTP: false)
    #expect(url.text == text)
    #expect(url.host == host)
  }

  @Test(arguments: [
    "http://127.0.0.1.example.com", "http://localhost.example.com", "http://128.0.0.1", "http://10.0.0.1",
    "http://[::2]", "http://0.0.0.0", "http://2130706433",
  ])
  func `plain http to another machine needs the flag`(given: String) throws {
    #expect(throws: ServiceURL.Fault.self) { try ServiceURL(given, allowsInsecureHTTP: false) }
    #expect(try ServiceURL(given, allowsInsecureHTTP: true).isEncrypted == false)
  }

  @Test(arguments: [
    "", "https://", "https:///path", "https:x", "x.example.com", "//x.example.com", "file:///etc/passwd",
    "https://x.example:0", "https://x.example:65536", "https://x.example:port", "https://x y.example",
    "https://x.example/a\nb", "https://x.example/\u{1B}", "https://x.exam\u{202E}ple",
  ])
  func `not an address`(given: String) {
    #expect(throws: ServiceURL.Fault.notHTTP) { try ServiceURL(given, allowsInsecureHTTP: true) }
  }
}
