import Foundation
import MemoryModel
import Testing

@testable import memtui

@Suite struct ProfileTests {
  let home: Home

  init() throws { home = try Home() }

  @Test(arguments: [
    "", "# nothing yet\n", "---\n# nothing\n", "theme: dark\n", "default_profile:\nprofiles:\n",
  ])
  func `a file may set nothing`(yaml: String) async throws {
    try home.configure(yaml)
    #expect(try await home.resolve(with: withKey).profile == nil)
  }

  @Test(arguments: [
    // Each file, then how it is refused.
    (
      "default_profile: prod\nprofiles:\n  a:\n    user: x\n  b.c:\n    user: y\n",
      "There is no profile \"prod\" (default_profile in CONFIG, line 1). The file has a, b.c."
    ),
    (
      "profiles:\n  a:\n    bas_url: https://x.example\n",
      "Unknown key profiles.a.bas_url in CONFIG, line 3. Did you mean base_url? Correct it, or remove it."
    ),
    (
      "profiles:\n  a.b:\n    user: x\n    api_key: \(secret)\n",
      "profiles.a.b.api_key in CONFIG, line 4: a key is never stored here. Remove it, and use api_key_file or api_key_command."
    ),
    (
      "default_profil: a\n",
      "Unknown key default_profil in CONFIG, line 1. Did you mean default_profile? Correct it, or remove it."
    ),
    (
      "default_profile: prod\n",
      "There is no profile \"prod\" (default_profile in CONFIG, line 1). The file has no profiles."
    ),
    ("profiles:\n  a:\n    user: [\n", "CONFIG, line 4, is not valid YAML: correct it near that line."),
    ("a: 1\na: 2\n", "a is set twice in CONFIG, line 2: remove one of them."),
    ("a: 1\n  b: \(secret)\n", "CONFIG, line 2, is not valid YAML: correct it near that line."),
    ("just text", "CONFIG must be YAML with default_profile, profiles and the like at its top: correct it."),
    (
      "default_profile: [a, b]\n",
      "default_profile in CONFIG, line 1, must be a single value, not a list or a group: correct it."
    ),
    (
      "default_profile: a\nprofiles: 5\n",
      "profiles in CONFIG, line 2, must be a group of keys with values: correct it."
    ),
    (
      "default_profile: a\nprofiles:\n  a: 5\n",
      "profiles.a in CONFIG, line 3, must be a group of keys with values: correct it."
    ),
    (
      "default_profile: a\nprofiles:\n  a:\n    user: [x]\n",
      "profiles.a.user in CONFIG, line 4, must be a single value, not a list or a group: correct it."
    ),
    (
      "default_profile: a\nprofiles:\n  a:\n    user:\n      id: x\n",
      "profiles.a.user in CONFIG, line 4, must be a single value, not a list or a group: correct it."
    ),
    (
      "default_profile: a\nprofiles:\n  a:\n    page_size: fifty\n",
      "page_size of profile a (CONFIG, line 4) must be a whole number from 1 to 50, not \"fifty\"."
    ),
    (
      "default_profile: a\nprofiles:\n  a:\n    timeout: soon\n",
      "timeout of profile a (CONFIG, line 4) must be a time above 0 and up to a day, such as 500ms, 30s or 2m, not \"soon\"."
    ),
    (
      "default_profile: a\nprofiles:\n  a:\n    memory_limit: 256MB\n",
      "memory_limit of profile a (CONFIG, line 4) must be a size such as 256MiB (KiB, MiB, GiB, or bytes), not \"256MB\"."
    ),
    (
      "default_profile: a\nprofiles:\n  a:\n    cube: x\n",
      "cube of profile a (CONFIG, line 4) is for an open-source server: add --dialect selfhosted, or remove it."
    ),
    (
      "default_profile: a\nprofiles:\n  a:\n    dialect: soap\n",
      "dialect of profile a (CONFIG, line 4) must be cloud or selfhosted, not \"soap\"."
    ),
    (
      "default_profile: a\nprofiles:\n  a:\n    user: x\n    agent: y\n",
      "user and agent of profile a (CONFIG, line 5) cannot be combined: remove one of them."
    ),
    (
      "default_profile: a\nprofiles:\n  a:\n    ca_file: missing.pem\n",
      "ca_file of profile a (CONFIG, line 4) does not exist: "
        + "check HOME/.config/memtui/missing.pem."
    ),
    (
      "default_profile: a\nprofiles:\n  a:\n    base_url: https://ann:\(secret)@example.com\n",
      "base_url of profile a (CONFIG, line 4) has a user name or password in it: remove them; the API key is sent in a header."
    ),
  ])
  func `a wrong file is refused with its path and what to do`(yaml: String, sentence: String) async throws {
    try home.configure(yaml)
    #expect(try await home.refusal(with: withKey) == sentence)
  }

