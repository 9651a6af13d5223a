import MemoryModel

extension ServiceError {
  /// What happened and what to do, for a person: `The service refused the API key … · trace 8f2a`.
  public var sentence: String {
    let text = [whatHappened, whatToDo].filter { !$0.isEmpty }.joined(separator: " ")
    return shownTrace.map { "\(text) · trace \($0)" } ?? text
  }

  /// With the message of the service: `The service refused the API key: it is not valid or has expired (code 40132).`
  var whatHappened: String { explanation.what }

  /// `Renew it in the MemOS console and set MEMOS_API_KEY.`
  var whatToDo: String {
    let wait = retryAfter.map { "Retry after \($0 > 86_400 ? "more than a day" : Self.number($0) + " s")." }
    return [explanation.advice, likelyDialect.map { Self.advice(dialect: $0) }, wait]
      .compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
  }

  var shownTrace: String? { traceID.flatMap { $0.isEmpty ? nil : $0 } }

  /// `Could not load page 4. The service is unavailable …`
  func sentence(page: Int) -> String {
    "Could not load page \(page). \(sentence)"
  }

  /// For a line with little room: `HTTP 503`.
  public var label: String {
    switch reason {
    case .refused: "connection refused"
    case .unknownHost: "unknown host"
    case .timedOut: "no answer in time"
    case .connectionLost: "connection lost"
    case .tls(.notTLS, _): "no TLS on that port"
    case .tls(.expired, _): "certificate expired"
    case .tls(.otherName, _): "certificate for another name"
    case .tls(.wrongPurpose, _): "certificate not for a server"
    case .tls(.untrustedIssuer, _), .tls(.selfSigned, _), .tls(.notYetValid, _), .tls(.certificateRefused, _):
      "certificate not trusted"
    case .tls: "TLS failed"
    case .proxy(.requiresLogin, _): "the proxy requires a login"
    case .proxy: "the proxy failed"
    case .redirected(let status, _), .status(let status, _): "HTTP \(status)"
    case .notJSON(let status, _) where !(200..<300 ~= status): "HTTP \(status)"
    case .service(let code, _, _): "code \(code)"
    case .noMemory: "no such memory"
    case .notJSON: "not JSON"
    case .unexpectedAnswer, .notUnderstood: "unexpected answer"
    case .namedFailure, .unsuccessful: "refused by the service"
    case .tooLarge: "answer too large"
    case .other: "failed"
    }
  }

  private var explanation: (what: String, advice: String) {
    switch reason {
    case .refused(let host):
      ("\(host) refused the connection.", "Check the base URL, and that the service is running.")
    case .unknownHost(let host): ("Unknown host \(host).", "Check the base URL and the network.")
    case .timedOut(let seconds):
      ("No complete answer within \(Self.number(seconds)) s.", "Try again, or raise --timeout.")
    case .connectionLost(let detail):
      ("The connection broke before the answer was complete\(Self.inBrackets(detail)).", "Try again.")
    case .tls(let fault, let host): Self.sentences(fault, host)
    case .proxy(let fault, let proxy): Self.sentences(fault, proxy)
    case .redirected(let status, let location):
      (
        "The service redirects to \(Self.firstLine(location ?? "") ?? "an unknown location") (HTTP \(status)).",
        "Redirects are not followed; if that address is right, use it as the base URL."
      )
    case .status(let status, let message):
      (Self.stopped("The service answered \(Self.http(status, message))"), Self.advice(status: status))
    case .service(let code, let message, let status):
      (
        "\(Self.meaning(ofCode: code)) (code \(code)\(Self.quoted(message))).",
        Self.advice(code: code) ?? Self.advice(status: status, orElse: Self.askSupport(traceID))
      )
    case .noMemory: ("The service has no memory with this id.", "")
    case .namedFailure(let code, let message):
      ("The service reported an error (code \(code)\(Self.quoted(message))).", Self.askSupport(traceID))
    case .notJSON(let status, let beginning) where !(200..<300 ~= status):
      (Self.stopped("The service answered \(Self.http(status, beginning))"), Self.advice(status: status))
    case .notJSON(let status, let beginning):
      (
        Self.stopped("The answer is not JSON (HTTP \(status))\(Self.quoted(beginning))"),
        "Check that the base URL points at the service."
      )
    case .unexpectedAnswer(let detail):
      (
        "Unexpected answer\(Self.inBrackets(detail)).", "Check that the base URL points at the service."
      )
    case .unsuccessful(let message):
      (
        Self.stopped("The service reports that the call failed\(Self.told(message))"),
        Self.askSupport(traceID)
      )
    case .notUnderstood(let finding, let message):
      (
        "Could not understand the answer: \(finding.explanation)\(Self.remark(message)).",
        "Check the base URL and --dialect."
      )
    case .tooLarge(let limit):
      ("The answer is larger than \(limit >> 20) MiB and was refused.", "Lower --page-size.")
    case .other(let detail):
      (
        "The call failed\(Self.inBrackets(detail)).",
        "Try again" + (detail.isEmpty ? "; --log FILE records the cause." : ".")
      )
    }
  }

