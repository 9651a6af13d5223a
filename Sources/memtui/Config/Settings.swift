/// The fields of one profile, as text.
struct Profile {
  let name: String
  let file: ConfigurationFile
  let values: [Setting: String]

  var origin: Origin { .profile(name, file: file.path) }

  /// With the line of the setting.
  func origin(of setting: Setting) -> Origin {
    .profile(name, file: file.path, line: file.line(of: "profiles.\(name).\(setting.rawValue)"))
  }
}

extension Profile {
  /// The named profile, else the file's `default_profile`, else none.
  init?(named given: String?, path: String?) throws(SettingsError) {
    let file: ConfigurationFile? = if let path { try ConfigurationFile(path: path) } else { nil }
    guard let file else {
      if let given { throw .unknownProfile(given, known: [], path.map { FilePlace($0) }) }
      return nil
    }
    try file.refuseUnknownKeys()
    try file.refuseValue("profiles")
    guard let name = if let given { given } else { try file.text("default_profile") } else { return nil }
    guard file.profileNames.contains(name) else {
      let place = given == nil ? file.place("default_profile") : FilePlace(file.path)
      throw .unknownProfile(name, known: file.profileNames.sorted(), place)
    }
    try file.refuseValue("profiles", name)
    var values: [Setting: String] = [:]
    for setting in Setting.ofProfile {
      values[setting] = try file.text("profiles", name, setting.rawValue)
    }
    self.init(name: name, file: file, values: values)
  }
}

extension ConfigurationFile {
  /// `profiles.staging.user` -> `staging`. A profile without any field (`staging: {}`) is invisible here.
  var profileNames: Set<String> {
    let fields = Set(Setting.ofProfile.map(\.rawValue))
    var names: Set<String> = []
    for key in keys where key.hasPrefix("profiles.") {
      let parts = key.split(separator: ".", omittingEmptySubsequences: false).dropFirst()
      let field = parts.dropFirst().firstIndex { fields.contains(String($0)) }
      let end = field ?? (parts.count > 1 ? parts.endIndex - 1 : parts.endIndex)
      names.insert(parts[..<end].joined(separator: "."))
    }
    return names
  }
}
