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

/// Why a body brings no page. The HTTP status is not known here.
public enum AnswerFault: Error, Sendable, Hashable {
  case notJSON(JSONParsingError)
  /// The body's `code`, other than 0 and 200.
  case failure(code: Int, message: String?)
  /// A `code` that is no integer: `"ERR_X"`, `true`, `1.5`, as it reads. The service's successes are numbers.
  case namedFailure(code: String, message: String?)
  /// By id: success, a message, and nothing.
  case noRecord
  /// `"success":false` without a code that says why.
  case unsuccessful(message: String?)
  /// `[…]` or `"…"` where the contract has an object.
  case notAnObject
  /// Neither a `code` nor a `data` object: `{"detail":"Not Found"}`, whose detail is the message.
  case noCode(message: String?)
  /// `code` says success, but `data` is missing.
  case noData(message: String?)
  /// `code` says success, but `data` is nothing that the contract has.
  case notUnderstood(AnswerFinding, message: String?)
}

/// What an answer held where memories were expected. Names are the service's, not cleaned for a terminal.
public enum AnswerFinding: Sendable, Hashable {
  /// `"memories":[{…},{…}]`, or with nil as its name `"data":[{…},{…}]`.
  case list(name: String?, count: Int)
  /// `"result":{"rows":[…]}`
  case object(name: String)
  /// `"data":{"id":"5e1c…","memory_value":"…"}` where a page has lists.
  case record
  /// `"data":{}` where a record was asked for.
  case nothing
  /// `"text_mem":7`, or with nil as its name `"data":7`.
  case value(name: String?, ValueKind)
  /// So many lists under names that no contract has.
  case unknownLists(count: Int)
  /// `"memory_detail_list":"unavailable"` where the contract has a list.
  case noList(name: String, ValueKind)
  /// `"data":{"message":"user is frozen"}`
  case onlyMessage
  /// `"data":{"id":"b"}` where the memory `a` was asked for.
  case otherRecord(id: String)

  public enum ValueKind: Sendable, Hashable {
    case string
    case number
    case boolean
    case list
    case object
    case null
  }
}

extension AnswerFinding.ValueKind {
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

/// What an object says about the call itself, at the top of an answer or in its `data`: `{"error":"boom"}`,
/// `{"code":50000,"message":"index rebuilding"}`, `{"ok":false}`. Beside rows such words are remarks; without rows they
/// are why none came.
struct Complaint {
  /// `success` or `ok`, in any of the usual spellings.
  private(set) var success: Bool?
  private(set) var code: Int?
  private(set) var namedCode: String?
  private(set) var message: String?
  /// `error` or `errors` that tell of one, or a `status` such as `failed`.
  private(set) var namesError = false
  private var hasID = false
  private var hasText = false
  /// A member that only a memory has.
  private var hasMemory = false
  private var hasOtherFields = false

  static let longestMessage = 4_000

  /// The object is a memory, whatever its other fields are called.
  var isRecord: Bool {
    hasMemory || (hasID && (!namesError || hasOtherFields)) || (hasText && !complains)
  }

  /// nil without a code.
  var hasSuccessCode: Bool? { code.map { $0 == 0 || $0 == 200 } }

  /// The call failed, by these words.
  var saysFailure: Bool { success == false || namedCode != nil || hasSuccessCode == false || namesError }

  private var complains: Bool { saysFailure || message != nil }

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
    case "message": message = reader.displayText(value, limit: Self.longestMessage)
    case "msg", "detail": message = message ?? reader.displayText(value, limit: Self.longestMessage)
    case "error", "errors": namesError = namesError || reader.tellsOfError(value)
    case RecordField.status.name: namesError = namesError || reader.isFailedStatus(value)
    case RecordField.id.name:
      hasID = hasID || (value.kind == .number || (value.isString && !value.content.isEmpty))
    case let name:
      hasOtherFields = true
      guard value.kind != .null else { return }
      if RecordField(name: name).map(Self.memoryFields.contains) == true {
        hasMemory = true
      } else if value.isString {
        let word = TextMembers.word(of: name)
        hasText = hasText || TextMembers.headings.contains(word) || TextMembers.bodies.contains(word)
      }
    }
  }
}

extension JSONReader {
  /// What the members of an object say, the object being no row.
  func complaint(_ object: JSONToken) throws(JSONParsingError) -> Complaint {
    var complaint = Complaint()
    var members = JSONReader(bytes, at: object.range.lowerBound)
    try members.forEachMember { reader, key throws(JSONParsingError) in
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
      let word = text(token, limit: 20).lowercased()
      if ["false", "no", "n", "off", "fail", "failed", "failure", "error", "unsuccessful"].contains(word) {
        return false
      }
      return ["true", "yes", "y", "on", "ok", "success", "succeeded", "successful"].contains(word)
        ? true : nil
    }
  }

  /// An `error` that is there: not `null`, `false`, `0`, `""`, `[]`, `{}` or `"none"`.
  fileprivate func tellsOfError(_ token: JSONToken) -> Bool {
    switch token.kind {
    case .null, .false: return false
    case .true: return true
    case .number: return finiteNumber(token) != 0
    case .array, .object:
      return bytes[token.range].dropFirst().dropLast().contains { $0 != 0x20 && !(0x09...0x0D ~= $0) }
    case .plainString, .escapedString:
      guard let words = displayText(token, limit: 20)?.lowercased() else { return false }
      return !["none", "null", "nil", "no", "false", "ok", "success", "0", "no error"].contains(words)
    }
  }

  /// `"error"`, `"failed"`, `500`: not `"activated"`.
  fileprivate func isFailedStatus(_ token: JSONToken) -> Bool {
    if let number = integer(token) { return 400..<600 ~= number }
    return token.isString && outcome(token) == false
  }
}