  /// `: index rebuilding`; nothing for `ok`, which services send with a failure, too.
  private static func told(_ message: String?) -> String {
    let quoted = quoted(message)
    return [": ok", ": success"].contains(quoted.lowercased()) ? "" : quoted
  }

  /// ` (message: index rebuilding)`
  private static func remark(_ message: String?) -> String {
    let told = told(message)
    return told.isEmpty ? "" : " (message" + told + ")"
  }

  private static func advice(dialect: String) -> String {
    dialect == "cloud"
      ? "This looks like the cloud service: try --dialect cloud."
      : "This looks like a self-hosted server: try --dialect selfhosted."
  }

  /// `30` for 30.0, `0.5` for 0.5.
  static func number(_ value: Double) -> String {
    guard abs(value) < 1e9 else { return "\(value)" }
    let tenths = (value * 10).rounded()
    return tenths.truncatingRemainder(dividingBy: 10) == 0 ? "\(Int(tenths / 10))" : "\(tenths / 10)"
  }
}

extension AnswerFinding {
  /// `"data" holds an unexpected list "memories" (3 elements)`
  fileprivate var explanation: String {
    switch self {
    case .list(let name?, let count) where name.allSatisfy(\.isWhitespace):
      "\"data\" holds an unexpected list without a name (\(counted(count, "element")))"
    case .list(let name?, let count):
      "\"data\" holds an unexpected list \"\(name)\" (\(counted(count, "element")))"
    case .list(nil, let count): "\"data\" is a list of \(counted(count, "element")), not an object"
    case .object(let name): "\"data\" holds an unexpected object \"\(name)\""
    case .record: "\"data\" is a single record, not a page of memories"
    case .nothing: "\"data\" is an object without fields"
    case .value(let name, let kind): "\"\(name ?? "data")\" is \(Self.label(kind))"
    case .unknownLists(let count): "\"data\" holds \(count) lists that memtui does not know"
    case .noList(let name, let kind): "\"\(name)\" is \(Self.label(kind)), not a list of memories"
    case .onlyMessage: "\"data\" holds a message and no memories"
    case .otherRecord(let id): "\"data\" is the memory \(id), not the requested one"
    }
  }

  private static func label(_ kind: ValueKind) -> String {
    switch kind {
    case .object: "an object"
    case .null: "null"
    default: "a \(kind)"
    }
  }
}

extension ServiceError {
  /// The error codes of the service, and of a server that repeats the HTTP status as its code.
  private static func meaning(ofCode code: Int) -> String {
    switch code {
    case 40000, 40002, 40003, 40006, 400, 422: "The service did not accept a parameter"
    case 40001, 404: "Not found"
    case 40010: "The user id has over \(Subject.longestID) characters"
    case 40011: "The conversation id has over \(Subject.longestID) characters"
    case 40020: "The project id is not valid"
    case 40100, 40130: "The service received no API key"
    case 40132: "The service refused the API key: it is not valid or has expired"
    case 401: "The service did not accept the API key"
    case 403: "The service does not allow this"
    case 413: "The request is too large"
    case 40300, 429: "Too many calls: the rate limit is exceeded"
    case 40304: "The account's call quota is used up"
    case 40305: "The input is over the token limit"
    case 50000, 50002, 500: "Internal error in the service"
    case 502, 503, 504: "The service is unavailable"
    case 50004: "The memory service is unavailable"
    case 50005: "The search service is unavailable"
    default: "The service reported an error"
    }
  }

