import MemOSClient
import MemoryModel
import TUI

/// The fields of one profile, as text.
struct Profile {
  let name: String
  let file: ConfigurationFile
  let values: [Setting: String]

  var origin: Origin { .profile(name, file: file.path) }

  /// With the line of the setting.
  func origin(of setting: Setting) -> Origin {
    .profile(name, file: file.path, line: file.line(of: "profiles.\(name).\(setting.rawValue)"))
  }
}

extension Profile {
  /// The named profile, else the file's `default_profile`, else none.
  init?(named given: String?, path: String?) throws(SettingsError) {
    let file: ConfigurationFile? = if let path { try ConfigurationFile(path: path) } else { nil }
    guard let file else {
      if let given { throw .unknownProfile(given, known: [], path.map { FilePlace($0) }) }
      return nil
    }
    try file.refuseUnknownKeys()
    try file.refuseValue("profiles")
    guard let name = if let given { given } else { try file.text("default_profile") } else { return nil }
    guard file.profileNames.contains(name) else {
      let place = given == nil ? file.place("default_profile") : FilePlace(file.path)
      throw .unknownProfile(name, known: file.profileNames.sorted(), place)
    }
    try file.refuseValue("profiles", name)
    var values: [Setting: String] = [:]
    for setting in Setting.ofProfile {
      values[setting] = try file.text("profiles", name, setting.rawValue)
    }
    self.init(name: name, file: file, values: values)
  }
}

extension ConfigurationFile {
  /// `profiles.staging.user` -> `staging`. A profile without any field (`staging: {}`) is invisible here.
  var profileNames: Set<String> {
    let fields = Set(Setting.ofProfile.map(\.rawValue))
    var names: Set<String> = []
    for key in keys where key.hasPrefix("profiles.") {
      let parts = key.split(separator: ".", omittingEmptySubsequences: false).dropFirst()
      let field = parts.dropFirst().firstIndex { fields.contains(String($0)) }
      let end = field ?? (parts.count > 1 ? parts.endIndex - 1 : parts.endIndex)
      names.insert(parts[..<end].joined(separator: "."))
    }
    return names
  }
}

/// Everything the program was told, checked, before the screen is taken and before the network is touched.
struct Settings: Sendable {
  /// Whose memories; without one the program asks.
  var subject: Subject?
  /// Where the service is. The demo's address is known only once it listens.
  var baseURL: BaseURL?
  var dialect = Dialect.cloud
  /// The demo needs none, nor does a self-hosted server.
  var apiKey: Secret?
  /// False where only what is set was asked for: there may be a key then.
  var readsKey = true
  /// What the head of the screen says beside the user: the profile's name, the base URL's host, or `demo`.
  var sourceLabel: String
  /// The profile in use, also where a flag or a variable overrides parts of it.
  var profile: String?
  /// Memories per category and page, 1…50.
  var pageSize: Int
  /// Longest wait for an answer, in seconds, above 0 and at most a day.
  var timeout: Double
  /// Certificates to trust instead of the system's, in PEM. Readable when this was resolved.
  var caFile: String?
  /// Bytes of resident memory that the program may grow to.
  var memoryLimit: Int
  var usesUTC: Bool
  /// Of times in records that name no zone.
  var serverZone = ServerZone.utc
  var logFile: String?
  var allowsInsecureHTTP: Bool
  var demo: DemoSettings?
  /// Seconds between two readings of page 1, where it is watched from the start.
  var watchSeconds: Double?
  /// `MEMOS_API_KEY` is used although the profile has a key of its own.
  var hidesProfileKey = false
  /// Where each value came from. A setting without a value has no entry.
  var origins: [Setting: Origin]
}

extension Settings {
  static let standardPageSize = 50
  static let largestPageSize = 50
  static let standardTimeout = 30.0
  static let longestTimeout = 86_400.0
  static let standardWatchSeconds = 30.0
  static let shortestWatchSeconds = 1.0
  static let standardMemoryLimit = 256 << 20
  static let demoUser = "memos_user_123"
}

/// How the program looks and which keys it has: of the person, not of a service, so the demo has it too.
struct DisplaySettings: Sendable {
  var keymap = Keymap.standard
  var theme = Theme.standard
  /// False leaves it to the terminal, for selecting text.
  var usesMouse = true
  /// Recent users and kept filters are written down.
  var writesState = true
}

