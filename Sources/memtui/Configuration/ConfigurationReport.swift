import BrowserCore
import Canvas
import TUI

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
