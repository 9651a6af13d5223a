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
