import ArgumentParser
import MemOSClient
import MemoryModel

/// In the order in which settings are resolved and shown.
enum Setting: String, Sendable, Hashable, CaseIterable {
  case demo
  case profile
  case dialect
  case allowsInsecureHTTP = "allow_insecure_http"
  case baseURL = "base_url"
  case user
  case agent
  case cube
  case caFile = "ca_file"
  case pageSize = "page_size"
  case timeout
  case watch
  case memoryLimit = "memory_limit"
  case usesUTC = "utc"
  case serverZone = "server_zone"
  case logFile = "log"
  case demoMemories = "memories"
  case demoFaults = "fault"
  case demoPort = "port"
  case demoKey = "key_from_env"
  // Last: a command may ask for a passphrase, which nobody wants to type before an error about the page size.
  case apiKey = "api_key"
  case apiKeyFile = "api_key_file"
  case apiKeyCommand = "api_key_command"

  struct Row: Sendable {
    /// Of the flag, without the default. A setting without help has no flag.
    var help: String?
    /// The `id` of `--user <id>`. A flag without it is a switch.
    var valueName: String?
    /// `--server-zone -03:30`
    var mayBeginWithDash = false
    var variables: [String] = []
    var isInProfile = false
    var standard: String?
    /// Alternatives: a source with one of them hides all of them in lower sources.
    var rivals: Set<Setting> = []
    var requires: [Requirement] = []
    var mustBe = ""
    var example: String?
    var read: Reader
    /// For `memtui check` and `memtui config show`; nil leaves the line out.
    var shown: @Sendable (Settings) -> String? = { _ in nil }
  }

  typealias Reader = @Sendable (inout Settings, Input) throws(Fault) -> Void

  enum Requirement: Sendable, Hashable {
    case demo
    case noDemo
    case cloud
    case selfHosted
  }

  struct Input {
    /// Several only for a repeated flag.
    var texts: [String]
    var environment: [String: String]
    var file: String?

    var text: String { texts.last ?? "" }
  }

