import MemoryModel

extension ServiceError {
  /// What happened and what to do, for a person: `The service refused the API key … · trace 8f2a`.
  public var sentence: String {
    let words = likelyDialect.map { self.words + " " + Self.advice(dialect: $0) } ?? self.words
    let wait =
      retryAfter.map { " Retry after \($0 > 86_400 ? "more than a day" : Self.number($0) + " s")." } ?? ""
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
    case .namedFailure: "refused by the service"
    case .noMemory: "no such memory"
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
    case .tls(let fault, let host): Self.sentence(fault, host)
    case .proxy(let fault, let proxy): Self.sentence(fault, proxy)
    case .redirected(let status, let location):
      "The service points elsewhere (HTTP \(status)) to \(Self.firstLine(location ?? "") ?? "an unknown location"). "
        + "Redirects are not followed: if that place is right, make it the base URL."
    case .status(let status, let message):
      Self.stopped("The service answered \(Self.http(status, message))") + " \(Self.advice(status: status))"
    case .service(let code, let message, let status):
      "\(Self.meaning(ofCode: code)) (code \(code)\(Self.said(message))). "
        + (Self.advice(code: code) ?? Self.advice(status: status, orElse: Self.askSupport(traceID)))
    case .noMemory: "The service has no memory with this id."
    case .namedFailure(let code, let message):
      "The service reported an error (code \(code)\(Self.said(message))). " + Self.askSupport(traceID)
    case .notJSON(let status, let beginning) where !(200..<300 ~= status):
      Self.stopped("The service answered \(Self.http(status, beginning))") + " \(Self.advice(status: status))"
    case .notJSON(let status, let beginning):
      Self.stopped("The answer is not JSON (HTTP \(status))\(Self.said(beginning))")
        + " Does the base URL point at the service?"
    case .unexpectedAnswer(let detail):
      "The answer is not of the kind that was expected\(Self.inBrackets(detail)). "
        + "Does the base URL point at the service?"
    case .unsuccessful(let message):
      Self.stopped("The service reports that the call failed\(Self.told(message))") + " "
        + Self.askSupport(traceID)
    case .notUnderstood(let finding, let message):
      "The answer was not understood: \(finding.words)\(Self.remark(message)). Check the base URL and --dialect."
    case .tooLarge(let limit):
      "The answer is larger than \(limit >> 20) MiB and was refused. Ask for less with --page-size."
    case .other(let detail):
      "The call failed\(Self.inBrackets(detail)). Try again"
        + (detail.isEmpty ? "; --log FILE records why." : ".")
    }
  }

  /// `: index rebuilding`; for `ok` and the like nothing.
  private static func told(_ message: String?) -> String {
    let said = said(message)
    return [": ok", ": success"].contains(said.lowercased()) ? "" : said
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
    case .list(let name?, let count) where name.allSatisfy(\.isWhitespace):
      "\"data\" holds a list without a name, of \(Self.elements(count)), which is not what was asked for"
    case .list(let name?, let count):
      "\"data\" holds \"\(name)\", a list of \(Self.elements(count)), which is not what was asked for"
    case .list(nil, let count): "\"data\" is a list of \(Self.elements(count)), not an object"
    case .object(let name): "\"data\" holds an object \"\(name)\", which is not what was asked for"
    case .record: "\"data\" is a single record, not a page of memories"
    case .nothing: "\"data\" is an object without fields"
    case .value(let name, let kind): "\"\(name ?? "data")\" is \(Self.words(kind))"
    case .unknownLists(let count): "\"data\" holds \(count) lists that memtui does not know"
    case .noList(let name, let kind): "\"\(name)\" is \(Self.words(kind)), not a list of memories"
    case .onlyMessage: "\"data\" holds a message and no memories"
    case .otherRecord(let id): "\"data\" is the memory \(id), not the one that was asked for"
    }
  }

  private static func elements(_ count: Int) -> String { "\(count) \(count == 1 ? "element" : "elements")" }

  private static func words(_ kind: ValueKind) -> String {
    switch kind {
    case .string: "a string"
    case .number: "a number"
    case .boolean: "a boolean"
    case .list: "a list"
    case .object: "an object"
    case .null: "null"
    }
  }
}

