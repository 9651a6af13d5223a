import Glibc
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

extension SettingsResolution {
  /// The first source that has the setting. An empty variable counts as unset.
  mutating func first(
    _ setting: Setting, flag: String? = nil, variable: String? = nil
  ) -> (text: String, origin: Origin)? {
    let found: (text: String, origin: Origin)?
    if let flag {
      found = (flag, .flag)
    } else if let variable, let text = environment[variable], !text.isEmpty {
      found = (text, .environment(variable))
    } else if let profile, let text = profile.values[setting] {
      found = (text, profile.origin(of: setting))
    } else {
      found = nil
    }
    origins[setting] = found?.origin.source
    return found
  }

  mutating func pageSize() throws(SettingsError) -> Int {
    guard let (text, origin) = first(.pageSize, flag: rows.pageSize) else {
      origins[.pageSize] = .standard
      return Settings.standardPageSize
    }
    guard let size = Int(text), (1...Settings.largestPageSize).contains(size) else {
      throw .pageSize(text, origin)
    }
    return size
  }

  mutating func timeout() throws(SettingsError) -> Double {
    guard let (text, origin) = first(.timeout, flag: options.timeout) else {
      origins[.timeout] = .standard
      return Settings.standardTimeout
    }
    guard let seconds = Quantity.seconds(text) else { throw .timeout(text, origin) }
    return seconds
  }

  mutating func memoryLimit() throws(SettingsError) -> Int {
    guard let (text, origin) = first(.memoryLimit) else {
      origins[.memoryLimit] = .standard
      return Settings.standardMemoryLimit
    }
    guard let bytes = Quantity.bytes(text) else { throw .memoryLimit(text, origin) }
    return bytes
  }

  /// An offset, or a name of the zone database of this machine.
  mutating func serverZone() throws(SettingsError) -> ServerZone {
    guard let (text, origin) = first(.serverZone, flag: options.serverZone) else {
      origins[.serverZone] = .standard
      return .utc
    }
    if let zone = ServerZone(offset: text) { return zone }
    guard let rules = ZoneFile.rules(of: text, environment: environment) else {
      throw .serverZone(text, origin)
    }
    return ServerZone(name: text, rules: rules)
  }

  /// `MEMOS_IS_GLOBAL` stands for the URL of the global site, below `MEMOS_BASE_URL`, as in the service's own SDK.
  mutating func baseURL(in dialect: Dialect, file: String?) throws(SettingsError) -> BaseURL {
    let given = first(.baseURL, flag: options.baseURL, variable: "MEMOS_BASE_URL")
    if dialect != .cloud, given == nil { throw .missingBaseURL(file: file) }
    let isGlobal =
      dialect == .cloud && ["true", "1", "yes"].contains(environment["MEMOS_IS_GLOBAL"]?.lowercased())
    var (text, origin) = given ?? (BaseURL.cloud, .standard)
    switch origin {
    case .profile where isGlobal, .standard where isGlobal:
      (text, origin) = (BaseURL.global, .environment("MEMOS_IS_GLOBAL"))
    default: break
    }
    origins[.baseURL] = origin.source
    do throws(BaseURL.Fault) {
      return try BaseURL(text, allowInsecureHTTP: options.allowsInsecureHTTP)
    } catch {
      throw .baseURL(error, origin)
    }
  }

  /// User and agent are one question: a source that answers it hides both answers of the ones below.
  mutating func subject() throws(SettingsError) -> Subject? {
    if let user = options.user { return .user(try id(user, .user, .flag)) }
    if let agent = options.agent { return .agent(try id(agent, .agent, .flag)) }
    if let user = environment["MEMOS_USER_ID"], !user.isEmpty {
      return .user(try id(user, .user, .environment("MEMOS_USER_ID")))
    }
    guard let profile else { return nil }
    switch (profile.values[.user], profile.values[.agent]) {
    case (_?, _?): throw .together(.user, .agent, profile.origin(of: .agent))
    case (let user?, nil): return .user(try id(user, .user, profile.origin(of: .user)))
    case (nil, let agent?): return .agent(try id(agent, .agent, profile.origin(of: .agent)))
    case (nil, nil): return nil
    }
  }

  mutating func id(_ text: String, _ setting: Setting, _ origin: Origin) throws(SettingsError)
    -> String
  {
    guard (1...Subject.longestID).contains(text.count) else {
      throw .idLength(setting, characters: text.count, origin)
    }
    origins[setting] = origin.source
    return text
  }

  /// A system's whole bundle takes a quarter of a megabyte.
  static let largestCertificates = 16 << 20

  mutating func caFile() throws(SettingsError) -> String? {
    guard let (given, origin) = first(.caFile), let profile else { return nil }
    let path = profile.file.resolve(given, environment: environment)
    // The library that reads it would wait for a named pipe.
    do throws(FileBytes.Fault) {
      _ = try FileBytes(path: path, limit: Self.largestCertificates)
    } catch {
      throw .caFile(path: path, error, origin)
    }
    return path
  }
}

