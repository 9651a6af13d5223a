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
