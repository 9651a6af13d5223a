import Foundation
import MemoryModel
import Testing

@testable import memtui

/// Each file that cannot be used is refused for its own reason.
@Suite struct FileReasonTests {
  private static let profile = "default_profile: a\nprofiles:\n  a:\n    base_url: https://a.example\n"

  private func home(_ bytes: [UInt8], at name: String = ".config/memtui/config.yaml") throws -> Home {
    let home = try Home()
    try Data(bytes).write(to: URL(filePath: home.path + "/" + name))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: home.path + "/" + name)
    return home
  }

  @Test(
    arguments: [
      (Array((profile + "    user: ann\n# cl").utf8) + [0xE9] + Array(" du projet\n".utf8), 6),
      ([0xE9], 1), ([0x23, 0x0A, 0x0A, 0xC3, 0x28], 3), (Array("# ok é 🙂\r\n".utf8) + [0x80], 2),
      // UTF-16, a surrogate, and an overlong slash.
      ([0xFF, 0xFE, 0x61, 0x00], 1), ([0xED, 0xA0, 0x80], 1), ([0xC0, 0xAF], 1),
    ] as [([UInt8], Int)])
  func `a configuration that is not UTF-8`(bytes: [UInt8], line: Int) async throws {
    let sentence = try await home(bytes).refusal("--profile", "a", with: withKey)
    #expect(sentence == "CONFIG is not UTF-8, line \(line): save it as UTF-8.")
  }

  @Test func `a configuration that is a directory, unreadable or empty`() async throws {
    let folder = try Home()
    try FileManager.default.createDirectory(atPath: folder.configPath, withIntermediateDirectories: true)
    #expect(
      try await folder.refusal("--profile", "a", with: withKey)
        == "CONFIG is a directory, not a file: move it away.")
    let empty = try await home([]).refusal("--profile", "a", with: withKey)
    #expect(empty == "There is no profile \"a\" in CONFIG. The file has no profiles.")
    guard getuid() != 0 else { return }
    let locked = try home(Array(Self.profile.utf8))
    try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: locked.configPath)
    #expect(
      try await locked.refusal("--profile", "a", with: withKey)
        == "CONFIG cannot be read (Permission denied): make it readable, or move it away.")
  }

  @Test(arguments: [
    ("a: 1\nb: 2\na: 3\n", "a", 3), ("default_profile: a\ndefault_profile: b\n", "default_profile", 2),
    ("profiles:\n  a:\n    user: x\n  b:\n    user: y\n  a:\n    user: z\n", "profiles.a", 6),
    ("profiles:\n  a:\n    user: x\n    user: y\n", "profiles.a.user", 4),
    ("keys:\n  list.quit: q\n  \"list.quit\": x\n", "keys.list.quit", 3),
  ])
  func `a key that is set twice`(yaml: String, key: String, line: Int) async throws {
    let sentence = try await home(Array(yaml.utf8)).refusal(with: withKey)
    #expect(sentence == "\(key) is set twice in CONFIG, line \(line): remove one of them.")
  }

  /// Aliases of aliases could fill the memory.
  @Test(arguments: [
    ("a: &l0 [x]\nb: [*l0, *l0]\n", 1), ("a: &l0 {x: y}\n", 1), ("default_profile: &name b\n", 1),
    ("theme: *none\n", 1), ("profiles:\n  a:\n    user: ann\n  b: *a\n", 4),
  ])
  func `anchors and aliases are refused`(yaml: String, line: Int) async throws {
    #expect(
      try await home(Array(yaml.utf8)).refusal(with: withKey)
        == "CONFIG, line \(line), has an anchor or alias (&name, *name), which memtui does not support: "
        + "write the value out.")
  }

  @Test func `a merge key is refused`() async throws {
    #expect(
      try await home(Array("profiles:\n  a:\n    <<: {user: ann}\n".utf8)).refusal(with: withKey)
        == "CONFIG, line 3, has a merge key (<<), which memtui does not support: write the values out.")
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["[", "{a: ", "- "])
  func `endless nesting is refused at once`(opening: String) async throws {
    let yaml = "a: " + String(repeating: opening, count: 100_000)
    #expect(try await home(Array(yaml.utf8)).refusal(with: withKey).contains("CONFIG, line 1, "))
  }

  @Test(arguments: [
    ("theme: dark\n---\ntheme: light\n", "CONFIG, line 2, begins a second YAML document"),
    ("profiles:\n  ? [a]\n  : b\n", "CONFIG, line 2, has a list or a group in place of a key"),
    ("theme: \"a\u{1}\"\n", "CONFIG, line 1, is not valid YAML"),
    (
      "profiles:\n  a:\n    user: [[x]]\n",
      "profiles.a.user in CONFIG, line 3, has a list or a group as an element of a list"
    ),
    ("- a\n", "CONFIG must be YAML with default_profile"),
  ])
  func `YAML of another shape`(yaml: String, beginning: String) async throws {
    let sentence = try await home(Array(yaml.utf8)).refusal(with: withKey)
    #expect(sentence.hasPrefix(beginning), "\(sentence)")
  }

  @Test(arguments: [[], ["--profile", "a"]])
  func `a link to nothing`(arguments: [String]) async throws {
    let home = try Home()
    try FileManager.default.createSymbolicLink(
      atPath: home.configPath, withDestinationPath: home.path + "/gone.yaml")
    #expect(
      try await home.refusal(of: arguments, with: withKey)
        == "CONFIG is a symbolic link to HOME/gone.yaml, which does not exist: correct the link, or remove it."
    )
    let folder = try Home()
    try FileManager.default.removeItem(atPath: folder.path + "/.config/memtui")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/.config/memtui", withDestinationPath: "dotfiles")
    #expect(
      try await folder.refusal(of: arguments, with: withKey)
        == "HOME/.config/memtui is a symbolic link to dotfiles, which does not exist: correct the link, or remove it."
    )
  }

  @Test func `a configuration that is too large`() async throws {
    let sentence = try await home(Array(repeating: 0x23, count: (1 << 20) + 1)).refusal(with: withKey)
    #expect(sentence == "CONFIG is larger than 1 MiB: leave only settings in it, or move it away.")
  }

  @Test(arguments: [
    ("profiles:\n  a: {user: x,\n    page_size: 0}\n", 3),
    ("profiles:\n  \"a\":\n\n    # one\n    'page_size': 0\n", 5),
    ("profiles:\n  a:\n    user: |-\n      page_size:\n    page_size: 0\n", 5),
    ("profiles:\r\n  a:\r\n    page_size: 0\r\n", 3),
    ("profiles:\n  b:\n    page_size: 9\n  a:\n    page_size: 0\n", 5),
  ])
  func `the line of a setting is found in every style of YAML`(yaml: String, line: Int) async throws {
    let sentence = try await home(Array(yaml.utf8)).refusal("--profile", "a", with: withKey)
    #expect(sentence.hasPrefix("page_size of profile a (CONFIG, line \(line)) must be"), "\(sentence)")
  }

  @Test func `a line that is indented with a tab`() async throws {
    let sentence = try await home(Array("profiles:\n  a:\n\t  user: x\n".utf8)).refusal(with: withKey)
    #expect(sentence == "CONFIG, line 3, is indented with a tab, which YAML does not allow: use spaces.")
  }

  @Test func `a key file that is not UTF-8`() async throws {
    let home = try home([0x6D, 0x70, 0x67, 0x0A, 0xE9, 0x0A], at: "key")
    try home.configure(Self.profile + "    api_key_file: \(home.path)/key\n")
    #expect(
      try await home.refusal()
        == "api_key_file of profile a (CONFIG, line 5) is not UTF-8, line 2: check HOME/key.")
    try home.configure(Self.profile + "    api_key_file: \(home.path)/.config\n")
    #expect(
      try await home.refusal()
        == "api_key_file of profile a (CONFIG, line 5) is a directory, not a file: check HOME/.config.")
  }

  @Test func `a filter file that is not UTF-8`() throws {
    let home = try home(Array("{\"and\":[{\"scene\":\"caf".utf8) + [0xE9] + Array("\"}]}".utf8), at: "f.json")
    guard case .browse(let command) = try Invocation(arguments: ["--filter", "@\(home.path)/f.json"]) else {
      return #expect(Bool(false))
    }
    #expect(throws: SettingsError.filter(.file(FileError(.read, home.path + "/f.json", .notUTF8(line: 1))))) {
      try command.filter.resolve(for: FilterTarget(today: CivilDate(daysSince1970: 0)))
    }
    #expect(
      SettingsError.filter(.file(FileError(.read, "f.json", .notUTF8(line: 1)))).sentence
        == "--filter @f.json is not UTF-8, line 1: name a file with the filter as JSON.")
  }

  /// The error names the file, and the line if there is one.
  @Test(arguments: [
    ("{\"and\":[\n{\"scene\":}\n]}", "--filter @FILE, line 2: The filter is not valid JSON"),
    ("{\"and\":[{\"user_id\":\"u\"}]}", "--filter @FILE: and[0]: user_id cannot be used"),
    ("[]", "--filter @FILE: A filter is an object"),
  ])
  func `a file that does not contain a filter`(text: String, words: String) throws {
    let home = try home(Array(text.utf8), at: "f.json")
    guard case .browse(let command) = try Invocation(arguments: ["--filter", "@\(home.path)/f.json"]) else {
      return #expect(Bool(false))
    }
    let error = #expect(throws: SettingsError.self) {
      try command.filter.resolve(for: FilterTarget(today: CivilDate(daysSince1970: 0)))
    }
    let sentence = error?.sentence.replacing("\(home.path)/f.json", with: "FILE") ?? ""
    #expect(sentence.hasPrefix(words), "\(sentence)")
    // A filter on the command line has no file to name.
    guard case .browse(let typed) = try Invocation(arguments: ["--filter", text]) else {
      return #expect(Bool(false))
    }
    let other = #expect(throws: SettingsError.self) {
      try typed.filter.resolve(for: FilterTarget(today: CivilDate(daysSince1970: 0)))
    }
    #expect(other?.sentence.hasPrefix("--filter: ") == true)
  }

  @Test(arguments: [
    ("", "is empty"), ("hello", "is not PEM"), ("-----BEGIN PRIVATE KEY-----\n", "holds no certificate"),
    ("-----BEGIN CERTIFICATE-----\nx\n-----END CERTIFICATE-----\n", "cannot be read"),
  ])
  func `a CA file without certificates`(text: String, reason: String) async throws {
    let home = try home(Array(text.utf8), at: "ca.pem")
    try home.configure(Self.profile + "    ca_file: \(home.path)/ca.pem\n")
    let settings = try await home.resolve(with: withKey)
    do throws(SettingsError) {
      _ = try Connection(settings: settings, environment: [:], executor: QueueExecutor(label: "test"))
      #expect(Bool(false), "accepted")
    } catch {
      #expect(error.sentence.hasPrefix("ca_file: \(home.path)/ca.pem "), "\(error.sentence)")
      #expect(error.sentence.contains(reason) && !error.sentence.contains("NIO"), "\(error.sentence)")
    }
  }
}

