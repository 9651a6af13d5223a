import TUI

/// What is wrong with `keys:` and `themes:`.
extension SettingsError {
  func sentence(_ fault: Keymap.Fault, _ place: FilePlace) -> String {
    switch fault {
    case .clash(let key, let view, let one, let other):
      "\(printable(key.name)) in \(place.subject) is bound to both \(view.name).\(one.name) and "
        + "\(view.name).\(other.name): name another key for one of them under keys."
    case .text(let key, let view, let command):
      "\(printable(key.name)) in \(place.subject) cannot be bound to \(view.name).\(command.name): it types text "
        + "in that view; name a Ctrl key, F1 or an arrow."
    }
  }

  func sentence(_ fault: ThemeFault, _ place: FilePlace) -> String {
    switch fault {
    case .unknownTheme(let name, let key, let nearest):
      "\(quoted(name)) of \(printable(key, limit: 100)) in \(place.subject) is not a theme. Did you mean "
        + "\(printable(nearest, limit: 60))? Correct it, or remove it."
    case .unknownLook(let word, let key, let nearest):
      "\(quoted(word)) of \(printable(key, limit: 100)) in \(place.subject) is neither a colour nor bold, dim, "
        + "underline or reverse. Did you mean \(nearest)? Correct it, or remove it."
    case .builtIn(let name):
      "themes.\(name) in \(place.subject) is built in: give yours another name, and begin it with base: \(name)."
    }
  }
}
