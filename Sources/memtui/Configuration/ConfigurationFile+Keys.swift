import BrowserCore
import Canvas
import TUI

extension ConfigurationFile {
  /// The standard keys with what `keys:` changes: `list.page_down: [Space, PgDn]`.
  func keymap() throws(SettingsError) -> Keymap {
    try refuseValue("keys")
    var rebindings: [Keymap.Rebinding] = []
    let commands = Keymap.standard.commandsByName
    for key in keys.sorted() where key.hasPrefix("keys.") {
      guard let (place, command) = commands[String(key.dropFirst("keys.".count))] else {
        throw .configurationFile(
          place(key), .unknownKey(key, nearest: nearestCommand(to: key, in: commands.keys)))
      }
      guard let names = try texts(key) else { continue }
      var bound: [Key] = []
      for name in names {
        guard let named = Key(named: name) else {
          throw .configurationFile(
            self.place(key, element: name),
            .unknownKeyName(name, of: key, nearest: Key.wellKnownNames.nearest(to: name)))
        }
        bound.append(named)
      }
      rebindings.append(Keymap.Rebinding(place: place, command: command, keys: bound))
    }
    guard !rebindings.isEmpty else { return .standard }
    do throws(Keymap.Fault) {
      return try Keymap.standard.rebound(rebindings)
    } catch {
      throw .keys(error, place(of: error))
    }
  }

  /// Of two commands that the file binds, the later one.
  private func place(of fault: Keymap.Fault) -> FilePlace {
    let names =
      switch fault {
      case .clash(_, let place, let one, let other):
        ["\(place.name).\(one.name)", "\(place.name).\(other.name)"]
      case .text(_, let place, let command): ["\(place.name).\(command.name)"]
      }
    return FilePlace(path, line: names.compactMap { line(of: "keys.\($0)") }.max())
  }

  private func nearestCommand(to key: String, in names: some Collection<String>) -> String {
    names.sorted().map { "keys.\($0)" }.nearest(to: key)
  }
}

extension Keymap {
  /// Every command of every place: `list.page_down`.
  var commandsByName: [String: (place: Place, command: BrowserCommand)] {
    var commands: [String: (place: Place, command: BrowserCommand)] = [:]
    for place in Place.allCases {
      for command in self.commands(in: place) { commands["\(place.name).\(command.name)"] = (place, command) }
    }
    return commands
  }
}