  var row: Row {
    switch self {
    case .demo:
      Row(
        help: "Use the embedded demo service: no key, no network",
        read: { settings, _ in settings.demo = DemoSettings() })
    case .profile:
      Row(
        help: "Profile of config.yaml", valueName: "name", requires: [.noDemo],
        read: { $0.profile = $1.text }, shown: { $0.profile ?? "none" })
    case .dialect:
      Row(
        help: "cloud, or selfhosted for the open-source server, which needs no key", valueName: "name",
        isInProfile: true, standard: "cloud", mustBe: "cloud or selfhosted",
        example: "dialect: cloud   # or selfhosted",
        read: set(\.dialect) { input in
          [Dialect.cloud, .selfHosted(cube: nil)].first { $0.name == input.text }
        },
        shown: { $0.dialect.name })
    case .allowsInsecureHTTP:
      Row(
        help: "Send the key over plain http to another machine", standard: "no",
        read: { $0.allowsInsecureHTTP = $1.text == "yes" },
        shown: { $0.demo == nil ? $0.allowsInsecureHTTP ? "yes" : "no" : nil })
    case .baseURL:
      Row(
        help: "Address of the service; get/memory is appended", valueName: "url",
        variables: ["MEMOS_BASE_URL", "MEMOS_IS_GLOBAL"], isInProfile: true, standard: BaseURL.cloud,
        requires: [.noDemo],
        read: { settings, input throws(Fault) in try settings.readBaseURL(input) },
        shown: { $0.baseURL?.description ?? "the embedded demo service" })
    case .user:
      Row(
        help: "Whose memories to read, 1…100 characters", valueName: "id",
        variables: ["MEMOS_USER_ID"], isInProfile: true, rivals: [.agent],
        example: "user: \(Settings.demoUser)",
        read: { settings, input throws(Fault) in settings.subject = .user(try input.id) },
        shown: { settings in
          switch settings.subject {
          case .user(let id): id
          case .cube: "every user of the cube"
          case .agent: nil
          case nil: "none"
          }
        })
    case .agent:
      Row(
        help: "An agent's own memories, instead of a user's", valueName: "id", isInProfile: true,
        rivals: [.user], requires: [.cloud],
        example: "# agent: agent_concierge   # instead of user",
        read: { settings, input throws(Fault) in settings.subject = .agent(try input.id) },
        shown: { if case .agent(let id) = $0.subject { id } else { nil } })
    case .cube:
      Row(
        help:
          "Memory cube on a self-hosted server (default: the user id; without --user, all its users are read)",
        valueName: "id", isInProfile: true, requires: [.selfHosted],
        example: "# cube: \(Settings.demoUser)   # with dialect: selfhosted",
        read: { settings, input throws(Fault) in
          let id = try input.id
          settings.dialect = .selfHosted(cube: id)
          settings.subject = settings.subject ?? .cube(id)
        },
        shown: { settings in
          guard case .selfHosted(let cube) = settings.dialect else { return nil }
          return cube ?? settings.subject?.id ?? "same as user"
        })
    case .caFile:
      Row(
        isInProfile: true, requires: [.noDemo],
        example: "# ca_file: /etc/ssl/private-ca.pem",
        read: { settings, input throws(Fault) in try settings.readCAFile(input) },
        shown: { $0.demo == nil ? $0.caFile ?? "the system's" : nil })
    case .pageSize:
      Row(
        help: "Memories per category and page, 1…50", valueName: "n", mayBeginWithDash: true,
        isInProfile: true, standard: "50", mustBe: "a whole number from 1 to 50",
        read: set(\.pageSize) { $0.number(in: 1...50) },
        shown: { String($0.pageSize) })
    case .timeout:
      Row(
        help: "Longest wait for an answer: 500ms, 30s, 2m", valueName: "time", mayBeginWithDash: true,
        isInProfile: true, standard: "30s",
        mustBe: "a time above 0 and up to a day, such as 500ms, 30s or 2m",
        read: set(\.timeout) { Quantity.seconds($0.text) },
        shown: { "\(Quantity.number($0.timeout)) s" })
    case .watch:
      Row(
        help: "Re-read page 1 at this interval, e.g. 5s or 2m", valueName: "time", mayBeginWithDash: true,
        mustBe: "a time of a second or more, up to a day, such as 5s or 2m",
        read: { settings, input throws(Fault) in
          settings.watchSeconds = try input.value(
            Quantity.seconds(input.text).flatMap { $0 >= 1 ? $0 : nil })
        })
    case .memoryLimit:
      Row(
        isInProfile: true, standard: "256MiB", mustBe: "a size such as 256MiB (KiB, MiB, GiB, or bytes)",
        read: set(\.memoryLimit) { Quantity.bytes($0.text) }, shown: { "\($0.memoryLimit >> 20) MiB" })
    case .usesUTC:
      Row(
        help: "Read and show times in UTC", standard: "no", read: { $0.usesUTC = $1.text == "yes" },
        shown: { $0.usesUTC ? "yes" : "no" })
    case .serverZone:
      Row(
        help: "Zone of server times without one: Asia/Shanghai or +08:00", valueName: "zone",
        mayBeginWithDash: true, isInProfile: true, standard: "UTC",
        mustBe: "a time zone such as Asia/Shanghai or an offset such as +08:00",
        example: "server_zone: UTC   # or Asia/Shanghai, or +08:00",
        read: set(\.serverZone) { $0.zone },
        shown: { $0.serverZone.name })
    case .logFile:
      Row(
        help: "Append a log to this file", valueName: "file", read: { $0.logFile = $1.text },
        shown: { $0.logFile ?? "none" })
    case .demoMemories:
      Row(
        help: "How many memories the demo service has", valueName: "n", mayBeginWithDash: true,
        requires: [.demo], mustBe: "a whole number from 0 to 1000000000000",
        read: { settings, input throws(Fault) in
          settings.demo?.memories = try input.value(input.number(in: 0...1_000_000_000_000))
        })
    case .demoFaults:
      Row(
        help:
          "Fault for the demo service to simulate, e.g. latency=5s (repeatable); memtui help demo-server lists all",
        valueName: "text",
        requires: [.demo], read: { $0.demo?.faults = $1.texts })
    case .demoPort:
      Row(
        help: "The port on the loopback interface; 0 picks a free one (default: 0)", valueName: "n",
        mayBeginWithDash: true, requires: [.demo], mustBe: "a number from 0 to 65535 (0 picks a free one)",
        read: { settings, input throws(Fault) in
          settings.demo?.port = try input.value(UInt16(input.text))
        })
    case .demoKey:
      Row(
        help: "The environment variable with the key that clients must send", valueName: "name",
        requires: [.demo],
        read: { settings, input throws(Fault) in
          guard let key = input.environment[input.text], !key.isEmpty else {
            throw .emptyVariable(input.text)
          }
          settings.demo?.key = try input.key(key)
        })
    case .apiKey:
      Row(
        variables: ["MEMOS_API_KEY"], rivals: [.apiKeyFile, .apiKeyCommand],
        requires: [.noDemo],
        read: { settings, input throws(Fault) in settings.apiKey = try input.key(input.text) },
        shown: { $0.shownKey })
    case .apiKeyFile:
      Row(
        isInProfile: true, rivals: [.apiKey, .apiKeyCommand], requires: [.noDemo],
        example: "api_key_file: ~/.config/memtui/staging.key",
        read: { settings, input throws(Fault) in try settings.readKeyFile(input) })
    case .apiKeyCommand:
      Row(
        isInProfile: true, rivals: [.apiKey, .apiKeyFile], requires: [.noDemo],
        example: "# api_key_command: pass show memos   # instead of api_key_file",
        read: { settings, input throws(Fault) in try settings.readKeyCommand(input) })
    }
  }

