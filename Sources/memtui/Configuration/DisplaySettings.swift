import TUI

/// How the program looks and which keys it has: of the person, not of a service, so the demo has it too.
struct DisplaySettings: Sendable {
  var keymap = Keymap.standard
}

extension DisplaySettings {
  /// Reads `config.yaml`; what is wrong in it is said before the screen is taken.
  static func resolve(
    _ options: DisplayOptions, environment: [String: String]
  ) throws(SettingsError) -> DisplaySettings {
    var settings = DisplaySettings()
    guard let path = ConfigurationFile.standardPath(environment: environment),
      let file = try ConfigurationFile(path: path)
    else { return settings }
    settings.keymap = try file.keymap()
    return settings
  }
}
