import MemoryModel

extension ServiceError {
  /// What happened and what to do, for a person: `The service refused the API key … · trace 8f2a`.
  public var sentence: String {
    let words = likelyDialect.map { self.words + " " + Self.advice(dialect: $0) } ?? self.words
    let wait = retryAfter.map { " It asks to wait \(Self.number($0)) s." } ?? ""
    guard let traceID, !traceID.isEmpty else { return words + wait }
    return "\(words)\(wait) · trace \(traceID)"
  }

  /// A few words, for a line that has little room: `HTTP 503`.
  public var shortWords: String {
    switch reason {
    case .refused: "connection refused"
    case .unknownHost: "unknown host"
    case .timedOut: "no answer in time"
    case .connectionLost: "connection lost"
    case .notTrusted: "certificate not trusted"
    case .redirected(let status, _), .status(let status, _): "HTTP \(status)"
    case .notJSON(let status, _) where !(200..<300 ~= status): "HTTP \(status)"
    case .service(let code, _, _): "code \(code)"
    case .notJSON: "not JSON"
    case .unexpectedAnswer, .notUnderstood: "unexpected answer"
    case .unsuccessful: "refused by the service"
    case .tooLarge: "answer too large"
    case .other: "failed"
    }
  }

  private var words: String {
    switch reason {
    case .refused(let host):
      "Nothing answers at \(host): the connection was refused. Is the base URL right, and does the service run?"
    case .unknownHost(let host):
      "The host \(host) is not known. Check the base URL and the network."
    case .timedOut(let seconds):
      "No complete answer within \(Self.number(seconds)) s. Try again, or give more time with --timeout."
    case .connectionLost(let detail):
      "The connection broke before the answer was whole\(Self.inBrackets(detail)). Try again."
    case .notTrusted(let detail):
      "The server's certificate is not trusted\(Self.inBrackets(detail)). "
        + "A private CA is named by SSL_CERT_FILE or by ca_file in the profile."
    case .redirected(let status, let location):
      "The service points elsewhere (HTTP \(status)) to \(location ?? "an unnamed place"). "
        + "Redirects are not followed: if that place is right, make it the base URL."
    case .status(let status, let message):
      "The service answered HTTP \(status)\(Self.said(message)). \(Self.advice(status: status))"
    case .service(let code, let message, _):
      "\(Self.meaning(ofCode: code, message)) (code \(code)\(Self.said(message))). \(Self.advice(code: code))"
    case .notJSON(let status, let beginning) where !(200..<300 ~= status):
      "The service answered HTTP \(status), and not in JSON\(Self.said(beginning)). \(Self.advice(status: status))"
    case .notJSON(let status, let beginning):
      "The answer is not JSON (HTTP \(status))\(Self.said(beginning)). Does the base URL point at the service?"
    case .unexpectedAnswer(let detail):
      "The answer is not of the kind that was expected\(Self.inBrackets(detail)). "
        + "Does the base URL point at the service?"
    case .unsuccessful(let message):
      "The service reports that the call failed (success is false\(Self.said(message))). "
        + "Try again, or ask support with the trace id."
    case .notUnderstood(let finding, let message):
      "The answer was not understood: \(finding.words)\(Self.remark(message)). Check the base URL and --dialect."
    case .tooLarge(let limit):
      "The answer is larger than \(limit >> 20) MiB and was refused. Ask for less with --page-size."
    case .other(let detail):
      "The call failed\(Self.inBrackets(detail)). Try again."
    }
  }

  /// The error codes of api.md section 2.
  private static func meaning(ofCode code: Int, _ message: String?) -> String {
    switch code {
    case 40000, 40002, 40003, 40006, 400, 422: "The service did not accept a parameter"
    case 40001: "The service did not find it"
    case 40010: "The user id has over \(Subject.longestID) characters"
    case 40011: "The conversation id has over \(Subject.longestID) characters"
    case 40020: "The project id is not valid"
    case 40100, 40130: "The service got no API key"
    case 40132: "The service refused the API key: it is not valid or has expired"
    case 40300: "Too many calls: the rate limit is exceeded"
    case 40304: "The account's call quota is used up"
    case 40305: "The input is over the token limit"
    case 50000, 50002, 500: "The service failed inside"
    case 50004: "The memory service is unavailable"
    case 50005: "The search service is unavailable"
    default: "The service reported an error"
    }
  }

  private static func advice(code: Int) -> String {
    switch code {
    case 40000, 40002, 40003, 40006, 400, 422: "Check the filter and the user id."
    case 40010: "Check the user id."
    case 40100, 40130: "Put the key into MEMOS_API_KEY, or name api_key_file in the profile."
    case 40132: "Renew it in the MemOS console and set MEMOS_API_KEY."
    case 40300: "Wait a little, then try again."
    case 40304: "More calls need a larger quota or the next period."
    case 500, 50000...59999: "Try again in a while."
    default: "Try again, or ask support with the trace id."
    }
  }

  private static func advice(status: Int) -> String {
    switch status {
    case 401, 403: "Check the API key."
    case 404, 405:
      "Check the base URL: \(Dialect.cloud.pagePath) is appended to it, or, self-hosted, "
        + Dialect.selfHosted(cube: nil).pagePath + "."
    case 429: "Wait a little, then try again."
    case 500...: "Try again in a while."
    default: "Check the base URL."
    }
  }

  private static func said(_ message: String?) -> String {
    guard let line = message?.split(whereSeparator: \.isNewline).first, !line.isEmpty else { return "" }
    return ": \(line)"
  }

  /// A success is often called `ok`, which says nothing.
  private static func remark(_ message: String?) -> String {
    let said = said(message)
    return ["", ": ok", ": success"].contains(said.lowercased()) ? "" : " (the service says" + said + ")"
  }

  private static func advice(dialect: String) -> String {
    dialect == "cloud"
      ? "This looks like the cloud service: try --dialect cloud."
      : "This looks like a self-hosted server: try --dialect selfhosted."
  }

  private static func inBrackets(_ detail: String) -> String {
    detail.isEmpty ? "" : " (\(detail))"
  }

  /// `30` for 30.0, `0.5` for 0.5.
  static func number(_ value: Double) -> String {
    guard abs(value) < 1e9 else { return "\(value)" }
    let tenths = (value * 10).rounded()
    return tenths.truncatingRemainder(dividingBy: 10) == 0 ? "\(Int(tenths / 10))" : "\(tenths / 10)"
  }
}

extension AnswerFinding {
  /// `"data" holds "memories", a list of 3 elements, which is not what was asked for`
  fileprivate var words: String {
    switch self {
    case .list(let name?, let count):
      "\"data\" holds \"\(name)\", a list of \(Self.elements(count)), which is not what was asked for"
    case .list(nil, let count): "\"data\" is a list of \(Self.elements(count)), not an object"
    case .object(let name): "\"data\" holds an object \"\(name)\", which is not what was asked for"
    case .record: "\"data\" is a single record, not a page of memories"
    case .nothing: "\"data\" is an object without fields"
    case .value(let name, let kind): "\"\(name ?? "data")\" is \(Self.words(kind))"
    case .unknownLists(let count): "\"data\" holds \(count) lists that memtui does not know"
    }
  }

  private static func elements(_ count: Int) -> String { "\(count) \(count == 1 ? "element" : "elements")" }

  private static func words(_ kind: ValueKind) -> String {
    switch kind {
    case .string: "a string"
    case .number: "a number"
    case .boolean: "a boolean"
    case .list: "a list or an object"
    case .null: "null"
    }
  }
}
