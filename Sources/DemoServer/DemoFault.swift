import NIOCore
import NIOHTTP1

/// A fault as text: a kind, its value after `=`, then limits and details, separated by spaces or commas:
/// `latency=5s`, `error=40300 count=2 retry-after=3`, `redirect=https://elsewhere.example/ status=307`.
///
/// ``forms`` has the kinds.
///
/// Limits: `page=N`, `count=K` (the first K calls). Details: `retry-after=SECONDS`, `status=HTTP`.
public struct DemoFault: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case latency(milliseconds: Int)
    case error(code: Int)
    case status(Int)
    case close, drop, cut
    case slow(bytesPerSecond: Int)
    case shift, story
    case pages(PageClaim)
    case html, garbage
    case huge(bytes: Int, isChunked: Bool)
    case redirect(to: String)
  }

  public var kind: Kind
  /// Only page calls that ask for this page; nil is any call.
  public var page: Int?
  public var count: Int?
  public var retryAfter: Int?
  /// The HTTP status of `error`, `html` and `redirect`, 200 to 599.
  public var status: Int?

  /// Each kind as it is written, and what happens.
  public static let forms: [(example: String, meaning: String)] = [
    ("latency=5s", "the answer begins that much later; also 300ms"),
    ("error=40300", "HTTP 200 (or status=HTTP) with this code in the body"),
    ("status=503", "this HTTP status with a short text that is not JSON"),
    ("close", "the connection closes before the first byte of an answer"),
    ("drop", "the connection closes in the middle of the body"),
    ("cut", "the body ends in the middle, and Content-Length agrees"),
    ("slow=1000", "the body arrives at that many bytes a second"),
    ("shift", "a new row arrives on top before each page call"),
    ("story", "memories change, a step when page 1 is asked for again"),
    ("pages=1", "the answer claims so many pages, or null, or absent"),
    ("html", "HTTP 200 (or status=HTTP) with a page as proxies send it"),
    ("garbage", "bytes that are neither JSON nor UTF-8"),
    ("huge=80000000", "valid JSON of so many bytes; chunked: no Content-Length"),
    ("redirect=URL", "HTTP 302 (or status=HTTP) to this URL"),
  ]
  /// Over the 64 MiB that a client is expected to take.
  public static let hugeBody = 68 << 20
}

struct Delivery {
  let head: HTTPResponseHead
  let body: AnswerBody
  let end: Int
  let isChunked: Bool
  private(set) var bytesPerSecond: Int?
  /// After the bytes that are sent the connection closes, though more were promised.
  let breaks: Bool
  let closesFirst: Bool
  /// Of a huge body, so that it is never in memory as a whole.
  private static let largePiece = 65_536

  init(answer: Answer, faults: [DemoFault]) {
    let promised = faults.contains { $0.kind == .cut } ? answer.body.count / 2 : answer.body.count
    body = answer.body
    isChunked = answer.isChunked
    closesFirst = faults.contains { $0.kind == .close }
    breaks = faults.contains { $0.kind == .drop }
    end = breaks ? promised / 2 : promised
    for case .slow(let rate) in faults.map(\.kind) { bytesPerSecond = rate }
    var headers = HTTPHeaders(answer.headers.sorted { $0.key < $1.key })
    headers.add(name: "Content-Type", value: answer.contentType)
    if !isChunked { headers.add(name: "Content-Length", value: String(promised)) }
    head = HTTPResponseHead(
      version: .http1_1,
      status: HTTPResponseStatus(statusCode: answer.status, reasonPhrase: "Status \(answer.status)"),
      headers: headers)
  }

  /// Bytes that are sent at once: ten pieces a second of a slow body, the whole of a usual one.
  var pieceSize: Int {
    if let bytesPerSecond { return min(Self.largePiece, max(1, bytesPerSecond / 10)) }
    if case .huge = body { return Self.largePiece }
    return end
  }
}

/// A valid answer with one endless fact, made while it is sent: its size costs no memory here.
struct HugeBody {
  let count: Int

  private static let head = Array(
    #"{"code":0,"message":"ok","data":{"memory_detail_list":[{"id":"00000000-0000-4000-8000-000000000000","memory_value":""#
      .utf8)
  private static let tail = Array(#""}]}}"#.utf8)

  init(count: Int) { self.count = max(count, Self.head.count + Self.tail.count) }

  func piece(from start: Int, atMost length: Int) -> ByteBuffer {
    let tailStart = count - Self.tail.count
    if start < Self.head.count {
      return ByteBuffer(bytes: Self.head[start...].prefix(length))
    } else if start < tailStart {
      return ByteBuffer(repeating: UInt8(ascii: "x"), count: min(length, tailStart - start))
    } else {
      return ByteBuffer(bytes: Self.tail[(start - tailStart)...].prefix(length))
    }
  }
}

public struct DemoFaultError: Error, Equatable, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}

