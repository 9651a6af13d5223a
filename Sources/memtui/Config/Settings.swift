import MemOSClient
import MemoryModel
import SystemPackage

struct Settings: Sendable {
  var subject: Subject?
  var baseURL: BaseURL?
  var dialect = Dialect.cloud
  var apiKey: Secret?
  var profile: String?
  var pageSize = 0
  /// Longest wait for an answer, in seconds.
  var timeout = 0.0
  var caFile: String?
  /// Resident bytes that the program may grow to.
  var memoryLimit = 0
  var usesUTC = false
  /// For times without a zone.
  var serverZone = ServerZone.utc
  var logFile: String?
  var allowsInsecureHTTP = false
  var demo: DemoSettings?
  /// Seconds between two readings of page 1; nil starts without watching.
  var watchSeconds: Double?
  /// `MEMOS_API_KEY` is used although the profile has a key of its own.
  private(set) var hidesProfileKey = false
  private(set) var origins: [Setting: Origin] = [:]
}

enum Origin: Sendable, Hashable {
  case flag
  case environment(String)
  case profile(String, file: String, line: Int?)
  case standard
}

struct GivenFlags {
  private(set) var texts: [Setting: [String]]

  init(_ texts: [Setting: String?] = [:], lists: [Setting: [String]] = [:], switches: [Setting: Bool] = [:]) {
    self.texts = lists.filter { !$0.value.isEmpty }
    for case (let setting, let text?) in texts { self.texts[setting] = [text] }
    for (setting, isOn) in switches where isOn { self.texts[setting] = ["yes"] }
  }

  static func + (one: Self, other: Self) -> Self {
    var sum = one
    sum.texts.merge(other.texts) { $1 }
    return sum
  }
}

extension Settings {
  static let standardWatchSeconds = 30.0
  static let demoUser = "memos_user_123"

  /// Runs `api_key_command` and waits for it, unless `readsKey` is false. Opens no connection.
  static func resolve(
    _ flags: GivenFlags, environment: [String: String], readsKey: Bool = true
  ) throws(SettingsError) -> Settings {
    var settings = Settings()
    var sources = Sources(flags: flags)
    let path = SettingsFile.standardPath(environment: environment)
    // The demo needs no configuration, and that of the real service must not affect it.
    if flags.texts[.demo] == nil {
      let file = try path.flatMap { path throws(SettingsError) in try SettingsFile(path: path) }
      sources.profile = try SettingsFile.profile(flags.texts[.profile]?.last, in: file, path: path)
      sources.environment = environment
    }
    for setting in Setting.allCases {
      guard let (texts, origin) = try sources.first(setting, settings) else { continue }
      let row = setting.row
      if let requirement = row.requires.first(where: { !settings.meets($0) }) {
        if origin == .standard || settings.ignores(setting, from: origin) { continue }
        throw .setting(setting, origin, .requires(requirement))
      }
      settings.origins[setting] = origin
      if Setting.ofKey.contains(setting), !readsKey { continue }
      let input = Setting.Input(texts: texts, environment: environment, file: path)
      do throws(Setting.Fault) {
        try row.read(&settings, input)
      } catch {
        throw .setting(setting, origin, error)
      }
    }
    if settings.demo != nil, settings.subject == nil {
      settings.subject = .user(demoUser)
      settings.origins[.user] = .standard
    }
    settings.hidesProfileKey = settings.origins[.apiKey] != nil && sources.profileHasKey
    if readsKey, settings.needsKey, !settings.hasKey {
      throw .setting(.apiKey, .standard, .missing(file: path))
    }
    return settings
  }

  private func meets(_ requirement: Setting.Requirement) -> Bool {
    switch requirement {
    case .demo: demo != nil
    case .noDemo: demo == nil
    case .cloud: dialect == .cloud
    case .selfHosted: dialect != .cloud
    }
  }

  /// `--dialect cloud` overrides the cube of a profile, too.
  private func ignores(_ setting: Setting, from origin: Origin) -> Bool {
    if case .profile = origin { setting == .cube && origins[.dialect] == .flag } else { false }
  }
}

private struct Sources {
  var flags: GivenFlags
  var environment: [String: String] = [:]
  var profile: [Setting: Found] = [:]

  typealias Found = (texts: [String], origin: Origin)

  var profileHasKey: Bool { Setting.ofKey.contains { profile[$0] != nil } }

  /// The first source that has the setting, else the default. A source with a rival hides lower sources.
  func first(_ setting: Setting, _ settings: Settings) throws(SettingsError) -> Found? {
    let row = setting.row
    for source in [flag, variable, inProfile] {
      let rivals = row.rivals.lazy.compactMap { other in source(other, settings).map { (other, $0.origin) } }
      switch (source(setting, settings), rivals.first) {
      case (let found?, nil): return found
      case (_?, let (other, origin)?): throw .setting(other, origin, .excludes(setting))
      case (nil, _?): return nil
      case (nil, nil): continue
      }
    }
    return row.standard.map { ([$0], .standard) }
  }

  private func flag(_ setting: Setting, _: Settings) -> Found? { flags.texts[setting].map { ($0, .flag) } }

