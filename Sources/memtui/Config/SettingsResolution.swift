import Glibc
import MemOSClient
import MemoryModel

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
