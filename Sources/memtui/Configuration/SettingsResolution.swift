import MemOSClient
import MemoryModel

/// The state of one resolution: the three sources, and where each value was found so far.
struct SettingsResolution {
  let options: ServiceOptions
  let rows: RowFlags
  let environment: [String: String]
  let profile: Profile?
  var origins: [Setting: Origin] = [:]
}

extension SettingsResolution {
  mutating func service(file: String?, readsKey: Bool = true) throws(SettingsError) -> Settings {
    if let profile { origins[.profile] = options.profile == nil ? profile.origin : .flag }
    let (dialect, subject) = try dialectAndSubject()
    let baseURL = try baseURL(in: dialect, file: file)
    let caFile = try caFile()
    var settings = try common()
    // Last: it may ask the user for a passphrase, which nobody wants to type for a wrong page size.
    if readsKey {
      settings.apiKey = try mayGoWithoutKey(dialect) ? nil : apiKey(file: file)
    } else {
      settings.readsKey = mayGoWithoutKey(dialect)
      noteWayOfKey()
    }
    settings.dialect = dialect
    settings.baseURL = baseURL
    settings.subject = subject
    settings.caFile = caFile
    settings.profile = profile?.name
    settings.hidesProfileKey =
      origins[.apiKey] == .environment("MEMOS_API_KEY")
      && [.apiKeyFile, .apiKeyCommand].contains { profile?.values[$0] != nil }
    settings.sourceLabel = label(of: baseURL)
    settings.origins = origins
    return settings
  }

  mutating func demo() throws(SettingsError) -> Settings {
    var settings = try common()
    settings.subject = try subject() ?? .user(Settings.demoUser)
    settings.demo = try DemoSettings(options.demoService)
    settings.sourceLabel = "demo"
    origins[.user] = origins[.user] ?? (origins[.agent] == nil ? .standard : nil)
    settings.origins = origins
    return settings
  }

  /// What the demo and a real service share.
  private mutating func common() throws(SettingsError) -> Settings {
    let pageSize = try pageSize()
    let timeout = try timeout()
    let memoryLimit = try memoryLimit()
    let serverZone = try serverZone()
    origins[.usesUTC] = rows.usesUTC ? .flag : .standard
    origins[.allowsInsecureHTTP] = options.allowsInsecureHTTP ? .flag : .standard
    if options.logFile != nil { origins[.logFile] = .flag }
    var settings = Settings(
      subject: nil, baseURL: nil, apiKey: nil, sourceLabel: "", profile: nil, pageSize: pageSize,
      timeout: timeout,
      caFile: nil, memoryLimit: memoryLimit, usesUTC: rows.usesUTC, logFile: options.logFile,
      allowsInsecureHTTP: options.allowsInsecureHTTP, demo: nil, origins: [:])
    settings.serverZone = serverZone
    return settings
  }

  /// The profile's name stands for its service; where a flag or a variable leads elsewhere it would lie.
  private func label(of baseURL: BaseURL) -> String {
    switch origins[.baseURL] {
    case .flag, .environment: baseURL.host
    case .profile, .standard, nil: profile?.name ?? baseURL.host
    }
  }
}