  private static func advice(code: Int) -> String? {
    switch code {
    case 40000, 40002, 40003, 40006: "Check the filter and the user id."
    case 40001, 40010: "Check the user id."
    case 40011: "Check the filter."
    case 40020: "Check which project the API key belongs to."
    case 40100, 40130: "Set MEMOS_API_KEY, or api_key_file in the profile."
    case 40132: "Renew it in the MemOS console and set MEMOS_API_KEY."
    case 40300: "Wait a little, then try again."
    case 40304: "Raise the quota, or wait for the next period."
    case 40305: "Make the filter shorter."
    case 50000, 50002, 50004, 50005: "Try again in a while."
    case 413: "Make the filter shorter."
    case 422: "Check the filter, the user id and --dialect."
    case 400..<600: advice(status: code)
    default: nil
    }
  }

  private static func advice(status: Int, orElse other: String? = nil) -> String {
    switch status {
    case 400: "Check the filter and the user id."
    case 401: "Check the API key (MEMOS_API_KEY, or api_key_file in the profile)."
    case 403: "Check whether this API key may read the memories of this user."
    case 404, 405:
      "Check the base URL: \(Dialect.cloud.pagePath) is appended to it, or, self-hosted, "
        + Dialect.selfHosted(cube: nil).pagePath + "."
    case 408, 425: "Try again."
    case 413, 414, 431: "The request is too large. Make the filter shorter."
    case 422:
      "The service does not accept a value of the request. Check the filter, the user id and --dialect."
    case 429: "Wait a little, then try again."
    case 400..<500:
      other ?? "The service does not accept the request. Check the filter, the user id and the key."
    case 500...: other ?? "Try again in a while."
    case 200..<300: other ?? "Try again."
    default: other ?? "Check the base URL."
    }
  }

  private static func askSupport(_ traceID: String?) -> String {
    "Try again, or ask the service's support" + (traceID?.isEmpty == false ? ", with the trace id." : ".")
  }

  /// `HTTP 502 Bad Gateway` for a page that says `502 Bad Gateway`, else `HTTP 500: Invocation stopped`.
  private static func http(_ status: Int, _ message: String?) -> String {
    guard let line = message.flatMap(firstLine) else { return "HTTP \(status)" }
    // `HTTP status 404` says nothing more.
    let known: Set<Substring> = ["http", "status", "error", "code", "\(status)"]
    let words = line.lowercased().split { !$0.isLetter && !$0.isNumber }
    if words.allSatisfy(known.contains) { return "HTTP \(status)" }
    if line.hasPrefix("\(status) ") { return "HTTP \(line)" }
    return line.hasPrefix("HTTP \(status) ") ? line : "HTTP \(status): \(line)"
  }

  private static func quoted(_ message: String?) -> String {
    message.flatMap(firstLine).map { ": \($0.hasSuffix("。") ? String($0.dropLast()) : $0)" } ?? ""
  }

  static let longestMessage = 400