extension DemoFault {
  public init(parsing text: String) throws(DemoFaultError) {
    let words = text.split { $0 == " " || $0 == "," }
    guard let first = words.first else {
      throw DemoFaultError("A fault is empty; write for example latency=5s or error=40300 count=2.")
    }
    let (name, value) = Self.nameAndValue(first)
    self.init(kind: try Self.kind(name, value))
    for word in words.dropFirst() { try read(detail: word) }
  }

  private mutating func read(detail word: Substring) throws(DemoFaultError) {
    let (name, value) = Self.nameAndValue(word)
    switch name {
    case "page": page = try Self.number(name, value, 1...Int.max)
    case "count": count = try Self.number(name, value, 1...Int.max)
    case "retry-after": retryAfter = try Self.number(name, value, 0...Int.max)
    case "status": status = try Self.number(name, value, 200...599)
    case "chunked":
      guard case .huge(let bytes, _) = kind, value == nil else {
        throw DemoFaultError("chunked goes with huge only, and takes no value.")
      }
      kind = .huge(bytes: bytes, isChunked: true)
    default:
      throw DemoFaultError(
        "\"\(name)\" is not known after a fault; page, count, retry-after, status and chunked are.")
    }
  }

  private static func kind(_ name: Substring, _ value: Substring?) throws(DemoFaultError) -> Kind {
    switch name {
    case "latency": return .latency(milliseconds: try milliseconds(value))
    case "error": return .error(code: try number(name, value, 1...Int.max))
    case "status": return .status(try number(name, value, 200...599))
    case "slow": return .slow(bytesPerSecond: try number(name, value, 1...Int.max))
    case "huge":
      let bytes = try value == nil ? hugeBody : number(name, value, 1...Int.max)
      return .huge(bytes: bytes, isChunked: false)
    case "redirect":
      guard let value, !value.isEmpty else {
        throw DemoFaultError("redirect needs a URL, for example redirect=https://elsewhere.example/.")
      }
      return .redirect(to: String(value))
    case "pages":
      if value == "null" { return .pages(.null) }
      if value == "absent" { return .pages(.absent) }
      let pages = try number(name, value, 0...1_000_000)
      return .pages(.pages(pages, total: pages))
    default:
      guard let kind = withoutValue[String(name)] else {
        throw DemoFaultError("\"\(name)\" is not a fault; these are: \(names.joined(separator: ", ")).")
      }
      guard value == nil else { throw DemoFaultError("\(name) takes no value.") }
      return kind
    }
  }

  private static let withoutValue: [String: Kind] = [
    "close": .close, "drop": .drop, "cut": .cut, "shift": .shift, "story": .story, "html": .html,
    "garbage": .garbage,
  ]

  private static let names = forms.map { String(nameAndValue(Substring($0.example)).0) }

  private static func nameAndValue(_ word: Substring) -> (Substring, Substring?) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    return (parts[0], parts.count > 1 ? parts[1] : nil)
  }

  private static func number(
    _ name: Substring, _ value: Substring?, _ allowed: ClosedRange<Int>
  ) throws(DemoFaultError) -> Int {
    guard let value, let number = Int(value), allowed.contains(number) else {
      let range =
        allowed.upperBound == .max
        ? "\(allowed.lowerBound) or more" : "from \(allowed.lowerBound) to \(allowed.upperBound)"
      throw DemoFaultError("\(name) needs a whole number, \(range), not \"\(value ?? "")\".")
    }
    return number
  }

  /// `5s`, `300ms`
  private static func milliseconds(_ value: Substring?) throws(DemoFaultError) -> Int {
    let text = value ?? ""
    let scale = text.hasSuffix("ms") ? 1 : text.hasSuffix("s") ? 1000 : 0
    guard scale > 0, let number = Double(text.dropLast(scale == 1 ? 2 : 1)), (0...86_400_000).contains(number)
    else {
      throw DemoFaultError("latency needs a time such as 5s or 300ms, not \"\(text)\".")
    }
    return Int(number * Double(scale))
  }
}

extension DemoFault {
  var spoilsTheAnswer: Bool { replacement != nil || [.close, .drop, .cut].contains(kind) }

  var replacement: Answer? {
    var answer: Answer
    switch kind {
    case .error(let code):
      answer = Answer(body: .bytes(Refusal(code: code, message: Self.message(of: code)).body))
    case .status(let status): answer = Answer(status: status, text: "HTTP status \(status)\n")
    case .html: answer = Answer(contentType: "text/html; charset=utf-8", text: Self.page)
    case .garbage:
      answer = Answer(body: .bytes((0..<4096).map { UInt8(truncatingIfNeeded: Noise.mix(UInt64($0)) >> 8) }))
    case .redirect(let url): answer = Answer(status: 302, headers: ["Location": url])
    case .huge(let count, let isChunked):
      answer = Answer(body: .huge(HugeBody(count: count)), isChunked: isChunked)
    case .latency, .close, .drop, .cut, .slow, .shift, .story, .pages: return nil
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
