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
}
