import BrowserCore
import Canvas
import TUI

/// Colours and keys belong to the user and not to a service, so the demo has them too.
struct DisplaySettings: Sendable {
  var keymap = Keymap.standard
  var theme = Theme.standard
  /// False leaves the mouse to the terminal, for selecting text.
  var usesMouse = true
  var writesState = true

  static func resolve(
    _ options: DisplayOptions? = nil, environment: [String: String]
  ) throws(SettingsError) -> DisplaySettings {
    let path = SettingsFile.standardPath(environment: environment)
    var settings = try Self(path.flatMap { path throws(SettingsError) in try SettingsFile(path: path) })
    settings.usesMouse = options?.leavesMouseAlone != true
    settings.writesState = options?.writesNoState != true
    return settings
  }

  init(_ file: SettingsFile?) throws(SettingsError) {
    guard let file else { return }
    keymap = try file.keymap()
    theme = try file.theme() ?? .standard
  }
}

extension SettingsFile {
  /// The standard keys, changed by `keys:`: `list.page_down: [Space, PgDn]`.
  fileprivate func keymap() throws(SettingsError) -> Keymap {
    let commands = Keymap.standard.commandsByName
    var rebindings: [Keymap.Rebinding] = []
    var lines: [String: Int] = [:]
    for (name, entry) in try bindings(in: self["keys"], below: "", commands: Set(commands.keys)) {
      guard let (place, command) = commands[Self.currentName(name)] else {
        let nearest = commands.keys.sorted().nearest(to: name).map { "keys.\($0)" }
        throw .file(self.place(entry), .unknownKey(entry.path, nearest: nearest))
      }
      guard let texts = try texts(entry) else { continue }
      var keys: [Key] = []
      for text in texts {
        guard let key = Key(named: text.text) else {
          let nearest = Key.wellKnownNames.nearest(to: text.text)
          throw .file(
            FilePlace(path: path, line: text.line),
            .unknown(.key, text.text, of: entry.path, nearest: nearest))
        }
        keys.append(key)
      }
      rebindings.append(Keymap.Rebinding(place: place, command: command, keys: keys))
      lines[Self.currentName(name)] = entry.line
    }
    guard !rebindings.isEmpty else { return .standard }
    do throws(Keymap.Fault) {
      return try Keymap.standard.rebound(rebindings)
    } catch {
      throw .file(
        FilePlace(path: path, line: error.commandNames.compactMap { lines[$0] }.max()), .keys(error))
    }
  }

  /// Names of 0.3.0, which files may still use: `facets.back` is `values.back`.
  private static func currentName(_ name: String) -> String {
    let parts = name.split(separator: ".", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { return name }
    let place = parts[0] == "facets" ? "values" : parts[0]
    return "\(place).\(renamedCommands[parts[1]] ?? parts[1])"
  }

  private static let renamedCommands = [
    "search_on": "search_further", "turn_order": "reverse_order", "service_order": "server_order",
    "show_facets": "show_values", "edit_j_s_o_n": "edit_json",
  ]

  /// `list.page_down: Space`, or `page_down: Space` in a group `list`.
  private func bindings(
    in entry: YAMLEntry?, below parent: String, commands: Set<String>
  ) throws(SettingsError) -> [(name: String, entry: YAMLEntry)] {
    var found: [(name: String, entry: YAMLEntry)] = []
    for entry in try group(entry) {
      let name = parent + entry.name
      if case .group = entry.value, !commands.contains(name) {
        found += try bindings(in: entry, below: name + ".", commands: commands)
      } else {
        found.append((name, entry))
      }
    }
    return found
  }
}

extension Keymap {
  var commandsByName: [String: (place: Place, command: BrowserCommand)] {
    var commands: [String: (place: Place, command: BrowserCommand)] = [:]
    for place in Place.allCases {
      for command in self.commands(in: place) { commands["\(place.name).\(command.name)"] = (place, command) }
    }
    return commands
  }
}

extension Keymap.Fault {
  fileprivate var commandNames: [String] {
    switch self {
    case .clash(_, let place, let one, let other): [one, other].map { "\(place.name).\($0.name)" }
    case .text(_, let place, let command): ["\(place.name).\(command.name)"]
    }
  }
}

extension SettingsFile {
  /// The theme of `theme:`: `dark`, `light`, `mono`, or one of `themes:`. Nil if none is named.
  fileprivate func theme() throws(SettingsError) -> Theme? {
    // All themes are read, so that mistakes in unused ones are found now.
    var own: [(name: String, theme: Theme)] = []
    for entry in try group(self["themes"]) {
      guard !Theme.builtIn.contains(where: { $0.name == entry.name }) else {
        throw .file(place(entry), .builtInTheme(entry.name))
      }
      own.append((entry.name, try theme(group(entry))))
    }
    return try theme(named: self["theme"], among: Theme.builtIn + own)
  }

  private func theme(_ roles: [YAMLEntry]) throws(SettingsError) -> Theme {
    let base = roles.first { $0.name == "base" }
    var theme = try theme(named: base, among: Theme.builtIn) ?? .standard
    for role in roles where role.name != "base" {
      guard let texts = try texts(role) else { continue }
      let style: Style
      do throws(Style.UnknownWord) {
        style = try Style(words: texts.map(\.text).joined(separator: " "))
      } catch {
        let line = texts.first { $0.text.split(separator: " ").contains(error.word[...]) }?.line ?? role.line
        let nearest = Style.vocabulary.nearest(to: error.word)
        throw .file(
          FilePlace(path: path, line: line), .unknown(.style, error.word, of: role.path, nearest: nearest))
      }
      guard theme.set(role.name, to: style) else {
        let nearest = (Theme.Role.allCases.map(\.name) + ["base"]).nearest(to: role.name)
        throw .file(place(role), .unknownKey(role.path, nearest: nearest))
      }
    }
    return theme
  }

  private func theme(
    named entry: YAMLEntry?, among themes: [(name: String, theme: Theme)]
  ) throws(SettingsError) -> Theme? {
    guard let entry, let name = try text(entry) else { return nil }
    if let known = themes.first(where: { $0.name == name }) { return known.theme }
    throw .file(
      place(entry), .unknown(.theme, name, of: entry.path, nearest: themes.map(\.name).nearest(to: name)))
  }
}