  /// Sets a property to what `parse` makes of the text; nil refuses it.
  private func set<Value>(
    _ property: any WritableKeyPath<Settings, Value> & Sendable,
    _ parse: @escaping @Sendable (Input) -> Value?
  ) -> Reader {
    { settings, input throws(Fault) in settings[keyPath: property] = try input.value(parse(input)) }
  }

  var flag: String { "--" + flagName }
  fileprivate var flagName: String { String(rawValue.map { $0 == "_" ? "-" : $0 }) }

  static let ofProfile = allCases.filter(\.row.isInProfile)

  static let ofKey: Set<Setting> = [.apiKey, .apiKeyFile, .apiKeyCommand]

  fileprivate var argumentHelp: ArgumentHelp {
    let row = row
    let standard = row.valueName == nil ? nil : row.standard
    return ArgumentHelp(
      "\(row.help ?? "")\(standard.map { " (default: \($0))" } ?? "").", valueName: row.valueName)
  }
}

extension Option where Value == String? {
  init(_ setting: Setting) {
    self.init(
      name: .customLong(setting.flagName), parsing: setting.row.mayBeginWithDash ? .unconditional : .next,
      help: setting.argumentHelp, completion: setting.completion)
  }
}

extension Option where Value == [String] {
  init(wrappedValue: [String], _ setting: Setting) {
    self.init(wrappedValue: wrappedValue, name: .customLong(setting.flagName), help: setting.argumentHelp)
  }
}

extension Flag where Value == Bool {
  init(_ setting: Setting) {
    self.init(wrappedValue: false, name: .customLong(setting.flagName), help: setting.argumentHelp)
  }
}

enum Quantity {
  private static let longestSeconds = 86_400.0

  /// `30s`, `500ms`, `1.5m`, `30` -> seconds; nil for anything else, for zero, and for more than a day.
  static func seconds(_ text: String) -> Double? {
    let (number, unit) = split(text)
    let factors = ["ms": 0.001, "s": 1, "": 1, "m": 60]
    guard let factor = factors[String(unit)], let value = Double(number).map({ $0 * factor }) else {
      return nil
    }
    return value > 0 && value <= longestSeconds ? value : nil
  }

  /// `256MiB`, `1GiB`, `300000000` -> bytes; nil for anything else and for zero.
  static func bytes(_ text: String) -> Int? {
    let (number, unit) = split(text)
    let factors = ["": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30]
    guard let factor = factors[String(unit)], let value = Int(number), value > 0 else { return nil }
    let (bytes, overflows) = value.multipliedReportingOverflow(by: factor)
    return overflows ? nil : bytes
  }

  /// `30` for 30.0, `0.5` for 0.5.
  static func number(_ value: Double) -> String { Int(exactly: value).map(String.init) ?? String(value) }

  /// `256 MiB` -> `256`, `MiB`. A number has only digits and a point: no sign, no exponent, no `inf`.
  private static func split(_ text: String) -> (number: Substring, unit: Substring) {
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    return (number, text[number.endIndex...].drop { $0 == " " })
  }
}
