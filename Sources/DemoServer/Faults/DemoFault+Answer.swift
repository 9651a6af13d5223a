extension DemoFault {
  /// What stands in the answer's place; nil where the answer stays what it is.
  var replacement: Answer? {
    var answer: Answer
    switch kind {
    case .error(let code):
      answer = Answer(body: .bytes(Refusal(code: code, message: DemoFault.message(of: code)).body))
    case .status(let status):
      answer = Answer(
        status: status, contentType: "text/plain", body: .bytes(Array("HTTP status \(status)\n".utf8)))
    case .html:
      answer = Answer(contentType: "text/html; charset=utf-8", body: .bytes(Array(DemoFault.page.utf8)))
    case .garbage:
      answer = Answer(body: .bytes((0..<4096).map { UInt8(truncatingIfNeeded: Noise.mix(UInt64($0)) >> 8) }))
    case .redirect(let url):
      answer = Answer(status: 302, headers: ["Location": url])
    case .huge(let count, let isChunked):
      answer = Answer(body: .huge(HugeBody(count: count)), isChunked: isChunked)
    case .latency, .close, .drop, .cut, .slow, .shift, .pages: return nil
    }
    if let status { answer.status = status }
    if let retryAfter { answer.headers["Retry-After"] = String(retryAfter) }
    return answer
  }

  func claim(size: Int) -> PageClaim? {
    guard case .pages(let claim) = kind else { return nil }
    if case .pages(let pages, _) = claim { return .pages(pages, total: pages * size) }
    return claim
  }

  private static let page = """
    <!DOCTYPE html>
    <html><head><title>502 Bad Gateway</title></head>
    <body><center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center></body></html>

    """

  private static func message(of code: Int) -> String {
    switch code {
    case 40000: "bad parameter"
    case 40001: "not found"
    case 40020: "invalid project id"
    case 40100, 40130: "API key is missing"
    case 40132: "API key is invalid or expired"
    case 40300: "rate limit exceeded, slow down"
    case 40304: "the call quota of this account is used up"
    case 40305: "input is over the token limit"
    case 50000: "internal error"
    case 50002: "operation failed"
    case 50004: "memory service is unavailable"
    case 50005: "search service is unavailable"
    default: "fault \(code) on request"
    }
  }
}