/// What the service says, and what to do about it.
extension ServiceError {
  /// The error codes of the service, and of a server that repeats the HTTP status as its code.
  private static func meaning(ofCode code: Int) -> String {
    switch code {
    case 40000, 40002, 40003, 40006, 400, 422: "The service did not accept a parameter"
    case 40001, 404: "The service did not find it"
    case 40010: "The user id has over \(Subject.longestID) characters"
    case 40011: "The conversation id has over \(Subject.longestID) characters"
    case 40020: "The project id is not valid"
    case 40100, 40130: "The service got no API key"
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

  /// nil for a code that nobody documents.
  private static func advice(code: Int) -> String? {
    switch code {
    case 40000, 40002, 40003, 40006: "Check the filter and the user id."
    case 40001, 40010: "Check the user id."
    case 40011: "Check the filter."
    case 40020: "Check which project the API key belongs to."
    case 40100, 40130: "Put the key into MEMOS_API_KEY, or name api_key_file in the profile."
    case 40132: "Renew it in the MemOS console and set MEMOS_API_KEY."
    case 40300: "Wait a little, then try again."
    case 40304: "More calls need a larger quota or the next period."
    case 40305: "Make the filter shorter."
    case 50000, 50002, 50004, 50005: "Try again in a while."
    // The meaning of the code has said the rest.
    case 413: "Make the filter shorter."
    case 422: "Check the filter, the user id and --dialect."
    case 400..<600: advice(status: code)
    default: nil
    }
  }

  private static func advice(status: Int, orElse other: String? = nil) -> String {
    switch status {
    case 400: "Check the filter and the user id."
    case 401: "Check the API key: it comes from MEMOS_API_KEY, or from api_key_file in the profile."
    case 403: "Check whether this API key may read the memories of this user."
    case 404, 405:
      "Check the base URL: \(Dialect.cloud.pagePath) is appended to it, or, self-hosted, "
        + Dialect.selfHosted(cube: nil).pagePath + "."
    case 408, 425: "Try again."
    case 413, 414, 431: "The request is too large: make the filter shorter."
    case 422:
      "The service does not accept a value of the request: check the filter, the user id and --dialect."
    case 429: "Wait a little, then try again."
    case 400..<500:
      other ?? "The service does not accept the request: check the filter, the user id and the key."
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
    return line.hasPrefix("\(status) ") ? "HTTP \(line)" : "HTTP \(status): \(line)"
  }

  private static func said(_ message: String?) -> String {
    message.flatMap(firstLine).map { ": \($0.hasSuffix("。") ? String($0.dropLast()) : $0)" } ?? ""
  }

  /// Scalars of a message that a sentence shows.
  static let longestMessage = 400

  /// The first line that is not blank, with single spaces and without the marks around it that a sentence of our own
  /// would double: `Reason:` -> `Reason`. nil for none.
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

  /// One mark at the end, whatever the service's own words end with.
  private static func stopped(_ text: String) -> String {
    // `it said "no."` has its full stop inside.
    let last = text.last { !"\"'”’»」』".contains($0) }
    return last.map { ".?!…。！？".contains($0) } == true ? text : text + "."
  }

  private static func inBrackets(_ detail: String) -> String {
    firstLine(detail).map { " (\($0))" } ?? ""
  }
}

/// What is wrong on the way to the service.
extension ServiceError {
  private static func sentence(_ fault: TLSFault, _ host: String) -> String {
    let privateCA =
      "If it is from a private CA, name the CA's PEM file as ca_file in the profile or SSL_CERT_FILE."
    return switch fault {
    case .untrustedIssuer:
      "The certificate of \(host) is not trusted: its issuer is unknown. \(privateCA)"
    case .selfSigned:
      "The certificate of \(host) is not trusted: it is self-signed, not from a known issuer. If it is the right one, "
        + "name its PEM file as ca_file in the profile or SSL_CERT_FILE."
    case .expired(let end):
      "The certificate of \(host) is not trusted: it expired on \(day(end)). Whoever runs the service must renew it; "
        + "check the clock of this machine, too."
    case .notYetValid(let start):
      "The certificate of \(host) is not trusted: it is not valid before \(day(start)). Check the clock of this machine."
    case .otherName(let names):
      "The certificate of \(host) is not trusted: it is for another name"
        + (names.isEmpty ? "" : " (\(listed(names)))") + ". Check the host in the base URL."
    case .wrongPurpose:
      "The certificate of \(host) is not trusted: it is not valid for a server (its key usage is another, such as "
        + "client authentication). Whoever runs the service must replace it."
    case .certificateRefused:
      "The certificate of \(host) is not trusted. \(privateCA)"
    case .notTLS:
      "There is no TLS on that port: \(host) answered in another protocol. Check the port, or begin the base URL with "
        + "http:// if the service has no TLS."
    case .closed:
      "\(host) closed the connection during the TLS handshake. Check that the port in the base URL speaks TLS."
    case .version:
      "\(host) speaks no TLS version that memtui accepts (1.2 or 1.3). Whoever runs the service must update it."
    case .refusedByServer:
      "\(host) refused the TLS handshake. Check the host in the base URL. The server may want a client certificate, which "
        + "memtui cannot send, or other ciphers; its log says which."
    case .wantsClientCertificate:
      "\(host) asks for a client certificate, which memtui cannot send. Use an address that asks for none."
    case .other:
      "The TLS handshake with \(host) failed. Check the base URL; --log FILE records why."
    }
  }

  private static func sentence(_ fault: ProxyFault, _ proxy: Proxy) -> String {
    let name = "The proxy \(proxy.authority) (\(proxy.variable))"
    let direct = "or name the host in NO_PROXY to go without it."
    return switch fault {
    case .refused: "\(name) refused the connection. Check its address, \(direct)"
    case .unknownHost: "\(name) has an unknown host name. Check its address, \(direct)"
    case .requiresLogin:
      "\(name) requires a login (407). Set \(proxy.variable) to http://USER:PASSWORD@\(proxy.authority), and check both."
    case .declined(let status?) where 500..<600 ~= status:
      "\(name) could not connect to \(proxy.target) (\(status)). Check the base URL and the proxy, \(direct)"
    case .declined(let status?):
      "\(name) does not connect to \(proxy.target) (\(status)). Ask whoever runs it to allow that host, \(direct)"
    case .declined(nil):
      "\(name) did not connect to \(proxy.target). Check the base URL and the proxy, \(direct)"
    case .closed:
      "\(name) did not answer like a proxy and closed the connection. Check its address, \(direct)"
    case .notAProxy: "\(name) did not answer like a proxy. Check its address, \(direct)"
    case .timedOut(let seconds):
      "\(name) did not connect to \(proxy.target) within \(number(seconds)) s. Check its address, \(direct)"
    case .other: "\(name) failed. Check its address, \(direct) --log FILE records why."
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
