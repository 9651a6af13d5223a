import MemOSClient
import MemoryModel
import Testing

@testable import memtui

@Suite struct PrecedenceTests {
  let home: Home

  init() throws {
    home = try Home()
    try home.configure(
      """
      default_profile: staging
      profiles:
        staging:
          base_url: https://staging.example.com/v1/
          user: from_profile
          page_size: 20
          timeout: 2m
          memory_limit: 64MiB
          api_key_command: echo profile-key
        agents:
          agent: planner
          api_key_command: echo agent-key
      theme: dark
      keys:
        list.page_down: [Space, PgDn]
      """)
  }

  /// A setting of the profile, on its line.
  private func staging(_ line: Int) -> Origin { .profile("staging", file: home.configPath, line: line) }

  @Test func `a profile sets what flags and variables do not`() async throws {
    let settings = try await home.resolve()
    #expect(settings.subject == .user("from_profile"))
    #expect(settings.baseURL?.description == "https://staging.example.com/v1")
    #expect(settings.pageSize == 20)
    #expect(settings.timeout == 120)
    #expect(settings.memoryLimit == 64 << 20)
    #expect(settings.apiKey?.reveal() == "profile-key")
    #expect(settings.sourceLabel == "staging")
    let settingsInTheFile = [Setting.baseURL, .user, .pageSize, .timeout, .memoryLimit, .apiKeyCommand]
    for (line, setting) in zip(4..., settingsInTheFile) {
      #expect(settings.origins[setting] == staging(line), "\(setting)")
    }
    #expect(settings.origins[.profile] == staging(1) && settings.origins[.apiKey] == nil)
  }

  @Test func `a variable overrides the profile`() async throws {
    let settings = try await home.resolve(with: [
      "MEMOS_API_KEY": secret, "MEMOS_BASE_URL": "https://env.example.com", "MEMOS_USER_ID": "from_env",
    ])
    #expect(settings.subject == .user("from_env"))
    #expect(settings.baseURL?.description == "https://env.example.com")
    #expect(settings.apiKey?.reveal() == secret)
    #expect(settings.sourceLabel == "env.example.com")
    #expect(settings.profile == "staging")
    #expect(settings.origins[.user] == .environment("MEMOS_USER_ID"))
    #expect(settings.origins[.baseURL] == .environment("MEMOS_BASE_URL"))
    #expect(settings.origins[.apiKey] == .environment("MEMOS_API_KEY"))
    #expect(settings.origins[.apiKeyCommand] == nil)
  }

  @Test func `a flag overrides everything`() async throws {
    let settings = try await home.resolve(
      "--user", "from_flag", "--base-url", "https://flag.example.com", "--page-size", "7", "--timeout",
      "500ms",
      with: ["MEMOS_BASE_URL": "https://env.example.com", "MEMOS_USER_ID": "from_env"])
    #expect(settings.subject == .user("from_flag"))
    #expect(settings.baseURL?.host == "flag.example.com")
    #expect(settings.pageSize == 7)
    #expect(settings.timeout == 0.5)
    for setting in [Setting.user, .baseURL, .pageSize, .timeout] {
      #expect(settings.origins[setting] == .flag, "\(setting)")
    }
  }

  @Test func `an empty variable counts as unset`() async throws {
    let settings = try await home.resolve(with: [
      "MEMOS_API_KEY": "", "MEMOS_BASE_URL": "", "MEMOS_USER_ID": "",
    ])
    #expect(settings.subject == .user("from_profile"))
    #expect(settings.origins[.baseURL] == staging(4))
    #expect(settings.apiKey?.reveal() == "profile-key")
  }

  @Test func `--agent overrides the user of the profile, and --profile the default profile`()
    async throws
  {
    let flag = try await home.resolve("--agent", "a1")
    #expect(flag.subject == .agent("a1"))
    #expect(flag.origins[.user] == nil)
    let profile = try await home.resolve("--profile", "agents")
    #expect(profile.subject == .agent("planner"))
    #expect(profile.baseURL?.description == BaseURL.cloud)
    #expect(profile.origins[.baseURL] == .standard)
    #expect(profile.sourceLabel == "agents")
  }

  @Test(arguments: [
    ("true", "", BaseURL.global), ("1", "", BaseURL.global), ("YES", "", BaseURL.global),
    ("0", "", "https://staging.example.com/v1"), ("", "", "https://staging.example.com/v1"),
    ("1", "https://env.example.com", "https://env.example.com"),
  ])
  func `MEMOS_IS_GLOBAL selects the global site unless MEMOS_BASE_URL is set`(
    isGlobal: String, baseURL: String, expected: String
  ) async throws {
    let settings = try await home.resolve(with: ["MEMOS_IS_GLOBAL": isGlobal, "MEMOS_BASE_URL": baseURL])
    #expect(settings.baseURL?.description == expected)
    #expect(
      (settings.origins[.baseURL] == .environment("MEMOS_IS_GLOBAL")) == (expected == BaseURL.global))
  }

  @Test func `MEMOS_IS_GLOBAL selects no site for a self-hosted server`() async throws {
    let settings = try await home.resolve("--dialect", "selfhosted", with: ["MEMOS_IS_GLOBAL": "1"])
    #expect(settings.baseURL?.description == "https://staging.example.com/v1")
  }

  @Test func `the demo ignores the environment and the profile`() async throws {
    let settings = try await home.resolve(
      "--demo", "--memories", "600", "--fault", "slow 5s", "--fault", "rate-limit",
      with: ["MEMOS_USER_ID": "from_env", "MEMOS_BASE_URL": "ftp://broken"])
    #expect(settings.subject == .user("memos_user_123"))
    #expect(settings.demo == DemoSettings(memories: 600, faults: ["slow 5s", "rate-limit"]))
    #expect(settings.sourceLabel == "demo")
    #expect(settings.apiKey == nil && settings.baseURL == nil && settings.profile == nil)
    #expect(settings.pageSize == 50 && settings.timeout == 30 && settings.memoryLimit == 256 << 20)
    #expect(settings.origins[.pageSize] == .standard && settings.origins[.user] == .standard)
    let agent = try await home.resolve("--demo", "--agent", "a1")
    #expect(agent.subject == .agent("a1"))
    #expect(agent.origins[.user] == nil)
  }

  @Test func `without a file every setting has its default, and the user may be missing`() async throws {
    let bare = try Home()
    let settings = try await bare.resolve(with: withKey)
    #expect(settings.subject == nil)
    #expect(settings.baseURL?.description == BaseURL.cloud)
    #expect(settings.sourceLabel == "memos.memtensor.cn")
    #expect(settings.pageSize == 50 && settings.timeout == 30 && settings.memoryLimit == 256 << 20)
    #expect(!settings.usesUTC && !settings.allowsInsecureHTTP && settings.logFile == nil)
  }

  @Test func `flags that no profile has are read`() async throws {
    let settings = try await home.resolve("--utc", "--log", "/tmp/x.log", "--allow-insecure-http")
    #expect(settings.usesUTC && settings.allowsInsecureHTTP && settings.logFile == "/tmp/x.log")
    #expect(settings.origins[.logFile] == .flag && settings.origins[.usesUTC] == .flag)
  }
}
