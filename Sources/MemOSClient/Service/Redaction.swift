import MemoryModel

/// Keeps the key out of what a service, a proxy or a library says: the words may be shown, logged and copied.
struct Redaction: Sendable {
  private let key: Secret?
  private let spellings: KeySpellings?

  static let longestMessage = 2_000
  static let longestBeginning = 200

  init(key: Secret?) {
    self.key = key.flatMap { $0.isEmpty ? nil : $0 }
    spellings = self.key.map { KeySpellings($0.reveal()) }
  }

  /// At most `limit` scalars. The key goes first, so that no half of it is left at the end.
  func clean(_ text: String, limit: Int = longestMessage) -> String {
    let redacted = spellings?.masked(text, with: Secret.mask) ?? text
    return String(String.UnicodeScalarView(redacted.unicodeScalars.prefix(limit)))
  }

  /// What a body that is no JSON says: the title of a page of HTML, or `limit` scalars of text. Only the first
  /// ``searchedBytes`` are looked at.
  func beginning(of body: [UInt8], limit: Int = longestBeginning) -> String {
    var text = clean(
      String(decoding: body.prefix(Self.searchedBytes), as: UTF8.self), limit: Self.searchedBytes)
    // Half a key at the end would not be found.
    if body.count > Self.searchedBytes { text = String(text.dropLast(key?.reveal().count ?? 0)) }
    return clean(ServiceMessage.inText(text), limit: limit)
  }

  private static let searchedBytes = 64 << 10

  func clean(_ error: ServiceError) -> ServiceError {
    ServiceError(
      clean(error.reason), traceID: error.traceID.map { clean($0, limit: 200) }, retryAfter: error.retryAfter,
      likelyDialect: error.likelyDialect)
  }

  private func clean(_ reason: ServiceError.Reason) -> ServiceError.Reason {
    switch reason {
    case .connectionLost(let detail): .connectionLost(detail: clean(detail))
    case .tls(.otherName(let names), let host):
      .tls(.otherName(names: names.map { clean($0, limit: Self.longestBeginning) }), host: host)
    case .redirected(let status, let location):
      .redirected(status: status, location: location.map { clean($0) })
    case .status(let status, let message): .status(status, message: message.map { clean($0) })
    case .service(let code, let message, let status):
      .service(code: code, message: message.map { clean($0) }, status: status)
    case .namedFailure(let code, let message):
      .namedFailure(code: clean(code, limit: 100), message: message.map { clean($0) })
    case .notJSON(let status, let beginning): .notJSON(status: status, beginning: clean(beginning))
    case .unexpectedAnswer(let detail): .unexpectedAnswer(detail: clean(detail))
    case .other(let detail): .other(detail: clean(detail))
    case .unsuccessful(let message): .unsuccessful(message: message.map { clean($0) })
    case .notUnderstood(let finding, let message):
      .notUnderstood(clean(finding), message: message.map { clean($0) })
    case .refused, .unknownHost, .timedOut, .tooLarge, .tls, .proxy, .noMemory: reason
    }
  }

  private func clean(_ finding: AnswerFinding) -> AnswerFinding {
    switch finding {
    case .list(let name, let count): .list(name: name.map { clean($0, limit: 100) }, count: count)
    case .object(let name): .object(name: clean(name, limit: 100))
    case .value(let name, let kind): .value(name: name.map { clean($0, limit: 100) }, kind)
    case .noList(let name, let kind): .noList(name: clean(name, limit: 100), kind)
    case .otherRecord(let id): .otherRecord(id: clean(id, limit: 200))
    case .record, .nothing, .unknownLists, .onlyMessage: finding
    }
  }
}
