import MemoryModel
import Testing

@Suite struct JSONEncodingTests {
  @Test func prettyPrintingKeepsOrderAndDigits() throws {
    let value = try JSONValue(parsing: #"{"b":[1.0,{"x":null}],"a":{},"c":[],"d":"l1\nl2"}"#)
    #expect(
      value.prettyPrinted() == """
        {
          "b": [
            1.0,
            {
              "x": null
            }
          ],
          "a": {},
          "c": [],
          "d": "l1\\nl2"
        }
        """)
  }

  @Test(
    arguments: [
      ("\u{1B}[31m", #""\u001b[31m""#), ("\u{7F}\u{9B}", #""\u007f\u009b""#), ("a\u{202E}b", #""a\u202eb""#),
      ("\u{200B}\u{FEFF}\u{2066}", #""\u200b\ufeff\u2066""#), ("\u{2028}", #""\u2028""#),
      ("\u{E0041}", #""\udb40\udc41""#), ("\u{E000}\u{10FFFD}", #""\ue000\udbff\udffd""#),
      ("中文 é 😀 \u{FFFD}", "\"中文 é 😀 \u{FFFD}\""), ("\u{AD}", #""\u00ad""#),
      ("e\u{301}", "\"e\u{301}\""), ("\"\\/\t", #""\"\\/\t""#),
    ] as [(String, String)])
  func unprintableCharactersAreEscaped(text: String, encoded: String) throws {
    let written = JSONValue.string(text).encoded(escaping: .unprintable)
    #expect(written == encoded)
    #expect(try JSONValue(parsing: written) == .string(text))
  }

  @Test func byDefaultOnlyRequiredEscapesAreUsed() {
    #expect(JSONValue.string("\u{202E}\u{7F}\u{1F}\u{0}").encoded() == "\"\u{202E}\u{7F}\\u001f\\u0000\"")
  }

  @Test(
    arguments: [
      (Subject.user("memos_user_123"), true, false, #""user_id":"memos_user_123""#),
      (.agent("a\"1\n"), false, true, #""agent_id":"a\"1\n""#),
    ] as [(Subject, Bool, Bool, String)])
  func aRequestCarriesOneSubjectAndBothFlags(subject: Subject, preferences: Bool, tools: Bool, member: String)
  {
    let request = PageRequest(
      subject: subject, page: 2, size: 50, includesPreferences: preferences, includesTools: tools)
    let flags = #""include_preference":\#(preferences),"include_tool_memory":\#(tools)"#
    #expect(String(decoding: request.body(), as: UTF8.self) == "{\(member),\"page\":2,\"size\":50,\(flags)}")
  }
}

@Suite struct CurlTests {
  @Test func theCurlLineIsQuotedForAShellAndHasNoKey() {
    let request = PageRequest(
      subject: .user("o'neil $HOME\u{1B}\u{202E}"), page: 1, size: 50, includesTools: false,
      filter: .object(JSONObject([JSONObject.Member(key: "and", value: .array([]))])))
    #expect(
      request.curlLine(baseURL: "https://memos.example/v1") == """
        curl -sS 'https://memos.example/v1/get/memory' -H "Authorization: Token $MEMOS_API_KEY" \
        -H 'Content-Type: application/json' --data-raw '{"user_id":"o'\\''neil $HOME\\u001b\\u202e",\
        "page":1,"size":50,"include_preference":true,"include_tool_memory":false,"filter":{"and":[]}}'
        """)
  }
}