extension DisplaySettings {
  /// Reads `config.yaml`; what is wrong in it is said before the screen is taken.
  static func resolve(
    _ options: DisplayOptions, environment: [String: String]
  ) throws(SettingsError) -> DisplaySettings {
    var settings = try inFile(environment: environment)
    settings.usesMouse = !options.leavesMouseAlone
    settings.writesState = !options.writesNoState
    return settings
  }

  /// What the file says of it, without the flags of browsing: for `memtui check`.
  static func inFile(environment: [String: String]) throws(SettingsError) -> DisplaySettings {
    guard let path = ConfigurationFile.standardPath(environment: environment) else { return Self() }
    return try Self(ConfigurationFile(path: path))
  }

  init(_ file: ConfigurationFile?) throws(SettingsError) {
    guard let file else { return }
    // The demo reads no profile, where this is asked too: a misspelt `theme` must not pass in it either.
    try file.refuseUnknownKeys()
    keymap = try file.keymap()
    theme = try file.theme() ?? .standard
  }
}

/// What `memtui demo-server` was told.
struct DemoServerSettings: Sendable {
  /// 0 picks a free one.
  var port: Int
  /// What clients must send; without one anything is taken.
  var key: Secret?
  var demo: DemoSettings
}

extension DemoServerSettings {
  static func resolve(
    _ command: DemoServerCommand, environment: [String: String]
  ) throws(SettingsError) -> DemoServerSettings {
    guard (0...65535).contains(command.port) else { throw .port(command.port) }
    let demo = try DemoSettings(command.demoService)
    guard let variable = command.keyVariable else { return Self(port: command.port, key: nil, demo: demo) }
    guard let text = environment[variable], !text.isEmpty else { throw .missingVariable(variable) }
    do throws(Secret.KeyFault) {
      return Self(port: command.port, key: try Secret(keyText: text), demo: demo)
    } catch {
      throw .key(error, .apiKey, .environment(variable))
    }
  }
}

/// The knobs of the demo service. Its own defaults stand behind them.
struct DemoSettings: Sendable, Hashable {
  var memories: Int?
  /// As typed: the demo service reads them.
  var faults: [String] = []
}

extension DemoSettings {
  init(_ options: DemoFlags) throws(SettingsError) {
    if let memories = options.memories, memories < 0 { throw .demoMemories(memories) }
    self.init(memories: options.memories, faults: options.faults)
  }
}

/// Flags that only some commands have; as they are here where a command has none.
struct RowFlags {
  var pageSize: String?
  var usesUTC = false
}

extension Settings {
  /// Flags, then the environment, then the profile, then defaults. Reads `config.yaml` and the key file, and runs
  /// `api_key_command`, blocking; opens no connection.
  nonisolated(nonsending) static func resolve(
    _ options: ServiceOptions, pageSize: String? = nil, usesUTC: Bool = false, environment: [String: String]
  ) async throws(SettingsError) -> Settings {
    let rows = RowFlags(pageSize: pageSize, usesUTC: usesUTC)
    return try resolve(options, rows, environment: environment, readsKey: true)
  }

  /// The same without the key: for a look at what is set no file is opened and no command is run.
  static func withoutKey(
    _ options: ServiceOptions, environment: [String: String]
  ) throws(SettingsError) -> Settings {
    try resolve(options, RowFlags(), environment: environment, readsKey: false)
  }

  private static func resolve(
    _ options: ServiceOptions, _ rows: RowFlags, environment: [String: String], readsKey: Bool
  ) throws(SettingsError) -> Settings {
    try refuseContradictions(options)
    // The demo is for a look without any set-up: what is set up for the real service does not reach it.
    if options.demo {
      var resolution = SettingsResolution(options: options, rows: rows, environment: [:], profile: nil)
      return try resolution.demo()
    }
    let path = ConfigurationFile.standardPath(environment: environment)
    let profile = try Profile(named: options.profile, path: path)
    var resolution = SettingsResolution(
      options: options, rows: rows, environment: environment, profile: profile)
    return try resolution.service(file: path, readsKey: readsKey)
  }

  private static func refuseContradictions(_ options: ServiceOptions) throws(SettingsError) {
    if options.user != nil, options.agent != nil { throw .together(.user, .agent, .flag) }
    if options.demo {
      if options.baseURL != nil { throw .withDemo(.baseURL) }
      if options.profile != nil { throw .withDemo(.profile) }
      if options.dialect != nil { throw .withDemo(.dialect) }
      if options.cube != nil { throw .withDemo(.cube) }
    } else {
      if options.demoService.memories != nil { throw .onlyWithDemo(.demoMemories) }
      if !options.demoService.faults.isEmpty { throw .onlyWithDemo(.demoFaults) }
    }
  }
}
