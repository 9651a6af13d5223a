import MemoryModel
import NIOHTTP1

/// Reads an answer by the contract, or reports what is wrong with it. The body's own `code` wins over the HTTP status.
struct AnswerReader {
  let answer: HTTPAnswer
  let dialect: Dialect
  let redaction: Redaction
  let now: Timestamp
  var zone = ServerZone.utc

  var traceID: String? { answer.headers.first(name: "traceid").map { redaction.clean($0, limit: 200) } }

  func page(_ depth: ReadingDepth = .list) throws(ServiceError) -> MemoryPage {
    try checkStatus()
    do {
      var page = try MemoryPage(decoding: answer.body, depth: depth, zone: zone) { Task.isCancelled }
      page.answeredAt = answer.headers.first(name: "date").flatMap { RetryAfter.moment($0[...]) }
      return page
    } catch {
      throw failure(reason(of: error))
    }
  }

  func record(id: String) throws(ServiceError) -> RecordAnswer {
    try checkStatus()
    do throws(AnswerFault) {
      let envelope = try AnswerEnvelope(decoding: answer.body)
      // The open-source server answers an unknown id with success, a message, and nothing.
      guard let range = try envelope.recordData() else { throw .noRecord }
      guard case .object(let record)? = try? JSONValue(parsing: answer.body[range]) else {
        throw .noData(message: envelope.message)
      }
      if let finding = record.findingInPlaceOfRecord {
        throw .notUnderstood(finding, message: envelope.message)
      }
      if let other = record[.id].flatMap(Self.text), !Self.isSame(other, id) {
        throw .notUnderstood(.otherRecord(id: other), message: envelope.message)
      }
      return RecordAnswer(record: record, source: MemorySource(page: answer.body, range: range))
    } catch {
      throw failure(reason(of: error))
    }
  }

  private static func text(_ id: JSONValue) -> String? {
    switch id {
    case .string(let text): text
    case .number(let number): number.literal
    default: nil
    }
  }

  /// Byte by byte, except that the digits of a UUID may be in either case.
  private static func isSame(_ left: String, _ right: String) -> Bool {
    if ByteString.isSame(left, right) { return true }
    let isUUID =
      left.utf8.count == 36 && left.utf8.allSatisfy { $0 == 0x2D || Character(Unicode.Scalar($0)).isHexDigit }
    return isUUID && left.lowercased() == right.lowercased()
  }

  /// Anything but 2xx is a failure, whatever the body says of success.
  private func checkStatus() throws(ServiceError) {
    guard !(200..<300 ~= answer.status) else { return }
    if 300..<400 ~= answer.status {
      throw failure(.redirected(status: answer.status, location: answer.headers.first(name: "location")))
    }
    do throws(AnswerFault) {
      let envelope = try AnswerEnvelope(decoding: answer.body)
      try envelope.checkSuccess()
      throw .noCode(message: envelope.message)
    } catch {
      throw failure(reason(of: error))
    }
  }

  private func reason(of fault: AnswerFault) -> ServiceError.Reason {
    let isFailure = !(200..<300 ~= answer.status)
    switch fault {
    case .failure(let code, let message): return .service(code: code, message: message, status: answer.status)
    case .notJSON where isFailure && answer.body.isEmpty: return .status(answer.status, message: nil)
    case .notJSON(let error)
    where error.reason == .unexpectedEnd && answer.endsWithConnection && !answer.body.isEmpty:
      return .connectionLost(detail: "the body stops after \(answer.body.count) bytes")
    case .notJSON where encoding != nil:
      return .unexpectedAnswer(
        detail: "its Content-Encoding is \(encoding ?? ""), and memtui reads no compressed answers")
    case .notJSON: return .notJSON(status: answer.status, beginning: redaction.beginning(of: answer.body))
    case .noCode(let message) where isFailure, .noData(let message) where isFailure,
      .namedFailure(_, let message) where isFailure, .unsuccessful(let message) where isFailure,
      .notUnderstood(_, let message) where isFailure:
      return .status(answer.status, message: message)
    case .notAnObject where isFailure:
      return .status(answer.status, message: ServiceMessage.inJSON(answer.body))
    case .namedFailure(let code, let message): return .namedFailure(code: code, message: message)
    case .noRecord: return .noMemory
    case .unsuccessful(let message): return .unsuccessful(message: message)
    case .notUnderstood(let finding, let message): return .notUnderstood(finding, message: message)
    case .noCode(let message):
      return .unexpectedAnswer(detail: "neither code nor data" + (message.map { ": \($0)" } ?? ""))
    case .noData(let message): return .unexpectedAnswer(detail: "no data" + (message.map { ": \($0)" } ?? ""))
    case .notAnObject:
      return .unexpectedAnswer(detail: "not an object: " + redaction.beginning(of: answer.body))
    }
  }

  /// `gzip`, though no request accepts it; nil for a body that is not encoded.
  private var encoding: String? {
    let name = answer.headers.first(name: "content-encoding").map { redaction.clean($0, limit: 40) }
    return name.flatMap { $0.isEmpty || $0.lowercased() == "identity" ? nil : $0 }
  }

