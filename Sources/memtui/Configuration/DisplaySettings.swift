import TUI

/// How the program looks and which keys it has: of the person, not of a service, so the demo has it too.
struct DisplaySettings: Sendable {
  var keymap = Keymap.standard
  var theme = Theme.standard
  /// False leaves it to the terminal, for selecting text.
  var usesMouse = true
  /// Recent users and kept filters are written down.
  var writesState = true
}

extension DisplaySettings {
  /// Reads `config.yaml`; what is wrong in it is said before the screen is taken.
  static func resolve(
    _ options: DisplayOptions, environment: [String: String]
  ) throws(SettingsError) -> DisplaySettings {
    var settings = try inFile(environment: environment)
    settings.usesMouse = !options.leavesMouseAlone
    settings.writesState = !options.writesNoState
    return settings
  }

  /// What the file says of it, without the flags of browsing: for `memtui check`.
  static func inFile(environment: [String: String]) throws(SettingsError) -> DisplaySettings {
    guard let path = ConfigurationFile.standardPath(environment: environment) else { return Self() }
    return try Self(ConfigurationFile(path: path))
  }

  init(_ file: ConfigurationFile?) throws(SettingsError) {
    guard let file else { return }
    // The demo reads no profile, where this is asked too: a misspelt `theme` must not pass in it either.
    try file.refuseUnknownKeys()
    keymap = try file.keymap()
    theme = try file.theme() ?? .standard
  }
}
