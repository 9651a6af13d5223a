/// The object around the rows: `{"code":0,"message":"ok","data":{…}}`, members in any order.
public struct AnswerEnvelope: Sendable {
  public var code: Int? { outer.code }
  private var outer = Complaint()  // The members beside `data`
  private var inner = Complaint()  // The members of a `data` that is an object
  /// The service's message, see ``ServiceMessage``; not safe for a terminal.
  public private(set) var message: String?
  private var innerMessage: String?
  /// `success` or `ok` beside or within `data`. A record's own field of that name is not about the call.
  private var success: Bool? { inner.success == false && !inner.isRecord ? false : outer.success }
  public private(set) var hasDetail = false
  /// `retry_after` in seconds, which the open-source server adds to its 429.
  public private(set) var retryAfter: Double?
  private var dataToken: JSONToken?
  private var elements = 0  // Of a `data` that is a list

  /// 0 from the service, 200 from the SDK, or a `data` object without a code. A false `success` wins over these.
  public var isSuccess: Bool {
    guard success != false, outer.namedCode == nil else { return false }
    return outer.hasSuccessCode ?? (success == true || dataToken?.kind == .object)
  }

  /// Checks the grammar of the whole body. Throws only ``AnswerFault/notJSON(_:)`` and ``AnswerFault/notAnObject``.
  public init(decoding body: [UInt8]) throws(AnswerFault) {
    let isObject = try body.withUnsafeBufferPointer { buffer throws(AnswerFault) in
      var reader = JSONReader(buffer)
      do throws(JSONError) {
        return try read(&reader)
      } catch {
        throw .notJSON(error)
      }
    }
    guard isObject else { throw .notAnObject }
    if let dataToken, dataToken.kind == .object { innerMessage = Self.message(in: body, dataToken, inner) }
    // In a good page the search for a message would be wasted.
    if !isSuccess || dataToken?.kind != .object || body.count <= 4_096 {
      message = ServiceMessage.inJSON(body) ?? message
    }
  }

  private static func message(in body: [UInt8], _ data: JSONToken, _ complaint: Complaint) -> String? {
    guard !complaint.isRecord, complaint.reportsFailure || complaint.message != nil else { return nil }
    return ServiceMessage.inJSON(Array(body[data.range]))
  }

  private mutating func read(_ reader: inout JSONReader) throws(JSONError) -> Bool {
    reader.skipPreamble()
    let isObject = try reader.peek() == UInt8(ascii: "{")
    var detail: String?
    var shortMessage: String?
    if isObject {
      try reader.forEachMember { reader, key throws(JSONError) in
        if reader.matches(key, "data") { return try readData(&reader) }
        let value = try reader.skipValue()
        outer.read(key, value, reader)
        switch reader.text(key) {
        case "message": message = reader.displayText(value, limit: Complaint.longestMessage)
        case "msg": shortMessage = reader.displayText(value, limit: Complaint.longestMessage)
        case "detail":
          (hasDetail, detail) = (true, reader.displayText(value, limit: Complaint.longestMessage))
        case "retry_after": retryAfter = reader.seconds(value)
        default: break
        }
      }
    } else {
      _ = try reader.skipValue()
    }
    try reader.expectEnd()
    message = message ?? shortMessage ?? detail
    return isObject
  }

  /// `data` itself may report a failure: `{"success":false,"message":"index rebuilding"}`.
  private mutating func readData(_ reader: inout JSONReader) throws(JSONError) {
    (inner, elements) = (Complaint(), 0)
    let first = try reader.peek()
    let start = reader.position
    switch first {
    case UInt8(ascii: "{"):
      try reader.forEachMember { reader, key throws(JSONError) in
        inner.read(key, try reader.skipValue(), reader)
      }
      dataToken = JSONToken(kind: .object, range: start..<reader.position)
    case UInt8(ascii: "["):
      try reader.forEachElement { reader throws(JSONError) in
        _ = try reader.skipValue()
        elements += 1
      }
      dataToken = JSONToken(kind: .array, range: start..<reader.position)
    default: dataToken = try reader.skipValue()
    }
  }

