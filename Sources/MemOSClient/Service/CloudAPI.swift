import AsyncHTTPClient
import MemoryModel
import NIOHTTP1

/// The service's own dialect: `POST {base}/get/memory` and `GET {base}/get/memory/{id}`.
struct CloudAPI: Sendable {
  private let baseURL: BaseURL
  private let headers: HTTPHeaders

  init(_ configuration: ClientConfiguration) throws(ConfigurationFault) {
    baseURL = configuration.baseURL
    var headers: HTTPHeaders = ["Accept": "application/json", "User-Agent": configuration.userAgent]
    if let key = configuration.key, !key.isEmpty {
      guard key.reveal().utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { throw .unusableKey }
      headers.add(name: "Authorization", value: "Token \(key.reveal())")
    }
    self.headers = headers
  }

  func page(_ request: PageRequest) throws -> HTTPClient.Request {
    var headers = headers
    headers.add(name: "Content-Type", value: "application/json")
    return try HTTPClient.Request(
      url: baseURL.appending("get/memory"), method: .POST, headers: headers, body: .bytes(request.body()))
  }

  func memory(id: String) throws -> HTTPClient.Request {
    try HTTPClient.Request(
      url: baseURL.appending("get/memory/" + Self.percentEncoded(id)), method: .GET, headers: headers)
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
