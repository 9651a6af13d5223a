import Foundation
import MemOSClient
import Testing

@testable import memtui

@Suite struct KeyTests {
  let home: Home

  init() throws { home = try Home() }

  func configure(_ line: String) throws {
    try home.configure("default_profile: a\nprofiles:\n  a:\n    \(line)\n")
  }

  @Test(arguments: [0o600, 0o400, 0o700])
  func `a key file that only its owner reads gives the key`(mode: Int) async throws {
    try home.write(secret + "\n", to: "a.key", mode: mode)
    try configure("api_key_file: ~/a.key")
    let settings = try await home.resolve()
    #expect(settings.apiKey?.reveal() == secret)
    #expect(settings.origins[.apiKeyFile] == .profile("a", file: home.configPath, line: 4))
  }

  @Test(arguments: [0o640, 0o604, 0o644, 0o660])
  func `a key file that others read is refused`(mode: Int) async throws {
    try home.write(secret, to: "a.key", mode: mode)
    try configure("api_key_file: ~/a.key")
    #expect(
      try await home.refusal()
        == "api_key_file of profile a (CONFIG, line 4) can be read by others: chmod 600 HOME/a.key")
  }

  @Test(arguments: [
    ("", "api_key_file of profile a (CONFIG, line 4) is empty: put the key there."),
    ("\n\n", "api_key_file of profile a (CONFIG, line 4) is empty: put the key there."),
    (
      "\(secret)\nsecond\n",
      "api_key_file of profile a (CONFIG, line 4) contains spaces, line breaks or non-ASCII characters: "
        + "leave nothing but the key."
    ),
    (
      "\(secret)\u{1B}[2J",
      "api_key_file of profile a (CONFIG, line 4) contains spaces, line breaks or non-ASCII characters: "
        + "leave nothing but the key."
    ),
  ])
  func `a key file must contain only the key`(text: String, sentence: String) async throws {
    try home.write(text, to: "a.key")
    try configure("api_key_file: ~/a.key")
    #expect(try await home.refusal() == sentence)
  }

  @Test func `a missing key file is reported with its path`() async throws {
    try configure("api_key_file: ~/none.key")
    #expect(
      try await home.refusal()
        == "api_key_file of profile a (CONFIG, line 4) does not exist: check HOME/none.key.")
  }

  @Test func `a key in place of a path is not repeated`() async throws {
    try configure("api_key_file: \(secret)")
    let sentence = try await home.refusal()
    #expect(
      sentence == "api_key_file of profile a (CONFIG, line 4) does not exist: it must be the path of a file.")
  }

  @Test(arguments: [
    ("echo \(secret)", secret), ("printf '%s\\r\\n' \(secret)", secret),
    ("echo \(secret); echo second line", secret), ("cat $HOME/stored | head -n 1", secret),
  ])
  func `the key is the first line that a key command prints`(command: String, key: String) async throws {
    try home.write(secret + "\nurl: x\n", to: "stored")
    try configure("api_key_command: \(command)")
    #expect(try await home.resolve().apiKey?.reveal() == key)
  }

  @Test(arguments: [
    (
      "echo \(secret); exit 3",
      "api_key_command of profile a (CONFIG, line 4) ended with exit code 3: run it in a shell to see why."
    ),
    (
      "no-such-program-\(secret) 2>/dev/null",
      "api_key_command of profile a (CONFIG, line 4) ended with exit code 127: run it in a shell to see why."
    ),
    (
      "kill -9 $$",
      "api_key_command of profile a (CONFIG, line 4) was ended by signal 9: run it in a shell to see why."
    ),
    (
      "true",
      "api_key_command of profile a (CONFIG, line 4) printed no key on its first line: "
        + "run it in a shell to see what it prints."
    ),
    (
      "echo; echo \(secret)",
      "api_key_command of profile a (CONFIG, line 4) printed no key on its first line: "
        + "run it in a shell to see what it prints."
    ),
    (
      "yes \(secret)",
      "api_key_command of profile a (CONFIG, line 4) printed more than 64 KiB: it must print the key and nothing else."
    ),
    (
      "printf '\(secret)\\033[2J'",
      "api_key_command of profile a (CONFIG, line 4) contains spaces, line breaks or non-ASCII characters: "
        + "leave nothing but the key."
    ),
  ])
  func `a failed key command is reported without its output`(command: String, sentence: String) async throws {
    try configure("api_key_command: \(command)")
    #expect(try await home.refusal() == sentence)
  }

  @Test func `the key command does not run if the environment has a key or another setting is wrong`()
    async throws
  {
    try configure("api_key_command: touch $HOME/ran; echo \(secret)")
    _ = try await home.resolve(with: withKey)
    _ = try await home.refusal("--page-size", "0")
    #expect(!FileManager.default.fileExists(atPath: home.path + "/ran"))
    _ = try await home.resolve()
    #expect(FileManager.default.fileExists(atPath: home.path + "/ran"))
  }

  @Test func `api_key_file and api_key_command cannot be combined`() async throws {
    try home.configure(
      "default_profile: a\nprofiles:\n  a:\n    api_key_file: ~/a.key\n    api_key_command: echo \(secret)\n")
    #expect(
      try await home.refusal()
        == "api_key_file and api_key_command of profile a (CONFIG, line 5) cannot be combined: remove one of them."
    )
  }

  @Test func `without a key the error says how to provide one`() async throws {
    #expect(
      try await home.refusal()
        == "No API key: set MEMOS_API_KEY, or give the profile an api_key_file or api_key_command in CONFIG; "
        + "memtui --demo needs no key.")
  }

  @Test func `a line break after the key is removed`() throws {
    #expect(try Secret(keyText: secret + "\r\n").reveal() == secret)
  }

  @Test func `a description of the settings does not contain the key`() async throws {
    let settings = try await home.resolve(with: withKey)
    var dumped = ""
    dump(settings, to: &dumped)
    #expect(!dumped.contains(secret) && !"\(settings)".contains(secret))
  }
}
