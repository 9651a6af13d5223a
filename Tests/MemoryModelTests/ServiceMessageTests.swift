import MemoryModel
import Testing

@Suite struct ServiceMessageTests {
  @Test(
    arguments: [
      (#"{"message":"no"}"#, "no"), (#"{"msg":"user is frozen"}"#, "user is frozen"),
      (#"{"detail":"no"}"#, "no"),
      (#"{"error":"Invocation stopped"}"#, "Invocation stopped"), (#"{"error":{"message":"no"}}"#, "no"),
      (#"{"errors":[{"message":"no"},{"message":"nor this"}]}"#, "no; nor this"),
      (#"{"errors":["no"]}"#, "no"),
      (#"{"data":{"message":"no"}}"#, "no"), (#"{"data":{"success":false,"msg":"no"}}"#, "no"),
      (
        #"{"detail":[{"type":"int_parsing","loc":["body","page"],"msg":"Input should be a valid integer","input":"x"}]}"#,
        "body.page: Input should be a valid integer"
      ),
      (#"{"detail":[{"loc":["body","filter","and",0],"msg":"no"}]}"#, "body.filter.and.0: no"),
      (
        #"{"message":"Parameter validation error","detail":[{"loc":["body","page"],"msg":"bad"}]}"#,
        "Parameter validation error: body.page: bad"
      ),
      (
        #"{"code":422,"message":"Invalid.","data":null,"errors":[{"loc":["a"],"msg":"x."},{"loc":["b"],"msg":"y"}]}"#,
        "Invalid: a: x; b: y"
      ),
      (#"{"message":"no","detail":["x"]}"#, "no"),
      (#"{"message":"no: a: x","detail":[{"loc":["a"],"msg":"x"}]}"#, "no: a: x"),
      (
        #"{"detail":[{"loc":["body","user"],"msg":"field required."},{"loc":["body","page"],"msg":"bad"}]}"#,
        "body.user: field required; body.page: bad"
      ),
      (#"{"detail":["a","b","c","d"]}"#, "a; b; c; and more"), (#"{"detail":{"error":"no"}}"#, "no"),
      (#"{"detail":{"reason":"no"}}"#, "no"), (#"{"Message":"no"}"#, "no"), (#"{"ErrorMessage":"no"}"#, "no"),
      (#"{"error":"invalid_token","error_description":"It expired"}"#, "invalid_token"),
      (#"{"type":"about:blank","title":"Out of credit","status":403}"#, "Out of credit"),
      // Empty and meaningless messages are skipped.
      (#"{"message":"","msg":null,"detail":" ","error":"no"}"#, "no"),
      (#"{"message":"ok","data":{"message":"no"}}"#, "no"),
      (#"{"message":"failed","detail":"no"}"#, "no"), (#"{"error":true,"reason":"no"}"#, "no"),
      (#"{"error":500,"detail":"no"}"#, "no"), (#"{"message":"ok"}"#, "ok"),
      // Numbers and objects are used if there is no text.
      (#"{"message":42}"#, "42"), (#"{"message":{"a": [1]}}"#, #"{"a":[1]}"#), (#"{"message":[]}"#, nil),
      (#"{"error":{"code":"x"}}"#, #"{"code":"x"}"#), (#""Forbidden""#, "Forbidden"),
      (#"[{"message":"no"}]"#, "no"),
      ("{}", nil), ("null", nil), (#"{"message":true}"#, nil), (#"{"data":[{"message":"a row"}]}"#, nil),
      (#"{"code":1,"memory":"x"}"#, nil), ("<html>", nil), ("", nil),
    ] as [(String, String?)])
  func theMessageIsFoundInAnyShape(body: String, message: String?) {
    #expect(ServiceMessage.inJSON(Array(body.utf8)) == message)
  }

  @Test func deepBodiesAndLongMessagesAreBounded() {
    let deep = String(repeating: #"{"error":"#, count: 5000) + #""x""# + String(repeating: "}", count: 5000)
    #expect((ServiceMessage.inJSON(Array(deep.utf8))?.unicodeScalars.count ?? 0) <= ServiceMessage.longest)
    let long = #"{"message":"\#(String(repeating: "x", count: 10_000))"}"#
    #expect(ServiceMessage.inJSON(Array(long.utf8))?.count == ServiceMessage.longest)
  }

  @Test(
    arguments: [
      (
        "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center>x</center></body></html>",
        "502 Bad Gateway"
      ),
      (
        "<!DOCTYPE html>\n<HTML><TITLE lang=en>\n  Sign\n in &amp; wait &#8211; it&#x27;s&nbsp;late </TITLE>",
        "Sign in & wait – it's late"
      ),
      ("\u{FEFF}  <html><title></title><h1>Access denied</h1>", "Access denied"),
      ("<html><body><p>no</p><script>var a = '<b>'</script>way", "no way"),
      (
        "<?xml version='1.0'?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>",
        "Request has expired"
      ),
      ("<html><style>p {}</style><!-- no --></html>", ""),
      ("upstream connect error", "upstream connect error"),
      ("<title>a &lt;b&gt; &bogus; &#0; &#xFFFFFFFF; & c", "a <b> &bogus; \0 &#xFFFFFFFF; & c"),
      ("<3 servers", "<3 servers"), ("<title", ""), ("<", "<"), ("", ""), ("  no\n", "no\n"),
    ] as [(String, String)])
  func theMessageOfAnHTMLPageIsItsTitle(body: String, message: String) {
    #expect(ServiceMessage.inText(body) == message)
  }

  @Test func aLongPageIsReadInTime() {
    let tags = String(repeating: "<b>&amp;", count: 8_000)
    let clock = ContinuousClock()
    #expect(clock.measure { _ = ServiceMessage.inText("<html>" + tags) } < .seconds(5))
  }
}
