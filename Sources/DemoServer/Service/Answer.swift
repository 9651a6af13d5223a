/// An HTTP answer before it is sent.
struct Answer {
  var status = 200
  var headers: [String: String] = [:]
  var contentType = "application/json"
  var body: AnswerBody = .bytes([])
  /// Without a `Content-Length`.
  var isChunked = false
}
