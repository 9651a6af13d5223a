import MemoryModel
import Testing

@testable import memtui

/// Command lines and variables that are refused, with the sentence.
@Suite struct RefusalTests {
  static let urlHint = "must be an address such as https://memos.memtensor.cn/api/openmem/v1."

  @Test(arguments: [
    (["--user", "a", "--agent", "b"], "--user and --agent cannot be combined: remove one of them."),
    (["--demo", "--base-url", "https://x.example"], "--base-url cannot be used with --demo."),
    (["--demo", "--profile", "p"], "--profile cannot be used with --demo."),
    (["--memories", "5"], "--memories is for the demo service: add --demo, or remove it."),
    (["--fault", "slow"], "--fault is for the demo service: add --demo, or remove it."),
    (["--demo", "--memories=-1"], "--memories must be a whole number from 0 to 1000000000000, not \"-1\"."),
    (["--user", ""], "--user must have 1 to 100 characters, not 0."),
    (["--agent", String(repeating: "é", count: 101)], "--agent must have 1 to 100 characters, not 101."),
    (["--page-size", "0"], "--page-size must be a whole number from 1 to 50, not \"0\"."),
    // A value may begin with a dash.
    (["--page-size", "-1"], "--page-size must be a whole number from 1 to 50, not \"-1\"."),
    (
      ["--timeout", "-5s"],
      "--timeout must be a time above 0 and up to a day, such as 500ms, 30s or 2m, not \"-5s\"."
    ),
    (
      ["--demo", "--memories", "1000000000001"],
      "--memories must be a whole number from 0 to 1000000000000, not \"1000000000001\"."
    ),
    (
      ["--demo", "--memories", "-1"],
      "--memories must be a whole number from 0 to 1000000000000, not \"-1\"."
    ),
    (
      ["demo-server", "--port", "-1"],
      "--port must be a number from 0 to 65535 (0 picks a free one), not \"-1\"."
    ),
    (["--page-size", "51"], "--page-size must be a whole number from 1 to 50, not \"51\"."),
    (
      ["--page-size", "a\u{1B}[2J\u{202E}b"],
      "--page-size must be a whole number from 1 to 50, not \"a^[[2J<U+202E>b\"."
    ),
    (
      ["--timeout", "0"],
      "--timeout must be a time above 0 and up to a day, such as 500ms, 30s or 2m, not \"0\"."
    ),
    (["--base-url", "memos.example.com"], "--base-url \(urlHint)"),
    (
      ["--base-url", "ftp://memos.example.com"],
      "--base-url must be an https URL (http only for localhost), not \"ftp\"."
    ),
    (
      ["--base-url", "http://memos.example.com/v1"],
      "--base-url would send the key unencrypted to memos.example.com: use https, or add --allow-insecure-http."
    ),
    (
      ["--base-url", "https://x.example/v1?key=\(secret)"],
      "--base-url must end with its path: remove what follows ? or #."
    ),
    (
      ["--base-url", "https://\(secret)@x.example/v1"],
      "--base-url has a user name or password in it: remove them; the API key is sent in a header."
    ),
    (["--base-url", "https://x.example\(secret) oops"], "--base-url \(urlHint)"),
    (["--bogus"], "Unknown option '--bogus'. See memtui --help."),
    (["--bo\u{1B}[2Jus=1"], "Unknown option '--bo^[[2Jus'. See memtui --help."),
    (
      ["demo-server", "--port", "70000"],
      "--port must be a number from 0 to 65535 (0 picks a free one), not \"70000\"."
    ),
    (
      ["demo-server", "--key-from-env", "NOT_SET"],
      "--key-from-env NOT_SET: that variable is not set or empty; export it first."
    ),
  ])
  func `a wrong command line`(arguments: [String], sentence: String) async throws {
    #expect(try await Home().refusal(of: arguments, with: withKey) == sentence)
  }

  @Test(arguments: [
    ("MEMOS_BASE_URL", "nonsense", "MEMOS_BASE_URL \(urlHint)"),
    (
      "MEMOS_BASE_URL", "http://10.0.0.1",
      "MEMOS_BASE_URL would send the key unencrypted to 10.0.0.1: use https, or add --allow-insecure-http."
    ),
    (
      "MEMOS_USER_ID", String(repeating: "x", count: 101),
      "MEMOS_USER_ID must have 1 to 100 characters, not 101."
    ),
    (
      "MEMOS_API_KEY", "\(secret) x",
      "MEMOS_API_KEY contains spaces, line breaks or non-ASCII characters: leave nothing but the key."
    ),
    (
      "MEMOS_API_KEY", "\(secret)\nX-Evil: 1",
      "MEMOS_API_KEY contains spaces, line breaks or non-ASCII characters: leave nothing but the key."
    ),
  ])
  func `a wrong variable`(name: String, value: String, sentence: String) async throws {
    #expect(try await Home().refusal(with: withKey.merging([name: value]) { $1 }) == sentence)
  }

  @Test(arguments: [
    ["--api-key", secret], ["--api-key=\(secret)"], ["--user", "x", "--api_key", secret],
    ["--token=\(secret)"],
    ["demo-server", "--key", secret], ["--API-KEY=\(secret)"], ["browse", "--memos-api-key", secret],
    ["-apikey=\(secret)"],
  ])
  func `a key on the command line is refused and not repeated`(arguments: [String]) async throws {
    let sentence = try await Home().refusal(of: arguments)
    #expect(sentence.contains("MEMOS_API_KEY") && sentence.contains("api_key_file"))
    #expect(!sentence.contains(secret))
  }

  @Test(arguments: [
    [secret], ["--user", "x", secret], ["--", "--api-key", secret], ["browse", secret, secret],
    ["help", secret], ["help", "chekc"],
  ])
  func `an argument without a flag may be a key and is not repeated`(arguments: [String]) async throws {
    #expect(
      try await Home().refusal(of: arguments)
        == "Unexpected argument. memtui has no such command. See memtui --help.")
  }

  @Test func `an unknown flag is repeated, a key after it is not`() async throws {
    let sentence = try await Home().refusal("--bogus", secret)
    #expect(sentence == "Unknown option '--bogus'. See memtui --help.")
  }

  @Test(arguments: ["é", "👨‍👩‍👧‍👦", "字"])
  func `an id is counted in characters`(character: String) async throws {
    let id = String(repeating: character, count: 100)
    let settings = try await Home().resolve("--user", id, with: withKey)
    #expect(settings.subject?.id == id)
  }
}
