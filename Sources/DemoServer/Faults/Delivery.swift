import FlyingFox
import FoundationEssentials

/// How an answer goes out.
struct Delivery {
  let answer: Answer
  let faults: [DemoFault]

  /// One write for most pages.
  private static let bufferSize = 1 << 20

  var response: HTTPResponse {
    var headers = HTTPHeaders()
    for (name, value) in answer.headers { headers[HTTPHeader(name)] = value }
    headers[.contentType] = answer.contentType
    let status = HTTPStatusCode(answer.status, phrase: Delivery.phrase(answer.status))
    return HTTPResponse(statusCode: status, headers: headers, body: body)
  }

  private var body: HTTPBodySequence {
    for case .huge(let count, let isChunked) in faults.map(\.kind) {
      let huge = HugeBody(count: count)
      return isChunked
        ? HTTPBodySequence(from: huge, suggestedBufferSize: 65_536)
        : HTTPBodySequence(from: huge, count: huge.count, suggestedBufferSize: 65_536)
    }
    var bytes = answer.body
    if faults.contains(where: { $0.kind == .cut }) { bytes = Array(bytes.prefix(bytes.count / 2)) }
    var faulty = FaultyBody(bytes: bytes)
    for fault in faults {
      if case .slow(let rate) = fault.kind { faulty.bytesPerSecond = rate }
      if fault.kind == .drop { faulty.breaksAfter = bytes.count / 2 }
    }
    guard faulty.bytesPerSecond != nil || faulty.breaksAfter != nil else {
      return HTTPBodySequence(data: Data(bytes), suggestedBufferSize: Delivery.bufferSize)
    }
    return HTTPBodySequence(from: faulty, count: bytes.count, suggestedBufferSize: 65_536)
  }

  private static func phrase(_ status: Int) -> String {
    switch status {
    case 200: "OK"
    case 302: "Found"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 429: "Too Many Requests"
    case 500: "Internal Server Error"
    case 502: "Bad Gateway"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    default: "Status \(status)"
    }
  }
}
