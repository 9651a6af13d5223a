import AsyncHTTPClient
import MemoryModel
import NIOHTTP1

/// Requests to one service, with its key where there is one.
struct RequestMaker: Sendable {
  private let baseURL: BaseURL
  private let key: Secret?
  private let userAgent: String

  init(_ configuration: ClientConfiguration) throws(ConfigurationFault) {
    baseURL = configuration.baseURL
    userAgent = configuration.userAgent
    key = configuration.key.flatMap { $0.isEmpty ? nil : $0 }
    guard key?.reveal().utf8.allSatisfy({ 0x21...0x7E ~= $0 }) != false else { throw .unusableKey }
  }

  func request(
    _ method: HTTPMethod, _ path: String, body: [UInt8]? = nil
  ) throws(ServiceError) -> HTTPClient.Request {
    var headers: HTTPHeaders = [
      "Accept": "application/json", "Content-Type": "application/json", "User-Agent": userAgent,
    ]
    if let key { headers.add(name: "Authorization", value: "Token \(key.reveal())") }
    do {
      return try HTTPClient.Request(
        url: baseURL.appending(path), method: method, headers: headers, body: body.map { .bytes($0) })
    } catch {
      throw ServiceError(.other(detail: "the base URL cannot be used"))
    }
  }

  /// `a/b%` gives `a%2Fb%25`; a dot alone is a path of its own, so `..` gives `%2E%2E`.
  static func percentEncoded(_ id: String) -> String {
    let isDots = id == "." || id == ".."
    var encoded = ""
    for byte in id.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"):
        encoded.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: ".") where !isDots:
        encoded += "."
      default:
        encoded += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    return encoded
  }
}
