import BrowserCore
import Canvas
import Configuration
import Glibc
import Synchronization
import TUI

/// `config.yaml`, read once. Every value is asked for as text: the settings have their own rules for numbers.
struct ConfigurationFile {
  let path: String
  /// The scalar and list keys in the file, dotted: `profiles.staging.base_url`.
  let keys: Set<String>
  private let snapshot: YAMLSnapshot
  private let outline: YAMLOutline

  static let largestSize = 1 << 20

  /// `nil` if there is no such file, or nothing but comments in it.
  init?(path: String) throws(SettingsError) {
    let file: FileBytes
    let text: String
    do throws(FileBytes.Fault) {
      file = try FileBytes(path: path, limit: Self.largestSize)
      // The library takes a file in another encoding for one that is empty.
      text = try file.utf8Text()
    } catch .missing {
      if let (link, target) = Self.brokenLink(at: path) {
        throw .configurationFile(FilePlace(link), .brokenLink(target))
      }
      return nil
    } catch {
      throw .configurationFile(FilePlace(path), .unreadable(error))
    }
    guard Self.holdsAnything(file.bytes) else { return nil }
    do throws(YAMLOutline.Fault) {
      outline = try YAMLOutline(text)
    } catch {
      throw .configurationFile(FilePlace(path, line: error.line), error.reason)
    }
    let names = KeyNames()
    do {
      // The library cannot list keys, but asks for each one, by name, whether it is secret. To it all of them are.
      let options = YAMLSnapshot.ParsingOptions(secretsSpecifier: .dynamic { key, _ in names.add(key) })
      snapshot = try YAMLSnapshot(
        data: file.bytes.span.bytes, providerName: "config.yaml", parsingOptions: options)
    } catch {
      // Its text quotes the file, which may hold a secret.
      guard let key = outline.nestedList else { throw .configurationFile(FilePlace(path), .notSettings) }
      throw .configurationFile(FilePlace(path, line: outline.line(of: key)), .nestedList(key: key))
    }
    self.path = path
    keys = names.all
  }

  /// The file, or the folder it is in, as a symbolic link to nothing, and where that leads.
  private static func brokenLink(at path: String) -> (link: String, target: String)? {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) }
    for link in [path, folder].compactMap(\.self) {
      var target = [UInt8](repeating: 0, count: Int(PATH_MAX))
      let length = readlink(link, &target, target.count)
      var status = stat()
      if length >= 0, stat(link, &status) != 0 {
        return (link, String(decoding: target.prefix(length), as: UTF8.self))
      }
    }
    return nil
  }

  /// A line that is neither empty, nor a comment, nor a document mark. The library refuses a document without values.
  private static func holdsAnything(_ bytes: [UInt8]) -> Bool {
    bytes.split(separator: UInt8(ascii: "\n")).contains { line in
      let text = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r") }
      return !text.isEmpty && text.first != UInt8(ascii: "#") && !text.elementsEqual("---".utf8)
    }
  }
}

extension ConfigurationFile {
  func line(of key: String) -> Int? { outline.line(of: key) }

  /// - Parameter element: one text of a list.
  func place(_ key: String, element: String? = nil) -> FilePlace {
    FilePlace(path, line: element.flatMap { outline.line(of: $0, in: key) } ?? line(of: key))
  }

  /// Where a group belongs, a text, number or list is an error; nothing at all is an empty group.
  func refuseValue(_ key: String...) throws(SettingsError) {
    let name = key.joined(separator: ".")
    guard keys.contains(name) else { return }
    let value: String?
    do throws(SettingsError) {
      value = try text(at: key)
    } catch {
      throw .configurationFile(place(name), .notMapping(key: name))
    }
    if value != nil { throw .configurationFile(place(name), .notMapping(key: name)) }
  }

  /// The text of a scalar. Nothing, `~` and `null` are no value: the library does not tell them from quoted text.
  func text(_ key: String...) throws(SettingsError) -> String? { try text(at: key) }

