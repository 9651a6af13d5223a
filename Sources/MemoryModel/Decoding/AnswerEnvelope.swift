/// What stands around the rows: `{"code":0,"message":"ok","data":{…}}`, members in any order.
public struct AnswerEnvelope: Sendable {
  /// A number or digits in a string; nil where absent, `null` or anything else.
  public var code: Int? { outer.code }
  /// What stands beside `data`, with a code that is no number as it reads: `ERR_X`, `""`, `true`, `1e30`.
  private var outer = Complaint()
  /// What `data` says of the call, where it is an object.
  private var inner = Complaint()
  /// The service's own words, see ``ServiceMessage``. Not cleaned for a terminal.
  public private(set) var message: String?
  /// The service's words within `data`, where it says that the call failed.
  private var innerMessage: String?
  /// `success` or `ok` beside or within `data`. A record's own field of that name says nothing about the call.
  private var success: Bool? { inner.success == false && !inner.isRecord ? false : outer.success }
  /// FastAPI's `detail` is there, whatever it holds.
  public private(set) var hasDetail = false
  /// `retry_after` in seconds, infinite for digits beyond any number: what the open-source server adds to its 429.
  public private(set) var retryAfter: Double?
  /// Where `data` lies in the body, nil when absent.
  public var data: Range<Int>? { dataToken?.range }
  private(set) var dataToken: JSONToken?
  /// Of a `data` that is a list.
  private var elements = 0
  /// `"data":null`
  public var holdsNull: Bool { dataToken?.kind == .null }

  public static let longestMessage = Complaint.longestMessage

  /// 0 is the service's success, 200 the SDK's; an answer with a `data` object and no code is one too. `success` that
  /// is false stands above both.
  public var isSuccess: Bool {
    guard success != false, outer.namedCode == nil else { return false }
    return outer.hasSuccessCode ?? (success == true || dataToken?.kind == .object)
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
    if let dataToken, dataToken.kind == .object { innerMessage = Self.words(in: body, dataToken, inner) }
    // A good page is not searched for words that nobody reads.
    if !isSuccess || dataToken?.kind != .object || body.count <= Self.smallBody {
      message = ServiceMessage.inJSON(body) ?? message
    }
  }

  /// The words of a `data` that holds some, cleaned of the like of `ok`.
  private static func words(in body: [UInt8], _ data: JSONToken, _ complaint: Complaint) -> String? {
    guard !complaint.isRecord, complaint.saysFailure || complaint.message != nil else { return nil }
    return ServiceMessage.inJSON(Array(body[data.range]))
  }

  private static let smallBody = 4_096

  /// False for a body that is JSON, but no object.
  private mutating func read(_ reader: inout JSONReader) throws(JSONParsingError) -> Bool {
    reader.skipPreamble()
    let isObject = try reader.peek() == UInt8(ascii: "{")
    var detail: String?
    var shortMessage: String?
    if isObject {
      try reader.forEachMember { reader, key throws(JSONParsingError) in
        if reader.matches(key, "data") { return try readData(&reader) }
        let value = try reader.skipValue()
        outer.read(key, value, reader)
        if reader.matches(key, "message") {
          message = reader.displayText(value, limit: Self.longestMessage)
        } else if reader.matches(key, "msg") {
          shortMessage = reader.displayText(value, limit: Self.longestMessage)
        } else if reader.matches(key, "detail") {
          hasDetail = true
          detail = reader.displayText(value, limit: Self.longestMessage)
        } else if reader.matches(key, "retry_after") {
          retryAfter = reader.seconds(value)
        }
      }
    } else {
      _ = try reader.skipValue()
    }
    try reader.expectEnd()
    message = message ?? shortMessage ?? detail
    return isObject
  }

  /// `data` may say by itself that nothing came: `{"success":false,"message":"index rebuilding"}`.
  private mutating func readData(_ reader: inout JSONReader) throws(JSONParsingError) {
    (inner, elements) = (Complaint(), 0)
    switch try reader.peek() {
    case UInt8(ascii: "{"):
      let start = reader.position
      try reader.forEachMember { reader, key throws(JSONParsingError) in
        inner.read(key, try reader.skipValue(), reader)
      }
      dataToken = JSONToken(kind: .object, range: start..<reader.position)
    case UInt8(ascii: "["):
      let start = reader.position
      try reader.forEachElement { reader throws(JSONParsingError) in
        _ = try reader.skipValue()
        elements += 1
      }
      dataToken = JSONToken(kind: .array, range: start..<reader.position)
    default:
      dataToken = try reader.skipValue()
    }
  }

  /// Throws why the answer is no good one, by what stands around its `data`.
  public func checkSuccess() throws(AnswerFault) {
    guard !isSuccess else { return }
    if let code, outer.hasSuccessCode == false {
      throw .failure(code: code, message: message ?? innerMessage)
    }
    if let namedCode = outer.namedCode {
      throw .namedFailure(code: namedCode, message: message ?? innerMessage)
    }
    if success == false { throw .unsuccessful(message: innerMessage ?? message) }
    throw .noCode(message: message)
  }

  /// Throws why an answer without rows is no empty one: its `data`, or what stands beside, tells of an error, or
  /// `data` holds words where lists belong.
  func checkEmptiness(holdsList: Bool) throws(AnswerFault) {
    let words = innerMessage ?? message
    if !inner.isRecord, inner.saysFailure {
      if let code = inner.code, inner.hasSuccessCode == false { throw .failure(code: code, message: words) }
      if let code = inner.namedCode { throw .namedFailure(code: code, message: words) }
      throw .unsuccessful(message: words)
    }
    if outer.namesError { throw .unsuccessful(message: words) }
    if !holdsList, !inner.isRecord, let innerMessage, !ServiceMessage.isHollow(innerMessage) {
      throw .notUnderstood(.onlyMessage, message: innerMessage)
    }
  }

  /// The `data` of a good answer with a page, or why it is none. An empty list or `null` stands for no rows.
  func pageData() throws(AnswerFault) -> JSONToken? {
    try checkSuccess()
    guard let dataToken else { throw .noData(message: message) }
    switch dataToken.kind {
    case .object: return dataToken
    case .null: return nil
    case .array where elements == 0: return nil
    default: throw notUnderstood(dataToken)
    }
  }

  /// The place of the record in a good answer by id, nil where the service has no such memory.
  public func recordData() throws(AnswerFault) -> Range<Int>? {
    try checkSuccess()
    guard let dataToken else { throw .noData(message: message) }
    switch dataToken.kind {
    case .object where inner.isRecord: return dataToken.range
    case .object:
      try checkEmptiness(holdsList: false)
      return dataToken.range
    case .null: return nil
    default: throw notUnderstood(dataToken)
    }
  }

  private func notUnderstood(_ token: JSONToken) -> AnswerFault {
    let finding: AnswerFinding =
      token.kind == .array
      ? .list(name: nil, count: elements) : .value(name: nil, AnswerFinding.ValueKind(token.kind))
    return .notUnderstood(finding, message: message)
  }
}