@Suite struct ServerZoneTests {
  @Test func `a flag overrides the profile, and UTC is the default`() async throws {
    let home = try Home()
    #expect(try await home.resolve(with: withKey).serverZone.name == "UTC")
    #expect(try await home.resolve(with: withKey).origins[.serverZone] == .standard)
    try home.configure("default_profile: a\nprofiles:\n  a:\n    server_zone: +08:00\n")
    let profile = try await home.resolve(with: withKey)
    #expect(profile.serverZone.name == "+08:00")
    #expect(profile.serverZone.offsetSeconds(at: Timestamp(milliseconds: 0)) == 28_800)
    let flag = try await home.resolve("--server-zone", "-03:30", with: withKey)
    #expect(flag.serverZone.name == "-03:30" && flag.origins[.serverZone] == .flag)
  }

  @Test func `the zone database of this machine is used`() async throws {
    let home = try Home()
    // Version 1: Tokyo since 1970.
    let zone =
      Array("TZif".utf8) + [UInt8](repeating: 0, count: 16)
      + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 4]
      + [0, 0, 0x7E, 0x90, 0, 0] + Array("JST\0".utf8)
    try FileManager.default.createDirectory(
      atPath: home.path + "/zones/Asia", withIntermediateDirectories: true)
    try Data(zone).write(to: URL(filePath: home.path + "/zones/Asia/Own_City-1"))
    let settings = try await home.resolve(
      "--server-zone", "Asia/Own_City-1", with: withKey.merging(["TZDIR": home.path + "/zones"]) { $1 })
    #expect(settings.serverZone.offsetSeconds(at: Timestamp(milliseconds: 0)) == 32_400)
  }

  @Test(arguments: [
    " ", "Shanghai!", "+25:00", "Asia/Atlantis", "../../etc/passwd", "/etc/localtime", "Asia", "8",
    "Asia//Tokyo",
    "tzdata.zi", "+08:00 ",
  ])
  func `wrong zones are refused`(zone: String) async throws {
    let sentence = try await Home().refusal("--server-zone=\(zone)", with: withKey)
    #expect(
      sentence
        == "--server-zone must be a time zone such as Asia/Shanghai or an offset such as +08:00, not \"\(zone)\"."
    )
  }
}
