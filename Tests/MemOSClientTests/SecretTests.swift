import MemOSClient
import MemoryModel
import TestSupport
import Testing

@Suite struct SecretTests {
  static let key = "mpg-0123456789"

  @Test func printsAMask() throws {
    let secret = Secret(Self.key)
    var dumped = ""
    dump(ClientConfiguration(baseURL: try BaseURL("https://a.example"), key: secret), to: &dumped)
    for text in ["\(secret)", String(reflecting: secret), String(describing: [secret]), dumped] {
      #expect(!text.contains(Self.key))
    }
  }

  @Test(
    arguments: [
      .answer(401, #"{"code":40132,"message":"bad key mpg-0123456789"}"#),
      .answer(401, #"{"code":40132,"message":"bad key mpg\u002d0123456789"}"#),
      .answer(403, "<p>mpg-0123456789</p>", headers: ["traceid": "t-mpg-0123456789"]),
      .answer(403, "<p>" + String(repeating: "x", count: 190) + "mpg-0123456789</p>"),
      .answer(302, "", headers: ["Location": "https://elsewhere.example/?key=mpg-0123456789"]),
      .answer(200, #"["mpg-0123456789"]"#), .answer(404, #"{"detail":"Token mpg-0123456789"}"#),
    ] as [ScriptedReply])
  func isTakenOutOfWhatTheServiceSays(reply: ScriptedReply) async throws {
    let exchange = try await Exchange.run([reply], key: Self.key)
    let error = try #require(exchange.error)
    var dumped = ""
    dump(error, to: &dumped)
    #expect(!dumped.contains("mpg-0"))
    #expect(exchange.requests.first?.headers["authorization"] == "Token \(Self.key)")
  }

  @Test(arguments: ["two words", "line\nbreak", "schlüssel", "tab\t"])
  func aKeyThatNoHeaderCarriesIsRefused(key: String) throws {
    let configuration = ClientConfiguration(baseURL: try BaseURL("https://a.example"), key: Secret(key))
    #expect(throws: ConfigurationFault.unusableKey) { try MemOSClient(configuration) }
  }
}
