import BrowserCore
import Canvas
import MemOSClient
import MemoryModel
import SystemPackage
import TUI

/// Every setting with its value and origin, for `memtui check` and `memtui config show`. The key is masked.
struct SettingsReport {
  struct Line: Hashable {
    var name: String
    var value: String
    var origin: String
  }

  private(set) var lines: [Line] = []
  private(set) var notes: [String] = []
  private let settings: Settings

  init(_ settings: Settings, environment: [String: String]) throws(SettingsError) {
    self.settings = settings
    for setting in Setting.allCases {
      guard let value = setting.row.shown(settings) else { continue }
      lines.append(Line(name: setting.rawValue, value: value, origin: origin(of: setting)))
      guard let baseURL = settings.baseURL else { continue }
      switch setting {
      case .baseURL:
        let value = "POST \(baseURL.appending(settings.dialect.pagePath))"
        lines.append(Line(name: "", value: value, origin: "endpoint"))
      case .caFile:
        if settings.caFile == nil, let path = environment["SSL_CERT_FILE"], !path.isEmpty {
          lines[lines.count - 1] = Line(name: setting.rawValue, value: path, origin: "SSL_CERT_FILE")
        }
        lines.append(try Self.proxy(to: baseURL, environment: environment))
      default: break
      }
    }
    if settings.hidesProfileKey, let profile = settings.profile, let baseURL = settings.baseURL {
      notes.append(
        "MEMOS_API_KEY is used instead of the key of profile \(profile), and is sent to \(baseURL): "
          + "if it is for another service, unset it.")
    }
  }

  var text: String {
    let cells = lines.map { [$0.name, $0.value, $0.origin].map { printable($0) } }
    let widths = (0..<2).map { column in cells.map { columns($0[column]) }.max() ?? 0 }
    let rows = cells.map { row in
      zip(row, widths).map { $0 + String(repeating: " ", count: $1 - columns($0) + 2) }.joined() + row[2]
    }
    return (rows + notes.map { printable($0, limit: 600) }).map { $0 + "\n" }.joined()
  }

  private func columns(_ cell: String) -> Int { VisibleText(cell, width: .table).columns() }

  private static func proxy(
    to baseURL: BaseURL, environment: [String: String]
  ) throws(SettingsError) -> Line {
    let variable = ["HTTPS_PROXY", "https_proxy"].first { environment[$0]?.isEmpty == false }
    let proxy = try translating(SettingsError.connection) { () throws(ConfigurationFault) in
      try ClientConfiguration(baseURL: baseURL, environment: environment).proxyAuthority()
    }
    let value = proxy ?? (variable == nil ? "none" : "none for this host")
    return Line(name: "proxy", value: value, origin: variable ?? "default")
  }

  private func origin(of setting: Setting) -> String {
    switch settings.origins[setting] {
    case .flag: return setting.flag
    case .environment(let name): return name
    case .profile(let name, let file, _): return "profile \(name) (\(file))"
    case .standard: return "default"
    case nil: break
    }
    switch setting {
    case .baseURL: return "--demo"
    case .apiKey:
      let way = [Setting.apiKeyFile, .apiKeyCommand].first { settings.origins[$0] != nil }
      if let way { return "\(way.rawValue) of \(origin(of: way))" }
      return settings.needsKey
        ? "default" : settings.demo != nil ? "--demo" : "dialect \(settings.dialect.name)"
    default: return "default"
    }
  }
}

struct ConfigurationProgram {
  let environment: [String: String]

  func run(_ command: ConfigCommand) throws(SettingsError) -> String {
    guard let path = SettingsFile.standardPath(environment: environment) else { throw .usage(.noHome) }
    switch command.action {
    case .path: return path + "\n"
    case .show:
      let file = try SettingsFile(path: path)
      let settings = try Settings.resolve(command.flags, environment: environment, readsKey: false)
      return try ConfigurationReport(
        path: path, file: file, display: DisplaySettings(file),
        settings: SettingsReport(settings, environment: environment)
      ).text()
    case .initialize:
      try ConfigurationExample.write(to: path)
      return "\(printable(path)) was written; everything in it is commented out.\n"
    }
  }
}

/// `memtui config show` prints a valid `config.yaml` with the settings as comments.
struct ConfigurationReport {
  let path: String
  let file: SettingsFile?
  let display: DisplaySettings
  let settings: SettingsReport

  func text() throws(SettingsError) -> String {
    var lines = ["# \(printable(path))\(file == nil ? " does not exist or is empty" : "")"]
    if let file {
      let standard = try file.text(file["default_profile"])
      let names = file.profileNames.map { printable($0) + ($0 == standard ? " (default)" : "") }
      lines.append("# profiles: " + (names.isEmpty ? "none" : names.joined(separator: ", ")))
    }
    lines += settings.text.split(separator: "\n").map { "#   \($0)" }
    lines += try themeLines() + ["keys:"]
    for place in Place.allCases {
      for command in display.keymap.commands(in: place) { lines.append(line(command, in: place)) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func themeLines() throws(SettingsError) -> [String] {
    guard let file, let name = try file.text(file["theme"]) else { return ["#theme: dark"] }
    guard !Theme.builtIn.contains(where: { $0.name == name }) else { return ["theme: \(name)"] }
    let roles = Theme.Role.allCases.map { "    \($0.name): \(display.theme[$0].words)" }
    return ["theme: \(Self.scalar(name))", "themes:", "  \(Self.scalar(name)):"] + roles
  }

  /// `  list.page_down: [Space, PgDn]          # a page down`
  private func line(_ command: BrowserCommand, in place: Place) -> String {
    let keys = display.keymap.keys(for: command, in: place).map { Self.scalar($0.name) }
    let help = display.keymap.help(for: command, in: place) ?? ""
    let setting = "  \(place.name).\(command.name): [\(keys.joined(separator: ", "))]"
    let padding = String(repeating: " ", count: max(2, 48 - setting.count))
    return setting + padding + "# " + help
  }

  /// `j` stays; `"["`, `"1"` and `"y"` mean something else in YAML without quotes.
  private static func scalar(_ text: String) -> String {
    let isWord = text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") }
    let reserved = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]
    if isWord, text.first?.isLetter == true, !reserved.contains(text.lowercased()) { return text }
    return "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}

/// `memtui config init` writes this. It is all commented out and changes nothing until it is edited.
enum ConfigurationExample {
  static var text: String {
    let settings = Setting.ofProfile.compactMap { setting in
      setting.row.example ?? setting.row.standard.map { "\(setting.rawValue): \($0)" }
    }
    return """
      # config.yaml of memtui. Flags and environment variables override it.
      # The API key itself is never stored here: name a file that only you
      # can read, or a command that prints the key.

      #default_profile: staging
      #profiles:
      #  staging:
      \(settings.map { "#    " + $0 }.joined(separator: "\n"))

      #theme: mine   # dark, light, mono, or a name under themes
      #themes:
      #  mine:
      #    base: light
      #    marker: bright-magenta bold
      #    active_tab: white on blue

      # Keys for a command, instead of its standard ones;
      # `memtui config show` prints all commands.
      #keys:
      #  list.page_down: [Space, PgDn]

      """
  }

  static func write(to path: String) throws(SettingsError) {
    do throws(FileError) {
      if let slash = path.lastIndex(of: "/") { try SystemCalls.makeFolder(String(path[..<slash])) }
      try NewFile.write(Array(text.utf8), to: path, permissions: .ownerReadWrite)
    } catch {
      throw .usage(error.errno == .fileExists ? .configurationExists(path) : .notWritten(error))
    }
  }
}
