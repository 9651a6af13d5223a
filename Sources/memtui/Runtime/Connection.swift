import DemoServer
import Logging
import MemOSClient
import MemoryModel

/// The way to the service: for `--demo` with a service of our own at its end.
///
/// What can be wrong with it is found when it is made, before the screen is taken. The client itself is made at the
/// first question, after the first paint, unless certificates or a proxy have to be tried.
struct Connection: Sendable {
  private let settings: Settings
  private let environment: [String: String]
  private let executor: QueueExecutor
  private let demo: DemoOptions?
  private let logger: Logger?
  private let tried: MemOSClient?
  private let retries: Bool

  /// - Parameter retries: false asks once, whatever comes of it.
  init(
    settings: Settings, environment: [String: String], executor: QueueExecutor, retries: Bool = true
  ) throws(SettingsError) {
    self.settings = settings
    self.retries = retries
    self.environment = environment
    self.executor = executor
    demo = try settings.demo.map { settings throws(SettingsError) in try DemoOptions(settings) }
    logger = try settings.logFile.map { path throws(SettingsError) in try FileLog.logger(path: path) }
    guard let baseURL = settings.baseURL,
      settings.caFile != nil || Self.variables.contains(where: { environment[$0]?.isEmpty == false })
    else {
      tried = nil
      return
    }
    try Self.refuseWhatIsNoFile(environment["SSL_CERT_FILE"], variable: "SSL_CERT_FILE")
    do throws(ConfigurationFault) {
      tried = try MemOSClient(
        Self.configuration(settings, environment, executor, baseURL, retries: retries), logger: logger)
    } catch {
      throw .connection(error)
    }
  }

  func open() async throws -> Service {
    let baseURL = try await baseURL()
    if let tried { return service(tried, at: baseURL) }
    let configuration = Self.configuration(
      settings, demo == nil ? environment : [:], executor, baseURL, retries: retries)
    return service(try MemOSClient(configuration, logger: logger), at: baseURL)
  }

  private func service(_ client: MemOSClient, at baseURL: BaseURL) -> Service {
    let sendsKey = settings.apiKey != nil || settings.dialect == .cloud
    return Service(client: client, baseURL: baseURL, dialect: settings.dialect, sendsKey: sendsKey)
  }

  struct Service: Sendable {
    let client: MemOSClient
    /// The demo's has a port that is known only now.
    let baseURL: BaseURL
    let dialect: Dialect
    /// What is copied for a shell has a place for it.
    let sendsKey: Bool
  }

  /// The library would wait for a named pipe; what else is wrong with a file it says itself.
  private static func refuseWhatIsNoFile(_ path: String?, variable: String?) throws(SettingsError) {
    guard let path, !path.isEmpty else { return }
    do throws(FileError) {
      _ = try FileBytes(path: path, limit: Settings.largestCertificates)
    } catch {
      // Anything else the client says itself.
      guard case .notAFile(let kind) = error.reason else { return }
      throw .connection(.certificates(path: path, variable: variable, .notAFile(kind.rawValue)))
    }
  }

  /// For a command that ends when it has its answers.
  func withClient<Result>(_ body: (MemOSClient) async throws -> Result) async throws -> Result {
    let client = try await open().client
    do {
      let result = try await body(client)
      await client.shutdown()
      return result
    } catch {
      await client.shutdown()
      throw error
    }
  }

  /// Variables that the client reads and that can be wrong.
  private static let variables = ["SSL_CERT_FILE", "HTTPS_PROXY", "https_proxy"]

  private static func configuration(
    _ settings: Settings, _ environment: [String: String], _ executor: QueueExecutor, _ baseURL: BaseURL,
    retries: Bool
  ) -> ClientConfiguration {
    var configuration = ClientConfiguration(
      baseURL: baseURL, dialect: settings.dialect, key: settings.apiKey, timeout: settings.timeout,
      caFile: settings.caFile,
      environment: environment, userAgent: "memtui/\(MemtuiCommand.version)")
    configuration.serverZone = settings.serverZone
    if !retries { configuration.retry.delays = [] }
    configuration.retry.pause = { try await executor.pause(seconds: $0) }
    return configuration
  }

  private func baseURL() async throws -> BaseURL {
    if let demo {
      let port = try await DemoServer(options: demo).start()
      return try BaseURL("http://127.0.0.1:\(port)")
    }
    guard let baseURL = settings.baseURL else {
      throw ServiceError(.other(detail: "no base URL was resolved"))
    }
    return baseURL
  }
}

extension DemoOptions {
  init(_ settings: DemoSettings) throws(SettingsError) {
    var faults: [DemoFault] = []
    for text in settings.faults {
      do throws(DemoFaultError) {
        faults.append(try DemoFault(parsing: text))
      } catch {
        throw .setting(.demoFaults, .flag, .demoFault(error.description))
      }
    }
    self.init(key: settings.key?.reveal(), memories: settings.memories, faults: faults)
  }
}

extension ServiceError {
  /// Of an error that was not foreseen: what it says of itself would name classes of libraries.
  init(unexpected error: any Error) {
    switch error {
    case let error as ServiceError: self = error
    case let error as ConfigurationFault: self.init(.other(detail: SettingsError.connection(error).sentence))
    case let error as FileError: self.init(.other(detail: error.sentence))
    default: self.init(.other(detail: ""))
    }
  }
}
