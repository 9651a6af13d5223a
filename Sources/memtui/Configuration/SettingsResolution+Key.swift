import MemOSClient

extension SettingsResolution {
  /// `MEMOS_API_KEY`, else the profile's file or command. `file` is where a profile would stand, for the error.
  mutating func apiKey(file: String?) throws(SettingsError) -> Secret {
    if let text = environment["MEMOS_API_KEY"], !text.isEmpty {
      origins[.apiKey] = .environment("MEMOS_API_KEY")
      return try key(text, .apiKey, .environment("MEMOS_API_KEY"))
    }
    guard let profile else { throw .missingKey(file: file) }
    origins[.apiKey] = profile.origin
    switch (profile.values[.apiKeyFile], profile.values[.apiKeyCommand]) {
    case (_?, _?): throw .together(.apiKeyFile, .apiKeyCommand, profile.origin(of: .apiKeyCommand))
    case (let given?, nil):
      origins[.apiKeyFile] = profile.origin
      let text = try keyFile(given, profile)
      return try key(text, .apiKeyFile, profile.origin(of: .apiKeyFile))
    case (nil, let command?):
      origins[.apiKeyCommand] = profile.origin
      let origin = profile.origin(of: .apiKeyCommand)
      return try key(try keyCommand(command, origin), .apiKeyCommand, origin)
    case (nil, nil): throw .missingKey(file: file)
    }
  }

  /// Where the key would come from.
  mutating func noteWayOfKey() {
    if environment["MEMOS_API_KEY"]?.isEmpty == false {
      origins[.apiKey] = .environment("MEMOS_API_KEY")
    } else if let way = [Setting.apiKeyFile, .apiKeyCommand].first(where: { profile?.values[$0] != nil }) {
      origins[way] = profile?.origin
    }
  }

  private func key(_ text: String, _ setting: Setting, _ origin: Origin) throws(SettingsError) -> Secret {
    do throws(Secret.KeyFault) {
      return try Secret(keyText: text)
    } catch {
      throw .key(error, setting, origin)
    }
  }

  private func keyFile(_ given: String, _ profile: Profile) throws(SettingsError) -> String {
    let path = profile.file.resolve(given, environment: environment)
    let origin = profile.origin(of: .apiKeyFile)
    let file: FileBytes
    let text: String
    do throws(FileBytes.Fault) {
      file = try FileBytes(path: path, limit: 64 << 10)
      text = try file.utf8Text()
    } catch .missing where !given.contains("/") && !given.contains(".") {
      throw .noKeyFile(origin)
    } catch {
      throw .keyFile(path: path, .unreadable(error), origin)
    }
    guard file.permissions & 0o044 == 0 else { throw .keyFile(path: path, .readableByOthers, origin) }
    return text
  }

  private func keyCommand(_ command: String, _ origin: Origin) throws(SettingsError) -> String {
    do throws(KeyCommand.Fault) {
      return try KeyCommand.run(command, environment: environment)
    } catch {
      throw .keyCommand(error, origin)
    }
  }
}
