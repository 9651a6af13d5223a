import MemOSClient
import MemoryModel
import SystemPackage

/// The values of all settings, checked before the screen opens and before any connection. The rows of ``Setting`` set
/// them.
struct Settings: Sendable {
  /// Whose memories; without one the program asks.
  var subject: Subject?
  /// The demo's address is known only once it listens.
  var baseURL: BaseURL?
  var dialect = Dialect.cloud
  /// The demo needs none, nor does a self-hosted server.
  var apiKey: Secret?
  /// The profile in use, also where a flag or a variable overrides parts of it.
  var profile: String?
  /// Memories per category and page.
  var pageSize = 0
  /// Longest wait for an answer, in seconds.
  var timeout = 0.0
  /// Certificates to trust instead of the system's, in PEM. Readable when this was resolved.
  var caFile: String?
  /// Bytes of resident memory that the program may grow to.
  var memoryLimit = 0
  var usesUTC = false
  /// The zone of times in records that name none.
  var serverZone = ServerZone.utc
  var logFile: String?
  var allowsInsecureHTTP = false
  var demo: DemoSettings?
  /// Seconds between two readings of page 1, where the program starts by watching.
  var watchSeconds: Double?
  /// `MEMOS_API_KEY` is used although the profile has a key of its own.
  private(set) var hidesProfileKey = false
  /// Where each value came from. A setting without a value has no entry.
  private(set) var origins: [Setting: Origin] = [:]
}

/// Where a value came from, for `memtui check` and for errors.
enum Origin: Sendable, Hashable {
  case flag
  /// The name of the variable: `MEMOS_BASE_URL`.
  case environment(String)
  /// The profile's name, the path of its file and the line of the setting.
  case profile(String, file: String, line: Int?)
  /// Built in.
  case standard
}

/// The settings on a command line, as they were typed.
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

  /// Flags, then the environment, then the profile, then defaults. Reads `config.yaml` and the key file, and runs
  /// `api_key_command`, blocking; opens no connection.
  ///
  /// - Parameter readsKey: false for a look at what is set: no key file is opened, and no command is run.
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
      do throws(Setting.Fault) {
        let input = Setting.Input(texts: texts, environment: environment, file: path)
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

/// Flags, environment and profile, in this order.
private struct Sources {
  var flags: GivenFlags
  var environment: [String: String] = [:]
  var profile: [Setting: Found] = [:]

  typealias Found = (texts: [String], origin: Origin)

  var profileHasKey: Bool { Setting.ofKey.contains { profile[$0] != nil } }

  /// The first source that has the setting, else the default. A source that has a rival hides the ones below it.
  func first(_ setting: Setting, _ settings: Settings) throws(SettingsError) -> Found? {
    let row = setting.row
    for source in [flag, variable, inProfile] {
      let rival = row.rivals.lazy.compactMap { other in source(other, settings).map { (other, $0.origin) } }
        .first
      switch (source(setting, settings), rival) {
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
      // As in the service's own SDK, this one only selects the global site.
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
  /// Shown beside the user at the top of the screen: the profile, unless a flag or a variable selects another service.
  var sourceLabel: String {
    guard let host = baseURL?.host else { return "demo" }
    switch origins[.baseURL] {
    case .flag, .environment: return host
    case .profile, .standard, nil: return profile ?? host
    }
  }

  /// A self-hosted server asks for no key; one that is given is sent, for a gateway in front of it.
  var needsKey: Bool { demo == nil && dialect == .cloud }

  /// There is one, or a way to it that was not followed.
  private var hasKey: Bool { Setting.ofKey.contains { origins[$0] != nil } }

  var shownKey: String { hasKey ? "•••" : needsKey ? "none" : "not needed" }
}

/// Readers that take more than a line of the table.
extension Settings {
  mutating func readBaseURL(_ input: Setting.Input) throws(Setting.Fault) {
    // A self-hosted server can be anywhere.
    guard dialect == .cloud || origins[.baseURL] != .standard else { throw .missing(file: input.file) }
    do throws(BaseURL.Fault) {
      baseURL = try BaseURL(input.text, allowInsecureHTTP: allowsInsecureHTTP)
    } catch {
      throw .address(error)
    }
  }

  /// A system's whole bundle takes a quarter of a megabyte.
  static let largestCertificates = 16 << 20

  mutating func readCAFile(_ input: Setting.Input) throws(Setting.Fault) {
    let path = input.path
    // The library that reads it would wait for a named pipe.
    do throws(FileError) {
      _ = try FileBytes(path: path, limit: Self.largestCertificates)
    } catch {
      throw .file(error)
    }
    caFile = path
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
    let text: String
    do throws(KeyCommand.Fault) {
      text = try KeyCommand.run(input.text, environment: input.environment)
    } catch {
      throw .command(error)
    }
    apiKey = try input.key(text)
  }
}

extension Setting.Input {
  /// Refuses the text where nothing could be made of it.
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

  func number(in range: ClosedRange<Int>) -> Int? {
    Int(text).flatMap { range.contains($0) ? $0 : nil }
  }

  /// An offset, or a name of the zone database of this machine, which the default must not need.
  var zone: ServerZone? {
    if text == "UTC" { return .utc }
    return ServerZone(offset: text)
      ?? ZoneFile.rules(of: text, environment: environment).map { ServerZone(name: text, rules: $0) }
  }

  /// `~/key` -> `/home/ann/key`; a relative path starts at the folder of the configuration file.
  fileprivate var path: String {
    let text = UserFolder.expandingTilde(text, environment)
    guard !text.hasPrefix("/"), let file, let slash = file.lastIndex(of: "/") else { return text }
    return file[...slash] + text
  }

  func key(_ text: String) throws(Setting.Fault) -> Secret {
    do throws(Secret.KeyFault) {
      return try Secret(keyText: text)
    } catch {
      throw .key(error)
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

/// Where nothing is set, the demo service has defaults of its own.
struct DemoSettings: Sendable, Hashable {
  var memories: Int?
  /// As typed: the demo service reads them.
  var faults: [String] = []
  /// 0 picks a free one.
  var port: UInt16 = 0
  /// What clients must send; without one anything is taken.
  var key: Secret?
}
