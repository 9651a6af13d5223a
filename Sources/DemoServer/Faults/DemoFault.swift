/// Something that goes wrong on request.
///
/// As text: a kind, its value after `=`, then limits and details, all separated by spaces or commas. `latency=5s`,
/// `error=40300 count=2 retry-after=3`, `drop page=3`, `redirect=https://elsewhere.example/ status=307`.
///
/// | kind | what happens |
/// |---|---|
/// | `latency=5s`, `latency=300ms` | the answer begins that much later |
/// | `error=40300` | HTTP 200 (or `status=…`) with this `code` in the body |
/// | `status=503` | this HTTP status with a short text that is not JSON |
/// | `close` | the connection closes before the first byte of an answer |
/// | `drop` | the connection closes in the middle of the body |
/// | `cut` | the body ends in the middle, with a `Content-Length` that agrees |
/// | `slow=1000` | the body arrives at that many bytes a second |
/// | `shift` | before each page call a new row arrives on top, so pages overlap |
/// | `pages=1`, `pages=null`, `pages=absent` | the answer claims so many pages, or claims nothing |
/// | `html` | an HTML page as a proxy or a captive portal sends it, HTTP 200 or `status=…` |
/// | `garbage` | bytes that are neither JSON nor UTF-8 |
/// | `huge`, `huge=80000000` | valid JSON of 68 MiB, or of that many bytes; `chunked` leaves `Content-Length` out |
/// | `redirect=URL` | HTTP 302 (or `status=…`) to the URL |
///
/// Limits: `page=N` (page calls with that page number only), `count=K` (the first K calls it applies to). Details:
/// `retry-after=SECONDS` adds the header, `status=HTTP` changes the status.
public struct DemoFault: Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case latency(milliseconds: Int)
    case error(code: Int)
    case status(Int)
    case close
    case drop
    case cut
    case slow(bytesPerSecond: Int)
    case shift
    case pages(PageClaim)
    case html
    case garbage
    case huge(bytes: Int, isChunked: Bool)
    case redirect(to: String)
  }

  public var kind: Kind
  /// Only page calls that ask for this page; nil is any call.
  public var page: Int?
  /// Only the first so many calls; nil is all.
  public var count: Int?
  /// Seconds of the `Retry-After` header.
  public var retryAfter: Int?
  /// The HTTP status of `error`, `html` and `redirect`, 200 to 599.
  public var status: Int?

  public init(
    _ kind: Kind, page: Int? = nil, count: Int? = nil, retryAfter: Int? = nil, status: Int? = nil
  ) {
    self.kind = kind
    self.page = page
    self.count = count
    self.retryAfter = retryAfter
    self.status = status
  }

  /// Over the 64 MiB that a client is expected to take.
  public static let hugeBody = 68 << 20
}
