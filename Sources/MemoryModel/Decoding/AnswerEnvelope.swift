/// What stands around the rows: `{"code":0,"message":"ok","data":{…}}`, members in any order.
public struct AnswerEnvelope: Sendable {
  /// A number or digits in a string; nil where absent or anything else.
  public private(set) var code: Int?
  /// `message`, else `detail` (FastAPI's word), at most ``longestMessage`` scalars. Not cleaned for a terminal.
  public private(set) var message: String?
  /// `retry_after` in seconds: what the open-source server adds to its 429.
  public private(set) var retryAfter: Double?
  /// Where `data` lies in the body, nil when absent.
  public var data: Range<Int>? { dataToken?.range }
  private(set) var dataToken: JSONToken?
  /// `"data":null`
  public var holdsNull: Bool { dataToken?.kind == .null }

  public static let longestMessage = 4_000

  /// 0 is the service's success, 200 the SDK's; an answer with a `data` object and no code is one too.
  public var isSuccess: Bool {
    code.map { $0 == 0 || $0 == 200 } ?? (dataToken?.kind == .object)
  }

  /// Checks the grammar of the whole body; throws only ``AnswerFault/notJSON(_:)`` and ``AnswerFault/notAnObject``.
  public init(decoding body: [UInt8]) throws(AnswerFault) {
    let isObject = try body.withUnsafeBufferPointer { buffer throws(AnswerFault) in
      var reader = JSONReader(buffer)
      do throws(JSONParsingError) {
        return try read(&reader)
      } catch {
        throw .notJSON(error)
      }
    }
    guard isObject else { throw .notAnObject }
  }

  /// False for a body that is JSON, but no object.
  private mutating func read(_ reader: inout JSONReader) throws(JSONParsingError) -> Bool {
    reader.skipPreamble()
    let isObject = try reader.peek() == UInt8(ascii: "{")
    var detail: String?
    if isObject {
      try reader.forEachMember { reader, key throws(JSONParsingError) in
        let value = try reader.skipValue()
        if reader.matches(key, "code") {
          code = reader.integer(value)
        } else if reader.matches(key, "message") {
          message = reader.displayText(value, limit: Self.longestMessage)
        } else if reader.matches(key, "detail") {
          detail = reader.displayText(value, limit: Self.longestMessage)
        } else if reader.matches(key, "retry_after") {
          retryAfter = reader.finiteNumber(value)
        } else if reader.matches(key, "data") {
          dataToken = value
        }
      }
    } else {
      _ = try reader.skipValue()
    }
    try reader.expectEnd()
    if message == nil { message = detail }
    return isObject
  }

  /// The `data` of a good answer, or why it is none. An empty list or `null` stands for no data.
  func successfulData() throws(AnswerFault) -> JSONToken? {
    guard isSuccess else {
      throw code.map { .failure(code: $0, message: message) } ?? .noCode(message: message)
    }
    switch dataToken?.kind {
    case .object: return dataToken
    case .null, .array: return nil
    default: throw .noData(message: message)
    }
  }
}