  /// The first line that is not blank, without marks that our sentence would double: `Reason:` → `Reason`.
  static func firstLine(_ message: String) -> String? {
    let lines = message.split(whereSeparator: \.isNewline).lazy.map { line in
      line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    guard let line = lines.first(where: { !$0.isEmpty }) else { return nil }
    if line.unicodeScalars.count > longestMessage {
      return String(String.UnicodeScalarView(line.unicodeScalars.prefix(longestMessage - 1))) + "…"
    }
    let trimmed = ServiceMessage.withoutPunctuationAround(line)
    return trimmed.isEmpty ? nil : trimmed
  }

  /// With one mark at the end, whatever the service's message ends with.
  private static func stopped(_ text: String) -> String {
    // `it said "no."` ends with its full stop inside the quotes.
    let last = text.last { !"\"'”’»」』".contains($0) }
    return last.map { ".?!…。！？".contains($0) } == true ? text : text + "."
  }

  private static func inBrackets(_ detail: String) -> String { firstLine(detail).map { " (\($0))" } ?? "" }
}

extension ServiceError {
  private static func sentences(_ fault: TLSFault, _ host: String) -> (what: String, advice: String) {
    let refused = "The certificate of \(host) is not trusted"
    let file = "PEM file as ca_file in the profile or SSL_CERT_FILE."
    let privateCA = "If it is from a private CA, name the CA's \(file)"
    return switch fault {
    case .untrustedIssuer: ("\(refused): its issuer is unknown.", privateCA)
    case .selfSigned: ("\(refused): it is self-signed.", "If it is the right one, name its \(file)")
    case .expired(let end):
      (
        "\(refused): it expired on \(day(end)).",
        "Whoever runs the service must renew it; check the clock of this machine, too."
      )
    case .notYetValid(let start):
      ("\(refused): it is not valid before \(day(start)).", "Check the clock of this machine.")
    case .otherName(let names):
      (
        "\(refused): it is for another name\(names.isEmpty ? "" : " (\(listed(names)))").",
        "Check the host in the base URL."
      )
    case .wrongPurpose:
      (
        "\(refused): it is not valid for a server (its key usage is, for example, client authentication).",
        "Whoever runs the service must replace it."
      )
    case .certificateRefused: ("\(refused).", privateCA)
    case .notTLS:
      (
        "There is no TLS on that port: \(host) answered in another protocol.",
        "Check the port, or start the base URL with http:// if the service has no TLS."
      )
    case .closed:
      (
        "\(host) closed the connection during the TLS handshake.",
        "Check that the port in the base URL speaks TLS."
      )
    case .version:
      (
        "\(host) supports no TLS version that memtui accepts (1.2 or 1.3).",
        "Whoever runs the service must update it."
      )
    case .refusedByServer:
      (
        "\(host) refused the TLS handshake.",
        "Check the host in the base URL. The server may want a client certificate, which memtui cannot send, or "
          + "other ciphers; its log says which."
      )
    case .wantsClientCertificate:
      (
        "\(host) asks for a client certificate, which memtui cannot send.",
        "Use an address that does not require one."
      )
    case .other:
      ("The TLS handshake with \(host) failed.", "Check the base URL; --log FILE records the cause.")
    }
  }

  private static func sentences(_ fault: ProxyFault, _ proxy: Proxy) -> (what: String, advice: String) {
    let name = "The proxy \(proxy.authority) (\(proxy.variable))"
    let direct = "or name the host in NO_PROXY to go without it."
    let address = "Check its address, \(direct)"
    return switch fault {
    case .refused: ("\(name) refused the connection.", address)
    case .unknownHost: ("\(name) has an unknown host name.", address)
    case .requiresLogin:
      (
        "\(name) requires a login (407).",
        "Set \(proxy.variable) to http://USER:PASSWORD@\(proxy.authority), and check both."
      )
    case .declined(let status?) where 500..<600 ~= status:
      (
        "\(name) could not connect to \(proxy.target) (\(status)).",
        "Check the base URL and the proxy, \(direct)"
      )
    case .declined(let status?):
      (
        "\(name) does not connect to \(proxy.target) (\(status)).",
        "Ask whoever runs it to allow that host, \(direct)"
      )
    case .declined(nil):
      ("\(name) did not connect to \(proxy.target).", "Check the base URL and the proxy, \(direct)")
    case .closed: ("\(name) did not answer like a proxy and closed the connection.", address)
    case .notAProxy: ("\(name) did not answer like a proxy.", address)
    case .timedOut(let seconds):
      ("\(name) did not connect to \(proxy.target) within \(number(seconds)) s.", address)
    case .other: ("\(name) failed.", "\(address) --log FILE records the cause.")
    }
  }

  private static func day(_ time: Timestamp) -> String {
    let text = time.formatted(offsetSeconds: 0).prefix(10)
    return text.isEmpty ? "an unknown day" : String(text)
  }

  private static let mostNames = 5

  private static func listed(_ names: [String]) -> String {
    names.prefix(mostNames).joined(separator: ", ")
      + (names.count > mostNames ? ", and \(names.count - mostNames) more" : "")
  }
}
