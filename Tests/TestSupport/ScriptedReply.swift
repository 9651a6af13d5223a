/// What the server sends for one request, byte for byte, and what it does then.
public struct ScriptedReply: Sendable {
  public enum Ending: Sendable {
    case keepAlive
    case close
    /// RST instead of FIN.
    case reset
    /// Neither another byte nor an end.
    case hang
  }

  public var bytes: [UInt8]
  public var ending: Ending

  public init(bytes: [UInt8], ending: Ending = .keepAlive) {
    self.bytes = bytes
    self.ending = ending
  }

  /// An answer with a right `Content-Length`.
  public static func answer(
    _ status: Int, _ body: String, headers: [String: String] = [:], ending: Ending = .keepAlive
  ) -> ScriptedReply {
    let headers = headers.merging(["Content-Length": "\(body.utf8.count)"]) { told, _ in told }
    return raw(status, headers: headers, body: Array(body.utf8), ending: ending)
  }

  public static func answer(
    _ body: String, headers: [String: String] = [:], ending: Ending = .keepAlive
  ) -> ScriptedReply {
    answer(200, body, headers: headers, ending: ending)
  }

  /// An answer with exactly these headers: `Content-Length: 100` with a body of 10 bytes is a body cut short.
  public static func raw(
    _ status: Int = 200, headers: [String: String] = [:], body: [UInt8] = [], ending: Ending = .close
  ) -> ScriptedReply {
    let lines = headers.map { "\($0): \($1)\r\n" }.joined()
    return ScriptedReply(bytes: Array("HTTP/1.1 \(status) Told\r\n\(lines)\r\n".utf8) + body, ending: ending)
  }

  public static let hang = ScriptedReply(bytes: [], ending: .hang)
  public static let close = ScriptedReply(bytes: [], ending: .close)
  public static let reset = ScriptedReply(bytes: [], ending: .reset)
}

extension ScriptedReply: CustomStringConvertible {
  /// Enough to tell cases apart: replies may be megabytes.
  public var description: String {
    String(decoding: bytes.prefix(120), as: UTF8.self).replacing("\r\n", with: "|")
      + " (\(bytes.count) bytes, \(ending))"
  }
}