  private func failure(_ reason: ServiceError.Reason) -> ServiceError {
    redaction.clean(
      ServiceError(reason, traceID: traceID, retryAfter: retryAfter, likelyDialect: likelyDialect))
  }

  /// The other dialect, if the answer suggests it: FastAPI's `{"detail":"Not Found"}`, or the cloud's code.
  private var likelyDialect: String? {
    guard [401, 403, 404, 405].contains(answer.status) || answer.status < 300 else { return nil }
    let envelope = try? AnswerEnvelope(decoding: answer.body)
    let isMissing = [404, 405].contains(answer.status)
    let isFastAPI = envelope.map { $0.code == nil && $0.hasDetail } ?? false
    switch dialect {
    case .cloud: return isMissing && isFastAPI ? Dialect.selfHosted(cube: nil).name : nil
    case .selfHosted:
      let wantsKey = envelope?.code.map { Self.keyCodes.contains($0) } ?? false
      return wantsKey || (isMissing && !isFastAPI) ? Dialect.cloud.name : nil
    }
  }

  private static let keyCodes: Set<Int> = [40_100, 40_130, 40_132]

  private var retryAfter: Double? {
    if let value = answer.headers.first(name: "retry-after"),
      let seconds = RetryAfter.seconds(value, date: answer.headers.first(name: "date"), now: now)
    {
      return seconds
    }
    return (try? AnswerEnvelope(decoding: answer.body))?.retryAfter.map {
      min(RetryAfter.longest, max(0, $0))
    }
  }
}

/// The header `Retry-After`: `120` or `Sun, 06 Nov 1994 08:49:37 GMT`.
enum RetryAfter {
  /// About thirty years: longer waits are all the same.
  static let longest = 1e9

  /// Seconds from now, 0 or more. A date is compared with the answer's `Date`: our clock may be wrong.
  static func seconds(_ value: String, date: String?, now: Timestamp) -> Double? {
    let trimmed = value.drop { $0 == " " }
    // Digits only: `Double` also takes `0x10` and `infinity`.
    if !trimmed.isEmpty, trimmed.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "." || $0 == " ") }) {
      // Digits beyond any number are a very long time, not none.
      return Double(trimmed.prefix { $0 != " " }).map { min($0, longest) }
    }
    guard let wanted = moment(trimmed) else { return nil }
    let reference = date.flatMap { moment($0[...]) } ?? now
    let (wait, overflow) = wanted.milliseconds.subtractingReportingOverflow(reference.milliseconds)
    return overflow ? nil : min(longest, max(0, Double(wait) / 1000))
  }

  /// The one date format that HTTP servers may send (RFC 9110, IMF-fixdate).
  static func moment(_ text: Substring) -> Timestamp? {
    let parts = text.split { $0 == " " || $0 == "," }
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard parts.count == 6, parts[5] == "GMT", parts[1].count <= 2, let day = Int(parts[1]),
      let month = months.firstIndex(of: String(parts[2]))
    else { return nil }
    func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return Timestamp("\(parts[3])-\(twoDigits(month + 1))-\(twoDigits(day))T\(parts[4])Z")
  }
}

public struct RetryPolicy: Sendable {
  public var delays: [Double] = [0.5, 1, 2]
  /// Each delay is varied by up to this part of itself, so that many clients do not retry at the same moment.
  public var spread = 0.25
  /// A `Retry-After` beyond these seconds is left to the user.
  public var longestRetryAfter = 60.0
  public var random: @Sendable () -> Double = { Double.random(in: 0..<1) }
  public var pause: @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }

  public init() {}

  /// Seconds to wait; nil when the failure is final. `retries` counts those already made.
  public func delay(after error: ServiceError, retries: Int) -> Double? {
    guard retries < delays.count, Self.isTransient(error.reason) else { return nil }
    if let wanted = error.retryAfter { return wanted <= longestRetryAfter ? max(0, wanted) : nil }
    return delays[retries] * (1 + spread * (2 * random() - 1))
  }

  /// A documented code (40304: the quota is used up) wins over the HTTP status; a gateway's 42900 does not.
  private static func isTransient(_ reason: ServiceError.Reason) -> Bool {
    switch reason {
    case .connectionLost: true
    case .status(let status, _), .notJSON(let status, _): transientStatuses.contains(status)
    case .service(let code, _, let status):
      transientCodes.contains(code) || (transientStatuses.contains(status) && !finalCodes.contains(code))
    case .refused, .unknownHost, .timedOut, .tls, .proxy, .redirected, .unexpectedAnswer, .unsuccessful,
      .namedFailure, .noMemory, .notUnderstood, .tooLarge, .other:
      false
    }
  }

  private static let transientStatuses: Set = [429, 502, 503, 504]
  private static let transientCodes: Set = [40_300, 50_000, 50_002, 50_004, 50_005]
  private static let finalCodes: Set = [
    40_000, 40_001, 40_002, 40_003, 40_006, 40_010, 40_011, 40_020, 40_100, 40_130, 40_132, 40_304, 40_305,
  ]
}
