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
