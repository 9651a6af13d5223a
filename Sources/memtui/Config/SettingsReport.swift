import BrowserCore
import Canvas
import MemOSClient
import MemoryModel
import TUI

/// Every setting with its value and where it came from, for `memtui check` and `memtui config show`. Of the key nothing but that it is there.
struct SettingsReport {
  struct Line: Hashable {
    var name: String
    var value: String
    var origin: String
  }

  private(set) var lines: [Line] = []
  private(set) var notes: [String] = []
  private let settings: Settings
  private let environment: [String: String]

  init(_ settings: Settings, environment: [String: String]) throws(ConfigurationFault) {
    self.settings = settings
    self.environment = environment
    addWhere()
    addWho()
    if let baseURL = settings.baseURL { try addTheWay(to: baseURL) }
    add(.pageSize, String(settings.pageSize))
    add(.timeout, "\(settings.timeout.formatted) s")
    add(.memoryLimit, "\(settings.memoryLimit >> 20) MiB")
    add(.usesUTC, settings.usesUTC ? "yes" : "no")
    add(.serverZone, settings.serverZone.name)
    add(.logFile, settings.logFile ?? "none")
  }

  /// Columns that line up; what could steer a terminal is marked.
  var text: String {
    let cells = lines.map { [$0.name, $0.value, $0.origin].map { printable($0) } }
    let widths = (0..<2).map { column in cells.map { columns($0[column]) }.max() ?? 0 }
    let rows = cells.map { row in
      zip(row, widths).map { $0 + String(repeating: " ", count: $1 - columns($0) + 2) }.joined() + row[2]
    }
    return (rows + notes.map { printable($0, limit: 600) }).map { $0 + "\n" }.joined()
  }

  private func columns(_ cell: String) -> Int { VisibleText(cell, width: .table).columns() }

  private mutating func addWhere() {
    add(.profile, settings.profile ?? "none")
    if let baseURL = settings.baseURL {
      add(.baseURL, baseURL.description)
      lines.append(
        Line(
          name: "", value: "POST \(baseURL.appending(settings.dialect.pagePath))", origin: "what is called"))
      add(.allowsInsecureHTTP, settings.allowsInsecureHTTP ? "yes" : "no")
    } else {
      lines.append(
        Line(name: Setting.baseURL.rawValue, value: "the demo service in the program", origin: "--demo"))
    }
    add(.dialect, settings.dialect.name)
    if case .selfHosted(let cube) = settings.dialect {
      add(.cube, cube ?? settings.subject?.id ?? "named as the user")
    }
  }

  private mutating func addWho() {
    switch settings.subject {
    case .user(let id): add(.user, id)
    case .cube:
      lines.append(Line(name: Setting.user.rawValue, value: "every user of the cube", origin: "default"))
    case .agent(let id): add(.agent, id)
    case nil: add(.user, "none")
    }
    let way = [Setting.apiKeyFile, .apiKeyCommand].first { settings.origins[$0] != nil }
    let isGiven = way != nil || settings.origins[.apiKey] != nil
    guard settings.apiKey != nil || !settings.readsKey && isGiven else {
      guard settings.readsKey else { return add(.apiKey, "none") }
      let reason = settings.demo == nil ? "dialect \(settings.dialect.name)" : "--demo"
      lines.append(Line(name: Setting.apiKey.rawValue, value: "none is needed", origin: reason))
      return
    }
    let origin = origin(of: way ?? .apiKey)
    lines.append(
      Line(
        name: Setting.apiKey.rawValue, value: "•••",
        origin: way.map { "\($0.rawValue) of \(origin)" } ?? origin))
    guard settings.hidesProfileKey, let profile = settings.profile, let baseURL = settings.baseURL else {
      return
    }
    notes.append(
      "MEMOS_API_KEY goes before the key of profile \(profile), and to \(baseURL): "
        + "if it is for another service, unset it.")
  }

  private mutating func addTheWay(to baseURL: BaseURL) throws(ConfigurationFault) {
    if settings.caFile == nil, let path = environment["SSL_CERT_FILE"], !path.isEmpty {
      lines.append(Line(name: Setting.caFile.rawValue, value: path, origin: "SSL_CERT_FILE"))
    } else {
      add(.caFile, settings.caFile ?? "the system's")
    }
    let configuration = ClientConfiguration(baseURL: baseURL, environment: environment)
    let variable = ["HTTPS_PROXY", "https_proxy"].first { environment[$0]?.isEmpty == false }
    let proxy = try configuration.proxyAuthority()
    lines.append(
      Line(
        name: "proxy", value: proxy ?? (variable == nil ? "none" : "none for this host"),
        origin: variable ?? "default"))
  }

  private mutating func add(_ setting: Setting, _ value: String) {
    lines.append(Line(name: setting.rawValue, value: value, origin: origin(of: setting)))
  }

  private func origin(of setting: Setting) -> String {
    switch settings.origins[setting] {
    case .flag: setting.flag
    case .environment(let name): name
    case .profile(let name, let file, _): "profile \(name) (\(file))"
    case .standard, nil: "default"
    }
  }
}

extension Double {
  /// `30` for 30.0, `0.5` for 0.5.
  fileprivate var formatted: String { Int(exactly: self).map(String.init) ?? String(self) }
}

/// What `memtui config show` prints: a `config.yaml` of its own, what is set and where it came from, and every
/// command with the keys that it has now.
struct ConfigurationReport {
  let path: String
  /// `nil` where there is no file, or nothing in it.
  let file: ConfigurationFile?
  let display: DisplaySettings
  let settings: SettingsReport

  func text() throws(SettingsError) -> String {
    var lines = ["# \(printable(path))\(file == nil ? " is not there or empty" : "")"]
    if let file {
      let standard = try file.text("default_profile")
      let names = file.profileNames.sorted().map { printable($0) + ($0 == standard ? " (default)" : "") }
      lines.append("# profiles: " + (names.isEmpty ? "none" : names.joined(separator: ", ")))
    }
    lines += settings.text.split(separator: "\n").map { "#   \($0)" }
    lines += try themeLines() + ["keys:"]
    for place in Place.allCases {
      for command in display.keymap.commands(in: place) { lines.append(line(command, in: place)) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What is not in the file is a comment, so that a look at the whole shows what was chosen.
  private func themeLines() throws(SettingsError) -> [String] {
    guard let name = try file?.text("theme") else { return ["#theme: dark"] }
    guard !Theme.builtIn.contains(where: { $0.name == name }) else { return ["theme: \(name)"] }
    let roles = Theme.roles.map { "    \($0.name): \(display.theme[keyPath: $0.style].words)" }
    return ["theme: \(Self.scalar(name))", "themes:", "  \(Self.scalar(name)):"] + roles
  }

  /// `  list.page_down: [Space, PgDn]          # a page down`
  private func line(_ command: BrowserCommand, in place: Place) -> String {
    let keys = display.keymap.keys(for: command, in: place).map { Self.scalar($0.name) }
    let words = display.keymap.words(for: command, in: place) ?? ""
    let setting = "  \(place.name).\(command.name): [\(keys.joined(separator: ", "))]"
    let padding = String(repeating: " ", count: max(2, 48 - setting.count))
    return setting + padding + "# " + words
  }

  /// `j` as it is; `"["`, `"1"` and `"y"` mean something else in YAML without quotes.
  static func scalar(_ text: String) -> String {
    let isWord = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    let reserved = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
    if isWord, text.first?.isLetter == true, !reserved.contains(text.lowercased()) { return text }
    return "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}
