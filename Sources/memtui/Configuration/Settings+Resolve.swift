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
