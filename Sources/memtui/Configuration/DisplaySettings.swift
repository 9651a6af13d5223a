import TUI

/// How the program looks and which keys it has: of the person, not of a service, so the demo has it too.
struct DisplaySettings: Sendable {
  var keymap = Keymap.standard
  /// Recent users and kept filters are written down.
  var writesState = true
}

extension DisplaySettings {
  /// Reads `config.yaml`; what is wrong in it is said before the screen is taken.
  static func resolve(
    _ options: DisplayOptions, environment: [String: String]
  ) throws(SettingsError) -> DisplaySettings {
    var settings = Self()
    if let path = ConfigurationFile.standardPath(environment: environment) {
      settings = try Self(ConfigurationFile(path: path))
    }
    settings.writesState = !options.writesNoState
    return settings
  }

  init(_ file: ConfigurationFile?) throws(SettingsError) {
    guard let file else { return }
    keymap = try file.keymap()
  }
}
