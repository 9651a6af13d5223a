import DemoServer
import Logging
import MemOSClient
import MemoryModel

/// The way to the service, made at the first question: for `--demo` with a service of our own at its end.
struct Connection: Sendable {
  let settings: Settings
  let environment: [String: String]
  let executor: QueueExecutor

  func client() async throws -> MemOSClient {
    var configuration = ClientConfiguration(
      baseURL: try await baseURL(), key: settings.apiKey, timeout: settings.timeout,
      caFile: settings.caFile, environment: environment,
      userAgent: "memtui/\(MemtuiCommand.version)")
    configuration.retry.pause = { [executor] in try await executor.pause(seconds: $0) }
    if settings.demo != nil { configuration.environment = [:] }
    return try MemOSClient(configuration, logger: try settings.logFile.map(FileLog.logger))
  }

  private func baseURL() async throws -> BaseURL {
    if let demo = settings.demo {
      let server = DemoServer(options: try DemoOptions(demo, key: nil))
      let port = try await server.start()
      return try BaseURL("http://127.0.0.1:\(port)")
    }
    guard let baseURL = settings.baseURL else {
      throw ServiceError(.other(detail: "no base URL was resolved"))
    }
    return baseURL
  }
}

extension DemoOptions {
  init(_ settings: DemoSettings, key: String?) throws(DemoFaultError) {
    var faults: [DemoFault] = []
    for text in settings.faults { faults.append(try DemoFault(parsing: text)) }
    self.init(key: key, memories: settings.memories, faults: faults)
  }
}
