import MemoryModel
import Testing

@Suite struct CurlTests {
  @Test func theLineIsQuotedForAShellAndHasNoKey() {
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
