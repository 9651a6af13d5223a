import BrowserCore
import SystemPackage

/// `config.yaml`. Unknown keys are refused: `bas_url` would send the key to another service.
struct SettingsFile {
  let path: String
  private let entries: [YAMLEntry]
  private var profiles: [YAMLEntry] = []

  private static let largestSize = 1 << 20
  private static let topLevel = ["default_profile", "profiles", "theme", "themes", "keys"]

  /// Nil if the file does not exist or has only comments.
  init?(path: String) throws(SettingsError) {
    self.path = path
    let file: FileBytes
    do throws(FileError) {
      file = try FileBytes(path: path, limit: Self.largestSize)
      _ = try file.utf8Text()
    } catch {
      guard error.reason == .missing else { throw .file(FilePlace(path: path), .unreadable(error)) }
      if let (link, target) = Self.brokenLink(at: path) {
        throw .file(FilePlace(path: link), .brokenLink(target))
      }
      return nil
    }
    do throws(YAMLReader.Fault) {
      guard let read = try YAMLReader.entries(file.bytes) else { return nil }
      entries = read
    } catch {
      throw .file(FilePlace(path: path, line: error.line), error.reason)
    }
    profiles = try group(self["profiles"])
    let ofProfile = Setting.ofProfile.map(\.rawValue)
    for entry in entries {
      if ofProfile.contains(entry.name) {
        throw .file(place(entry), .unknownKey(entry.path, nearest: "profiles.<name>.\(entry.name)"))
      }
      try refuse(entry, unlessIn: Self.topLevel)
    }
    for profile in profiles {
      for field in try group(profile) { try refuse(field, unlessIn: ofProfile) }
    }
  }

  private func refuse(_ entry: YAMLEntry, unlessIn known: [String]) throws(SettingsError) {
    guard !known.contains(entry.name) else { return }
    throw .file(place(entry), .unknownKey(entry.path, nearest: known.nearest(to: entry.name)))
  }

  private static func brokenLink(at path: String) -> (link: String, target: String)? {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) }
    for link in [path, folder].compactMap(\.self) {
      if let target = SystemCalls.destination(ofLink: link), (try? Stat(link)) == nil {
        return (link, target)
      }
    }
    return nil
  }

  subscript(name: String) -> YAMLEntry? { entries.first { $0.name == name } }
  func place(_ entry: YAMLEntry) -> FilePlace { FilePlace(path: path, line: entry.line) }

  func text(_ entry: YAMLEntry?) throws(SettingsError) -> String? {
    guard let entry else { return nil }
    switch entry.value {
    case .nothing: return nil
    case .text(let text): return text
    case .list, .group: throw .file(place(entry), .notText(entry.path))
    }
  }

  func texts(_ entry: YAMLEntry) throws(SettingsError) -> [YAMLEntry.Element]? {
    if case .list(let elements) = entry.value { return elements }
    return try text(entry).map { [YAMLEntry.Element(text: $0, line: entry.line)] }
  }

  func group(_ entry: YAMLEntry?) throws(SettingsError) -> [YAMLEntry] {
    guard let entry else { return [] }
    switch entry.value {
    case .nothing: return []
    case .group(let entries): return entries
    case .text, .list: throw .file(place(entry), .notGroup(entry.path))
    }
  }

  var profileNames: [String] { profiles.map(\.name).sorted() }

  /// Uses the named profile, else `default_profile`, else none.
  static func profile(
    _ given: String?, in file: SettingsFile?, path: String?
  ) throws(SettingsError) -> [Setting: (texts: [String], origin: Origin)] {
    guard let file else {
      guard let given else { return [:] }
      throw .file(FilePlace(path: path ?? "config.yaml"), .unknownProfile(given, known: []))
    }
    let chosen = given == nil ? file["default_profile"] : nil
    guard let name = if let given { given } else { try file.text(chosen) } else { return [:] }
    guard let profile = file.profiles.first(where: { $0.name == name }) else {
      let place = chosen.map(file.place) ?? FilePlace(path: file.path)
      throw .file(place, .unknownProfile(name, known: file.profileNames))
    }
    var values: [Setting: (texts: [String], origin: Origin)] = [:]
    if let chosen { values[.profile] = ([name], .profile(name, file: file.path, line: chosen.line)) }
    for field in try file.group(profile) {
      guard let setting = Setting(rawValue: field.name), let text = try file.text(field) else { continue }
      values[setting] = ([text], .profile(name, file: file.path, line: field.line))
    }
    return values
  }

  static func standardPath(environment: [String: String]) -> String? {
    UserFolder.configuration.path(environment).map { $0 + "/config.yaml" }
  }
}

extension Collection<String> {
  /// What was probably meant: `bas_url` -> `base_url`. Nil if nothing is close.
  func nearest(to word: String) -> String? {
    let nearest = map { (word: $0, distance: $0.distance(to: word)) }.min { $0.distance < $1.distance }
    guard let nearest, nearest.distance <= Swift.max(2, word.count / 2) else { return nil }
    return nearest.word
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
