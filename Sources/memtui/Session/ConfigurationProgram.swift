import MemOSClient

/// `memtui config`: needs neither a terminal nor a key.
struct ConfigurationProgram {
  let environment: [String: String]

  /// - Returns: what goes to stdout.
  func run(_ command: ConfigCommand) throws(SettingsError) -> String {
    guard let path = ConfigurationFile.standardPath(environment: environment) else { throw .noHome }
    switch command.action {
    case .path: return path + "\n"
    case .show:
      let file = try ConfigurationFile(path: path)
      try file?.refuseUnknownKeys()
      let settings = try Settings.withoutKey(command.service(), environment: environment)
      let report: SettingsReport
      do throws(ConfigurationFault) {
        report = try SettingsReport(settings, environment: environment)
      } catch {
        throw .connection(error)
      }
      return try ConfigurationReport(path: path, file: file, display: DisplaySettings(file), settings: report)
        .text()
    case .initialize:
      try ConfigurationExample.write(to: path)
      return "\(printable(path)) was written: everything in it is commented out.\n"
    }
  }
}
