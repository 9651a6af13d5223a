import MemOSClient
import MemoryModel
import TestSupport
import Testing

@Suite struct SecretTests {
  static let key = "mpg-0123456789"

  @Test func aSecretPrintsAMask() throws {
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
  func theKeyIsRemovedFromMessagesOfTheService(reply: ScriptedReply) async throws {
    let exchange = try await Exchange.run([reply], key: Self.key)
    let error = try #require(exchange.error)
    var dumped = ""
    dump(error, to: &dumped)
    #expect(!dumped.contains("mpg-0"))
    #expect(exchange.requests.first?.headers["authorization"] == "Token \(Self.key)")
  }

  /// A server may repeat the key in the escaping of its own format.
  @Test(
    arguments: [
      "mpg%2D0123456789", "mpg%2d0123456789", "%6D%70%67%2D%30%31%32%33%34%35%36%37%38%39",
      "mpg%252D0123456789",
      #"mpg\\u002d0123456789"#, #"mpg\\\\u002D0123456789"#, #"mpg\\x2d0123456789"#, "mpg&#45;0123456789",
      "mpg&#x2D;0123456789",
      "bXBnLTAxMjM0NTY3ODk=", "VG9rZW4gbXBnLTAxMjM0NTY3ODk=", "a21wZy0wMTIzNDU2Nzg5",
      "a2ttcGctMDEyMzQ1Njc4OQ",
      "6d70672d30313233343536373839", "6D70672D30313233343536373839",
    ])
  func theKeyIsRemovedInEverySpelling(spelling: String) async throws {
    let replies: [ScriptedReply] = [
      .answer(403, "<p>\(spelling)</p>"),
      .answer(400, "{\"code\":40000,\"message\":\"bad \(spelling) key\"}"),
      .answer(302, "", headers: ["Location": "https://elsewhere.example/?key=\(spelling)"]),
    ]
    for reply in replies {
      let exchange = try await Exchange.run([reply], key: Self.key)
      var dumped = ""
      dump(try #require(exchange.error), to: &dumped)
      #expect(
        !dumped.contains("0123456789") && !dumped.contains("30313233") && !dumped.contains("MTIzND"),
        "\(dumped)")
      #expect(
        !dumped.contains("AxMjM") && !dumped.contains("EyMzQ") && !dumped.contains("%30%31"), "\(dumped)")
      #expect(dumped.contains("•••"), "\(dumped)")
    }
  }

  @Test(arguments: ["two words", "line\nbreak", "schlüssel", "tab\t"])
  func aKeyThatNoHeaderCanCarryIsRefused(key: String) throws {
    let configuration = ClientConfiguration(baseURL: try BaseURL("https://a.example"), key: Secret(key))
    #expect(throws: ConfigurationFault.unusableKey) { try MemOSClient(configuration) }
  }
}