  /// The texts of a list, or the one of a scalar; `nil` where there is nothing. The key is dotted, as in ``keys``.
  func texts(_ key: String) throws(SettingsError) -> [String]? {
    let parts = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    do {
      let list = try snapshot.value(forKey: AbsoluteConfigKey(parts), type: .stringArray).value
      if case .stringArray(let texts)? = list?.content { return texts }
      return nil
    } catch {
      // No list: a scalar.
      return try text(at: parts).map { [$0] }
    }
  }

  private func text(at key: [String]) throws(SettingsError) -> String? {
    let name = key.joined(separator: ".")
    guard !keys.contains(where: { $0.hasPrefix(name + ".") }) else {
      throw .configurationFile(place(name), .notText(key: name))
    }
    do {
      let value = try snapshot.value(forKey: AbsoluteConfigKey(key), type: .string).value
      guard case .string(let text)? = value?.content else { return nil }
      return ["", "~", "null"].contains(text) ? nil : text
    } catch {
      throw .configurationFile(place(name), .notText(key: name))
    }
  }
}

/// Collects what the parser asks about, from a closure that must be sendable.
private final class KeyNames: Sendable {
  private let names = Mutex<Set<String>>([])

  var all: Set<String> { names.withLock { $0 } }

  func add(_ name: String) -> Bool {
    names.withLock { _ = $0.insert(name) }
    return true
  }
}

extension Collection<String> {
  /// The one that the fewest letters make of a misspelt word: `bas_url` -> `base_url`. "" in an empty collection.
  func nearest(to word: String) -> String {
    self.min { $0.distance(to: word) < $1.distance(to: word) } ?? ""
  }
}

extension String {
  /// Letters to insert, delete or replace: `bas_url` and `base_url` are 1 apart.
  fileprivate func distance(to word: String) -> Int {
    let columns = Array(self)
    var previous = Array(0...columns.count)
    for (row, letter) in word.prefix(100).enumerated() {
      var current = [row + 1]
      for (column, otherLetter) in columns.enumerated() {
        let replaced = previous[column] + (letter == otherLetter ? 0 : 1)
        current.append(Swift.min(replaced, previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[columns.count]
  }
}

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

extension ConfigurationFile {
  /// `$XDG_CONFIG_HOME/memtui/config.yaml`, or under `~/.config`; `nil` without a home. As the XDG rules have it, a
  /// relative `XDG_CONFIG_HOME` is ignored.
  static func standardPath(environment: [String: String]) -> String? {
    if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") {
      return folder + "/memtui/config.yaml"
    }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return home + "/.config/memtui/config.yaml"
  }

  /// `~/key` -> `/home/ann/key`; a relative path starts at the folder of the configuration file.
  func resolve(_ given: String, environment: [String: String]) -> String {
    if given == "~" || given.hasPrefix("~/"), let home = environment["HOME"] {
      return home + given.dropFirst()
    }
    guard !given.hasPrefix("/"), let slash = path.lastIndex(of: "/") else { return given }
    return path[...slash] + given
  }
}

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

extension ConfigurationFile {
  /// A misspelt key would be silently without effect: `bas_url` sends the key to another service.
  func refuseUnknownKeys() throws(SettingsError) {
    for key in keys.sorted() {
      let parts = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      guard let first = parts.first else { continue }
      guard Self.topLevel.contains(first) else {
        throw .configurationFile(place(key), .unknownKey(key, nearest: Self.topLevel.nearest(to: first)))
      }
      // `profiles.NAME.FIELD`, where a name may have dots of its own.
      guard first == "profiles", parts.count > 2, !parts.dropFirst(2).contains(where: Self.fields.contains)
      else { continue }
      let field = parts[parts.count - 1]
      throw .configurationFile(place(key), .unknownKey(key, nearest: Self.fields.nearest(to: field)))
    }
  }

  /// What `themes` and `keys` hold is checked where it is read.
  private static let topLevel = ["default_profile", "profiles", "theme", "themes", "keys"]
  private static let fields = Setting.ofProfile.map(\.rawValue)
}