  /// An empty variable counts as unset.
  private func variable(_ setting: Setting, _ settings: Settings) -> Found? {
    for name in setting.row.variables {
      guard var text = environment[name], !text.isEmpty else { continue }
      // As in the service's own SDK, it only selects the global site.
      if name == "MEMOS_IS_GLOBAL" {
        guard settings.dialect == .cloud, ["true", "1", "yes"].contains(text.lowercased()) else { continue }
        text = BaseURL.global
      }
      return ([text], .environment(name))
    }
    return nil
  }

  private func inProfile(_ setting: Setting, _: Settings) -> Found? { profile[setting] }
}

extension Settings {
  /// The profile, unless a flag or a variable selects another service.
  var sourceLabel: String {
    guard let host = baseURL?.host else { return "demo" }
    switch origins[.baseURL] {
    case .flag, .environment: return host
    case .profile, .standard, nil: return profile ?? host
    }
  }

  /// A self-hosted server asks for no key; a given one is sent, for a gateway in front of it.
  var needsKey: Bool { demo == nil && dialect == .cloud }

  private var hasKey: Bool { Setting.ofKey.contains { origins[$0] != nil } }
  var shownKey: String { hasKey ? "•••" : needsKey ? "none" : "not needed" }

  mutating func readBaseURL(_ input: Setting.Input) throws(Setting.Fault) {
    // A self-hosted server can be anywhere.
    guard dialect == .cloud || origins[.baseURL] != .standard else { throw .missing(file: input.file) }
    baseURL = try translating(Setting.Fault.address) { () throws(BaseURL.Fault) in
      try BaseURL(input.text, allowInsecureHTTP: allowsInsecureHTTP)
    }
  }

  /// The bundle of a system takes a quarter of a megabyte.
  private static let largestCertificates = 16 << 20

  mutating func readCAFile(_ input: Setting.Input) throws(Setting.Fault) {
    // The library that reads it would wait for a named pipe.
    caFile = try translating(Setting.Fault.file) { () throws(FileError) in
      try FileBytes(path: input.path, limit: Self.largestCertificates).path
    }
  }

  mutating func readKeyFile(_ input: Setting.Input) throws(Setting.Fault) {
    let path = input.path
    let file: FileBytes
    let text: String
    do throws(FileError) {
      file = try FileBytes(path: path, limit: 64 << 10)
      text = try file.utf8Text()
    } catch {
      if error.reason == .missing, !input.text.contains("/"), !input.text.contains(".") { throw .noKeyFile }
      throw .file(error)
    }
    guard file.permissions.isDisjoint(with: [.groupRead, .otherRead]) else {
      throw .readableByOthers(path: path)
    }
    apiKey = try input.key(text)
  }

  mutating func readKeyCommand(_ input: Setting.Input) throws(Setting.Fault) {
    let text = try translating(Setting.Fault.command) { () throws(KeyCommand.Fault) in
      try KeyCommand.run(input.text, environment: input.environment)
    }
    apiKey = try input.key(text)
  }
}

extension Setting.Input {
  func value<Value>(_ value: Value?) throws(Setting.Fault) -> Value {
    guard let value else { throw .unexpected(text) }
    return value
  }

  var id: String {
    get throws(Setting.Fault) {
      guard (1...Subject.longestID).contains(text.count) else { throw .length(text.count) }
      return text
    }
  }

  func number(in range: ClosedRange<Int>) -> Int? { Int(text).flatMap { range.contains($0) ? $0 : nil } }

  /// An offset, or a name from this machine's zone database, which the default must not need.
  var zone: ServerZone? {
    if text == "UTC" { return .utc }
    return ServerZone(offset: text)
      ?? ZoneFile.rules(of: text, environment: environment).map { ServerZone(name: text, rules: $0) }
  }

  /// `~/key` -> `/home/ann/key`; a relative path starts at the folder of `config.yaml`.
  fileprivate var path: String {
    let text = UserFolder.expandingTilde(text, environment)
    guard !text.hasPrefix("/"), let file, let slash = file.lastIndex(of: "/") else { return text }
    return file[...slash] + text
  }

  func key(_ text: String) throws(Setting.Fault) -> Secret {
    try translating(Setting.Fault.key) { () throws(Secret.KeyFault) in try Secret(keyText: text) }
  }
}

extension Secret {
  enum KeyFault: Error, Sendable, Hashable {
    case empty
    /// Anything but visible ASCII, line breaks included.
    case unusableCharacter
  }

  /// `"mpg-1\n"` -> `mpg-1`.
  init(keyText text: String) throws(KeyFault) {
    var scalars = text.unicodeScalars[...]
    while let last = scalars.last, last == "\n" || last == "\r" { scalars.removeLast() }
    guard !scalars.isEmpty else { throw .empty }
    guard scalars.allSatisfy({ "!"..."~" ~= $0 }) else { throw .unusableCharacter }
    self.init(String(scalars))
  }
}

struct DemoSettings: Sendable, Hashable {
  var memories: Int?
  var faults: [String] = []
  /// 0 picks a free one.
  var port: UInt16 = 0
  /// What clients must send; nil takes anything.
  var key: Secret?
}
