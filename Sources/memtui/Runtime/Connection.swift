import DemoServer
import Glibc
import Logging
import MemOSClient
import MemoryModel
import SystemPackage

/// Finds errors before the screen opens. Makes the client later, unless certificates or a proxy need a check.
struct Connection: Sendable {
  private let settings: Settings
  private let environment: [String: String]
  private let executor: QueueExecutor
  private let demo: DemoOptions?
  private let logger: Logger?
  private var checked: MemOSClient?
  private let retries: Bool

  /// - Parameter tellsStory: whether the memories of the demo change while someone watches.
  init(
    settings: Settings, environment: [String: String], executor: QueueExecutor, retries: Bool = true,
    tellsStory: Bool = false
  ) throws(SettingsError) {
    self.settings = settings
    self.retries = retries
    self.environment = environment
    self.executor = executor
    demo = try settings.demo.map { settings throws(SettingsError) in
      var settings = settings
      if tellsStory { settings.faults.append("story") }
      return try DemoOptions(settings)
    }
    logger = try settings.logFile.map { path throws(SettingsError) in try FileLog.logger(path: path) }
    guard let baseURL = settings.baseURL,
      settings.caFile != nil || Self.variables.contains(where: { environment[$0]?.isEmpty == false })
    else { return }
    try Self.refuseSpecialFile(environment["SSL_CERT_FILE"], variable: "SSL_CERT_FILE")
    checked = try translating(SettingsError.connection) { [self] () throws(ConfigurationFault) in
      try client(baseURL)
    }
  }

  func open() async throws -> Service {
    let baseURL = try await baseURL()
    return Service(
      client: try checked ?? client(baseURL), baseURL: baseURL, dialect: settings.dialect,
      sendsKey: settings.apiKey != nil || settings.dialect == .cloud)
  }

  struct Service: Sendable {
    let client: MemOSClient
    let baseURL: BaseURL
    let dialect: Dialect
    let sendsKey: Bool
  }

  /// The TLS library would wait for a named pipe; it reports all other errors itself.
  private static func refuseSpecialFile(_ path: String?, variable: String) throws(SettingsError) {
    guard let path, !path.isEmpty else { return }
    do throws(FileError) {
      try FileBytes.refuseSpecialFile(path)
    } catch {
      guard case .notAFile(let kind) = error.reason else { return }
      throw .connection(.certificates(path: path, variable: variable, .notAFile(kind.rawValue)))
    }
  }

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

  private static let variables = ["SSL_CERT_FILE", "HTTPS_PROXY", "https_proxy"]

  private func client(_ baseURL: BaseURL) throws(ConfigurationFault) -> MemOSClient {
    var configuration = ClientConfiguration(
      baseURL: baseURL, dialect: settings.dialect, key: settings.apiKey, timeout: settings.timeout,
      caFile: settings.caFile, environment: demo == nil ? environment : [:],
      userAgent: "memtui/\(MemtuiCommand.version)")
    configuration.serverZone = settings.serverZone
    if !retries { configuration.retry.delays = [] }
    configuration.retry.pause = { [executor] in try await executor.pause(seconds: $0) }
    return try MemOSClient(configuration, logger: logger)
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
      let fault = { (error: DemoFaultError) in
        SettingsError.setting(.demoFaults, .flag, .demoFault(error.description))
      }
      faults.append(try translating(fault) { () throws(DemoFaultError) in try DemoFault(parsing: text) })
    }
    self.init(key: settings.key?.reveal(), memories: settings.memories, faults: faults)
  }
}

extension ServiceError {
  /// Of an unexpected error, whose own text would name classes of libraries.
  init(unexpected error: any Error) {
    switch error {
    case let error as ServiceError: self = error
    case let error as ConfigurationFault: self.init(.other(detail: SettingsError.connection(error).sentence))
    case let error as FileError: self.init(.other(detail: error.sentence))
    default: self.init(.other(detail: ""))
    }
  }
}

/// `--log FILE`: a line with its time for each call. The client logs neither the key nor the service's text.
struct FileLog: LogHandler {
  var logLevel = Logger.Level.info
  var metadata = Logger.Metadata()
  fileprivate let descriptor: FileDescriptor

  static func logger(path: String) throws(SettingsError) -> Logger {
    let fault = { (error: FileError) in SettingsError.setting(.logFile, .flag, .notWritable(error)) }
    let descriptor = try translating(fault) { () throws(FileError) in
      try FileError.during(.write, path) {
        try FileDescriptor.open(
          path, .writeOnly, options: [.append, .create, .unattended], permissions: .ownerReadWrite)
      }
    }
    return Logger(label: "memtui") { _ in FileLog(descriptor: descriptor) }
  }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { $1 }
    let facts = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    let text = printable("\(Self.timestamp()) \(event.level) \(event.message)\(facts)", limit: 4_096)
    // A full pipe or disk changes nothing else.
    _ = try? descriptor.writeAll((text + "\n").utf8)
  }

  private static func timestamp() -> String {
    var seconds = time(nil)
    var parts = tm()
    gmtime_r(&seconds, &parts)
    var text = [CChar](repeating: 0, count: 32)
    let length = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &parts)
    return String(decoding: text.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
