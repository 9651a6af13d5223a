extension ConfigurationFile {
  /// A misspelt key would be silently without effect: `bas_url` sends the key to another service.
  func refuseUnknownKeys() throws(SettingsError) {
    for key in keys.sorted() {
      let parts = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      guard let first = parts.first else { continue }
      guard Self.topLevel.contains(first) else {
        throw .configurationFile(path, .unknownKey(key, nearest: Self.nearest(to: first, in: Self.topLevel)))
      }
      // `profiles.NAME.FIELD`, where a name may have dots of its own.
      guard first == "profiles", parts.count > 2, !parts.dropFirst(2).contains(where: Self.fields.contains)
      else { continue }
      let field = parts[parts.count - 1]
      throw .configurationFile(path, .unknownKey(key, nearest: Self.nearest(to: field, in: Self.fields)))
    }
  }

  /// `themes` and `keys` are read by later versions; what they hold is not looked at yet.
  private static let topLevel = ["default_profile", "profiles", "theme", "themes", "keys"]
  private static let fields = Setting.ofProfile.map(\.rawValue) + ["cube"]

  private static func nearest(to word: String, in known: [String]) -> String {
    known.min { distance(word, $0) < distance(word, $1) } ?? known[0]
  }

  /// Letters to insert, delete or replace: `bas_url` and `base_url` are 1 apart.
  private static func distance(_ one: String, _ other: String) -> Int {
    let columns = Array(other)
    var previous = Array(0...columns.count)
    for (row, letter) in one.prefix(100).enumerated() {
      var current = [row + 1]
      for (column, otherLetter) in columns.enumerated() {
        let replaced = previous[column] + (letter == otherLetter ? 0 : 1)
        current.append(min(replaced, previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[columns.count]
  }
}
