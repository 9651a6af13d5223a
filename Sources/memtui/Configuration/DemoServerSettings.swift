import MemOSClient

/// What `memtui demo-server` was told.
struct DemoServerSettings: Sendable {
  /// 0 picks a free one.
  var port: Int
  /// What clients must send; without one anything is taken.
  var key: Secret?
  var demo: DemoSettings
}

extension DemoServerSettings {
  static func resolve(
    _ command: DemoServerCommand, environment: [String: String]
  ) throws(SettingsError) -> DemoServerSettings {
    guard (0...65535).contains(command.port) else { throw .port(command.port) }
    let demo = try DemoSettings(command.demoService)
    guard let variable = command.keyVariable else { return Self(port: command.port, key: nil, demo: demo) }
    guard let text = environment[variable], !text.isEmpty else { throw .missingVariable(variable) }
    do throws(Secret.KeyFault) {
      return Self(port: command.port, key: try Secret(keyText: text), demo: demo)
    } catch {
      throw .key(error, .apiKey, .environment(variable))
    }
  }
}
