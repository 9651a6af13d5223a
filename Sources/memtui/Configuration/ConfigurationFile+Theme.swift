import Canvas
import TUI

extension ConfigurationFile {
  /// The theme that `theme:` names: `dark`, `light`, `mono`, or one of `themes:`. `nil` if it names none.
  func theme() throws(SettingsError) -> Theme? {
    let own = try ownThemes()
    guard let name = try text("theme") else { return nil }
    if let theme = own[name] ?? Theme.builtIn.first(where: { $0.name == name })?.theme { return theme }
    let known = Theme.builtIn.map(\.name) + own.keys.sorted()
    throw .theme(.unknownTheme(name, in: "theme", nearest: known.nearest(to: name)), place("theme"))
  }

  /// All of them, also unused ones: a mistake is not to wait for the day it is needed.
  private func ownThemes() throws(SettingsError) -> [String: Theme] {
    try refuseValue("themes")
    var roles: [String: [(role: String, key: String)]] = [:]
    for key in keys.sorted() where key.hasPrefix("themes.") {
      let rest = key.dropFirst("themes.".count)
      guard let point = rest.lastIndex(of: ".") else {
        throw .configurationFile(place(key), .notMapping(key: key))
      }
      roles[String(rest[..<point]), default: []].append((String(rest[rest.index(after: point)...]), key))
    }
    var themes: [String: Theme] = [:]
    for (name, given) in roles.sorted(by: { $0.key < $1.key }) {
      guard !Theme.builtIn.contains(where: { $0.name == name }) else {
        throw .theme(.builtIn(name), place("themes.\(name)"))
      }
      themes[name] = try theme(given)
    }
    return themes
  }

  private func theme(_ given: [(role: String, key: String)]) throws(SettingsError) -> Theme {
    var theme = Theme.standard
    if let base = given.first(where: { $0.role == "base" }), let name = try texts(base.key)?.first {
      guard let known = Theme.builtIn.first(where: { $0.name == name }) else {
        let nearest = Theme.builtIn.map(\.name).nearest(to: name)
        throw .theme(.unknownTheme(name, in: base.key, nearest: nearest), place(base.key))
      }
      theme = known.theme
    }
    for (role, key) in given where role != "base" {
      guard let words = try texts(key)?.joined(separator: " ") else { continue }
      let style: Style
      do throws(Style.UnknownWord) {
        style = try Style(words: words)
      } catch {
        let nearest = Style.vocabulary.nearest(to: error.word)
        throw .theme(.unknownLook(error.word, of: key, nearest: nearest), place(key, element: error.word))
      }
      guard theme.set(role, to: style) else {
        let nearest = (Theme.roles.map(\.name) + ["base"]).nearest(to: role)
        throw .configurationFile(place(key), .unknownKey(key, nearest: nearest))
      }
    }
    return theme
  }
}