extension SettingsResolution {
  /// In a self-hosted server a user has the cube of that name unless one is given. A cube without a user means all of
  /// its users, and `u` then picks one of them.
  mutating func dialectAndSubject() throws(SettingsError) -> (Dialect, Subject?) {
    let isSelfHosted = try isSelfHosted()
    let cube = try cube()
    let subject = try subject()
    guard isSelfHosted else {
      guard let cube else { return (.cloud, subject) }
      // A profile's cube rests where a flag leads to the cloud.
      if case .profile = cube.origin, origins[.dialect] == .flag {
        origins[.cube] = nil
        return (.cloud, subject)
      }
      throw .cubeInCloud(cube.origin)
    }
    switch subject {
    case .user, .cube: return (.selfHosted(cube: cube?.id), subject)
    case .agent: throw .agentSelfHosted(options.agent == nil ? profile?.origin(of: .agent) ?? .flag : .flag)
    case nil: return (.selfHosted(cube: cube?.id), cube.map { .cube($0.id) })
    }
  }

  private mutating func isSelfHosted() throws(SettingsError) -> Bool {
    guard let (text, origin) = first(.dialect, flag: options.dialect) else {
      origins[.dialect] = .standard
      return false
    }
    switch text {
    case "cloud": return false
    case "selfhosted": return true
    default: throw .dialect(text, origin)
    }
  }

  private mutating func cube() throws(SettingsError) -> (id: String, origin: Origin)? {
    guard let (text, origin) = first(.cube, flag: options.cube) else { return nil }
    return (try id(text, .cube, origin), origin)
  }

  /// A self-hosted server asks for none; one that was given goes along, for a gateway in front of it.
  func mayGoWithoutKey(_ dialect: Dialect) -> Bool {
    guard dialect != .cloud, environment["MEMOS_API_KEY"]?.isEmpty != false else { return false }
    return [.apiKeyFile, .apiKeyCommand].allSatisfy { profile?.values[$0] == nil }
  }
}

extension SettingsResolution {
  /// `MEMOS_API_KEY`, else the profile's file or command. `file` is where a profile would stand, for the error.
  mutating func apiKey(file: String?) throws(SettingsError) -> Secret {
    if let text = environment["MEMOS_API_KEY"], !text.isEmpty {
      origins[.apiKey] = .environment("MEMOS_API_KEY")
      return try key(text, .apiKey, .environment("MEMOS_API_KEY"))
    }
    guard let profile else { throw .missingKey(file: file) }
    origins[.apiKey] = profile.origin
    switch (profile.values[.apiKeyFile], profile.values[.apiKeyCommand]) {
    case (_?, _?): throw .together(.apiKeyFile, .apiKeyCommand, profile.origin(of: .apiKeyCommand))
    case (let given?, nil):
      origins[.apiKeyFile] = profile.origin
      let text = try keyFile(given, profile)
      return try key(text, .apiKeyFile, profile.origin(of: .apiKeyFile))
    case (nil, let command?):
      origins[.apiKeyCommand] = profile.origin
      let origin = profile.origin(of: .apiKeyCommand)
      return try key(try keyCommand(command, origin), .apiKeyCommand, origin)
    case (nil, nil): throw .missingKey(file: file)
    }
  }

  /// Where the key would come from.
  mutating func noteWayOfKey() {
    if environment["MEMOS_API_KEY"]?.isEmpty == false {
      origins[.apiKey] = .environment("MEMOS_API_KEY")
    } else if let way = [Setting.apiKeyFile, .apiKeyCommand].first(where: { profile?.values[$0] != nil }) {
      origins[way] = profile?.origin
    }
  }

  private func key(_ text: String, _ setting: Setting, _ origin: Origin) throws(SettingsError) -> Secret {
    do throws(Secret.KeyFault) {
      return try Secret(keyText: text)
    } catch {
      throw .key(error, setting, origin)
    }
  }

  private func keyFile(_ given: String, _ profile: Profile) throws(SettingsError) -> String {
    let path = profile.file.resolve(given, environment: environment)
    let origin = profile.origin(of: .apiKeyFile)
    let file: FileBytes
    let text: String
    do throws(FileBytes.Fault) {
      file = try FileBytes(path: path, limit: 64 << 10)
      text = try file.utf8Text()
    } catch .missing where !given.contains("/") && !given.contains(".") {
      throw .noKeyFile(origin)
    } catch {
      throw .keyFile(path: path, .unreadable(error), origin)
    }
    guard file.permissions & 0o044 == 0 else { throw .keyFile(path: path, .readableByOthers, origin) }
    return text
  }

  private func keyCommand(_ command: String, _ origin: Origin) throws(SettingsError) -> String {
    do throws(KeyCommand.Fault) {
      return try KeyCommand.run(command, environment: environment)
    } catch {
      throw .keyCommand(error, origin)
    }
  }
}

extension Secret {
  enum KeyFault: Error, Sendable, Hashable {
    case empty
    /// Anything but visible ASCII: more than one line, a control character, a space, another script.
    case unusableCharacter
  }

  /// `"mpg-1\n"` -> `mpg-1`. Line ends at the end are dropped.
  init(keyText text: String) throws(KeyFault) {
    var scalars = text.unicodeScalars[...]
    while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
    guard !scalars.isEmpty else { throw .empty }
    guard scalars.allSatisfy({ "!"..."~" ~= $0 }) else { throw .unusableCharacter }
    self.init(String(scalars))
  }
}