  public func checkSuccess() throws(AnswerFault) {
    guard !isSuccess else { return }
    let text = message ?? innerMessage
    if let code, outer.hasSuccessCode == false { throw .failure(code: code, message: text) }
    if let namedCode = outer.namedCode { throw .namedFailure(code: namedCode, message: text) }
    if success == false { throw .unsuccessful(message: innerMessage ?? message) }
    throw .noCode(message: message)
  }

  /// For an answer without rows: throws the error that it reports, or that `data` is a message instead of lists.
  func checkEmptiness(holdsList: Bool) throws(AnswerFault) {
    let message = innerMessage ?? message
    if !inner.isRecord, inner.reportsFailure {
      if let code = inner.code, inner.hasSuccessCode == false { throw .failure(code: code, message: message) }
      if let code = inner.namedCode { throw .namedFailure(code: code, message: message) }
      throw .unsuccessful(message: message)
    }
    if outer.namesError { throw .unsuccessful(message: message) }
    if !holdsList, !inner.isRecord, let innerMessage, !ServiceMessage.isHollow(innerMessage) {
      throw .notUnderstood(.onlyMessage, message: innerMessage)
    }
  }

  /// The `data` of a good answer with a page; nil for an empty list or `null`, which mean no rows.
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

  /// The record in a good answer by id; nil if the service has no such memory.
  public func recordData() throws(AnswerFault) -> Range<Int>? {
    try checkSuccess()
    guard let dataToken else { throw .noData(message: message) }
    switch dataToken.kind {
    case .object:
      if !inner.isRecord { try checkEmptiness(holdsList: false) }
      return dataToken.range
    case .null: return nil
    default: throw notUnderstood(dataToken)
    }
  }

  private func notUnderstood(_ token: JSONToken) -> AnswerFault {
    if token.kind == .array { return .notUnderstood(.list(name: nil, count: elements), message: message) }
    return .notUnderstood(.value(name: nil, AnswerFinding.ValueKind(token.kind)), message: message)
  }
}

/// Why a body has no page. The HTTP status is not known here.
public enum AnswerFault: Error, Sendable, Hashable {
  case notJSON(JSONError)
  case failure(code: Int, message: String?)  // The body's `code`, other than 0 and 200
  /// A `code` that is not an integer: `"ERR_X"`, `true`, `1.5`.
  case namedFailure(code: String, message: String?)
  case noRecord  // By id: success without a memory
  case unsuccessful(message: String?)  // `"success":false` without a code
  case notAnObject  // `[…]` or `"…"` where the contract has an object
  /// Neither a `code` nor a `data` object: `{"detail":"Not Found"}`, whose detail is the message.
  case noCode(message: String?)
  case noData(message: String?)
  case notUnderstood(AnswerFinding, message: String?)
}

/// What an answer has in place of memories. Names are the service's, not safe for a terminal.
public enum AnswerFinding: Sendable, Hashable {
  case list(name: String?, count: Int)  // `"memories":[{…},{…}]`; without a name `"data":[{…},{…}]`
  case object(name: String)  // `"result":{"rows":[…]}`
  case record  // `"data":{"id":"5e1c…","memory_value":"…"}` instead of a page
  case nothing  // `"data":{}` instead of a record
  case value(name: String?, ValueKind)  // `"text_mem":7`; without a name `"data":7`
  case unknownLists(count: Int)  // Too many lists under unknown names
  case noList(name: String, ValueKind)  // `"memory_detail_list":"unavailable"`
  case onlyMessage  // `"data":{"message":"user is frozen"}`
  case otherRecord(id: String)  // `"data":{"id":"b"}` for the memory `a`

  public enum ValueKind: Sendable, Hashable {
    case string, number, boolean, list, object, null

    init(_ kind: JSONToken.Kind) {
      self =
        switch kind {
        case .plainString, .escapedString: .string
        case .number: .number
        case .true, .false: .boolean
        case .array: .list
        case .object: .object
        case .null: .null
        }
    }
  }
}