  @Test func `--profile without a file reports where the file would be`() async throws {
    #expect(
      try await home.refusal("--profile", "prod", with: withKey)
        == "There is no profile \"prod\" in CONFIG. The file has no profiles.")
  }

  @Test func `values may be quoted, numbers or empty`() async throws {
    try home.configure(
      "default_profile: a\nprofiles:\n  a:\n    user: 12345\n    page_size: \"20\"\n    timeout: 5\n    agent:\n    ca_file: ~\n"
    )
    let settings = try await home.resolve(with: withKey)
    #expect(settings.subject == .user("12345"))
    #expect(settings.pageSize == 20)
    #expect(settings.timeout == 5)
    #expect(settings.caFile == nil)
  }

  @Test func `XDG_CONFIG_HOME moves the file unless it is a relative path`() async throws {
    try home.configure("default_profile: a\nprofiles:\n  a:\n    user: home\n")
    try FileManager.default.createDirectory(
      atPath: home.path + "/xdg/memtui", withIntermediateDirectories: true)
    try home.write("default_profile: a\nprofiles:\n  a:\n    user: xdg\n", to: "xdg/memtui/config.yaml")
    let moved = withKey.merging(["XDG_CONFIG_HOME": home.path + "/xdg"]) { $1 }
    #expect(try await home.resolve(with: moved).subject == .user("xdg"))
    let relative = withKey.merging(["XDG_CONFIG_HOME": "xdg"]) { $1 }
    #expect(try await home.resolve(with: relative).subject == .user("home"))
  }

  @Test func `a file must be UTF-8, and may have a byte order mark and CRLF`() async throws {
    try Data([0x61, 0x3A, 0x20, 0xFF, 0xFE, 0x0A]).write(to: URL(filePath: home.configPath))
    let sentence = try await home.refusal(with: withKey)
    #expect(sentence == "CONFIG is not UTF-8, line 1: save it as UTF-8.")
    try home.configure("\u{FEFF}default_profile: a\r\nprofiles:\r\n  a:\r\n    user: x\r\n")
    #expect(try await home.resolve(with: withKey).subject == .user("x"))
  }

  @Test func `without HOME there is no file`() async throws {
    guard case .browse(let command) = try Invocation(arguments: []) else { return }
    let settings = try Settings.resolve(command.flags, environment: withKey)
    #expect(settings.profile == nil)
  }

  @Test func `a folder in place of the file is reported`() async throws {
    try FileManager.default.createDirectory(atPath: home.configPath, withIntermediateDirectories: true)
    #expect(
      try await home.refusal(with: withKey)
        == "CONFIG is a directory, not a file: move it away.")
  }

  @Test func `the path of the CA file may begin with ~, or is relative to config.yaml`() async throws {
    try home.write("pem", to: "ca.pem")
    try home.write("pem", to: ".config/memtui/ca.pem")
    for (given, path) in [("~/ca.pem", "/ca.pem"), ("ca.pem", "/.config/memtui/ca.pem")] {
      try home.configure("default_profile: a\nprofiles:\n  a:\n    ca_file: \(given)\n")
      #expect(try await home.resolve(with: withKey).caFile == home.path + path)
    }
  }
}
