import TUI

/// What is wrong with `keys:` and `themes:`.
extension SettingsError {
  func sentence(_ fault: Keymap.Fault, path: String) -> String {
    switch fault {
    case .clash(let key, let place, let one, let other):
      "\(printable(key.name)) in \(printable(path)) would say both \(place.name).\(one.name) and "
        + "\(place.name).\(other.name): name another key for one of them under keys."
    case .text(let key, let place, let command):
      "\(printable(key.name)) in \(printable(path)) cannot say \(place.name).\(command.name): it is text there; "
        + "name a Ctrl key, F1 or an arrow."
    }
  }

  func sentence(_ fault: ThemeFault, path given: String) -> String {
    let path = printable(given)
    return switch fault {
    case .unknownTheme(let name, let key, let nearest):
      "\(quoted(name)) of \(printable(key, limit: 100)) in \(path) is no theme; the nearest is "
        + "\(printable(nearest, limit: 60)): correct it."
    case .unknownLook(let word, let key, let nearest):
      "\(quoted(word)) of \(printable(key, limit: 100)) in \(path) is neither a colour nor bold, dim, underline or "
        + "reverse; the nearest is \(nearest): correct it."
    case .builtIn(let name):
      "themes.\(name) in \(path) is built in: give yours another name, and begin it with base: \(name)."
    }
  }
}