/// What an object reports about the call: `{"error":"boom"}`, `{"code":50000,"message":"index rebuilding"}`.
/// Beside rows that is a remark; without rows it is the reason why there are none.
struct Complaint {
  private(set) var success: Bool?
  private(set) var code: Int?
  private(set) var namedCode: String?
  private(set) var message: String?
  private(set) var namesError = false  // From `error`, `errors`, or a `status` such as `failed`
  private var hasID = false
  private var hasText = false
  private var hasMemory = false
  private var hasOtherFields = false
  static let longestMessage = 4_000
  var isRecord: Bool { hasMemory || (hasID && (!namesError || hasOtherFields)) || (hasText && !complains) }
  /// nil without a code.
  var hasSuccessCode: Bool? { code.map { $0 == 0 || $0 == 200 } }
  var reportsFailure: Bool { success == false || namedCode != nil || hasSuccessCode == false || namesError }
  private var complains: Bool { reportsFailure || message != nil }

  private static let memoryFields: Set<RecordField> = [
    .memory, .memoryValue, .memoryKey, .memoryType, .preference, .toolValue, .toolType, .skillValue,
    .experience, .metadata,
  ]

  mutating func read(_ key: JSONToken, _ value: JSONToken, _ reader: JSONReader) {
    guard key.range.count <= 80 else {
      hasOtherFields = true
      return
    }
    switch reader.text(key) {
    case "success", "ok": success = reader.outcome(value) ?? success
    case "code": (code, namedCode) = reader.code(value)
    case "message": message = reader.displayText(value, limit: Complaint.longestMessage)
    case "msg", "detail": message = message ?? reader.displayText(value, limit: Complaint.longestMessage)
    case "error", "errors": namesError = namesError || reader.isError(value)
    case RecordField.status.name: namesError = namesError || reader.isFailedStatus(value)
    case RecordField.id.name:
      hasID = hasID || (value.kind == .number || (value.isString && !value.content.isEmpty))
    case let name:
      hasOtherFields = true
      guard value.kind != .null else { return }
      if RecordField(name: name).map(Self.memoryFields.contains) == true {
        hasMemory = true
      } else if value.isString {
        let name = TextMembers.shortName(name)
        hasText = hasText || TextMembers.headings.contains(name) || TextMembers.bodies.contains(name)
      }
    }
  }
}

extension JSONReader {
  func complaint(_ object: JSONToken) throws(JSONError) -> Complaint {
    var complaint = Complaint()
    try forEachMember(of: object) { reader, key throws(JSONError) in
      complaint.read(key, try reader.skipValue(), reader)
    }
    return complaint
  }

  /// `false`, `0`, `"no"` and `"failed"` are false, their opposites true; nil for anything else.
  func outcome(_ token: JSONToken) -> Bool? {
    switch token.kind {
    case .true: return true
    case .false: return false
    case .null, .array, .object: return nil
    case .number, .plainString, .escapedString:
      if let number = finiteNumber(token) { return number != 0 }
      let word = displayText(token, limit: 20)?.lowercased() ?? ""
      if ["false", "no", "n", "off", "fail", "failed", "failure", "error", "unsuccessful"].contains(word) {
        return false
      }
      return ["true", "yes", "y", "on", "ok", "success", "succeeded", "successful"].contains(word)
        ? true : nil
    }
  }

  /// False for `null`, `false`, `0`, `""`, `[]`, `{}` and `"none"`.
  fileprivate func isError(_ token: JSONToken) -> Bool {
    switch token.kind {
    case .null, .false: return false
    case .true: return true
    case .number: return finiteNumber(token) != 0
    case .array, .object:
      return bytes[token.range].dropFirst().dropLast().contains { $0 != 0x20 && !(0x09...0x0D ~= $0) }
    case .plainString, .escapedString:
      guard let text = displayText(token, limit: 20)?.lowercased() else { return false }
      return !["none", "null", "nil", "no", "false", "ok", "success", "0", "no error"].contains(text)
    }
  }

  /// `"error"`, `"failed"`, `500`: not `"activated"`.
  fileprivate func isFailedStatus(_ token: JSONToken) -> Bool {
    if let number = integer(token) { return 400..<600 ~= number }
    return token.isString && outcome(token) == false
  }
}
