import MemOSClient
import Testing

@Suite struct BaseURLTests {
  @Test(
    arguments: [
      ("https://memos.memtensor.cn/api/openmem/v1", "https://memos.memtensor.cn/api/openmem/v1"),
      ("https://memos.memtensor.cn/api/openmem/v1/", "https://memos.memtensor.cn/api/openmem/v1"),
      ("HTTPS://API.Memt.AI:443", "https://api.memt.ai"),
      ("https://a.example:8443/", "https://a.example:8443"),
      ("http://127.0.0.1:8787", "http://127.0.0.1:8787"),
      ("http://127.9.9.9", "http://127.9.9.9"),
      ("http://localhost:80/x", "http://localhost/x"),
      ("http://[::1]:8787/v1", "http://[::1]:8787/v1"),
      ("http://[0:0:0:0:0:0:0:1]", "http://[0:0:0:0:0:0:0:1]"),
    ] as [(String, String)])
  func aValidURLIsNormalised(text: String, normal: String) throws {
    #expect(try BaseURL(text).description == normal)
  }

  @Test(
    arguments: [
      ("http://memos.example", .insecureHTTP(host: "memos.example")),
      ("http://127.1", .insecureHTTP(host: "127.1")),
      ("http://127.0.0.1.evil.example", .insecureHTTP(host: "127.0.0.1.evil.example")),
      ("http://localhost.evil.example", .insecureHTTP(host: "localhost.evil.example")),
      ("http://[::2]", .insecureHTTP(host: "::2")),
      ("http://0.0.0.0", .insecureHTTP(host: "0.0.0.0")),
      ("http://localhost@evil.example", .hasUserInfo),
      ("https://user:pass@a.example", .hasUserInfo),
      ("https://a.example/?q=1", .hasQuery),
      ("https://a.example/#x", .hasFragment),
      ("http://localhost#@evil.example", .hasFragment),
      ("ftp://a.example", .unsupportedScheme("ftp")),
      ("memos.example", .notAURL), ("", .notAURL), ("https://", .notAURL), ("https:///path", .notAURL),
      ("https://a b.example", .notAURL), ("https://a.example//", .notAURL),
      ("https://a.example/../x", .notAURL),
      ("https://a.example:0", .notAURL), ("https://a.example:65536", .notAURL),
      ("https://a.example:", .notAURL),
      ("https://[::1", .notAURL), ("https://[::1]x", .notAURL), ("https://[zz]", .notAURL),
      ("http://localhost\\@evil.example", .notAURL), ("https://ü.example", .notAURL),
      ("https://a..b", .notAURL),
      ("https://a.example/%zz", .notAURL),
    ] as [(String, BaseURL.Fault)])
  func anInvalidURLIsRefused(text: String, fault: BaseURL.Fault) {
    #expect(throws: fault) { try BaseURL(text) }
  }

  @Test func plainHTTPIsAllowedOnlyByOption() throws {
    #expect(
      try BaseURL("http://memos.example", allowInsecureHTTP: true).description == "http://memos.example")
  }
}
