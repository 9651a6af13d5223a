extension StateFile {
  /// `$XDG_STATE_HOME/memtui/staging.json`, or under `~/.local/state`; `nil` without a home. As the XDG rules have
  /// it, a relative `XDG_STATE_HOME` is ignored.
  init?(for settings: Settings, environment: [String: String]) {
    let states: String
    if let folder = environment["XDG_STATE_HOME"], folder.hasPrefix("/") {
      states = folder
    } else if let home = environment["HOME"], !home.isEmpty {
      states = home + "/.local/state"
    } else {
      return nil
    }
    let name = settings.demo == nil ? Self.name(ofProfile: settings.profile) : "demo"
    self.init(folder: states + "/memtui", name: name)
  }

  /// A profile's name as a file's: `staging`, `a%2Fb`; `default` without one. `..` and hidden files cannot come of
  /// it, nor the name of the demo's file, nor one longer than file systems take.
  static func name(ofProfile profile: String?) -> String {
    guard let profile else { return "default" }
    var name = ""
    for (index, byte) in profile.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "d") where profile == "demo": name += "%64"
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"):
        name.unicodeScalars.append(Unicode.Scalar(byte))
      case UInt8(ascii: ".") where index > 0: name += "."
      default: name += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }
    }
    guard name.utf8.count > longestName else { return name }
    return name.prefix(longestName) + "-" + String(digest(of: profile), radix: 16)
  }

  private static let longestName = 150

  /// FNV-1a: `Hasher` gives another value in each process.
  private static func digest(of text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
