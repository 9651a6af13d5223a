import MemOSClient
import MemoryModel
import Synchronization
import TestSupport

/// One request to a scripted server, with everything observed on the way; retries do not wait.
struct Exchange {
  var page: PageAnswer?
  var record: RecordAnswer?
  var error: ServiceError?
  var reports: [CallReport] = []
  var pauses: [Double] = []
  var requests: [ReceivedRequest] = []

  /// The TLS fault, if that was the error.
  var fault: ServiceError.TLSFault? {
    if case .tls(let fault, _)? = error?.reason { fault } else { nil }
  }

  /// The proxy fault, if that was the error.
  var proxyFault: ServiceError.ProxyFault? {
    if case .proxy(let fault, _)? = error?.reason { fault } else { nil }
  }

  var calls: Int { reports.filter { $0 == .sent }.count }

  static let request = PageRequest(subject: .user("memos_user_123"), page: 1, size: 50)
  static let emptyPage = #"{"code":0,"message":"ok","data":{"memory_detail_list":[]}}"#

  enum Question {
    case page
    case pageOf(Subject)
    case memory(String)
  }

  static func run(
    _ replies: [ScriptedReply], asking question: Question = .page, key: String? = nil,
    _ adjust: (inout ClientConfiguration) -> Void = { _ in }
  ) async throws -> Exchange {
    try await ScriptedServer.run(replies) { server in
      var exchange = try await run(at: server.url, asking: question, key: key, adjust)
      exchange.requests = server.requests
      return exchange
    }
  }

  static func run(
    at url: String, asking question: Question = .page, key: String? = nil,
    _ adjust: (inout ClientConfiguration) -> Void = { _ in }
  ) async throws -> Exchange {
    let observed = Observed()
    var configuration = ClientConfiguration(
      baseURL: try BaseURL(url), key: key.map { Secret($0) }, timeout: 20, userAgent: "memtui/test")
    configuration.retry.pause = { observed.pauses.append($0) }
    configuration.retry.random = { 0.5 }
    adjust(&configuration)
    let client = try MemOSClient(configuration)
    var exchange = Exchange()
    do {
      switch question {
      case .page: exchange.page = try await client.page(request) { observed.reports.append($0) }
      case .pageOf(let subject):
        let request = PageRequest(subject: subject, page: 1, size: 50)
        exchange.page = try await client.page(request) { observed.reports.append($0) }
      case .memory(let id): exchange.record = try await client.memory(id: id) { observed.reports.append($0) }
      }
    } catch let error as ServiceError {
      exchange.error = error
    }
    await client.shutdown()
    exchange.reports = observed.reports.values
    exchange.pauses = observed.pauses.values
    return exchange
  }
}

/// Values that arrive from other threads.
final class Collected<Value: Sendable>: Sendable {
  private let collected = Mutex<[Value]>([])

  var values: [Value] { collected.withLock { $0 } }

  func append(_ value: Value) {
    collected.withLock { $0.append(value) }
  }
}

private final class Observed: Sendable {
  let reports = Collected<CallReport>()
  let pauses = Collected<Double>()
}
